#include "ingest/spend.h"

#include "lib/bulk.h"
#include "lib/date.h"
#include "lib/log.h"
#include "lib/map.h"
#include "lib/price.h"

/* Names and their numbers in the database, as far as they were met. */
struct names {
	struct map	 map;		/* by a hash of the name */
	struct name {
		char	*text;
		int64_t	 number;
	}		*list;
	size_t		 capacity;
};

struct spend {
	struct db		*db;
	struct sums		*sums;
	struct people		*people;
	const struct privacy	*privacy;
	const struct zone	*zone;
	struct price_book	*book;
	struct names		 models, accounts;
	int64_t			 frontier;	/* no stored record without a request_id has a key above it */
	bool			 scope;		/* what has no chat has its scope */
};

enum { MODELS_MOST = 1 << 20, NAMES_KEPT = 10000 };

struct spend *
spend_open(struct db *db, struct sums *sums, struct people *people, const struct privacy *privacy,
    const struct zone *zone)
{
	struct spend *p = log_memory(calloc(1, sizeof(*p)));

	if (p == NULL)
		return NULL;
	*p = (struct spend){ .db = db, .sums = sums, .people = people, .privacy = privacy,
	    .zone = zone };
	if ((p->book = price_open(db)) == NULL) {
		spend_close(p);
		return NULL;
	}
	return p;
}

static void
forget(struct names *n)
{
	for (size_t i = 0; i < n->map.count; i++)
		free(n->list[i].text);
	map_clear(&n->map);
}

void
spend_close(struct spend *p)
{
	if (p == NULL)
		return;
	forget(&p->models);
	forget(&p->accounts);
	map_free(&p->models.map);
	map_free(&p->accounts.map);
	free(p->models.list);
	free(p->accounts.list);
	price_close(p->book);
	free(p);
}

int
spend_begin(struct spend *p)
{
	forget(&p->models);
	forget(&p->accounts);
	price_reset(p->book);
	p->scope = false;
	p->frontier = -1;
	/* A look at the end of an index, and no full scan of usage. */
	return stmt_number(db_stmt(p->db, "SELECT max(key) FROM usage"), &p->frontier) < 0 ? -1 : 0;
}

/* ----- names ----- */

/* FNV-1a, within the integers that a member's id may be. */
static int64_t
hash_name(const char *text)
{
	uint64_t h = 0xcbf29ce484222325;

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3;
	return (int64_t)((h ^ (h >> 32)) & 0xfffffffffffff);
}

/* Where a name's number is kept; 0 there if it is met for the first time.  NULL after logging. */
static int64_t *
number_of(struct names *n, const char *text)
{
	struct name *k;
	bool made;
	int64_t i;

	if (n->map.count == NAMES_KEPT)
		forget(n);
	if (map_grow(&n->list, &n->capacity, n->map.count, sizeof(*n->list)) != 0 ||
	    (i = map_make(&n->map, hash_name(text), 0, 0, &made)) < 0)
		return NULL;
	k = &n->list[i];
	if (made)
		*k = (struct name){ .text = NULL };
	if (k->text != NULL && strcmp(k->text, text) == 0)
		return &k->number;
	free(k->text);	/* another name of the same hash gives way */
	*k = (struct name){ .text = strdup(text) };
	if (k->text != NULL)
		return &k->number;
	log_fail(STATUS_FAILED, "out of memory");
	return NULL;
}

int
spend_model(struct db *db, const char *name, int64_t *model)
{
	struct stmt *s = db_stmt(db, "INSERT INTO model (name) VALUES (:name) ON CONFLICT DO NOTHING");

	stmt_text(s, ":name", name);
	if (stmt_run(s) != 0)
		return -1;
	s = db_stmt(db, "SELECT model FROM model WHERE name = :name");
	stmt_text(s, ":name", name);
	return stmt_number(s, model) == 1 ? 0 : -1;
}

static int64_t
find_model(struct spend *p, const char *name)
{
	int64_t *number = number_of(&p->models, name);

	if (number == NULL || (*number == 0 && spend_model(p->db, name, number) != 0))
		return -1;
	return *number < MODELS_MOST ? *number : log_fail(STATUS_FAILED, "there are more models than can be");
}

/* An account of usage, by name: its id is made from it, so that it is the same in every database. */
static int64_t
find_account(struct spend *p, const char *name)
{
	int64_t *number = number_of(&p->accounts, name);
	struct stmt *find, *make;
	int found;

	if (number == NULL || *number != 0)
		return number == NULL ? -1 : *number;
	find = db_stmt(p->db, "SELECT member FROM member WHERE member_id = :id AND automatic = 2");
	make = db_stmt(p->db, "INSERT INTO member (member_id, automatic, name) VALUES (:id, 2, :name)");
	stmt_int(find, ":id", hash_name(name));
	stmt_int(make, ":id", hash_name(name));
	stmt_text(make, ":name", name);
	if ((found = stmt_number(find, number)) < 0 || (found == 0 && stmt_run(make) != 0))
		return -1;
	if (found == 0)
		*number = db_last_key(p->db);
	return *number;
}

/* ----- records ----- */

