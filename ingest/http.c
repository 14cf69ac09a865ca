#include "ingest/http.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ingest/link.h"
#include "ingest/metrics.h"
#include "ingest/pages.h"
#include "ingest/store.h"
#include "ingest/usage_file.h"
#include "ingest/visitors.h"
#include "lib/budget.h"
#include "lib/clock.h"
#include "lib/config.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/secret.h"
#include "lib/stream.h"

enum {
	CONNECTIONS = 64,
	CONNECTIONS_PER_ADDRESS = 16,
	SILENT_SECONDS = 10,		/* a connection that says nothing */
	ANSWER_SECONDS = 30,		/* a connection from its first byte to its end */
	HEADER_BYTES = 16384,
	BODY_BYTES = 1 << 20,
	TOKEN_SIZE = 512
};

struct connection {
	int	fd;			/* -1: none */
	int64_t	end;			/* on the clock of seconds() */
};

struct http {
	struct MHD_Daemon	*daemon;
	struct db		*db;
	const struct health	*health;
	char			 token[TOKEN_SIZE];	/* "": none is set */
	struct store		*store;			/* for what is posted */
	const struct request	*asked;			/* the one that is being answered, and its id */
	const char		*id;
	struct visitors		 visitors;
	const struct secret	*secret;		/* of signed links */
	struct pages		*pages;			/* NULL: none are served */
	struct MHD_Connection	*waiting[CONNECTIONS];	/* for a page that is being made */
	size_t			 nwaiting;
	struct connection	 connections[CONNECTIONS];
};

/* A request under way; it is answered once its body, which only POST keeps, has been read. */
struct request {
	size_t	 received;
	char	*body;
	int64_t	 began;			/* as loop_now */
	int64_t	 chat_id;		/* of a page */
};

/* Seconds on a clock that nobody sets. */
static int64_t
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec;
}

/* ----- what is answered ----- */

