/*
 * libFuzzer: names of chats, members, topics and emoji in charts and in every other form.  What a name says
 * does not change what a script does, nor the tags of a page; JSON stays JSON.
 */
#include "tests/fuzz/fuzz.h"

/* The tables of the unit tests, without cmocka. */
#define assert_true(held)	require(held)
#define fail_msg(...)		abort()

#include "lib/json.h"
#include "reports/cards.h"
#include "reports/gnuplot.h"
#include "tests/unit/tables.h"

enum { FORMS = 6, TABLES = 4 };

static const struct part parts[] = { { .table = &table } };
static const struct page page = { .parts = parts, .count = 1 };

/* One of some tables, with a name wherever there is one. */
static void
fill(int which, const char *name)
{
	switch (which) {
	case 0: ranking(3, 0, 1200); break;
	case 1: pairs(3, 0, 100); break;
	case 2: reactions(); break;
	default: plain_table(); break;
	}
	table.nrow = table.nrow < 4 ? table.nrow : 4;
	chats[0].title = table.topic = table.member = name;
	for (size_t i = 0; i < filled; i++)
		if (cells[i].text != NULL && i / table.ncolumn % 2 == 0)
			cells[i].text = name;
}

/* Instead of a program of its own for every page: what is drawn is in none of its tags. */
int
gnuplot_run(FILE *script, enum picture picture, int count, FILE *out)
{
	(void)script;
	require(picture == PICTURE_SVG);
	while (count-- > 0)
		fputs("<svg>\n</svg>\n", out);
	return 0;
}

static char *
render(int form)
{
	const struct text_style style = { .width = 80, .utf8 = true };
	struct excerpt whole = { .paged = false };
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	require(out != NULL);
	switch (form) {
	case 0: require(chart_script(out, &page, THEME_LIGHT, PICTURE_PNG) == 0); break;
	case 1: require(render_html(out, &page) == 0); break;
	case 2: require(render_json(out, &table) == 0); break;
	case 3: require(render_csv(out, &table) == 0); break;
	case 4: require(render_telegram(out, &table, &whole) == 0); break;
	default: require(render_text(out, &table, &style) == 0); break;
	}
	require(fclose(out) == 0 && strlen(text) == size);
	return text;
}

/* A script without the rows of its datablocks, in place. */
static void
only_code(char *script)
{
	char *to = script;
	bool data = false;

	for (char *line = script, *end; *line != '\0'; line = end + 1) {
		require((end = strchr(line, '\n')) != NULL);
		data = data && strncmp(line, "EOD\n", 4) != 0;
		if (!data) {
			memmove(to, line, (size_t)(end - line) + 1);
			to += end - line + 1;
		}
		data = data || (end - line > 6 && strncmp(end - 6, "<< EOD", 6) == 0);
	}
	*to = '\0';
}

/* A page without what stands between its tags, in place; attributes hold nothing of a stranger's but titles. */
static void
only_tags(char *page_text)
{
	char *to = page_text;
	bool tag = false, quoted = false;

	for (const char *c = page_text; *c != '\0'; c++) {
		if (*c == '<' && !quoted)
			tag = true;
		if (*c == '"' && tag)
			quoted = !quoted;
		if (tag && !quoted)
			*to++ = *c;
		if (*c == '>' && !quoted)
			tag = false;
	}
	*to = '\0';
}

static void
check(int which, int form, const char *name)
{
	static char *plain[TABLES][2];
	struct json_reader *reader;
	char *text;

	fill(which, name);
	text = render(form);
	if (form <= 1) {
		(form == 0 ? only_code : only_tags)(text);
		if (plain[which][form] == NULL) {
			fill(which, "Ann");
			plain[which][form] = render(form);
			(form == 0 ? only_code : only_tags)(plain[which][form]);
		}
		require(strcmp(text, plain[which][form]) == 0);
	} else if (form == 2) {
		require((reader = json_reader_new()) != NULL);
		require(json_parse(reader, text, strlen(text)) != NULL);
		json_reader_free(reader);
	}
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name;

	if (size == 0)
		return 0;
	name = string_of(data + 1, size - 1);
	if (data[0] % FORMS != 0 || data[0] / FORMS % TABLES != TABLES - 1)	/* the last one has no chart */
		check(data[0] / FORMS % TABLES, data[0] % FORMS, name);
	free(name);
	return 0;
}
