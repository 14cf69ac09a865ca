#include "ingest/pace.h"

enum { SECOND = 1000, MINUTE = 60000 };

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t
pace_wait(const struct pace *p, int64_t chat_id, int64_t now)
{
	int64_t free = now;
	size_t all = 0, here = 0;

	/* From the last one back: the n-th of them must be as long ago as n of them may take. */
	for (size_t i = p->count; i-- > 0;) {
		int64_t at = p->sent[(p->first + i) % PACE_KEPT].at;

		if (at <= now - MINUTE)
			break;
		if (++all == PACE_ALL)
			free = later(free, at + SECOND);
		if (p->sent[(p->first + i) % PACE_KEPT].chat_id != chat_id)
			continue;
		if (++here == 1)
			free = later(free, at + SECOND);
		if (here == PACE_GROUP && chat_id < 0)
			free = later(free, at + MINUTE);
	}
	for (size_t i = 0; i < PACE_HOLDS; i++)
		if (p->holds[i].chat_id == chat_id)
			free = later(free, p->holds[i].until);
	return free - now;
}

void
pace_sent(struct pace *p, int64_t chat_id, int64_t now)
{
	size_t at = (p->first + p->count) % PACE_KEPT;

	p->sent[at].chat_id = chat_id;
	p->sent[at].at = now;
	if (p->count < PACE_KEPT)
		p->count++;
	else
		p->first = (p->first + 1) % PACE_KEPT;
}

void
pace_hold(struct pace *p, int64_t chat_id, int64_t until)
{
	size_t to = 0;

	/* The chat's own place, or that of the one that may be written to first. */
	for (size_t i = 0; i < PACE_HOLDS; i++) {
		if (p->holds[i].chat_id == chat_id) {
			to = i;
			break;
		}
		if (p->holds[i].until < p->holds[to].until)
			to = i;
	}
	p->holds[to].chat_id = chat_id;
	p->holds[to].until = until;
}
