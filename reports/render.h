/*
 * Renderers: an answer as text, JSON, CSV, a message or a chart; answers as a page.  0, or -1 after
 * logging (only output errors and a failing gnuplot).
 */
#ifndef REPORTS_RENDER_H
#define REPORTS_RENDER_H

#include <stdbool.h>
#include <stdio.h>

#include "reports/report.h"

/* What the terminal can show; from the environment by text_style, or fixed for tests. */
struct text_style {
	int	width;		/* cells; used from 60 to 120 */
	bool	utf8;
	bool	tty;		/* cursor may be placed after a name */
	int	colors;		/* 0, 256, or 1 << 24 */
};
struct text_style	text_style(FILE *);

int	render_text(FILE *, const struct table *, const struct text_style *);
int	render_json(FILE *, const struct table *);
int	render_csv(FILE *, const struct table *);

/* What of an answer a message is to hold. */
struct excerpt {
	bool	caption;	/* it goes below a picture */
	bool	paged;		/* what it has no room for is in other messages */
	size_t	skip, most;	/* rows, if it is one of several */
	size_t	next;		/* is set to the skip of the next message; 0: there is none */
};

/*
 * One message of Telegram, in its HTML and within its limits.  Where a chart shows all there is, what is
 * longer than a caption is cut to one.
 */
int	render_telegram(FILE *, const struct table *, struct excerpt *);

enum theme { THEME_LIGHT, THEME_DARK };
enum picture { PICTURE_PNG, PICTURE_SVG };

/* Answers that are shown together: those of a card, or of reports that were named. */
struct page {
	const struct card	*card;		/* or NULL */
	const struct part {
		const struct table	*table;
		const char		*heading;	/* of the card's section that begins; or NULL */
	}			*parts;
	size_t			 count;
	bool			 shrunk;	/* less was recorded than the card wanted */
	bool			 index;		/* of a folder: its chats are links */
	const char		*state;		/* what it depends on (site.c); or NULL */
};

/* One self-contained file. */
int	render_html(FILE *, const struct page *);

/*
 * The gnuplot script that draws the card's picture, or the first answer's chart; also when there is
 * nothing to show.
 */
int	chart_script(FILE *, const struct page *, enum theme, enum picture);

/* Runs gnuplot on that script and writes the picture, whole or not at all. */
int	chart_render(FILE *, const struct page *, enum theme, enum picture);

/* The charts of all answers that have one, as SVG without titles, in both themes. */
struct figure {
	char	*svg[2];		/* by theme; NULL: there is none */
	size_t	 length[2];
	int	 height;		/* of CHART_WIDTH pixels */
	char	 said[1024];		/* the sentences below it */
};

/* One for each answer; 0 or -1.  chart_figures_free is due in both cases. */
int	chart_figures(const struct page *, struct figure *);
void	chart_figures_free(struct figure *, size_t count);

#endif
