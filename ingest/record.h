/*
 * One fact as Telegram told it, whatever file or connection it came by: the narrow waist between
 * the decoders (update.c, export.c), which know formats, and store.c, which knows the database.
 *
 * Strings are UTF-8, and belong to the reader that the element was parsed with: they live until it
 * parses the next one.  Ids are the Bot API's.
 */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/message.h"

enum chat_type { CHAT_PRIVATE, CHAT_GROUP, CHAT_SUPERGROUP, CHAT_CHANNEL };

struct chat_ref {
	int64_t		 id;
	enum chat_type	 type;
	const char	*title;		/* NULL: not told */
	const char	*username;	/* NULL: not told */
	bool		 forum;
	bool		 account_ids;	/* message ids are the reading account's: a basic group */
};

/* The type that a chat's id alone tells: its sign and size. */
static inline enum chat_type
chat_type_of(int64_t id)
{
	return id > 0 ? CHAT_PRIVATE : id > -1000000000000 ? CHAT_GROUP : CHAT_SUPERGROUP;
}

/* Somebody who acts: a user, or a chat on whose behalf something was sent. */
struct person {
	bool		 known;		/* false: nobody, or only a name (exports) */
	int64_t		 id;
	const char	*name;		/* NULL or "": not told */
	const char	*username;	/* without @; NULL: not told */
	bool		 bot;		/* told to be a bot; false: not told */
	bool		 deleted;	/* told to have no name any more */
	bool		 automatic;	/* forwards from a linked channel, kept apart from its own posts */
};

enum entity_type { ENTITY_OTHER, ENTITY_URL, ENTITY_EMAIL, ENTITY_PHONE, ENTITY_MENTION, ENTITY_HASHTAG,
    ENTITY_CASHTAG, ENTITY_COMMAND, ENTITY_CODE, ENTITY_PRE, ENTITY_TEXT_LINK, ENTITY_TEXT_MENTION,
    ENTITY_CUSTOM_EMOJI };

/* A span of the text, in bytes; never empty; in order of start, inside the text; may overlap. */
struct entity {
	enum entity_type	 type;
	size_t			 start;
	size_t			 length;
	const char		*value;	/* TEXT_LINK: the URL; CUSTOM_EMOJI: its id; or NULL */
	int64_t			 user;	/* TEXT_MENTION: whom; 0: not told */
};

/* A text in numbers, as definitions.md defines them under "Messages". */
struct features {
	int64_t	chars;		/* code points */
	int64_t	words;
	int64_t	emoji;
	int64_t	links;		/* url and text_link entities */
	int64_t	flags;		/* enum message_flag */
};

/* One line of a message's reactions: an emoji, how often, and those that are named. */
struct reaction {
	const char	*emoji;		/* "👍", "custom:5368324170671202286", or "paid" */
	int64_t		 count;
	struct giver {
		struct person	who;
		int64_t		at;
	}		*recent;
	size_t		 nrecent;
};

/* A poll as it stands.  Where nobody told who voted, all that is known is that nobody had at first. */
struct poll {
	const char	*id;		/* the Bot API's; NULL: told by an export */
	const char	*question;
	bool		 closed;
	bool		 counted;	/* its votes were told */
	int64_t		 voters;
	struct poll_option {
		const char	*text;
		int64_t		 votes;
	}		*options;
	size_t		 noption;
};

/* Somebody came in or went out. */
struct passage {
	struct person	who;
	bool		in;
	enum via {
		VIA_UNKNOWN,
		VIA_LINK,	/* an invite link, whose creator is the actor where that is told */
		VIA_REQUEST	/* having asked to be let in */
	}		via;
};

/*
 * What somebody is in a chat now: "creator", "administrator", "member", "restricted", "left" or
 * "kicked".
 */
struct membership {
	struct person	 who;
	const char	*status;
	bool		 in;		/* restricted may be either */
};

enum record_type {
	RECORD_MESSAGE,		/* a message, or a version of it */
	RECORD_SERVICE,		/* a service message: passages, title, topic */
	RECORD_REACTION,	/* what one actor's reactions to a message are now */
	RECORD_COUNTS,		/* the totals of a message's reactions */
	RECORD_MEMBER,		/* a change of somebody's membership */
	RECORD_POLL,		/* the votes of a poll, in whatever chats it is; at and chat are not told */
	RECORD_PASSED,		/* knowingly not recorded; why says the reason */
	RECORD_BAD		/* cannot be used; why says the reason */
};

struct record {
	enum record_type	 type;
	const char		*why;		/* PASSED, BAD: a constant, such as "poll" */
	struct chat_ref		 chat;
	int64_t			 at;		/* UTC seconds */
	int64_t			 message;	/* message id; 0 for RECORD_MEMBER */
	struct person		 actor;		/* sender, giver; who changed a membership */

	/* RECORD_MESSAGE */
	enum kind		 kind;
	int64_t			 edited;	/* UTC seconds of this version; 0: never edited */
	int64_t			 reply_to;	/* a message of this chat; 0: none */
	int64_t			 topic;		/* 0: none told, or General */
	const char		*text;		/* text or caption; never NULL */
	size_t			 length;
	struct entity		*entities;
	size_t			 nentity;
	struct features		 features;	/* of the text */
	const unsigned char	*gaps;		/* where in it there are no words: the column of message */
	size_t			 ngap;
	const char		*words;		/* the ranked ones, as lib/words.h lists them */
	size_t			 nwords;
	bool			 snapshot;	/* reactions holds all there were (exports) */
	struct poll		*poll;		/* RECORD_POLL too; NULL: none */

	/* RECORD_MESSAGE with snapshot, RECORD_COUNTS: the totals; RECORD_REACTION: the new set */
	struct reaction		*reactions;
	size_t			 nreaction;
	const char		**former;	/* RECORD_REACTION: emoji of old_reaction */
	size_t			 nformer;

	struct membership	 member;	/* RECORD_MEMBER; passages only where in changed */

	/* RECORD_SERVICE, RECORD_MEMBER */
	int64_t			 old_chat;	/* a basic group's id, which became the supergroup */
	int64_t			 new_chat;	/* of this one; 0: none did */
	struct passage		*passages;
	size_t			 npassage;
	const char		*new_title;	/* the chat's, or NULL */
	int64_t			 topic_id;	/* a topic that was made or renamed; 0: none */
	const char		*topic_title;	/* NULL: closed, reopened, icon only */
};

#endif
