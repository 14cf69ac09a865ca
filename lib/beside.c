#include "lib/beside.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/log.h"

enum { MOST = 16 << 20 };

static int
make_path(char path[PATH_MAX], const char *database, const char *ending)
{
	if (snprintf(path, PATH_MAX, "%s%s", database, ending) >= PATH_MAX)
		return log_fail(STATUS_FAILED, "%s: the name is too long", database);
	return 0;
}

int
beside_read(const char *database, const char *ending, char **bytes, size_t *length)
{
	char path[PATH_MAX], *buf;
	FILE *file;
	size_t n;

	if (make_path(path, database, ending) != 0)
		return -1;
	if ((file = fopen(path, "re")) == NULL)
		return errno == ENOENT ? 0 : log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	if ((buf = malloc(MOST)) == NULL) {
		fclose(file);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	n = fread(buf, 1, MOST - 1, file);
	if (ferror(file) || n == MOST - 1) {
		log_fail(STATUS_FAILED, "%s: %s", path, ferror(file) ? strerror(errno) : "too large");
		fclose(file);
		free(buf);
		return -1;
	}
	fclose(file);
	buf[n] = '\0';
	*bytes = buf;
	*length = n;
	return 1;
}

void
beside_folder(const char *path, char folder[PATH_MAX])
{
	const char *slash = strrchr(path, '/');

	snprintf(folder, PATH_MAX, "%.*s", slash == NULL ? 1 : slash == path ? 1 : (int)(slash - path),
	    slash == NULL ? "." : path);
}

int
beside_owned(const char *database)
{
	const struct passwd *owner;
	char folder[PATH_MAX];
	struct stat st;

	beside_folder(database, folder);
	if (geteuid() != 0 || (stat(database, &st) != 0 && stat(folder, &st) != 0) || st.st_uid == 0)
		return 0;
	owner = getpwuid(st.st_uid);
	return log_fail(STATUS_MISUSE, "%s is not root's, and its owner could not use what root writes"
	    " beside it; try: runuser -u %s -- ...", database, owner != NULL ? owner->pw_name : "OWNER");
}

/* Makes the names in a file's folder last. */
static int
sync_folder(const char *path)
{
	char folder[PATH_MAX];
	int fd, ret;

	beside_folder(path, folder);
	if ((fd = open(folder, O_RDONLY | O_CLOEXEC)) == -1)
		return -1;
	ret = fsync(fd);
	close(fd);
	return ret;
}

int
beside_rename(const char *from, const char *to)
{
	return rename(from, to) == 0 && sync_folder(to) == 0 ? 0 :
	    log_fail(STATUS_FAILED, "%s: %s", to, strerror(errno));
}

int
beside_write(const char *database, const char *ending, const void *bytes, size_t length, bool keep)
{
	char path[PATH_MAX], draft[PATH_MAX];
	bool good;
	int fd;

	if (beside_owned(database) != 0 || make_path(path, database, ending) != 0 ||
	    make_path(draft, path, ".XXXXXX") != 0)
		return -1;
	if ((fd = mkstemp(draft)) == -1)
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	good = write(fd, bytes, length) == (ssize_t)length && fsync(fd) == 0;
	good = close(fd) == 0 && good;
	if (good)
		good = keep ? link(draft, path) == 0 || errno == EEXIST : rename(draft, path) == 0;
	good = good && sync_folder(path) == 0;
	if (!good)
		log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	/* It may hold a key: nothing of it is left unsaid. */
	if ((!good || keep) && unlink(draft) != 0)
		return log_fail(STATUS_FAILED, "%s: it cannot be deleted: %s", draft, strerror(errno));
	return good ? 0 : -1;
}
