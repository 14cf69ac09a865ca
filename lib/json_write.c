#include "lib/json.h"

#include <string.h>

/* The length of the well-formed UTF-8 sequence at text, which a NUL ends; 0 if there is none. */
static size_t
sequence(const unsigned char *text)
{
	const unsigned char lead = text[0];
	size_t length;

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if ((lead == 0xE0 && text[1] < 0xA0) || (lead == 0xED && text[1] > 0x9F) ||
	    (lead == 0xF0 && text[1] < 0x90) || (lead == 0xF4 && text[1] > 0x8F))
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

/* What stands for a sequence that may not stand in a string itself, or NULL; buf is for it. */
static const char *
replacement(const unsigned char *text, size_t length, char buf[8])
{
	switch (length == 1 ? *text : 0x100) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\b':
		return "\\b";
	case '\f':
		return "\\f";
	case '\n':
		return "\\n";
	case '\r':
		return "\\r";
	case '\t':
		return "\\t";
	}
	if (length == 0)
		return "\xEF\xBF\xBD";
	if (*text < ' ') {
		snprintf(buf, 8, "\\u%04X", (unsigned)*text);
		return buf;
	}
	/* These two end a line in JavaScript, inside of a string too. */
	if (length == 3 && memcmp(text, "\xE2\x80\xA8", 3) == 0)
		return "\\u2028";
	if (length == 3 && memcmp(text, "\xE2\x80\xA9", 3) == 0)
		return "\\u2029";
	return NULL;
}

void
json_write(FILE *out, const char *text)
{
	const unsigned char *p = (const unsigned char *)text, *run = p;
	char buf[8];

	if (text == NULL) {
		fputs("null", out);
		return;
	}
	putc('"', out);
	while (*p != '\0') {
		size_t length = sequence(p);
		const char *instead = replacement(p, length, buf);

		if (instead != NULL) {
			fwrite(run, 1, (size_t)(p - run), out);
			fputs(instead, out);
			run = p + (length > 0 ? length : 1);
		}
		p += length > 0 ? length : 1;
	}
	fwrite(run, 1, (size_t)(p - run), out);
	putc('"', out);
}
