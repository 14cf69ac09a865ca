/* lib/zone.c and lib/tzif.c against zdump, the C library, and files made here, whole and damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/date.h"
#include "lib/zone.h"

#define SYSTEM_ZONES	"/usr/share/zoneinfo"
#define HOUR		INT64_C(3600)

static char directory[4096];

/* The same numbers in every run. */
static uint64_t
random_next(void)
{
	static uint64_t state = 42;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int64_t
random_instant(void)
{
	return (int64_t)(random_next() % (uint64_t)DATE_END);
}

static const struct zone *
must_find(const char *name)
{
	const struct zone *zone = zone_find(name);

	if (zone == NULL)
		fail_msg("zone %s not found", name);
	return zone;
}

static int64_t
at(int64_t year, int month, int day, int hour, int minute)
{
	return (date_day(year, month, day) * 24 + hour) * HOUR + minute * 60;
}

static void
assert_offset(const struct zone *zone, int64_t instant, int64_t offset)
{
	if (zone_offset(zone, instant) != offset)
		fail_msg("%s at %lld: %lld, not %lld", zone_name(zone), (long long)instant,
		    (long long)zone_offset(zone, instant), (long long)offset);
}

/* It is there whatever there is room for: nobody asks whether it was found. */
static void
test_utc(void **state)
{
	(void)state;
	setenv("TZDIR", directory, 1);
	assert_offset(must_find("UTC"), 0, 0);
	assert_string_equal(zone_name(must_find("UTC")), "UTC");
	unsetenv("TZDIR");
}

static void
test_names(void **state)
{
	static const char *const none[] = { "", "/", "..", "../UTC", "/UTC", "Europe", "Europe/",
	    "Europe/Sofia/", "Europe//Sofia", "Europe/../Europe/Sofia", "Europe/Nowhere", "utc",
	    "localtime", "zone.tab", "right/UTC", "Europe/Sofia\n", "UTC0", " UTC",
	    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (zone_find(none[i]) != NULL)
			fail_msg("\"%s\" is no zone", none[i]);
	assert_ptr_equal(must_find("Europe/Sofia"), must_find("Europe/Sofia"));
	assert_string_equal(zone_name(must_find("Europe/Sofia")), "Europe/Sofia");
	assert_offset(must_find("UTC"), 0, 0);
	assert_offset(must_find("Etc/GMT-14"), 0, 14 * HOUR);
}

/* Files that count leap seconds are not of POSIX time. */
static void
test_leap_seconds(void **state)
{
	const struct zone *zone;

	(void)state;
	if (access(SYSTEM_ZONES "/right/Etc/GMT-13", R_OK) == -1)
		skip();
	setenv("TZDIR", SYSTEM_ZONES "/right", 1);
	zone = zone_find("Etc/GMT-13");
	unsetenv("TZDIR");
	assert_null(zone);
	must_find("Etc/GMT-13");
}

static void
test_offsets(void **state)
{
	const struct zone *zone;

	(void)state;
	assert_offset(must_find("Asia/Kathmandu"), at(2026, 1, 1, 0, 0), 20700);
	assert_offset(must_find("Asia/Kolkata"), at(2026, 1, 1, 0, 0), 19800);
	assert_offset(must_find("Asia/Kolkata"), DATE_END - 1, 19800);
	zone = must_find("Europe/Dublin");	/* standard time is in summer: negative DST */
	assert_offset(zone, at(2026, 1, 1, 0, 0), 0);
	assert_offset(zone, at(2026, 7, 1, 0, 0), HOUR);
	assert_offset(zone, at(2068, 7, 1, 0, 0), HOUR);
	assert_offset(zone, at(2069, 12, 31, 0, 0), 0);
	zone = must_find("Australia/Lord_Howe");	/* DST of half an hour */
	assert_offset(zone, at(2026, 1, 1, 0, 0), 11 * HOUR);
	assert_offset(zone, at(2026, 7, 1, 0, 0), 10 * HOUR + 1800);
	zone = must_find("Europe/Sofia");
	assert_offset(zone, at(2069, 10, 27, 0, 59), 3 * HOUR);
	assert_offset(zone, at(2069, 10, 27, 1, 0), 2 * HOUR);
	assert_int_equal(zone_day(zone, at(2026, 11, 20, 21, 59)), date_day(2026, 11, 20));
	assert_int_equal(zone_day(zone, at(2026, 11, 20, 22, 0)), date_day(2026, 11, 21));
	assert_int_equal(zone_day(must_find("America/New_York"), 0), -1);
}

static void
test_skipped_and_doubled(void **state)
{
	const struct zone *sofia = must_find("Europe/Sofia"), *zone;
	int64_t gap = at(2026, 3, 29, 1, 0);

	(void)state;
	assert_int_equal(zone_instant(sofia, at(2026, 3, 29, 2, 59)), gap - 60);
	assert_int_equal(zone_instant(sofia, at(2026, 3, 29, 3, 0)), gap);
	assert_int_equal(zone_instant(sofia, at(2026, 3, 29, 3, 59)), gap);
	assert_int_equal(zone_instant(sofia, at(2026, 3, 29, 4, 0)), gap);
	assert_int_equal(zone_instant(sofia, at(2026, 3, 29, 4, 1)), gap + 60);
	assert_int_equal(zone_instant(sofia, at(2026, 10, 25, 3, 30)), at(2026, 10, 25, 0, 30));
	assert_int_equal(zone_instant(sofia, at(2026, 10, 25, 4, 0)), at(2026, 10, 25, 2, 0));

	zone = must_find("America/Sao_Paulo");	/* midnight skipped */
	assert_int_equal(zone_day_start(zone, date_day(2018, 11, 4)), at(2018, 11, 4, 3, 0));
	assert_int_equal(zone_day_start(zone, date_day(2018, 11, 3)), at(2018, 11, 3, 3, 0));
	assert_int_equal(zone_day_start(zone, date_day(2018, 11, 5)), at(2018, 11, 5, 2, 0));
	zone = must_find("Asia/Beirut");
	assert_int_equal(zone_day_start(zone, date_day(2024, 3, 31)), at(2024, 3, 30, 22, 0));
	zone = must_find("Pacific/Apia");	/* 2011-12-30 never was */
	assert_int_equal(zone_day_start(zone, date_day(2011, 12, 29)), at(2011, 12, 29, 10, 0));
	assert_int_equal(zone_day_start(zone, date_day(2011, 12, 30)), at(2011, 12, 30, 10, 0));
	assert_int_equal(zone_day_start(zone, date_day(2011, 12, 31)), at(2011, 12, 30, 10, 0));
	assert_int_equal(zone_day_start(zone, date_day(2012, 1, 1)), at(2011, 12, 31, 10, 0));
	zone = must_find("America/St_Johns");	/* back at 00:01: midnight comes twice */
	assert_int_equal(zone_day_start(zone, date_day(2010, 11, 7)), at(2010, 11, 7, 2, 30));
}

/* The reading is shown first there, or skipped there. */
static void
check_clock(const struct zone *zone, int64_t local)
{
	int64_t instant = zone_instant(zone, local);
	bool ok;

	if (zone_local(zone, instant) == local) {
		ok = true;
		for (int64_t before = 900; before <= 26 * HOUR; before += 900)
			ok = ok && zone_local(zone, instant - before) != local;
	} else
		ok = zone_local(zone, instant) > local && zone_local(zone, instant - 1) < local;
	if (!ok)
		fail_msg("%s: clock %lld is not at %lld", zone_name(zone), (long long)local,
		    (long long)instant);
}

/* Mostly the same instant again, else its earlier twin. */
static void
check_round_trip(const struct zone *zone, int64_t instant)
{
	int64_t local = zone_local(zone, instant), back = zone_instant(zone, local);

	if (back > instant || zone_local(zone, back) != local)
		fail_msg("%s: %lld comes back as %lld", zone_name(zone), (long long)instant,
		    (long long)back);
}

static void
check_libc(const struct zone *zone, int64_t instant)
{
	time_t seconds = (time_t)instant;
	struct tm tm;

	assert_non_null(localtime_r(&seconds, &tm));
	if (zone_local(zone, instant) != at(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_hour, tm.tm_min) + tm.tm_sec)
		fail_msg("%s at %lld: %lld is not libc's", zone_name(zone), (long long)instant,
		    (long long)zone_local(zone, instant));
}

static void
check_zone(const struct zone *zone, int times)
{
	for (int i = 0; i < times; i++) {
		int64_t instant = random_instant();

		check_libc(zone, instant);
		check_round_trip(zone, instant);
		check_clock(zone, instant);
	}
}

/* "Z name ..." and "L target name" in tzdata.zi name every zone of the system. */
static void
test_every_zone(void **state)
{
	FILE *list = fopen(SYSTEM_ZONES "/tzdata.zi", "r");
	char line[256], name[256];
	int found = 0;

	(void)state;
	if (list == NULL)
		skip();
	while (fgets(line, sizeof(line), list) != NULL) {
		if (sscanf(line, "Z %255s", name) != 1 && sscanf(line, "L %*s %255s", name) != 1)
			continue;
		setenv("TZ", name, 1);
		tzset();
		check_zone(must_find(name), 400);
		found++;
	}
	fclose(list);
	assert_true(found > 400);
}

/* Runs zdump; its standard output. */
static FILE *
zdump(const char *name, pid_t *child)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	*child = fork();
	assert_true(*child >= 0);
	if (*child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		execlp("zdump", "zdump", "-v", "-c", "1970,2070", name, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	return fdopen(ends[0], "r");
}

/* "NAME  Sun Mar 29 00:59:59 2026 UT = ... gmtoff=7200": both sides of every transition. */
static int
check_zdump_line(const struct zone *zone, const char *line)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *gmtoff = strstr(line, "gmtoff=");
	int day, hour, minute, second, year, month;
	char name[4];

	if (gmtoff == NULL || sscanf(line, "%*s %*s %3s %d %d:%d:%d %d UT", name, &day, &hour,
	    &minute, &second, &year) != 6 || year < 1970 || year > 2069)
		return 0;
	month = (int)(strstr(months, name) - months) / 3 + 1;
	assert_offset(zone, at(year, month, day, hour, minute) + second,
	    strtoll(gmtoff + strlen("gmtoff="), NULL, 10));
	return 1;
}

static void
test_zdump(void **state)
{
	static const char *const names[] = { "Europe/Sofia", "Europe/Dublin", "Europe/Lisbon",
	    "Europe/Moscow", "Europe/Istanbul", "America/New_York", "America/Sao_Paulo",
	    "America/St_Johns", "America/Caracas", "America/Nuuk", "America/Santiago",
	    "America/Havana", "Africa/Casablanca", "Africa/Cairo", "Africa/Monrovia", "Asia/Gaza",
	    "Asia/Beirut", "Asia/Tehran", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Jerusalem",
	    "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kwajalein",
	    "Antarctica/Troll" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char line[512];
		int status, lines = 0;
		pid_t child;
		FILE *output = zdump(names[i], &child);

		assert_non_null(output);
		while (fgets(line, sizeof(line), output) != NULL)
			lines += check_zdump_line(must_find(names[i]), line);
		fclose(output);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
			skip();
		assert_true(lines > 1);
	}
}

/* A zone file of this test's own. */
struct made {
	char	bytes[8192];
	size_t	length;
};

static void
add_number(struct made *made, int64_t value, size_t width)
{
	for (size_t i = width; i-- > 0;)
		made->bytes[made->length++] = (char)((uint64_t)value >> (8 * i));
}

static void
add_bytes(struct made *made, const char *bytes, size_t length)
{
	memcpy(made->bytes + made->length, bytes, length);
	made->length += length;
}

/* A block with two types (offsets[0], [1]) that alternate, from the second on. */
static void
add_block(struct made *made, char version, size_t width, const int64_t offsets[2],
    const int64_t *times, int64_t count)
{
	const int64_t counts[] = { 0, 0, 0, count, 2, 4 };

	add_bytes(made, "TZif", 4);
	add_number(made, version, 1);
	add_bytes(made, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15);
	for (size_t i = 0; i < 6; i++)
		add_number(made, counts[i], 4);
	for (int64_t i = 0; i < count; i++)
		add_number(made, times[i], width);
	for (int64_t i = 0; i < count; i++)
		add_number(made, (i + 1) % 2, 1);
	for (size_t i = 0; i < 2; i++) {
		add_number(made, offsets[i], 4);
		add_number(made, 0, 2);
	}
	add_bytes(made, "\0\0\0", 4);	/* names, which would do for an offset */
}

static void
save(const char *name, const char *bytes, size_t length)
{
	char path[sizeof(directory) + 64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* Loads a zone from bytes, under a name that was never used. */
static const struct zone *
load(const char *bytes, size_t length)
{
	static int number;
	const struct zone *zone;
	char name[32], path[sizeof(directory) + 64];

	snprintf(name, sizeof(name), "Test%d", number++);
	save(name, bytes, length);
	setenv("TZDIR", directory, 1);
	zone = zone_find(name);
	unsetenv("TZDIR");
	snprintf(path, sizeof(path), "%s/%s", directory, name);
	assert_int_equal(remove(path), 0);
	return zone;
}

static const struct zone *
load_footer(const char *footer)
{
	static const int64_t offsets[] = { 0, 0 };
	struct made made = { .length = 0 };

	add_block(&made, '3', 4, offsets, NULL, 0);
	add_block(&made, '3', 8, offsets, NULL, 0);
	add_bytes(&made, "\n", 1);
	add_bytes(&made, footer, strlen(footer));
	add_bytes(&made, "\n", 1);
	return load(made.bytes, made.length);
}

static void
test_footers(void **state)
{
	static const char *const rules[] = { "EET-2EEST,M3.5.0/3,M10.5.0/4", "<+03>-3", "UTC0",
	    "IST-1GMT0,M10.5.0,M3.5.0/1", "EST5EDT,M3.2.0,M11.1.0", "<+0545>-5:45",
	    "NZST-12NZDT,M9.5.0,M4.1.0/3", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
	    "EET-2EEST,M3.4.4/50,M10.4.4/50", "IST-2IDT,M3.4.4/26,M10.5.0", "AAA3BBB,J60/0,J300/0",
	    "AAA3BBB,59/0,300/2:30:15", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	    "AAA-1BBB,J59,J365/22" };

	(void)state;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		const struct zone *zone = load_footer(rules[i]);

		if (zone == NULL)
			fail_msg("footer %s", rules[i]);
		setenv("TZ", rules[i], 1);
		tzset();
		check_zone(zone, 5000);
	}
}

static void
test_odd_footers(void **state)
{
	static const char *const broken[] = { "EE-2", "EET", "EET-2EEST", "EET-2EEST,M3.5.0/3",
	    "EET-2EEST,M13.5.0,M10.5.0", "EET-2EEST,M3.6.0,M10.5.0", "EET-2EEST,M3.5.7,M10.5.0",
	    "EET-2EEST,J0,J100", "EET-2EEST,366,100", "EET-2EEST,M3.5.0/168,M10.5.0", "EET-25",
	    "EET-2:60", "<+03-3", "<+0>-3", "EET-2EEST,M3.5.0/3,M10.5.0/4 ",
	    "EET-2EEST,M3.5,M10.5.0", "EET-2EEST,M3.5.0,M10.5.0,", "-2",
	    "EET-2EEST,M0003.5.0,M10.5.0", "EET--2" };
	const struct zone *zone = load_footer("EST5EDT,0/0,J365/25");

	(void)state;
	assert_non_null(zone);	/* DST all year */
	assert_offset(zone, 0, -4 * HOUR);
	assert_offset(zone, at(2026, 1, 1, 4, 30), -4 * HOUR);
	assert_offset(zone, at(2068, 12, 31, 23, 0), -4 * HOUR);
	zone = load_footer("AAA0BBB,M3.1.0/167,M10.1.0/-167");
	assert_non_null(zone);
	assert_offset(zone, at(2026, 3, 7, 22, 59), 0);	/* Sunday the 1st, and 167 hours */
	assert_offset(zone, at(2026, 3, 7, 23, 0), HOUR);
	assert_offset(zone, at(2026, 9, 26, 23, 59), HOUR);	/* the 4th, less 167 h */
	assert_offset(zone, at(2026, 9, 27, 0, 0), 0);
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		if (load_footer(broken[i]) != NULL)
			fail_msg("footer %s was taken", broken[i]);
	assert_non_null(load_footer(""));
}

static void
test_made(void **state)
{
	static const int64_t offsets[] = { 7200, -5400 }, times[] = { 1000, 2000000, 3000000 };
	static const int64_t far[] = { 0, 26 * 3600 }, twice[] = { 5, 5 },
	    remote[] = { INT64_MIN + 1 };
	struct made made = { .length = 0 };
	const struct zone *zone;

	(void)state;
	add_block(&made, '\0', 4, offsets, times, 3);	/* version 1 */
	zone = load(made.bytes, made.length);
	assert_non_null(zone);
	assert_offset(zone, 999, 7200);
	assert_offset(zone, 1000, -5400);
	assert_offset(zone, 2000000, 7200);
	assert_offset(zone, DATE_END, -5400);

	/* A second block is not looked for, then wants a footer. */
	add_block(&made, '2', 8, offsets, times, 1);
	assert_non_null(load(made.bytes, made.length));
	made.bytes[4] = '2';
	assert_null(load(made.bytes, made.length));
	add_bytes(&made, "\n\n", 2);
	zone = load(made.bytes, made.length);
	assert_non_null(zone);
	assert_offset(zone, 2000000, -5400);

	made.length = 0;
	add_block(&made, '\0', 4, far, times, 3);
	assert_null(load(made.bytes, made.length));
	made.length = 0;
	add_block(&made, '\0', 4, offsets, twice, 2);
	assert_null(load(made.bytes, made.length));
	made.length = 0;
	add_block(&made, '\0', 4, offsets, times, 1);
	made.bytes[44 + 4] = 2;		/* a type that is none */
	assert_null(load(made.bytes, made.length));
	made.length = 0;
	add_block(&made, '2', 4, offsets, times, 1);
	add_block(&made, '2', 8, offsets, remote, 1);
	add_bytes(&made, "\n\n", 2);
	assert_null(load(made.bytes, made.length));
}

/* Every beginning of a file is broken; any byte may be wrong without harm. */
static void
test_damage(void **state)
{
	char whole[16384], bytes[sizeof(whole)];
	FILE *file = fopen(SYSTEM_ZONES "/Europe/Sofia", "r");
	size_t length;

	(void)state;
	if (file == NULL)
		skip();
	length = fread(whole, 1, sizeof(whole), file);
	fclose(file);
	assert_true(length > 44 && length < sizeof(whole));
	assert_non_null(load(whole, length));
	for (size_t i = 0; i < length; i++)
		assert_null(load(whole, i));
	for (int i = 0; i < 3000; i++) {
		const struct zone *zone;

		memcpy(bytes, whole, length);
		for (uint64_t n = random_next() % 3 + 1; n > 0; n--) {
			size_t where = random_next() % (i % 2 == 0 ? length : 100);

			bytes[i % 4 == 3 ? length - 1 - where : where] = (char)random_next();
		}
		zone = load(bytes, length);
		for (int j = 0; zone != NULL && j < 20; j++)
			zone_instant(zone, zone_local(zone, random_instant()));
	}
}

static int
make_directory(void **state)
{
	const char *parent = getenv("TMPDIR");

	(void)state;
	unsetenv("TZDIR");
	snprintf(directory, sizeof(directory), "%s/zoneXXXXXX", parent != NULL ? parent : "/tmp");
	return mkdtemp(directory) != NULL ? 0 : -1;
}

static int
remove_directory(void **state)
{
	(void)state;
	return rmdir(directory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utc),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_leap_seconds),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_skipped_and_doubled),
		cmocka_unit_test(test_every_zone),
		cmocka_unit_test(test_zdump),
		cmocka_unit_test(test_footers),
		cmocka_unit_test(test_odd_footers),
		cmocka_unit_test(test_made),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
