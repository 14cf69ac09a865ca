/*
 * Bot API: an Update object becomes a record.
 */
#ifndef INGEST_UPDATE_H
#define INGEST_UPDATE_H

#include "ingest/record.h"
#include "lib/json.h"

/*
 * Decodes one Update (or a bare value that should be one).  Always fills the record: what is not
 * recorded comes out as RECORD_PASSED, what cannot be used as RECORD_BAD.
 */
void	update_decode(struct json_reader *, json *update, struct record *);

#endif
