/*
 * Where the elements of a file lie: the first pass over it notes them, and the second reads them without
 * looking for their ends again, which saves a twelfth of an import's CPU.  The list takes some three
 * bytes an element; what is more than a megabyte goes to a temporary file that nobody else sees.
 */
#ifndef INGEST_MARKS_H
#define INGEST_MARKS_H

#include <stdio.h>

#include "ingest/split.h"

struct marks;

/* An empty list; NULL after logging. */
struct marks	*marks_new(void);
void	marks_free(struct marks *);

/* Notes an item of split_next, in the order of the file; fields are left out.  0, or -1 after logging. */
int	marks_add(struct marks *, const struct split_item *);

/* Goes back to the first element of a stream, which stays the caller's. */
void	marks_rewind(struct marks *, FILE *);

/*
 * The next item, as split_next gave it; SPLIT_END behind the last one, SPLIT_ERROR where the file is
 * shorter now, or memory is out.
 */
enum split_type	marks_next(struct marks *, struct split_item *);

#endif
