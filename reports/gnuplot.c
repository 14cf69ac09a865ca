#include "reports/gnuplot.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cache.h"
#include "lib/log.h"

extern char **environ;

enum {
	SECONDS_CPU = 20,
	SECONDS_ALL = 30,
	BYTES_MEMORY = 1 << 30,
	BYTES_PICTURE = 32 << 20,
	NOT_FOUND = 127
};

static void
limit(int resource, rlim_t most)
{
	setrlimit(resource, &(struct rlimit){ .rlim_cur = most, .rlim_max = most });
}

/* The child: no configuration, no locale but UTF-8, no more than it needs.  Does not return. */
static void
become_gnuplot(FILE *script, FILE *picture, FILE *errors)
{
	static char gnuplot[] = "gnuplot", no_rc[] = "-d", from_input[] = "-";
	static char locale[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent";
	char *const args[] = { gnuplot, no_rc, from_input, NULL };
	char path[4096];
	char *env[] = { locale, home, path, NULL };
	const char *from = getenv("PATH");
	sigset_t none;

	snprintf(path, sizeof path, "PATH=%s",
	    from != NULL ? from : "/usr/local/bin:/usr/bin:/bin");
	if (dup2(fileno(script), STDIN_FILENO) == -1 ||
	    dup2(fileno(picture), STDOUT_FILENO) == -1 || dup2(fileno(errors), STDERR_FILENO) == -1)
		_exit(NOT_FOUND - 1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGALRM, SIG_DFL);
	alarm(SECONDS_ALL);
	limit(RLIMIT_CPU, SECONDS_CPU);
	limit(RLIMIT_AS, BYTES_MEMORY);
	limit(RLIMIT_FSIZE, BYTES_PICTURE);
	limit(RLIMIT_CORE, 0);
	environ = env;
	execvp(gnuplot, args);
	_exit(errno == ENOENT ? NOT_FOUND : NOT_FOUND - 1);
}

/* The last line of what gnuplot said, but for what fontconfig says without a cache. */
static void
complaint(FILE *errors, char *buf, size_t size)
{
	char line[512];

	buf[0] = '\0';
	rewind(errors);
	while (fgets(line, sizeof line, errors) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[strspn(line, " ^")] != '\0' && strstr(line, "Fontconfig") == NULL)
			snprintf(buf, size, "%s", line + strspn(line, " "));
	}
}

static int
run(FILE *script, FILE *picture, FILE *errors)
{
	char said[512];
	int status;
	pid_t pid;

	if (fflush(script) != 0 || lseek(fileno(script), 0, SEEK_SET) == -1)
		return log_fail(STATUS_FAILED, "gnuplot: cannot write the script: %s",
		    strerror(errno));
	if ((pid = fork()) == -1)
		return log_fail(STATUS_AGAIN, "gnuplot: fork: %s", strerror(errno));
	if (pid == 0)
		become_gnuplot(script, picture, errors);
	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return log_fail(STATUS_FAILED, "gnuplot: wait: %s", strerror(errno));
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		return log_fail(STATUS_FAILED, "gnuplot is not installed: apt install gnuplot-nox");
	if (WIFSIGNALED(status))
		return log_fail(STATUS_FAILED, "gnuplot: stopped by signal %d after at most %d s",
		    WTERMSIG(status), SECONDS_ALL);
	if (WEXITSTATUS(status) != 0) {
		complaint(errors, said, sizeof said);
		return log_fail(STATUS_FAILED, "gnuplot: exit %d: %s", WEXITSTATUS(status), said);
	}
	return 0;
}

/* How many pictures data holds, each whole and nothing else; -1 where it is not so. */
static int
pictures(const char *data, size_t size, enum picture kind)
{
	static const struct { const char *head, *tail; size_t heads, tails; } frames[] = {
		[PICTURE_PNG] = { "\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82", 8, 8 },
		[PICTURE_SVG] = { "<?xml", "</svg>", 5, 6 }
	};
	int count = 0;
	bool inside = false;

	for (size_t at = 0; at < size; )
		if (!inside && size - at >= frames[kind].heads &&
		    memcmp(data + at, frames[kind].head, frames[kind].heads) == 0) {
			inside = true;
			at += frames[kind].heads;
		} else if (inside && size - at >= frames[kind].tails &&
		    memcmp(data + at, frames[kind].tail, frames[kind].tails) == 0) {
			inside = false;
			count++;
			at += frames[kind].tails;
		} else if (inside || strchr(" \r\n", data[at]) != NULL)
			at++;
		else
			return -1;
	return inside ? -1 : count;
}

/* gnuplot can exit 0 without a picture, or with half of one. */
static int
copy(FILE *picture, enum picture kind, int count, const char *name, FILE *out)
{
	char *data = NULL;
	off_t size;
	int ret = -1;

	size = lseek(fileno(picture), 0, SEEK_END);
	if (size < 0 || size > BYTES_PICTURE || (data = malloc((size_t)size + 1)) == NULL) {
		log_fail(STATUS_FAILED, "gnuplot: cannot keep the picture");
		goto out;
	}
	rewind(picture);
	if (fread(data, 1, (size_t)size, picture) != (size_t)size ||
	    pictures(data, (size_t)size, kind) != count) {
		log_fail(STATUS_FAILED, "gnuplot: drew no whole picture");
		goto out;
	}
	if (name != NULL)
		cache_write(name, data, (size_t)size);
	if (fwrite(data, 1, (size_t)size, out) != (size_t)size) {
		log_fail(STATUS_FAILED, "cannot write the picture: %s", strerror(errno));
		goto out;
	}
	ret = 0;
out:
	free(data);
	return ret;
}

/* The name that a picture is kept by, which is that of its script; false where it is not to be kept. */
static bool
name_of(FILE *script, enum picture kind, char name[CACHE_NAME])
{
	long size = kind == PICTURE_PNG && fflush(script) == 0 ? ftell(script) : -1;
	char *text = size > 0 ? malloc((size_t)size) : NULL;
	bool named;

	if (text == NULL)
		return false;
	rewind(script);
	named = fread(text, 1, (size_t)size, script) == (size_t)size && cache_name(text, (size_t)size, name);
	free(text);
	return named;
}

int
gnuplot_run(FILE *script, enum picture kind, int count, FILE *out)
{
	char name[CACHE_NAME];
	bool kept = name_of(script, kind, name);
	FILE *picture, *errors;
	int ret = -1;

	if (kept && cache_read(name, out))
		return 0;
	/* Files, not pipes: neither side can block the other. */
	picture = tmpfile();
	errors = tmpfile();
	if (picture == NULL || errors == NULL)
		log_fail(STATUS_FAILED, "gnuplot: cannot make a temporary file: %s",
		    strerror(errno));
	else if (run(script, picture, errors) == 0)
		ret = copy(picture, kind, count, kept ? name : NULL, out);
	if (picture != NULL)
		fclose(picture);
	if (errors != NULL)
		fclose(errors);
	return ret;
}
