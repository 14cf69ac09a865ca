#include "ingest/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/companion.h"
#include "lib/log.h"

extern char **environ;

enum {
	SECONDS_CPU = 20,
	SECONDS_ALL = 30,
	BYTES_MEMORY = 1 << 30,
	BYTES_FILE = 32 << 20,
	BYTES_OUTPUT = 16 << 20,
	NOT_STARTED = 127,
	SECONDS_ADMIN = 900,	/* to forget somebody takes its time */
	DESCRIPTORS = 4096,
	VALUES = 64,
	ACTOR = 128
};

struct child {
	struct loop	*loop;		/* NULL: nothing but this child is waited for */
	struct watch	 watch;
	struct timer	 timer;
	pid_t		 pid;
	FILE		*errors;
	char		*output;
	size_t		 length, room;
	bool		 late, large;
	child_done	*done;
	void		*cookie;
};

/* ----- in the child ----- */

static void
limit(int resource, rlim_t most)
{
	setrlimit(resource, &(struct rlimit){ .rlim_cur = most, .rlim_max = most });
}

/* What writes to the database, which may be large, and is to come to its end. */
static bool
is_admin(const char *const *arguments)
{
	return strcmp(arguments[0], "chatstat-admin") == 0;
}

/* Does not return. */
static void
become(const char *path, const char *const *arguments, char **environment, int output, int errors)
{
	bool admin = is_admin(arguments);
	int nothing = open("/dev/null", O_RDONLY);
	sigset_t none;

	if (nothing == -1 || dup2(nothing, STDIN_FILENO) == -1 || dup2(output, STDOUT_FILENO) == -1 ||
	    dup2(errors, STDERR_FILENO) == -1)
		_exit(NOT_STARTED);
	for (int fd = STDERR_FILENO + 1; fd < DESCRIPTORS; fd++)
		close(fd);
	/* A group of its own: what it starts in turn ends with it. */
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	limit(RLIMIT_CPU, admin ? SECONDS_ADMIN : SECONDS_CPU);
#ifndef __SANITIZE_ADDRESS__	/* its shadow alone is larger */
	limit(RLIMIT_AS, BYTES_MEMORY);
#endif
	if (!admin)
		limit(RLIMIT_FSIZE, BYTES_FILE);
	limit(RLIMIT_CORE, 0);
	environ = environment;
	execv(path, (char *const *)arguments);
	_exit(NOT_STARTED);
}

/* ----- around it ----- */

/* What is told to a companion of the environment: clock, time zones, and what configures its answers. */
static const char *const told[] = { "CHATSTAT_NOW=", "TZDIR=", "CHATSTAT_CHAT_", "CHATSTAT_BUDGET_",
    "CHATSTAT_CACHE_" };

/* These, and who is behind it; values that are no settings do nothing. */
static bool
fill_environment(char *environment[VALUES + 1], char who[ACTOR], const char *actor)
{
	static char locale[] = "LC_ALL=C.UTF-8";
	size_t n = 0;

	environment[n++] = locale;
	if (actor != NULL) {
		if (snprintf(who, ACTOR, "CHATSTAT_ACTOR=%s", actor) >= ACTOR)
			return false;
		environment[n++] = who;
	}
	for (char **e = environ; *e != NULL && n < VALUES; e++)
		for (size_t i = 0; i < sizeof(told) / sizeof(told[0]) && n < VALUES; i++)
			if (strncmp(*e, told[i], strlen(told[i])) == 0)
				environment[n++] = *e;
	environment[n] = NULL;
	return true;
}

static void
free_child(struct child *c)
{
	if (c->loop != NULL) {
		loop_unwatch(c->loop, &c->watch);
		loop_cancel(&c->timer);
	}
	if (c->watch.descriptor != -1)
		close(c->watch.descriptor);
	if (c->errors != NULL)
		fclose(c->errors);
	free(c->output);
	free(c);
}

static void
stop(struct child *c)
{
	kill(-c->pid, SIGKILL);
	kill(c->pid, SIGKILL);	/* it may have no group yet */
}

void
child_kill(struct child *c)
{
	if (c == NULL)
		return;
	stop(c);
	while (waitpid(c->pid, NULL, 0) == -1 && errno == EINTR)
		;
	free_child(c);
}

