#include "ingest/marks.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/log.h"

enum {
	CHUNK = 256 * 1024,
	KEPT = 1024 * 1024,
	NUMBER_MOST = 10,	/* bytes */
	TYPE_BITS = 3	/* of the number that says what an item is, and how far from the one before */
};

struct marks {
	unsigned char	 list[KEPT];	/* the last part of it */
	size_t		 listed, next;
	FILE		*spilled;	/* what was before; NULL: nothing */
	int64_t		 behind;	/* where the last item ended */
	FILE		*in;
	char		*buf;		/* of the file, from behind on: count bytes at start */
	size_t		 size, start, count;
};

struct marks *
marks_new(void)
{
	struct marks *m = calloc(1, sizeof(*m));

	if (m == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	return m;
}

void
marks_free(struct marks *m)
{
	if (m == NULL)
		return;
	if (m->spilled != NULL)
		fclose(m->spilled);
	free(m->buf);
	free(m);
}

static int
spill(struct marks *m)
{
	if ((m->spilled == NULL && (m->spilled = tmpfile()) == NULL) ||
	    fwrite(m->list, 1, m->listed, m->spilled) != m->listed || fflush(m->spilled) != 0)
		return log_fail(STATUS_FAILED, "a temporary file: %s", strerror(errno));
	m->listed = 0;
	return 0;
}

/* Adds a number in as many bytes as it needs, seven bits each. */
static void
put_number(struct marks *m, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		m->list[m->listed++] = (unsigned char)(n | 0x80);
	m->list[m->listed++] = (unsigned char)n;
}

static bool
get_number(struct marks *m, int64_t *number)
{
	uint64_t n = 0;
	int c, shift = 0;

	do {
		if (m->spilled == NULL || (c = getc_unlocked(m->spilled)) == EOF) {
			if (m->next == m->listed)
				return false;
			c = m->list[m->next++];
		}
		n |= (uint64_t)(c & 0x7f) << shift;
		shift += 7;
	} while (c >= 0x80);
	*number = (int64_t)n;
	return true;
}

int
marks_add(struct marks *m, const struct split_item *item)
{
	if (item->type == SPLIT_FIELD)
		return 0;
	if (KEPT - m->listed < 2 * NUMBER_MOST && spill(m) != 0)
		return -1;
	put_number(m, (uint64_t)(item->offset - m->behind) << TYPE_BITS | item->type);
	put_number(m, item->length);
	m->behind = item->offset + (int64_t)item->length;
	return 0;
}

void
marks_rewind(struct marks *m, FILE *in)
{
	if (m->spilled != NULL)
		rewind(m->spilled);
	rewind(in);
	m->in = in;
	m->behind = 0;
	m->next = m->start = m->count = 0;
}

/* Passes what stands between two elements; false where the file cannot be read there. */
static bool
skip(struct marks *m, int64_t gap)
{
	m->behind += gap;
	if ((uint64_t)gap <= m->count) {
		m->start += (size_t)gap;
		m->count -= (size_t)gap;
		return true;
	}
	m->count = 0;
	return fseeko(m->in, m->behind, SEEK_SET) == 0;
}

/* Reads on until so many bytes are there. */
static bool
need(struct marks *m, size_t length)
{
	char *bigger;

	if (length <= m->count)
		return true;
	if (m->count > 0)
		memmove(m->buf, m->buf + m->start, m->count);
	m->start = 0;
	if (length > m->size || m->size == 0) {
		if ((bigger = realloc(m->buf, length + CHUNK)) == NULL)
			return false;
		m->buf = bigger;
		m->size = length + CHUNK;
	}
	m->count += fread(m->buf + m->count, 1, m->size - m->count, m->in);
	return length <= m->count;
}

enum split_type
marks_next(struct marks *m, struct split_item *item)
{
	int64_t head, length = 0;

	*item = (struct split_item){ .type = SPLIT_END, .text = "", .offset = m->behind };
	if (!get_number(m, &head) || !get_number(m, &length))
		return SPLIT_END;
	if (!skip(m, head >> TYPE_BITS) || !need(m, (size_t)length)) {
		item->error = "the file changed while it was read";
		return item->type = SPLIT_ERROR;
	}
	item->type = (enum split_type)(head & ((1 << TYPE_BITS) - 1));
	item->text = m->buf + m->start;
	item->length = (size_t)length;
	item->offset = m->behind;
	m->start += item->length;
	m->count -= item->length;
	m->behind += length;
	return item->type;
}
