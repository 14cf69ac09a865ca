/* lib/map.c: keys keep their numbers, however many come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lib/map.h"

enum { MANY = 5000 };

static void
test_empty(void **state)
{
	struct map map = { 0 };

	(void)state;
	assert_int_equal(map_find(&map, 1, 2, 3), -1);
	map_clear(&map);
	map_free(&map);
	assert_null(map.keys);
}

/* Keys at the ends of the range, and such as differ in one place only. */
static void
test_keys(void **state)
{
	static const struct map_key keys[] = { { 0, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 },
	    { -1, 0, 0 },
	    { INT64_MAX, INT64_MIN, 0 }, { INT64_MIN, INT64_MAX, 0 }, { INT64_MIN, INT64_MIN,
	    INT64_MIN } };
	struct map map = { 0 };
	bool made;

	(void)state;
	for (int64_t i = 0; i < (int64_t)(sizeof(keys) / sizeof(keys[0])); i++) {
		const struct map_key *k = &keys[i];

		assert_int_equal(map_find(&map, k->a, k->b, k->c), -1);
		assert_int_equal(map_make(&map, k->a, k->b, k->c, &made), i);
		assert_true(made);
		assert_int_equal(map_make(&map, k->a, k->b, k->c, &made), i);
		assert_false(made);
	}
	for (size_t i = 0; i < map.count; i++)
		assert_int_equal(map_find(&map, keys[i].a, keys[i].b, keys[i].c), i);
	map_free(&map);
}

static void
test_many(void **state)
{
	struct map map = { 0 };
	bool made;

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int64_t i = 0; i < MANY; i++)
			assert_int_equal(map_make(&map, i % 7, i << 40, -i, &made), i);
		for (int64_t i = 0; i < MANY; i++) {
			assert_int_equal(map_find(&map, i % 7, i << 40, -i), i);
			assert_int_equal(map.keys[i].c, -i);
		}
		assert_int_equal(map_find(&map, 0, 0, 1), -1);
		map_clear(&map);
		assert_int_equal(map.count, 0);
		assert_int_equal(map_find(&map, 1, INT64_C(1) << 40, -1), -1);
	}
	map_free(&map);
}

/* Keys that are alike but for one place share slots, and are told apart. */
static void
test_alike(void **state)
{
	struct map map = { 0 };
	bool made;

	(void)state;
	for (int64_t i = 0; i < 3 * MANY; i++) {
		int64_t a = i % 3 == 0 ? i : 0, b = i % 3 == 1 ? i : 0, c = i % 3 == 2 ? i : 0;

		assert_int_equal(map_make(&map, a, b, c, &made), i);
		assert_true(made);
	}
	map_free(&map);
}

static void
test_grow(void **state)
{
	int64_t *list = NULL;
	size_t capacity = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		assert_int_equal(map_grow(&list, &capacity, i, sizeof(*list)), 0);
		assert_true(capacity > i);
		list[i] = (int64_t)i;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_keys), cmocka_unit_test(test_many), cmocka_unit_test(test_alike),
	    cmocka_unit_test(test_grow) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
