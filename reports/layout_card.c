#include "reports/layout.h"

#include <stdio.h>
#include <string.h>

#include "lib/text.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { INDENT = 2, GAP = 4, LABEL_LEAST = 11, VALUE_LEAST = 7, VALUE_MOST = 14, NAME_CELLS = 24,
    PHRASE = 512 };

/* A phrase being composed; known turns false with the first value that is not. */
struct phrase {
	char	text[PHRASE];
	size_t	used;
	bool	one;		/* a count of 1 was said: the next word is of one */
	bool	known;
};

static void
say(struct phrase *p, const char *text, size_t length)
{
	int n = snprintf(p->text + p->used, sizeof p->text - p->used, "%.*s", (int)length, text);

	p->used += (size_t)n;
	if (p->used >= sizeof p->text)
		p->used = sizeof p->text - 1;
}

/* An hour in a sentence is the time until the next. */
static void
say_value(struct phrase *p, const struct table *t, enum unit unit, const struct value *v, bool sign)
{
	struct value size = { .known = true, .n = sign && v->n < 0 ? -v->n : v->n, .text = v->text };
	char buf[TERMINAL_CELL + 8], text[TERMINAL_CELL];

	prose_value(text, sizeof text, t, unit, &size);
	if (plain_is_text(unit))
		text_cut(buf, sizeof buf, text, unit == UNIT_NAME ? NAME_CELLS : 2 * NAME_CELLS);
	else if (unit == UNIT_HOUR)
		prose_hour(buf, sizeof buf, (int)v->n);
	else
		snprintf(buf, sizeof buf, "%s%s", !sign || v->n == 0 ? "" : v->n > 0 ? "▲ " : "▼ ",
		    text);
	say(p, buf, strlen(buf));
	p->one = unit == UNIT_COUNT && v->n == 1;
}

/* What stands for {name}, {name+} or {before}. */
static void
say_name(struct phrase *p, const struct table *t, const char *name, size_t length)
{
	char key[64];
	bool sign = length > 0 && name[length - 1] == '+';
	size_t column;

	snprintf(key, sizeof key, "%.*s", (int)(length - (sign ? 1 : 0)), name);
	if (strcmp(key, "before") == 0) {
		char before[PROSE_SIZE];

		prose_before(before, sizeof before, t);
		say(p, before, strlen(before));
		return;
	}
	column = table_column(t, key);
	if (column == t->ncolumn || !table_at(t, 0, column)->known)
		p->known = false;
	else
		say_value(p, t, t->columns[column].unit, table_at(t, 0, column), sign);
}

/* Words up to the next brace, the first without its plural if a 1 stands before it. */
static void
say_words(struct phrase *p, const char *words, size_t length)
{
	size_t blanks = strspn(words, " "), word, kept;
	const char *end = "";

	if (blanks > length)
		blanks = length;
	for (word = 0; blanks + word < length && strchr(" ,;:.)", words[blanks + word]) == NULL; )
		word++;
	kept = p->one && blanks > 0 ? prose_singular(words + blanks, word, &end) : word;
	say(p, words, blanks + kept);
	say(p, end, strlen(end));
	say(p, words + blanks + word, length - blanks - word);
	p->one = false;
}

static void
compose(struct phrase *p, const struct table *t, const char *pattern)
{
	size_t n;

	*p = (struct phrase){ .known = true };
	for (; *pattern != '\0'; pattern += n)
		if (*pattern == '{') {
			n = strcspn(pattern, "}");
			say_name(p, t, pattern + 1, n - 1);
			n += pattern[n] == '}';
		} else {
			n = strcspn(pattern, "{");
			say_words(p, pattern, n);
		}
}

static void
value_of(char *buf, size_t size, const struct table *t, const struct card_line *line)
{
	size_t column = line->column != NULL ? table_column(t, line->column) : t->ncolumn;

	if (column == t->ncolumn)
		snprintf(buf, size, "%s", line->column != NULL ? "–" : "");
	else
		prose_value(buf, size, t, t->columns[column].unit, table_at(t, 0, column));
}

static void
phrases(struct terminal *out, const struct table *t, const struct card_line *line)
{
	enum { MOST = sizeof line->phrases / sizeof line->phrases[0] };
	char all[MOST * (PHRASE + 2)] = "";
	size_t used = 0;
	struct phrase p;

	for (size_t i = 0; i < MOST && line->phrases[i] != NULL; i++) {
		compose(&p, t, line->phrases[i]);
		if (p.known)
			used += (size_t)snprintf(all + used, sizeof all - used, "%s%s",
			    used > 0 ? "; " : "", p.text);
	}
	terminal_wrap(out, all, out->column + GAP, PEN_PLAIN);
}

/* The cells that labels and values take; a value beyond VALUE_MOST is cut. */
static void
plan(const struct terminal *out, const struct table *t, int *label, int *value)
{
	char buf[TERMINAL_CELL];
	int cells;

	*label = LABEL_LEAST;
	*value = VALUE_LEAST;
	for (const struct card_line *l = t->report->card; l->label != NULL; l++) {
		value_of(buf, sizeof buf, t, l);
		cells = buf[0] != '\0' ? terminal_name_cells(out, buf) : 0;
		if (cells > *value)
			*value = cells < VALUE_MOST ? cells : VALUE_MOST;
		cells = text_cells(l->label);
		if (cells > *label)
			*label = cells;
	}
}

void
layout_card(struct terminal *out, const struct table *t)
{
	char buf[TERMINAL_CELL], cut[TERMINAL_CELL];
	int label, value;

	plan(out, t, &label, &value);
	for (const struct card_line *l = t->report->card; l->label != NULL; l++) {
		if (l->label[0] != '\0') {
			value_of(buf, sizeof buf, t, l);
			text_cut(cut, sizeof cut, buf, value);
			terminal_blank(out, INDENT);
			terminal_left(out, l->label, label + 1, PEN_PLAIN);
			terminal_right(out, buf[0] != '\0' ? cut : "", value, PEN_PLAIN);
			phrases(out, t, l);
		}
		terminal_end(out);
	}
}
