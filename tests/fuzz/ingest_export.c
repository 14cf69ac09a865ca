/*
 * libFuzzer: whatever JSON stands in "messages" of an export.
 *
 * Input: one byte for the type of the chat, then the element.
 */
#include "ingest/export.h"
#include "lib/json.h"
#include "tests/fuzz/ingest_record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = { "private_group", "private_supergroup", "public_channel" };
	struct json_reader *reader;
	struct export_chat chat;
	struct record record;
	json *element;

	if (size == 0)
		return 0;
	require((reader = json_reader_new()) != NULL);
	require(export_chat_init(&chat, "Group", types[data[0] % 3], 100, zone_find("Europe/Sofia")) == 0);
	if ((element = json_parse(reader, (const char *)data + 1, size - 1)) != NULL) {
		export_decode(reader, element, &chat, &record);
		check_record(&record);
		check_store(&record, SOURCE_IMPORT);
	}
	json_reader_free(reader);
	return 0;
}
