/*
 * A report: rows with typed columns.  The table of reports is in reports.c; answer.c fills a struct
 * table from a report's SQL and shape; renderers know tables, never reports.
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/policy.h"
#include "lib/zone.h"

enum unit {
	UNIT_COUNT,
	UNIT_TENTHS,	/* a count with one decimal: n is ten times the value */
	UNIT_ID,
	UNIT_PERCENT,	/* one decimal: n is ten times the value */
	UNIT_SECONDS,
	UNIT_DATE,	/* n is a local day */
	UNIT_PERIOD,	/* first local day of a period of the table's grain; or local hours since 1970 */
	UNIT_INSTANT,	/* UTC seconds */
	UNIT_HOUR,	/* 0 to 23 */
	UNIT_WEEKDAY,	/* 1 = Monday to 7 */
	UNIT_CHANGE,	/* a signed count: places gained or lost */
	UNIT_MONEY,	/* nano-dollars */
	UNIT_FLAG,	/* 0 or 1; false or true in JSON */
	UNIT_SCORE,	/* two decimals: n is a hundred times the value */
	UNIT_MEASURE,	/* a row's own unit, which its column unit names: the cell holds it */
	UNIT_NAME,
	UNIT_TEXT,
	UNIT_LINK,	/* a text that is of no use where it is cut */
	UNIT_EMOJI	/* of a reaction: an emoji, "custom:ID" or "paid" */
};

struct column {
	const char	*name;
	enum unit	 unit;
};

/* A cell; unknown is null in JSON and "–" in text, and never 0. */
struct value {
	bool		 known;
	enum unit	 unit;		/* in a column of UNIT_MEASURE */
	int64_t		 n;		/* numbers */
	const char	*text;		/* names, texts and emoji; lives as long as the table */
};

enum layout { LAYOUT_TABLE, LAYOUT_CARD, LAYOUT_RANKING, LAYOUT_SERIES, LAYOUT_HEATMAP,
    LAYOUT_BARS, LAYOUT_COHORTS };
enum chart { CHART_NONE, CHART_BARS, CHART_LINE, CHART_HEATMAP, CHART_STACKED, CHART_COLUMNS,
    CHART_MATRIX, CHART_COHORTS, CHART_SIDES, CHART_COST, CHART_POLL };

/* Who may ask in the chat: everybody; members about themselves; administrators. */
enum who { WHO_EVERYONE, WHO_SELF, WHO_ADMINISTRATORS };

enum { REPORT_COLUMNS = 32, TABLE_NOTES = 6 };

/*
 * A line of a LAYOUT_CARD: label, the value of a column, and phrases about it.  In a phrase {name} is
 * a column's value, an hour as "21:00–22:00"; {name+} likewise with its sign as ▲ or ▼; {name noun} with
 * a noun for so many of it, "3 links"; {before} is what the window is compared with, "the 30 days before".
 * A phrase with an unknown value is left out.  Phrases are joined by "; ".  An empty label is a blank line.
 */
struct card_line {
	const char	*label;
	const char	*column;
	const char	*phrases[3];
};

struct answer;

/* The table of reports (reports.c) has one of these a report. */
struct report {
	const char		*name;
	const char		*title;
	enum layout		 layout;
	enum chart		 chart;
	enum who		 who;
	unsigned		 takes;		/* enum takes */
	enum policy		 texts;		/* what a chat has to keep of texts for there to be rows */
	bool			 timeless;	/* the same in every window */
	const struct card_line	*card;	/* of a LAYOUT_CARD, ended by a NULL label */
	const char		*help;		/* one line */
	const char		*picture;	/* the report whose chart stands for this one's, or NULL */
	int			(*shape)(struct answer *);	/* fills the table */
	const char		*sql;		/* for the shape */
	const char		*const *choices;	/* of --by, the default first, then NULL; or NULL */
	const struct column	*columns;	/* ended by a NULL name */
	const char		*label;		/* the column a row is about, where it is not the first */
	const char		*nothing;	/* said where there is nothing to show; "….": of any window */
};

