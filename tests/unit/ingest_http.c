/*
 * The daemon's HTTP, asked over loopback by a client in the same thread.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ingest/http.h"
#include "ingest/visitors.h"
#include "lib/json.h"
#include "tests/unit/scratch.h"

static struct db *db;
static struct http *server;
static struct health health;
static uint16_t port;
static char answer[1 << 16];

/* A port that nobody has just now. */
static uint16_t
free_port(int family)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in a4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	bool six = family == AF_INET6;
	socklen_t size = six ? sizeof(a6) : sizeof(a4);
	struct sockaddr *a = six ? (struct sockaddr *)&a6 : (struct sockaddr *)&a4;
	int fd = socket(family, SOCK_STREAM, 0);
	int bound = fd == -1 ? -1 : bind(fd, a, size);

	if (bound == 0)
		getsockname(fd, a, &size);
	close(fd);
	return bound != 0 ? 0 : ntohs(six ? a6.sin6_port : a4.sin_port);
}

static void
serve(const char *token)
{
	char listen[64], path[400] = "";
	FILE *f;

	if (token != NULL) {
		snprintf(path, sizeof(path), "%s/token", scratch_folder);
		assert_non_null(f = fopen(path, "w"));
		fprintf(f, "%s\n", token);
		fclose(f);
	}
	port = free_port(AF_INET);
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", (int)port);
	server = http_open(listen, path, db, &health);
	if (token != NULL)
		unlink(path);
}

static int
begin(void **state)
{
	(void)state;
	db = scratch_open();
	health = (struct health){ .began = 1000, .patience = 60 };
	setenv("CHATSTAT_NOW", "5000", 1);
	serve(NULL);
	return server == NULL;
}

static int
end(void **state)
{
	(void)state;
	http_close(server);
	db_close(db);
	scratch_end();
	return 0;
}

static int
connect_to(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	return fd;
}

/* Sends bytes, and reads until the server closes: its status, 0 if it said nothing. */
static int
say(const char *bytes, size_t length)
{
	int fd = connect_to();
	size_t sent = 0, got = 0;
	bool open = true;

	for (int i = 0; open && i < 20000; i++) {
		ssize_t n;

		http_run(server);
		if (sent < length && (n = send(fd, bytes + sent, length - sent,
		    MSG_DONTWAIT | MSG_NOSIGNAL)) > 0)
			sent += (size_t)n;
		n = recv(fd, answer + got, sizeof(answer) - 1 - got, MSG_DONTWAIT);
		if (n > 0)
			got += (size_t)n;
		else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
			open = false;
		else
			poll(NULL, 0, 1);
	}
	assert_false(open);	/* no connection is kept */
	close(fd);
	answer[got] = '\0';
	return got > 12 ? (int)strtol(answer + 9, NULL, 10) : 0;
}

static int
request(const char *line, const char *headers)
{
	char text[1024];

	return say(text, (size_t)snprintf(text, sizeof(text), "%s HTTP/1.1\r\nHost: x\r\n%s\r\n", line,
	    headers));
}

static const char *
body(void)
{
	const char *end = strstr(answer, "\r\n\r\n");

	assert_non_null(end);
	return end + 4;
}

static void
assert_says(const char *words)
{
	if (strstr(answer, words) == NULL)
		fail_msg("\"%s\" is not in:\n%s", words, answer);
}

/* "error.code" of the answer is this. */
static void
assert_code(const char *code)
{
	struct json_reader *reader = json_reader_new();
	json *error = json_object(json_parse(reader, body(), strlen(body())), "error");

	assert_non_null(error);
	assert_string_equal(json_string(error, "code"), code);
	assert_non_null(json_string(error, "message"));
	assert_non_null(json_string(error, "request"));
	json_reader_free(reader);
}

static void
test_health(void **state)
{
	(void)state;
	assert_int_equal(request("GET /health/live", ""), 200);
	assert_says("\"uptime_seconds\":4000");
	assert_int_equal(request("GET /health/startup", ""), 503);
	assert_int_equal(request("GET /health/ready", ""), 503);
	assert_says("the daemon is starting");
	health.started = true;
	assert_int_equal(request("GET /health/startup", ""), 200);
	assert_int_equal(request("GET /health/ready", ""), 503);
	assert_says("no poll was answered for 4000 s");
	health.began = 4950;	/* the first one may take its time */
	assert_int_equal(request("GET /health/ready", ""), 200);
	health.polled = 4939;
	assert_int_equal(request("GET /health/ready", ""), 503);
	assert_says("no poll was answered for 61 s");
	health.polled = 4940;
	assert_int_equal(request("GET /health/ready", ""), 200);
	assert_string_equal(body(), "{\"status\":\"ok\"}\n");
	health.fault = "disk \"x\" is full";
	assert_int_equal(request("GET /health", ""), 503);
	assert_says("{\"status\":\"failing\",\"reasons\":[\"nothing can be stored: disk \\\"x\\\" is full\"]}");
	assert_int_equal(request("GET /health/live", ""), 200);
}