static unsigned
answer_live(struct http *h, int64_t now, FILE *f)
{
	return health_write_live(h->health, now, f) ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static unsigned
answer_startup(struct http *h, int64_t now, FILE *f)
{
	(void)now;
	return health_write_started(h->health, f) ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static unsigned
answer_ready(struct http *h, int64_t now, FILE *f)
{
	return health_write_ready(h->health, now, f) ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static unsigned
answer_stats(struct http *h, int64_t now, FILE *f)
{
	return health_write_stats(h->health, h->db, now, f) == 0 ? MHD_HTTP_OK :
	    MHD_HTTP_INTERNAL_SERVER_ERROR;
}

static unsigned
answer_metrics(struct http *h, int64_t now, FILE *f)
{
	return metrics_write(f, h->db, now) == 0 ? MHD_HTTP_OK : MHD_HTTP_INTERNAL_SERVER_ERROR;
}

/* All of the records or none; what is wrong with the first of them is an answer too. */
static unsigned
answer_usage(struct http *h, int64_t now, FILE *f)
{
	struct account account = { 0 };
	char why[USAGE_WHY];
	int64_t alarms;

	if (usage_file_post(h->store, h->asked->body, h->asked->received, &account, why) == 0 &&
	    budget_alarm(h->db, now, &alarms) == 0) {
		fprintf(f, "{\"stored\":%lld,\"known\":%lld}\n", (long long)account.counts[OUTCOME_STORED],
		    (long long)account.counts[OUTCOME_KNOWN]);
		return MHD_HTTP_OK;
	}
	if (why[0] == '\0')
		return MHD_HTTP_INTERNAL_SERVER_ERROR;
	fputs("{\"error\":{\"code\":\"bad_request\",\"message\":", f);
	json_write(f, why);
	fputs(",\"request\":", f);
	json_write(f, h->id);
	fputs("}}\n", f);
	return MHD_HTTP_BAD_REQUEST;
}

static const char json_type[] = "application/json";

/* Everything there is.  A function writes the body and returns its status; 500 after logging why not. */
static const struct route {
	const char	*path;
	const char	*allow;		/* methods, as the header of that name lists them */
	bool		 open;		/* to whom bears no token */
	const char	*type;
	unsigned	(*answer)(struct http *, int64_t now, FILE *);
} routes[] = {
	{ "/health", "GET, HEAD", true, json_type, answer_ready },
	{ "/health/live", "GET, HEAD", true, json_type, answer_live },
	{ "/health/ready", "GET, HEAD", true, json_type, answer_ready },
	{ "/health/startup", "GET, HEAD", true, json_type, answer_startup },
	{ "/health/stats", "GET, HEAD", true, json_type, answer_stats },
	{ "/metrics", "GET, HEAD", true, "text/plain; version=0.0.4; charset=utf-8", answer_metrics },
	{ "/usage", "POST", false, json_type, answer_usage },
};

/* What is below it: its answers are files, which are made while the loop goes on. */
static const struct route pages_route =
    { LINK_ROOT, "GET, HEAD", false, "text/html; charset=utf-8", NULL };

static const struct refusal {
	unsigned	 status;
	const char	*code;
	const char	*message;
} refusals[] = {
	{ MHD_HTTP_UNAUTHORIZED, "unauthorized", "this needs a bearer token" },
	{ MHD_HTTP_FORBIDDEN, "forbidden", "this link is none, or has expired" },
	{ MHD_HTTP_NOT_FOUND, "not_found", "there is nothing at this address" },
	{ MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed", "this address does not take this method" },
	{ MHD_HTTP_CONTENT_TOO_LARGE, "too_large", "a body may have 1 MiB" },
	{ MHD_HTTP_TOO_MANY_REQUESTS, "rate_limited", "more than 60 requests in a minute" },
	{ MHD_HTTP_INTERNAL_SERVER_ERROR, "failed", "the daemon cannot tell; its log says why" },
	{ MHD_HTTP_SERVICE_UNAVAILABLE, "busy", "other pages are being made; ask again later" },
};

/* ----- who may ask ----- */

static bool
bears_token(struct http *h, struct MHD_Connection *c)
{
	static const char scheme[] = "Bearer ";
	const char *value = MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);

	return value != NULL && h->token[0] != '\0' && strncmp(value, scheme, sizeof(scheme) - 1) == 0 &&
	    secret_equal(h->token, value + sizeof(scheme) - 1);
}

static bool
is_flood(struct http *h, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info != NULL && visitors_count(&h->visitors, info->client_addr, seconds() / 60);
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
is_signed(struct http *h, const char *path, struct request *r, const struct route **route, unsigned *status)
{
	enum link link = LINK_NONE;
	int64_t now;

	if (h->pages == NULL || strncmp(path, LINK_ROOT, sizeof(LINK_ROOT) - 1) != 0 || clock_now(&now) != 0)
		return false;
	link = link_read(path, h->secret, now, &r->chat_id);
	if (link != LINK_NONE)
		*route = &pages_route;
	*status = link == LINK_BAD ? MHD_HTTP_FORBIDDEN : 0;
	return link == LINK_GOOD || link == LINK_BAD;
}

/* Whether a request is to be refused, and with which status; else 0 and its route. */
static unsigned
judge(struct http *h, struct MHD_Connection *c, const char *path, const char *method, struct request *r,
    const struct route **route)
{
	unsigned status;

	*route = NULL;
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++)
		if (strcmp(routes[i].path, path) == 0)
			*route = &routes[i];
	if (is_signed(h, path, r, route, &status))
		return status != 0 || allows((*route)->allow, method) ? status : MHD_HTTP_METHOD_NOT_ALLOWED;
	/* Only who may ask learns what there is. */
	if ((*route == NULL || !(*route)->open) && h->token[0] != '\0' && !bears_token(h, c))
		return MHD_HTTP_UNAUTHORIZED;
	/* Without a token there is only what is open. */
	if (*route == NULL || (!(*route)->open && h->token[0] == '\0'))
		return MHD_HTTP_NOT_FOUND;
	return allows((*route)->allow, method) ? 0 : MHD_HTTP_METHOD_NOT_ALLOWED;
}

/* ----- requests ----- */

static void
write_refusal(FILE *f, unsigned status, const char *id)
{
	const struct refusal *r = refusals;

	while (r->status != status)
		r++;
	fprintf(f, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"request\":", r->code, r->message);
	json_write(f, id);
	fputs("}}\n", f);
}

static void
add_headers(struct MHD_Response *response, unsigned status, const struct route *route, const char *policy,
    const char *id)
{
	static const char *const headers[][2] = {
		/* One request a connection: so each of them ends in time. */
		{ "Connection", "close" },
		{ "Cache-Control", "no-store" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
	};
	bool good = status == MHD_HTTP_OK;

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		MHD_add_response_header(response, headers[i][0], headers[i][1]);
	MHD_add_response_header(response, "Content-Security-Policy", policy);
	MHD_add_response_header(response, "X-Request-Id", id);
	MHD_add_response_header(response, "Content-Type", good && route != NULL ? route->type : json_type);
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", route->allow);
	if (status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	if (status == MHD_HTTP_TOO_MANY_REQUESTS ||
	    (status == MHD_HTTP_SERVICE_UNAVAILABLE && route == &pages_route))
		MHD_add_response_header(response, "Retry-After", "60");
}

/* Answers, and gives the response back. */
static enum MHD_Result
queue(struct MHD_Connection *c, struct MHD_Response *response, unsigned status, const struct route *route,
    const char *policy, const char *id)
{
	enum MHD_Result ret;

	add_headers(response, status, route, policy, id);
	ret = MHD_queue_response(c, status, response);
	MHD_destroy_response(response);
	log_say(LOG_DEBUG, "http", "%s: %u", route != NULL ? route->path : "refused", status);
	return ret;
}

/* The body of an answer, from malloc; where a route fails, that of an error.  NULL when memory is out. */
static char *
make_body(struct http *h, const struct route *route, const char *id, unsigned *status, size_t *size)
{
	bool asked = *status == 0;
	char *body = NULL;
	FILE *f = stream_open(&body, size);
	int64_t now;

	if (f == NULL)
		return NULL;
	if (!asked)
		write_refusal(f, *status, id);
	else if (clock_now(&now) != 0)
		*status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	else
		*status = route->answer(h, now, f);
	if (stream_close(f, &body) != 0)
		return NULL;
	if (asked && *status == MHD_HTTP_INTERNAL_SERVER_ERROR) {
		free(body);
		log_forget();
		metrics_add(METRIC_ERRORS, "http", NULL, 1);
		return make_body(h, NULL, id, status, size);
	}
	return body;
}

/* Answers a request whose status is known, unless it is 0: then its route says it. */
static enum MHD_Result
answer(struct http *h, struct MHD_Connection *c, const struct route *route, unsigned status)
{
	const char *id = log_request();
	struct MHD_Response *response;
	enum MHD_Result ret = MHD_NO;
	size_t size = 0;
	char *body;

	h->id = id;
	if ((body = make_body(h, route, id, &status, &size)) == NULL)
		goto out;
	if ((response = MHD_create_response_from_buffer(size, body, MHD_RESPMEM_MUST_FREE)) == NULL) {
		free(body);
		goto out;
	}
	ret = queue(c, response, status, route, "default-src 'none'; frame-ancestors 'none'", id);
out:
	log_request_end();
	return ret;
}

static enum MHD_Result
answer_file(struct MHD_Connection *c, const struct page *page)
{
	struct MHD_Response *response;
	enum MHD_Result ret = MHD_NO;
	int fd = dup(page->fd);

	if (fd == -1)
		return MHD_NO;
	if ((response = MHD_create_response_from_fd(page->size, fd)) == NULL)
		close(fd);
	else
		ret = queue(c, response, MHD_HTTP_OK, &pages_route, page->policy, log_request());
	log_request_end();
	return ret;
}

/* A connection that waits for a page is asked again when there may be one. */
static enum MHD_Result
answer_page(struct http *h, struct MHD_Connection *c, const struct request *r)
{
	struct page page;
	enum page_state found = pages_get(h->pages, r->chat_id, r->began, &page);

	if (found == PAGES_READY)
		return answer_file(c, &page);
	if (found == PAGES_FAILED) {
		log_forget();
		metrics_add(METRIC_ERRORS, "http", NULL, 1);
	}
	if (found != PAGES_LATER)
		return answer(h, c, &pages_route, found == PAGES_UNKNOWN ? MHD_HTTP_NOT_FOUND :
		    found == PAGES_BUSY ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_INTERNAL_SERVER_ERROR);
	h->waiting[h->nwaiting++] = c;
	MHD_suspend_connection(c);
	return MHD_YES;
}

static void
ask_again(void *cookie)
{
	struct http *h = cookie;

	while (h->nwaiting > 0)
		MHD_resume_connection(h->waiting[--h->nwaiting]);
}

/* Adds a piece to a body; -1 when memory is out. */
static int
keep(struct request *r, const char *data, size_t size)
{
	char *body = realloc(r->body, r->received + size);

	if (body == NULL)
		return -1;
	r->body = body;
	memcpy(body + r->received, data, size);
	return 0;
}

/* Called by libmicrohttpd: with the headers, with each piece of the body, and at its end. */
static enum MHD_Result
take_request(void *cls, struct MHD_Connection *c, const char *path, const char *method, const char *version,
    const char *data, size_t *size, void **cookie)
{
	struct http *h = cls;
	struct request *r = *cookie;
	const struct route *route;
	const char *length;
	unsigned status;

	(void)version;
	if (r == NULL) {
		if ((*cookie = r = calloc(1, sizeof(*r))) == NULL)
			return MHD_NO;
		r->began = loop_now();
		length = MHD_lookup_connection_value(c, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
		if (is_flood(h, c))
			return answer(h, c, NULL, MHD_HTTP_TOO_MANY_REQUESTS);
		if (length != NULL && strtoull(length, NULL, 10) > BODY_BYTES)
			return answer(h, c, NULL, MHD_HTTP_CONTENT_TOO_LARGE);
		return MHD_YES;
	}
	if (*size > 0) {
		if (r->received + *size > BODY_BYTES ||
		    (strcmp(method, "POST") == 0 && keep(r, data, *size) != 0))
			return MHD_NO;
		r->received += *size;
		*size = 0;
		return MHD_YES;
	}
	h->asked = r;
	status = judge(h, c, path, method, r, &route);
	return status == 0 && route == &pages_route ? answer_page(h, c, r) : answer(h, c, route, status);
}

static void
end_request(void *cls, struct MHD_Connection *c, void **cookie, enum MHD_RequestTerminationCode why)
{
	(void)cls;
	(void)c;
	(void)why;
	if (*cookie != NULL)
		free(((struct request *)*cookie)->body);
	free(*cookie);
	*cookie = NULL;
}

/* Called as connections come and go. */
static void
track_connection(void *cls, struct MHD_Connection *c, void **cookie,
    enum MHD_ConnectionNotificationCode what)
{
	struct http *h = cls;
	struct connection *own = *cookie;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (own != NULL)
			own->fd = -1;
		return;
	}
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (h->connections[i].fd == -1) {
			h->connections[i] = (struct connection){
			    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
			    seconds() + ANSWER_SECONDS };
			*cookie = &h->connections[i];
			return;
		}
}

/* Ends connections that send, or take, byte after byte without end. */
static void
end_slow(struct http *h)
{
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (h->connections[i].fd != -1 && seconds() >= h->connections[i].end)
			shutdown(h->connections[i].fd, SHUT_RDWR);
}

/* ----- the server ----- */

static void
log_message_of(void *cls, const char *fmt, va_list ap)
{
	char message[512];

	(void)cls;
	vsnprintf(message, sizeof(message), fmt, ap);
	message[strcspn(message, "\n")] = '\0';
	log_say(LOG_DEBUG, "http", "%s", message);
}

/* "127.0.0.1:9464" or "[::1]:9464"; 0 or -1. */
static int
parse_listen(const char *listen, struct sockaddr_storage *address)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
	    .ai_socktype = SOCK_STREAM }, *found;
	const char *colon = strrchr(listen, ':');
	size_t n = colon != NULL ? (size_t)(colon - listen) : 0;
	bool brackets = n > 2 && listen[0] == '[' && colon[-1] == ']';
	char host[64];

	if (n == 0 || n >= sizeof(host) || colon[1] == '\0')
		goto fail;
	snprintf(host, sizeof(host), "%.*s", (int)(brackets ? n - 2 : n), listen + brackets);
	if (brackets != (strchr(host, ':') != NULL) || getaddrinfo(host, colon + 1, &hints, &found) != 0)
		goto fail;
	memcpy(address, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return 0;
fail:
	return log_fail(STATUS_MISUSE, "listen in [http] must be ADDRESS:PORT, such as 127.0.0.1:9464 or"
	    " [::1]:9464, not \"%.100s\"", listen);
}

static int
read_token(const char *path, char token[TOKEN_SIZE])
{
	if (secret_read(path, token, TOKEN_SIZE) != 0)
		return -1;
	return strlen(token) >= 16 ? 0 : log_fail(STATUS_MISUSE,
	    "%s: a token of 16 characters or more is wanted in its first line", path);
}

int
http_check(const char *listen)
{
	struct sockaddr_storage address;

	return parse_listen(listen, &address);
}

struct http *
http_open(const char *listen, const char *token_file, struct db *db, const struct health *health)
{
	struct sockaddr_storage address = { 0 };
	struct http *h = calloc(1, sizeof(*h));

	if (h == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	h->db = db;
	h->health = health;
	for (size_t i = 0; i < CONNECTIONS; i++)
		h->connections[i].fd = -1;
	if (parse_listen(listen, &address) != 0 || (h->store = store_open(db,
	    zone_find(config_get(CONFIG_CHAT_ZONE)), SOURCE_LIVE)) == NULL ||
	    (token_file != NULL && token_file[0] != '\0' && read_token(token_file, h->token) != 0))
		goto fail;
	errno = 0;
	h->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME |
	    (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : MHD_NO_FLAG), 0, NULL, NULL, take_request, h,
	    MHD_OPTION_EXTERNAL_LOGGER, log_message_of, NULL,
	    MHD_OPTION_SOCK_ADDR, &address,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_PER_ADDRESS,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENT_SECONDS,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL,
	    MHD_OPTION_NOTIFY_CONNECTION, track_connection, h,
	    MHD_OPTION_END);
	if (h->daemon == NULL) {
		log_fail(STATUS_FAILED, "http: cannot listen on %s: %s", listen, strerror(errno));
		goto fail;
	}
	log_say(LOG_INFO, "http", "listening on %s, port %u", listen,
	    MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	return h;
fail:
	http_close(h);
	return NULL;
}

int
http_serve_pages(struct http *h, struct loop *loop, const struct secret *secret, const char *config)
{
	h->secret = secret;
	h->pages = pages_open(loop, h->db, config, ask_again, h);
	return h->pages != NULL ? 0 : -1;
}

void
http_close(struct http *h)
{
	if (h != NULL) {
		pages_close(h->pages);
		ask_again(h);	/* none may wait when the server stops */
	}
	if (h != NULL && h->daemon != NULL)
		MHD_stop_daemon(h->daemon);
	if (h != NULL) {
		store_close(h->store);
		secret_wipe(h->token, sizeof(h->token));
	}
	free(h);
}

int
http_descriptor(const struct http *h)
{
	return MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int
http_timeout(struct http *h)
{
	MHD_UNSIGNED_LONG_LONG wait;

	if (MHD_get_timeout(h->daemon, &wait) != MHD_YES)
		return -1;
	return wait < 1000 ? (int)wait : 1000;
}

void
http_run(struct http *h)
{
	end_slow(h);
	MHD_run(h->daemon);
}
