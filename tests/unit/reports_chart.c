/* Charts: what their scripts hold, and that gnuplot draws them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <unistd.h>

#include "lib/log.h"
#include "reports/cards.h"
#include "reports/chart.h"
#include "reports/ticks.h"
#include "tests/unit/tables.h"

/* The answer alone. */
static const struct page page = { .parts = &(const struct part){ .table = &table }, .count = 1 };

static char *
script_of(const struct page *p, enum theme theme, enum picture picture)
{
	char *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	assert_non_null(file);
	assert_int_equal(chart_script(file, p, theme, picture), 0);
	assert_int_equal(fclose(file), 0);
	return out;
}

static char *
as_script(enum theme theme, enum picture picture)
{
	return script_of(&page, theme, picture);
}

/* A script without the rows of its datablocks, in place. */
static void
only_code(char *script)
{
	char *to = script;
	bool data = false;

	for (char *line = script, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		data = data && strncmp(line, "EOD\n", 4) != 0;
		if (!data) {
			memmove(to, line, (size_t)(end - line) + 1);
			to += end - line + 1;
		}
		data = data || (end - line > 6 && strncmp(end - 6, "<< EOD", 6) == 0);
	}
	*to = '\0';
}

static void
test_script_is_data_free(void **state)
{
	char *first = NULL, *script;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		ranking(1, i, 1200);
		chats[0].title = names[i];
		table.topic = table.member = names[i];
		script = as_script(THEME_DARK, PICTURE_PNG);
		assert_null(strstr(script, "\n\n\n"));
		only_code(script);
		assert_null(strstr(script, "pwned"));
		if (first == NULL)
			first = script;
		else {
			assert_string_equal(script, first);
			free(script);
		}
	}
	free(first);
	ranking(1, 20, 1);
	script = as_script(THEME_LIGHT, PICTURE_SVG);
	assert_says(script, "\t\xe2\x81\xa8\\\\\xe2\x81\xa9\n");
	free(script);
}

/* The script of the year: the chat's name is its title, and the names of members are in its ranking. */
static char *
as_year(enum theme theme)
{
	const struct part parts[] = { { .table = &table, .heading = "Most active" } };
	const struct page year = { .card = cards_find("year"), .parts = parts, .count = 1 };

	return script_of(&year, theme, PICTURE_PNG);
}

static void
test_year_is_data_free(void **state)
{
	char *first[2] = { NULL }, *script;	/* long titles are of another size */

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		bool great;

		ranking(5, i, 1200);
		chats[0].title = names[i];
		table.member = i % 2 == 0 ? NULL : names[i];
		script = as_year(THEME_DARK);
		only_code(script);
		assert_null(strstr(script, "pwned"));
		great = strstr(script, "Bold,45'") != NULL;
		if (first[great] == NULL)
			first[great] = script;
		else {
			assert_string_equal(script, first[great]);
			free(script);
		}
	}
	assert_non_null(first[0]);
	assert_non_null(first[1]);
	free(first[0]);
	free(first[1]);
	ranking(20, 0, 1200);
	script = as_year(THEME_LIGHT);
	assert_says(script, "size 1080,1224");
	assert_says(script, "Most active");
	free(script);
}

/* Names of pairs, too, slanted ones among them; cells are of those that are shown. */
static void
test_pairs_are_data_free(void **state)
{
	char *first = NULL, *script;

	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		pairs(9, i, 100000);
		script = as_script(THEME_LIGHT, PICTURE_PNG);
		only_code(script);
		assert_null(strstr(script, "pwned"));
		if (first == NULL)
			first = script;
		else {
			assert_string_equal(script, first);
			free(script);
		}
	}
	free(first);
}

/* The number of datablocks whose plot has a word in it. */
static size_t
count_of(const char *script, const char *word)
{
	size_t n = 0;

	for (const char *p = script; (p = strstr(p, word)) != NULL; p++)
		n++;
	return n;
}

