#include "lib/upgrade.h"

#include <limits.h>
#include <unistd.h>

#include "lib/beside.h"
#include "lib/clock.h"
#include "lib/log.h"
#include "lib/pair.h"
#include "lib/stamp.h"
#include "lib/sums.h"

extern const char sql_upgrade_2[], sql_upgrade_3[], sql_upgrade_3_spent[];

/* lib/upgrade_N.sql makes version N, and ends in PRAGMA user_version = N. */
const char *const upgrade_steps[UPGRADE_VERSION] = { sql_upgrade_2, sql_upgrade_3, NULL };

static int
number(struct db *db, const char *sql, int64_t *n)
{
	return stmt_number(db_stmt(db, sql), n) == 1 ? 0 : -1;
}

static int
copy(struct db *db, int64_t version, char path[PATH_MAX])
{
	char draft[PATH_MAX + 8], ending[16];
	int64_t now;

	snprintf(ending, sizeof(ending), ".v%d", (int)version);
	if (clock_now(&now) != 0 || stamp_path(path, PATH_MAX, db_path(db), now, ending) != 0)
		return -1;
	snprintf(draft, sizeof(draft), "%s" STAMP_PART, path);
	unlink(draft);	/* of one that was killed */
	if (db_copy(db, draft) == 0 && beside_rename(draft, path) == 0)
		return 0;
	unlink(draft);
	return -1;
}

/* What members spent, in version 2 a row a model, is packed. */
static int
pack_spent(struct db *db)
{
	struct stmt *s = db_stmt(db, sql_upgrade_3_spent);
	struct pair_item items[SPEND_COUNT];
	int step;

	while ((step = stmt_step(s)) == 1) {
		const struct pair_row row = { col_int(s, 0), PAIR_SPENT, col_int(s, 1), col_int(s, 2) };

		for (int k = 0; k < SPEND_COUNT; k++)
			items[k] = (struct pair_item){ PAIR_SPENT_CODE(col_int(s, 3), k), col_int(s, 4 + k) };
		if (pair_add(db, &row, items, SPEND_COUNT) != 0)
			return stmt_stop(s);
	}
	return step;
}

/* One step; what it leaves has to be of the next version, and whole. */
static int
step(struct db *db, const char *sql, int64_t version)
{
	int64_t made = 0, orphans = 1;

	if (db_begin(db) != 0)
		return -1;
	if ((sql != sql_upgrade_3 || pack_spent(db) == 0) &&
	    db_exec(db, sql) == 0 && number(db, "PRAGMA user_version", &made) == 0 &&
	    number(db, "SELECT count(*) FROM pragma_foreign_key_check", &orphans) == 0 &&
	    made == version + 1 && orphans == 0)
		return db_commit(db);
	db_rollback(db);
	return log_fail(STATUS_FAILED, "%s: upgrading it to version %lld failed; it is what it was",
	    db_path(db), (long long)version + 1);
}

int
upgrade(struct db *db, const char *const *steps, int64_t version, bool kept)
{
	char path[PATH_MAX];
	int64_t was = version;
	int ret;

	/* A table is changed by making it anew, which rows of others name meanwhile. */
	if ((kept && copy(db, version, path) != 0) || db_exec(db, "PRAGMA foreign_keys = 0") != 0)
		return -1;
	for (ret = 0; ret == 0 && *steps != NULL; version++)
		ret = step(db, *steps++, version);
	if (ret != 0 || db_exec(db, "PRAGMA foreign_keys = 1") != 0)
		return -1;
	if (kept)
		log_note("%s: upgraded from version %lld to %lld; %s is what it was", db_path(db),
		    (long long)was, (long long)version, path);
	return 0;
}
