/*
 * Cards: lists of reports with arguments, shown together.  They are data: the table in cards.c is the one
 * place to add one.
 */
#ifndef REPORTS_CARDS_H
#define REPORTS_CARDS_H

#include "reports/request.h"

/* Whose a report is: a chat's, that of --member, of both; or it is there only where it is named, too. */
enum card_of { CARD_ANY, CARD_CHAT, CARD_MEMBER, CARD_NAMED };

struct card_part {
	const char	*report;
	const char	*heading;	/* of the section that begins with it; NULL: it goes on */
	const char	*by;		/* NULL, 0: the report's default */
	int64_t		 top;
	enum card_of	 of;
	bool		 all_time;	/* where the window is longer than texts are kept: of all time */
};

/* A large number: a column of a report that has one row, or of its first row. */
struct card_tile {
	const char		*report;
	struct card_line	 line;		/* the label stands below */
};

struct card {
	const char		*name;
	const char		*help;
	const char		*last;		/* --last, where nothing was said */
	bool			 shrinks;	/* where less was recorded, to the months that were */
	enum format		 format;	/* likewise -f */
	bool			 picture;	/* it can be one (chart_year.c) */
	bool			 folder;	/* it can be a folder of pages (site.c) */
	const struct card_tile	*tiles;		/* ended by a NULL report, as are parts */
	const struct card_part	*parts;
};

/* Ended by one without a name. */
extern const struct card cards[];

/* A card by its name; NULL. */
const struct card	*cards_find(const char *name);

/* A tile's value, and what stands below it; false where it has none. */
bool	cards_tile(const struct page *, const struct card_tile *, char *value, size_t value_size, char *label,
    size_t label_size);

#endif
