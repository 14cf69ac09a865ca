#include "ingest/pages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "ingest/child.h"
#include "lib/log.h"
#include "lib/message.h"

enum {
	PAGES_KEPT = 16,
	FRESH = 300 * 1000,		/* milliseconds, and no longer, if nothing new is stored */
	FAILED_FRESH = 10 * 1000,
	PATIENCE = 15 * 1000,		/* for the pages of others */
	BYTES_MOST = 8 << 20,
	POLICY_SIZE = 512
};

/* What a page must be made anew after: messages, and changes by hand. */
struct state {
	int64_t	message;
	int64_t	audit;
};

struct entry {
	int64_t		chat_id;
	struct state	state;		/* when it was begun */
	int64_t		began;		/* as loop_now; 0: there is none */
	int64_t		used;
	FILE		*file;		/* without a name; NULL: it failed, or is not made yet */
	size_t		size;
	char		policy[POLICY_SIZE];
};

struct pages {
	struct loop	*loop;
	struct db	*db;
	const char	*config;
	void		(*changed)(void *);
	void		*cookie;
	struct child	*child;		/* one at a time */
	struct entry	*making;	/* what it makes */
	struct entry	 kept[PAGES_KEPT];
};

struct pages *
pages_open(struct loop *loop, struct db *db, const char *config, void (*changed)(void *), void *cookie)
{
	struct pages *p = log_memory(calloc(1, sizeof(*p)));

	if (p == NULL)
		return NULL;
	*p = (struct pages){ .loop = loop, .db = db, .config = config, .changed = changed, .cookie = cookie };
	return p;
}

static void
drop(struct entry *e)
{
	if (e->file != NULL)
		fclose(e->file);
	*e = (struct entry){ .file = NULL };
}

void
pages_close(struct pages *p)
{
	if (p == NULL)
		return;
	child_kill(p->child);
	for (size_t i = 0; i < PAGES_KEPT; i++)
		drop(&p->kept[i]);
	free(p);
}

/* Of a chat, or 0: of all; 1, 0 where there is no such chat, or -1. */
static int
read_state(struct db *db, int64_t chat_id, struct state *state)
{
	struct stmt *s = db_stmt(db, "SELECT coalesce(moved_to, chat) FROM chat WHERE chat_id = :chat_id");
	int64_t chat = 0;
	int found;

	*state = (struct state){ 0 };
	stmt_int(s, ":chat_id", chat_id);
	if (chat_id != 0 && (found = stmt_number(s, &chat)) != 1)
		return found;
	s = db_stmt(db, "SELECT coalesce((SELECT max(key) FROM message"
	    "  WHERE key BETWEEN :first AND :last), 0), coalesce((SELECT max(audit) FROM audit), 0)");
	stmt_int(s, ":first", message_key(chat, MESSAGE_ID_LEAST));
	stmt_int(s, ":last", message_key(chat, MESSAGE_ID_MOST));
	if (stmt_step(s) != 1)
		return -1;
	*state = (struct state){ col_int(s, 0), col_int(s, 1) };
	stmt_reset(s);
	return 1;
}

/* The policy that a page names in its head; only a header can forbid frames. */
static bool
read_policy(const char *page, char policy[POLICY_SIZE])
{
	static const char before[] = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
	const char *at = strstr(page, before);
	size_t length = at != NULL ? strcspn(at += sizeof(before) - 1, "\"") : 0;

	return length > 0 && snprintf(policy, POLICY_SIZE, "%.*s; frame-ancestors 'none'", (int)length, at) <
	    POLICY_SIZE;
}

static bool
keep(struct entry *e, const struct child_end *end)
{
	if (end->status != 0 || end->length > BYTES_MOST || !read_policy(end->output, e->policy))
		return false;
	if ((e->file = tmpfile()) != NULL && fwrite(end->output, 1, end->length, e->file) == end->length &&
	    fflush(e->file) == 0) {
		e->size = end->length;
		return true;
	}
	log_say(LOG_WARNING, "pages", "cannot keep a page: %s", strerror(errno));
	return false;
}

static void
take_page(void *cookie, const struct child_end *end)
{
	struct pages *p = cookie;
	struct entry *e = p->making;

	p->child = NULL;
	p->making = NULL;
	if (!keep(e, end)) {
		log_say(LOG_WARNING, "pages", "no page was made: %s", end->late ? "it took too long" :
		    end->status == 0 ? "it is none, or too large" :
		    end->status < 0 ? "chatstat was stopped" : end->said);
		if (e->file != NULL)
			fclose(e->file);
		e->file = NULL;
	}
	p->changed(p->cookie);
}

static enum page_state
begin(struct pages *p, struct entry *e, int64_t chat_id, const struct state *state)
{
	char chat[32] = "--chat=all";
	const char *words[] = { "chatstat", "page", "-d", db_path(p->db), "--last=1y", "--format=html", chat,
	    p->config != NULL ? "-c" : NULL, p->config, NULL };

	if (chat_id != 0)
		snprintf(chat, sizeof(chat), "--chat=%lld", (long long)chat_id);
	drop(e);
	e->chat_id = chat_id;
	e->state = *state;
	e->began = e->used = loop_now();
	if ((p->child = child_start(p->loop, words, NULL, take_page, p)) == NULL)
		return PAGES_FAILED;
	p->making = e;
	return PAGES_LATER;
}

static bool
is_fresh(const struct entry *e, const struct state *state, int64_t asked)
{
	int64_t age = loop_now() - e->began;

	return e->began >= asked || (e->file == NULL ? age < FAILED_FRESH : age < FRESH &&
	    e->state.message == state->message && e->state.audit == state->audit);
}

enum page_state
pages_get(struct pages *p, int64_t chat_id, int64_t asked, struct page *page)
{
	struct entry *e = &p->kept[0], *oldest = e;
	struct state state;
	int known = read_state(p->db, chat_id, &state);

	if (known != 1)
		return known == 0 ? PAGES_UNKNOWN : PAGES_FAILED;
	for (; e < p->kept + PAGES_KEPT && (e->began == 0 || e->chat_id != chat_id); e++)
		if (e->used < oldest->used)
			oldest = e;
	if (e == p->kept + PAGES_KEPT)
		e = oldest;
	else if (e != p->making && is_fresh(e, &state, asked)) {
		e->used = loop_now();
		*page = (struct page){ e->file != NULL ? fileno(e->file) : -1, e->size, e->policy };
		return e->file != NULL ? PAGES_READY : PAGES_FAILED;
	}
	if (e != p->making && loop_now() - asked > PATIENCE)
		return PAGES_BUSY;
	return p->child != NULL ? PAGES_LATER : begin(p, e, chat_id, &state);
}
