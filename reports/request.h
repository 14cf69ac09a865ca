/*
 * What was asked for, as parsed from the command line; strings are argv's.
 */
#ifndef REPORTS_REQUEST_H
#define REPORTS_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/render.h"

enum { REQUEST_REPORTS = 32, REQUEST_CHATS = 64, TOP_DEFAULT = 20, TOP_MAX = 10000 };

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_HTML, FORMAT_PNG, FORMAT_SVG,
    FORMAT_SCRIPT, FORMAT_TELEGRAM, FORMAT_CAPTION };

struct card;
struct program;

struct request {
	const struct card	*card;		/* or NULL; then reports are those that are named beside it */
	const struct report	*reports[REQUEST_REPORTS];
	size_t			 nreport;
	const char		*chats[REQUEST_CHATS];
	size_t			 nchat;
	const char		*last;
	const char		*since;
	const char		*until;
	const char		*member;
	const char		*topic;
	const char		*by;
	const char		*match;
	const char		*against;
	const char		*locale;	/* NULL: the chat's */
	int64_t			 top;
	int64_t			 skip;
	bool			 paged;		/* --skip: a message at a time */
	bool			 bots;		/* --bots: in rankings too */
	bool			 check;		/* --check: exit 3 where a budget is passed */
	bool			 no_bots;	/* --no-bots: out of totals too */
	enum format		 format;
	bool			 format_given;
	enum theme		 theme;
	const char		*output;	/* NULL: standard output */
	int64_t			 now;
};

/*
 * Parses the command line of chatstat; 0, or -1 after logging with STATUS_MISUSE.  Stops at the first
 * word that is no option, report or card, which is *word then.  --help and --version end the process.
 */
int	request_parse(struct request *, struct program *, int argc, char **argv, const char **word);

/* Whether the answer is to be drawn. */
bool	request_is_picture(const struct request *);

/* What --format and --theme take, ended by NULL. */
extern const char *const request_formats[];
extern const char *const request_themes[];

/* The usage text. */
extern const char request_usage[];

#endif
