/*
 * The tokens of a JSON file (RFC 8259, plus the \xHH that Telegram Desktop writes), read through a
 * buffer.  Chunks may end anywhere: whatever needs a byte behind the buffer reads on by itself.
 *
 * After the first fault every function fails; of the text only what is asked for stays in memory.
 */
#ifndef INGEST_SCAN_H
#define INGEST_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum {
	SCAN_BACK = 16,			/* bytes before the position that always stay */
	SCAN_KEEP = 16 * 1024 * 1024	/* bytes from mark to the position, at most */
};

struct scan {
	FILE			*in;
	size_t			 chunk;
	unsigned char		*buf;
	size_t			 size;		/* of buf, without the zeros behind */
	const unsigned char	*p;		/* the next byte */
	const unsigned char	*end;		/* of what was read */
	int64_t			 base;		/* offset of buf[0] in the file */
	bool			 eof;
	int64_t			 mark;		/* bytes from this offset on stay; -1: none */
	const char		*error;		/* NULL, or the first fault: a constant */
	int64_t			 fault;		/* its offset */
};

/* Reads chunk bytes at a time from a stream that stays the caller's; -1 when memory is out. */
int	scan_open(struct scan *, FILE *, size_t chunk);
void	scan_close(struct scan *);

/* Passes a byte order mark; fails on UTF-16, and on a file that is empty or blank. */
bool	scan_start(struct scan *);

/* Passes a string from its opening quote, a number, a word: false if it is none. */
bool	scan_string(struct scan *);
bool	scan_number(struct scan *);
bool	scan_word(struct scan *, const char *word);

/* Reads a chunk behind what is kept; false at the end of the file, and on a fault. */
bool	scan_fill(struct scan *);

/* Fails if there are more than SCAN_KEEP bytes from mark to the position. */
bool	scan_bounded(struct scan *);

/* A text that is still kept, by its offset. */
const char	*scan_text(const struct scan *, int64_t offset);

/* Notes a fault at the next byte, if it is the first; at the end of the file, that it ends there. */
bool	scan_fail(struct scan *, const char *error);

/* The offset of the next byte. */
static inline int64_t
scan_here(const struct scan *s)
{
	return s->base + (s->p - s->buf);
}

/*
 * Passes white space; the byte behind it, which stays next, or -1 at the end and after a fault.
 * In the header, like scan_here, because inlining gives a fifth of the speed.
 */
static inline int
scan_token(struct scan *s)
{
	do {
		const unsigned char *p = s->p;

		while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
			p++;
		s->p = p;
		if (p != s->end)
			return *p;
	} while (scan_fill(s));
	return -1;
}

#endif