static void
test_stats(void **state)
{
	struct json_reader *reader = json_reader_new();
	int64_t n = -1;
	json *stats;

	(void)state;
	assert_int_equal(request("GET /health/stats", ""), 200);
	assert_says("\"last_update\":null");
	health.updated = 4999;
	assert_int_equal(request("GET /health/stats", ""), 200);
	assert_non_null(stats = json_parse(reader, body(), strlen(body())));
	assert_true(json_int(stats, "last_update", &n));
	assert_int_equal(n, 4999);
	assert_true(json_int(stats, "database_bytes", &n));
	assert_true(n > 0);
	assert_true(json_int(json_object(stats, "errors"), "network", &n));
	json_reader_free(reader);
}

static void
test_headers(void **state)
{
	(void)state;
	assert_int_equal(request("GET /metrics", ""), 200);
	assert_says("Content-Type: text/plain; version=0.0.4");
	assert_says("\nchatstat_build_info{version=\"");
	assert_says("Cache-Control: no-store");
	assert_says("X-Content-Type-Options: nosniff");
	assert_says("X-Request-Id: ");
	assert_int_equal(request("HEAD /metrics", ""), 200);
	assert_string_equal(body(), "");
	assert_int_equal(request("GET /health/live?x=1", ""), 200);
}

static void
test_refusals(void **state)
{
	(void)state;
	assert_int_equal(request("GET /", ""), 404);
	assert_code("not_found");
	assert_int_equal(request("GET /health/", ""), 404);
	assert_int_equal(request("GET /../etc/passwd", ""), 404);
	assert_int_equal(request("POST /metrics", "Content-Length: 0\r\n"), 405);
	assert_code("method_not_allowed");
	assert_says("\nAllow: GET, HEAD\r\n");
	assert_int_equal(request("HEA /metrics", ""), 405);
	assert_int_equal(request("GET, /metrics", ""), 405);
	assert_int_equal(request("nonsense", ""), 400);
}

static void
test_bodies(void **state)
{
	static char text[3 << 20];
	size_t n;

	(void)state;
	assert_int_equal(request("POST /metrics", "Content-Length: 1048577\r\n"), 413);
	assert_code("too_large");
	assert_int_equal(request("POST /metrics", "Content-Length: 99999999999999999999999\r\n"), 413);
	/* As large as it may be: it is read, and then refused for another reason. */
	n = (size_t)snprintf(text, sizeof(text), "POST /metrics HTTP/1.1\r\nHost: x\r\n"
	    "Content-Length: 1048576\r\n\r\n");
	memset(text + n, 'x', 1048576);
	assert_int_equal(say(text, n + 1048576), 405);
	/* Without a length it is cut off on the way. */
	n = (size_t)snprintf(text, sizeof(text), "POST /metrics HTTP/1.1\r\nHost: x\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n200000\r\n");
	memset(text + n, 'x', 0x200000);
	assert_int_equal(say(text, n + 0x200000), 0);
}

static void
test_long_header(void **state)
{
	static char text[100000];
	size_t n = (size_t)snprintf(text, sizeof(text), "GET /metrics HTTP/1.1\r\nX: ");

	(void)state;
	memset(text + n, 'x', sizeof(text) - n);
	say(text, sizeof(text));
	assert_true(answer[0] == '\0' || strstr(answer, " 431 ") != NULL || strstr(answer, " 413 ") != NULL);
	assert_int_equal(request("GET /health/live", ""), 200);
}

