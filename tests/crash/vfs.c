/*
 * SQLite's files fail here, in a VFS above its own: any database, log and journal, whatever it is on.  What
 * each method can meet, and with which codes, is SQLite's "OS Interface" and "Result and Error Codes".
 */
#include <errno.h>
#include <sqlite3.h>
#include <stddef.h>

#include "tests/crash/fault.h"

struct file {
	sqlite3_file	 base;
	sqlite3_file	*real;		/* which follows */
};

static sqlite3_vfs shim, *under;

static sqlite3_file *
real(sqlite3_file *base)
{
	return ((struct file *)base)->real;
}

/* The code of what a place meets: of no room, or of this call. */
static int
meet(const char *place, int code)
{
	int error = fault_meet(place);

	return error == 0 ? SQLITE_OK : error == ENOSPC ? SQLITE_FULL : code;
}

/* ----- methods of files ----- */

static int
close_file(sqlite3_file *f)
{
	return real(f)->pMethods->xClose(real(f));
}

static int
read_file(sqlite3_file *f, void *bytes, int size, sqlite3_int64 at)
{
	int code = meet("file.read", SQLITE_IOERR_READ);

	return code != SQLITE_OK ? code : real(f)->pMethods->xRead(real(f), bytes, size, at);
}

static int
write_file(sqlite3_file *f, const void *bytes, int size, sqlite3_int64 at)
{
	int code = meet("file.write", SQLITE_IOERR_WRITE);

	if (code == SQLITE_OK)
		return real(f)->pMethods->xWrite(real(f), bytes, size, at);
	if (fault_torn())
		real(f)->pMethods->xWrite(real(f), bytes, size / 2, at);
	return code;
}

static int
truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
	int code = meet("file.truncate", SQLITE_IOERR_TRUNCATE);

	return code != SQLITE_OK ? code : real(f)->pMethods->xTruncate(real(f), size);
}

static int
sync_file(sqlite3_file *f, int flags)
{
	int code = meet("file.sync", SQLITE_IOERR_FSYNC);

	return code != SQLITE_OK ? code : real(f)->pMethods->xSync(real(f), flags);
}

static int
size_file(sqlite3_file *f, sqlite3_int64 *size)
{
	int code = meet("file.size", SQLITE_IOERR_FSTAT);

	return code != SQLITE_OK ? code : real(f)->pMethods->xFileSize(real(f), size);
}

/* Only locks for writing: readers go on. */
static int
lock_file(sqlite3_file *f, int level)
{
	int code = level >= SQLITE_LOCK_RESERVED ? meet("file.lock", SQLITE_BUSY) : SQLITE_OK;

	return code != SQLITE_OK ? code : real(f)->pMethods->xLock(real(f), level);
}

static int
unlock_file(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int
check_reserved(sqlite3_file *f, int *reserved)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), reserved);
}

static int
control_file(sqlite3_file *f, int operation, void *argument)
{
	return real(f)->pMethods->xFileControl(real(f), operation, argument);
}

static int
sector_size(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
characteristics(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int
map_shared(sqlite3_file *f, int page, int size, int extend, void volatile **at)
{
	int code = meet("file.map", SQLITE_IOERR_SHMMAP);

	return code != SQLITE_OK ? code : real(f)->pMethods->xShmMap(real(f), page, size, extend, at);
}

static int
lock_shared(sqlite3_file *f, int first, int n, int flags)
{
	const int writes = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
	int code = (flags & writes) == writes ? meet("file.lock", SQLITE_BUSY) : SQLITE_OK;

	return code != SQLITE_OK ? code : real(f)->pMethods->xShmLock(real(f), first, n, flags);
}

static void
order_shared(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
unmap_shared(sqlite3_file *f, int and_delete)
{
	return real(f)->pMethods->xShmUnmap(real(f), and_delete);
}

static int
fetch_page(sqlite3_file *f, sqlite3_int64 at, int size, void **page)
{
	int code = meet("file.map", SQLITE_IOERR_MMAP);

	return code != SQLITE_OK ? code : real(f)->pMethods->xFetch(real(f), at, size, page);
}

static int
release_page(sqlite3_file *f, sqlite3_int64 at, void *page)
{
	return real(f)->pMethods->xUnfetch(real(f), at, page);
}

static const sqlite3_io_methods methods = { .iVersion = 3, .xClose = close_file, .xRead = read_file,
    .xWrite = write_file, .xTruncate = truncate_file, .xSync = sync_file, .xFileSize = size_file,
    .xLock = lock_file, .xUnlock = unlock_file, .xCheckReservedLock = check_reserved,
    .xFileControl = control_file, .xSectorSize = sector_size, .xDeviceCharacteristics = characteristics,
    .xShmMap = map_shared, .xShmLock = lock_shared, .xShmBarrier = order_shared, .xShmUnmap = unmap_shared,
    .xFetch = fetch_page, .xUnfetch = release_page };

/* ----- the VFS ----- */

static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *opened)
{
	struct file *f = (struct file *)base;
	int code = meet("file.open", SQLITE_CANTOPEN);

	(void)vfs;
	f->base.pMethods = NULL;
	f->real = (sqlite3_file *)(f + 1);
	if (code == SQLITE_OK)
		code = under->xOpen(under, name, f->real, flags, opened);
	if (code == SQLITE_OK)
		f->base.pMethods = &methods;
	return code;
}

static int
delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	int code = meet("file.delete", SQLITE_IOERR_DELETE);

	(void)vfs;
	return code != SQLITE_OK ? code : under->xDelete(under, name, sync);
}

/* All but opening and deleting is that of the VFS under it.  Without memory there is none. */
static void
insert_shim(void)
{
	sqlite3_vfs *first = sqlite3_vfs_find(NULL);

	if (first == NULL)
		return;
	shim = *first;
	shim.zName = "fault";
	shim.szOsFile += (int)sizeof(struct file);
	shim.xOpen = open_file;
	shim.xDelete = delete_file;
	if (sqlite3_vfs_register(&shim, 1) == SQLITE_OK)
		under = first;
}

/* When the program has configured SQLite, and asks for its first file. */
int
sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
	if (under == NULL)
		insert_shim();
	return NEXT(sqlite3_open_v2)(path, db, flags, vfs);
}
