#include "lib/log.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char program_name[64] = "chatstat";
static enum status first_status = STATUS_DONE;
static char first_message[1024];

void
log_open(const char *program)
{
	const char *slash = strrchr(program, '/');

	/* A file that may not grow is like a full disk: an error to report, no reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	snprintf(program_name, sizeof(program_name), "%s", slash != NULL ? slash + 1 : program);
}

int
log_fail(enum status status, const char *fmt, ...)
{
	char message[sizeof(first_message)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	fprintf(stderr, "%s: %s\n", program_name, message);
	if (first_status == STATUS_DONE) {
		first_status = status;
		memcpy(first_message, message, sizeof(first_message));
	}
	return -1;
}

void
log_note(const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", program_name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

int
log_status(void)
{
	return (int)first_status;
}

const char *
log_message(void)
{
	return first_message;
}