/* Whether a record is stored under a hash; of those that are alike, one of another file is taken for it. */
static int
find_one(struct spend *p, const struct usage_record *r, int64_t hash, int64_t file)
{
	struct stmt *s = db_stmt(p->db, "SELECT usage FROM usage WHERE key = :key AND hash = :hash"
	    " AND (key < 0 OR file <> :file) LIMIT 1");
	int64_t usage;
	int found;

	stmt_int(s, ":key", r->key);
	stmt_int(s, ":hash", hash);
	stmt_int(s, ":file", file);
	if ((found = stmt_number(s, &usage)) != 1 || r->named)
		return found;
	s = db_stmt(p->db, "UPDATE usage SET file = :file WHERE usage = :usage");
	stmt_int(s, ":file", file);
	stmt_int(s, ":usage", usage);
	return stmt_run(s) == 0 ? 1 : -1;
}

/* Whether a record is stored, also from before its user opted out, or in: 1, 0 or -1. */
static int
find_stored(struct spend *p, const struct usage_record *r, int64_t file)
{
	int found;

	if (!r->named && r->key > p->frontier)
		return 0;
	found = find_one(p, r, usage_hash(r), file);
	if (found != 0 || r->named || r->user_id == 0 || !privacy_any(p->privacy))
		return found;
	return find_one(p, r,
	    privacy_mark(p->privacy, r->user_id, (struct privacy_record){ r->key, r->hash }), file);
}

static int
insert(struct db *db, const struct usage_record *r, const struct usage *u, int64_t hash, int64_t file)
{
	struct bulk *b = db_bulk(db, BULK_USAGE, "INSERT OR FAIL INTO usage (key, hash, chat, day, at,"
	    " member, model, requests, input, output, cache_read, cache_write, cache_write_1h, cost, saved,"
	    " charged, message, command, latency, file) SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10,"
	    " c11, c12, c13, c14, c15, c16, c17, c18, c19, c20 FROM waiting");

	bulk_int(b, r->key);
	bulk_int(b, hash);
	bulk_int(b, u->chat);
	bulk_int(b, u->at / DATE_SECONDS);
	bulk_int(b, u->at);
	bulk_int(b, u->member);
	bulk_int(b, u->model);
	bulk_int(b, u->requests);
	for (int i = 0; i < TOKENS_COUNT; i++)
		bulk_int(b, u->tokens[i]);
	bulk_int_or_null(b, u->priced, u->cost);
	bulk_int(b, u->saved);
	bulk_int_or_null(b, u->told, u->charged);
	bulk_int(b, r->user_id != 0 && u->member == 0 ? 0 : r->message);
	bulk_text(b, r->command, r->command != NULL ? strlen(r->command) : 0);
	bulk_int_or_null(b, r->latency >= 0, r->latency);
	bulk_int(b, file);
	return bulk_row(b);
}

/* The member, and the hash that the record is to be known by. */
static int
find_member(struct spend *p, const struct usage_record *r, int64_t *member, int64_t *hash)
{
	const struct person who = { .known = r->user_id != 0, .id = r->user_id };

	*hash = !r->named && who.known && people_hides(p->people, &who) ?
	    privacy_mark(p->privacy, r->user_id, (struct privacy_record){ r->key, r->hash }) : usage_hash(r);
	*member = r->account != NULL ? find_account(p, r->account) : people_member(p->people, &who, -1);
	return *member < 0 ? -1 : 0;
}

int
spend_store(struct spend *p, int64_t chat, const struct usage_record *r, int64_t file, bool *stored)
{
	struct usage u = r->usage;
	int known = find_stored(p, r, file);
	int64_t hash;

	*stored = known == 0;
	if (known != 0)
		return known < 0 ? -1 : 0;
	if (chat == 0 && !p->scope && scope_make_none(p->db, p->zone) != 0)
		return -1;
	p->scope |= chat == 0;
	u.chat = chat;
	if (find_member(p, r, &u.member, &hash) != 0 || (u.model = find_model(p, r->model)) < 0 ||
	    price_usage(p->book, &u) != 0)
		return -1;
	return insert(p->db, r, &u, hash, file) != 0 ? -1 : sums_usage(p->sums, &u, 1);
}

int
spend_hide(struct db *db, struct sums *sums, const struct privacy *privacy, int64_t usage, int64_t member_id)
{
	struct stmt *s = db_stmt(db, "SELECT " USAGE_COLUMNS ", key, hash FROM usage WHERE usage = :usage");
	struct usage was, is;
	int64_t key, hash;
	int found;

	stmt_int(s, ":usage", usage);
	if ((found = stmt_step(s)) != 1)
		return found;
	usage_read(s, &was);
	key = col_int(s, USAGE_COLUMN_COUNT);
	hash = col_int(s, USAGE_COLUMN_COUNT + 1);
	stmt_reset(s);
	if (key >= 0)
		hash = privacy_mark(privacy, member_id,
		    (struct privacy_record){ key, usage_plain(hash, member_id) });
	is = was;
	is.member = 0;
	s = db_stmt(db, "UPDATE usage SET member = 0, hash = :hash, message = 0 WHERE usage = :usage");
	stmt_int(s, ":hash", hash);
	stmt_int(s, ":usage", usage);
	return stmt_run(s) != 0 || sums_usage(sums, &was, -1) != 0 ? -1 : sums_usage(sums, &is, 1);
}
