#include "tests/sample/sample.h"

_Noreturn void
world_die(const char *what)
{
	fprintf(stderr, "sample: %s\n", what);
	exit(1);
}

/* splitmix64, by its published constants. */
unsigned
world_below(struct world *w, unsigned n)
{
	uint64_t z = w->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (unsigned)((z ^ (z >> 31)) % n);
}

bool
world_chance(struct world *w, unsigned permille)
{
	return world_below(w, 1000) < permille;
}

/* Years are counted from March. */
int64_t
world_day(int ymd)
{
	int64_t m = (ymd / 100 % 100 + 9) % 12, y = ymd / 10000 - m / 10;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + ymd % 100 - 719469;
}

int64_t
world_utc(int ymd, int hhmm)
{
	return world_day(ymd) * DAY + hhmm / 100 * 3600 + hhmm % 100 * 60;
}

int64_t
world_local(int64_t at)
{
	if ((at >= world_utc(20251026, 100) && at < world_utc(20260329, 100)) ||
	    at >= world_utc(20261025, 100))
		return at + 2 * 3600;
	return at + 3 * 3600;
}

int
world_ymd(int64_t day)
{
	int year = 2025, month = 1;

	while (world_day((year + 1) * 10000 + 101) <= day)
		year++;
	while (month < 12 && world_day(year * 10000 + (month + 1) * 100 + 1) <= day)
		month++;
	return year * 10000 + month * 100 + 1 + (int)(day - world_day(year * 10000 + month * 100 + 1));
}

struct message *
world_add(struct world *w, int64_t at, enum kind kind, int from, enum topic topic)
{
	struct message *m = &w->message[w->nmessages];

	if (w->nmessages++ == MESSAGES_MAX)
		world_die("too many messages");
	if (w->root[topic] == -1 || w->message[w->root[topic]].at >= at)
		topic = GENERAL;
	*m = (struct message){ .at = at, .kind = kind, .from = from, .who = NOBODY, .topic = topic,
	    .reply = -1 };
	return m;
}

static int
by_time(const void *a, const void *b)
{
	const struct message *x = *(const struct message *const *)a;
	const struct message *y = *(const struct message *const *)b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x > y) - (x < y);
}

void
world_number(struct world *w)
{
	int64_t id = 0;

	for (int i = 0; i < w->nmessages; i++)
		w->order[i] = &w->message[i];
	qsort(w->order, (size_t)w->nmessages, sizeof(w->order[0]), by_time);
	for (int i = 0; i < w->nmessages; i++) {
		id += w->order[i]->kind == STATUS ? 0 : world_chance(w, 30) ? 2 + world_below(w, 4) : 1;
		w->message[w->order[i] - w->message].id = id;
	}
}
