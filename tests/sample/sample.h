/*
 * The sample chat: Boots & Banitsa, hikers who do not exist, seen from two sides.
 *
 * The whole life of the chat is played first, with one generator and integers only, so that every
 * machine writes the same bytes; then one side of it is written.  The month between is lived, too,
 * but nobody recorded it.  Local time is Europe/Sofia, whose rules are written out here because a
 * fixture must not depend on the machine's zone files.
 */
#ifndef TESTS_SAMPLE_SAMPLE_H
#define TESTS_SAMPLE_SAMPLE_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array)	((int)(sizeof(array) / sizeof((array)[0])))
#define DAY		86400
#define BEGIN		world_utc(20250501, 600)
#define EXPORT_END	world_utc(20260912, 1900)
#define LIVE_BEGIN	world_utc(20261012, 600)
#define LIVE_END	world_utc(20261120, 1620)

enum { MESSAGES_MAX = 10000, PARTS_MAX = 30000, REACTIONS_MAX = 8000, EVENTS_MAX = 4000,
    ARENA = 1 << 20 };
enum lang { EN, BG, RU, DE, AR, HE, JA, ZH, KO, TH };
enum topic { GENERAL, HIKES, GEAR, OFFTOPIC, WINTER, TOPICS };
enum role { OPEN, REPLY, CAPTION, TALE };

/* Messages first, services after STORY. */
enum kind { TEXT, PHOTO, STICKER, VOICE, VIDEO, ANIMATION, VIDEO_NOTE, DOCUMENT, AUDIO, LOCATION,
    VENUE, CONTACT, POLL, DICE, STORY, CREATED, BY_LINK, INVITED, LEFT, TITLE, TOPIC_MADE,
    TOPIC_NAMED, PINNED, STATUS };

enum span { PLAIN, LINK, MENTION, HASHTAG, COMMAND, BOLD, ITALIC, CODE, PRE, SPOILER,
    TEXT_LINK, NAME, CUSTOM };

struct part {
	enum span	 span;
	const char	*text, *extra;
	int		 who;
};

struct message {
	int64_t		 id, at, edited;	/* edited: when its last part was added; 0: never */
	enum kind	 kind;
	enum topic	 topic;
	int		 from, who;		/* of people[]; who: joined, left, changed */
	int		 reply;			/* index of a message, or -1 */
	const struct part *part;
	int		 nparts;
	int		 reaction, nreactions;	/* where its first ones are in reaction[] */
	int64_t		 album;			/* 0: none */
	const char	*title;
	bool		 forwarded;
	bool		 late;			/* its edit and reactions are told before it */
};

struct reaction {
	int		 message, who;
	int64_t		 at;
	int		 old[2], new[2];	/* indexes of reactions_emoji[], 0: none */
};

enum event_type { MESSAGE, EDIT, REACTION, TOTALS, MEMBER, OTHER };
struct event {
	int64_t		 key;
	int		 sequence;
	enum event_type	 type;
	int		 index;
};

struct world {
	uint64_t	 random;
	struct message	 message[MESSAGES_MAX];
	int		 nmessages;
	const struct message *order[MESSAGES_MAX];
	int		 root[TOPICS];
	struct part	 part[PARTS_MAX];
	int		 nparts;
	struct reaction	 reaction[REACTIONS_MAX];
	int		 nreactions;
	struct event	 event[EVENTS_MAX];
	int		 nevents;
	char		 arena[ARENA];
	size_t		 used;
};

/* ----- world.c: what is played with ----- */

_Noreturn void	world_die(const char *what);

/*
 * A number below n; a yes, in so many of 1000 cases.  No expression may draw twice where C leaves the
 * order open: compilers would write different chats.
 */
unsigned	world_below(struct world *, unsigned n);
bool	world_chance(struct world *, unsigned permille);

/* Days from 1970-01-01 to a day written as yyyymmdd, and back; an instant in UTC, and on Sofia's clocks. */
int64_t	world_day(int ymd);
int	world_ymd(int64_t day);
int64_t	world_utc(int ymd, int hhmm);
int64_t	world_local(int64_t at);

struct message	*world_add(struct world *, int64_t at, enum kind, int from, enum topic);

/* Puts all messages in order and gives them ids: the chat's own, which rise; deleted messages leave gaps. */
void	world_number(struct world *);

