#include "ingest/http.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ingest/metrics.h"
#include "ingest/pages.h"
#include "ingest/routes.h"
#include "ingest/store.h"
#include "ingest/visitors.h"
#include "lib/config.h"
#include "lib/log.h"
#include "lib/secret.h"

enum {
	CONNECTIONS = 64,
	CONNECTIONS_PER_ADDRESS = 16,
	SILENT_SECONDS = 10,		/* a connection that says nothing */
	ANSWER_SECONDS = 30,		/* a connection from its first byte to its end */
	HEADER_BYTES = 16384,
	BODY_BYTES = 1 << 20
};

struct connection {
	int	fd;			/* -1: none */
	int64_t	end;			/* on the clock of seconds() */
};

struct http {
	struct MHD_Daemon	*daemon;
	struct routes		 routes;
	struct visitors		 visitors;
	struct pages		*pages;			/* NULL: none are served */
	struct MHD_Connection	*waiting[CONNECTIONS];	/* for a page that is being made */
	size_t			 nwaiting;
	struct connection	 connections[CONNECTIONS];
};

/* Seconds on a clock that nobody sets. */
static int64_t
seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec;
}

static bool
is_flood(struct http *h, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info != NULL && visitors_count(&h->visitors, info->client_addr, seconds() / 60);
}

/* ----- requests ----- */

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
	bool good = status == HTTP_OK;

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		MHD_add_response_header(response, headers[i][0], headers[i][1]);
	MHD_add_response_header(response, "Content-Security-Policy", policy);
	MHD_add_response_header(response, "X-Request-Id", id);
	MHD_add_response_header(response, "Content-Type", good && route != NULL ? route->type : routes_json);
	if (status == HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", route->allow);
	if (status == HTTP_UNAUTHORIZED)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	if (status == HTTP_TOO_MANY_REQUESTS || (status == HTTP_UNAVAILABLE && !route->open))
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

/* Answers a request whose status is known, unless it is 0: then its route says it. */
static enum MHD_Result
answer(struct http *h, struct MHD_Connection *c, const struct route *route, unsigned status)
{
	const char *id = log_request();
	struct MHD_Response *response;
	enum MHD_Result ret = MHD_NO;
	size_t size = 0;
	char *body;

	h->routes.id = id;
	if ((body = routes_answer(&h->routes, route, &status, &size)) == NULL)
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
		ret = queue(c, response, HTTP_OK, &routes_pages, page->policy, log_request());
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
		return answer(h, c, &routes_pages, found == PAGES_UNKNOWN ? HTTP_NOT_FOUND :
		    found == PAGES_BUSY ? HTTP_UNAVAILABLE : HTTP_FAILED);
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
			return answer(h, c, NULL, HTTP_TOO_MANY_REQUESTS);
		if (length != NULL && strtoull(length, NULL, 10) > BODY_BYTES)
			return answer(h, c, NULL, HTTP_TOO_LARGE);
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
	h->routes.asked = r;
	status = routes_judge(&h->routes, path, method, MHD_lookup_connection_value(c, MHD_HEADER_KIND,
	    MHD_HTTP_HEADER_AUTHORIZATION), r, &route);
	return status == 0 && route == &routes_pages ? answer_page(h, c, r) : answer(h, c, route, status);
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

static int
read_token(const char *path, struct routes *routes)
{
	if (secret_read(path, routes->token, sizeof(routes->token)) != 0)
		return -1;
	return strlen(routes->token) >= 16 ? 0 : log_fail(STATUS_MISUSE,
	    "%s: a token of 16 characters or more is wanted in its first line", path);
}

int
http_check(const char *token_file)
{
	struct routes routes = { 0 };
	int ret = token_file[0] != '\0' ? read_token(token_file, &routes) : 0;

	secret_wipe(&routes, sizeof(routes));
	return ret;
}

struct http *
http_open(const char *listen, const char *token_file, struct db *db, const struct health *health)
{
	struct sockaddr_storage address = { 0 };
	struct http *h = log_memory(calloc(1, sizeof(*h)));

	if (h == NULL)
		return NULL;
	h->routes.db = db;
	h->routes.health = health;
	for (size_t i = 0; i < CONNECTIONS; i++)
		h->connections[i].fd = -1;
	if (!config_address(listen, &address)) {
		log_fail(STATUS_MISUSE, "http: \"%.100s\" is no address with a port", listen);
		goto fail;
	}
	if ((h->routes.store = store_open(db,
	    zone_find(config_get(CONFIG_CHAT_ZONE)), SOURCE_LIVE)) == NULL ||
	    (token_file != NULL && token_file[0] != '\0' && read_token(token_file, &h->routes) != 0))
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
	if ((h->pages = pages_open(loop, h->routes.db, config, ask_again, h)) == NULL)
		return -1;
	h->routes.secret = secret;
	return 0;
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
		store_close(h->routes.store);
		secret_wipe(h->routes.token, sizeof(h->routes.token));
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
