/*
 * What fuzz targets share.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static inline void
require(bool held)
{
	if (!held)
		abort();
}

static inline FILE *
open_bytes(const uint8_t *data, size_t size)
{
	FILE *in = fmemopen((void *)(uintptr_t)data, size, "r");

	require(in != NULL);
	return in;
}

/* Bytes as a string that the caller frees, up to their first NUL. */
static inline char *
string_of(const uint8_t *data, size_t size)
{
	char *text = strndup((const char *)data, size);

	require(text != NULL);
	return text;
}

#endif