/* ----- people.c: who is there ----- */

extern const struct person {
	int64_t		 id;
	const char	*first, *last, *username;	/* first NULL: a deleted account */
	enum lang	 lang;
	int		 joined, left;		/* yyyymmdd, 0: never left */
	unsigned	 early, late;		/* how much they write, from begin to end */
	char		 hours;			/* m mornings, d days, e evenings, n nights */
} people[];
enum { ELENA = 0, BORIS = 1, FOX = 13, EVE = 17, DROP = 20, NIKI = 24, OSCAR = 28, BOT = 33,
    SELF, GROUP, CHANNEL, NOBODY = -1 };

/* Somebody, by weight; those who speak a language more often. */
int	people_somebody(struct world *, int64_t at, enum lang);

/* The name of the moment; either part may be NULL. */
void	people_name(int who, int64_t at, const char **first, const char **last);

/* ----- lines.c: what people say ----- */

/* One of the lines that fit; without any, an English one. */
const char	*lines_pick(struct world *, enum role, enum lang, enum topic, size_t *length);

/* A word of the list that has a name, and what it is. */
const char	*lines_word(struct world *, const char *name, size_t *length, enum span *);

/* ----- text.c: a text, part by part ----- */

extern const struct text_span {
	char		 mark;		/* of a literal one in a template: {#sunrise} */
	const char	*export, *api;
	const char	*extra, *api_extra;	/* what comes with it */
} text_spans[];

/* Adds a line, with what stands in its braces filled in; one of lines.c; what an export puts at the end. */
void	text_compose(struct world *, struct message *, const char *text, size_t length);
void	text_speak(struct world *, struct message *, enum role, enum lang, enum topic);
void	text_finish(struct world *, struct message *);

/* How much of a text there is: all, or all but the edit. */
int	text_parts(const struct message *, int64_t at);

/* ----- what happens: script.c at its time, talk.c by chance, and reactions.c to both ----- */

void	script_follow(struct world *);
void	script_come_and_go(struct world *);
void	script_accounts(struct world *);
extern const struct script_other {
	int		 day, time;
	const char	*json;			/* NULL: the end */
} script_others[];

void	talk_chatter(struct world *);

/* One custom emoji by its id; the last is what only stars can buy. */
enum { CUSTOM_EMOJI = 10, PAID };
extern const char *const reactions_emoji[];
void	reactions_play(struct world *);

/* ----- kinds.c: how each kind of message is written ----- */

/*
 * In a template, see json_put(): ' is ", ; ends a field of an export, $ is the message's id,
 * # a small number, % one of a digit, ~ a file left out of the export, @ what every file of the Bot
 * API has.  Outside of quotes: A who acts, B to whom, C the chat, D, J and K the instant, E the
 * channel, F and G the name and id of who acts, H the name of to whom, I Elena's, M and R the message
 * replied to and its id, T a title.
 */
extern const struct kind_form {
	unsigned	 share;		/* of 1000 messages */
	bool		 caption;	/* may have one */
	const char	*export, *api;
	const char	*member;	/* the update about the member that comes with it */
} kinds[];
#define CHANGE "'chat_member':{'chat':C,'from':A,'date':D,'old_chat_member':{'user':B,'status':"
#define INTO "},'new_chat_member':{'user':B,"

/* ----- json.c: what both sides write ----- */

/* What a template is about.  Who acts is the giver of the reaction, else the sender. */
struct scene {
	const struct world	*w;
	const struct message	*m;
	const struct reaction	*r;
	int64_t			 at;
	bool			 edited, nested;
};

/* As tdesktop writes it, or the Bot API: with \/ and, if PAIRS, \uD83E\uDD7E for 🥾. */
enum form { EXPORT, API, PAIRS };
void	json_string(const char *text, enum form);

/* A name: whole for an export, else in the fields of a user; a user. */
void	json_name(int who, int64_t at, enum form);
void	json_user(int who, int64_t at);
void	json_emoji(const struct scene *, int which, enum form);
void	json_put(const struct scene *, const char *template);

/* ----- what is written ----- */

void	export_write(const struct world *);
void	updates_write(struct world *);
void	updates_nested(const struct scene *, int message);	/* one that is replied to */

/* What the chat's bot asked of models in the last three weeks, and a script of Elena's without a chat. */
void	usage_write(struct world *);

#endif
