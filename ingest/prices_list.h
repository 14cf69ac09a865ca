/*
 * What the rooms of price lists share, and nobody else: a list that is being read.  prices.c stores it,
 * prices_csv.c reads our own CSV, prices_litellm.c LiteLLM's JSON.
 */
#ifndef INGEST_PRICES_LIST_H
#define INGEST_PRICES_LIST_H

#include "ingest/csv.h"
#include "ingest/file.h"
#include "ingest/scan.h"
#include "lib/intern.h"
#include "lib/json.h"
#include "lib/usage.h"

enum { PRICES_TIERS = 8 };

/* What a model costs from an instant on: a row a tier. */
struct group {
	char	model[USAGE_TEXT];
	char	aliases[4 * USAGE_TEXT];	/* separated by blanks */
	bool	dated;				/* by the list */
	int64_t	valid_from;			/* -1: see chatstat-import(1) */
	const char	*why;			/* they cannot be used, where that is so */
	size_t	count;
	struct tier {
		int64_t	above;
		int64_t	per[TOKENS_COUNT];	/* -1: not told */
	}	tiers[PRICES_TIERS];
};

/* A list that is being read, group by group. */
struct prices {
	const char			*path;
	const struct file_options	*options;
	int64_t				 now;
	struct csv			*csv;
	size_t				 columns;	/* of the header */
	size_t				 index[16];
	struct csv_row			 row;		/* that was read, but is not of the group */
	bool				 waiting;
	struct intern			 seen;		/* models, beside valid_from */
	struct scan			 scan;
	struct json_reader		*reader;
	struct group			 group;
};

/* Begins to read a stream.  0, or -1 after logging what is wrong with it. */
int	prices_begin_csv(struct prices *, FILE *);
int	prices_begin_json(struct prices *, FILE *);

/*
 * The next group: 1; 2 where the model has no prices a token, 3 where they cannot be used; 0 at the end, or
 * -1 after logging the place of the fault.
 */
int	prices_next_of_csv(struct prices *);
int	prices_next_of_json(struct prices *);

#endif
