#include "ingest/csv.h"

#include <csv.h>
#include <stdbool.h>

#include "lib/log.h"
#include "lib/unicode.h"

enum {
	CHUNK = 64 * 1024,
	CHARACTER = 4,		/* the most bytes of one */
	ROW_MOST = 1024 * 1024,
	FIELDS_MOST = 1000
};

struct csv {
	struct csv_parser	 parser;
	FILE			*in;
	char			 chunk[CHUNK + CHARACTER];
	size_t			 used, length;
	char			*text;		/* of the row's fields, a NUL behind each */
	size_t			 size, capacity;
	size_t			 starts[FIELDS_MOST];
	const char		*fields[FIELDS_MOST];
	size_t			 count;
	bool			 started;	/* something of a row was read */
	bool			 whole;		/* a row is */
	bool			 after_cr;	/* the last byte that was read is a CR */
	bool			 end;
	int64_t			 line, column, row_line, row_bytes, offset;
	const char		*fault;
};

static int
set_fault(struct csv *c, const char *fault)
{
	if (c->fault == NULL)
		c->fault = fault;
	return -1;
}

static void
take_field(void *data, size_t length, void *cookie)
{
	struct csv *c = cookie;

	if (c->count == FIELDS_MOST) {
		set_fault(c, "too many fields in a row");
		return;
	}
	while (c->size + length + 1 > c->capacity) {
		size_t wanted = c->capacity * 2 + 1024;
		char *text = realloc(c->text, wanted);

		if (text == NULL) {
			set_fault(c, "out of memory");
			return;
		}
		c->text = text;
		c->capacity = wanted;
	}
	c->starts[c->count++] = c->size;
	if (length > 0)
		memcpy(c->text + c->size, data, length);
	c->text[c->size + length] = '\0';
	c->size += length + 1;
}

static void
take_row(int end, void *cookie)
{
	struct csv *c = cookie;

	(void)end;
	c->whole = true;
}

struct csv *
csv_open(FILE *in)
{
	struct csv *c = calloc(1, sizeof(*c));

	if (c == NULL || csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
		free(c);
		log_fail(STATUS_FAILED, "out of memory");
		return NULL;
	}
	rewind(in);
	c->in = in;
	c->line = 1;
	return c;
}

void
csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	free(c->text);
	free(c);
}

/* Whether the next byte goes on with a character. */
static bool
continues(FILE *in)
{
	return (ungetc(getc(in), in) & 0xc0) == 0x80;
}

/* Reads on, to the end of a character; false at the end of the file. */
static bool
fill(struct csv *c)
{
	c->used = 0;
	c->length = fread(c->chunk, 1, CHUNK, c->in);
	while (c->length >= CHUNK && c->length < sizeof(c->chunk) && continues(c->in))
		c->chunk[c->length++] = (char)getc(c->in);
	if (c->offset == 0 && c->length >= 3 && memcmp(c->chunk, "\xEF\xBB\xBF", 3) == 0)
		c->used = 3;
	if (c->length == 0 && ferror(c->in))
		set_fault(c, "cannot be read");
	return c->used < c->length;
}

/* Bytes up to the end of the line, or of what was read. */
static size_t
segment(const struct csv *c)
{
	const char *start = c->chunk + c->used;
	size_t left = c->length - c->used, n;
	const char *lf = memchr(start, '\n', left), *cr;

	n = lf != NULL ? (size_t)(lf - start) + 1 : left;
	cr = memchr(start, '\r', n);
	if (cr != NULL && (size_t)(cr - start) + 2 < n)
		n = (size_t)(cr - start) + 1;
	return n;
}

/* Bytes before the first that is not of a character. */
static size_t
valid(const char *text, size_t n)
{
	size_t at = 0, next = 0;

	/* What is none is passed one byte at a time; U+FFFD itself has three. */
	while (at < n && (unicode_next(text, n, &next) != 0xfffd || next > at + 1))
		at = next;
	return at;
}

/* Gives libcsv a line, or a part of one: rows end with lines, so that none comes before its number. */
static int
feed(struct csv *c)
{
	const char *start = c->chunk + c->used;
	size_t n = segment(c), good = valid(start, n), taken;
	bool ended = start[n - 1] == '\n' || start[n - 1] == '\r';
	bool blank = start[0] == '\n' || start[0] == '\r';

	if (!c->started && !blank) {
		c->started = true;
		c->row_line = c->line;
		c->row_bytes = 0;
	}
	if (good < n) {
		c->column += (int64_t)good + 1;
		return set_fault(c, "not UTF-8");
	}
	if (memchr(start, '\0', n) != NULL)
		return set_fault(c, "a NUL in a field");
	taken = csv_parse(&c->parser, start, n, take_field, take_row, c);
	c->used += n;
	c->offset += (int64_t)n;
	c->row_bytes += (int64_t)n;
	if (taken != n) {
		c->column += (int64_t)taken + 1;
		return set_fault(c, "a quote out of place");
	}
	if (ended && !(c->after_cr && n == 1 && start[0] == '\n'))
		c->line++;
	c->column = ended ? 0 : c->column + (int64_t)n;
	c->after_cr = start[n - 1] == '\r';
	return c->row_bytes <= ROW_MOST ? 0 : set_fault(c, "a row of more than 1 MiB; is a quote missing?");
}

int
csv_next(struct csv *c, struct csv_row *row)
{
	c->count = c->size = 0;
	c->whole = c->started = false;
	while (!c->whole && c->fault == NULL && !c->end) {
		if (c->used < c->length || fill(c)) {
			feed(c);
			continue;
		}
		c->end = true;
		if (csv_fini(&c->parser, take_field, take_row, c) != 0)
			set_fault(c, "the file ends inside quotes");
	}
	if (c->fault != NULL)
		return -1;
	if (!c->whole)
		return 0;
	for (size_t i = 0; i < c->count; i++)
		c->fields[i] = c->text + c->starts[i];
	*row = (struct csv_row){ c->fields, c->count, c->row_line, c->offset };
	return 1;
}

const char *
csv_fault(const struct csv *c, int64_t *line, int64_t *column)
{
	*line = c->line;
	*column = c->column;
	return c->fault;
}

/* The first field from one on that is a name, or one behind the last. */
static size_t
find(const struct csv_row *row, size_t from, const char *name)
{
	while (from < row->count && strcmp(row->fields[from], name) != 0)
		from++;
	return from;
}

bool
csv_has(void *cookie, const char *name)
{
	const struct csv_row *row = cookie;

	return find(row, 0, name) < row->count;
}

int
csv_column(const struct csv_row *row, const char *name, const char *path, size_t *index)
{
	size_t first = find(row, 0, name);

	if (find(row, first + 1, name) < row->count)
		return log_fail(STATUS_FAILED, "%s: line %lld: there are two columns \"%s\"; nothing was"
		    " imported", path, (long long)row->line, name);
	*index = first;
	return 0;
}
