/*
 * Commands in chats: what a member asked for, understood word by word.
 *
 * Nothing of a member's goes anywhere but as one of these values, each checked here: a report is one of the
 * catalogue, a span one of those there are.
 */
#ifndef INGEST_COMMAND_H
#define INGEST_COMMAND_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "ingest/catalogue.h"

/* How /digest is used; marked, to be translated. */
#define COMMAND_DIGEST	N_("A digest looks like <code>/digest weekly mon 09:00</code>," \
	" <code>/digest daily 09:00</code>, <code>/digest monthly 1 09:00</code>" \
	" or <code>/digest off</code>.")

enum { COMMAND_WORD = 65, COMMAND_TOP = 50, COMMAND_SKIP = 5000 };

enum deed {
	DEED_REPORT, DEED_HELP, DEED_PRIVACY, DEED_OPTOUT, DEED_OPTIN, DEED_FORGET, DEED_SETTINGS, DEED_SET,
	DEED_DIGEST, DEED_CHAT, DEED_START
};

/* Where a command is offered. */
enum offer { OFFER_EVERYONE, OFFER_ADMINISTRATORS, OFFER_PRIVATE };

struct command;

/* What a command of the bot is; ended by a NULL name. */
extern const struct command_kind {
	const char	*name;
	const char	*report;	/* of a DEED_REPORT, where none is named */
	const char	*help;		/* NULL: it is not listed */
	enum deed	 deed;
	bool		 addressed;	/* other bots have it too: in groups it counts only as /name@bot */
	enum offer	 offer;
	/* Reads the words behind one that is no DEED_REPORT into rest; NULL: there are none that mean much */
	bool		 (*take)(struct command *, char *words, bool private, FILE *wrong);
} command_kinds[];

struct command {
	const struct command_kind	*kind;
	const struct catalogue_report	*report;	/* of a DEED_REPORT */
	const char			*picture;	/* the report whose chart goes with it; NULL: none */
	bool				 named;		/* the report was named */
	char				 span[16];
	char				 member[COMMAND_WORD];	/* "@username", or "" */
	char				 by[COMMAND_WORD], topic[COMMAND_WORD];
	char				 match[COMMAND_WORD], against[COMMAND_WORD];
	int64_t				 top, skip;	/* 0: not given */
	bool				 no_bots;
	const struct setting		*setting;	/* of a DEED_SET */
	bool				 own;		/* it is the member's, not the chat's */
	char				 rest[COMMAND_WORD];	/* of others: their words, as understood */
};

enum command_end {
	COMMAND_NONE,		/* it is no command, or not this bot's */
	COMMAND_GIVEN,
	COMMAND_WRONG		/* it was not understood, and why has been written */
};

/* Reads a text of at most 512 bytes; what is wrong is written as HTML, with the nearest right form. */
enum command_end	command_parse(const struct catalogue *, const char *bot, bool private,
			    const char *text, struct command *, FILE *wrong);

/* Whether only administrators may ask it: for what others did, or what others may not see. */
bool	command_is_privileged(const struct command *);

/* Writes it in the one form that all ways to say it have in common. */
void	command_write(FILE *, const struct command *);

#endif
