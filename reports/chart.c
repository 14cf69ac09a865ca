#include "reports/chart.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "lib/stream.h"
#include "lib/text.h"

static const struct palette palettes[] = {
	[THEME_LIGHT] = {
		.ground = 0xffffff, .ink = 0x1b2733, .soft = 0x5b6b79, .faint = 0x8796a3,
		.grid = 0xe6ebef,
		.cell = 0xf1f4f6, .gap = 0xeef1f4, .band = 0xe3ebf8, .accent = 0x2458c5,
		.accent2 = 0xa9c1ef, .warm = 0xd16104, .up = 0x0f766b, .down = 0xb4530a,
		.classes = { 0xd6e4fb, 0xa5c4f5, 0x6c9ceb, 0x3a70d6, 0x1f4aa8, 0x0f2a66 },
		.series = { 0x2458c5, 0xd16104, 0x169286, 0x960550, 0xf5b83f, 0xa9b4bf }
	},
	[THEME_DARK] = {
		.ground = 0x17212b, .ink = 0xf2f6f9, .soft = 0xa9bac8, .faint = 0x7c90a3,
		.grid = 0x2a3846,
		.cell = 0x1f2c38, .gap = 0x212e3a, .band = 0x22324a, .accent = 0x6c9bf5,
		.accent2 = 0x38537f, .warm = 0xf59a3c, .up = 0x5fd9bf, .down = 0xf59a3c,
		.classes = { 0x23406b, 0x2c5797, 0x3f79cc, 0x6aa0ee, 0xa8caf9, 0xe6f0ff },
		.series = { 0x6b8ff2, 0xf59a3c, 0x5fd9bf, 0xc58fb0, 0xf2e04a, 0x5f7183 }
	}
};

#define COLOR(token)	offsetof(struct palette, token)

static const struct {
	int		 size;		/* pixels */
	bool		 bold;
	size_t		 color;		/* where in the palette */
	const char	*align;
	const char	*extra;
} types[TYPES] = {
	[TYPE_TITLE] = { 45, true, COLOR(ink), "left", "" },
	[TYPE_SUBTITLE] = { 30, false, COLOR(soft), "left", "" },
	[TYPE_FOOTER] = { 27, false, COLOR(soft), "left", "" },
	[TYPE_FOOTER_WARM] = { 27, false, COLOR(warm), "left", "" },
	[TYPE_KEY] = { 27, false, COLOR(soft), "right", "" },
	[TYPE_NAME] = { 30, false, COLOR(ink), "right", "" },
	[TYPE_VALUE] = { 30, true, COLOR(ink), "left", "" },
	[TYPE_SHARE] = { 27, false, COLOR(soft), "left", "" },
	[TYPE_RANK] = { 30, false, COLOR(soft), "right", "" },
	[TYPE_UP] = { 26, false, COLOR(up), "left", "" },
	[TYPE_DOWN] = { 26, false, COLOR(down), "left", "" },
	[TYPE_SAME] = { 26, false, COLOR(faint), "left", "" },
	[TYPE_EMOJI] = { 43, false, COLOR(ink), "center", "" },
	[TYPE_TICK_X] = { 28, false, COLOR(soft), "center", "" },
	[TYPE_TICK_Y] = { 28, false, COLOR(soft), "right", "" },
	[TYPE_UPRIGHT] = { 28, false, COLOR(soft), "center", " rotate by 90" },
	[TYPE_PEAK] = { 28, false, COLOR(ink), "center", " boxed" },
	[TYPE_COLUMN] = { 30, true, COLOR(ink), "center", " boxed" },
	[TYPE_SERIES] = { 28, true, COLOR(accent), "left", "" },
	[TYPE_SERIES_VALUE] = { 28, false, COLOR(accent), "left", "" },
	[TYPE_WARM] = { 28, true, COLOR(warm), "left", "" },
	[TYPE_WARM_VALUE] = { 28, false, COLOR(warm), "left", "" },
	[TYPE_INK] = { 28, true, COLOR(ink), "left", "" },
	[TYPE_INK_VALUE] = { 28, false, COLOR(ink), "left", "" },
	[TYPE_CELL] = { 28, false, COLOR(ink), "center", "" },
	[TYPE_DEEP] = { 28, false, COLOR(ground), "center", "" },
	[TYPE_SLANTED] = { 28, false, COLOR(ink), "left", " rotate by 42" },
	[TYPE_ASIDE] = { 28, false, COLOR(soft), "left", "" },
	[TYPE_HEADLINE] = { 38, false, COLOR(ink), "center", "" },
	[TYPE_SENTENCE] = { 30, false, COLOR(soft), "center", "" },
	[TYPE_GREAT] = { 60, true, COLOR(ink), "left", "" },
	[TYPE_NUMBER] = { 58, true, COLOR(accent), "left", "" },
	[TYPE_HEADING] = { 30, true, COLOR(ink), "left", "" },
	[TYPE_SMALL] = { 24, false, COLOR(soft), "center", "" }
};

