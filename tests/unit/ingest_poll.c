/* ingest/poll.c, ingest/outbox.c: what an answer of Telegram's asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/outbox.h"
#include "ingest/poll.h"

static void
test_poll(void **state)
{
	static const struct {
		int			 status;
		const char		*error;
		bool			 first;
		enum poll_action	 action;
	} cases[] = {
		{ 200, NULL, true, POLL_GO_ON },
		{ 200, NULL, false, POLL_GO_ON },
		{ 401, "Unauthorized", true, POLL_STOP },
		{ 401, "Unauthorized", false, POLL_STOP },
		{ 404, "Not Found", true, POLL_STOP },
		{ 404, "Not Found", false, POLL_LATER },
		{ 409, "Conflict: terminated by other getUpdates request; make sure that only one bot"
		    " instance is running", false, POLL_OTHER },
		{ 409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
		    " delete the webhook first", false, POLL_WEBHOOK },
		{ 429, "Too Many Requests: retry after 3", false, POLL_LATER },
		{ 500, "Internal Server Error", false, POLL_LATER },
		{ 502, "HTTP status 502", true, POLL_LATER },
		{ 302, "HTTP status 302", false, POLL_LATER },
		{ 0, "no answer in time", true, POLL_LATER },
		{ -1, "the answer is not the Bot API's", true, POLL_LATER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct telegram_answer a = { .status = cases[i].status, .error = cases[i].error, .text = "" };

		assert_int_equal(poll_decide(&a, cases[i].first), cases[i].action);
	}
}

static void
test_outbox(void **state)
{
	static const struct {
		int			 status;
		const char		*error;
		int64_t			 migrate_to;
		enum outbox_action	 action;
	} cases[] = {
		{ 200, NULL, 0, OUTBOX_SENT },
		{ 400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 3", 0,
		    OUTBOX_PLAIN },
		{ 400, "Bad Request: message to be replied not found", 0, OUTBOX_PLAIN },
		{ 400, "Bad Request: chat not found", 0, OUTBOX_GONE },
		{ 400, "Bad Request: group chat was upgraded to a supergroup chat", -1001, OUTBOX_MOVED },
		{ 400, "Bad Request: message is too long", 0, OUTBOX_DROP },
		{ 400, "Bad Request: TOPIC_CLOSED", 0, OUTBOX_DROP },
		{ 400, "Bad Request: message thread not found", 0, OUTBOX_DROP },
		{ 400, "Bad Request: not enough rights to send text messages to the chat", 0, OUTBOX_DROP },
		{ 403, "Forbidden: bot was blocked by the user", 0, OUTBOX_GONE },
		{ 403, "Forbidden: bot was kicked from the supergroup chat", 0, OUTBOX_GONE },
		{ 403, "Forbidden: bot can't initiate conversation with a user", 0, OUTBOX_GONE },
		{ 413, "Request Entity Too Large", 0, OUTBOX_DROP },
		{ 429, "Too Many Requests: retry after 7", 0, OUTBOX_WAIT },
		{ 401, "Unauthorized", 0, OUTBOX_DOWN },
		{ 500, "Internal Server Error", 0, OUTBOX_LATER },
		{ 502, "HTTP status 502", 0, OUTBOX_LATER },
		{ 0, "Could not resolve host", 0, OUTBOX_DOWN },
		{ -1, "the answer is not the Bot API's", 0, OUTBOX_DOUBT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct telegram_answer a = { .status = cases[i].status, .error = cases[i].error, .text = "",
		    .migrate_to = cases[i].migrate_to };

		assert_int_equal(outbox_decide(&a), cases[i].action);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_poll), cmocka_unit_test(test_outbox) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
