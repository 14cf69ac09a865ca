#include "lib/secret.h"

#include <errno.h>
#include <stdio.h>

#include <sodium.h>

#include "lib/beside.h"
#include "lib/log.h"

static const char ending[] = ".key";

enum { KEY_BYTES = 32 };

struct secret {
	unsigned char	keys[SECRET_USES][crypto_shorthash_KEYBYTES];
};

/* The key in its file: 1, 0 where there is none, or -1. */
static int
read_key(const char *database, unsigned char key[KEY_BYTES])
{
	char *bytes;
	size_t length;
	int found = beside_read(database, ending, &bytes, &length);

	if (found != 1)
		return found;
	if (length == KEY_BYTES)
		memcpy(key, bytes, KEY_BYTES);
	else
		found = log_fail(STATUS_FAILED, "%s%s: this is no key of chatstat: it has %zu bytes, not %d",
		    database, ending, length, KEY_BYTES);
	sodium_memzero(bytes, length);
	free(bytes);
	return found;
}

static int
find_key(struct db *db, unsigned char key[KEY_BYTES])
{
	const char *database = db_path(db);
	int found = database[0] != '\0' ? read_key(database, key) : 0;
	int64_t listed;

	if (found != 0)
		return found < 0 ? -1 : 0;
	if ((found = stmt_number(db_stmt(db, "SELECT 1 FROM optout LIMIT 1"), &listed)) != 0)
		return found < 0 ? -1 : log_fail(STATUS_FAILED, "%s%s is missing, and is all that opted-out"
		    " members are known by; put it back", database, ending);
	randombytes_buf(key, KEY_BYTES);
	if (database[0] == '\0')
		return 0;
	/* Another process may make it, too: what is in the file then is the key. */
	return beside_write(database, ending, key, KEY_BYTES, true) == 0 &&
	    read_key(database, key) == 1 ? 0 : -1;
}

struct secret *
secret_open(struct db *db)
{
	static const char *const uses[SECRET_USES] = { "listed", "listed name", "record", "record name",
	    "log", "link" };
	unsigned char key[KEY_BYTES];
	struct secret *s;

	if (sodium_init() < 0 || (s = sodium_malloc(sizeof(*s))) == NULL) {
		log_fail(STATUS_FAILED, "libsodium: out of memory");
		return NULL;
	}
	if (find_key(db, key) != 0) {
		secret_close(s);
		return NULL;
	}
	for (int i = 0; i < SECRET_USES; i++)
		crypto_generichash(s->keys[i], sizeof(s->keys[i]), (const unsigned char *)uses[i],
		    strlen(uses[i]), key, sizeof(key));
	sodium_memzero(key, sizeof(key));
	return s;
}

void
secret_close(struct secret *s)
{
	sodium_free(s);
}

int64_t
secret_hash(const struct secret *s, enum secret_use use, const int64_t *numbers, size_t count,
    const char *text)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t parts[5];	/* the hashes of each, and again of these */
	uint64_t hash;

	for (size_t i = 0; i < count; i++)
		parts[i] = (uint64_t)numbers[i];
	if (text != NULL) {
		crypto_shorthash(out, (const unsigned char *)text, strlen(text), s->keys[use]);
		memcpy(&parts[count++], out, sizeof(out));
	}
	crypto_shorthash(out, (const unsigned char *)parts, count * sizeof(parts[0]), s->keys[use]);
	memcpy(&hash, out, sizeof(hash));
	hash &= INT64_MAX;
	return hash != 0 ? (int64_t)hash : 1;
}

void
secret_digest(const void *bytes, size_t length, char digest[SECRET_DIGEST])
{
	unsigned char hash[SECRET_DIGEST / 2];

	crypto_generichash(hash, sizeof(hash), bytes, length, NULL, 0);
	sodium_bin2hex(digest, SECRET_DIGEST, hash, sizeof(hash));
}

bool
secret_equal(const char *a, const char *b)
{
	size_t length = strlen(a);

	return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

int
secret_read(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "re");
	size_t length;
	int ret = -1;

	if (f != NULL)
		setvbuf(f, NULL, _IONBF, 0);	/* no copy that is not wiped */
	line[0] = '\0';
	if (f == NULL || fgets(line, (int)size, f) == NULL)
		log_fail(STATUS_MISUSE, "%s: %s", path, f == NULL || ferror(f) ? strerror(errno) :
		    "the file is empty; a token belongs there");
	else
		ret = 0;
	if (f != NULL)
		fclose(f);
	for (length = strcspn(line, "\r\n"); length > 0 && strchr(" \t", line[length - 1]) != NULL; length--)
		;
	line[length] = '\0';
	return ret;
}

void
secret_wipe(void *bytes, size_t length)
{
	sodium_memzero(bytes, length);
}
