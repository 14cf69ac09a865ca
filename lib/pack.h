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

/* The number at in[*at]; moves *at behind it.  False at the end, or where none is whole. */
bool	pack_get(const unsigned char *in, size_t length, size_t *at, int64_t *n);

#endif
