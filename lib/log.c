#include "lib/log.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/json.h"
#include "lib/secret.h"

enum {
	MESSAGE = 1024,
	FAULTS_KEPT = 32,		/* remembered at a time */
	SILENCE = 300		/* seconds between two lines of the same fault */
};

static const char *const level_names[LOG_DEBUG + 1] = { [LOG_ERROR] = "error", [LOG_WARNING] = "warning",
    [LOG_INFO] = "info", [LOG_DEBUG] = "debug" };

static char program_name[64] = "chatstat";
static enum status first_status = STATUS_DONE;
static char first_message[MESSAGE];

/* The daemon's; batches leave all of this alone. */
static struct {
	bool		serving, json, prefix;
	enum log_level	least;
	const struct secret *secret;	/* NULL: ids of people are written as they are */
	char		request[8];
	bool		told;		/* its id to somebody */
	unsigned	requests;
	int64_t		counts[LOG_DEBUG + 1];
	struct fault {
		uint32_t	hash;
		int64_t		said;		/* seconds of a clock that nobody sets */
		int64_t		again;		/* times since */
	}		faults[FAULTS_KEPT];
} service;

void
log_open(const char *program)
{
	const char *slash = strrchr(program, '/');

	/* A file that may not grow is like a full disk: an error to report, no reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	snprintf(program_name, sizeof(program_name), "%s", slash != NULL ? slash + 1 : program);
}

int
log_level(const char *name)
{
	for (int i = 0; i <= LOG_DEBUG; i++)
		if (level_names[i] != NULL && strcmp(level_names[i], name) == 0)
			return i;
	return -1;
}

void
log_serve(enum log_level least, bool as_json)
{
	service.serving = true;
	service.least = least;
	service.json = as_json;
	service.prefix = !isatty(STDERR_FILENO);
}

static int64_t
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Whether a fault is to be written now: *again times it was not, since the last time. */
static bool
is_due(const char *message, int64_t *again)
{
	struct fault *f = &service.faults[0];
	uint32_t hash = 2166136261;	/* FNV-1a */
	int64_t now = seconds();

	for (const char *c = message; *c != '\0'; c++)
		if (*c < '0' || *c > '9')
			hash = (hash ^ (unsigned char)*c) * 16777619;
	for (size_t i = 0; i < FAULTS_KEPT; i++) {
		if (service.faults[i].hash == hash) {
			f = &service.faults[i];
			break;
		}
		if (service.faults[i].said < f->said)
			f = &service.faults[i];
	}
	if (f->hash == hash && now - f->said < SILENCE) {
		f->again++;
		return false;
	}
	*again = f->hash == hash ? f->again : 0;
	*f = (struct fault){ .hash = hash, .said = now };
	return true;
}

static void
write_json(enum log_level level, const char *module, const char *message, int64_t again)
{
	fprintf(stderr, "{\"time\":%lld,\"level\":\"%s\"", (long long)time(NULL), level_names[level]);
	if (module != NULL) {
		fputs(",\"module\":", stderr);
		json_write(stderr, module);
	}
	fputs(",\"message\":", stderr);
	json_write(stderr, message);
	if (again > 0)
		fprintf(stderr, ",\"again\":%lld", (long long)again);
	if (service.request[0] != '\0')
		fprintf(stderr, ",\"req\":\"%s\"", service.request);
	fputs("}\n", stderr);
}

static void
write_plain(enum log_level level, const char *module, const char *message, int64_t again)
{
	if (service.prefix)
		fprintf(stderr, "<%d>", (int)level);
	if (module != NULL)
		fprintf(stderr, "%s: ", module);
	fputs(message, stderr);
	if (again > 0)
		fprintf(stderr, " (%lld more since it was said last)", (long long)again);
	if (service.request[0] != '\0')
		fprintf(stderr, " req=%s", service.request);
	putc('\n', stderr);
}

/* A line; what strangers said in it cannot begin another. */
static void
say(enum log_level level, const char *module, char *message)
{
	int64_t again = 0;

	service.counts[level]++;
	if (!service.serving) {
		fprintf(stderr, "%s: %s\n", program_name, message);
		return;
	}
	if (level > service.least || (level <= LOG_WARNING && !service.told && !is_due(message, &again)))
		return;
	for (char *c = message; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	if (service.json)
		write_json(level, module, message, again);
	else
		write_plain(level, module, message, again);
}

int
log_fail(enum status status, const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	say(LOG_ERROR, NULL, message);
	if (first_status == STATUS_DONE) {
		first_status = status;
		memcpy(first_message, message, sizeof(first_message));
	}
	return -1;
}

void *
log_memory(void *memory)
{
	if (memory == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	return memory;
}

void
log_note(const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	say(LOG_INFO, NULL, message);
}

void
log_say(enum log_level level, const char *module, const char *fmt, ...)
{
	char message[MESSAGE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	say(level, module, message);
}

void
log_hashed(const struct secret *secret)
{
	service.secret = secret;
}

const char *
log_id(int64_t id, char buf[LOG_ID])
{
	if (id > 0 && service.secret != NULL)
		snprintf(buf, LOG_ID, "user:%016llx",
		    (unsigned long long)secret_hash(service.secret, SECRET_LOG, &id, 1, NULL));
	else
		snprintf(buf, LOG_ID, "%lld", (long long)id);
	return buf;
}

const char *
log_request(void)
{
	struct timespec now;

	/* To be told apart from those before, also before a restart. */
	clock_gettime(CLOCK_REALTIME, &now);
	service.requests += 1 + (unsigned)(now.tv_nsec & 0xff);
	snprintf(service.request, sizeof(service.request), "%04x", service.requests & 0xffff);
	return service.request;
}

void
log_request_told(void)
{
	service.told = true;
}

void
log_request_end(void)
{
	service.request[0] = '\0';
	service.told = false;
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

int
log_forget(void)
{
	int status = (int)first_status;

	first_status = STATUS_DONE;
	first_message[0] = '\0';
	return status;
}

int64_t
log_count(enum log_level level)
{
	return service.counts[level];
}
