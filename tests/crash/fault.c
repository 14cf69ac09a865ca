/*
 * Preloaded (LD_PRELOAD), breaks in where lib/fault.h says so, and where a program asks for memory, files,
 * processes, or a step of SQL.
 *
 * CHATSTAT_FAULT is PLACE:TURN:ACTION[:TIMES].  The process dies of SIGKILL (kill) when it passes a place the
 * TURN-th time; or what it asks for there fails from that turn on, so many TIMES: no room (full), nor for more
 * than half of what is written (torn), a broken disk (broken), something that may not be (denied), held by
 * another (busy), no memory (memory).  What fired is a line of CHATSTAT_FAULT_LOG; with count as ACTION nothing
 * else happens.  "list" is a line for each place and way there is to it, as they are met: the place and the turn.
 *
 * SQLite's files break in a VFS (vfs.c).  A disk that is full (room) is so here, for whatever file grows: then
 * what SQLite makes of an errno is tried as well.
 *
 * CHATSTAT_CLOCK is a file whose first eight bytes are the present instant, in the machine's own order.
 *
 * Programs that chatstat starts and that are not chatstat's meet nothing.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "lib/fault.h"
#include "tests/crash/fault.h"

enum { PLACES = 64, WAYS = 1 << 16, FRAMES = 48, OURS = 5 };

static const struct action {
	const char	*name;
	int		 error;		/* 0: none */
} actions[] = { { "kill", 0 }, { "count", 0 }, { "full", ENOSPC }, { "torn", ENOSPC }, { "broken", EIO },
    { "denied", EACCES }, { "busy", EAGAIN }, { "memory", ENOMEM } };

static struct {
	char			 place[40];
	char			 word[16];
	char			 log[4096];
	long			 turn, times;
	const struct action	*action;
	bool			 list;
	atomic_long		 passed;
	struct code {
		uintptr_t	 start, end;
	}			 program, here, icu, openssl;
} fault;

/* What "list" knows. */
static struct {
	pthread_mutex_t	 lock;
	char		 names[PLACES][40];
	long		 turns[PLACES];
	uint64_t	 ways[WAYS];
} met = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* What is called from here is let pass. */
static __thread int inside __attribute__((tls_model("initial-exec")));

static int
find_code(struct dl_phdr_info *info, size_t size, void *cookie)
{
	struct code *code = fault.program.end == 0 ? &fault.program :	/* it comes first */
	    strstr(info->dlpi_name, "libicuuc") != NULL ? &fault.icu :
	    strstr(info->dlpi_name, "libcrypto") != NULL ? &fault.openssl :
	    strstr(info->dlpi_name, "fault.so") != NULL ? &fault.here : NULL;

	(void)size;
	(void)cookie;
	for (int i = 0; code != NULL && i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
			code->start = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
			code->end = code->start + info->dlpi_phdr[i].p_memsz;
		}
	return 0;
}

static bool
within(const struct code *code, const void *at)
{
	return (uintptr_t)at >= code->start && (uintptr_t)at < code->end;
}

/* What time is it; NULL: as on any clock. */
static const volatile int64_t *present;

static void
set_clock(const char *path)
{
	int file = (int)syscall(SYS_open, path, O_RDONLY | O_CLOEXEC);
	void *at = mmap(NULL, sizeof(*present), PROT_READ, MAP_SHARED, file, 0);

	if (file < 0 || at == MAP_FAILED) {
		fprintf(stderr, "CHATSTAT_CLOCK: %s: %s\n", path, strerror(errno));
		abort();
	}
	syscall(SYS_close, file);
	present = at;
}

time_t
time(time_t *out)
{
	struct timespec now;
	time_t seconds;

	if (present != NULL)
		seconds = *present;
	else if (clock_gettime(CLOCK_REALTIME, &now) == 0)
		seconds = now.tv_sec;
	else
		seconds = -1;
	if (out != NULL)
		*out = seconds;
	return seconds;
}

/* Before main, when there is one thread. */
static void __attribute__((constructor))
prepare(void)
{
	const char *told = getenv("CHATSTAT_FAULT"), *path = getenv("CHATSTAT_FAULT_LOG");
	const char *clock = getenv("CHATSTAT_CLOCK");
	const struct action *action = NULL;
	void *frames[FRAMES];
	bool list;

	if (strncmp(program_invocation_short_name, "chatstat", 8) != 0)
		return;
	if (clock != NULL)
		set_clock(clock);
	if (told == NULL)
		return;
	fault.times = 1;
	list = strcmp(told, "list") == 0;
	if (!list && sscanf(told, "%39[^:]:%ld:%15[^:]:%ld", fault.place, &fault.turn, fault.word,
	    &fault.times) < 3) {
		fprintf(stderr, "CHATSTAT_FAULT is PLACE:TURN:ACTION[:TIMES], not %s\n", told);
		abort();
	}
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].name, list ? "count" : fault.word) == 0)
			action = &actions[i];
	if (action == NULL) {
		fprintf(stderr, "CHATSTAT_FAULT knows no %s\n", fault.word);
		abort();
	}
	snprintf(fault.log, sizeof(fault.log), "%s", path != NULL ? path : "");
	dl_iterate_phdr(find_code, NULL);
	backtrace(frames, FRAMES);	/* its first call loads a library */
	fault.list = list;
	fault.action = action;
}

