/*
 * libFuzzer: price lists.  What was checked can be imported.
 *
 * Input: one byte for the format, then the file.
 */
#include "ingest/prices.h"
#include "lib/log.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct db *db;
	static struct store *store;
	struct file_options options = { .zone = zone_find("UTC"), .dry_run = true, .valid_from = -1 };
	struct account account = { .read = 0 };
	int64_t priced;
	bool csv;
	FILE *in;

	if (size < 2)
		return 0;
	if (store == NULL) {
		log_open("fuzz");
		require(setenv("CHATSTAT_NOW", "1795191720", 1) == 0);
		require((db = db_open(":memory:", DB_CREATE)) != NULL);
		require((store = store_open(db, options.zone, SOURCE_IMPORT)) != NULL);
	}
	csv = data[0] % 2 == 0;
	in = open_bytes(data + 1, size - 1);
	if (prices_check(in, csv, "fuzz", &options) == 0)
		require(prices_import(in, csv, "fuzz", &options, db, store, &account, &priced) == 0);
	fclose(in);
	return 0;
}
