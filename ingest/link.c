#include "ingest/link.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNATURE_SIZE = 48 };

static void
sign(char signature[SIGNATURE_SIZE], const struct secret *secret, int64_t chat_id, int64_t until)
{
	int64_t hash = secret_hash(secret, SECRET_LINK, (const int64_t[]){ chat_id, until }, 2, NULL);

	snprintf(signature, SIGNATURE_SIZE, "%lld-%016llx", (long long)until, (unsigned long long)hash);
}

void
link_write(char path[LINK_SIZE], const struct secret *secret, int64_t chat_id, int64_t until)
{
	char signature[SIGNATURE_SIZE], id[32] = "";

	sign(signature, secret, chat_id, until);
	if (chat_id != LINK_ALL)
		snprintf(id, sizeof(id), "%lld", (long long)chat_id);
	snprintf(path, LINK_SIZE, LINK_ROOT "%s/%s", signature, id);
}

/* An id, also as the index has it: chatID.html. */
static bool
read_id(const char *name, int64_t *chat_id)
{
	bool file = strncmp(name, "chat", 4) == 0;
	const char *digits = file ? name + 4 : name;
	char *end;
	long long id;

	if (name[0] == '\0') {
		*chat_id = LINK_ALL;
		return true;
	}
	errno = 0;
	id = strtoll(digits, &end, 10);
	if (errno != 0 || !isdigit((unsigned char)digits[digits[0] == '-']) || id == LINK_ALL ||
	    strcmp(end, file ? ".html" : "") != 0)
		return false;
	*chat_id = id;
	return true;
}

enum link
link_read(const char *path, const struct secret *secret, int64_t now, int64_t *chat_id)
{
	const char *rest = path + strlen(LINK_ROOT), *slash = strchr(rest, '/');
	char given[SIGNATURE_SIZE], one[SIGNATURE_SIZE], all[SIGNATURE_SIZE];
	size_t length = slash != NULL ? (size_t)(slash - rest) : 0;
	int64_t until;

	if (!read_id(slash != NULL ? slash + 1 : rest, chat_id))
		return LINK_NONE;
	if (slash == NULL)
		return LINK_BARE;
	if (length >= sizeof(given))
		return LINK_BAD;
	snprintf(given, sizeof(given), "%.*s", (int)length, rest);
	until = strtoll(given, NULL, 10);
	sign(one, secret, *chat_id, until);
	sign(all, secret, LINK_ALL, until);
	return now < until && (secret_equal(one, given) || secret_equal(all, given)) ? LINK_GOOD : LINK_BAD;
}