/* A range that only some weekdays know, or that is known on two days alone, is not drawn. */
static void
test_usual(void **state)
{
	char *script;

	(void)state;
	series(GRAIN_DAY, 40, 0, 0);
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_int_equal(count_of(script, "filledcurves"), 1);
	assert_says(script, "usual range");
	free(script);
	for (size_t row = 0; row < table.nrow; row += 5)
		cells[row * table.ncolumn + 4].known = false;
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_int_equal(count_of(script, "filledcurves"), 0);
	assert_null(strstr(script, "usual range"));
	free(script);
	series(GRAIN_WEEK, 10, 0, 0);
	for (size_t row = 0; row < 7; row++)
		cells[row * table.ncolumn + 4].known = row == 2 || row == 3;
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_int_equal(count_of(script, "filledcurves"), 0);
	free(script);
}

static void
test_growth(void **state)
{
	char *script;

	(void)state;
	growth(20, 9, 9);
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "\t+3\n");
	assert_says(script, "\t−3\n");
	assert_says(script, "\tFaded: not over yet.\n");
	free(script);
	cells[5] = cells[table.ncolumn * 19 + 5] = (struct value){ .known = true, .n = 335 };
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "\t335 → 335 members. Faded");
	free(script);
	growth(20, 0, 0);
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "Nothing to show in these 30 days.");
	free(script);
}

static void
test_bars(void **state)
{
	char *script;

	(void)state;
	ranking(20, 0, 1000);
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "\t6 more are not shown. 8,100");
	free(script);
	reactions();
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "\t□: custom emoji. 8,100");
	assert_says(script, "58 named\n");
	assert_says(script, "❤\ufe0f");
	assert_null(strstr(script, "custom:"));
	free(script);
	clock_table(UNIT_HOUR, 446);
	script = as_script(THEME_LIGHT, PICTURE_PNG);
	assert_says(script, "\tevening 49\u00a0%\n");
	assert_says(script, "\t446\n");
	free(script);
}

static uint32_t
big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Draws the table in all ways; false where there is no gnuplot. */
static bool
draws(uint32_t height)
{
	for (int i = 0; i < 3; i++) {
		char *out = NULL;
		size_t size = 0;
		FILE *file = open_memstream(&out, &size);
		int ret = chart_render(file, &page, i == 1 ? THEME_DARK : THEME_LIGHT, i == 2 ?
		    PICTURE_SVG : PICTURE_PNG);

		assert_int_equal(fclose(file), 0);
		if (ret == -1) {
			assert_int_equal(size, 0);
			free(out);
			assert_says(log_message(), "gnuplot is not installed");
			return false;
		}
		if (i == 2) {
			assert_says(out, "</svg>");
			assert_says(out,
			    "font-family=\"DejaVu Sans,sans-serif\" font-size=\"30.00\"");
		} else {
			assert_memory_equal(out, "\x89PNG\r\n\x1a\n", 8);
			assert_int_equal(big_endian((unsigned char *)out + 16), CHART_WIDTH);
			assert_int_equal(big_endian((unsigned char *)out + 20), height);
			assert_memory_equal(out + size - 8, "IEND", 4);
		}
		free(out);
	}
	return true;
}

static void
test_pictures(void **state)
{
	(void)state;
	ranking(14, 0, 10000000);
	if (!draws(966))
		skip();
	ranking(10, 14, 1);
	draws(866);
	ranking(0, 0, 0);
	draws(480);
	heatmap(1);
	draws(800);
	heatmap(0);
	draws(480);
	for (enum grain grain = GRAIN_HOUR; grain <= GRAIN_YEAR; grain++) {
		series(grain, 57, 0, 0);
		draws(800);
		series(grain, 2, 1, 2);
		cells[2].n = 0;
		draws(480);
	}
	series(GRAIN_DAY, 366, 0, 20);
	draws(800);
	growth(1, 0, 0);
	draws(480);
	growth(20, 9, 10000000);
	draws(800);
	growth(400, 1, 0);
	draws(800);
	clock_table(UNIT_HOUR, 1);
	draws(800);
	clock_table(UNIT_WEEKDAY, 10000000);
	draws(800);
	reactions();
	draws(686);
	kinds();
	draws(480);
	series(GRAIN_DAY, 40, 10, 40);
	draws(800);
	pairs(2, 4, 1);
	draws(564);
	pairs(20, 0, 10000000);
	draws(960);
	cohorts(GRAIN_MONTH, 1, 1);
	draws(480);
	cohorts(GRAIN_WEEK, 40, 100000);
	draws(960);
	cohorts(GRAIN_MONTH, 3, 0);
	draws(480);
	sides(1, true);
	draws(350);
	sides(12, false);
	draws(1274);
	assert_int_equal(access("pwned", F_OK), -1);
}

