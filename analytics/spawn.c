#include "analytics/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/companion.h"
#include "lib/log.h"
#include "lib/source.h"

extern char **environ;

/* Starts a program with other ends, -1: its own, for what it reads and writes. */
static int
start(const char *path, const char *const *arguments, int in, int out, pid_t *pid)
{
	posix_spawn_file_actions_t ends;
	int error = posix_spawn_file_actions_init(&ends);

	if (error != 0)
		return log_fail(STATUS_FAILED, "%s: %s", arguments[0], strerror(error));
	if (in != -1)
		error = posix_spawn_file_actions_adddup2(&ends, in, STDIN_FILENO);
	if (error == 0 && out != -1)
		error = posix_spawn_file_actions_adddup2(&ends, out, STDOUT_FILENO);
	if (error == 0)
		error = posix_spawn(pid, path, &ends, NULL, (char *const *)arguments, environ);
	posix_spawn_file_actions_destroy(&ends);
	return error == 0 ? 0 : log_fail(STATUS_FAILED, "%s: %s", arguments[0], strerror(error));
}

/* Waits for one: 0 where it succeeded. */
static int
finish(const char *name, pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	log_forget();	/* that a pipe broke, say: how it ended is why */
	return WIFEXITED(status) ? log_fail(STATUS_FAILED, "%s: exit status %d", name, WEXITSTATUS(status)) :
	    log_fail(STATUS_FAILED, "%s: ended by signal %d", name, WTERMSIG(status));
}

int
spawn_pack(const char *command, FILE *in, int out)
{
	const char *const arguments[] = { "sh", "-c", command, NULL };
	int ends[2], packed;
	pid_t pid = -1;

	if (pipe(ends) == -1)
		return log_fail(STATUS_FAILED, "pipe: %s", strerror(errno));
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	signal(SIGPIPE, SIG_IGN);	/* a command that reads not all of it fails: see below */
	if (start("/bin/sh", arguments, ends[0], out, &pid) != 0) {
		close(ends[0]);
		close(ends[1]);
		return -1;
	}
	close(ends[0]);
	packed = source_pack(in, ends[1]);
	close(ends[1]);
	return finish("[backup] encrypt", pid) == 0 ? packed : -1;
}

int
spawn_companion(const char *const *arguments)
{
	char path[PATH_MAX];
	pid_t pid = -1;

	if (!companion_path(arguments[0], path, sizeof(path)))
		return log_fail(STATUS_FAILED, "%s is not found", arguments[0]);
	return start(path, arguments, -1, -1, &pid) != 0 ? -1 : finish(arguments[0], pid);
}
