/*
 * What the bot says of itself in chats, as HTML, in the language spoken.
 */
#ifndef INGEST_SAYS_H
#define INGEST_SAYS_H

#include <stdint.h>

#include "ingest/ask.h"
#include "ingest/settings.h"
#include "lib/db.h"

/*
 * The texts are the caller's to free; NULL: out of memory, or the database failed.  says_privacy is of a chat
 * that need not be known, named where it is not the one that is written to; says_set of what a setting is
 * now; says_forget of what forgetting takes, in chat 0 everywhere; says_talking of which chat it is about in
 * private; says_quoted is a sentence as it is.
 */
char	*says_help(const struct catalogue *);
char	*says_privacy(struct db *, int64_t chat_id, bool named);
char	*says_quoted(const char *text);
char	*says_set(struct db *, int64_t chat_id, const struct setting *, const char *was);
char	*says_forget(struct db *, int64_t chat_id, int64_t member_id);
char	*says_greeting(struct db *, int64_t chat_id);
char	*says_talking(struct db *, int64_t chat_id);

/* What is set in a chat: all, the digest, one setting.  Their keyboard, which changes it, is likewise. */
char	*says_settings(struct db *, const struct ask *, int64_t chat_id, char **keyboard);
char	*says_digest(struct db *, const struct ask *, int64_t chat_id, char **keyboard);
char	*says_setting(struct db *, const struct ask *, int64_t chat_id, const struct setting *,
	    char **keyboard);

/* The chats that one may choose from, in private: OWN_CHATS at most; the keyboard is likewise. */
char	*says_choice(struct db *, const struct ask *, const int64_t *chat_ids, size_t count, char **keyboard);

/* A button that opens the private chat with the bot, there with a word. */
char	*says_button(const char *bot, const char *label, const char *word, int64_t chat_id);

enum says_known { SAYS_KNOWN, SAYS_NO_CHAT, SAYS_NO_MEMBER };

/* Whether there is anything of a chat, and of a member of it (0: of anybody); -1. */
int	says_known(struct db *, int64_t chat_id, int64_t member_id);

#endif
