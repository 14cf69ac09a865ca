#include "ingest/emoji.h"

#include <stdlib.h>
#include <string.h>

void
emoji_clear(struct emoji *e)
{
	map_clear(&e->map);
}

void
emoji_free(struct emoji *e)
{
	map_free(&e->map);
	free(e->list);
}

static int64_t
lookup(struct db *db, const char *text)
{
	struct stmt *s = db_stmt(db, "SELECT emoji FROM emoji WHERE text = :text");
	int64_t number;
	int found;

	stmt_text(s, ":text", text);
	if ((found = stmt_number(s, &number)) != 0)
		return found < 0 ? -1 : number;
	s = db_stmt(db, "INSERT INTO emoji (text) VALUES (:text)");
	stmt_text(s, ":text", text);
	return stmt_run(s) != 0 ? -1 : db_last_key(db);
}

/* Short texts are their own key, so that they are looked up once; the few long ones each time. */
int64_t
emoji_number(struct emoji *e, const char *text)
{
	struct map_key key = { 0 };
	size_t length = strlen(text);
	int64_t i, number;
	bool made;

	if (length > sizeof(key))
		return lookup(e->db, text);
	memcpy(&key, text, length);
	if ((i = map_find(&e->map, key.a, key.b, key.c)) >= 0)
		return e->list[i];
	if ((number = lookup(e->db, text)) < 0 ||
	    (i = map_make(&e->map, key.a, key.b, key.c, &made)) < 0 ||
	    map_grow(&e->list, &e->capacity, (size_t)i, sizeof(*e->list)) != 0)
		return -1;
	e->list[i] = number;
	return number;
}
