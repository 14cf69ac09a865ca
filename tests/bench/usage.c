/*
 * The work that importing usage cannot be done without, to measure it against.
 *
 *	usage generate N	a file of N records, a year of them, on standard output
 *	usage csv FILE		libcsv alone; prints seconds of wall clock and CPU
 *	usage insert FILE DB	inserting a row a record into a new database, with the same indexes; likewise,
 *				without reading
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ingest/csv.h"
#include "lib/date.h"
#include "lib/db.h"
#include "lib/log.h"

enum { BATCH = 10000, BEGIN = 1672531200, YEAR = 365 * DATE_SECONDS };

struct row {
	int64_t	at, input, output, cached, user;
};

struct watch {
	double	wall, cpu;
};

static double
now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
turn(struct watch *w, int sign)
{
	w->wall += sign * now(CLOCK_MONOTONIC);
	w->cpu += sign * now(CLOCK_PROCESS_CPUTIME_ID);
}

static int
generate(int64_t n)
{
	static const char *const models[] = { "gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5", "gemini-2.5-flash" };
	uint64_t state = 1;

	printf("time,model,user_id,input_tokens,output_tokens,cache_read_tokens\n");
	for (int64_t i = 0; i < n; i++) {
		state = state * 6364136223846793005 + 1442695040888963407;
		printf("%lld,%s,%d,%d,%d,%d\n", (long long)(BEGIN + i * YEAR / n), models[state >> 62],
		    (int)(state >> 40 & 31) + 1, (int)(state >> 33 & 8191), (int)(state >> 50 & 1023),
		    (state >> 30 & 3) == 0 ? 5000 : 0);
	}
	return 0;
}

static void
take(void *data, size_t length, void *cookie)
{
	(void)data;
	*(size_t *)cookie += length;
}

static int
parse(FILE *in, struct watch *w)
{
	static char buffer[256 * 1024];
	struct csv_parser parser;
	size_t n, bytes = 0;

	turn(w, -1);
	if (csv_init(&parser, CSV_STRICT) != 0)
		return -1;
	while ((n = fread(buffer, 1, sizeof(buffer), in)) > 0)
		if (csv_parse(&parser, buffer, n, take, NULL, &bytes) != n)
			return -1;
	csv_fini(&parser, take, NULL, &bytes);
	csv_free(&parser);
	turn(w, 1);
	return bytes > 0 ? 0 : -1;
}

static int
insert_row(struct db *db, const struct row *r, int64_t hash)
{
	struct stmt *s = db_stmt(db, "INSERT INTO usage (key, hash, chat, day, at, member, model, requests,"
	    " input, output, cache_read, cache_write, cache_write_1h, cost, saved, message, file)"
	    " VALUES (:at, :hash, 0, :day, :at, :user, 1, 1, :input, :output, :cached, 0, 0, :cost, 0, 0, 1)");

	stmt_int(s, ":at", r->at);
	stmt_int(s, ":hash", hash);
	stmt_int(s, ":day", r->at / DATE_SECONDS);
	stmt_int(s, ":user", r->user);
	stmt_int(s, ":input", r->input);
	stmt_int(s, ":output", r->output);
	stmt_int(s, ":cached", r->cached);
	stmt_int(s, ":cost", r->input * 2500 + r->output * 10000);
	return stmt_run(s);
}

static int
insert(FILE *in, const char *path, struct watch *w)
{
	static struct row rows[BATCH];
	struct csv *csv = csv_open(in);
	struct db *db = db_open(path, DB_CREATE);
	struct csv_row row;
	size_t count;

	if (csv == NULL || db == NULL || csv_next(csv, &row) != 1)
		return -1;
	do {
		for (count = 0; count < BATCH && csv_next(csv, &row) == 1; count++)
			rows[count] = (struct row){ strtoll(row.fields[0], NULL, 10),
			    strtoll(row.fields[3], NULL, 10), strtoll(row.fields[4], NULL, 10),
			    strtoll(row.fields[5], NULL, 10), strtoll(row.fields[2], NULL, 10) };
		turn(w, -1);
		if (db_begin(db) != 0)
			return -1;
		for (size_t i = 0; i < count; i++)
			if (insert_row(db, &rows[i], rows[i].at * 0x5851f42d % 1000000007) != 0)
				return -1;
		if (db_commit(db) != 0)
			return -1;
		turn(w, 1);
	} while (count == BATCH);
	turn(w, -1);
	db_close(db);
	turn(w, 1);
	csv_close(csv);
	return 0;
}

int
main(int argc, char **argv)
{
	struct watch w = { 0, 0 };
	FILE *in;
	int ret;

	log_open(argv[0]);
	if (argc == 3 && strcmp(argv[1], "generate") == 0)
		return generate(strtoll(argv[2], NULL, 10));
	if (argc < 3 || (in = fopen(argv[2], "rb")) == NULL) {
		fputs("usage: usage generate N | csv FILE | insert FILE DB\n", stderr);
		return STATUS_MISUSE;
	}
	ret = argc == 4 ? insert(in, argv[3], &w) : parse(in, &w);
	fclose(in);
	if (ret == 0)
		printf("%.4f %.4f\n", w.wall, w.cpu);
	return ret == 0 ? STATUS_DONE : STATUS_FAILED;
}
