#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/beside.h"
#include "lib/db_connect.h"
#include "lib/log.h"
#include "lib/upgrade.h"

extern const char sql_schema[];

enum { APPLICATION_ID = 0x63737461 };	/* "csta" */

static int
one_int(struct db *db, const char *sql, int64_t *value)
{
	return stmt_number(db_stmt(db, sql), value) == 1 ? 0 : -1;
}

/* Tables and marks of a new file; another process may be faster, which is as good. */
static int
create(struct db *db)
{
	int64_t id;

	/* Before anything is in the file: chatstat-purge gives space back. */
	if (db_exec(db, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL") != 0 ||
	    db_begin(db) != 0)
		return -1;
	return db_end(db, one_int(db, "PRAGMA application_id", &id) != 0 ||
	    (id == 0 && db_exec(db, sql_schema) != 0) ? -1 : 0);
}

/* Whether the file is ours, and no newer than we are; an empty one is made ours if it may be. */
static int
identify(struct db *db, const char *name, enum db_mode mode, int64_t *version)
{
	int64_t id, tables;

	/* In this order: where there are tables, another process has set the id with them. */
	if (one_int(db, "SELECT count(*) FROM sqlite_schema", &tables) != 0 ||
	    one_int(db, "PRAGMA application_id", &id) != 0)
		return -1;
	if (id == 0 && tables == 0) {
		if (mode != DB_CREATE)
			return log_fail(STATUS_FAILED, "%s: the database is empty; import something first",
			    name);
		if (create(db) != 0 || one_int(db, "PRAGMA application_id", &id) != 0)
			return -1;
	}
	if (one_int(db, "PRAGMA user_version", version) != 0)
		return -1;
	if (id != APPLICATION_ID || *version < 1)
		return log_fail(STATUS_FAILED, "%s: this is no chatstat database", name);
	/* While this one waited, another file took its place: what is written to this one is lost. */
	if (db_moved(db))
		return log_fail(STATUS_AGAIN, "%s: the database was replaced just now, try again", name);
	if (*version > UPGRADE_VERSION)
		return log_fail(STATUS_FAILED, "%s: the database is of a newer chatstat (version %lld, this"
		    " one knows %d); use that one, or restore a copy that was made before", name,
		    (long long)*version, UPGRADE_VERSION);
	return 0;
}

/* What keeps SQLite from opening the file, in words better than its own. */
static int
check_path(const char *path, enum db_mode mode)
{
	struct stat st;
	int fd;

	if (strcmp(path, ":memory:") == 0)
		return 0;
	if (mode != DB_READ && beside_owned(path) != 0)
		return -1;
	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return log_fail(STATUS_FAILED, "%s: this is a directory, not a database", path);
		if (access(path, R_OK) != 0)
			return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
		if (mode != DB_READ && access(path, W_OK) != 0)
			return log_fail(STATUS_FAILED, "%s: the database is read-only", path);
		return 0;
	}
	if (mode != DB_CREATE || errno != ENOENT)
		return log_fail(STATUS_FAILED, "%s: %s", path,
		    errno == ENOENT ? "no such database; import something first" : strerror(errno));
	if ((fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0640)) == -1)
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	close(fd);
	return 0;
}

/* The whole file is mapped, if SQLite can; a quarter of the memory of a child that the daemon limits. */
static const char pragmas_read[] = "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 2147418112;";
static const char pragmas_limited[] = "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;";
static const char pragmas_write[] =
    "PRAGMA foreign_keys = 1; PRAGMA synchronous = FULL; PRAGMA secure_delete = 1;"
    "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864;";

static const char *
pragmas_of(enum db_mode mode)
{
	struct rlimit memory;

	if (mode != DB_READ)
		return pragmas_write;
	return getrlimit(RLIMIT_AS, &memory) == 0 && memory.rlim_cur != RLIM_INFINITY ? pragmas_limited :
	    pragmas_read;
}

static const char pragmas_alone[] = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;";

static struct db *
open_as(const char *path, const char *name, enum db_mode mode, int64_t *version)
{
	struct db *db;

	if (check_path(path, mode) != 0 || (db = db_connect(path, name, mode)) == NULL)
		return NULL;
	if ((mode == DB_ALONE && db_exec(db, pragmas_alone) != 0) || identify(db, name, mode, version) != 0 ||
	    db_exec(db, pragmas_of(mode)) != 0) {
		db_close(db);
		return NULL;
	}
	return db;
}

struct db *
db_open(const char *path, enum db_mode mode)
{
	return db_open_named(path, path, mode);
}

struct db *
db_open_named(const char *path, const char *name, enum db_mode mode)
{
	int64_t version = 0;
	struct db *db = open_as(path, name, mode, &version);
	bool upgraded;

	if (db == NULL || version == UPGRADE_VERSION)
		return db;
	if (mode == DB_READ) {
		log_fail(STATUS_FAILED, "%s: the database is of an older chatstat; chatstat-rollup, or any"
		    " other program that writes, upgrades it", name);
		db_close(db);
		return NULL;
	}
	if (mode != DB_ALONE) {
		db_close(db);
		if ((db = open_as(path, name, DB_ALONE, &version)) == NULL) {
			log_note("%s: it is to be upgraded, and nobody else may have it open", name);
			return NULL;
		}
	}
	/* What another name outlives is a copy itself. */
	upgraded = upgrade(db, upgrade_steps + version - 1, version, strcmp(name, path) == 0) == 0;
	if (upgraded && mode == DB_ALONE)
		return db;
	db_close(db);
	return upgraded ? open_as(path, name, mode, &version) : NULL;
}
