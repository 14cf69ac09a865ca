/*
 * libFuzzer: texts as commands.  One that is understood is understood the same where it is written in the
 * form that all have in common; what is said of others holds no markup but ours.
 */
#include "ingest/command.h"
#include "tests/fuzz/fuzz.h"

static const struct catalogue catalogue = { .reports = {
	{ "summary", ASKER_EVERYONE, false, true }, { "top", ASKER_EVERYONE, true, true },
	{ "heatmap", ASKER_EVERYONE, true, true }, { "member", ASKER_SELF, false, true },
	{ "cost", ASKER_ADMINISTRATORS, true, true } }, .count = 5 };

/* What a command is, or what is said of it: the caller frees it. */
static enum command_end
parse(const char *text, bool private, char **said)
{
	size_t length;
	FILE *out = open_memstream(said, &length);
	struct command c;
	enum command_end end;

	require(out != NULL);
	end = command_parse(&catalogue, "stats_bot", private, text, &c, out);
	if (end == COMMAND_GIVEN) {
		require(ftell(out) == 0 && (c.kind->deed == DEED_REPORT) == (c.report != NULL));
		command_write(out, &c);
	}
	require(fclose(out) == 0);
	require((end == COMMAND_NONE) == (length == 0));
	return end;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text, *said, *again;
	enum command_end end;
	bool private;

	if (size == 0)
		return 0;
	private = data[0] % 2 == 1;
	text = string_of(data + 1, size - 1);
	end = parse(text, private, &said);
	if (end == COMMAND_GIVEN) {
		/* In groups some are heard only with the bot's name. */
		require(parse(said, true, &again) == COMMAND_GIVEN);
		require(strcmp(again, said) == 0);
		free(again);
	}
	for (const char *c = end == COMMAND_WRONG ? said : ""; (c = strchr(c, '<')) != NULL; c++)
		require(strncmp(c, "<code>", 6) == 0 || strncmp(c, "</code>", 7) == 0);
	free(said);
	free(text);
	return 0;
}