/* Options that a report takes beside chat and window. */
enum takes {
	TAKES_TOPIC = 1,
	TAKES_MEMBER = 2,
	TAKES_TOP = 4,		/* it ranks */
	TAKES_BOTS = 8,		/* its rows leave bots out unless --bots */
	TAKES_NO_BOTS = 16,
	TAKES_ALL = 32,		/* without --chat it is about all chats */
	TAKES_MATCH = 64,	/* and needs it */
	TAKES_AGAINST = 128,
	TAKES_USAGE = 256,	/* without --chat it is about all usage, also without a chat */
	TAKES_CHECK = 512,
	TAKES_NO_USAGE = 1024	/* likewise where there is none yet */
};

struct interval {
	int64_t	from;
	int64_t	to;
};

/* Sums stay; facts go by age, and texts sooner. */
enum reads { READS_SUMS, READS_FACTS, READS_TEXTS };

/* What an answer covers. */
struct coverage {
	bool		 any;		/* false: no data at all; then first and last mean nothing */
	bool		 bots_hidden;	/* rows leave bots out */
	bool		 frozen;	/* some chat's facts were purged: what is left before are sums */
	bool		 textless;	/* likewise texts */
	enum reads	 reads;		/* what rows are read from */
	enum policy	 texts;		/* the most that one of the chats keeps of them */
	int64_t		 first, last;	/* first and last covered instant of the chat */
	int64_t		 messages;	/* in the window, by_bots among them */
	int64_t		 members;	/* distinct senders in the window, without bots */
	int64_t		 by_bots;	/* messages of bots and automatic forwards in the window */
	int64_t		 last_message;	/* the latest before the window ends; 0: none */
	int64_t		 members_known;
	int64_t		 members_total;	/* -1: unknown */
	int64_t		 frozen_before;	/* the last instant that frozen holds up to, of any chat */
	int64_t		 texts_since;	/* likewise textless */
	struct interval	*gaps;		/* inside the window */
	size_t		 ngap;
};

struct subject {
	int64_t		 id;
	const char	*title;
};

/* An answer. */
struct table {
	const struct report	*report;
	const char		*title;		/* "Members by messages" */
	struct subject		*chats;		/* one, or more */
	size_t			 nchat;
	const char		*topic;		/* its title, or NULL */
	const char		*member;	/* his or her name, or NULL */
	struct span		 window;
	const struct zone	*zone;		/* NULL: the chats' zones differ */
	const char		*pending;	/* the zone of its days after the next rollup, or NULL */
	int64_t			 days;		/* of the window */
	int64_t			 now;
	enum grain		 grain;		/* of UNIT_PERIOD */
	bool			 compared;	/* previous could be computed */
	bool			 unrecorded;	/* or not, since not all of it was recorded */
	bool			 brief;		/* there is little room: weeks are told by their first day */
	bool			 cut;		/* the window does not begin and end with local days */
	bool			 full;		/* of as many rows as --top allows: others are not counted */
	struct coverage		 coverage;
	size_t			 ncolumn;
	struct column		 columns[REPORT_COLUMNS];
	size_t			 by;		/* column that a ranking, series or heat map shows */
	size_t			 nrow;
	struct value		*cells;		/* nrow x ncolumn */
	struct value		*total;		/* of columns that add up, below the rows; or NULL */
	unsigned char		 places[REPORT_COLUMNS];	/* decimals of a column's amounts, in text */
	const char		*notes[TABLE_NOTES];	/* sentences of the shape's own, below */
	size_t			 nnote;
};

static inline const struct value *
table_at(const struct table *t, size_t row, size_t column)
{
	return &t->cells[row * t->ncolumn + column];
}

/* The unit of a cell: its column's, or of UNIT_MEASURE its own. */
static inline enum unit
table_unit(const struct table *t, size_t row, size_t column)
{
	return t->columns[column].unit == UNIT_MEASURE ? table_at(t, row, column)->unit :
	    t->columns[column].unit;
}

/* The index of a column by its name; ncolumn if there is none. */
size_t	table_column(const struct table *, const char *name);

/*
 * The column a row is about: the report's, else the first name, text, emoji, hour, weekday or period; or
 * ncolumn.
 */
size_t	table_label(const struct table *);

/* The largest known value of a column; 0 if there is none above. */
int64_t	table_max(const struct table *, size_t column);

/* Whether facts of the window were purged: of a part of it there are sums only. */
bool	table_frozen(const struct table *);

/* Finds out how many decimals the amounts of each column of UNIT_MONEY take. */
void	table_places(struct table *);

/* A heat map's values of column by, Monday first; NULL where there is no row. */
void	table_week(const struct table *, const struct value *week[7][24]);

#endif
