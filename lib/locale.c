#include "lib/locale.h"

#include <string.h>
#include <strings.h>

/* Of a .mo, all in little endian: GNU gettext's manual, "The Format of GNU MO Files". */
enum { MO_COUNT = 8, MO_TEXTS = 12, MO_TRANSLATIONS = 16, MO_ROW = 8, MO_OFFSET = 4 };

static const struct locale_catalogue *spoken;	/* NULL: English */

static const struct locale_catalogue *
find_catalogue(const char *language)
{
	for (const struct locale_catalogue *c = locale_catalogues; c->language != NULL; c++) {
		size_t n = strlen(c->language);

		if (strncasecmp(c->language, language, n) == 0 && strchr("-_", language[n]) != NULL)
			return c;
	}
	return NULL;
}

bool
locale_is(const char *language)
{
	return strcasecmp(language, "en") == 0 || strncasecmp(language, "en-", 3) == 0 ||
	    strncasecmp(language, "en_", 3) == 0 || find_catalogue(language) != NULL;
}

void
locale_set(const char *language)
{
	spoken = find_catalogue(language);
}

const char *
locale_language(void)
{
	return spoken != NULL ? spoken->language : "en";
}

static uint32_t
number(size_t at)
{
	const unsigned char *b = spoken->mo + at;

	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* What is behind the n-th row of a table. */
static const char *
row(size_t table, uint32_t n)
{
	return (const char *)spoken->mo + number(number(table) + n * MO_ROW + MO_OFFSET);
}

/* The translation, or NULL; of a plural, its forms, each ended by a NUL.  Texts are sorted. */
static const char *
find(const char *text)
{
	uint32_t low = 0, high;

	if (spoken == NULL || text[0] == '\0')		/* what "" has is the head */
		return NULL;
	high = number(MO_COUNT);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(text, row(MO_TEXTS, middle));

		if (order == 0)
			return row(MO_TRANSLATIONS, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *
locale_text(const char *text)
{
	const char *found = find(text);

	return found != NULL ? found : text;
}

const char *
locale_in(const char *context_and_text)
{
	const char *found = find(context_and_text);

	return found != NULL ? found : strchr(context_and_text, '\004') + 1;
}

const char *
locale_plural(const char *one, const char *many, int64_t n)
{
	const char *found = find(one);

	if (found == NULL)
		return n == 1 ? one : many;
	for (unsigned long i = spoken->form(n < 0 ? -(unsigned long)n : (unsigned long)n); i > 0; i--)
		found += strlen(found) + 1;
	return found;
}
