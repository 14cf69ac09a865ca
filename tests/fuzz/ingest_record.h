/*
 * Whatever a decoder makes of its input: it holds what ingest/record.h promises, and the store takes it, and
 * takes it again for known.
 */
#ifndef TESTS_FUZZ_INGEST_RECORD_H
#define TESTS_FUZZ_INGEST_RECORD_H

#include "ingest/store.h"
#include "lib/date.h"
#include "lib/log.h"
#include "tests/fuzz/fuzz.h"

static inline void
check_record(const struct record *r)
{
	size_t start = 0;

	if (r->type == RECORD_PASSED || r->type == RECORD_BAD) {
		require(r->why != NULL);
		return;
	}
	require(r->text != NULL && strlen(r->text) == r->length);
	if (r->type == RECORD_POLL) {
		require(r->poll != NULL && r->poll->id != NULL);
		return;
	}
	require(r->chat.type != CHAT_PRIVATE && r->at >= DATE_FIRST && r->at < DATE_END);
	require(r->edited == 0 || (r->edited >= DATE_FIRST && r->edited < DATE_END));
	require(r->kind >= KIND_TEXT && r->kind < KIND_COUNT);
	for (size_t i = 0; i < r->nentity; i++) {
		const struct entity *e = &r->entities[i];

		require(e->length > 0 && e->start >= start && e->start + e->length <= r->length);
		start = e->start;
	}
	for (size_t i = 0; i < r->nreaction; i++)
		require(r->reactions[i].emoji != NULL && r->reactions[i].emoji[0] != '\0');
	require(r->type != RECORD_MEMBER || (r->member.who.known && r->member.status != NULL));
}

/* A database that nothing stays in. */
static inline void
check_store(const struct record *r, enum source source)
{
	static struct db *db;
	static struct store *store;
	enum outcome first, again = OUTCOME_COUNT;
	const char *why;

	if (store == NULL) {
		log_open("fuzz");
		require((db = db_open(":memory:", DB_CREATE)) != NULL);
		require((store = store_open(db, zone_find("UTC"), source)) != NULL);
	}
	require(store_begin(store) == 0);
	require(store_record(store, r, &first, &why) == 0 && store_record(store, r, &again, &why) == 0);
	require(again == (first == OUTCOME_STORED || first == OUTCOME_CHANGED ? OUTCOME_KNOWN : first));
	require(store_polled(store, DATE_END - 1) == 0);
	store_rollback(store);
}

#endif