static void
tell(const char *place, const char *format, ...)
{
	long file = fault.log[0] == '\0' ? -1 :
	    syscall(SYS_open, fault.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	char line[96];
	va_list more;
	int n = snprintf(line, sizeof(line), "%s ", place);

	va_start(more, format);
	n += vsnprintf(line + n, sizeof(line) - (size_t)n, format, more);
	va_end(more);
	line[n] = '\n';
	if (file < 0)
		return;
	if (syscall(SYS_write, file, line, n + 1) != n + 1)
		abort();
	syscall(SYS_close, file);
}

/* The way to here: who asked, and from where in the program. */
static uint64_t
way(uint64_t hash)
{
	void *frames[FRAMES];
	int count = backtrace(frames, FRAMES), ours = 0, asked = 0;

	while (asked < count && within(&fault.here, frames[asked]))
		asked++;
	for (int i = asked; i < count && ours < OURS; i++) {
		bool own = within(&fault.program, frames[i]);

		if (own || i == asked)
			hash = (hash ^ (uintptr_t)frames[i]) * UINT64_C(1099511628211);
		ours += own;
	}
	return hash | 1;
}

/* Tells a place, and the turn, where this way is new. */
static void
list(const char *place, uint64_t more)
{
	uint64_t key, hash = 14695981039346656037u ^ more;
	size_t i = 0, slot;
	bool is_new;

	for (const char *c = place; *c != '\0'; c++)
		hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
	key = way(hash);
	pthread_mutex_lock(&met.lock);
	while (i < PLACES - 1 && met.names[i][0] != '\0' && strcmp(met.names[i], place) != 0)
		i++;
	snprintf(met.names[i], sizeof(met.names[i]), "%s", place);
	met.turns[i]++;
	for (slot = (size_t)(key >> 20) % WAYS; met.ways[slot] != 0 && met.ways[slot] != key; )
		slot = (slot + 1) % WAYS;
	is_new = met.ways[slot] == 0;
	met.ways[slot] = key;
	if (is_new)
		tell(place, "%ld", met.turns[i]);
	pthread_mutex_unlock(&met.lock);
}

/* 0, or the error that this place meets; of what is more than a place, ways differ by a number. */
static int
meet_more(const char *place, uint64_t more)
{
	long turn;
	int error = errno;

	if (fault.action == NULL || inside > 0)
		return 0;
	if (fault.list) {
		inside++;
		list(place, more);
		inside--;
		errno = error;
		return 0;
	}
	if (strcmp(place, fault.place) != 0)
		return 0;
	turn = atomic_fetch_add(&fault.passed, 1) + 1;
	if (turn < fault.turn || turn >= fault.turn + fault.times)
		return 0;
	inside++;
	tell(place, "%s", fault.action->name);
	inside--;
	if (fault.action == &actions[0]) {
		raise(SIGKILL);
		pause();
	}
	errno = fault.action->error != 0 ? fault.action->error : error;
	return fault.action->error;
}

int
fault_meet(const char *place)
{
	return meet_more(place, 0);
}

bool
fault_torn(void)
{
	return strcmp(fault.word, "torn") == 0;
}

void
fault_break(const char *place)
{
	fault_meet(place);
}

void
(*fault_next(const char *name))(void)
{
	union {
		void	*found;
		void	(*function)(void);
	} symbol;

	inside++;
	symbol.found = dlsym(RTLD_NEXT, name);
	inside--;
	if (symbol.found == NULL)
		abort();
	return symbol.function;
}

/* ----- memory ----- */

void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);

/*
 * ICU 72 dies itself, or waits for ever, where it gets no memory for its tables, which are made at the start
 * (unicode_open); OpenSSL 3.0 where it got none for what it makes with the first random number: that is taken
 * with the first call over TLS, which this server does not speak, so that here a form is the first to need one.
 */
#define NO_MEMORY	(!within(&fault.icu, __builtin_return_address(0)) && \
			!within(&fault.openssl, __builtin_return_address(0)) && fault_meet("memory") != 0)

void *
malloc(size_t size)
{
	return NO_MEMORY ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return NO_MEMORY ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *p, size_t size)
{
	return NO_MEMORY ? NULL : __libc_realloc(p, size);
}

