/*
 * libFuzzer: the splitter says the same wherever chunks end, gives only elements that json_parse
 * takes, and agrees with it on what is JSON, where cJSON is strict.
 *
 * Input: one byte for the size of chunks, then the file.
 */
#include "ingest/split.h"
#include "lib/json.h"
#include "tests/fuzz/fuzz.h"

static void
compare(const uint8_t *data, size_t size, size_t chunk, struct json_reader *reader)
{
	FILE *in = open_bytes(data, size), *in_parts = open_bytes(data, size);
	struct split *whole = split_new(in), *parts = split_new_chunk(in_parts, chunk);
	struct split_item a, b;

	require(whole != NULL && parts != NULL);
	do {
		split_next(whole, &a);
		split_next(parts, &b);
		require(a.type == b.type && a.length == b.length && a.offset == b.offset && a.error == b.error);
		require(memcmp(a.text, b.text, a.length) == 0 && strcmp(a.key, b.key) == 0);
		require(a.offset >= 0 && a.offset + (int64_t)a.length <= (int64_t)size);
		require(memcmp(a.text, data + a.offset, a.length) == 0);
		if (a.type == SPLIT_MESSAGE || a.type == SPLIT_UPDATE || a.type == SPLIT_FIELD)
			require(json_parse(reader, b.text, b.length) != NULL);
	} while (a.type != SPLIT_END && a.type != SPLIT_ERROR);
	split_free(whole);
	split_free(parts);
	fclose(in);
	fclose(in_parts);
}

/* cJSON is loose about numbers, hexadecimal digits, UTF-8 and control characters. */
static bool
is_strict(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i] < ' ' || data[i] > '~' || strchr("-0123456789", data[i]) != NULL ||
		    (data[i] == 'u' && i > 0 && data[i - 1] == '\\'))
			return false;
	return true;
}

/* In an array there is one root value, whatever the data. */
static void
compare_verdicts(const uint8_t *data, size_t size, struct json_reader *reader)
{
	char *text = malloc(size + 2);
	struct split_item item;
	struct split *split;
	FILE *in;
	bool parsed;

	require(text != NULL);
	text[0] = '[';
	memcpy(text + 1, data, size);
	text[size + 1] = ']';
	in = open_bytes((const uint8_t *)text, size + 2);
	require((split = split_new(in)) != NULL);
	while (split_next(split, &item) == SPLIT_UPDATE)
		;
	parsed = json_parse(reader, text, size + 2) != NULL;
	require(item.type == SPLIT_END ? parsed : !parsed || !is_strict(data, size));
	split_free(split);
	fclose(in);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_reader *reader;

	if (size < 2)
		return 0;
	require((reader = json_reader_new()) != NULL);
	compare(data + 1, size - 1, 1 + data[0] % 64, reader);
	compare_verdicts(data + 1, size - 1, reader);
	json_reader_free(reader);
	return 0;
}
