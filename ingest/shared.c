#include "ingest/shared.h"

#include <inttypes.h>
#include <string.h>

#include "lib/log.h"

enum { CALL_SECONDS = 10 };

static void
take_member(void *cookie, const struct telegram_answer *a)
{
	static const char *const in[] = { "creator", "administrator", "member" };
	struct sharing *s = cookie;
	const char *status = a->status == 200 ? json_string(a->result, "status") : NULL;
	bool is = a->status == 200 && json_true(a->result, "is_member");

	for (size_t i = 0; status != NULL && i < sizeof(in) / sizeof(in[0]); i++)
		is |= strcmp(status, in[i]) == 0;
	if (is)
		s->shared[s->found++] = s->asked[s->at];
	s->at++;
	if (shared_ask(s) != 0) {
		log_forget();
		s->told(s);
	}
}

int
shared_ask(struct sharing *s)
{
	char body[96];

	if (s->at == s->count) {
		s->told(s);
		return 0;
	}
	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 ",\"user_id\":%" PRId64 "}", s->asked[s->at],
	    s->user_id);
	return telegram_call(s->telegram, "getChatMember", body, CALL_SECONDS, take_member, s);
}
