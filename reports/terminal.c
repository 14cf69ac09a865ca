#include "reports/terminal.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/text.h"
#include "lib/unicode.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 20, WIDTH_MOST = 120, TRUE_COLOR = 1 << 24, PENS = 6 };

static int
width_of(int fd)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width = 0;

	if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width == 0 && columns != NULL)
		width = strtol(columns, NULL, 10);
	if (width <= 0)
		return WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (int)width;
}

static int
colors_of(void)
{
	const char *term = getenv("TERM"), *deep = getenv("COLORTERM"), *off = getenv("NO_COLOR");

	if ((off != NULL && off[0] != '\0') || term == NULL || strcmp(term, "dumb") == 0)
		return 0;
	if (deep != NULL && (strcmp(deep, "truecolor") == 0 || strcmp(deep, "24bit") == 0))
		return TRUE_COLOR;
	return strstr(term, "256color") != NULL ? 256 : 0;
}

struct text_style
text_style(FILE *out)
{
	int fd = fileno(out);
	bool tty = fd >= 0 && isatty(fd);

	return (struct text_style){
		.width = width_of(fd),
		.utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
		.tty = tty,
		.colors = tty ? colors_of() : 0
	};
}

int
terminal_width(const struct terminal *t)
{
	return t->style->width;
}

/* Blanks that turned out not to end the line. */
static void
flush(struct terminal *t)
{
	for (; t->due > 0; t->due--)
		fputc(' ', t->out);
}

static void
pen_down(struct terminal *t, enum pen pen)
{
	static const char *const codes[PENS] = { "", "\033[1m", "\033[2m", "\033[38;5;68m",
		"\033[38;5;36m", "\033[38;5;172m" };

	flush(t);
	if (t->style->colors > 0)
		fputs(codes[pen], t->out);
}

static void
pen_up(struct terminal *t, enum pen pen)
{
	if (t->style->colors > 0 && pen != PEN_PLAIN)
		fputs("\033[0m", t->out);
}

/* What ASCII says for the signs that our own words use; NULL for none. */
static const char *
plain_sign(uint32_t c)
{
	static const struct {
		uint32_t c;
		const char *plain;
	} signs[] = {
		{ 0x00a0, " " }, { 0x00b7, "," }, { 0x2013, "-" }, { 0x2026, ".." },
		{ 0x2212, "-" },
		{ 0x25b2, "+" }, { 0x25bc, "-" }
	};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i].c == c)
			return signs[i].plain;
	return NULL;
}

static void
to_ascii(char *buf, size_t size, const char *text, bool ours)
{
	size_t length = strlen(text), used = 0;
	const char *sign;

	for (size_t at = 0, start = 0; at < length && used + 3 < size; start = at) {
		uint32_t c = unicode_next(text, length, &at);

		if (c < 0x80)
			buf[used++] = text[start];
		else if (ours && (sign = plain_sign(c)) != NULL)
			used += (size_t)snprintf(buf + used, size - used, "%s", sign);
		else if (!unicode_nonspacing(c))
			buf[used++] = '?';
	}
	buf[used] = '\0';
}

/* The text as it will be written, or its copy; *cells is what it takes. */
static const char *
shaped(const struct terminal *t, char *buf, size_t size, const char *text, int *cells)
{
	if (!t->style->utf8) {
		to_ascii(buf, size, text, true);
		text = buf;
	}
	*cells = text_cells(text);
	return text;
}

static void
put(struct terminal *t, const char *text, int cells, enum pen pen)
{
	if (cells == 0)
		return;
	pen_down(t, pen);
	fputs(text, t->out);
	pen_up(t, pen);
	t->column += cells;
}

void
terminal_text(struct terminal *t, const char *text, enum pen pen)
{
	terminal_left(t, text, 0, pen);
}

void
terminal_right(struct terminal *t, const char *text, int cells, enum pen pen)
{
	char buf[TERMINAL_CELL];
	int taken;

	text = shaped(t, buf, sizeof buf, text, &taken);
	terminal_blank(t, cells - taken);
	put(t, text, taken, pen);
}

void
terminal_left(struct terminal *t, const char *text, int cells, enum pen pen)
{
	char buf[TERMINAL_CELL];
	int taken;

	text = shaped(t, buf, sizeof buf, text, &taken);
	put(t, text, taken, pen);
	terminal_blank(t, cells - taken);
}

