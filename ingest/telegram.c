#include "ingest/telegram.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>

#include <curl/curl.h>

#include "ingest/metrics.h"
#include "lib/log.h"
#include "lib/secret.h"

enum {
	ANSWER_MAX = 32 * 1024 * 1024,	/* a hundred messages with all that may be in them are 10 MiB */
	CONNECT_SECONDS = 10,
	SLOW_BYTES = 64,		/* a second: slower than this is dead */
	WHOLE_SECONDS = 120,		/* more, for an answer that does come */
	RETRY_MOST = 86400		/* seconds: a server that says more is mistaken */
};

struct call {
	struct call		*next;
	CURL			*easy;
	curl_mime		*form;
	char			*text;
	size_t			 length, room;
	bool			 too_long;
	char			 said[CURL_ERROR_SIZE];
	char			 method[32];
	telegram_done		*done;
	void			*cookie;
};

struct telegram {
	const char		*api_url;
	const char		*token;
	CURLM			*multi;
	struct curl_slist	*json_headers, *form_headers;
	struct json_reader	*reader;
	struct call		*calls;
};

/* ----- the token ----- */

static bool
is_token(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	const char *rest = text + digits;

	if (digits == 0 || *rest++ != ':' || *rest == '\0')
		return false;
	for (; *rest != '\0'; rest++)
		if (!isalnum((unsigned char)*rest) && *rest != '_' && *rest != '-')
			return false;
	return true;
}

/* The token: gone from the environment, and wiped at the end. */
static char kept[256];

const char *
telegram_token(const char *token_file)
{
	char *given = getenv("CHATSTAT_TELEGRAM_TOKEN");
	const char *where = "CHATSTAT_TELEGRAM_TOKEN";

	if (given != NULL) {
		snprintf(kept, sizeof(kept), "%s", given);
		secret_wipe(given, strlen(given));
		unsetenv(where);
	} else if (token_file[0] == '\0') {
		log_fail(STATUS_MISUSE, "the bot's token is missing: @BotFather gives one; put it into a"
		    " file, and its name into token_file of [telegram]");
		return NULL;
	} else {
		where = token_file;
		if (secret_read(token_file, kept, sizeof(kept)) != 0)
			return NULL;
	}
	if (is_token(kept))
		return kept;
	log_fail(STATUS_MISUSE, "%s: this is no bot's token; one looks like 123456789:AAE-x_y...", where);
	return NULL;
}

/* ----- opening ----- */

struct telegram *
telegram_open(const char *api_url, const char *token)
{
	struct telegram *t = calloc(1, sizeof(*t));

	if (t == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != 0) {
		log_fail(STATUS_FAILED, "out of memory");
		free(t);
		return NULL;
	}
	t->api_url = api_url;
	t->token = token;
	t->multi = curl_multi_init();
	t->reader = json_reader_new();
	t->json_headers = curl_slist_append(NULL, "Content-Type: application/json");
	t->form_headers = curl_slist_append(NULL, "Expect:");
	if (t->multi == NULL || t->reader == NULL || t->json_headers == NULL || t->form_headers == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		telegram_close(t);
		return NULL;
	}
	return t;
}

static void
free_call(struct call *c)
{
	curl_easy_cleanup(c->easy);
	curl_mime_free(c->form);
	free(c->text);
	free(c);
}

void
telegram_close(struct telegram *t)
{
	if (t == NULL)
		return;
	while (t->calls != NULL) {
		struct call *c = t->calls;

		t->calls = c->next;
		curl_multi_remove_handle(t->multi, c->easy);
		free_call(c);
	}
	curl_multi_cleanup(t->multi);
	curl_slist_free_all(t->json_headers);
	curl_slist_free_all(t->form_headers);
	json_reader_free(t->reader);
	curl_global_cleanup();
	secret_wipe(kept, sizeof(kept));
	free(t);
}

/* ----- beginning a call ----- */

/* Called by curl with what came; anything but n ends the call. */
static size_t
take(char *bytes, size_t one, size_t n, void *cookie)
{
	struct call *c = cookie;

	(void)one;	/* is 1 */
	if (n > ANSWER_MAX - c->length) {
		c->too_long = true;
		return 0;
	}
	if (c->length + n > c->room) {
		size_t room = c->room * 2 > c->length + n ? c->room * 2 : c->length + n + 4096;
		char *text = realloc(c->text, room);

		if (text == NULL)
			return 0;
		c->text = text;
		c->room = room;
	}
	memcpy(c->text + c->length, bytes, n);
	c->length += n;
	return n;
}

