#include "ingest/usage.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <strings.h>

#include "ingest/usage_preset.h"
#include "lib/date.h"
#include "lib/money.h"

#define TOKENS_MOST	INT64_C(1000000000000)

/* ----- values ----- */

/* A record on its way. */
struct decoding {
	const struct usage_map	*map;
	const char *const	*values;
	struct usage_record	*r;
	struct usage_fault	*fault;
	int64_t			 nano;		/* of the second that it is dated */
};

static int
fail(const struct decoding *d, int field, const char *why)
{
	const char *column = d->map->columns[field];

	*d->fault = (struct usage_fault){ column != NULL ? column : usage_presets[0].columns[field],
	    d->values[field] != NULL ? d->values[field] : "", why };
	return -1;
}

/* A value, NULL where nothing was told. */
static const char *
told(const struct decoding *d, int field)
{
	const char *value = d->values[field];

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* The fraction of a second behind a point, in nanoseconds. */
static int64_t
fraction(const char *text)
{
	const char *c = strchr(text, '.');
	int64_t nano = 0;

	for (int64_t unit = 100000000; c != NULL && isdigit((unsigned char)*++c) && unit > 0; unit /= 10)
		nano += (*c - '0') * unit;
	return nano;
}

/* Seconds, or milliseconds, since 1970. */
static int
take_unix(struct decoding *d, const char *text, int64_t *at)
{
	errno = 0;
	*at = strtoll(text, NULL, 10);
	d->nano = fraction(text);
	/* Before 1973 there was no usage; spreadsheets write times as days since 1900, some 46,000. */
	if (errno != 0 || *at < 100000000)
		return -1;
	if (*at >= 100000000000) {	/* as seconds they would be after the year 5000 */
		d->nano = *at % 1000 * 1000000;
		*at /= 1000;
	}
	return 0;
}

static int
take_time(struct decoding *d)
{
	const char *text = told(d, USAGE_TIME), *end;
	const struct usage_map *m = d->map;
	const struct zone *zone = m->preset->utc && !m->options->zone_given ? zone_find("UTC") :
	    m->options->zone;
	int64_t at;
	char day[32];

	if (text == NULL)
		return fail(d, USAGE_TIME, "is no time");
	if (strlen(text) == 10 && text[4] == '-') {	/* a date alone */
		snprintf(day, sizeof(day), "%sT00:00:00", text);
		text = day;
	}
	end = text + strspn(text, "0123456789");
	if (end > text && *end == '.')
		end += 1 + strspn(end + 1, "0123456789");
	if (*end == '\0' ? take_unix(d, text, &at) != 0 : date_parse_iso(text, zone, &at, NULL) != 0)
		return fail(d, USAGE_TIME, "is no time");
	if (*end != '\0')
		d->nano = fraction(text);
	if (at < DATE_FIRST || at >= DATE_END)
		return fail(d, USAGE_TIME, "is no time from 1970 to 2069");
	d->r->usage.at = at;
	return 0;
}

/* A whole number, 0 or more; *n is left as it is where none was told.  Milliseconds may have decimals. */
static int
take_count(const struct decoding *d, int field, int64_t *n)
{
	const char *text = told(d, field);
	int64_t count = -1;

	if (text == NULL)
		return 0;
	if (money_parse(text, 0, &count) > (field == USAGE_LATENCY) || count < 0 || count > TOKENS_MOST)
		return fail(d, field, "is no count");
	*n = count;
	return 0;
}

static int
take_id(const struct decoding *d, int field, int64_t *id)
{
	const char *text = told(d, field);

	if (text != NULL && money_parse(text, 0, id) != 0)
		return fail(d, field, "is no id");
	return 0;
}

/* Part of a sum: what was told of the sum less what is known of the other part. */
static int
split_sum(const struct decoding *d, int field, int64_t other, int64_t *part)
{
	int64_t sum = other + *part;

	if (take_count(d, field, &sum) != 0)
		return -1;
	*part = sum - other;
	return *part < 0 ? fail(d, field, "is less than what it contains") : 0;
}

static int
take_tokens(const struct decoding *d)
{
	static const int fields[TOKENS_COUNT] = { USAGE_INPUT, USAGE_OUTPUT, USAGE_READ, USAGE_WRITE,
	    USAGE_WRITE_1H };
	int64_t *t = d->r->usage.tokens;

	for (int i = 0; i < TOKENS_COUNT; i++)
		if (take_count(d, fields[i], &t[i]) != 0)
			return -1;
	return split_sum(d, USAGE_INPUT_READ, t[TOKENS_READ], &t[TOKENS_INPUT]) != 0 ||
	    split_sum(d, USAGE_INPUT_WRITE, t[TOKENS_INPUT], &t[TOKENS_WRITE]) != 0 ||
	    split_sum(d, USAGE_WRITE_ALL, t[TOKENS_WRITE_1H], &t[TOKENS_WRITE]) != 0 ? -1 : 0;
}

static int
take_cost(const struct decoding *d)
{
	const char *text = told(d, USAGE_COST), *currency = told(d, USAGE_CURRENCY);
	struct usage *u = &d->r->usage;

	if (text == NULL)
		return 0;
	if (currency != NULL && strcasecmp(currency, "usd") != 0)
		return fail(d, USAGE_CURRENCY, "is not usd");
	/* Cursor writes "Included" and "-". */
	if (d->map->preset != &usage_presets[0] && text[strcspn(text, "0123456789")] == '\0')
		return 0;
	if (money_parse(text + (*text == '$'), MONEY_DIGITS, &u->charged) < 0 || u->charged > MONEY_MOST ||
	    u->charged < -MONEY_MOST)
		return fail(d, USAGE_COST, "is no amount of money");
	u->told = true;
	return 0;
}

static int
take_texts(const struct decoding *d)
{
	struct usage_record *r = d->r;
	const char *user = told(d, USAGE_USER);

	r->model = told(d, USAGE_MODEL) != NULL ? told(d, USAGE_MODEL) : d->map->options->model;
	r->command = told(d, USAGE_COMMAND);
	if (r->model == NULL || r->model[0] == '\0' || strlen(r->model) >= USAGE_TEXT)
		return fail(d, USAGE_MODEL, "is no model");
	if (user != NULL && money_parse(user, 0, &r->user_id) != 0)
		r->account = user;
	if (r->account != NULL && strlen(user) >= USAGE_TEXT)
		return fail(d, USAGE_USER, "is too long");
	return 0;
}

/* Whether any of the counts, or a cost, was told: of our own names all must be that are required. */
static int
check_used(const struct decoding *d)
{
	static const int counts[] = { USAGE_INPUT, USAGE_OUTPUT, USAGE_READ, USAGE_WRITE, USAGE_WRITE_1H,
	    USAGE_INPUT_READ, USAGE_INPUT_WRITE, USAGE_WRITE_ALL };
	bool any = told(d, USAGE_COST) != NULL;

	if (d->map->preset == &usage_presets[0])
		return told(d, USAGE_INPUT) == NULL ? fail(d, USAGE_INPUT, "is no count") :
		    told(d, USAGE_OUTPUT) == NULL ? fail(d, USAGE_OUTPUT, "is no count") : 1;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		any |= told(d, counts[i]) != NULL;
	return any;
}

/* ----- identity ----- */

/* FNV-1a, of numbers a word at a time; its bits are mixed once more at the end. */
static uint64_t
hash_numbers(uint64_t h, const int64_t *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		h = (h ^ (uint64_t)numbers[i]) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	return h;
}

static uint64_t
hash_text(uint64_t h, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3;
	return h * 31 + (text != NULL);
}

static int64_t
hash_end(uint64_t h)
{
	h = (h ^ (h >> 33)) * 0xff51afd7ed558ccd;
	h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53;
	return (int64_t)((h ^ (h >> 33)) >> 1);
}

static void
identify(const struct decoding *d)
{
	const uint64_t basis = 0xcbf29ce484222325;
	const char *id = told(d, USAGE_REQUEST_ID);
	struct usage_record *r = d->r;
	const struct usage *u = &r->usage;
	const int64_t numbers[] = { d->nano, r->chat_id, r->message, r->latency, u->requests,
	    u->charged, u->told };

	r->named = id != NULL;
	if (id != NULL) {
		r->key = -1 - hash_end(hash_text(basis, id));
		r->hash = hash_end(hash_text(~basis, id));
		return;
	}
	r->key = u->at;
	r->hash = hash_end(hash_numbers(hash_numbers(hash_text(hash_text(hash_text(basis, r->model),
	    r->account), r->command), numbers, sizeof(numbers) / sizeof(numbers[0])), u->tokens,
	    TOKENS_COUNT));
}

/* What a user adds to a hash, modulo 2^63; nobody adds nothing. */
static uint64_t
user_part(int64_t user_id)
{
	return user_id == 0 ? 0 :
	    (uint64_t)hash_end(hash_numbers(0xcbf29ce484222325, &user_id, 1));
}

int64_t
usage_hash(const struct usage_record *r)
{
	return r->named ? r->hash : (int64_t)(((uint64_t)r->hash + user_part(r->user_id)) & INT64_MAX);
}

int64_t
usage_plain(int64_t hash, int64_t user_id)
{
	return (int64_t)(((uint64_t)hash - user_part(user_id)) & INT64_MAX);
}

int
usage_decode(const struct usage_map *m, const char *const values[USAGE_FIELDS], struct usage_record *r,
    struct usage_fault *fault)
{
	struct decoding d = { .map = m, .values = values, .r = r, .fault = fault };
	int used;

	*r = (struct usage_record){ .usage.requests = m->preset->several ? 0 : 1, .latency = -1 };
	if ((used = check_used(&d)) != 1)
		return used;
	if (take_time(&d) != 0 || take_tokens(&d) != 0 || take_cost(&d) != 0 || take_texts(&d) != 0 ||
	    take_count(&d, USAGE_REQUESTS, &r->usage.requests) != 0 ||
	    take_count(&d, USAGE_LATENCY, &r->latency) != 0 || take_id(&d, USAGE_CHAT, &r->chat_id) != 0 ||
	    take_id(&d, USAGE_MESSAGE, &r->message) != 0)
		return -1;
	identify(&d);
	return 1;
}

/* ----- objects ----- */

json *
usage_member(json *object, const char *column)
{
	const char *dot = strchr(column, '.');
	json *found = json_get(object, column);
	char name[USAGE_TEXT];

	if (found != NULL || dot == NULL || (size_t)(dot - column) >= sizeof(name))
		return found;
	memcpy(name, column, (size_t)(dot - column));
	name[dot - column] = '\0';
	return usage_member(json_get(object, name), dot + 1);
}

void
usage_texts(const struct usage_map *m, json *object, struct usage_texts *t)
{
	for (int i = 0; i < USAGE_FIELDS; i++) {
		json *value = m->columns[i] == NULL ? NULL : usage_member(object, m->columns[i]);

		t->values[i] = json_text(value);
		if (json_decimal(value, t->numbers[i]))
			t->values[i] = t->numbers[i];
	}
}
