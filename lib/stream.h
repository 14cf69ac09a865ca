/*
 * Texts in the making, in memory: open_memstream, whose memory may run out at any write and at the end.
 */
#ifndef LIB_STREAM_H
#define LIB_STREAM_H

#include <stdio.h>

/* As open_memstream; NULL after logging, *text is NULL then. */
FILE	*stream_open(char **text, size_t *size);

/*
 * Ends it: all of the text is there, and the caller's to free; or -1 after logging, and *text is NULL.
 * Takes NULL.
 */
int	stream_close(FILE *, char **text);

#endif
