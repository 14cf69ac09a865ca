/*
 * libFuzzer: whatever an update says, it is decoded and stored, or passed by for a reason, and the database
 * never refuses it; told a second time, it changes nothing.
 *
 * Input: an update as JSON.
 */
#include "ingest/store.h"
#include "ingest/update.h"
#include "lib/db.h"
#include "lib/json.h"
#include "lib/zone.h"

#include <stdbool.h>
#include <stdlib.h>

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
require(bool held)
{
	if (!held)
		abort();
}

static struct store *
open_store(void)
{
	struct db *db = db_open(":memory:", DB_CREATE);
	struct store *st = db != NULL ? store_open(db, zone_find("Europe/Sofia"), SOURCE_LIVE) : NULL;

	require(st != NULL);
	return st;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct json_reader *reader;
	static struct store *st;
	enum outcome first, again;
	struct record r;
	const char *why;
	json *update;

	if (reader == NULL) {
		require((reader = json_reader_new()) != NULL);
		st = open_store();
	}
	if ((update = json_parse(reader, (const char *)data, size)) == NULL)
		return -1;
	update_decode(reader, update, &r);
	require(store_begin(st) == 0);
	require(store_record(st, &r, &first, &why) == 0);
	require(store_record(st, &r, &again, &why) == 0);
	require(again == (first == OUTCOME_STORED || first == OUTCOME_CHANGED ? OUTCOME_KNOWN : first));
	require(store_polled(st, 1795000000) == 0);
	store_rollback(st);
	return 0;
}