/* Whether every terminal takes the same cells for it: Latin, Greek, Cyrillic. */
static bool
sure(const char *text)
{
	size_t length = strlen(text);

	for (size_t at = 0; at < length; ) {
		uint32_t c = unicode_next(text, length, &at);

		if ((c >= 0x0530 && c < 0x1e00) || (c >= 0x2000 && c != 0x2026) || unicode_mark(c))
			return false;
	}
	return true;
}

static void
name_shape(const struct terminal *t, char *buf, size_t size, const char *name, int cells)
{
	char folded[TERMINAL_CELL];

	if (t->style->utf8) {
		text_cut(buf, size, name, cells);
		return;
	}
	text_fold(folded, sizeof folded, name);
	to_ascii(buf, size, folded, false);
	if (cells >= 2 && strlen(buf) > (size_t)cells)
		snprintf(buf + cells - 2, size - (size_t)cells + 2, "..");
}

int
terminal_name_cells(const struct terminal *t, const char *name)
{
	char buf[TERMINAL_CELL];

	name_shape(t, buf, sizeof buf, name, TERMINAL_CELL);
	return text_cells(buf);
}

void
terminal_name(struct terminal *t, const char *name, int cells, bool pad, enum pen pen)
{
	char buf[TERMINAL_CELL];
	int start = t->column, taken;

	name_shape(t, buf, sizeof buf, name, cells);
	taken = text_cells(buf);
	put(t, buf, taken, pen);
	if (pad && t->style->tty && !sure(buf)) {
		fprintf(t->out, "\033[%dG", start + cells + 1);
		t->column = start + cells;
	} else if (pad)
		terminal_blank(t, cells - taken);
}

void
terminal_blank(struct terminal *t, int cells)
{
	if (cells > 0) {
		t->due += cells;
		t->column += cells;
	}
}

void
terminal_bar(struct terminal *t, int64_t value, int64_t max, int cells)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	int steps = t->style->utf8 ? 8 : 1, length;
	char bar[4 * WIDTH_MOST] = "";
	size_t used = 0;

	if (value <= 0 || max <= 0 || cells <= 0)
		return;
	length = (int)((double)value / (double)max * cells * steps + 0.5);
	if (length == 0)
		length = 1;
	for (int i = 0; i < length / steps; i++)
		used += (size_t)snprintf(bar + used, sizeof bar - used, "%s",
		    steps == 8 ? "█" : "#");
	snprintf(bar + used, sizeof bar - used, "%s", eighths[length % steps]);
	put(t, bar, text_cells(bar), PEN_ACCENT);
}

/* The nearest level of the 6x6x6 cube of 256 colours, which are 0, 95, 135, ..., 255. */
static unsigned int
level(unsigned int byte)
{
	return byte < 48 ? 0 : byte < 115 ? 1 : (byte - 35) / 40;
}

static void
color(const struct terminal *t, int layer, unsigned int rgb)
{
	unsigned int r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;

	if (t->style->colors == TRUE_COLOR)
		fprintf(t->out, "\033[%d;2;%u;%u;%um", layer, r, g, b);
	else
		fprintf(t->out, "\033[%d;5;%um", layer,
		    16 + 36 * level(r) + 6 * level(g) + level(b));
}

void
terminal_cell(struct terminal *t, const char *text, unsigned int ground, unsigned int ink)
{
	flush(t);
	color(t, 48, ground);
	color(t, 38, ink);
	fprintf(t->out, "%s\033[0m", text);
	t->column += text_cells(text);
}

void
terminal_end(struct terminal *t)
{
	fputc('\n', t->out);
	t->column = 0;
	t->due = 0;
}

void
terminal_wrap(struct terminal *t, const char *text, int indent, enum pen pen)
{
	char word[TERMINAL_CELL], buf[TERMINAL_CELL];
	const char *shown;
	int cells;

	for (size_t n; *text != '\0'; text += n + strspn(text + n, " ")) {
		n = strcspn(text, " ");
		snprintf(word, sizeof word, "%.*s", (int)n, text);
		shown = shaped(t, buf, sizeof buf, word, &cells);
		if (cells > terminal_width(t) - indent) {
			name_shape(t, buf, sizeof buf, word, terminal_width(t) - indent);
			shown = buf;
			cells = text_cells(buf);
		}
		if (t->column > indent && t->column + 1 + cells > terminal_width(t))
			terminal_end(t);
		if (t->column != indent)
			terminal_blank(t, t->column < indent ? indent - t->column : 1);
		put(t, shown, cells, pen);
	}
}
