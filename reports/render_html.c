/*
 * Answers as one file of HTML that loads nothing: charts are SVG in data URIs, and the one script is allowed
 * by its hash.
 */
#include <errno.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "reports/cards.h"
#include "reports/chart.h"
#include "reports/html.h"
#include "reports/notes.h"
#include "reports/prose.h"

extern const char data_page_css[], data_page_js[], data_page_js_sha256[];

enum { ROWS_MOST = 1000, TILE = 4096 };

static void
base64(FILE *out, const char *data, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < length; i += 3) {
		size_t n = length - i < 3 ? length - i : 3;
		uint32_t bits = 0;

		for (size_t k = 0; k < 3; k++)
			bits = bits << 8 | (k < n ? (unsigned char)data[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			fputc(k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=', out);
	}
}

/* How many rows there are not; of members, also those that the answer left out. */
static void
not_shown(FILE *out, const struct table *t)
{
	int64_t more = (int64_t)t->nrow - ROWS_MOST;
	char count[64], note[NOTES_SIZE] = "";

	if (more > 0) {
		prose_count(count, sizeof count, more, "rows");
		snprintf(note, sizeof note, P_("%s more is not shown.", "%s more are not shown.", more),
		    count);
	} else if (t->report->layout == LAYOUT_RANKING && (int64_t)t->nrow < t->coverage.members) {
		prose_count(count, sizeof count, t->coverage.members, "members");
		snprintf(note, sizeof note, _("The first %zu; %s wrote."), t->nrow, count);
	}
	html_element(out, "p", " class=\"soft\"", note);
}

static void
figure(FILE *out, const struct table *t, const struct figure *f)
{
	fputs("<figure><picture><source media=\"(prefers-color-scheme: dark)\""
	    " srcset=\"data:image/svg+xml;base64,", out);
	base64(out, f->svg[THEME_DARK], f->length[THEME_DARK]);
	fprintf(out, "\"><img width=\"%d\" height=\"%d\" src=\"data:image/svg+xml;base64,", CHART_WIDTH,
	    f->height);
	base64(out, f->svg[THEME_LIGHT], f->length[THEME_LIGHT]);
	fputs("\" alt=\"", out);
	html_text(out, t->title);
	fputs(". ", out);
	html_text(out, f->said);
	fputs("\"></picture></figure>\n", out);
}

/* What a report says of itself; its table is open where nothing stands for it. */
static void
part(FILE *out, const struct page *p, size_t i, const struct figure *f)
{
	const struct table *t = p->parts[i].table;
	bool whole = p->card == NULL, narrow = !whole && (t->report->layout == LAYOUT_BARS ||
	    t->report->layout == LAYOUT_HEATMAP);
	bool headed = !whole && (p->parts[i].heading == NULL || strcmp(p->parts[i].heading, t->title) != 0);
	bool closed = !whole && (f->svg[0] != NULL || t->report->layout == LAYOUT_CARD);
	char note[NOTES_SIZE];

	fprintf(out, "<div class=\"part%s\"", narrow ? " narrow" : "");
	if (p->card != NULL)	/* each of its reports is there once */
		fprintf(out, " id=\"%s\"", t->report->name);
	fputs(">\n", out);
	if (headed)
		html_element(out, "h3", "", t->title);
	if (t->window.since != p->parts[0].table->window.since) {
		prose_window(note, sizeof note, t);
		html_element(out, "p", " class=\"soft\"", note);
	}
	if (notes_empty(t)) {
		notes_nothing(note, t);
		html_element(out, "p", "", note);
		notes_reason(note, t);
		html_element(out, "p", "", note);
		fputs("</div>\n", out);
		return;
	}
	if (f->svg[0] != NULL)
		figure(out, t, f);
	for (size_t k = 0; k < t->nnote; k++)
		html_element(out, "p", " class=\"soft\"", t->notes[k]);
	fprintf(out, "<details%s><summary>%s<span class=\"aside\"> ", closed ? "" : " open",
	    t->report->layout == LAYOUT_CARD ? _("All numbers") : _("Table"));
	html_text(out, t->title);
	fputs("</span></summary>\n", out);
	html_table(out, t, ROWS_MOST, p->index);
	not_shown(out, t);
	notes_compared(note, t);
	html_element(out, "p", " class=\"soft\"", note);
	if (!whole && t->coverage.reads != READS_SUMS) {	/* of sums the page says it */
		notes_kept(note, t);
		html_element(out, "p", " class=\"soft\"", note);
	}
	fputs("</details>\n</div>\n", out);
}

/*
 * A card leaves out what has nothing to show, unless there is nothing at all.  Words say of all that is read
 * from texts that none are kept.
 */
static bool
left_out(const struct page *p, size_t i)
{
	const struct table *t = p->parts[i].table;

	return p->card != NULL && i > 0 && notes_empty(t) &&
	    !(t->report->texts == POLICY_FULL && notes_textless(t));
}

/*
 * The answer that names the section which this one begins: itself, or one before it that was left out; or
 * count, where it begins none.
 */
static size_t
namer(const struct page *p, size_t i)
{
	if (p->card == NULL)
		return i;
	while (i > 0 && p->parts[i].heading == NULL && left_out(p, i - 1))
		i--;
	return i == 0 || p->parts[i].heading != NULL ? i : p->count;
}

static const char *
heading(const struct part *part)
{
	return part->heading != NULL ? part->heading : part->table->title;
}

static void
sections(FILE *out, const struct page *p, const struct figure *figures)
{
	bool open = false;

	for (size_t i = 0; i < p->count; i++) {
		if (left_out(p, i))
			continue;
		if (namer(p, i) < p->count) {
			fprintf(out, "%s<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">",
			    open ? "</section>\n" : "", i, i);
			html_text(out, heading(&p->parts[namer(p, i)]));
			fputs("</h2>\n", out);
			open = true;
		}
		part(out, p, i, &figures[i]);
	}
	fputs(open ? "</section>\n" : "", out);
}

static void
navigation(FILE *out, const struct page *p)
{
	fprintf(out, "<nav aria-label=\"%s\">", _("Sections"));
	for (size_t i = 0; i < p->count; i++)
		if (!left_out(p, i) && namer(p, i) < p->count) {
			fprintf(out, "<a href=\"#s%zu\">", i);
			html_text(out, heading(&p->parts[namer(p, i)]));
			fputs("</a>\n", out);
		}
	fputs("</nav>\n", out);
}

/* ----- the page ----- */

static void
head(FILE *out, const struct page *p, const char *title)
{
	fprintf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", locale_language());
	if (p->state != NULL)
		fprintf(out, "<meta name=\"chatstat-state\" content=\"%s\">\n", p->state);
	fprintf(out, "<meta http-equiv=\"Content-Security-Policy\""
	    " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-%s';"
	    " base-uri 'none'; form-action 'none'\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n"
	    "<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n"
	    "<meta name=\"generator\" content=\"chatstat " VERSION "\">\n", data_page_js_sha256);
	html_element(out, "title", "", title);
	fprintf(out, "<style>\n%s</style>\n</head>\n<body>\n", data_page_css);
}

static void
tiles(FILE *out, const struct page *p)
{
	char value[TILE], label[TILE];
	bool any = false;

	for (const struct card_tile *tile = p->card->tiles; tile->report != NULL; tile++) {
		if (!cards_tile(p, tile, value, sizeof value, label, sizeof label))
			continue;
		fputs(any ? "" : "<dl class=\"tiles\">\n", out);
		any = true;
		fputs("<div><dt>", out);
		html_text(out, label);
		fputs("</dt><dd>", out);
		html_text(out, value);
		fputs("</dd></div>\n", out);
	}
	fputs(any ? "</dl>\n" : "", out);
}

static void
foot(FILE *out, const struct table *t)
{
	void (*const notes[])(char *, const struct table *) = { notes_pending, notes_kept, notes_count };
	size_t count = (t->report->takes & TAKES_USAGE) != 0 ? 1 : sizeof notes / sizeof notes[0];
	char note[NOTES_SIZE], now[PROSE_SIZE];

	fputs("<footer>\n<p>", out);
	notes_recorded(note, t, true);
	html_text(out, note);
	for (size_t i = 0; i < count; i++) {
		notes[i](note, t);
		fputc(' ', out);
		html_text(out, note);
	}
	prose_instant(now, sizeof now, t, t->now, true);
	fputs("</p>\n<p>", out);
	fprintf(out, _("Made by chatstat %s on %s, %s. What the numbers mean: chatstat(7)."), VERSION, now,
	    zone_name(prose_zone(t)));
	fputs("</p>\n</footer>\n", out);
}

static int
write_page(FILE *out, const struct page *p, const struct figure *figures)
{
	const struct table *t = p->parts[0].table;
	char subject[PROSE_SUBJECT], window[PROSE_SIZE], note[NOTES_SIZE];
	char title[PROSE_SUBJECT + PROSE_SIZE + 8];

	prose_subject(subject, sizeof subject, t);
	prose_window(window, sizeof window, t);
	snprintf(title, sizeof title, "%s · %s", p->index ? _("Chats") : subject, window);
	head(out, p, title);
	fputs("<header>\n<h1><bdi>", out);
	html_text(out, p->index ? _("Chats") : subject);
	fprintf(out, "</bdi></h1>\n<p class=\"soft\">%s · %s</p>\n</header>\n", window, prose_zone_name(t));
	if (p->card != NULL)
		navigation(out, p);
	fputs("<main>\n", out);
	if (p->card != NULL)
		tiles(out, p);
	if (t->coverage.ngap > 0 && !p->index) {
		notes_gaps(note, t, 3);
		html_element(out, "p", " class=\"warm\"", note);
	}
	sections(out, p, figures);
	fputs("</main>\n", out);
	foot(out, t);
	fprintf(out, "<script>%s</script>\n</body>\n</html>\n", data_page_js);
	return ferror(out) ? log_fail(STATUS_FAILED, "cannot write the page: %s", strerror(errno)) : 0;
}

int
render_html(FILE *out, const struct page *p)
{
	struct figure *figures = calloc(p->count, sizeof *figures);
	int ret = -1;

	if (figures == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (chart_figures(p, figures) == 0)
		ret = write_page(out, p, figures);
	chart_figures_free(figures, p->count);
	free(figures);
	return ret;
}
