#include "reports/draft.h"

#include <inttypes.h>
#include <string.h>

#include "lib/json.h"
#include "lib/locale.h"
#include "lib/stream.h"
#include "reports/cards.h"
#include "reports/notes.h"
#include "reports/plain.h"
#include "reports/prose.h"
#include "reports/reports.h"
#include "reports/telegram.h"

enum { QUIET = 10, WELCOMED = 3, PARTS = 5 };

/* What a digest says, in the order that it is said in. */
static const struct card_part parts[] = {
	{ .report = "summary" },
	{ .report = "top", .heading = N_("Most messages"), .top = 3 },
	{ .report = "reacted", .heading = N_("Liked most"), .top = 1 },
	{ .report = "unanswered", .heading = N_("Still unanswered"), .top = 2 },
	{ .report = "activity", .by = "day" },
	{ .report = NULL }
};
static const struct card card = { .name = "digest", .parts = parts };
enum { PART_SUMMARY, PART_TOP, PART_REACTED, PART_UNANSWERED, PART_ACTIVITY };

static const struct card_line headline[] = {
	{ "messages", "messages", { N_("{change_percent+} on {before}"),
	    N_("usually {usual_low} to {usual_high}") } },
	{ "members", "members", { N_("of {members_total}"), N_("{joins} joined, {leaves} left") } },
	{ NULL, NULL, { NULL } }
};

/* By enum grain. */
static const struct { const char *of, *quiet, *last; } words[] = {
	[GRAIN_DAY] = { "%s", N_("a quiet day."), " 24h" },
	[GRAIN_WEEK] = { N_("the week of %s"), N_("a quiet week."), " 7d" },
	[GRAIN_MONTH] = { "%s", N_("a quiet month."), " 30d" }
};

/* What may be asked below it, of the time up to now; each has an answer of its own, since a digest stays. */
static const struct { const char *label, *command; bool window; } buttons[] = {
	{ N_("Members"), "/top", true }, { N_("Hours"), "/stats hours", true },
	{ N_("Reactions"), "/stats reactions", true }, { N_("All reports"), "/help", false }
};

/* Adds a section to the text where there is room for it; its last line is the foot, which needs some. */
static void
put_section(FILE *out, size_t *room, const char *section)
{
	size_t units = telegram_units(section);

	if (units > *room)
		return;
	*room -= units;
	fputs(section, out);
}

/* Whether a row is about an instant of the window. */
static bool
is_within(const struct table *t, size_t row, const char *column, const struct span *window)
{
	size_t at = table_column(t, column);
	const struct value *v = at < t->ncolumn ? table_at(t, row, at) : NULL;

	return v != NULL && v->known && v->n >= window->since && v->n < window->until;
}

/* Rows of an answer, or of one about all time those of the window. */
static void
write_rows(FILE *out, const struct table *t, const char *heading, const struct span *window)
{
	bool any = false;

	for (size_t row = 0; row < t->nrow; row++) {
		if (window != NULL && !is_within(t, row, "at", window))
			continue;
		if (!any)
			fprintf(out, "\n<b>%s</b>\n", heading);
		any = true;
		telegram_row(out, t, row);
	}
}

/* Those who wrote, or came, for the first time. */
static void
write_welcome(FILE *out, const struct table *t, const struct span *window)
{
	size_t name = table_column(t, "member"), bot = table_column(t, "bot"), count = 0;

	for (size_t row = 0; row < t->nrow; row++) {
		bool wrote = table_at(t, row, table_column(t, "first_seen"))->known;

		if (table_at(t, row, bot)->n != 0 || !table_at(t, row, name)->known ||
		    !is_within(t, row, wrote ? "first_seen" : "joined", window))
			continue;
		if (count++ < WELCOMED) {
			if (count == 1)
				fprintf(out, "\n<b>%s</b> ", _("Welcome"));
			else
				fputs(", ", out);
			telegram_name(out, table_at(t, row, name)->text, TELEGRAM_NAME);
		}
	}
	if (count > WELCOMED)
		fprintf(out, _(" and %zu more"), count - WELCOMED);
	fputs(count > 0 ? "\n" : "", out);
}

/* "9 – 15 Nov 2026". */
static void
days_of(char window[PROSE_SIZE], const struct table *t)
{
	char *length;

	prose_window(window, PROSE_SIZE, t);
	if ((length = strstr(window, " (")) != NULL)
		*length = '\0';
}

/* "Rust Sofia: the week of 9 – 15 Nov 2026". */
static void
write_heading(FILE *out, const struct draft *d, const struct table *t)
{
	char window[PROSE_SIZE];

	days_of(window, t);
	fputs("<b>", out);
	telegram_name(out, t->chats[0].title, TELEGRAM_NAME);
	fputs(": ", out);
	fprintf(out, _(words[d->digest->every].of), window);
	fputs("</b>\n", out);
}

static void
write_quiet(FILE *out, const struct draft *d, const struct table *t)
{
	char window[PROSE_SIZE], note[NOTES_SIZE];

	days_of(window, t);
	fputs("<b>", out);
	telegram_name(out, t->chats[0].title, TELEGRAM_NAME);
	notes_count(note, t);
	note[strlen(note) - 1] = '\0';	/* the full stop */
	fprintf(out, ": %s</b> %s, %s.", _(words[d->digest->every].quiet), note, window);
	if (t->coverage.ngap > 0) {
		notes_gaps(note, t, 1);
		fprintf(out, " %s", note);
	}
	fputc('\n', out);
}

