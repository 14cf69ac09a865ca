#include "ingest/summary.h"

#include "ingest/metrics.h"
#include "ingest/vitals.h"
#include "lib/clock.h"
#include "lib/log.h"

enum { SUMMARY_MILLISECONDS = 6 * 3600 * 1000 };

/* How much a count grew since it was asked last. */
static int64_t
grown(int64_t *was, int64_t is)
{
	int64_t by = is - *was;

	*was = is;
	return by;
}

static void
say(struct summary *s, const struct vitals *v)
{
	int64_t commands = grown(&s->commands, metrics_count(METRIC_COMMANDS, NULL, NULL));
	int64_t good = grown(&s->good, metrics_count(METRIC_COMMANDS, NULL, "ok"));
	double seconds = metrics_seconds(METRIC_COMMAND_SECONDS, NULL), spent = seconds - s->seconds;
	char answers[96] = "";

	s->seconds = seconds;
	if (commands > 0)
		snprintf(answers, sizeof(answers), ", %.1f %% of them answered, in %.2f s on average",
		    100 * (double)good / (double)commands, spent / (double)commands);
	log_say(LOG_INFO, "summary", "in 6 hours %lld updates, %lld commands%s; %lld members active today;"
	    " %lld errors, %lld warnings",
	    (long long)grown(&s->updates, metrics_count(METRIC_UPDATES, NULL, NULL)), (long long)commands,
	    answers,
	    (long long)v->daily_members, (long long)grown(&s->errors, log_count(LOG_ERROR)),
	    (long long)grown(&s->warnings, log_count(LOG_WARNING)));
}

static void
fire(void *cookie)
{
	struct summary *s = cookie;
	struct vitals vitals;
	int64_t now;

	if (clock_now(&now) == 0 && vitals_read(s->db, now, &vitals) == 0)
		say(s, &vitals);
	else
		log_forget();
	loop_after(s->loop, &s->timer, SUMMARY_MILLISECONDS);
}

void
summary_start(struct summary *s, struct loop *loop, struct db *db)
{
	s->loop = loop;
	s->db = db;
	s->timer.fire = fire;
	s->timer.cookie = s;
	loop_after(loop, &s->timer, SUMMARY_MILLISECONDS);
}
