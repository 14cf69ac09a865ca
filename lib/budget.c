#include "lib/budget.h"

#include <inttypes.h>
#include <stdio.h>

#include "lib/config.h"
#include "lib/locale.h"
#include "lib/map.h"
#include "lib/money.h"
#include "lib/pair.h"
#include "lib/sums.h"

static const char *const kinds[BUDGET_KINDS] = { "all", "chat", "member", "model" };
static const char *const periods[] = { [GRAIN_DAY] = "day", [GRAIN_WEEK] = "week", [GRAIN_MONTH] = "month" };

/* ----- limits ----- */

/* The last word of a text, cut off from it; NULL where there is none. */
static char *
last_word(char *text)
{
	size_t length = strlen(text);
	char *blank;

	while (length > 0 && text[length - 1] == ' ')
		text[--length] = '\0';
	if ((blank = strrchr(text, ' ')) == NULL)
		return length > 0 ? text : NULL;
	*blank = '\0';
	return blank + 1;
}

const char *
budget_kind(enum budget_what what)
{
	return kinds[what];
}

const char *
budget_period(enum grain period)
{
	return periods[period];
}

bool
budget_parse(const char *text, struct budget *b)
{
	char copy[2 * BUDGET_NAME], *word, *rest;

	*b = (struct budget){ .what = BUDGET_KINDS };
	while (*text == ' ')
		text++;
	if (snprintf(copy, sizeof(copy), "%s", text) >= (int)sizeof(copy) ||
	    (word = last_word(copy)) == NULL || word == copy)
		return false;
	if (strcmp(word, "none") != 0 && (money_parse(word, MONEY_DIGITS, &b->limit) != 0 || b->limit <= 0 ||
	    b->limit > MONEY_MOST))
		return false;
	if ((word = last_word(copy)) == NULL || word == copy)
		return false;
	for (enum grain g = GRAIN_DAY; g <= GRAIN_MONTH; g++)
		if (strcmp(word, periods[g]) == 0)
			b->period = g;
	if (b->period == GRAIN_HOUR)
		return false;
	rest = copy + strcspn(copy, " ");
	if (*rest != '\0')
		*rest++ = '\0';
	for (int i = 0; i < BUDGET_KINDS; i++)
		if (strcmp(copy, kinds[i]) == 0)
			b->what = (enum budget_what)i;
	rest += strspn(rest, " ");
	return b->what != BUDGET_KINDS && (b->what == BUDGET_ALL) == (*rest == '\0') &&
	    snprintf(b->name, sizeof(b->name), "%s", rest) < (int)sizeof(b->name);
}

/* The next limit of a list that commas part, where chats are ids: 1, 0 at its end, -1 where it is none. */
static int
next_limit(const char **list, struct budget *b)
{
	char one[2 * BUDGET_NAME];
	const char *id;
	size_t length;

	*list += strspn(*list, ", ");
	if (**list == '\0')
		return 0;
	length = strcspn(*list, ",");
	if (length >= sizeof(one))
		return -1;
	memcpy(one, *list, length);
	one[length] = '\0';
	*list += length;
	if (!budget_parse(one, b))
		return -1;
	id = b->name + (b->name[0] == '-');
	return b->what == BUDGET_CHAT && id[strspn(id, "0123456789")] != '\0' ? -1 : 1;
}

bool
budget_is_list(const char *text)
{
	struct budget b;
	int more;

	while ((more = next_limit(&text, &b)) == 1)
		;
	return more == 0;
}

/* ----- what is spent ----- */

/* The number that a name stands for: -1 for all, 0 where there is none of it; or -2 after logging. */
static int64_t
number_of(struct db *db, const struct budget *b)
{
	static const char *const sql[BUDGET_KINDS] = {
		[BUDGET_CHAT] = "SELECT chat FROM chat WHERE chat_id = CAST(:name AS INTEGER)",
		[BUDGET_MEMBER] = "SELECT member FROM member WHERE (automatic = 0"
		    " AND member_id = CAST(:name AS INTEGER) AND CAST(:name AS INTEGER) = :name"
		    " AND member_id <> 0)"
		    " OR (automatic = 2 AND name = :name) ORDER BY automatic LIMIT 1",
		[BUDGET_MODEL] = "SELECT model FROM model WHERE name = :name"
	};
	int64_t number = 0;
	struct stmt *s;

	if (b->what == BUDGET_ALL)
		return -1;
	s = db_stmt(db, sql[b->what]);
	stmt_text(s, ":name", b->name);
	return stmt_number(s, &number) < 0 ? -2 : number;
}

static const struct zone *
zone_of(struct db *db, const struct budget *b, int64_t number)
{
	struct stmt *s = db_stmt(db, "SELECT zone FROM scope WHERE chat = :chat AND topic = 0 AND role = 0");
	const struct zone *zone = zone_find(config_get(CONFIG_CHAT_ZONE));

	stmt_int(s, ":chat", b->what == BUDGET_CHAT ? number : 0);
	if (stmt_step(s) == 1) {
		zone = zone_find(col_text(s, 0, NULL));
		stmt_reset(s);
	}
	return zone;
}

