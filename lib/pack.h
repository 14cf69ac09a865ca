/*
 * Numbers in few bytes: seven bits a byte, the lowest first, the highest bit set where more follow (LEB128).
 */
#ifndef LIB_PACK_H
#define LIB_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PACK_MOST = 10 };	/* bytes of a number */

/* Writes a number to out, where one below 0 takes the most; the bytes it took. */
size_t	pack_put(unsigned char *out, int64_t);

/*
 * The number at in[*at]; moves *at behind it.  False at the end, or where none is whole.  In the header,
 * to be inlined: a report reads millions of them.
 */
static inline bool
pack_get(const unsigned char *in, size_t length, size_t *at, int64_t *n)
{
	uint64_t got = 0;
	size_t i = *at;

	for (int shift = 0; shift < 7 * PACK_MOST && i < length; shift += 7) {
		unsigned char byte = in[i++];

		got |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			*at = i;
			*n = (int64_t)got;
			return true;
		}
	}
	return false;
}

#endif
