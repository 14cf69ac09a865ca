#include "lib/text.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/unicode.h"

#define ELLIPSIS	"\xe2\x80\xa6"	/* U+2026 */
#define FSI		"\xe2\x81\xa8"	/* U+2068, first strong isolate */
#define PDI		"\xe2\x81\xa9"	/* U+2069, pop directional isolate */
#define MINUS		"\xe2\x88\x92"	/* U+2212 */

enum {
	MARKS_A_BASE = 2,
	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	KEYCAP = 0x20e3,
	WHITE_SQUARE = 0x25a1,
	SUPPLEMENTARY = 0x10000,
	EMOJI_FIRST = 0x1f000,
	EMOJI_LAST = 0x1faff,
	FLAG_FIRST = 0x1f1e6,
	FLAG_LAST = 0x1f1ff,
	SKIN_FIRST = 0x1f3fb,
	SKIN_LAST = 0x1f3ff,
	LETTERS_FIRST = 0x1d400,	/* mathematical bold, script, ... */
	LETTERS_LAST = 0x1d7ff,
	FULL_WIDTH_FIRST = 0xff01,
	FULL_WIDTH_LAST = 0xff5e
};

/* Advance widths of DejaVu Sans, U+0020 to U+007E, in hundredths of an em. */
static const unsigned char advances[] = {
	32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34,
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
	100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
	60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
	50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61,
	63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
};

/* What Noto Color Emoji, DejaVu Sans and Unifont of Debian 12 draw from EMOJI_FIRST on. */
static const struct {
	uint16_t first, last;
} drawn[] = {
	{ 0x000, 0x02b }, { 0x030, 0x093 }, { 0x0a0, 0x0ae }, { 0x0b1, 0x0bf }, { 0x0c1, 0x0cf },
	{ 0x0d1, 0x0f5 }, { 0x100, 0x1ad }, { 0x1e6, 0x202 }, { 0x210, 0x23b }, { 0x240, 0x248 },
	{ 0x250, 0x251 }, { 0x260, 0x265 }, { 0x300, 0x6d7 }, { 0x6dc, 0x6ec }, { 0x6f0, 0x6fc },
	{ 0x700, 0x776 }, { 0x77b, 0x7d9 }, { 0x7e0, 0x7eb }, { 0x7f0, 0x7f0 }, { 0x800, 0x80b },
	{ 0x810, 0x847 }, { 0x850, 0x859 }, { 0x860, 0x887 }, { 0x890, 0x8ad }, { 0x8b0, 0x8b1 },
	{ 0x900, 0xa53 }, { 0xa60, 0xa6d }, { 0xa70, 0xa7c }, { 0xa80, 0xa88 }, { 0xa90, 0xabd },
	{ 0xabf, 0xac5 }, { 0xace, 0xadb }, { 0xae0, 0xae8 }, { 0xaf0, 0xaf8 }
};

/* A buffer that is filled by whole clusters. */
struct sink {
	char	*buf;
	size_t	 size;
	size_t	 used;
	size_t	 cluster;	/* where the last cluster begins */
	int	 marks;		/* in it */
	bool	 blank;		/* due before the next one */
	bool	 full;
};

static void
sink_add(struct sink *s, const char *bytes, size_t n)
{
	if (s->full)
		return;
	if (s->used + n >= s->size) {
		s->full = true;
		s->used = s->cluster;
		return;
	}
	memcpy(s->buf + s->used, bytes, n);
	s->used += n;
}

static void
sink_cluster(struct sink *s, const char *bytes, size_t n)
{
	bool blank = s->blank && s->used > 0;

	s->cluster = s->used;
	s->marks = 0;
	s->blank = false;
	if (blank)
		sink_add(s, " ", 1);
	sink_add(s, bytes, n);
}

static void
sink_code(struct sink *s, uint32_t c)
{
	char bytes[4];
	size_t n = unicode_put(bytes, c);

	if (!unicode_nonspacing(c))
		sink_cluster(s, bytes, n);
	else if (s->used > 0 && !s->blank && s->marks++ < MARKS_A_BASE)
		sink_add(s, bytes, n);
}

static void
sink_end(struct sink *s)
{
	if (s->used == 0 && !s->full)
		sink_add(s, "no name", strlen("no name"));
	s->buf[s->used] = '\0';
}

static bool
within(uint32_t c, uint32_t first, uint32_t last)
{
	return c >= first && c <= last;
}

/* A terminal gets an emoji without what modifies it: one code point; two of a flag or a key. */
static void
fold_emoji(struct sink *s, const char *emoji, size_t length)
{
	size_t at = 0;
	uint32_t c = unicode_next(emoji, length, &at);

	if (within(c, FLAG_FIRST, FLAG_LAST))
		at = length;
	else if (c < 0x80) {
		sink_code(s, c);
		sink_code(s, KEYCAP);
		return;
	}
	if (s->used == 0 || !within(c, SKIN_FIRST, SKIN_LAST))
		sink_cluster(s, emoji, at);
}

