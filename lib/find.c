#include "lib/find.h"

#include <stdio.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/text.h"
#include "lib/unicode.h"

enum { CANDIDATES = 6, NAME = 256 };

/* A search: what matched so far, and how to say it. */
struct search {
	const char	*word;
	const char	*none, *many;	/* what is said where nothing matches, or more than one thing */
	int64_t		 found;
	int		 exact;		/* matches by id, username or whole name */
	int64_t		 exact_found;
	bool		 by_id;		/* the word is an id, which what others are called means nothing to */
	int		 partial;
	char		 candidates[CANDIDATES * (NAME + 40)];
	size_t		 used;
};

static uint32_t
next_folded(const char *text, size_t length, size_t *at)
{
	return unicode_fold(unicode_next(text, length, at));
}

/* Whether part stands somewhere in text, whatever the case. */
static bool
contains(const char *text, const char *part)
{
	size_t length = strlen(text), wanted = strlen(part);

	for (size_t start = 0; start <= length;) {
		size_t i = start, k = 0;

		while (k < wanted && i < length) {
			size_t before = k;

			if (next_folded(text, length, &i) != next_folded(part, wanted, &k)) {
				k = before;
				break;
			}
		}
		if (k == wanted)
			return true;
		if (start == length)
			return false;
		unicode_next(text, length, &start);
	}
	return false;
}

static bool
same(const char *a, const char *b)
{
	return contains(a, b) && contains(b, a);
}

static void
add_candidate(struct search *s, const char *name, int64_t id)
{
	char clean[NAME];
	int n;

	text_cut(clean, sizeof(clean), name, 40);
	n = snprintf(s->candidates + s->used, sizeof(s->candidates) - s->used, "%s%s (%lld)",
	    s->used > 0 ? ", " : "", clean, (long long)id);
	if (n > 0 && (size_t)n < sizeof(s->candidates) - s->used)
		s->used += (size_t)n;
}

/* Holds one thing against the word: its number, Telegram's id, a name and a username. */
static void
consider(struct search *s, int64_t number, int64_t id, const char *name, const char *username)
{
	char digits[32];
	const char *word = s->word;
	bool exact;

	/* Of a channel's own posts and its automatic forwards, an id means the first. */
	if (s->by_id)
		return;
	snprintf(digits, sizeof(digits), "%lld", (long long)id);
	if (strcmp(word, digits) == 0) {
		s->by_id = true;
		s->exact = 0;
	}
	exact = s->by_id || (word[0] == '@' && username[0] != '\0' && same(username, word + 1));
	if (word[0] != '@' && !exact && name[0] != '\0')
		exact = same(name, word);
	if (exact) {
		s->exact++;
		s->exact_found = number;
	}
	if (!exact && (word[0] == '@' || !contains(name, word)))
		return;
	s->partial++;
	s->found = number;
	if (s->partial <= CANDIDATES)
		add_candidate(s, name, id);
}

static int
decide(const struct search *s, int64_t *number)
{
	/* A part of every name is nobody's. */
	if (s->partial == 0 || s->word[strspn(s->word, " ")] == '\0')
		return log_fail(STATUS_MISUSE, _(s->none), s->word);
	if (s->exact == 1) {
		*number = s->exact_found;
		return 0;
	}
	if (s->partial == 1) {
		*number = s->found;
		return 0;
	}
	return log_fail(STATUS_MISUSE, _(s->many), s->word, s->candidates,
	    s->partial > CANDIDATES ? ", ..." : "");
}

/* Steps through rows of number, id, name, username. */
static int
search_rows(struct stmt *rows, struct search *s)
{
	int step;

	while ((step = stmt_step(rows)) == 1)
		consider(s, col_int(rows, 0), col_int(rows, 1), col_text(rows, 2, NULL),
		    col_text(rows, 3, NULL));
	return step;
}

/* The nearest of what there is, where nothing matched. */
static int
none(struct stmt *rows, struct search *s)
{
	char there[256];
	int step, n = 0;

	while ((step = stmt_step(rows)) == 1)
		if (n++ < CANDIDATES)
			add_candidate(s, col_text(rows, 2, NULL), col_int(rows, 1));
	if (step != 0)
		return -1;
	snprintf(there, sizeof(there), _(s->none), s->word);
	return log_fail(STATUS_MISUSE, "%s%s%s%s", there, n > 0 ? _("; there are: ") : "", s->candidates,
	    n > CANDIDATES ? ", ..." : "");
}

static const char sql_chats[] =
    "SELECT chat, chat_id, title, coalesce(username, '') FROM chat WHERE moved_to IS NULL"
    " ORDER BY chat_id";