/* The last line of standard error, without the name of the program. */
static void
read_said(struct child *c, char *said, size_t size)
{
	char line[512];

	rewind(c->errors);
	while (fgets(line, sizeof(line), c->errors) != NULL) {
		const char *colon = strstr(line, ": ");

		line[strcspn(line, "\n")] = '\0';
		snprintf(said, size, "%s", colon != NULL ? colon + 2 : line);
	}
}

static void
finish(struct child *c)
{
	struct child_end end = { .status = -1, .late = c->late, .large = c->large,
		.length = c->length };
	int status = -1;

	while (waitpid(c->pid, &status, 0) == -1 && errno == EINTR)
		;
	if (WIFEXITED(status))
		end.status = WEXITSTATUS(status);
	read_said(c, end.said, sizeof(end.said));
	end.output = c->output != NULL ? c->output : "";
	c->done(c->cookie, &end);
	free_child(c);
}

/* Keeps what it wrote; false: that is too much. */
static bool
keep(struct child *c, const char *bytes, size_t n)
{
	if (c->length + n >= c->room) {
		size_t room = c->room * 2 + 16384;
		char *output = room > BYTES_OUTPUT ? NULL : realloc(c->output, room);

		if (output == NULL)
			return false;
		c->output = output;
		c->room = room;
	}
	memcpy(c->output + c->length, bytes, n);
	c->length += n;
	c->output[c->length] = '\0';
	return true;
}

/* Reads what is there; whether that was the end. */
static bool
collect(struct child *c)
{
	char bytes[8192];
	ssize_t n;

	while ((n = read(c->watch.descriptor, bytes, sizeof(bytes))) > 0 || (n == -1 && errno == EINTR))
		if (n > 0 && !keep(c, bytes, (size_t)n)) {
			c->large = true;
			stop(c);
		}
	return n == 0 || errno != EAGAIN;
}

static void
take_output(void *cookie)
{
	struct child *c = cookie;

	if (collect(c))
		finish(c);
}

static void
take_time(void *cookie)
{
	struct child *c = cookie;

	c->late = true;
	stop(c);
}

static struct child *
start(const char *const *arguments, const char *actor, child_done *done, void *cookie)
{
	char path[4096], who[ACTOR], *environment[VALUES + 1];
	struct child *c = calloc(1, sizeof(*c));
	int ends[2] = { -1, -1 };

	if (c == NULL || !companion_path(arguments[0], path, sizeof(path)) ||
	    !fill_environment(environment, who, actor) || (c->errors = tmpfile()) == NULL ||
	    pipe(ends) == -1)
		goto fail;
	c->watch.descriptor = ends[0];
	c->done = done;
	c->cookie = cookie;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	if ((c->pid = fork()) == -1)
		goto fail;
	if (c->pid == 0)
		become(path, arguments, environment, ends[1], fileno(c->errors));
	close(ends[1]);
	return c;
fail:
	log_fail(STATUS_AGAIN, "%s cannot be started: %s", arguments[0], strerror(errno));
	if (ends[1] != -1) {
		close(ends[0]);
		close(ends[1]);
	}
	if (c != NULL && c->errors != NULL)
		fclose(c->errors);
	free(c);
	return NULL;
}

struct child *
child_start(struct loop *loop, const char *const *arguments, const char *actor, child_done *done,
    void *cookie)
{
	struct child *c = start(arguments, actor, done, cookie);

	if (c == NULL)
		return NULL;
	c->loop = loop;
	c->watch.ready = take_output;
	c->watch.cookie = c;
	c->timer = (struct timer){ .fire = take_time, .cookie = c };
	loop_watch(loop, &c->watch);
	loop_after(loop, &c->timer, INT64_C(1000) * (is_admin(arguments) ? SECONDS_ADMIN : SECONDS_ALL));
	return c;
}

int
child_wait(const char *const *arguments, child_done *done, void *cookie)
{
	struct child *c = start(arguments, NULL, done, cookie);

	if (c == NULL)
		return -1;
	fcntl(c->watch.descriptor, F_SETFL, 0);
	collect(c);
	finish(c);
	return 0;
}
