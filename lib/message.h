/*
 * A stored message: the row of state that sums are made from.
 */
#ifndef LIB_MESSAGE_H
#define LIB_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

/* Kinds of messages, in the order of the definitions; stored as these numbers. */
enum kind { KIND_TEXT, KIND_PHOTO, KIND_LIVE_PHOTO, KIND_VIDEO, KIND_ANIMATION, KIND_AUDIO, KIND_VOICE,
    KIND_VIDEO_NOTE, KIND_STICKER, KIND_DOCUMENT, KIND_POLL, KIND_LOCATION, KIND_VENUE, KIND_CONTACT,
    KIND_DICE, KIND_GAME, KIND_STORY, KIND_PAID_MEDIA, KIND_CHECKLIST, KIND_GIVEAWAY, KIND_INVOICE,
    KIND_OTHER, KIND_COUNT };

/* The name of a kind, as reports show it: "video_note"; "other" for what is none. */
const char	*message_kind(int64_t kind);

/*
 * MESSAGE_PLACED: its topic, or that it has none, was told, and not found through replies.
 * MESSAGE_HIDDEN: its sender opted out, and is never to be added.
 */
enum message_flag { MESSAGE_QUESTION = 1, MESSAGE_EXCLAMATION = 2, MESSAGE_SHOUTING = 4,
    MESSAGE_PLACED = 8, MESSAGE_HIDDEN = 16 };

/* Columns of the table message, without its text. */
struct message {
	int64_t	key;
	int64_t	chat;
	int64_t	at;
	int64_t	member;
	int64_t	kind;
	int64_t	flags;
	int64_t	words;
	int64_t	chars;
	int64_t	links;
	int64_t	emoji;
	int64_t	edited;
	int64_t	topic;
	int64_t	reply_to;
	int64_t	to_member;	/* if answered */
	int64_t	wait;		/* if answered */
	bool	answered;	/* it is a reply to a stored message */
};

/* The columns to select, in the order that message_read takes them. */
#define MESSAGE_COLUMNS \
	"key, chat, at, member, kind, flags, words, chars, links, emoji, edited, topic, reply_to," \
	" to_member, wait"
enum { MESSAGE_COLUMN_COUNT = 15 };

/* The row that a statement stands on. */
void	message_read(struct stmt *, struct message *);

/* Ids that fit into a key; Telegram's do by far.  They may be negative: see telegram migrations. */
#define MESSAGE_ID_LEAST	(-(INT64_C(1) << 39) + 1)
#define MESSAGE_ID_MOST		((INT64_C(1) << 39) - 1)

/* The key of a message id in a chat, and back. */
int64_t	message_key(int64_t chat, int64_t id);
int64_t	message_id(int64_t key);

/* Whether an id fits into a key; Telegram's do by far. */
bool	message_id_valid(int64_t id);

/* Whether a message's topic has to be found through what it replies to, and was not found yet. */
bool	message_unplaced(const struct message *);

/* The message of a key: 1 and the row, 0 if it is not stored, -1. */
int	message_load(struct db *, int64_t key, struct message *);

#endif
