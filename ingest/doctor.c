/*
 * chatstat-doctor: looks at everything that can be wrong.
 */
#include "ingest/doctor.h"

#include <stdarg.h>

#include "ingest/http.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/program.h"

static const char usage[] =
    "usage: chatstat-doctor [-c FILE] [-d DB] [-f text|json]\n"
    "\n"
    "Looks at configuration, database, machine and Telegram, and says what is wrong and\n"
    "what to do; it changes nothing.  Run it as the user that chatstatd runs as.\n"
    "\n"
    "  -c, --config FILE   configuration file\n"
    "  -d, --database DB   database file (default: chatstat.db, or as configured)\n"
    "  -f, --format FORMAT text or json\n"
    "      --help          this text\n"
    "      --version       version\n"
    "\n"
    "Exit status: 0 nothing is wrong, 2 misuse, 3 a problem was found.\n";

static const char *const verdicts[] = { "ok", "warning", "problem" };

void
doctor_say(struct doctor *d, enum verdict verdict, const char *check, const char *advice, const char *fmt,
    ...)
{
	char message[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	d->problem |= verdict == VERDICT_PROBLEM;
	if (!d->json) {
		printf("%-8s %s: %s%s%s\n", verdicts[verdict], check, message, advice != NULL ? "; " : "",
		    advice != NULL ? advice : "");
		fflush(stdout);	/* the next one may take its time */
		return;
	}
	printf("%s\n{\"check\":", d->count++ == 0 ? "[" : ",");
	json_write(stdout, check);
	printf(",\"verdict\":\"%s\",\"message\":", verdicts[verdict]);
	json_write(stdout, message);
	fputs(",\"advice\":", stdout);
	json_write(stdout, advice);
	putchar('}');
}

void
doctor_say_logged(struct doctor *d, enum verdict verdict, const char *check, const char *advice)
{
	doctor_say(d, verdict, check, advice, "%s", log_message());
	log_forget();
}

/* False where there is no configuration to look any further with. */
static bool
configuration(struct doctor *d, struct program *p)
{
	if (program_configure(p) != 0 || clock_now(&d->now) != 0) {
		doctor_say_logged(d, VERDICT_PROBLEM, "configuration", "see chatstat.conf(5)");
		return false;
	}
	d->database = p->database;
	d->token = !config_is(CONFIG_TELEGRAM_TOKEN_FILE, "") || getenv("CHATSTAT_TELEGRAM_TOKEN") != NULL;
	if (config_get(CONFIG_HTTP_LISTEN)[0] != '\0' && http_check(config_get(CONFIG_HTTP_TOKEN_FILE)) != 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "configuration", "see chatstat.conf(5)");
	else
		doctor_say(d, VERDICT_OK, "configuration", NULL, "every key is known, every value is good");
	return true;
}

static int
set_format(void *cookie, char *word)
{
	struct doctor *d = cookie;

	d->json = strcmp(word, "json") == 0;
	return d->json || strcmp(word, "text") == 0 ? 0 :
	    log_fail(STATUS_MISUSE, "format is text or json, not \"%.64s\"", word);
}

int
main(int argc, char **argv)
{
	static const struct program_option options[] = {
		{ "format", 'f', .take = set_format }, { .name = NULL }
	};
	struct program p = { .name = "chatstat-doctor", .usage = usage };
	struct doctor d = { 0 };

	log_open(argv[0]);
	if (program_parse(&p, argc, argv, options, &d) != 0)
		return log_status();
	log_serve(LOG_NOTHING, false);	/* what goes wrong is what it finds */
	if (configuration(&d, &p)) {
		doctor_database(&d);
		doctor_machine(&d);
		doctor_telegram(&d);
		db_close(d.db);
	}
	if (d.json)
		puts("\n]");
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fputs("chatstat-doctor: standard output could not be written\n", stderr);
		return STATUS_FAILED;
	}
	return d.problem ? STATUS_UNMET : STATUS_DONE;
}
