/*
 * What chatstatd does with the answers of getUpdates, without the network.
 *
 *	durable UPDATES DB	a file of updates, a line each, in answers of a hundred
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/batch.h"
#include "lib/config.h"
#include "lib/db.h"
#include "lib/log.h"
#include "lib/zone.h"

enum { BOT = 1234567, NOW = 1796500000 };

/* The next answer; false at the end of the file. */
static bool
fill(FILE *updates, FILE *answer)
{
	static char *line;
	static size_t room;
	ssize_t length;
	int count = 0;

	rewind(answer);
	fputs("{\"ok\":true,\"result\":[", answer);
	for (; count < BATCH_UPDATES && (length = getline(&line, &room, updates)) > 0; count++) {
		if (count > 0)
			putc(',', answer);
		fwrite(line, 1, (size_t)length - 1, answer);
	}
	fputs("]}", answer);
	fflush(answer);
	return count > 0;
}

int
main(int argc, char **argv)
{
	struct batch_result result = { 0 };
	struct batch *batch;
	FILE *updates, *answer;
	char *text = NULL;
	size_t length = 0;
	struct db *db;
	int64_t next;

	log_open(argv[0]);
	if (argc != 3 || (updates = fopen(argv[1], "re")) == NULL ||
	    (answer = open_memstream(&text, &length)) == NULL) {
		fputs("usage: durable UPDATES DB\n", stderr);
		return 2;
	}
	if (config_load(NULL) != 0 || (db = db_open(argv[2], DB_CREATE)) == NULL ||
	    (batch = batch_open(db, zone_find(config_get(CONFIG_CHAT_ZONE)))) == NULL ||
	    batch_begin(batch, BOT, true, NOW, &next) != 0)
		return 1;
	while (fill(updates, answer))
		if (batch_store(batch, text, length, NOW, &result) != BATCH_DONE || result.parked != 0)
			return 1;
	batch_close(batch);
	db_close(db);
	fclose(answer);
	free(text);
	fclose(updates);
	return 0;
}
