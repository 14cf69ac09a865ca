/*
 * What the first pass wants to know of an export's message, read without parsing all of it: most begin
 * with "id", "type", "date" and "date_unixtime".
 */
#ifndef INGEST_GLANCE_H
#define INGEST_GLANCE_H

#include "ingest/record.h"

/*
 * Sets type, message and at of the record as export_decode would, from an element that split.h gave;
 * true only where export_decode can use it.  False says nothing: then it is to be decoded.
 */
bool	glance(const char *text, size_t length, struct record *);

#endif
