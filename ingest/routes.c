#include "ingest/routes.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/link.h"
#include "ingest/metrics.h"
#include "ingest/usage_file.h"
#include "lib/budget.h"
#include "lib/clock.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/stream.h"

/* ----- what is answered ----- */

static unsigned
answer_live(const struct routes *s, int64_t now, FILE *f)
{
	return health_write_live(s->health, now, f) ? HTTP_OK : HTTP_UNAVAILABLE;
}

static unsigned
answer_startup(const struct routes *s, int64_t now, FILE *f)
{
	(void)now;
	return health_write_started(s->health, f) ? HTTP_OK : HTTP_UNAVAILABLE;
}

static unsigned
answer_ready(const struct routes *s, int64_t now, FILE *f)
{
	return health_write_ready(s->health, now, f) ? HTTP_OK : HTTP_UNAVAILABLE;
}

static unsigned
answer_stats(const struct routes *s, int64_t now, FILE *f)
{
	return health_write_stats(s->health, s->db, now, f) == 0 ? HTTP_OK : HTTP_FAILED;
}

static unsigned
answer_metrics(const struct routes *s, int64_t now, FILE *f)
{
	return metrics_write(f, s->db, now) == 0 ? HTTP_OK : HTTP_FAILED;
}

/* All of the records or none; what is wrong with the first of them is an answer too. */
static unsigned
answer_usage(const struct routes *s, int64_t now, FILE *f)
{
	struct account account = { 0 };
	char why[USAGE_WHY];
	int64_t alarms;

	if (usage_file_post(s->store, s->asked->body, s->asked->received, &account, why) == 0 &&
	    budget_alarm(s->db, now, &alarms) == 0) {
		fprintf(f, "{\"stored\":%lld,\"known\":%lld}\n", (long long)account.counts[OUTCOME_STORED],
		    (long long)account.counts[OUTCOME_KNOWN]);
		return HTTP_OK;
	}
	if (why[0] == '\0')
		return log_status() == STATUS_AGAIN ? HTTP_UNAVAILABLE : HTTP_FAILED;
	log_say(LOG_INFO, "http", "%d: %s", HTTP_BAD_REQUEST, why);
	fputs("{\"error\":{\"code\":\"bad_request\",\"message\":", f);
	json_write(f, why);
	fputs(",\"request\":", f);
	json_write(f, s->id);
	fputs("}}\n", f);
	return HTTP_BAD_REQUEST;
}

const char routes_json[] = "application/json";

/*
 * Everything there is.  A function writes the body and returns its status; after logging why not 500, or, of
 * what is not open, 503.
 */
static const struct route routes[] = {
	{ "/health", "GET, HEAD", true, routes_json, answer_ready },
	{ "/health/live", "GET, HEAD", true, routes_json, answer_live },
	{ "/health/ready", "GET, HEAD", true, routes_json, answer_ready },
	{ "/health/startup", "GET, HEAD", true, routes_json, answer_startup },
	{ "/health/stats", "GET, HEAD", true, routes_json, answer_stats },
	{ "/metrics", "GET, HEAD", true, "text/plain; version=0.0.4; charset=utf-8", answer_metrics },
	{ "/usage", "POST", false, routes_json, answer_usage },
};

const struct route routes_pages = { LINK_ROOT, "GET, HEAD", false, "text/html; charset=utf-8", NULL };

static const struct refusal {
	unsigned	 status;
	const char	*code;
	const char	*message;
} refusals[] = {
	{ HTTP_UNAUTHORIZED, "unauthorized", "this needs a bearer token" },
	{ HTTP_FORBIDDEN, "forbidden", "this link is none, or has expired" },
	{ HTTP_NOT_FOUND, "not_found", "there is nothing at this address" },
	{ HTTP_METHOD_NOT_ALLOWED, "method_not_allowed", "this address does not take this method" },
	{ HTTP_TOO_LARGE, "too_large", "a body may have 1 MiB" },
	{ HTTP_TOO_MANY_REQUESTS, "rate_limited", "more than 60 requests in a minute" },
	{ HTTP_FAILED, "failed", "the daemon cannot tell; its log says why" },
	{ HTTP_UNAVAILABLE, "busy", "the database is busy, or other pages are being made; ask again later" },
};

