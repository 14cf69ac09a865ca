#include "lib/source.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include "lib/log.h"

/*
 * Copies what zlib reads, decompressed where it is compressed; what a failure means is added to its line.
 * With cut, that the file ends too early is none.
 */
static int
copy(gzFile in, const char *name, const char *means, bool *cut, FILE *out)
{
	char buffer[65536];
	int n, error;

	while ((n = gzread(in, buffer, sizeof(buffer))) > 0)
		if (fwrite(buffer, 1, (size_t)n, out) != (size_t)n)
			break;
	if (ferror(out) || fflush(out) != 0)
		return log_fail(STATUS_FAILED, "%s: no room to keep a copy: %s", name, strerror(errno));
	if (n == 0 && gzerror(in, &error)[0] != '\0' && error == Z_BUF_ERROR && cut != NULL)
		*cut = true;
	else if (n < 0 || gzerror(in, &error)[0] != '\0')
		return log_fail(STATUS_FAILED, "%s: the compressed file is damaged or cut off%s", name,
		    means);
	return 0;
}

/* To a file without a name. */
static FILE *
spool(gzFile in, const char *name, bool *cut)
{
	FILE *out = tmpfile();

	if (out == NULL)
		log_fail(STATUS_FAILED, "%s: no room to keep a copy: %s", name, strerror(errno));
	else if (copy(in, name, "; nothing was imported", cut, out) == 0) {
		rewind(out);
		return out;
	} else {
		fclose(out);
	}
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

/* A file, or standard input: its name for messages, and a descriptor or -1. */
static int
open_descriptor(const char *path, const char **name)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);

	*name = standard ? "standard input" : path;
	if (fd == -1)
		log_fail(STATUS_FAILED, "%s: %s", *name, strerror(errno));
	return fd;
}

/* Takes the descriptor. */
static gzFile
open_zlib(int fd, const char *name)
{
	gzFile in = gzdopen(fd, "rb");

	if (in == NULL) {
		log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
		close(fd);
	}
	return in;
}

FILE *
source_open(const char *path, bool *cut)
{
	const char *name;
	int fd = open_descriptor(path, &name);
	FILE *stream;
	gzFile in;

	if (fd == -1)
		return NULL;
	if (strcmp(path, "-") != 0 && is_plain(fd) && (stream = fdopen(fd, "rb")) != NULL)
		return stream;
	if ((in = open_zlib(fd, name)) == NULL)
		return NULL;
	stream = spool(in, name, cut);
	gzclose(in);
	return stream;
}

int
source_unpack(const char *path, FILE *out)
{
	const char *name;
	int fd = open_descriptor(path, &name), ret;
	gzFile in;

	if (fd == -1 || (in = open_zlib(fd, name)) == NULL)
		return -1;
	ret = copy(in, name, "", NULL, out);
	gzclose(in);
	return ret;
}

int
source_pack(FILE *in, int out)
{
	char buffer[65536];
	int fd = dup(out);
	gzFile packed = fd != -1 ? gzdopen(fd, "wb") : NULL;
	bool good = packed != NULL;
	size_t n;

	while (good && (n = fread(buffer, 1, sizeof(buffer), in)) > 0)
		good = gzwrite(packed, buffer, (unsigned)n) == (int)n;
	good = good && !ferror(in);
	if (packed != NULL)
		good = gzclose(packed) == Z_OK && good;
	else if (fd != -1)
		close(fd);
	return good ? 0 : log_fail(STATUS_FAILED, "compressing failed: %s", strerror(errno));
}
