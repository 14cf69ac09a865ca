/*
 * Runs a fuzz target on the files given, without libFuzzer: TAP, a test a file.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static int
replay(const char *path)
{
	FILE *in = fopen(path, "r");
	uint8_t *data = NULL;
	size_t size = 0, got;

	if (in == NULL)
		return -1;
	do {
		uint8_t *more = realloc(data, size + 4096);

		if (more == NULL)
			abort();
		data = more;
		size += got = fread(data + size, 1, 4096, in);
	} while (got > 0);
	fclose(in);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	return 0;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc; i++) {
		int ret = replay(argv[i]);

		printf("%sok %d %s\n", ret == 0 ? "" : "not ", i, argv[i]);
		fflush(stdout);
		failed |= ret != 0;
	}
	return failed;
}