/* Last, for the first failure is remembered. */
static void
test_no_gnuplot(void **state)
{
	char path[4096], *out = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&out, &size);

	(void)state;
	snprintf(path, sizeof path, "%s", getenv("PATH"));
	ranking(1, 0, 1);
	setenv("PATH", "/nonexistent", 1);
	assert_int_equal(chart_render(file, &page, THEME_LIGHT, PICTURE_PNG), -1);
	setenv("PATH", path, 1);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(size, 0);
	assert_string_equal(log_message(), "gnuplot is not installed: apt install gnuplot-nox");
	free(out);
}

static double
luminance(uint32_t color)
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = (color >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double
contrast(uint32_t a, uint32_t b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

static void
test_contrast(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct palette *p = chart_palette(i == 0 ? THEME_LIGHT : THEME_DARK);

		assert_true(contrast(p->ink, p->ground) >= 14.9);
		assert_true(contrast(p->soft, p->ground) >= 5.4);
		assert_true(contrast(p->faint, p->ground) >= 3);
		assert_true(contrast(p->accent, p->ground) >= 5.8);
		assert_true(contrast(p->up, p->ground) >= 4.5);
		assert_true(contrast(p->down, p->ground) >= 4.5);
		assert_true(contrast(p->accent, p->band) >= 4.5);
		assert_true(contrast(p->warm, p->ground) >= 3.8);
		assert_true(p->cell != p->classes[0] && p->cell != p->ground);
		for (int k = 1; k < CHART_CLASSES; k++)
			assert_true(contrast(p->classes[k], p->ground) >
			    contrast(p->classes[k - 1], p->ground));
	}
}

static void
test_ticks(void **state)
{
	static const int64_t maxima[] = { 1, 2, 3, 7, 10, 99, 143, 1183, 24540000,
		INT64_C(1000000000000000) };
	static const enum grain grains[] = { GRAIN_HOUR, GRAIN_DAY, GRAIN_WEEK, GRAIN_MONTH,
		GRAIN_YEAR };
	struct tick ticks[TICKS_MOST];

	(void)state;
	for (size_t i = 0; i < sizeof maxima / sizeof maxima[0]; i++)
		assert_true(ticks_step(maxima[i]) >= 1 && maxima[i] / ticks_step(maxima[i]) <= 4);
	for (size_t g = 0; g < sizeof grains / sizeof grains[0]; g++)
		for (size_t rows = 1; rows <= 400; rows++) {
			double pitch = 860.0 / (double)rows;
			size_t n;

			if (rows > 250 && grains[g] == GRAIN_YEAR)
				continue;
			series(grains[g], rows, 0, 0);
			n = ticks_along(&table, 0, pitch, ticks);
			assert_true(n >= 1 && n <= 20);
			for (size_t i = 1; i < n; i++)
				assert_true((double)(ticks[i].row - ticks[i - 1].row) * pitch >=
				    chart_text_width(TYPE_TICK_X, ticks[i].label) - 12);
		}
	series(GRAIN_DAY, 90, 0, 0);
	assert_int_equal(ticks_along(&table, 0, 9.6, ticks), 6);
	assert_string_equal(ticks[0].label, "1 Sep");
	assert_string_equal(ticks[5].label, "15 Nov");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_script_is_data_free),
		cmocka_unit_test(test_usual),
		cmocka_unit_test(test_pairs_are_data_free),
		cmocka_unit_test(test_year_is_data_free),
		cmocka_unit_test(test_growth),
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_no_gnuplot)
	};

	log_open("reports_chart");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
