#include "reports/phrase.h"

#include <stdio.h>
#include <string.h>

#include "lib/text.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { NAME_CELLS = 24, VALUE_SIZE = 1024 };

/* A phrase being composed; known turns false with the first value that is not. */
struct phrase {
	char	text[PHRASE_SIZE];
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
	char buf[VALUE_SIZE + 8], text[VALUE_SIZE];

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

void
phrase_value(char *buf, size_t size, const struct table *t, const struct card_line *line)
{
	size_t column = line->column != NULL ? table_column(t, line->column) : t->ncolumn;

	if (column == t->ncolumn)
		snprintf(buf, size, "%s", line->column != NULL ? "–" : "");
	else
		prose_value(buf, size, t, t->columns[column].unit, table_at(t, 0, column));
}

void
phrase_join(char buf[PHRASE_LINE], const struct table *t, const struct card_line *line)
{
	enum { MOST = sizeof line->phrases / sizeof line->phrases[0] };
	size_t used = 0;
	struct phrase p;

	buf[0] = '\0';
	for (size_t i = 0; i < MOST && line->phrases[i] != NULL; i++) {
		compose(&p, t, line->phrases[i]);
		if (p.known)
			used += (size_t)snprintf(buf + used, PHRASE_LINE - used, "%s%s",
			    used > 0 ? "; " : "", p.text);
	}
}
