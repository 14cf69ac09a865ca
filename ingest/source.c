#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/log.h"

/* Copies what zlib reads, decompressed where it is compressed, to a file without a name. */
static FILE *
spool(gzFile in, const char *name)
{
	FILE *copy = tmpfile();
	char buffer[65536];
	int n = 0, error;

	while (copy != NULL && (n = gzread(in, buffer, sizeof(buffer))) > 0)
		if (fwrite(buffer, 1, (size_t)n, copy) != (size_t)n)
			break;
	if (copy == NULL || ferror(copy) || fflush(copy) != 0)
		log_fail(STATUS_FAILED, "%s: no room to keep a copy: %s", name, strerror(errno));
	else if (n < 0 || gzerror(in, &error)[0] != '\0')
		log_fail(STATUS_FAILED, "%s: the compressed file is damaged or cut off; nothing was imported",
		    name);
	else {
		rewind(copy);
		return copy;
	}
	if (copy != NULL)
		fclose(copy);
	return NULL;
}

/* Neither a pipe nor compressed: can be read as it is, and again. */
static bool
is_plain(int fd)
{
	unsigned char magic[2];

	return lseek(fd, 0, SEEK_CUR) != -1 &&
	    (pread(fd, magic, sizeof(magic), 0) != (ssize_t)sizeof(magic) ||
	    magic[0] != 0x1f || magic[1] != 0x8b);
}

FILE *
source_open(const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	const char *name = standard ? "standard input" : path;
	int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	FILE *stream;
	gzFile in;

	if (fd != -1 && !standard && is_plain(fd) && (stream = fdopen(fd, "rb")) != NULL)
		return stream;
	if (fd == -1 || (in = gzdopen(fd, "rb")) == NULL) {
		log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
		if (fd != -1)
			close(fd);
		return NULL;
	}
	stream = spool(in, name);
	gzclose(in);
	return stream;
}