static bool
is_ascii(char c)
{
	return c >= ' ' && c <= '~';
}

/* Whether a text folds to itself, as most do: ASCII without blanks at its ends, and none after another. */
static bool
is_plain(const char *text)
{
	bool blank = true;

	for (; is_ascii(*text) && (*text != ' ' || !blank); text++)
		blank = *text == ' ';
	return *text == '\0' && !blank;
}

void
text_fold(char *buf, size_t size, const char *text)
{
	struct sink sink = { .buf = buf, .size = size };
	size_t length = strlen(text), emoji;

	if (length < size && is_plain(text)) {
		memcpy(buf, text, length + 1);
		return;
	}
	for (size_t at = 0; at < length && !sink.full; ) {
		if ((emoji = unicode_emoji(text, length, at)) > 0) {
			fold_emoji(&sink, text + at, emoji);
			at += emoji;
			continue;
		}
		uint32_t c = unicode_next(text, length, &at);

		if (unicode_control(c) || unicode_blank(c))
			sink.blank = true;
		else if (!unicode_format(c) && !unicode_ignorable(c))
			sink_code(&sink, c);
	}
	sink_end(&sink);
}

static int
code_cells(uint32_t c)
{
	/* conjoining vowels and finals of Hangul stand in the cell of their initial */
	if (unicode_nonspacing(c) || within(c, 0x1160, 0x11ff) || within(c, 0xd7b0, 0xd7fb))
		return 0;
	return unicode_wide(c) ? 2 : 1;
}

int
text_cells(const char *text)
{
	size_t length = strlen(text);
	int cells = 0;

	for (size_t at = 0; at < length; )
		if (is_ascii(text[at])) {
			at++;
			cells++;
		} else
			cells += code_cells(unicode_next(text, length, &at));
	return cells;
}

/* Takes blanks off the end of used bytes and adds "…" where there is room. */
static void
end_cut(char *buf, size_t size, size_t used)
{
	while (used > 0 && buf[used - 1] == ' ')
		used--;
	snprintf(buf + used, size - used, "%s", used + sizeof ELLIPSIS <= size ? ELLIPSIS : "");
}

void
text_cut(char *buf, size_t size, const char *text, int cells)
{
	size_t length, next;
	int used = 0;

	text_fold(buf, size, text);
	if (text_cells(buf) <= cells)
		return;
	length = strlen(buf);
	for (size_t at = 0; at < length; at = next) {
		next = at;
		for (size_t end = at + unicode_cluster(buf, length, at); next < end; )
			used += code_cells(unicode_next(buf, length, &next));
		if (used >= cells) {
			end_cut(buf, size, at);
			return;
		}
	}
}

static bool
has_glyph(uint32_t c)
{
	if (c < SUPPLEMENTARY)
		return unicode_assigned(c);
	for (size_t i = 0; within(c, EMOJI_FIRST, EMOJI_LAST) && i < sizeof drawn / sizeof drawn[0];
	     i++)
		if (within(c - EMOJI_FIRST, drawn[i].first, drawn[i].last))
			return true;
	return false;
}

static void
clean_emoji(struct sink *s, const char *emoji, size_t length)
{
	bool all = true;

	for (size_t at = 0; at < length; ) {
		uint32_t c = unicode_next(emoji, length, &at);

		all = all && (unicode_ignorable(c) || has_glyph(c));
	}
	if (all)
		sink_cluster(s, emoji, length);
	else
		sink_code(s, WHITE_SQUARE);
}

static void
clean_code(struct sink *s, uint32_t c)
{
	if (within(c, LETTERS_FIRST, LETTERS_LAST) || within(c, FULL_WIDTH_FIRST, FULL_WIDTH_LAST))
		c = unicode_plain(c);
	if (unicode_control(c) || unicode_blank(c))
		s->blank = true;
	else if (c == ZWNJ || c == ZWJ) {	/* they shape Persian and Indic words */
		if (s->used > 0 && !s->blank)
			sink_add(s, c == ZWNJ ? "\xe2\x80\x8c" : "\xe2\x80\x8d", 3);
	} else if (!unicode_format(c) && !unicode_ignorable(c))
		sink_code(s, has_glyph(c) ? c : WHITE_SQUARE);
}

enum { THIN_SPACE = 0x2009 };

void
text_clean(char *buf, size_t size, const char *text)
{
	struct sink sink = { .buf = buf, .size = size };
	size_t length = strlen(text), emoji;

	for (size_t at = 0; at < length && !sink.full; ) {
		/* gnuplot puts SVG's texts into CDATA, which this would end. */
		if (at >= 2 && memcmp(text + at - 2, "]]>", 3) == 0)
			clean_code(&sink, THIN_SPACE);
		if ((emoji = unicode_emoji(text, length, at)) > 0) {
			clean_emoji(&sink, text + at, emoji);
			at += emoji;
		} else
			clean_code(&sink, unicode_next(text, length, &at));
	}
	sink_end(&sink);
}