static void
test_token(void **state)
{
	(void)state;
	http_close(server);
	serve("0123456789abcdef");
	assert_non_null(server);
	assert_int_equal(request("GET /metrics", ""), 200);
	assert_int_equal(request("GET /health", ""), 503);
	assert_int_equal(request("GET /other", ""), 401);
	assert_code("unauthorized");
	assert_says("WWW-Authenticate: Bearer");
	assert_int_equal(request("GET /other", "Authorization: Bearer 0123456789abcdeg\r\n"), 401);
	assert_int_equal(request("GET /other", "Authorization: Bearer 0123456789abcde\r\n"), 401);
	assert_int_equal(request("GET /other", "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n"), 401);
	assert_int_equal(request("GET /other", "Authorization: Bearer \r\n"), 401);
	assert_int_equal(request("GET /other", "Authorization: Basic 0123456789abcdef\r\n"), 401);
	assert_int_equal(request("GET /other", "Authorization: Bearer 0123456789abcdef\r\n"), 404);
	http_close(server);
	serve("short");
	assert_null(server);
}

/* So many connections from one address, and no more; when they are gone, it answers as before. */
static void
test_connections(void **state)
{
	int fds[40], refused = 0;
	char byte;

	(void)state;
	for (int i = 0; i < 40; i++) {
		fds[i] = connect_to();
		http_run(server);
	}
	for (int round = 0; round < 20; round++)
		http_run(server);
	for (int i = 0; i < 40; i++)
		refused += recv(fds[i], &byte, 1, MSG_DONTWAIT) == 0;
	assert_int_equal(refused, 24);
	for (int i = 0; i < 40; i++)
		close(fds[i]);
	for (int round = 0; round < 20; round++)
		http_run(server);
	assert_int_equal(request("GET /health/live", ""), 200);
}

static void
test_descriptor(void **state)
{
	int fd = connect_to();

	(void)state;
	assert_true(http_descriptor(server) >= 0);
	http_run(server);
	/* Who connects and says nothing has a time to end. */
	assert_true(http_timeout(server) >= 0);
	close(fd);
}

static void
test_listen_twice(void **state)
{
	char listen[64];
	struct http *other;

	(void)state;
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", (int)port);
	assert_null(http_open(listen, NULL, db, &health));
	if ((port = free_port(AF_INET6)) == 0)
		return;		/* no IPv6 here */
	snprintf(listen, sizeof(listen), "[::1]:%d", (int)port);
	assert_non_null(other = http_open(listen, NULL, db, &health));
	http_close(other);
}

static bool
visit(struct visitors *visitors, const char *address, int64_t minute)
{
	struct sockaddr_in a4 = { .sin_family = AF_INET };
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, address, &a4.sin_addr) == 1)
		return visitors_count(visitors, (struct sockaddr *)&a4, minute);
	assert_int_equal(inet_pton(AF_INET6, address, &a6.sin6_addr), 1);
	return visitors_count(visitors, (struct sockaddr *)&a6, minute);
}

static void
test_visitors(void **state)
{
	static struct visitors visitors;
	char address[32];

	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(visit(&visitors, "192.0.2.1", 7), i >= 60);
		assert_false(visit(&visitors, "127.0.0.1", 7));
		assert_false(visit(&visitors, "::1", 7));
	}
	assert_false(visit(&visitors, "192.0.2.2", 7));
	/* Addresses of one network are one visitor. */
	for (int i = 0; i < 60; i++)
		assert_false(visit(&visitors, "2001:db8:0:1::1", 7));
	assert_true(visit(&visitors, "2001:db8:0:1::2", 7));
	assert_false(visit(&visitors, "2001:db8:0:2::1", 7));
	/* A new minute; and more visitors than there are places. */
	assert_false(visit(&visitors, "192.0.2.1", 8));
	for (int i = 0; i < 1000; i++) {
		snprintf(address, sizeof(address), "10.0.%d.%d", i / 256, i % 256);
		assert_false(visit(&visitors, address, 9));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_health, begin, end),
		cmocka_unit_test_setup_teardown(test_stats, begin, end),
		cmocka_unit_test_setup_teardown(test_headers, begin, end),
		cmocka_unit_test_setup_teardown(test_refusals, begin, end),
		cmocka_unit_test_setup_teardown(test_bodies, begin, end),
		cmocka_unit_test_setup_teardown(test_long_header, begin, end),
		cmocka_unit_test_setup_teardown(test_token, begin, end),
		cmocka_unit_test_setup_teardown(test_connections, begin, end),
		cmocka_unit_test_setup_teardown(test_descriptor, begin, end),
		cmocka_unit_test_setup_teardown(test_listen_twice, begin, end),
		cmocka_unit_test(test_visitors),
	};

	return cmocka_run_group_tests_name("ingest_http", tests, NULL, NULL);
}
