#include "lib/pack.h"

size_t
pack_put(unsigned char *out, int64_t n)
{
	uint64_t rest = (uint64_t)n;
	size_t i = 0;

	for (; rest >= 0x80; rest >>= 7)
		out[i++] = (unsigned char)(rest | 0x80);
	out[i++] = (unsigned char)rest;
	return i;
}

bool
pack_get(const unsigned char *in, size_t length, size_t *at, int64_t *n)
{
	uint64_t got = 0;

	for (size_t i = 0; i < PACK_MOST && *at + i < length; i++) {
		got |= (uint64_t)(in[*at + i] & 0x7f) << (7 * i);
		if (in[*at + i] < 0x80) {
			*at += i + 1;
			*n = (int64_t)got;
			return true;
		}
	}
	return false;
}
