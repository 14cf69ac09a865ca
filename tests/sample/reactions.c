#include "tests/sample/sample.h"

const char *const reactions_emoji[] = { "", "👍", "❤", "🔥", "😁", "🎉", "🤩", "👏", "🙏", "😢",
    "5368324170671202286", "paid" };

static struct reaction *
give(struct world *w, int message, int who, int64_t at)
{
	struct reaction *r = &w->reaction[w->nreactions];

	if (w->nreactions++ == REACTIONS_MAX)
		world_die("too many reactions");
	*r = (struct reaction){ .message = message, .who = who, .at = at };
	return r;
}

/* A set that somebody gave turns into another one: nothing, another emoji, one more. */
static void
reconsider(struct world *w, const struct reaction *given, int64_t at)
{
	struct reaction *r = give(w, given->message, given->who, at);

	r->old[0] = given->new[0];
	r->new[0] = world_chance(w, 400) ? 0 : world_chance(w, 300) ? r->old[0] :
	    1 + (int)world_below(w, PAID - 1);
	if (r->new[0] == r->old[0])
		r->new[1] = 1 + r->new[0] % (PAID - 1);
}

static void
react(struct world *w, int index)
{
	struct message *m = &w->message[index];
	unsigned favour = m->from == CHANNEL ? 900 : m->kind == PHOTO ? 420 : 190;
	unsigned taste = world_below(w, PAID), givers, pace;
	int liked = 1 + (int)(taste * world_below(w, PAID) / PAID), who;
	uint64_t seen = 0;
	int64_t at;

	if (m->kind > STORY || !world_chance(w, favour))
		return;
	m->reaction = w->nreactions;
	givers = 1 + world_below(w, 3);
	if (world_chance(w, 120))
		givers += world_below(w, 9);
	for (; givers > 0; givers--) {
		pace = world_chance(w, 100) ? world_below(w, 600) : world_below(w, 50);
		at = m->at + 8 + world_below(w, 60) * pace;
		who = people_somebody(w, at, EN);
		if ((seen >> who & 1) != 0 || (who == m->from && world_chance(w, 950)))
			continue;
		seen |= UINT64_C(1) << who;
		give(w, index, who, at)->new[0] = liked;
		m->nreactions++;
		if (world_chance(w, 350))
			liked = 1 + (int)world_below(w, PAID - 1);
	}
	if (m->from == CHANNEL && m->nreactions > 2)
		w->reaction[w->nreactions - 1].new[0] = PAID;
}

/* All reactions of the moment, and then those that people give later, or take back. */
void
reactions_play(struct world *w)
{
	int given, index, who;
	int64_t at;

	for (int i = 0; i < w->nmessages; i++)
		react(w, i);
	given = w->nreactions;
	for (int i = 0; i < given; i++) {
		const struct reaction *r = &w->reaction[i];
		bool recorded = r->at < EXPORT_END && r->at > EXPORT_END - 30 * DAY;

		if (r->at >= LIVE_BEGIN ? world_chance(w, 130) : recorded && world_chance(w, 40))
			reconsider(w, r, (recorded ? LIVE_BEGIN : r->at) + 40 + world_below(w, 40000));
	}
	for (int i = 0; i < 60; i++) {
		at = LIVE_BEGIN + world_below(w, 12 * DAY);
		do
			index = (int)world_below(w, (unsigned)w->nmessages);
		while (w->message[index].at < EXPORT_END - 60 * DAY || w->message[index].at > at ||
		    w->message[index].kind > STORY || w->message[index].nreactions > 0);
		who = i % 12 == 0 ? GROUP : people_somebody(w, at, EN);
		w->message[index].reaction = w->nreactions;
		w->message[index].nreactions = 1;
		give(w, index, who, at)->new[0] = 1 + i % (PAID - 1);
	}
}
