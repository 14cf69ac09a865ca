#include "ingest/turn.h"

#include <time.h>

#include "lib/lock.h"

enum {
	ALONE = 200000,		/* elements a transaction: some 2 s */
	BESIDE = 20000,		/* likewise, where a daemon runs, which waits for 10 s at most */
	PAUSE = 120 * 1000000	/* ns: SQLite looks each 100 ms whether it may write */
};

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
	bool beside;

	if (++t->elements % BESIDE != 0)
		return 0;
	beside = lock_held(db_path(t->db));
	if (!beside && t->elements % ALONE != 0)
		return 0;
	if (turn_end(t) != 0)
		return -1;
	if (beside)
		nanosleep(&(struct timespec){ .tv_nsec = PAUSE }, NULL);
	return store_begin(t->store);
}
