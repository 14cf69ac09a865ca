#include "ingest/glance.h"

#include <string.h>

#include "ingest/decode.h"

enum {
	MEMBERS = 8,		/* to look at */
	LENGTH_MAX = 65536	/* what is longer may be too much for memory */
};

/* A member whose value is a string or a natural number, as the file has it. */
struct member {
	const char	*key, *value;
	size_t		 key_length, value_length;
	bool		 quoted;
};

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/* The end of a string without escapes that begins at p, behind its quote; NULL for others. */
static const char *
string_end(const char *p, const char *end)
{
	const char *quote = memchr(p, '"', (size_t)(end - p));

	return quote == NULL || memchr(p, '\\', (size_t)(quote - p)) != NULL ? NULL : quote;
}

/* Reads a member at p, of a text whose grammar is known to be right; what is behind it, or NULL. */
static const char *
read_member(const char *p, const char *end, struct member *m)
{
	const char *stop;

	if (p == end || *p != '"' || (stop = string_end(p + 1, end)) == NULL)
		return NULL;
	m->key = p + 1;
	m->key_length = (size_t)(stop - m->key);
	p = skip_blanks(stop + 1, end);		/* the colon */
	p = skip_blanks(p + 1, end);
	m->quoted = *p == '"';
	if (m->quoted) {
		m->value = p + 1;
		if ((stop = string_end(m->value, end)) == NULL)
			return NULL;
	} else {
		for (m->value = stop = p; *stop >= '0' && *stop <= '9'; )
			stop++;
		if (strchr(",} \n\r\t", *stop) == NULL)	/* not all of the value */
			return NULL;
	}
	m->value_length = (size_t)(stop - m->value);
	return stop + m->quoted;
}

static bool
is(const char *text, size_t length, const char *other)
{
	return strlen(other) == length && memcmp(text, other, length) == 0;
}

/* A value of digits only. */
static bool
read_number(const struct member *m, int64_t *number)
{
	char digits[20];

	if (m->value_length >= sizeof(digits))
		return false;
	memcpy(digits, m->value, m->value_length);
	digits[m->value_length] = '\0';
	return decode_digits(digits, number);
}

/* What is known of a message; of members with the same name the first one counts. */
struct head {
	bool	has_type, has_id, has_time;
};

/* Takes a member over; false where it is not as most have it. */
static bool
take(const struct member *m, struct head *h, struct record *r)
{
	if (!h->has_type && is(m->key, m->key_length, "type")) {
		h->has_type = m->quoted;
		r->type = is(m->value, m->value_length, "message") ? RECORD_MESSAGE : RECORD_SERVICE;
		return m->quoted && (r->type == RECORD_MESSAGE || is(m->value, m->value_length, "service"));
	}
	if (!h->has_id && is(m->key, m->key_length, "id")) {
		h->has_id = !m->quoted && read_number(m, &r->message) && decode_id(r->message);
		return h->has_id;
	}
	if (!h->has_time && is(m->key, m->key_length, "date_unixtime")) {
		h->has_time = m->quoted && read_number(m, &r->at) && decode_instant(r->at);
		return h->has_time;
	}
	return true;
}

bool
glance(const char *text, size_t length, struct record *r)
{
	const char *end = text + length, *p = text;
	struct head h = { 0 };
	struct member m;

	*r = (struct record){ .text = "" };
	if (length > LENGTH_MAX || *text != '{')
		return false;
	for (int i = 0; i < MEMBERS; i++) {
		p = read_member(skip_blanks(p + 1, end), end, &m);
		if (p == NULL || !take(&m, &h, r))
			return false;
		if (h.has_type && h.has_id && h.has_time)
			return true;
		if ((p = skip_blanks(p, end)) == end || *p != ',')
			return false;
	}
	return false;
}
