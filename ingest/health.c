#include "ingest/health.h"

#include <inttypes.h>
#include <stdarg.h>

#include "ingest/metrics.h"
#include "ingest/vitals.h"
#include "lib/json.h"

bool
health_write_live(const struct health *health, int64_t now, FILE *f)
{
	fprintf(f, "{\"status\":\"ok\",\"version\":\"" VERSION "\",\"uptime_seconds\":%" PRId64 "}\n",
	    now - health->began);
	return true;
}

bool
health_write_started(const struct health *health, FILE *f)
{
	fprintf(f, "{\"status\":\"%s\"}\n", health->started ? "ok" : "starting");
	return health->started;
}

__attribute__((format(printf, 3, 4)))
static void
add_reason(FILE *f, bool *first, const char *fmt, ...)
{
	char reason[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(reason, sizeof(reason), fmt, ap);
	va_end(ap);
	fputs(*first ? ",\"reasons\":[" : ",", f);
	*first = false;
	json_write(f, reason);
}

bool
health_write_ready(const struct health *health, int64_t now, FILE *f)
{
	/* The first poll may take as long as any. */
	int64_t heard = health->polled != 0 ? health->polled : health->began;
	bool polled = now - heard <= health->patience;
	bool ready = health->started && polled && health->fault == NULL, first = true;

	fprintf(f, "{\"status\":\"%s\"", ready ? "ok" : "failing");
	if (!health->started)
		add_reason(f, &first, "the daemon is starting");
	else if (!polled)
		add_reason(f, &first, "no poll was answered for %" PRId64 " s", now - heard);
	if (health->fault != NULL)
		add_reason(f, &first, "nothing can be stored: %s", health->fault);
	fputs(ready ? "}\n" : "]}\n", f);
	return ready;
}

static void
write_number(FILE *f, const char *name, int64_t value)
{
	fprintf(f, ",\"%s\":%" PRId64, name, value);
}

/* A counter by its first or second label. */
static void
write_counts(FILE *f, const char *name, enum metric m, bool second, const char *const *words)
{
	fprintf(f, ",\"%s\":{", name);
	for (const char *comma = ""; *words != NULL; words++, comma = ",")
		fprintf(f, "%s\"%s\":%" PRId64, comma, *words,
		    metrics_count(m, second ? NULL : *words, second ? *words : NULL));
	fputc('}', f);
}

int
health_write_stats(const struct health *health, struct db *db, int64_t now, FILE *f)
{
	int64_t answers = metrics_count(METRIC_COMMAND_SECONDS, NULL, NULL);
	struct vitals v;

	if (vitals_read(db, now, &v) != 0)
		return -1;
	fputs("{\"version\":\"" VERSION "\"", f);
	write_number(f, "uptime_seconds", now - health->began);
	write_number(f, "updates", metrics_count(METRIC_UPDATES, NULL, NULL));
	write_number(f, "rejected_updates", metrics_count(METRIC_REJECTED_UPDATES, NULL, NULL));
	if (health->updated != 0)
		write_number(f, "last_update", health->updated);
	else
		fputs(",\"last_update\":null", f);
	write_number(f, "chats", v.chats);
	write_number(f, "active_chats", v.active_chats);
	write_number(f, "members_today", v.daily_members);
	write_number(f, "unfolded_days", v.unfolded_days);
	write_number(f, "outbox_depth", v.outbox);
	write_number(f, "database_bytes", v.bytes);
	write_counts(f, "commands", METRIC_COMMANDS, true,
	    (const char *const[]){ "ok", "failed", "refused", "limited", NULL });
	if (answers > 0)
		fprintf(f, ",\"answer_seconds\":%.3f",
		    metrics_seconds(METRIC_COMMAND_SECONDS, NULL) / (double)answers);
	else
		fputs(",\"answer_seconds\":null", f);
	write_counts(f, "errors", METRIC_ERRORS, false, (const char *const[]){ "database", "network",
	    "telegram", "update", "command", "http", NULL });
	fputs("}\n", f);
	return 0;
}
