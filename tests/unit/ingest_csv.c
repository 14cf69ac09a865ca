/*
 * ingest/csv.c: rows, whatever their lines end with and wherever chunks do, and where a fault is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/csv.h"
#include "lib/json.h"
#include "lib/log.h"

/* The rows as "line:a|b;line:c|d", or the fault as "!line,column what". */
static void
read_all(const char *text, size_t length, char *buf, size_t size)
{
	FILE *in = fmemopen((void *)(uintptr_t)text, length, "r");
	struct csv *csv = csv_open(in);
	struct csv_row row;
	int64_t line, column;
	size_t used = 0;
	int more;

	buf[0] = '\0';
	while ((more = csv_next(csv, &row)) == 1) {
		used += (size_t)snprintf(buf + used, size - used, "%s%lld:", used > 0 ? ";" : "",
		    (long long)row.line);
		for (size_t i = 0; i < row.count; i++)
			used += (size_t)snprintf(buf + used, size - used, "%s%s", i > 0 ? "|" : "",
			    row.fields[i]);
	}
	if (more < 0) {
		const char *what = csv_fault(csv, &line, &column);

		snprintf(buf + used, size - used, "!%lld,%lld %s", (long long)line, (long long)column, what);
	}
	csv_close(csv);
	fclose(in);
}

static void
test_rows(void **state)
{
	static const char *const cases[][2] = {
		{ "a,b\nc,d\n", "1:a|b;2:c|d" },
		{ "a,b\r\nc,d", "1:a|b;2:c|d" },
		{ "a,b\rc,d\r", "1:a|b;2:c|d" },
		{ "\xEF\xBB\xBF" "a\n", "1:a" },
		{ "\n\n\na\n\nb\n", "4:a;6:b" },
		{ "a,,\n", "1:a||" },
		{ "\"a\"\"b\",\"c,d\"\n", "1:a\"b|c,d" },
		{ "\"a\nb\",c\r\nd,e\r\n", "1:a\nb|c;3:d|e" },
		{ "\"a\r\nb\",c\r\n\"\",e\r\n", "1:a\r\nb|c;3:|e" },
		{ " a , b \n", "1:a|b" },
		{ "\"\"\n", "1:" },
		{ "\n", "" },
		{ "a\n\"b\" c\n", "1:a!2,5 a quote out of place" },
		{ "a\nb\"c\n", "1:a!2,2 a quote out of place" },
		{ "a\n\"b\nc", "1:a!3,1 the file ends inside quotes" },
		{ "a\nb,caf\xe9,c\n", "1:a!2,6 not UTF-8" },
		{ "a\n\"b\nc\xe2\x82\",d\n", "1:a!3,2 not UTF-8" },
		{ "\xff\xfe" "a\n", "!1,1 not UTF-8" },
		{ "a,\xf0\x9f\x99\x82,\xef\xbf\xbd", "1:a|\xf0\x9f\x99\x82|\xef\xbf\xbd" },
		{ "a,\xe2\x82", "!1,3 not UTF-8" }
	};
	char said[256];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		read_all(cases[i][0], strlen(cases[i][0]), said, sizeof(said));
		assert_string_equal(said, cases[i][1]);
	}
	read_all("a,b\0c\n", 6, said, sizeof(said));
	assert_non_null(strstr(said, "NUL"));
}

/* Chunks end anywhere: also between CR and LF, and inside quotes. */
static void
test_chunks(void **state)
{
	enum { CHUNK = 64 * 1024 };
	char *text = malloc(CHUNK + 64), said[256], *end;

	(void)state;
	for (int before = 0; before < 24; before++) {
		memset(text, '\n', CHUNK - (size_t)before);
		end = text + CHUNK - before;
		memcpy(end, "a,\"b\r\nc\"\r\nd,e\r\n", 16);
		read_all(text, (size_t)(end - text) + 15, said, sizeof(said));
		assert_non_null(strstr(said, "a|b\r\nc;"));
		assert_non_null(strstr(said, "d|e"));
		assert_int_equal(strtol(said, NULL, 10), CHUNK - before + 1);
		assert_int_equal(strtol(strchr(said, ';') + 1, NULL, 10), CHUNK - before + 3);
	}
	free(text);
}

/* And inside a character. */
static void
test_characters(void **state)
{
	enum { CHUNK = 64 * 1024 };
	char *text = malloc(CHUNK + 64), said[256];

	(void)state;
	for (int before = 0; before < 5; before++) {
		char *end = text + CHUNK - before;

		memset(text, '\n', CHUNK - (size_t)before);
		memcpy(end, "\xf0\x9f\x99\x82\n\xe9\n", 7);
		read_all(text, (size_t)(end - text) + 7, said, sizeof(said));
		assert_non_null(strstr(said, ":\xf0\x9f\x99\x82!"));
		assert_non_null(strstr(said, ",1 not UTF-8"));
	}
	free(text);
}

/* A quote that is missing does not take all memory. */
static void
test_endless(void **state)
{
	size_t length = 3 * 1024 * 1024;
	char *text = malloc(length), said[256];

	(void)state;
	memset(text, 'x', length);
	memcpy(text, "a\n\"", 3);
	read_all(text, length, said, sizeof(said));
	assert_non_null(strstr(said, "more than 1 MiB"));
	free(text);
}

static char *
slurp(const char *folder, const char *name, const char *ending, size_t *length)
{
	char path[512], *text = malloc(1 << 16);
	FILE *in;

	snprintf(path, sizeof(path), "%s/%s%s", folder, name, ending);
	if ((in = fopen(path, "r")) == NULL) {
		free(text);
		return NULL;
	}
	*length = fread(text, 1, 1 << 16, in);
	fclose(in);
	return text;
}

/* csv-spectrum: each file's rows are the objects of a JSON file. */
static void
test_spectrum(void **state)
{
	static const char *const names[] = { "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json",
	    "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8" };
	struct json_reader *reader = json_reader_new();
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length, wanted_length;
		char *text = slurp("../shared/data/bad/csv-spectrum", names[i], ".csv", &length);
		char *wanted = slurp("../shared/data/bad/csv-spectrum-expected", names[i], ".json",
		    &wanted_length);
		struct csv_row row;
		struct csv *csv;
		char *header[16];
		size_t columns;
		FILE *in;

		if (text == NULL || wanted == NULL)
			continue;
		seen++;
		in = fmemopen(text, length, "r");
		csv = csv_open(in);
		assert_int_equal(csv_next(csv, &row), 1);
		columns = row.count;
		for (size_t k = 0; k < columns; k++)
			header[k] = strdup(row.fields[k]);
		for (json *o = json_first(json_parse(reader, wanted, wanted_length)); o != NULL; o = json_next(o)) {
			assert_int_equal(csv_next(csv, &row), 1);
			for (size_t k = 0; k < columns; k++)
				assert_string_equal(row.fields[k], json_string(o, header[k]));
		}
		assert_int_equal(csv_next(csv, &row), 0);
		for (size_t k = 0; k < columns; k++)
			free(header[k]);
		csv_close(csv);
		fclose(in);
		free(text);
		free(wanted);
	}
	json_reader_free(reader);
	if (seen == 0)
		skip();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows), cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_characters), cmocka_unit_test(test_endless), cmocka_unit_test(test_spectrum)
	};

	log_open("ingest_csv");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
