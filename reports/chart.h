/*
 * A gnuplot script in the making.  Its axes are the pixels of the picture, from the top left, so
 * everything is placed by arithmetic in C; gnuplot draws, and chooses nothing.  Every text stands
 * in a datablock, never in quotes: what a text says cannot change what the script does.
 */
#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

#include "reports/render.h"

enum {
	CHART_WIDTH = 1280,		/* of all but the card's picture */
	CHART_EDGE = 48,		/* kept free all round */
	CHART_RIGHT = CHART_WIDTH - CHART_EDGE,
	CHART_CLASSES = 6,
	CHART_SERIES = 6,
	CHART_TEXT = 4096		/* bytes that hold any text fitted to the picture */
};

/* Colours, as 0xRRGGBB. */
struct palette {
	uint32_t	ground, ink, soft, faint, grid, cell, gap, band;
	uint32_t	accent, accent2, warm, up, down;
	uint32_t	classes[CHART_CLASSES];
	uint32_t	series[CHART_SERIES];	/* the last one is for the rest */
};
const struct palette	*chart_palette(enum theme);

/* How a text is set: its size in pixels, colour and alignment stand in one table in chart.c. */
enum type {
	TYPE_TITLE, TYPE_SUBTITLE, TYPE_FOOTER, TYPE_FOOTER_WARM, TYPE_KEY,
	TYPE_NAME, TYPE_VALUE, TYPE_SHARE, TYPE_RANK, TYPE_UP, TYPE_DOWN, TYPE_SAME, TYPE_EMOJI,
	TYPE_TICK_X, TYPE_TICK_Y, TYPE_UPRIGHT, TYPE_PEAK, TYPE_COLUMN,
	TYPE_SERIES, TYPE_SERIES_VALUE, TYPE_WARM, TYPE_WARM_VALUE, TYPE_INK, TYPE_INK_VALUE,
	TYPE_CELL, TYPE_DEEP, TYPE_SLANTED,
	TYPE_ASIDE, TYPE_HEADLINE, TYPE_SENTENCE,
	TYPE_GREAT, TYPE_NUMBER, TYPE_HEADING, TYPE_SMALL,
	TYPES
};

struct canvas {
	const struct palette	*palette;	/* set before chart_open, as are the next three */
	enum picture		 picture;
	int			 width;
	int			 top;		/* what is above is cut off: titles that are said elsewhere */
	int			 height;
	char			 said[1024];	/* chart_foot's sentences, also those that found no room */
	int			 blocks;	/* datablocks so far */
	struct memory {
		FILE	*file;
		char	*text;
		size_t	 size;
	} data, plots, texts[TYPES];
};

/* Memory for a chart of a height; 0, or -1 after logging.  chart_close is due in both cases. */
int	chart_open(struct canvas *, int height);
void	chart_close(struct canvas *);

/* A text at a point, which is the middle of its height and its left, centre or right. */
void	chart_text(struct canvas *, enum type, double x, double y, const char *text);

/* A stranger's text, cleaned and cut to a width; into a buffer of CHART_TEXT, or at a point. */
void	chart_fit(char buf[CHART_TEXT], enum type, const char *name, double width);
void	chart_name(struct canvas *, enum type, double x, double y, const char *name, double width);

/* An emoji of a ranking, centred; whether it was a custom one, for which a square stands. */
bool	chart_emoji(struct canvas *, double x, double y, const char *text, double width);

/* The pixels that a text of ours takes. */
double	chart_text_width(enum type, const char *text);

/*
 * Begins a datablock: rows of numbers are printed to chart->data.file, blank lines break a line.
 * chart_end adds it to the plot, drawn over what came before, with the rest of the plot command.
 */
void	chart_begin(struct canvas *);
void	chart_end(struct canvas *, const char *using, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));

/* Boxes with rounded corners, but for those that are too thin for it. */
struct box {
	double		x0, x1, y0, y1;
	uint32_t	color;
};
void	chart_boxes(struct canvas *, const struct box *, size_t count, double radius);

/* A straight line. */
struct segment {
	double	x0, y0, x1, y1;
};
void	chart_segments(struct canvas *, const struct segment *, size_t count, double width,
    uint32_t color);

/* A colour mixed with the ground: part of 0 is the colour, 1 the ground. */
uint32_t	chart_mix(const struct canvas *, uint32_t, double part);

/* A colour for what is not over yet. */
uint32_t	chart_faded(const struct canvas *, uint32_t);

/* Writes the script; 0, or -1 after logging. */
int	chart_emit(struct canvas *, FILE *);

/* Title and subtitle. */
void	chart_head(struct canvas *, const struct table *);

/*
 * Sentences below, as far as they fit into a width; "" are left out.  What is missing is said after
 * the first.
 */
void	chart_foot(struct canvas *, const struct table *, const char *const *sentences, size_t count,
    double width);

/* The kinds of charts; each opens the chart, for it knows the height.  0, or -1 after logging. */
int	chart_bars(struct canvas *, const struct table *);
int	chart_poll(struct canvas *, const struct table *);	/* the bars of the first one */
int	chart_cohorts(struct canvas *, const struct table *);
int	chart_columns(struct canvas *, const struct table *);
int	chart_cost(struct canvas *, const struct table *);
int	chart_heat(struct canvas *, const struct table *);
int	chart_line(struct canvas *, const struct table *);
int	chart_matrix(struct canvas *, const struct table *);
int	chart_nothing(struct canvas *, const struct table *);
int	chart_sides(struct canvas *, const struct table *);
int	chart_stacked(struct canvas *, const struct table *);

/* A year in one picture: its card's numbers, months, week, ranking and emoji. */
int	chart_year(struct canvas *, const struct page *);

#endif