static struct call *
new_call(struct telegram *t, const char *method, int seconds, telegram_done *done, void *cookie)
{
	struct call *c = calloc(1, sizeof(*c));
	bool local = strncmp(t->api_url, "http:", 5) == 0;
	size_t length = strlen(t->api_url);
	char url[1024];

	if (c == NULL || (c->easy = curl_easy_init()) == NULL) {
		free(c);
		return NULL;
	}
	c->done = done;
	c->cookie = cookie;
	snprintf(c->method, sizeof(c->method), "%s", method);
	while (length > 0 && t->api_url[length - 1] == '/')
		length--;
	snprintf(url, sizeof(url), "%.*s/bot%s/%s", (int)length, t->api_url, t->token, method);
	curl_easy_setopt(c->easy, CURLOPT_URL, url);
	secret_wipe(url, sizeof(url));
	curl_easy_setopt(c->easy, CURLOPT_PROTOCOLS_STR, local ? "http" : "https");
	if (local)	/* the token must not leave this machine through a proxy either */
		curl_easy_setopt(c->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(c->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c->easy, CURLOPT_QUICK_EXIT, 1L);	/* not waiting for a name to be looked up */
	curl_easy_setopt(c->easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(c->easy, CURLOPT_USERAGENT, "chatstat/" VERSION);
	curl_easy_setopt(c->easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c->easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(c->easy, CURLOPT_LOW_SPEED_TIME, (long)seconds);
	curl_easy_setopt(c->easy, CURLOPT_TIMEOUT, (long)seconds + WHOLE_SECONDS);
	curl_easy_setopt(c->easy, CURLOPT_ERRORBUFFER, c->said);
	curl_easy_setopt(c->easy, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(c->easy, CURLOPT_WRITEDATA, c);
	curl_easy_setopt(c->easy, CURLOPT_PRIVATE, c);
	return c;
}

static int
begin(struct telegram *t, struct call *c)
{
	if (curl_multi_add_handle(t->multi, c->easy) != CURLM_OK) {
		free_call(c);
		return log_fail(STATUS_FAILED, "out of memory");
	}
	c->next = t->calls;
	t->calls = c;
	return 0;
}

int
telegram_call(struct telegram *t, const char *method, const char *body, int seconds, telegram_done *done,
    void *cookie)
{
	struct call *c = new_call(t, method, seconds, done, cookie);

	if (c == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, t->json_headers);
	curl_easy_setopt(c->easy, CURLOPT_COPYPOSTFIELDS, body[0] != '\0' ? body : "{}");
	return begin(t, c);
}

int
telegram_send(struct telegram *t, const char *method, const struct telegram_field *fields, size_t count,
    int seconds, telegram_done *done, void *cookie)
{
	struct call *c = new_call(t, method, seconds, done, cookie);

	if (c == NULL || (c->form = curl_mime_init(c->easy)) == NULL)
		goto fail;
	for (size_t i = 0; i < count; i++) {
		curl_mimepart *part = curl_mime_addpart(c->form);

		if (part == NULL || curl_mime_name(part, fields[i].name) != CURLE_OK ||
		    curl_mime_data(part, fields[i].value, fields[i].length) != CURLE_OK ||
		    (fields[i].file != NULL && curl_mime_filename(part, fields[i].file) != CURLE_OK))
			goto fail;
	}
	curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, t->form_headers);
	curl_easy_setopt(c->easy, CURLOPT_MIMEPOST, c->form);
	return begin(t, c);
fail:
	if (c != NULL)
		free_call(c);
	return log_fail(STATUS_FAILED, "out of memory");
}

/* ----- ending a call ----- */

/* Puts what the Bot API says beside "ok" into an answer. */
static void
read_answer(struct telegram *t, struct telegram_answer *a)
{
	json *root = json_parse(t->reader, a->text, a->length), *more;
	int64_t code;

	if (!json_is_object(root) || (json_get(root, "ok") == NULL)) {
		if (a->status == 200) {
			a->status = -1;
			a->error = "the answer is not the Bot API's";
		}
		return;
	}
	if (json_true(root, "ok") && a->status == 200) {
		a->result = json_get(root, "result");
		return;
	}
	if (json_int(root, "error_code", &code) && code >= 300 && code < 600)
		a->status = (int)code;
	else if (a->status == 200)
		a->status = -1;
	if (json_string(root, "description") != NULL)
		a->error = json_string(root, "description");
	more = json_object(root, "parameters");
	json_int(more, "retry_after", &a->retry_after);
	json_int(more, "migrate_to_chat_id", &a->migrate_to);
	if (a->retry_after < 0 || a->retry_after > RETRY_MOST)
		a->retry_after = a->retry_after < 0 ? 0 : RETRY_MOST;
}

/* What curl says of a failure. */
static const char *
network_error(const struct call *c, CURLcode code)
{
	if (c->too_long)
		return "the answer is longer than 32 MiB";
	if (code == CURLE_OPERATION_TIMEDOUT)
		return c->length > 0 ? "the answer did not come to its end in time" : "no answer in time";
	return c->said[0] != '\0' ? c->said : curl_easy_strerror(code);
}

static void
finish(struct telegram *t, struct call *c, CURLcode code)
{
	struct telegram_answer a = { .text = c->text != NULL ? c->text : "", .length = c->length };
	char label[16] = "network", unexplained[32];
	struct curl_header *date;
	curl_off_t begun = 0;
	long status = 0;

	curl_easy_getinfo(c->easy, CURLINFO_TOTAL_TIME, &a.seconds);
	curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &status);
	if (curl_easy_header(c->easy, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK)
		a.date = (int64_t)curl_getdate(date->value, NULL);
	if (code != CURLE_OK) {
		a.error = network_error(c, code);
		curl_easy_getinfo(c->easy, CURLINFO_PRETRANSFER_TIME_T, &begun);
		a.begun = begun > 0;
	} else {
		snprintf(unexplained, sizeof(unexplained), "HTTP status %ld", status);
		snprintf(label, sizeof(label), "%ld", status);
		a.status = (int)status;
		a.error = status == 200 ? NULL : unexplained;
		if (status != 200 || strcmp(c->method, "getUpdates") != 0)
			read_answer(t, &a);
	}
	/* Curl and servers may name the address in what they say, and in that is the token. */
	if (a.error != NULL && strstr(a.error, strchr(t->token, ':') + 1) != NULL)
		a.error = code != CURLE_OK ? curl_easy_strerror(code) : unexplained;
	metrics_add(METRIC_TELEGRAM_REQUESTS, c->method, label, 1);
	metrics_observe(METRIC_TELEGRAM_SECONDS, c->method, a.seconds);
	c->done(c->cookie, &a);
}

static void
end_calls(struct telegram *t)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(t->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		struct call *c = NULL;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &c);
		curl_multi_remove_handle(t->multi, c->easy);
		for (struct call **link = &t->calls; *link != NULL; link = &(*link)->next)
			if (*link == c) {
				*link = c->next;
				break;
			}
		finish(t, c, code);
		free_call(c);
	}
}

int
telegram_wait(struct telegram *t, struct pollfd *fds, size_t count, int milliseconds)
{
	struct curl_waitfd watched[TELEGRAM_WATCHED] = { { 0 } };
	int running;

	for (size_t i = 0; i < count && i < TELEGRAM_WATCHED; i++) {
		watched[i].fd = fds[i].fd;
		watched[i].events = CURL_WAIT_POLLIN;
		fds[i].revents = 0;
	}
	if (curl_multi_poll(t->multi, watched, (unsigned)count, milliseconds, NULL) != CURLM_OK ||
	    curl_multi_perform(t->multi, &running) != CURLM_OK)
		return log_fail(STATUS_FAILED, "waiting for the network failed: %s", strerror(errno));
	for (size_t i = 0; i < count && i < TELEGRAM_WATCHED; i++)
		fds[i].revents = watched[i].revents;
	end_calls(t);
	return 0;
}

/* ----- for programs that wait ----- */

struct question {
	telegram_done	*done;
	void		*cookie;
	bool		 answered;
};

static void
take_answer(void *cookie, const struct telegram_answer *answer)
{
	struct question *q = cookie;

	q->answered = true;
	q->done(q->cookie, answer);
}

int
telegram_ask(struct telegram *t, const char *method, const char *body, int seconds, telegram_done *done,
    void *cookie)
{
	struct question q = { done, cookie, false };

	if (telegram_call(t, method, body, seconds, take_answer, &q) != 0)
		return -1;
	while (!q.answered)
		if (telegram_wait(t, NULL, 0, 1000) != 0)
			return -1;
	return 0;
}
