#include "lib/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include "lib/log.h"

static const struct { const char *ending, *held; } locks[] = {
	[LOCK_DAEMON] = { ".lock", "another chatstatd works on this database" },
	[LOCK_BACKUP] = { ".backup-lock", "another chatstat-backup works on this database" }
};

int
lock_take(const char *database, enum lock lock)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char path[PATH_MAX + 16];
	int fd;

	snprintf(path, sizeof(path), "%s%s", database, locks[lock].ending);
	if ((fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0640)) == -1)
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	if (fcntl(fd, F_SETLK, &whole) == 0)
		return fd;
	if (errno == EACCES || errno == EAGAIN)
		log_fail(STATUS_AGAIN, "%s: %s", database, locks[lock].held);
	else
		log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	close(fd);
	return -1;
}

bool
lock_held(const char *database)
{
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char path[PATH_MAX + 16];
	bool held;
	int fd;

	snprintf(path, sizeof(path), "%s%s", database, locks[LOCK_DAEMON].ending);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return false;
	held = fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
	close(fd);
	return held;
}
