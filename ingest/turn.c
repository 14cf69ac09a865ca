#include "ingest/turn.h"

#include <time.h>

#include "lib/lock.h"

enum {
	STEP = 20000,		/* elements, some 0.2 s: a transaction beside a daemon, whose members wait */
	LONG = 3,		/* s: any other; whoever wants to write waits for 10 s at most */
	PAUSE = 120 * 1000000	/* ns: SQLite looks each 100 ms whether it may write */
};

static time_t
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

int
turn_end(struct turn *t)
{
	if (!t->drop)
		return store_commit(t->store);
	store_rollback(t->store);
	return 0;
}

int
turn_next(struct turn *t)
{
	if (t->elements++ == 0)
		t->begun = seconds();
	if (t->elements % STEP != 0 || (seconds() - t->begun < LONG && !lock_held(db_path(t->db))))
		return 0;
	if (turn_end(t) != 0)
		return -1;
	nanosleep(&(struct timespec){ .tv_nsec = PAUSE }, NULL);
	t->begun = seconds();
	return store_begin(t->store);
}