/* A bare id, as exports have it, is that of a group too; so is one that it had before a migration. */
static int
find_bare(struct db *db, const char *word, int64_t *chat)
{
	char *end;
	long long id = strtoll(word, &end, 10);
	struct stmt *s;

	if (*end != '\0' || end == word || id == 0)
		return 0;
	s = db_stmt(db, "SELECT coalesce(moved_to, chat) FROM chat"
	    " WHERE chat_id IN (-1000000000000 - :id, -:id, :id)"
	    " ORDER BY chat_id LIMIT 1");
	stmt_int(s, ":id", id);
	return stmt_number(s, chat);
}

static int
find_called(struct db *db, const char *word, const char *nothing, int64_t *chat)
{
	struct search s = { .word = word != NULL ? word : "", .none = nothing,
		.many = N_("more than one chat is called \"%.100s\": %s%s; give its id") };
	int bare;

	if (search_rows(db_stmt(db, sql_chats), &s) != 0)
		return -1;
	if (word == NULL) {
		if (s.partial == 0)
			return log_fail(STATUS_FAILED, "no chat is recorded yet; import something first");
		if (s.partial > 1)
			return log_fail(STATUS_MISUSE, "there is more than one chat: %s%s;"
			    " choose with --chat", s.candidates, s.partial > CANDIDATES ? ", ..." : "");
		*chat = s.found;
		return 0;
	}
	if (s.partial > 0 && word[0] != '\0')
		return decide(&s, chat);
	if ((bare = find_bare(db, word, chat)) != 0)
		return bare == 1 ? 0 : -1;
	s.used = 0;
	return none(db_stmt(db, sql_chats), &s);
}

int
find_chat(struct db *db, const char *word, int64_t *chat)
{
	return find_called(db, word, N_("no chat is called \"%.100s\""), chat);
}

int
find_other_chat(struct db *db, const char *word)
{
	int64_t chat;

	return find_called(db, word, "no chat is called \"%.100s\"; members are compared by"
	    " --member WHO --against ANOTHER", &chat);
}

int
find_all_chats(struct db *db, int64_t **chats, size_t *count)
{
	struct stmt *s = db_stmt(db, sql_chats);
	size_t capacity = 0;
	int step;

	while ((step = stmt_step(s)) == 1) {
		if (map_grow(chats, &capacity, *count, sizeof(**chats)) != 0)
			return stmt_stop(s);
		(*chats)[(*count)++] = col_int(s, 0);
	}
	if (step == 0 && *count == 0)
		return log_fail(STATUS_FAILED, "no chat is recorded yet; import something first");
	return step;
}

int
find_topic(struct db *db, int64_t chat, const char *word, int64_t *topic)
{
	static const char sql[] = "SELECT topic, topic, title, '' FROM topic WHERE chat = :chat"
	    " UNION ALL SELECT 1, 1, 'General', '' FROM chat WHERE chat = :chat AND forum = 1";
	struct search s = { .word = word, .none = N_("no topic is called \"%.100s\""),
		.many = N_("more than one topic is called \"%.100s\": %s%s; give its id") };
	struct stmt *rows = db_stmt(db, sql);

	stmt_int(rows, ":chat", chat);
	if (search_rows(rows, &s) != 0)
		return -1;
	if (s.partial > 0 && word[0] != '\0')
		return decide(&s, topic);
	s.used = 0;
	stmt_int(rows, ":chat", chat);
	return none(rows, &s);
}

int
find_member(struct db *db, const int64_t *chats, size_t count, const char *word, int64_t *member)
{
	/* Of no chat there are few: a full scan of member, and a full scan of presence. */
	static const char of_none[] = "SELECT member, member_id, name, coalesce(username, '') FROM member"
	    " WHERE member NOT IN (SELECT member FROM presence) ORDER BY member_id, automatic";
	static const char of_chat[] = "SELECT member, member_id, name, coalesce(username, '')"
	    " FROM presence JOIN member USING (member) WHERE chat = :chat ORDER BY member_id, automatic";
	struct search s = { .word = word, .none = N_("no member is called \"%.100s\""),
		.many = N_("more than one member is called \"%.100s\": %s%s; give its id") };
	struct map seen = { 0 };
	int ret = -1;

	for (size_t i = 0; i < count; i++) {
		struct stmt *rows = db_stmt(db, chats[i] == 0 ? of_none : of_chat);
		int step;
		bool made;

		if (chats[i] != 0)
			stmt_int(rows, ":chat", chats[i]);
		while ((step = stmt_step(rows)) == 1) {
			if (map_make(&seen, col_int(rows, 0), 0, 0, &made) < 0) {
				stmt_reset(rows);
				goto out;
			}
			if (made)
				consider(&s, col_int(rows, 0), col_int(rows, 1), col_text(rows, 2, NULL),
				    col_text(rows, 3, NULL));
		}
		if (step != 0)
			goto out;
	}
	ret = decide(&s, member);
out:
	map_free(&seen);
	return ret;
}
