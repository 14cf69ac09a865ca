#include "ingest/directory.h"

#include <stdlib.h>
#include <string.h>

#include "lib/log.h"

void
directory_clear(struct directory *r)
{
	for (size_t i = 0; i < r->map.count; i++) {
		free(r->list[i].name);
		free(r->list[i].username);
	}
	map_clear(&r->map);
}

void
directory_free(struct directory *r)
{
	directory_clear(r);
	map_free(&r->map);
	free(r->list);
}

/* Replaces a string by a copy of another. */
static int
set_string(char **to, const char *from)
{
	char *copy = strdup(from);

	if (copy == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	free(*to);
	*to = copy;
	return 0;
}

/* Replaces a string where another one is told. */
static int
take_over(struct known *k, char **to, const char *told)
{
	if (told == NULL || strcmp(*to, told) == 0)
		return 0;
	k->dirty = true;
	return set_string(to, told);
}

int
directory_tell(struct known *k, const char *name, const char *username, int64_t at)
{
	bool named = name != NULL && name[0] != '\0';

	if ((!named && username == NULL) || at < k->named_at)
		return 0;
	k->dirty |= at > k->named_at;
	k->named_at = at;
	return take_over(k, &k->name, named ? name : NULL) != 0 ||
	    take_over(k, &k->username, username) != 0 ? -1 : 0;
}

int
directory_presume(struct known *k, const char *name)
{
	return k->name[0] != '\0' || k->username[0] != '\0' ? 0 : take_over(k, &k->name, name);
}

struct known *
directory_entry(struct directory *r, int64_t id, bool automatic)
{
	struct known *k;
	bool made;
	int64_t i;

	/* Room first, so that whatever is in the map can be freed. */
	if (map_grow(&r->list, &r->capacity, r->map.count, sizeof(*r->list)) != 0 ||
	    (i = map_make(&r->map, id, automatic, 0, &made)) < 0)
		return NULL;
	k = &r->list[i];
	if (made) {
		*k = (struct known){ .named_at = -1 };
		if (set_string(&k->name, "") != 0 || set_string(&k->username, "") != 0)
			return NULL;
	}
	return k;
}

int
directory_read(struct stmt *s, struct known *k)
{
	int step = stmt_step(s);

	if (step != 1)
		return step;
	k->number = col_int(s, 0);
	k->named_at = col_int(s, 2);
	k->marked = col_int(s, 4) != 0;
	if (set_string(&k->name, col_text(s, 1, NULL)) != 0 ||
	    set_string(&k->username, col_text(s, 3, NULL)) != 0)
		step = -1;
	stmt_reset(s);
	return step;
}

int
directory_write(struct db *db, struct directory *r, const char *sql)
{
	for (size_t i = 0; i < r->map.count; i++) {
		struct known *k = &r->list[i];
		struct stmt *s;

		if (!k->dirty)
			continue;
		s = db_stmt(db, sql);
		stmt_text(s, ":name", k->name);
		stmt_int(s, ":at", k->named_at);
		stmt_text(s, ":username", k->username[0] == '\0' ? NULL : k->username);
		stmt_int(s, ":number", k->number);
		if (stmt_run(s) != 0)
			return -1;
		k->dirty = false;
	}
	return 0;
}
