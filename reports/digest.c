/*
 * chatstat-digest: what was in a chat on a day, in a week or a month, queued for the chat when that is due.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/digest.h"
#include "lib/find.h"
#include "lib/json.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/outbox.h"
#include "lib/program.h"
#include "lib/stream.h"
#include "reports/answers.h"
#include "reports/cards.h"
#include "reports/notes.h"
#include "reports/plain.h"
#include "reports/prose.h"
#include "reports/reports.h"
#include "reports/telegram.h"

enum { QUIET = 10, WELCOMED = 3, PARTS = 5 };

static const char usage[] =
    "usage: chatstat-digest [-c FILE] [-d DB] [--chat CHAT --print]\n"
    "\n"
    "Queues the digests that are due (chatstat-admin set digest CHAT ...), each of them once.\n"
    "\n"
    "      --chat CHAT     only this one\n"
    "      --print         show its latest, due or not, and queue nothing\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 done, 1 failed, 2 misuse, 75 database busy.\n";

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

/* A digest in the making. */
struct draft {
	const struct digest	*digest;
	struct answers		 period, ever;
	char			*text, *photo;
	size_t			 text_size, photo_size;
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
	if (t->coverage.messages < QUIET)
		write_quiet(out, d, t);
	for (int i = 0; ret == 0 && t->coverage.messages >= QUIET && i <= PARTS; i++) {
		text = section(d, i);
		ret = text != NULL ? 0 : -1;
		if (ret == 0)
			put_section(out, &room, text);
		free(text);
	}
	fputs(t->coverage.messages >= QUIET ? foot : "", out);
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

	if (d->digest->every == GRAIN_DAY || notes_empty(page.parts->table) ||
	    d->period.page.parts[PART_SUMMARY].table->coverage.messages < QUIET ||
	    (out = stream_open(&d->photo, &d->photo_size)) == NULL)
		return;
	broken = chart_render(out, &page, THEME_LIGHT, PICTURE_PNG) != 0;
	if (stream_close(out, &d->photo) != 0 || broken)
		d->photo_size = 0;
}

static int
chat_of(struct db *db, int64_t chat, int64_t *chat_id, const struct zone **zone)
{
	struct stmt *s = db_stmt(db, "SELECT chat_id, zone FROM chat WHERE chat = :chat");

	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	*chat_id = col_int(s, 0);
	*zone = zone_find(col_text(s, 1, NULL));
	stmt_reset(s);
	return *zone != NULL ? 0 : log_fail(STATUS_FAILED, "the time zone of a chat is not installed");
}

/* Makes the answers, and of them text and chart; to be closed in both cases. */
static int
compose(struct draft *d, struct db *db, int64_t chat_id, int64_t from, int64_t until, int64_t now)
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
	    answers_make(&d->ever, db, window, &ever) == 0 && write_text(d) == 0) {
		draw(d);
		ret = 0;
	}
	db_rollback(db);
	window_close(window);
	return ret;
}

static void
draft_close(struct draft *d)
{
	answers_close(&d->period);
	answers_close(&d->ever);
	free(d->text);
	free(d->photo);
}

/* As JSON; NULL: out of memory. */
static char *
compose_keyboard(const struct draft *d)
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

/* The mark and the queue change together: whoever else composed it too finds that it was first. */
static int
queue(struct db *db, const struct draft *d, int64_t chat_id, int64_t day, int64_t now)
{
	char once[64], *keyboard = NULL;
	struct outbox_item item = { .once = once, .chat_id = chat_id, .class = OUTBOX_DIGEST, .text = d->text,
		.photo = d->photo_size > 0 ? d->photo : NULL, .photo_size = d->photo_size };
	bool quiet = d->period.page.parts[PART_SUMMARY].table->coverage.messages < QUIET, first;
	int ret;

	if (!quiet && (item.keyboard = keyboard = compose_keyboard(d)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	snprintf(once, sizeof(once), "digest:%" PRId64 ":%" PRId64, chat_id, day);
	ret = db_begin(db);
	if (ret == 0)
		ret = digest_mark(db, d->digest, day, &first);
	if (ret == 0 && first)
		ret = outbox_add(db, &item, now, &first);
	ret = db_end(db, ret);
	free(keyboard);
	return ret;
}

static int
run(struct db *db, const struct digest *digest, bool print, int64_t now)
{
	struct draft d = { .digest = digest };
	const struct zone *zone;
	int64_t chat_id, from, until;
	int ret;

	if (chat_of(db, digest->chat, &chat_id, &zone) != 0)
		return -1;
	if (!digest_due(digest, zone, now, &from, &until) && !print)
		return 0;
	ret = compose(&d, db, chat_id, from, until, now);
	if (ret == 0 && print)
		puts(d.text);
	else if (ret == 0)
		ret = queue(db, &d, chat_id, until, now);
	draft_close(&d);
	return ret;
}

/* Runs all, or that of one chat; one that fails does not hold up the others. */
static int
run_all(struct db *db, const char *chat, bool print, int64_t now)
{
	struct digest *list = NULL, one = { .chat = 0 };
	size_t count = 0, found = 0;
	int ret = 0;

	if ((chat != NULL && find_chat(db, chat, &one.chat) != 0) ||
	    digest_list(db, &list, &count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (chat != NULL && list[i].chat != one.chat)
			continue;
		found++;
		if (run(db, &list[i], print, now) != 0)
			ret = -1;
	}
	free(list);
	/* A preview for a chat that has none yet. */
	if (found == 0 && print && digest_parse("weekly mon 09:00", &one))
		ret = run(db, &one, true, now);
	return ret;
}

int
main(int argc, char **argv)
{
	struct program p = { .name = "chatstat-digest", .usage = usage };
	const char *chat = NULL;
	bool print = false;
	const struct program_option options[] = {
		{ "chat", .word = &chat }, { "print", .flag = &print }, { .name = NULL }
	};
	struct db *db;
	int64_t now;

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, NULL) != 0)
		return log_status();
	if (print && chat == NULL)
		log_fail(STATUS_MISUSE, "--print needs --chat");
	else if (program_configure(&p) == 0 && clock_now(&now) == 0 &&
	    (db = db_open(p.database, print ? DB_READ : DB_WRITE)) != NULL) {
		run_all(db, chat, print, now);
		db_close(db);
	}
	return program_end();
}
