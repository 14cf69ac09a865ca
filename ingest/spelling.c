#include "ingest/spelling.h"

#include <ctype.h>
#include <string.h>

#include "lib/date.h"
#include "lib/locale.h"
#include "lib/text.h"

const char *
spelling_quoted(char buf[SPELLING_QUOTED], const char *text)
{
	char cut[256], *to = buf;

	text_cut(cut, sizeof(cut), text, 40);
	to += snprintf(to, SPELLING_QUOTED, "\u2068");
	for (const char *c = cut; *c != '\0'; c++)
		if (*c == '<' || *c == '>' || *c == '&')
			to += snprintf(to, 6, "%s", *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : "&amp;");
		else
			*to++ = *c;
	snprintf(to, 4, "\u2069");
	return buf;
}

char *
spelling_next(struct words *w)
{
	char *word = w->rest + strspn(w->rest, " \t\r\n");
	size_t n = strcspn(word, " \t\r\n");

	if (n == 0)
		return NULL;
	w->rest = word + n;
	if (*w->rest != '\0')
		*w->rest++ = '\0';
	return word;
}

void
spelling_lower(char *word)
{
	for (; *word != '\0'; word++)
		*word = (char)tolower((unsigned char)*word);
}

bool
spelling_is_span(const char *word)
{
	struct span span;

	return strlen(word) < sizeof((struct command){ 0 }.span) &&
	    date_parse_span(word, zone_find("UTC"), DATE_END - 1, &span) == 0;
}

bool
spelling_is_username(const char *word)
{
	size_t n = strlen(word);

	return word[0] == '@' && n > 1 && n <= 33 && strspn(word + 1, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == n - 1;
}

enum command_end
spelling_there_is_no(const char *what, const struct nearest *n, const char *before, const char *advice,
    FILE *wrong)
{
	char quoted[SPELLING_QUOTED];

	fprintf(wrong, _(what), spelling_quoted(quoted, n->word));
	fputc(' ', wrong);
	if (n->name != NULL) {
		fprintf(wrong, _("Did you mean %s%s?"), before, n->name);
		fputc(' ', wrong);
	}
	fputs(_(advice), wrong);
	return COMMAND_WRONG;
}

enum command_end
spelling_wrong(const char *word, const char *wanted, FILE *wrong)
{
	char quoted[SPELLING_QUOTED];

	fprintf(wrong, _("I do not understand “%s”."), spelling_quoted(quoted, word));
	fprintf(wrong, " %s", wanted);
	return COMMAND_WRONG;
}
