/*
 * What breaks in where lib/fault.h says so, and where SQLite writes its files.
 *
 * CHATSTAT_FAULT is PLACE:TURN:ACTION[:TIMES].  The process dies of SIGKILL (kill) when it passes a place the
 * TURN-th time; or file.write, file.sync, file.truncate and file.lock fail from that turn on, so many TIMES:
 * no room (full), a broken disk (broken), a file that may not be written (denied), held by another (busy).
 * What fired is a line of CHATSTAT_FAULT_LOG; with count as ACTION nothing else happens.
 */
#define FAULT_POINTS 1
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/fault.h"

static const struct action {
	const char	*name;
	int		 error;		/* 0: none */
} actions[] = { { "kill", 0 }, { "count", 0 }, { "full", ENOSPC }, { "broken", EIO }, { "denied", EACCES },
    { "busy", EAGAIN } };

static struct {
	char			 place[40];
	char			 word[16];
	long			 turn, times;
	const struct action	*action;
	atomic_long		 passed;
} fault;

/* Before main, when there is one thread. */
static void __attribute__((constructor))
prepare(void)
{
	const char *told = getenv("CHATSTAT_FAULT");

	if (told == NULL)
		return;
	fault.times = 1;
	if (sscanf(told, "%39[^:]:%ld:%15[^:]:%ld", fault.place, &fault.turn, fault.word, &fault.times) < 3) {
		fprintf(stderr, "CHATSTAT_FAULT is PLACE:TURN:ACTION[:TIMES], not %s\n", told);
		abort();
	}
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].name, fault.word) == 0)
			fault.action = &actions[i];
	if (fault.action == NULL) {
		fprintf(stderr, "CHATSTAT_FAULT knows no %s\n", fault.word);
		abort();
	}
}

static void
tell(const char *place)
{
	const char *path = getenv("CHATSTAT_FAULT_LOG");
	int file = path != NULL ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644) : -1;
	char line[64];
	int n = snprintf(line, sizeof(line), "%s %s\n", place, fault.action->name);

	if (file < 0)
		return;
	if (write(file, line, (size_t)n) != n)
		abort();
	close(file);
}

/* 0, or the error that this place meets. */
static int
meet(const char *place)
{
	long turn;

	if (fault.action == NULL || strcmp(place, fault.place) != 0)
		return 0;
	turn = atomic_fetch_add(&fault.passed, 1) + 1;
	if (turn < fault.turn || turn >= fault.turn + fault.times)
		return 0;
	tell(place);
	if (fault.action == &actions[0]) {
		raise(SIGKILL);
		pause();
	}
	return fault.action->error;
}

void
fault_pass(const char *place)
{
	meet(place);
}

/* ----- the system calls of SQLite, which are found here before those of the C library ----- */

_Static_assert(sizeof(off_t) == 8, "pwrite64 is pwrite");
ssize_t	pwrite64(int, const void *, size_t, off_t);
int	ftruncate64(int, off_t);
int	fcntl64(int, int, ...);
long	syscall(long, ...);

/* Of a database's own files: 0, or -1 with errno. */
static int
fails(int file, const char *place)
{
	char link[64], path[4096];
	ssize_t n;
	int error;

	if (fault.action == NULL)
		return 0;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
	if ((n = readlink(link, path, sizeof(path) - 1)) < 0)
		return 0;
	path[n] = '\0';
	if (strstr(path, ".db") == NULL || (error = meet(place)) == 0)
		return 0;
	errno = error;
	return -1;
}

ssize_t
pwrite64(int file, const void *bytes, size_t size, off_t at)
{
	return fails(file, "file.write") != 0 ? -1 : syscall(SYS_pwrite64, file, bytes, size, at);
}

int
fdatasync(int file)
{
	return fails(file, "file.sync") != 0 ? -1 : (int)syscall(SYS_fdatasync, file);
}

int
ftruncate64(int file, off_t size)
{
	return fails(file, "file.truncate") != 0 ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

/* Only locks for writing: readers go on. */
int
fcntl64(int file, int command, ...)
{
	va_list more;
	void *argument;

	va_start(more, command);
	argument = va_arg(more, void *);
	va_end(more);
	if (command == F_SETLK && ((struct flock *)argument)->l_type == F_WRLCK && fails(file, "file.lock") != 0)
		return -1;
	return (int)syscall(SYS_fcntl, file, command, argument);
}
