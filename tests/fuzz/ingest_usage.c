/*
 * libFuzzer: usage, as a file of CSV or JSON, or as bots post it.  What was checked can be imported; what was
 * posted is known when it is posted again.
 *
 * Input: one byte for the way, then the bytes.
 */
#include "ingest/usage_file.h"
#include "lib/log.h"
#include "tests/fuzz/fuzz.h"

enum { POSTS = 1000 };	/* into one database */

static struct db *db;
static struct store *store;

static void
open_store(void)
{
	store_close(store);
	db_close(db);
	log_open("fuzz");
	require((db = db_open(":memory:", DB_CREATE)) != NULL);
	require((store = store_open(db, zone_find("UTC"), SOURCE_IMPORT)) != NULL);
}

static void
check_file(const uint8_t *data, size_t size, bool csv, bool skip_bad)
{
	const struct file_options options = { .zone = zone_find("Europe/Sofia"), .dry_run = true,
		.skip_bad = skip_bad, .usage = { .zone = zone_find("Europe/Sofia") } };
	struct progress progress = { .total = 0 };
	struct account account = { .read = 0 };
	FILE *in = open_bytes(data, size);
	struct usage_file *f = usage_file_check(in, csv, "fuzz", &options, &progress);

	if (f != NULL) {
		require(usage_file_import(f, db, store, &account, &progress) == 0);
		require(skip_bad || account.counts[OUTCOME_BAD] == 0);
	}
	usage_file_close(f);
	fclose(in);
}

static void
check_post(const uint8_t *data, size_t size)
{
	struct account first = { .read = 0 }, again = { .read = 0 };
	char *body = string_of(data, size), why[USAGE_WHY];

	size = strlen(body);
	if (usage_file_post(store, body, size, &first, why) == 0) {
		require(usage_file_post(store, body, size, &again, why) == 0);
		require(again.read == first.read && again.counts[OUTCOME_STORED] == 0 &&
		    again.counts[OUTCOME_CHANGED] == 0);
	} else
		require(why[0] != '\0');
	free(body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int runs;

	if (size < 2)
		return 0;
	if (runs++ % POSTS == 0)
		open_store();
	if (data[0] % 4 == 3)
		check_post(data + 1, size - 1);
	else
		check_file(data + 1, size - 1, data[0] % 4 < 2, data[0] % 2 == 1);
	return 0;
}
