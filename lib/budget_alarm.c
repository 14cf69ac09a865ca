#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/budget.h"
#include "lib/config.h"
#include "lib/locale.h"
#include "lib/money.h"
#include "lib/outbox.h"
#include "lib/spoken.h"
#include "lib/stream.h"
#include "lib/text.h"

enum {
	ALARMS_KEPT = 400 * DATE_SECONDS,
	DEAR_MOST = 20,		/* requests that one look tells of */
	TEXT_SIZE = 1024
};

/* The id of the chat that is told. */
static int64_t
listener(void)
{
	return strtoll(config_get(CONFIG_BUDGET_CHAT), NULL, 10);
}

/* Queues a message, unless its alarm was given before. */
static int
send(struct db *db, int64_t now, const char *once, const char *text, int64_t *alarms)
{
	struct stmt *s = db_stmt(db, "INSERT INTO alarm (once, at) VALUES (:once, :now)"
	    " ON CONFLICT DO NOTHING");
	struct outbox_item item = { .once = once, .class = OUTBOX_NOTICE, .text = text,
	    .chat_id = listener() };
	bool added;

	stmt_text(s, ":once", once);
	stmt_int(s, ":now", now);
	if (stmt_changed(s, &added) != 0)
		return -1;
	if (!added || text == NULL)
		return 0;
	(*alarms)++;
	return outbox_add(db, &item, now, &added);
}

/* When the limit is reached, if that is on another day of the period; else what will be spent at its end. */
static void
say_pace(FILE *out, const struct budget *b, int64_t now)
{
	int64_t end = b->since + money_share(now - b->since, b->limit, b->spent);
	char text[SPOKEN_DATE];

	if (end < b->until && zone_day(b->zone, end) > zone_day(b->zone, now)) {
		spoken_day(text, sizeof(text), zone_day(b->zone, end), false);
		fprintf(out, _(" At this pace it lasts until %s."), text);
	} else {
		spoken_dollars(text, sizeof(text), b->forecast);
		fprintf(out, _(" At this pace it will be %s."), text);
	}
}

static int
say_budget(struct db *db, const struct budget *b, int64_t now, char **text)
{
	static const char *const heads[] = {
		[GRAIN_DAY] = N_("<b>%s %% of today's LLM budget is spent</b>"),
		[GRAIN_WEEK] = N_("<b>%s %% of this week's LLM budget is spent</b>"),
		[GRAIN_MONTH] = N_("<b>%s %% of this month's LLM budget is spent</b>")
	};
	int64_t left = date_next(b->first, b->period) - 1 - zone_day(b->zone, now);
	char title[2 * BUDGET_NAME], escaped[3 * BUDGET_NAME], spent[SPOKEN_DATE], limit[SPOKEN_DATE];
	size_t size;
	FILE *out;

	if (budget_title(db, b, title, sizeof(title)) != 0 || (out = stream_open(text, &size)) == NULL)
		return -1;
	text_escape(escaped, sizeof(escaped), title);
	/* Rounded down: 100 % are all of it. */
	fprintf(out, _(heads[b->period]), text_number(spent, b->spent / ((b->limit + 99) / 100)));
	if (b->what != BUDGET_ALL)
		fprintf(out, " (%s)", escaped);
	spoken_dollars(spent, sizeof(spent), b->spent);
	spoken_dollars(limit, sizeof(limit), b->limit);
	/* Translators: what is spent, of what may be */
	fprintf(out, _(": %s of %s"), spent, limit);
	if (left > 0)
		fprintf(out, P_(", %s day left", ", %s days left", left), text_number(spent, left));
	fputc('.', out);
	say_pace(out, b, now);
	fprintf(out, "\n%s", _("/cost shows where it went."));
	return stream_close(out, text);
}

