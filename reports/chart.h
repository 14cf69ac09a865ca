/*
 * A gnuplot script in the making.  Its axes are the pixels of the picture, from the top left, so
 * everything is placed by arithmetic in C; gnuplot draws, and chooses nothing.  Every text stands
 * in a datablock, never in quotes: what a text says cannot change what the script does.
 */
#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

#include "reports/render.h"

enum {
	CHART_WIDTH = 1280,
	CHART_EDGE = 48,		/* kept free all round */
	CHART_RIGHT = CHART_WIDTH - CHART_EDGE,
	CHART_CLASSES = 6,
	CHART_TEXT = 4096		/* bytes that hold any text fitted to the picture */
};

/* Colours, as 0xRRGGBB. */
struct palette {
	uint32_t	ground, ink, soft, faint, grid, cell, gap, band, accent, up, down;
	uint32_t	classes[CHART_CLASSES];
};
const struct palette	*chart_palette(enum theme);

/* How a text is set: its size in pixels, colour and alignment stand in one table in chart.c. */
enum type {
	TYPE_TITLE, TYPE_SUBTITLE, TYPE_FOOTER, TYPE_KEY,
	TYPE_NAME, TYPE_VALUE, TYPE_SHARE, TYPE_RANK, TYPE_UP, TYPE_DOWN, TYPE_SAME, TYPE_NEW,
	TYPE_TICK_X, TYPE_TICK_Y, TYPE_SERIES, TYPE_SERIES_VALUE, TYPE_ASIDE, TYPE_GAP,
	    TYPE_GAP_UPRIGHT, TYPE_PEAK,
	TYPE_UNKNOWN, TYPE_HEADLINE, TYPE_SENTENCE,
	TYPES
};

struct canvas {
	const struct palette	*palette;
	enum picture		 picture;
	int			 height;
	int			 blocks;	/* datablocks so far */
	struct memory {
		FILE	*file;
		char	*text;
		size_t	 size;
	} data, plots, texts[TYPES];
};

/* Memory for a chart; 0, or -1 after logging.  chart_close is due in both cases. */
int	chart_open(struct canvas *, enum theme, enum picture, int height);
void	chart_close(struct canvas *);

/* A text at a point, which is the middle of its height and its left, centre or right. */
void	chart_text(struct canvas *, enum type, double x, double y, const char *text);

/* A stranger's text, cleaned and cut to a width. */
void	chart_name(struct canvas *, enum type, double x, double y, const char *name, double width);

/* The pixels that a text of ours takes. */
double	chart_text_width(enum type, const char *text);

/* Title, subtitle, and sentences below as far as they fit into a width; "" are left out. */
void	chart_head(struct canvas *, const struct table *);
void	chart_foot(struct canvas *, const char *const *sentences, size_t count, double width);

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

/* A colour mixed with another: part of 0 is the first, 1 the second. */
uint32_t	chart_mix(uint32_t, uint32_t, double part);

/* Writes the script; 0, or -1 after logging. */
int	chart_emit(struct canvas *, FILE *);

/* The kinds of charts; each opens the chart, for it knows the height.  0, or -1 after logging. */
int	chart_bars(struct canvas *, const struct table *, enum theme, enum picture);
int	chart_line(struct canvas *, const struct table *, enum theme, enum picture);
int	chart_heat(struct canvas *, const struct table *, enum theme, enum picture);

#endif
