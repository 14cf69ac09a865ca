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
