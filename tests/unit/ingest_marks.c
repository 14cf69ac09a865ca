/* ingest/marks.c: the second pass meets what the first one met, also where the list was too long for memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ingest/marks.h"

/* An export with so many messages, some of them far from the one before, and one that is large. */
static FILE *
export(int messages)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	fputs("{\"name\":\"A\",\"type\":\"private_group\",\"id\":1,\"messages\":[", f);
	for (int i = 0; i < messages; i++) {
		fprintf(f, "%s{\"id\":%d", i > 0 ? "," : "", i);
		if (i % 100000 == 7)
			fprintf(f, ",\"text\":\"%0300000d\"", i);
		fputc('}', f);
		if (i % 100000 == 50)
			fprintf(f, "%300000s", "");
	}
	fputs("]}", f);
	rewind(f);
	return f;
}

static struct marks *
mark(FILE *f)
{
	struct split *split = split_new(f);
	struct marks *m = marks_new();
	struct split_item item;

	assert_non_null(split);
	assert_non_null(m);
	while (split_next(split, &item) != SPLIT_END) {
		assert_int_not_equal(item.type, SPLIT_ERROR);
		assert_int_equal(marks_add(m, &item), 0);
	}
	split_free(split);
	marks_rewind(m, f);
	return m;
}

static void
compare(int messages)
{
	FILE *f = export(messages), *copy = export(messages);
	struct marks *m = mark(f);
	struct split *split = split_new(copy);
	struct split_item marked, is = { .type = SPLIT_FIELD };

	assert_non_null(split);
	while (is.type != SPLIT_END) {
		if (split_next(split, &is) == SPLIT_FIELD)
			continue;
		assert_int_equal(marks_next(m, &marked), is.type);
		if (is.type == SPLIT_END)
			break;
		assert_int_equal(marked.offset, is.offset);
		assert_int_equal(marked.length, is.length);
		assert_memory_equal(marked.text, is.text, is.length);
	}
	split_free(split);
	marks_free(m);
	fclose(copy);
	fclose(f);
}

static void
test_same(void **state)
{
	(void)state;
	compare(0);
	compare(1);
	compare(1000);
	compare(700000);	/* more than a megabyte of marks */
}

static void
test_shorter(void **state)
{
	FILE *f = export(1000);
	struct marks *m = mark(f);
	struct split_item item;

	(void)state;
	assert_int_equal(ftruncate(fileno(f), 310000), 0);
	while (marks_next(m, &item) == SPLIT_MESSAGE)
		;
	assert_int_equal(item.type, SPLIT_ERROR);
	marks_free(m);
	fclose(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_shorter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