/* ----- who may ask ----- */

static bool
bears_token(const struct routes *s, const char *authorization)
{
	static const char scheme[] = "Bearer ";

	return authorization != NULL && s->token[0] != '\0' &&
	    strncmp(authorization, scheme, sizeof(scheme) - 1) == 0 &&
	    secret_equal(s->token, authorization + sizeof(scheme) - 1);
}

/* Whether a list such as "GET, HEAD" holds a word. */
static bool
allows(const char *list, const char *method)
{
	size_t n = strlen(method);

	for (const char *p = list; n > 0 && (p = strstr(p, method)) != NULL; p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == ',' || p[n] == '\0'))
			return true;
	return false;
}

/* Whether a path is signed: then also whether it is to be refused.  Of any page, what it asks for. */
static bool
is_signed(const struct routes *s, const char *path, struct request *r, const struct route **route,
    unsigned *status)
{
	enum link link = LINK_NONE;
	int64_t now;

	if (s->secret == NULL || strncmp(path, LINK_ROOT, sizeof(LINK_ROOT) - 1) != 0 || clock_now(&now) != 0)
		return false;
	link = link_read(path, s->secret, now, &r->chat_id);
	if (link != LINK_NONE)
		*route = &routes_pages;
	*status = link == LINK_BAD ? HTTP_FORBIDDEN : 0;
	return link == LINK_GOOD || link == LINK_BAD;
}

unsigned
routes_judge(const struct routes *s, const char *path, const char *method, const char *authorization,
    struct request *r, const struct route **route)
{
	unsigned status;

	*route = NULL;
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
		if (strcmp(routes[i].path, path) == 0)
			*route = &routes[i];
	if (is_signed(s, path, r, route, &status))
		return status != 0 || allows((*route)->allow, method) ? status : HTTP_METHOD_NOT_ALLOWED;
	/* Only who may ask learns what there is. */
	if ((*route == NULL || !(*route)->open) && s->token[0] != '\0' && !bears_token(s, authorization))
		return HTTP_UNAUTHORIZED;
	/* Without a token there is only what is open. */
	if (*route == NULL || (!(*route)->open && s->token[0] == '\0'))
		return HTTP_NOT_FOUND;
	return allows((*route)->allow, method) ? 0 : HTTP_METHOD_NOT_ALLOWED;
}

/* ----- bodies ----- */

static void
write_refusal(FILE *f, unsigned status, const char *id)
{
	const struct refusal *r = refusals;

	while (r->status != status)
		r++;
	log_say(status == HTTP_TOO_MANY_REQUESTS ? LOG_DEBUG : LOG_INFO, "http", "%u: %s", status,
	    r->message);
	fprintf(f, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"request\":", r->code, r->message);
	json_write(f, id);
	fputs("}}\n", f);
}

char *
routes_answer(const struct routes *s, const struct route *route, unsigned *status, size_t *size)
{
	bool asked = *status == 0;
	char *body = NULL;
	FILE *f = stream_open(&body, size);
	int64_t now;

	if (f == NULL)
		return NULL;
	if (!asked)
		write_refusal(f, *status, s->id);
	else if (clock_now(&now) != 0)
		*status = HTTP_FAILED;
	else
		*status = route->answer(s, now, f);
	if (stream_close(f, &body) != 0)
		return NULL;
	if (asked && (*status == HTTP_FAILED || (*status == HTTP_UNAVAILABLE && !route->open))) {
		free(body);
		log_forget();
		metrics_add(METRIC_ERRORS, "http", NULL, 1);
		return routes_answer(s, NULL, status, size);
	}
	return body;
}
