/*
 * Text of strangers, made fit to be shown: cleaned, cut by grapheme cluster, measured in terminal
 * cells and in em of DejaVu Sans (look: names of members, titles of chats, emoji).
 * Functions that write into buf always end it with a NUL and never cut inside a cluster.
 */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * For a terminal: no control or format characters, no variation selectors, skin tones of others or ZWJ
 * tails, blanks folded; a width that every terminal agrees on.  "no name" if nothing is left.
 */
void	text_fold(char *buf, size_t size, const char *text);

/* Cells that folded text takes: 0, 1 or 2 a code point. */
int	text_cells(const char *text);

/* Folds and cuts to a number of cells, with "…" where something was cut. */
void	text_cut(char *buf, size_t size, const char *text, int cells);

/*
 * For a chart: what no font of ours has becomes □, bidi controls go, marks are limited to 2 a
 * base, mathematical letters become plain ones.  "no name" if nothing is left.
 */
void	text_clean(char *buf, size_t size, const char *text);

/* Width of cleaned text in pixels at a type size. */
double	text_pixels(const char *text, double size, bool bold);

/* Cleans, cuts to a width in pixels, and wraps in FSI and PDI; size is 16 or more. */
void	text_fit(char *buf, size_t size, const char *text, double width, double type_size,
    bool bold);

/*
 * 12345 as "12,345", or as the language spoken has it; negative with U+2212.  The buffer is the caller's, 48
 * bytes or more.
 */
const char	*text_number(char *buf, int64_t);

/* Of names of at most 31 letters, the one that a word is most like, if any. */
struct nearest {
	const char	*word, *name;	/* name NULL: none is */
	int		 least;
};

/* Takes a name into account. */
void	text_compare(struct nearest *, const char *name);

/* A text as HTML that Telegram takes, as much of it as there is room for. */
void	text_escape(char *buf, size_t size, const char *text);

#endif
