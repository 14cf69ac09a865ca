/*
 * A line of text on a terminal or in a pipe, written from left to right: keeps count of the column,
 * pads, colours, and says everything in ASCII where UTF-8 is not understood.
 */
#ifndef REPORTS_TERMINAL_H
#define REPORTS_TERMINAL_H

#include "reports/render.h"

enum { TERMINAL_CELL = 1024 };

struct terminal {
	FILE			*out;
	const struct text_style	*style;
	int			 column;	/* cells written, the due blanks among them */
	int			 due;		/* blanks before the next text */
};

enum pen { PEN_PLAIN, PEN_BOLD, PEN_DIM, PEN_ACCENT, PEN_UP, PEN_DOWN };

/* The cells a line may take. */
int	terminal_width(const struct terminal *);

/* Our own words and numbers. */
void	terminal_text(struct terminal *, const char *text, enum pen);

/* The same, right-aligned in a number of cells, or left-aligned and padded. */
void	terminal_right(struct terminal *, const char *text, int cells, enum pen);
void	terminal_left(struct terminal *, const char *text, int cells, enum pen);

/*
 * A stranger's text: folded, cut, padded to cells (cut only, if pad is false).  Where terminals
 * disagree about its width the cursor is placed behind it.
 */
void	terminal_name(struct terminal *, const char *name, int cells, bool pad, enum pen);

/* The cells a stranger's text takes when it is not cut. */
int	terminal_name_cells(const struct terminal *, const char *name);

/* Blanks. */
void	terminal_blank(struct terminal *, int cells);

/* A bar of value / max of a number of cells; at least a sliver if value is not 0. */
void	terminal_bar(struct terminal *, int64_t value, int64_t max, int cells);

/* Text on a coloured ground; colours as 0xRRGGBB.  Only where style.colors is not 0. */
void	terminal_cell(struct terminal *, const char *text, unsigned int ground, unsigned int ink);

/* Ends the line. */
void	terminal_end(struct terminal *);

/* Sentences, broken between words into lines that begin with indent blanks; long words are cut. */
void	terminal_wrap(struct terminal *, const char *text, int indent, enum pen);

#endif