const struct palette *
chart_palette(enum theme theme)
{
	return &palettes[theme];
}

static int
memory_open(struct memory *m)
{
	return (m->file = stream_open(&m->text, &m->size)) != NULL ? 0 : -1;
}

static void
memory_close(struct memory *m)
{
	if (m->file != NULL)
		fclose(m->file);
	free(m->text);
}

int
chart_open(struct canvas *c, int height)
{
	c->height = height;
	if (memory_open(&c->data) == -1 || memory_open(&c->plots) == -1)
		return -1;
	for (int i = 0; i < TYPES; i++)
		if (memory_open(&c->texts[i]) == -1)
			return -1;
	return 0;
}

void
chart_close(struct canvas *c)
{
	memory_close(&c->data);
	memory_close(&c->plots);
	for (int i = 0; i < TYPES; i++)
		memory_close(&c->texts[i]);
}

/* "with labels" reads \n and \101 in a datablock. */
void
chart_text(struct canvas *c, enum type type, double x, double y, const char *text)
{
	FILE *out = c->texts[type].file;

	fprintf(out, "%.1f\t%.1f\t", x, y);
	for (; *text != '\0'; text++) {
		if (*text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('\n', out);
}

void
chart_fit(char buf[CHART_TEXT], enum type type, const char *name, double width)
{
	text_fit(buf, CHART_TEXT, name, width, types[type].size, types[type].bold);
}

void
chart_name(struct canvas *c, enum type type, double x, double y, const char *name, double width)
{
	char fitted[CHART_TEXT];

	chart_fit(fitted, type, name, width);
	chart_text(c, type, x, y, fitted);
}

/* A custom emoji is a picture that we do not have. */
bool
chart_emoji(struct canvas *c, double x, double y, const char *text, double width)
{
	bool custom = strcmp(text, _("custom")) == 0, paid = strcmp(text, "paid") == 0;

	chart_name(c, TYPE_EMOJI, x, y, custom ? "□" : paid ? "⭐" : text, width);
	return custom;
}

double
chart_text_width(enum type type, const char *text)
{
	return text_pixels(text, types[type].size, types[type].bold);
}

void
chart_begin(struct canvas *c)
{
	fprintf(c->data.file, "$data%d << EOD\n", ++c->blocks);
}

void
chart_end(struct canvas *c, const char *using, const char *fmt, ...)
{
	va_list ap;

	fputs("EOD\n", c->data.file);
	fprintf(c->plots.file, "%s$data%d using %s ", c->blocks > 1 ? ", \\\n     " : "plot ",
	    c->blocks, using);
	va_start(ap, fmt);
	vfprintf(c->plots.file, fmt, ap);
	va_end(ap);
}

/* A box is drawn smaller by its corners' radius, with a border twice as wide in the same colour. */
static size_t
boxes_of(struct canvas *c, const struct box *boxes, size_t count, double radius, bool thin)
{
	size_t drawn = 0;

	for (size_t i = 0; i < count; i++) {
		const struct box *b = &boxes[i];
		double r = thin ? 0 : radius;

		if ((b->x1 - b->x0 <= 2 * radius || b->y1 - b->y0 <= 2 * radius) != thin)
			continue;
		if (drawn++ == 0)
			chart_begin(c);
		fprintf(c->data.file, "%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%u\n",
		    (b->x0 + b->x1) / 2, (b->y0 + b->y1) / 2, b->x0 + r, b->x1 - r, b->y0 + r,
		    b->y1 - r, (unsigned int)b->color);
	}
	return drawn;
}

void
chart_boxes(struct canvas *c, const struct box *boxes, size_t count, double radius)
{
	if (boxes_of(c, boxes, count, radius, false) > 0)
		chart_end(c, "1:2:3:4:5:6:7",
		    "with boxxyerror fillstyle solid 1 border linewidth %g linecolor rgb variable",
		    2 * radius);
	if (boxes_of(c, boxes, count, radius, true) > 0)
		chart_end(c, "1:2:3:4:5:6:7",
		    "with boxxyerror fillstyle solid 1 noborder linecolor rgb variable");
}

void
chart_segments(struct canvas *c, const struct segment *segments, size_t count, double width,
    uint32_t color)
{
	if (count == 0)
		return;
	chart_begin(c);
	for (size_t i = 0; i < count; i++)
		fprintf(c->data.file, "%.1f\t%.1f\n%.1f\t%.1f\n\n", segments[i].x0, segments[i].y0,
		    segments[i].x1, segments[i].y1);
	chart_end(c, "1:2", "with lines linewidth %g linecolor rgb '#%06x'", width,
	    (unsigned int)color);
}

uint32_t
chart_mix(const struct canvas *c, uint32_t a, double part)
{
	uint32_t mixed = 0, b = c->palette->ground;

	for (int shift = 16; shift >= 0; shift -= 8) {
		double byte = (a >> shift & 255) * (1 - part) + (b >> shift & 255) * part;

		mixed |= (uint32_t)(byte + 0.5) << shift;
	}
	return mixed;
}

uint32_t
chart_faded(const struct canvas *c, uint32_t color)
{
	return chart_mix(c, color, 0.45);
}

static uint32_t
color_of(const struct canvas *c, enum type type)
{
	uint32_t color;

	memcpy(&color, (const char *)c->palette + types[type].color, sizeof color);
	return color;
}

/*
 * The texts of each type come last, above everything that is drawn.  A font without a family is the
 * terminal's, which can be a list; a label's own cannot.
 */
static void
texts(struct canvas *c)
{
	/* pngcairo counts points of 1/72 inch at 96 dpi */
	double scale = c->picture == PICTURE_PNG ? 0.75 : 1;

	for (int i = 0; i < TYPES; i++) {
		fflush(c->texts[i].file);
		if (c->texts[i].size == 0)
			continue;
		chart_begin(c);
		fputs(c->texts[i].text, c->data.file);
		chart_end(c, "1:2:3", "with labels %s font '%s,%g' textcolor rgb '#%06x'%s",
		    types[i].align, types[i].bold ? "DejaVu Sans Bold" : "", types[i].size * scale,
		    (unsigned int)color_of(c, (enum type)i), types[i].extra);
	}
}

int
chart_emit(struct canvas *c, FILE *out)
{
	unsigned int ground = (unsigned int)c->palette->ground;
	bool lost = false;

	texts(c);
	for (int i = 0; i < TYPES; i++)
		lost |= ferror(c->texts[i].file) != 0;
	if (lost || fflush(c->data.file) != 0 || fflush(c->plots.file) != 0 || ferror(c->data.file) ||
	    ferror(c->plots.file))
		return log_fail(STATUS_FAILED, "cannot draw: %s", strerror(errno));
	fprintf(out, "set terminal %s size %d,%d%s,21' background '#%06x' noenhanced rounded\n",
	    c->picture == PICTURE_PNG ? "pngcairo" : "svg", c->width, c->height - c->top,
	    c->picture == PICTURE_PNG ? " font 'DejaVu Sans" : " dynamic font 'DejaVu Sans,sans-serif",
	    ground);
	fprintf(out, "set encoding utf8\n"
	    "set datafile separator \"\\t\"\n"
	    "set datafile commentschars ''\n"
	    "unset key; unset border; unset tics; unset colorbox\n"
	    "set style textbox opaque noborder fillcolor rgb '#%06x' margins 0.2,0.1\n"
	    "set lmargin at screen 0; set rmargin at screen 1\n"
	    "set tmargin at screen 1; set bmargin at screen 0\n"
	    "set xrange [0:%d]\n"
	    "set yrange [%d:%d]\n%s%s\n", ground, c->width, c->height, c->top, c->data.text,
	    c->plots.text);
	if (ferror(out))
		return log_fail(STATUS_FAILED, "cannot write the script: %s", strerror(errno));
	return 0;
}
