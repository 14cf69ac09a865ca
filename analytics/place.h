/*
 * Where copies of a database are, what they are called, and where one is made.
 */
#ifndef ANALYTICS_PLACE_H
#define ANALYTICS_PLACE_H

#include <limits.h>
#include <stdint.h>

struct place {
	char		 database[PATH_MAX];	/* its file, links resolved; it may not be there */
	char		 folder[PATH_MAX];	/* of the copies */
	const char	*config;		/* for companions; NULL: none was named */
	int64_t		 now;
};

/* Finds it by the configuration and a database; 0 or -1. */
int	place_find(struct place *, const char *database, const char *config, int64_t now);

/*
 * Makes an empty folder DATABASE.WHAT for what is half done; what a killed one left there goes.  *file is
 * where the database goes in it.  place_clear takes it away.  0 or -1.
 */
int	place_work(const struct place *, const char *what, char file[PATH_MAX]);
void	place_clear(const struct place *, const char *what);

/* A line a copy, the newest first: 0 or -1. */
int	place_list(const struct place *);

/* Deletes copies that are kept no longer or half written, beside the database too: 0 or -1. */
int	place_prune(const struct place *);

#endif
