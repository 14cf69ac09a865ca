#include "lib/intern.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "lib/log.h"
#include "lib/map.h"

void
intern_free(struct intern *t)
{
	free(t->keys);
	free(t->slots);
	free(t->bytes);
	*t = (struct intern){ 0 };
}

void
intern_clear(struct intern *t)
{
	if (t->nslot > 0)
		memset(t->slots, 0, t->nslot * sizeof(*t->slots));
	t->count = t->used = 0;
}

/* The last 8 bytes of a text, or all that it has. */
static uint64_t
tail(const char *text, size_t length)
{
	uint64_t part = 0;
	uint32_t first, last;

	if (length >= sizeof(part)) {
		memcpy(&part, text + length - sizeof(part), sizeof(part));
		return part;
	}
	if (length >= sizeof(first)) {
		memcpy(&first, text, sizeof(first));
		memcpy(&last, text + length - sizeof(last), sizeof(last));
		return (uint64_t)first << 32 | last;
	}
	for (size_t i = 0; i < length; i++)
		part = part << 8 | (unsigned char)text[i];
	return part;
}

static uint64_t
hash(const struct intern *t, int64_t beside, const char *text, size_t length)
{
	uint64_t h = t->seed ^ (uint64_t)beside << 8 ^ length, part;

	for (size_t i = 0; i + sizeof(part) < length; i += sizeof(part)) {
		memcpy(&part, text + i, sizeof(part));
		h = (h ^ part) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	h = (h ^ tail(text, length)) * UINT64_C(0x9fb21c651e98df25);
	return h ^ h >> 32;
}

const char *
intern_text(const struct intern *t, size_t number, size_t *length)
{
	*length = t->keys[number].length;
	return t->bytes + t->keys[number].start;
}

/* The slot of a text, or the free one where it belongs. */
static struct intern_slot *
probe(const struct intern *t, uint64_t h, int64_t beside, const char *text, size_t length)
{
	size_t at = (size_t)h & (t->nslot - 1);

	for (; t->slots[at].number != 0; at = (at + 1) & (t->nslot - 1)) {
		const struct intern_key *k;

		if (t->slots[at].hash != (uint32_t)(h >> 32))
			continue;
		k = &t->keys[t->slots[at].number - 1];
		if (k->length == length && k->beside == beside &&
		    memcmp(t->bytes + k->start, text, length) == 0)
			break;
	}
	return &t->slots[at];
}

int64_t
intern_find(const struct intern *t, int64_t beside, const char *text, size_t length)
{
	if (t->nslot == 0)
		return -1;
	return (int64_t)probe(t, hash(t, beside, text, length), beside, text, length)->number - 1;
}

/* Keeps at most half of the slots taken. */
static int
rehash(struct intern *t)
{
	size_t nslot = t->nslot == 0 ? 256 : t->nslot * 2;
	struct intern_slot *slots = calloc(nslot, sizeof(*slots));

	if (slots == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	/* Without randomness, as early at boot, it is as it is. */
	if (t->nslot == 0 && getrandom(&t->seed, sizeof(t->seed), GRND_NONBLOCK) < 0)
		t->seed = 1;
	free(t->slots);
	t->slots = slots;
	t->nslot = nslot;
	for (size_t i = 0; i < t->count; i++) {
		const struct intern_key *k = &t->keys[i];
		uint64_t h = hash(t, k->beside, t->bytes + k->start, k->length);
		size_t at = (size_t)h & (nslot - 1);

		while (slots[at].number != 0)
			at = (at + 1) & (nslot - 1);
		slots[at] = (struct intern_slot){ (uint32_t)(h >> 32), (uint32_t)i + 1 };
	}
	return 0;
}

static int
make_room(struct intern *t, size_t length)
{
	size_t room = (t->used + length) * 2 + 1024;
	char *bytes;

	if (t->used + length <= t->room)
		return 0;
	if ((bytes = realloc(t->bytes, room)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	t->bytes = bytes;
	t->room = room;
	return 0;
}

int64_t
intern_make(struct intern *t, int64_t beside, const char *text, size_t length, bool *made)
{
	uint64_t h;
	struct intern_slot *slot;

	if (t->count * 2 >= t->nslot && rehash(t) != 0)
		return -1;
	h = hash(t, beside, text, length);
	slot = probe(t, h, beside, text, length);
	*made = slot->number == 0;
	if (!*made)
		return (int64_t)slot->number - 1;
	if (map_grow(&t->keys, &t->capacity, t->count, sizeof(*t->keys)) != 0 || make_room(t, length) != 0)
		return -1;
	memcpy(t->bytes + t->used, text, length);
	t->keys[t->count++] = (struct intern_key){ beside, t->used, length };
	t->used += length;
	*slot = (struct intern_slot){ (uint32_t)(h >> 32), (uint32_t)t->count };
	return (int64_t)t->count - 1;
}
