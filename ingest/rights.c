#include "ingest/rights.h"

#include <inttypes.h>
#include <string.h>

#include "ingest/loop.h"
#include "lib/config.h"
#include "lib/log.h"

enum {
	CHATS = 64,			/* remembered; another one takes the place of the oldest */
	ADMINISTRATORS = 64,		/* of a chat, where Telegram allows 50 */
	KEPT = 5 * 60 * 1000,		/* milliseconds */
	CALL_SECONDS = 10
};

struct chat_rights {
	int64_t	chat_id;	/* 0: free */
	int64_t	told_at;	/* as loop_now */
	int64_t	ids[ADMINISTRATORS];
	size_t	count;
};

struct rights {
	struct telegram		*telegram;
	struct chat_rights	 chats[CHATS];
	struct question		*questions;
};

/* Somebody who waits for what Telegram says. */
struct question {
	struct question	*next;
	struct rights	*rights;
	int64_t		 chat_id, member_id;
	rights_told	*told;
	void		*cookie;
};

struct rights *
rights_open(struct telegram *telegram)
{
	struct rights *r = log_memory(calloc(1, sizeof(*r)));

	if (r == NULL)
		return NULL;
	r->telegram = telegram;
	return r;
}

void
rights_close(struct rights *r)
{
	while (r != NULL && r->questions != NULL) {
		struct question *q = r->questions;

		r->questions = q->next;
		free(q);
	}
	free(r);
}

const char *
rights_name(enum role role)
{
	static const char *const names[] = { "member", "administrator", "owner" };

	return names[role];
}

bool
rights_owner(int64_t member_id)
{
	const char *word = config_get(CONFIG_TELEGRAM_OWNERS);
	char *end;

	for (long long id = strtoll(word, &end, 10); end != word; id = strtoll(word, &end, 10)) {
		if (id == member_id)
			return true;
		word = end;
	}
	return false;
}

/* What is remembered of a chat; else the place for it. */
static struct chat_rights *
place_of(struct rights *r, int64_t chat_id)
{
	struct chat_rights *oldest = &r->chats[0];

	for (size_t i = 0; i < CHATS; i++) {
		if (r->chats[i].chat_id == chat_id)
			return &r->chats[i];
		if (r->chats[i].told_at < oldest->told_at)
			oldest = &r->chats[i];
	}
	return oldest;
}

static enum role
role_of(const struct chat_rights *c, int64_t member_id)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->ids[i] == member_id)
			return ROLE_ADMINISTRATOR;
	return ROLE_MEMBER;
}

static void
take_administrators(void *cookie, const struct telegram_answer *a)
{
	struct question *q = cookie;
	struct chat_rights *c = place_of(q->rights, q->chat_id);
	struct question **link = &q->rights->questions;
	enum role role = ROLE_MEMBER;

	while (*link != q)
		link = &(*link)->next;
	*link = q->next;
	if (a->status == 200) {
		*c = (struct chat_rights){ .chat_id = q->chat_id, .told_at = loop_now() };
		for (json *m = json_first(a->result); m != NULL && c->count < ADMINISTRATORS;
		    m = json_next(m))
			if (json_int(json_object(m, "user"), "id", &c->ids[c->count]))
				c->count++;
		role = role_of(c, q->member_id);
	} else {
		log_say(LOG_WARNING, "telegram", "getChatAdministrators: %s", a->error);
	}
	q->told(q->cookie, role);
	free(q);
}

int
rights_ask(struct rights *r, int64_t chat_id, int64_t member_id, rights_told *told, void *cookie)
{
	const struct chat_rights *c = place_of(r, chat_id);
	struct question *q;
	char body[64];

	if (member_id == chat_id || rights_owner(member_id)) {
		told(cookie, member_id == chat_id ? ROLE_ADMINISTRATOR : ROLE_OWNER);
		return 0;
	}
	if (c->chat_id == chat_id && loop_now() < c->told_at + KEPT) {
		told(cookie, role_of(c, member_id));
		return 0;
	}
	if ((q = malloc(sizeof(*q))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	*q = (struct question){ NULL, r, chat_id, member_id, told, cookie };
	snprintf(body, sizeof(body), "{\"chat_id\":%" PRId64 "}", chat_id);
	if (telegram_call(r->telegram, "getChatAdministrators", body, CALL_SECONDS, take_administrators,
	    q) != 0) {
		free(q);
		return -1;
	}
	q->next = r->questions;
	r->questions = q;
	return 0;
}
