/*
 * libFuzzer: whatever JSON comes as an update.
 */
#include "ingest/update.h"
#include "lib/json.h"
#include "tests/fuzz/ingest_record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_reader *reader = json_reader_new();
	struct record record;
	json *update;

	require(reader != NULL);
	if ((update = json_parse(reader, (const char *)data, size)) != NULL) {
		update_decode(reader, update, &record);
		check_record(&record);
		check_store(&record, SOURCE_LIVE);
	}
	json_reader_free(reader);
	return 0;
}
