/*
 * What chats, or members, are called, by Telegram's ids: read once, told in any order, of which the latest
 * wins, and written when it is time.
 */
#ifndef INGEST_DIRECTORY_H
#define INGEST_DIRECTORY_H

#include "lib/db.h"
#include "lib/map.h"

/* A chat or a member as the database has it, or will have it once it is written. */
struct known {
	int64_t	 number;	/* chat or member */
	char	*name;		/* or title */
	int64_t	 named_at;
	char	*username;	/* "" for none */
	int64_t	 ids[2];	/* chat: what it is and was called by, since members opt out by either */
	bool	 marked;	/* chat: a forum; member: a bot */
	bool	 dirty;
};

struct directory {
	struct map	 map;	/* by Telegram's id, and whether automatic */
	struct known	*list;
	size_t		 capacity;
};

/* Forgets all entries, also what is not written; and frees the memory. */
void	directory_clear(struct directory *);
void	directory_free(struct directory *);

/* The entry of an id; a new one is empty (number 0). NULL after logging. */
struct known	*directory_entry(struct directory *, int64_t id, bool automatic);

/* Fills an entry from a row of number, name, named_at, username, marked; 1, 0 if there is no row, -1. */
int	directory_read(struct stmt *, struct known *);

/* Takes over a name and a username, where they are told and no later ones are known; 0 or -1. */
int	directory_tell(struct known *, const char *name, const char *username, int64_t at);

/* Takes over a name that gives way to any that is, or will be, told; 0 or -1. */
int	directory_presume(struct known *, const char *name);

/* Writes what changed, with a text that takes :name, :at, :username and :number; 0 or -1. */
int	directory_write(struct db *, struct directory *, const char *sql);

#endif