/* ----- a disk that is full ----- */

_Static_assert(sizeof(off_t) == 8, "pwrite64 is pwrite");

/* Of any file that is to reach this far, and does not yet. */
static bool
is_full(int file, off64_t end)
{
	struct stat st;

	return fault.action != NULL && inside == 0 && syscall(SYS_fstat, file, &st) == 0 &&
	    S_ISREG(st.st_mode) && st.st_size < end && fault_meet("room") != 0;
}

ssize_t
pwrite64(int file, const void *bytes, size_t size, off64_t at)
{
	return is_full(file, at + (off64_t)size) ? -1 : syscall(SYS_pwrite64, file, bytes, size, at);
}

int
ftruncate64(int file, off64_t size)
{
	return is_full(file, size) ? -1 : (int)syscall(SYS_ftruncate, file, size);
}

/* ----- files ----- */

static int
open_with(const char *path, int flags, mode_t mode)
{
	return fault_meet("open") != 0 ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

#define OPEN(name)							\
int									\
name(const char *path, int flags, ...)					\
{									\
	va_list more;							\
	mode_t mode;							\
									\
	va_start(more, flags);						\
	mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;	\
	va_end(more);							\
	return open_with(path, flags, mode);				\
}
OPEN(open)
OPEN(open64)

FILE *
fopen(const char *path, const char *mode)
{
	return fault_meet("open") != 0 ? NULL : NEXT(fopen)(path, mode);
}

FILE *
fopen64(const char *path, const char *mode)
{
	return fault_meet("open") != 0 ? NULL : NEXT(fopen64)(path, mode);
}

ssize_t
write(int file, const void *bytes, size_t size)
{
	return is_full(file, INT64_MAX) || fault_meet("write") != 0 ? -1 : syscall(SYS_write, file, bytes, size);
}

/* What the C library's own writing meets is seen here. */
int
fflush(FILE *file)
{
	int ret = NEXT(fflush)(file);

	return file != NULL && file != stderr && ((__fwritable(file) && is_full(fileno(file), INT64_MAX)) ||
	    fault_meet("write") != 0) ? EOF : ret;
}

int
fclose(FILE *file)
{
	bool full = __fwritable(file) && is_full(fileno(file), INT64_MAX);
	int ret = NEXT(fclose)(file);

	return full || fault_meet("write") != 0 ? EOF : ret;
}

int
rename(const char *from, const char *to)
{
	return fault_meet("rename") != 0 ? -1 : (int)syscall(SYS_rename, from, to);
}

int
link(const char *from, const char *to)
{
	return fault_meet("rename") != 0 ? -1 : (int)syscall(SYS_link, from, to);
}

int
unlink(const char *path)
{
	return fault_meet("unlink") != 0 ? -1 : (int)syscall(SYS_unlink, path);
}

int
fsync(int file)
{
	return fault_meet("write") != 0 ? -1 : (int)syscall(SYS_fsync, file);
}

/* ----- processes and threads ----- */

pid_t
fork(void)
{
	return fault_meet("fork") != 0 ? -1 : NEXT(fork)();
}

int
posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *acts,
    const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
	int error = fault_meet("fork");

	return error != 0 ? error : NEXT(posix_spawn)(child, path, acts, attributes, argv, envp);
}

int
pipe(int ends[2])
{
	return fault_meet("fork") != 0 ? -1 : (int)syscall(SYS_pipe, ends);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *cookie)
{
	int error = fault_meet("fork");

	return error != 0 ? error : NEXT(pthread_create)(thread, attributes, run, cookie);
}

/* glibc 2.36 asserts that it has memory to look who somebody is. */
struct passwd *
getpwuid(uid_t uid)
{
	struct passwd *found;

	inside++;
	found = NEXT(getpwuid)(uid);
	inside--;
	return found;
}

/* ----- a step of SQL: SQLite itself ends it, as it does whatever it cannot go on with ----- */

static int
stop(void *cookie)
{
	(void)cookie;
	return 1;
}

int
sqlite3_step(sqlite3_stmt *s)
{
	const char *sql = sqlite3_sql(s);
	uint64_t hash = 0;
	int code;

	for (const char *c = fault.list && sql != NULL ? sql : ""; *c != '\0'; c++)
		hash = hash * 31 + (unsigned char)*c;
	if (meet_more("step", hash) == 0)
		return NEXT(sqlite3_step)(s);
	sqlite3_progress_handler(sqlite3_db_handle(s), 1, stop, NULL);
	code = NEXT(sqlite3_step)(s);
	sqlite3_progress_handler(sqlite3_db_handle(s), 0, NULL, NULL);
	return code;
}
