/*
 * Chats, topics and members by what people call them: an id, @username, or a part of a title or name.
 * What is unknown or means several is logged with the candidates, as STATUS_MISUSE.
 */
#ifndef LIB_FIND_H
#define LIB_FIND_H

#include <stddef.h>
#include <stdint.h>

#include "lib/db.h"

/* The name of a member of whom nothing was told but that the account was deleted; in no language. */
#define FIND_DELETED	"Deleted account"

/* A chat; word NULL: the only one there is.  0 or -1. */
int	find_chat(struct db *, const char *word, int64_t *chat);

/* Whether a chat is called so that another is compared with; where none is, how members are.  0 or -1. */
int	find_other_chat(struct db *, const char *word);

/* All chats, in the order of their ids, into an array that is the caller's to free.  0 or -1. */
int	find_all_chats(struct db *, int64_t **chats, size_t *count);

/* A topic of a chat, by id or title.  0 or -1. */
int	find_topic(struct db *, int64_t chat, const char *word, int64_t *topic);

/* A member of one of the chats; chat 0 has those who are in none, as usage knows some.  0 or -1. */
int	find_member(struct db *, const int64_t *chats, size_t count, const char *word, int64_t *member);

#endif