/* One message for the highest part that is spent; the lower ones are told with it. */
static int
alarm_budget(struct db *db, const struct budget *b, int64_t now, int64_t *alarms)
{
	static const int parts[] = { 100, 80, 50 };
	char once[2 * BUDGET_NAME], *text = NULL;
	bool told = false;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
		int64_t before = *alarms;

		if (b->spent < money_share(b->limit, parts[i], 100))
			continue;
		snprintf(once, sizeof(once), "budget:%s:%s:%s:%" PRId64 ":%" PRId64 ":%d",
		    budget_kind(b->what), b->name, budget_period(b->period), b->first, b->limit, parts[i]);
		if (text == NULL && say_budget(db, b, now, &text) != 0)
			return -1;
		ret = send(db, now, once, told ? NULL : text, alarms);
		told |= *alarms > before;
	}
	free(text);
	return ret;
}

struct dear {
	int64_t	key, hash, cost;
	char	model[BUDGET_NAME];
};

/* Single requests of the last day that cost more than the configured amount. */
static int
find_dear(struct db *db, int64_t now, int64_t least, struct dear dear[DEAR_MOST], size_t *count)
{
	struct stmt *s = db_stmt(db, "SELECT u.key, u.hash, u.cost, m.name FROM scope AS s"
	    " CROSS JOIN usage AS u ON u.chat = s.chat CROSS JOIN model AS m ON m.model = u.model"
	    " WHERE s.topic = 0 AND s.role = 0 AND u.day >= :day AND u.at > :since AND u.at <= :now"
	    " AND u.requests = 1 AND u.cost > :least ORDER BY u.cost DESC, u.at, u.hash LIMIT :most");
	int step;

	*count = 0;
	stmt_int(s, ":day", now / DATE_SECONDS - 1);
	stmt_int(s, ":since", now - DATE_SECONDS);
	stmt_int(s, ":now", now);
	stmt_int(s, ":least", least);
	stmt_int(s, ":most", DEAR_MOST);
	while ((step = stmt_step(s)) == 1) {
		struct dear *d = &dear[(*count)++];

		*d = (struct dear){ col_int(s, 0), col_int(s, 1), col_int(s, 2), "" };
		snprintf(d->model, sizeof(d->model), "%s", col_text(s, 3, NULL));
	}
	return step;
}

static int
alarm_dear(struct db *db, int64_t now, int64_t *alarms)
{
	char once[128], text[TEXT_SIZE], cost[SPOKEN_DATE], model[3 * BUDGET_NAME];
	struct dear dear[DEAR_MOST];
	size_t count = 0;
	int64_t least;

	if (money_parse(config_get(CONFIG_BUDGET_REQUEST), MONEY_DIGITS, &least) != 0)
		return 0;
	if (find_dear(db, now, least, dear, &count) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		spoken_dollars(cost, sizeof(cost), dear[i].cost);
		text_escape(model, sizeof(model), dear[i].model);
		snprintf(once, sizeof(once), "request:%" PRId64 ":%" PRId64, dear[i].key, dear[i].hash);
		snprintf(text, sizeof(text), _("<b>A dear request</b> to %s: %s."), model, cost);
		if (send(db, now, once, text, alarms) != 0)
			return -1;
	}
	return 0;
}

static int
forget_alarms(struct db *db, int64_t now)
{
	struct stmt *s = db_stmt(db, "DELETE FROM alarm WHERE at < :limit");

	stmt_int(s, ":limit", now - ALARMS_KEPT);
	return stmt_run(s);
}

int
budget_alarm(struct db *db, int64_t now, int64_t *alarms)
{
	struct budget *budgets = NULL;
	size_t count = 0;
	int ret;

	*alarms = 0;
	if (config_get(CONFIG_BUDGET_CHAT)[0] == '\0')
		return 0;
	if (db_begin(db) != 0)
		return -1;
	spoken_in(db, listener());
	ret = budget_list(db, now, &budgets, &count);
	for (size_t i = 0; ret == 0 && i < count; i++)
		ret = alarm_budget(db, &budgets[i], now, alarms);
	if (ret == 0)
		ret = alarm_dear(db, now, alarms);
	if (ret == 0)
		ret = forget_alarms(db, now);
	ret = db_end(db, ret);
	free(budgets);
	return ret;
}
