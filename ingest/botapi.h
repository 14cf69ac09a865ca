/*
 * What Bot API updates are made of: Chat, User, and what every recorded update begins with.
 */
#ifndef INGEST_BOTAPI_H
#define INGEST_BOTAPI_H

#include "ingest/record.h"
#include "lib/json.h"

/* Reads a Chat; false where it has no id, or a type that is not known. */
bool	botapi_chat(json *, struct chat_ref *);

/* A chat as somebody who acts. */
struct person	botapi_person(const struct chat_ref *);

/* Reads a User, who stays unknown where there is none or no id.  0, or -1 when memory is out. */
int	botapi_user(struct json_reader *, json *, struct person *);

/*
 * Sets the record's actor: the chat on whose behalf, else the user, but never a user that only
 * stands in for a chat.  0, or -1 when memory is out.
 */
int	botapi_actor(struct json_reader *, json *object, const char *chat_key, const char *user_key,
    struct record *);

/*
 * Sets the record's chat and instant, and for messages the message's id.  False where they are
 * unusable or the chat is private: then the record has been ended as RECORD_BAD or RECORD_PASSED.
 */
bool	botapi_head(json *object, struct record *);
bool	botapi_message_head(json *object, struct record *);

/* Whether a member of an object says anything: null, false, 0 and [] may stand for absence. */
bool	botapi_told(json *object, json *member);

#endif
