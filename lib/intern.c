#include "lib/intern.h"

#include <stdlib.h>
#include <sys/random.h>

#include "lib/log.h"

void
intern_free(struct intern *t)
{
	map_free(&t->map);
	free(t->ends);
	free(t->bytes);
	*t = (struct intern){ 0 };
}

void
intern_clear(struct intern *t)
{
	map_clear(&t->map);
}

size_t
intern_size(const struct intern *t)
{
	return t->map.count > 0 ? t->ends[t->map.count - 1] : 0;
}

/* Seeded, since strangers choose the texts. */
static int64_t
hash(const char *text, size_t length)
{
	static uint64_t seed;
	uint64_t h;

	if (seed == 0 && getrandom(&seed, sizeof(seed), 0) != sizeof(seed))
		seed = 1;
	h = seed ^ length;
	for (size_t n; length > 0; text += n, length -= n) {
		uint64_t part = 0;

		n = length < sizeof(part) ? length : sizeof(part);
		memcpy(&part, text, n);
		h = (h ^ part) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	return (int64_t)(h >> 1);
}

const char *
intern_text(const struct intern *t, size_t number, size_t *length)
{
	size_t start = number > 0 ? t->ends[number - 1] : 0;

	*length = t->ends[number] - start;
	return t->bytes + start;
}

static int
append(struct intern *t, const char *text, size_t length)
{
	/* The new key is counted already. */
	size_t used = t->map.count > 1 ? t->ends[t->map.count - 2] : 0;

	if (used + length > t->room) {
		size_t room = (used + length) * 2 + 1024;
		char *bytes = realloc(t->bytes, room);

		if (bytes == NULL)
			return log_fail(STATUS_FAILED, "out of memory");
		t->bytes = bytes;
		t->room = room;
	}
	memcpy(t->bytes + used, text, length);
	t->ends[t->map.count - 1] = used + length;
	return 0;
}

/* The number of a text of a hash; *twin is how many others of that hash were met. */
static int64_t
find(const struct intern *t, int64_t hash, int64_t beside, const char *text, size_t length, int64_t *twin)
{
	int64_t i;

	for (*twin = 0; (i = map_find(&t->map, hash, beside, *twin)) >= 0; (*twin)++) {
		size_t n;
		const char *known = intern_text(t, (size_t)i, &n);

		if (n == length && memcmp(known, text, n) == 0)
			return i;
	}
	return -1;
}

int64_t
intern_find(const struct intern *t, int64_t beside, const char *text, size_t length)
{
	int64_t twin;

	return find(t, hash(text, length), beside, text, length, &twin);
}

int64_t
intern_make(struct intern *t, int64_t beside, const char *text, size_t length, bool *made)
{
	int64_t h = hash(text, length), twin, i = find(t, h, beside, text, length, &twin);

	*made = false;
	if (i >= 0)
		return i;
	if (map_grow(&t->ends, &t->capacity, t->map.count, sizeof(*t->ends)) != 0 ||
	    (i = map_make(&t->map, h, beside, twin, made)) < 0 || append(t, text, length) != 0)
		return -1;
	return i;
}