/* The advance of a code point in em: exact for ASCII, for others about what the fonts have. */
static double
code_em(uint32_t c)
{
	if (c >= ' ' && c <= '~')
		return advances[c - ' '] / 100.0;
	if (unicode_nonspacing(c) || unicode_ignorable(c) || unicode_format(c))
		return 0;
	if (unicode_mark(c))
		return 0.5;
	if (unicode_wide(c) || c == 0x2026)
		return 1;
	if (within(c, 0x0590, 0x077f))		/* Hebrew, Arabic, Syriac */
		return 0.54;
	if (within(c, 0x0900, 0x10ff))		/* scripts of India, Thai, Burmese: Unifont's */
		return 0.9;
	return c < 0x0250 ? 0.6 : 0.66;
}

/* A cluster is an emoji, drawn as one glyph, or the sum of its code points. */
static double
cluster_em(const char *text, size_t length, size_t at, size_t *next)
{
	size_t end = at + unicode_cluster(text, length, at);
	double em = 0;

	*next = end;
	if (unicode_emoji(text, length, at) > 0)
		return 1.25;
	while (at < end)
		em += code_em(unicode_next(text, length, &at));
	return em;
}

double
text_pixels(const char *text, double size, bool bold)
{
	size_t length = strlen(text);
	double em = 0;

	for (size_t at = 0; at < length; )
		em += cluster_em(text, length, at, &at);
	return em * size * (bold ? 1.11 : 1);
}

void
text_fit(char *buf, size_t size, const char *text, double width, double type_size, bool bold)
{
	size_t isolate = sizeof FSI - 1, room = size - (sizeof PDI - 1), length, next, at;
	double used = text_pixels(ELLIPSIS, type_size, bold);

	memcpy(buf, FSI, isolate);
	buf += isolate;
	room -= isolate;
	text_clean(buf, room, text);
	if (text_pixels(buf, type_size, bold) > width) {
		length = strlen(buf);
		for (at = 0; at < length; at = next) {
			used += cluster_em(buf, length, at, &next) * type_size * (bold ? 1.11 : 1);
			if (used > width)
				break;
		}
		end_cut(buf, room, at);
	}
	memcpy(buf + strlen(buf), PDI, sizeof PDI);
}

const char *
text_number(char *buf, int64_t n)
{
	char digits[24];	/* the last one first */
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;
	int length = 0;

	do
		digits[length++] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	/* Translators: a number of four digits; and what stands between the thousands of larger ones. */
	bool parted = length > 4 || strlen(C_("number", "1,234")) > 4;
	const char *comma = C_("number", ",");
	char *out = buf;

	if (n < 0)
		out = buf + snprintf(buf, sizeof MINUS, "%s", MINUS);
	while (length-- > 0) {
		*out++ = digits[length];
		if (length > 0 && length % 3 == 0 && parted)
			for (const char *c = comma; *c != '\0' && c - comma < 3; c++)
				*out++ = *c;
	}
	*out = '\0';
	return buf;
}

/* How many letters to insert, delete, replace or swap with the next one; the first word has at most 31. */
static int
distance(const char *a, const char *b)
{
	int rows[3][32] = { { 0 } }, n = (int)strlen(a), k;

	if (n > 31)
		return 99;
	for (int i = 0; i <= n; i++)
		rows[0][i] = i;
	for (k = 1; b[k - 1] != '\0'; k++) {
		const int *before = rows[(k + 1) % 3], *last = rows[(k - 1) % 3];
		int *row = rows[k % 3];

		row[0] = k;
		for (int i = 1; i <= n; i++) {
			row[i] = last[i - 1] + (a[i - 1] != b[k - 1]);
			row[i] = row[i] < last[i] + 1 ? row[i] : last[i] + 1;
			row[i] = row[i] < row[i - 1] + 1 ? row[i] : row[i - 1] + 1;
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] &&
			    before[i - 2] + 1 < row[i])
				row[i] = before[i - 2] + 1;
		}
	}
	return rows[(k - 1) % 3][n];
}

void
text_compare(struct nearest *n, const char *name)
{
	int d = distance(name, n->word);

	if ((n->name == NULL || d < n->least) && d < 4 && d * 2 <= (int)strlen(name)) {
		n->least = d;
		n->name = name;
	}
}

void
text_escape(char *buf, size_t size, const char *text)
{
	size_t used = 0, n;

	for (; *text != '\0'; text++, used += n) {
		const char *as = *text == '<' ? "&lt;" : *text == '>' ? "&gt;" :
		    *text == '&' ? "&amp;" : NULL;

		n = as != NULL ? strlen(as) : 1;
		if (used + n >= size)
			break;
		memcpy(buf + used, as != NULL ? as : text, n);
	}
	buf[used] = '\0';
}
