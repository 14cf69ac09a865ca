/*
 * libFuzzer: configuration files.  One that is taken is written as a file that says the same.
 */
#include <unistd.h>

#include "lib/config.h"
#include "lib/log.h"
#include "tests/fuzz/fuzz.h"

/* Loads a file of these bytes: what it says, which the caller frees; NULL where it is refused. */
static char *
load(const char *data, size_t size)
{
	static FILE *file;
	static char path[32];
	char *text;
	FILE *out;

	if (file == NULL) {
		log_open("fuzz");
		require((file = tmpfile()) != NULL);
		snprintf(path, sizeof(path), "/dev/fd/%d", fileno(file));
	}
	require(pwrite(fileno(file), data, size, 0) == (ssize_t)size && ftruncate(fileno(file), (off_t)size) == 0);
	if (config_load(path) != 0)
		return NULL;
	require((out = open_memstream(&text, &size)) != NULL);
	config_write(out);
	require(fclose(out) == 0);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *said = load((const char *)data, size), *again;

	if (said == NULL)
		return 0;
	require((again = load(said, strlen(said))) != NULL);
	require(strcmp(said, again) == 0);
	free(said);
	free(again);
	return 0;
}
