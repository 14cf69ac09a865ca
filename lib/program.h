/*
 * What the main of every program does: command line, configuration, exit status.
 */
#ifndef LIB_PROGRAM_H
#define LIB_PROGRAM_H

#include <stdbool.h>

/* An option: a flag that becomes true, a word that is kept, or a word that something is done with. */
struct program_option {
	const char	*name;		/* behind two dashes; NULL ends a list */
	char		 letter;	/* behind one dash; 0: there is none */
	bool		*flag;
	const char	**word;
	int		(*take)(void *cookie, char *word);	/* 0, or -1 after logging */
};

struct program {
	const char	*name, *usage;
	enum { PROGRAM_NO_WORDS, PROGRAM_WORDS, PROGRAM_VERB } takes;	/* a verb ends the options */
	const char	*config;	/* of --config; or NULL */
	const char	*database;	/* of --database, or once it is configured */
	char		**words;	/* those that are no options, ended by NULL */
	int		 nword;
};

/*
 * Reads the command line: its own options, and those that all programs have; --help and --version end the
 * process.  0, or -1 after logging with STATUS_MISUSE.
 */
int	program_parse(struct program *, int argc, char **argv, const struct program_option *, void *cookie);

/* Loads the configuration, and finds the database there unless it was given; 0, or -1 after logging. */
int	program_configure(struct program *);

/* The exit status; what standard output did not take is logged, unless something else failed before. */
int	program_end(void);

#endif
