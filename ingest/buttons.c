#include "ingest/buttons.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/json.h"
#include "lib/locale.h"
#include "lib/stream.h"

enum { BUTTONS = 4, KEPT_SECONDS = 48 * 3600, PAGE = 20, DATA = 65 };

static const struct button windows[BUTTONS] = {
	{ N_("24 h"), "24h" }, { N_("7 d"), "7d" }, { N_("30 d"), "30d" }, { N_("All"), "all" }
};

/* What else may be asked where a report was. */
static const struct button chat_row[BUTTONS] = {
	{ N_("Members"), "/stats top" }, { N_("Hours"), "/stats hours" },
	{ N_("Reactions"), "/stats reactions" }, { N_("Me"), "/me" }
};
static const struct button cost_row[BUTTONS] = {
	{ N_("By day"), "/cost" }, { N_("By member"), "/cost --by member" },
	{ N_("By model"), "/cost --by model" }, { N_("Budget"), "/stats budget" }
};
static const struct {
	const char		*report;
	const struct button	*row;
} rows[] = {
	{ "summary", chat_row }, { "top", chat_row }, { "hours", chat_row }, { "reactions", chat_row },
	{ "cost", cost_row }, { "budget", cost_row }
};

/* ----- below an answer ----- */

/* A button, the first of its row where *before begins one, current: what it asks for is shown. */
static void
put(FILE *out, const char **before, int64_t ask, const char *label, const char *words, bool current)
{
	char text[64], data[2 * DATA];

	snprintf(text, sizeof(text), current ? "· %s ·" : "%s", label);
	if (snprintf(data, sizeof(data), "%" PRId64 " %s", ask, words) >= DATA)
		return;
	fprintf(out, "%s{\"text\":", *before);
	json_write(out, text);
	fputs(",\"callback_data\":", out);
	json_write(out, data);
	fputc('}', out);
	*before = ",";
}

/* Ends a row that has buttons. */
static void
end(FILE *out, const char **row, const char *before)
{
	if (before != *row) {
		fputc(']', out);
		*row = ",[";
	}
}

/* The windows; one that is none of them stands in the place of 30 days. */
static void
put_windows(FILE *out, const char **row, const struct ask *a, const struct command *c)
{
	const char *before = *row, *span = windows[2].words;
	bool other = true;

	for (size_t i = 0; i < BUTTONS; i++)
		other = other && strcmp(windows[i].words, c->span) != 0;
	if (other)
		span = c->span;
	for (size_t i = 0; i < BUTTONS; i++)
		put(out, &before, a->ask, i == 2 && other ? span : _(windows[i].label),
		    i == 2 ? span : windows[i].words, strcmp(i == 2 ? span : windows[i].words, c->span) == 0);
	end(out, row, before);
}

static void
put_pages(FILE *out, const char **row, const struct ask *a, const struct command *c, bool charted,
    int64_t next)
{
	int64_t page = c->top > 0 ? c->top : PAGE;
	const char *before = *row;
	char words[32];

	if (c->skip > 0) {
		snprintf(words, sizeof(words), "--skip %" PRId64, c->skip > page ? c->skip - page : 0);
		put(out, &before, a->ask, _("‹ Previous"), words, false);
	}
	if (c->picture != NULL && !charted && !a->captioned)
		put(out, &before, a->ask, _("Chart"), "chart", false);
	if (next > 0 && next <= COMMAND_SKIP) {
		snprintf(words, sizeof(words), "--skip %" PRId64, next);
		put(out, &before, a->ask, _("Next ›"), words, false);
	}
	end(out, row, before);
}

/* What else may be asked, of the same window and topic. */
static void
put_others(FILE *out, const char **row, const struct ask *a, const struct command *c)
{
	const char *before = *row;
	char words[2 * DATA];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (size_t k = 0; k < BUTTONS && strcmp(rows[i].report, c->report->name) == 0; k++) {
			snprintf(words, sizeof(words), "%s %s%s%s", rows[i].row[k].words, c->span,
			    c->topic[0] != '\0' ? " --topic " : "", c->topic);
			put(out, &before, a->ask, _(rows[i].row[k].label), words, false);
		}
	end(out, row, before);
}

char *
buttons_below(const struct ask *a, const struct command *c, bool charted, int64_t next)
{
	static const char first[] = "[";
	const char *row = first;
	char *keyboard = NULL;
	size_t length;
	FILE *out;

	if (c->kind->deed != DEED_REPORT || (out = stream_open(&keyboard, &length)) == NULL)
		return NULL;
	fputs("{\"inline_keyboard\":[", out);
	if (c->report->windows)
		put_windows(out, &row, a, c);
	put_pages(out, &row, a, c, charted, next);
	put_others(out, &row, a, c);
	fputs("]}", out);
	stream_close(out, &keyboard);
	if (keyboard != NULL && row == first) {
		free(keyboard);
		keyboard = NULL;
	}
	return keyboard;
}

char *
buttons_list(const struct ask *a, const struct button *list, size_t count, size_t columns)
{
	char *keyboard = NULL;
	size_t length;
	FILE *out = stream_open(&keyboard, &length);

	if (out == NULL)
		return NULL;
	fputs("{\"inline_keyboard\":[", out);
	for (size_t i = 0; i < count; i++) {
		const char *before = i % columns > 0 ? "," : i > 0 ? "],[" : "[";

		put(out, &before, a->ask, list[i].label, list[i].words, false);
	}
	fputs(count > 0 ? "]]}" : "]}", out);
	stream_close(out, &keyboard);
	return keyboard;
}

/* ----- a press ----- */

/* The question that an answer was to; 1, 0 or -1. */
static int
find_question(struct db *db, int64_t ask, int64_t chat_id, int64_t now, char question[ASK_QUESTION],
    int64_t *asker)
{
	struct stmt *s = db_stmt(db, "SELECT question, asker FROM ask WHERE ask = :ask"
	    " AND chat_id = :chat_id AND question <> '' AND at > :since");
	int step;

	stmt_int(s, ":ask", ask);
	stmt_int(s, ":chat_id", chat_id);
	stmt_int(s, ":since", now - KEPT_SECONDS);
	if ((step = stmt_step(s)) != 1)
		return step;
	snprintf(question, ASK_QUESTION, "%s", col_text(s, 0, NULL));
	*asker = col_int(s, 1);
	stmt_reset(s);
	return 1;
}

int
buttons_read(struct db *db, const char *data, int64_t chat_id, int64_t now, struct press *p)
{
	char *words, question[ASK_QUESTION] = "";
	int64_t ask = strtoll(data, &words, 10);
	int found = 0, n;

	*p = (struct press){ .anew = true };
	if (words == data || *words++ != ' ')
		return 0;
	if (ask != 0 && (found = find_question(db, ask, chat_id, now, question, &p->asker)) != 1)
		return found;
	if (ask == 0 || words[0] == '/') {
		p->anew = ask == 0 || strncmp(words, "/me", 3) == 0;
		n = snprintf(p->text, sizeof(p->text), "%s", words);
	} else {
		p->anew = false;
		p->charts = strcmp(words, "chart") == 0;
		p->turns = strncmp(words, "--skip ", 7) == 0;
		n = snprintf(p->text, sizeof(p->text), "%s %s", question, p->charts ? "" : words);
	}
	return n < (int)sizeof(p->text);
}
