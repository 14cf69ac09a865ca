#include "reports/phrase.h"

#include <stdio.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/text.h"
#include "reports/plain.h"
#include "reports/prose.h"

enum { NAME_CELLS = 24, VALUE_SIZE = 1024 };

/* A phrase being composed; known turns false with the first value that is not. */
struct phrase {
	char	text[PHRASE_SIZE];
	size_t	used;
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
}

/* What stands for {name}, {name+}, {name noun} or {before}: "1 member", and "1.1 members". */
static void
say_name(struct phrase *p, const struct table *t, const char *name, size_t length)
{
	char key[64];
	const char *noun;
	struct value v;
	enum unit unit;
	bool sign = length > 0 && name[length - 1] == '+';
	size_t column, n = strcspn(name, "+ }");

	snprintf(key, sizeof key, "%.*s", (int)length, name);
	noun = n < length && !sign ? key + n + 1 : NULL;
	key[n] = '\0';
	if (strcmp(key, "before") == 0) {
		char before[PROSE_SIZE];

		prose_before(before, sizeof before, t);
		say(p, before, strlen(before));
		return;
	}
	column = table_column(t, key);
	if (column == t->ncolumn || !table_at(t, 0, column)->known) {
		p->known = false;
		return;
	}
	v = *table_at(t, 0, column);
	unit = t->columns[column].unit;
	if (unit == UNIT_TENTHS && v.n % 10 == 0) {
		unit = UNIT_COUNT;
		v.n /= 10;
	}
	say_value(p, t, unit, &v, sign);
	if (noun != NULL) {
		say(p, " ", 1);
		noun = prose_noun(noun, unit == UNIT_COUNT ? v.n : PROSE_MANY);
		say(p, noun, strlen(noun));
	}
}

static void
compose(struct phrase *p, const struct table *t, const char *pattern)
{
	size_t n;

	*p = (struct phrase){ .known = true };
	pattern = _(pattern);
	for (; *pattern != '\0'; pattern += n)
		if (*pattern == '{') {
			n = strcspn(pattern, "}");
			say_name(p, t, pattern + 1, n - 1);
			n += pattern[n] == '}';
		} else {
			n = strcspn(pattern, "{");
			say(p, pattern, n);
		}
}

void
phrase_value(char *buf, size_t size, const struct table *t, const struct card_line *line)
{
	size_t column = line->column != NULL ? table_column(t, line->column) : t->ncolumn;
	char said[PHRASE_LINE] = "";

	if (line->column == NULL)	/* phrases are all that there is */
		phrase_join(said, t, line);
	if (column == t->ncolumn)
		snprintf(buf, size, "%s", said[0] == '\0' ? "–" : "");
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