/* A section of the text; NULL after logging. */
static char *
section(const struct draft *d, int number)
{
	const struct part *p = d->period.page.parts;
	const struct table *t = p[PART_SUMMARY].table;
	char *text = NULL;
	size_t size;
	FILE *out = stream_open(&text, &size);

	if (out == NULL)
		return NULL;
	if (number == 0) {
		write_heading(out, d, t);
		for (const struct card_line *l = headline; l->label != NULL; l++)
			telegram_line(out, t, l);
	} else if (number < PARTS - 1)
		write_rows(out, p[number].table, p[number].heading, NULL);
	else if (number == PARTS - 1)
		write_welcome(out, d->ever.page.parts[1].table, &t->window);
	else
		write_rows(out, d->ever.page.parts[0].table, _("Records"), &t->window);
	stream_close(out, &text);
	return text;
}

static int
write_text(struct draft *d)
{
	const struct table *t = d->period.page.parts[PART_SUMMARY].table;
	size_t room = TELEGRAM_CAPTION, size;
	FILE *out = stream_open(&d->text, &d->text_size), *part;
	char *foot = NULL, *text;
	int ret = -1;

	if (out == NULL || (part = stream_open(&foot, &size)) == NULL)
		goto out;
	fputc('\n', part);
	telegram_foot(part, d->period.page.parts[PART_TOP].table);	/* it explains the marks */
	if (stream_close(part, &foot) != 0)
		goto out;
	room -= telegram_units(foot);
	ret = 0;
	if (d->quiet)
		write_quiet(out, d, t);
	for (int i = 0; ret == 0 && !d->quiet && i <= PARTS; i++) {
		text = section(d, i);
		ret = text != NULL ? 0 : -1;
		if (ret == 0)
			put_section(out, &room, text);
		free(text);
	}
	fputs(d->quiet ? "" : foot, out);
out:
	free(foot);
	if (stream_close(out, &d->text) != 0)
		ret = -1;
	if (ret == 0)
		d->text[d->text_size - 1] = '\0';	/* the end of its last line */
	return ret;
}

/* A digest without its chart is better than none: what is in its way is said, and the exit status tells. */
static void
draw(struct draft *d)
{
	struct page page = { .parts = &d->period.page.parts[PART_ACTIVITY], .count = 1 };
	bool broken;
	FILE *out;

	if (d->digest->every == GRAIN_DAY || d->quiet || notes_empty(page.parts->table) ||
	    (out = stream_open(&d->photo, &d->photo_size)) == NULL)
		return;
	broken = chart_render(out, &page, THEME_LIGHT, PICTURE_PNG) != 0;
	if (stream_close(out, &d->photo) != 0 || broken)
		d->photo_size = 0;
}

int
draft_compose(struct draft *d, struct db *db, int64_t chat_id, int64_t from, int64_t until, int64_t now)
{
	struct table days = { .grain = GRAIN_DAY };
	char chat[32], since[PLAIN_SIZE], last[PLAIN_SIZE];
	struct request r = { .card = &card, .chats = { chat }, .nchat = 1, .since = since, .until = last,
		.format = FORMAT_TELEGRAM, .top = TOP_DEFAULT, .now = now }, ever = {
		.chats = { chat }, .nchat = 1, .last = "all",
		.reports = { reports_find("records"), reports_find("members") }, .nreport = 2,
		.format = FORMAT_TELEGRAM, .top = TOP_DEFAULT, .now = now };
	struct window *window = window_open(db);
	int ret = -1;

	snprintf(chat, sizeof(chat), "%" PRId64, chat_id);
	plain_value(since, &days, UNIT_DATE, from);
	plain_value(last, &days, UNIT_DATE, until - 1);
	if (window != NULL && db_exec(db, "BEGIN") == 0 && answers_make(&d->period, db, window, &r) == 0 &&
	    answers_make(&d->ever, db, window, &ever) == 0) {
		d->quiet = d->period.page.parts[PART_SUMMARY].table->coverage.messages < QUIET;
		ret = write_text(d);
	}
	if (ret == 0)
		draw(d);
	db_rollback(db);
	window_close(window);
	return ret;
}

void
draft_close(struct draft *d)
{
	answers_close(&d->period);
	answers_close(&d->ever);
	free(d->text);
	free(d->photo);
}

char *
draft_keyboard(const struct draft *d)
{
	char *keyboard = NULL;
	size_t size;
	FILE *out = stream_open(&keyboard, &size);

	if (out == NULL)
		return NULL;
	fputs("{\"inline_keyboard\":[[", out);
	for (size_t i = 0; i < sizeof(buttons) / sizeof(buttons[0]); i++) {
		fputs(i > 0 ? ",{\"text\":" : "{\"text\":", out);
		json_write(out, _(buttons[i].label));
		fprintf(out, ",\"callback_data\":\"0 %s%s\"}", buttons[i].command,
		    buttons[i].window ? words[d->digest->every].last : "");
	}
	fputs("]]}", out);
	stream_close(out, &keyboard);
	return keyboard;
}
