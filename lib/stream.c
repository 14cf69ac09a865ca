#include "lib/stream.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/log.h"

FILE *
stream_open(char **text, size_t *size)
{
	FILE *out;

	*text = NULL;
	if ((out = open_memstream(text, size)) == NULL)
		log_fail(STATUS_FAILED, "out of memory");
	return out;
}

/* glibc's fclose succeeds where there is no text. */
int
stream_close(FILE *out, char **text)
{
	bool whole;

	if (out == NULL)
		return -1;
	whole = !ferror(out);
	if (fclose(out) == 0 && whole && *text != NULL)
		return 0;
	free(*text);
	*text = NULL;
	return log_fail(STATUS_FAILED, "out of memory");
}