/* What the limit is for costs in its period; packed rows of a member come one by one. */
static int
add_up(struct db *db, struct budget *b, int64_t number)
{
	static const char all[] = "SELECT coalesce(sum(cost), 0), coalesce(sum(unpriced), 0)"
	    " FROM main.spend WHERE scope IN"
	    " (SELECT scope FROM scope WHERE topic = 0 AND role = 0 AND (:chat < 0 OR chat = :chat))"
	    " AND period BETWEEN :first AND :last AND (:model < 0 OR model = :model)",
	    own[] = "SELECT others FROM main.pair WHERE scope IN"
	    " (SELECT scope FROM scope WHERE topic = 0 AND role = 0) AND what = 2"
	    " AND period BETWEEN :first AND :last AND member = :member";
	struct stmt *s = db_stmt(db, b->what == BUDGET_MEMBER ? own : all);
	const unsigned char *packed;
	size_t length;
	int step;

	stmt_int(s, ":first", b->first);
	stmt_int(s, ":last", date_next(b->first, b->period) - 1);
	if (b->what != BUDGET_MEMBER) {
		stmt_int(s, ":chat", b->what == BUDGET_CHAT ? number : -1);
		stmt_int(s, ":model", b->what == BUDGET_MODEL ? number : -1);
		if (stmt_step(s) != 1)
			return -1;
		b->spent = col_int(s, 0);
		b->unpriced = col_int(s, 1);
		stmt_reset(s);
		return 0;
	}
	stmt_int(s, ":member", number);
	while ((step = stmt_step(s)) == 1) {
		packed = col_blob(s, 0, &length);
		b->spent += pair_spent(packed, length, SPEND_COST);
		b->unpriced += pair_spent(packed, length, SPEND_UNPRICED);
	}
	return step;
}

static int
fill_in(struct db *db, struct budget *b, int64_t now)
{
	int64_t number = number_of(db, b);
	const struct zone *zone = b->zone = zone_of(db, b, number);

	if (number < -1 || zone == NULL)
		return -1;
	b->first = date_floor(zone_day(zone, now), b->period);
	b->since = zone_day_start(zone, b->first);
	b->until = zone_day_start(zone, date_next(b->first, b->period));
	b->spent = b->unpriced = 0;
	if (add_up(db, b, number) != 0)
		return -1;
	/* A name that nothing is known of has spent nothing; what has no chat is chat 0. */
	if (number == 0)
		b->spent = b->unpriced = 0;
	b->forecast = money_cents(now > b->since ?
	    money_share(b->spent, b->until - b->since, now - b->since) : b->spent);
	return 0;
}

struct list {
	struct budget	*budgets;
	size_t		 count, capacity;
};

static int
by_name(const void *a, const void *b)
{
	const struct budget *x = a, *y = b;
	int order = (int)x->what - (int)y->what;

	if (order == 0)
		order = strcmp(x->name, y->name);
	return order != 0 ? order : (int)x->period - (int)y->period;
}

/* Adds a limit, instead of one for the same. */
static int
add(struct list *l, const struct budget *b)
{
	size_t i = 0;

	while (i < l->count && by_name(&l->budgets[i], b) != 0)
		i++;
	if (i == l->count && map_grow(&l->budgets, &l->capacity, l->count++, sizeof(*b)) != 0)
		return -1;
	l->budgets[i] = *b;
	return 0;
}

static int
read_limits(struct db *db, struct list *l)
{
	const char *configured = config_get(CONFIG_BUDGET_LIMITS);
	struct stmt *s = db_stmt(db, "SELECT what, name, period, nano FROM budget");
	struct budget b;
	int step;

	while (next_limit(&configured, &b) == 1)
		if (add(l, &b) != 0)
			return -1;
	while ((step = stmt_step(s)) == 1) {
		b = (struct budget){ .what = (enum budget_what)col_int(s, 0),
		    .period = (enum grain)col_int(s, 2), .limit = col_int(s, 3) };
		snprintf(b.name, sizeof(b.name), "%s", col_text(s, 1, NULL));
		if (add(l, &b) != 0)
			return stmt_stop(s);
	}
	return step;
}

int
budget_list(struct db *db, int64_t now, struct budget **budgets, size_t *count)
{
	struct list l = { .budgets = NULL };
	int ret = read_limits(db, &l);
	size_t kept = 0;

	for (size_t i = 0; ret == 0 && i < l.count; i++)
		if (l.budgets[i].limit > 0) {
			l.budgets[kept] = l.budgets[i];
			ret = fill_in(db, &l.budgets[kept++], now);
		}
	if (ret != 0) {
		free(l.budgets);
		return -1;
	}
	if (kept > 0)
		qsort(l.budgets, kept, sizeof(*l.budgets), by_name);
	*budgets = l.budgets;
	*count = kept;
	return 0;
}

int
budget_title(struct db *db, const struct budget *b, char *buf, size_t size)
{
	static const char *const sql[BUDGET_KINDS] = {
		[BUDGET_CHAT] = "SELECT title FROM chat WHERE chat_id = CAST(:name AS INTEGER)"
		    " AND title <> ''",
		[BUDGET_MEMBER] = "SELECT name FROM member WHERE member_id = CAST(:name AS INTEGER)"
		    " AND CAST(:name AS INTEGER) = :name AND automatic = 0 AND name <> ''"
	};
	static const char *const titles[BUDGET_KINDS] = {
		N_("all"), N_("chat %s"), N_("member %s"), N_("model %s")
	};
	const char *name = b->name;
	struct stmt *s = NULL;
	int step = 0;

	if (sql[b->what] != NULL) {
		s = db_stmt(db, sql[b->what]);
		stmt_text(s, ":name", b->name);
		if ((step = stmt_step(s)) == 1)
			name = col_text(s, 0, NULL);
	}
	snprintf(buf, size, _(titles[b->what]), name);
	if (step == 1)
		stmt_reset(s);
	return step < 0 ? -1 : 0;
}
