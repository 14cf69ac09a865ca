#include "lib/map.h"

#include "lib/log.h"

static size_t
slot_of(const struct map *m, int64_t a, int64_t b, int64_t c)
{
	uint64_t h = (uint64_t)a * 0x9e3779b97f4a7c15u;

	h = (h ^ (h >> 29) ^ (uint64_t)b) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 31) ^ (uint64_t)c) * 0x94d049bb133111ebu;
	return (size_t)(h ^ (h >> 32)) & (m->nslot - 1);
}

void
map_free(struct map *m)
{
	free(m->keys);
	free(m->slots);
	*m = (struct map){0};
}

void
map_clear(struct map *m)
{
	if (m->nslot > 0)
		memset(m->slots, 0, m->nslot * sizeof(*m->slots));
	m->count = 0;
}

int
map_grow(void *array, size_t *capacity, size_t count, size_t size)
{
	size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
	void *bigger, *old;

	if (count < *capacity)
		return 0;
	memcpy(&old, array, sizeof(old));
	if ((bigger = realloc(old, wanted * size)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	memcpy(array, &bigger, sizeof(bigger));
	*capacity = wanted;
	return 0;
}

/* Keeps at most half of the slots taken. */
static int
rehash(struct map *m)
{
	size_t nslot = m->nslot == 0 ? 256 : m->nslot * 2;
	uint32_t *slots = calloc(nslot, sizeof(*slots));

	if (slots == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	free(m->slots);
	m->slots = slots;
	m->nslot = nslot;
	for (size_t i = 0; i < m->count; i++) {
		size_t s = slot_of(m, m->keys[i].a, m->keys[i].b, m->keys[i].c);

		while (m->slots[s] != 0)
			s = (s + 1) & (m->nslot - 1);
		m->slots[s] = (uint32_t)i + 1;
	}
	return 0;
}

/* The slot that holds a key, or the free one where it belongs. */
static size_t
probe(const struct map *m, int64_t a, int64_t b, int64_t c)
{
	size_t s = slot_of(m, a, b, c);

	for (; m->slots[s] != 0; s = (s + 1) & (m->nslot - 1)) {
		const struct map_key *k = &m->keys[m->slots[s] - 1];

		if (k->a == a && k->b == b && k->c == c)
			break;
	}
	return s;
}

int64_t
map_find(const struct map *m, int64_t a, int64_t b, int64_t c)
{
	return m->nslot == 0 ? -1 : (int64_t)m->slots[probe(m, a, b, c)] - 1;
}

int64_t
map_make(struct map *m, int64_t a, int64_t b, int64_t c, bool *made)
{
	size_t s;

	if (m->count * 2 >= m->nslot && rehash(m) != 0)
		return -1;
	s = probe(m, a, b, c);
	*made = m->slots[s] == 0;
	if (*made) {
		if (map_grow(&m->keys, &m->capacity, m->count, sizeof(*m->keys)) != 0)
			return -1;
		m->keys[m->count++] = (struct map_key){ a, b, c };
		m->slots[s] = (uint32_t)m->count;
	}
	return (int64_t)m->slots[s] - 1;
}
