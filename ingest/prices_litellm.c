#include <string.h>

#include "ingest/prices_list.h"
#include "ingest/shape.h"
#include "lib/log.h"
#include "lib/money.h"

enum {
	CHUNK = 64 * 1024,
	PER_TOKEN = MONEY_PRICE + 6	/* LiteLLM's prices are for one token */
};

static const char *const members[TOKENS_COUNT] = { "input_cost_per_token", "output_cost_per_token",
    "cache_read_input_token_cost", "cache_creation_input_token_cost",
    "cache_creation_input_token_cost_above_1hr" };

/* The tokens that a member's prices are above; 0: it has no tier; -1: it is none of ours. */
static int64_t
tier_of(const char *rest)
{
	int64_t thousands = 0;

	if (*rest == '\0')
		return 0;
	if (strncmp(rest, "_above_", 7) != 0)
		return -1;
	for (rest += 7; *rest >= '0' && *rest <= '9' && thousands < 1000000; rest++)
		thousands = thousands * 10 + (*rest - '0');
	return strcmp(rest, "k_tokens") == 0 ? thousands * 1000 : -1;
}

/* The tier of a group, made after the first one where there is none; NULL where there are too many. */
static struct tier *
make_tier(struct group *g, int64_t above)
{
	for (size_t i = 0; i < g->count; i++)
		if (g->tiers[i].above == above)
			return &g->tiers[i];
	if (g->count == PRICES_TIERS)
		return NULL;
	g->tiers[g->count] = (struct tier){ above, { -1, -1, -1, -1, -1 } };
	return &g->tiers[g->count++];
}

static int
take_member(struct group *g, json *member)
{
	char number[JSON_DECIMAL];

	for (int i = TOKENS_COUNT; i-- > 0; ) {
		size_t length = strlen(members[i]);
		int64_t above = strncmp(json_key(member), members[i], length) != 0 ? -1 :
		    tier_of(json_key(member) + length);
		struct tier *t;

		if (above < 0 || !json_decimal(member, number))
			continue;
		if ((t = make_tier(g, above)) == NULL)
			g->why = "too many tiers";
		else if (money_parse(number, PER_TOKEN, &t->per[i]) != 0)
			g->why = "a price of too many digits";
		else if (t->per[i] < 0)
			g->why = "a price below 0";
		return g->why == NULL ? 0 : -1;
	}
	return 0;
}

/* Prices of a model: what a tier does not say is as in the first.  1; 0 where there are none; -1 unusable. */
static int
take_model(struct group *g, json *value)
{
	*g = (struct group){ .count = 0 };
	make_tier(g, 0);
	for (json *m = json_is_object(value) ? json_first(value) : NULL; m != NULL; m = json_next(m))
		if (take_member(g, m) != 0)
			return -1;
	for (size_t i = 1; i < g->count; i++)
		for (int k = 0; k < TOKENS_COUNT; k++)
			if (g->tiers[i].per[k] < 0)
				g->tiers[i].per[k] = g->tiers[0].per[k];
	return g->tiers[0].per[TOKENS_INPUT] >= 0 || g->tiers[0].per[TOKENS_OUTPUT] >= 0;
}

static int
broken(const struct prices *p)
{
	return log_fail(STATUS_FAILED, "%s: byte %lld: %s; nothing was imported", p->path,
	    (long long)(p->scan.error != NULL ? p->scan.fault : scan_here(&p->scan)),
	    p->scan.error != NULL ? p->scan.error : "this is no price list");
}

/* Passes what stands between a member and the one before: 1, 0 at the end of the list, -1. */
static int
next_member(struct scan *s)
{
	int c = scan_token(s);

	if (c == '{' || c == ',') {
		s->p++;
		if (scan_token(s) == '"')
			return 1;
		if (c == ',')
			return -1;
		c = scan_token(s);
	}
	if (c != '}')
		return -1;
	s->p++;
	return scan_token(s) < 0 && s->error == NULL ? 0 : -1;
}

int
prices_next_of_json(struct prices *p)
{
	struct scan *s = &p->scan;
	int more = next_member(s), taken;
	int64_t start, middle;
	const char *name;
	json *key, *value;

	if (more != 1)
		return more == 0 ? 0 : broken(p);
	start = s->mark = scan_here(s);
	if (!scan_string(s))
		return broken(p);
	middle = scan_here(s);
	if (scan_token(s) != ':')
		return broken(p);
	s->p++;
	if (scan_token(s) < 0 || !shape_pass(s) || !scan_bounded(s))
		return broken(p);
	json_reset(p->reader);
	key = json_parse_more(p->reader, scan_text(s, start), (size_t)(middle - start));
	name = json_text(key);
	for (middle = middle - start; scan_text(s, start)[middle] != ':'; middle++)
		;
	value = json_parse_more(p->reader, scan_text(s, start) + middle + 1,
	    (size_t)(scan_here(s) - start - middle - 1));
	s->mark = -1;
	if (value == NULL || name == NULL)
		return broken(p);
	taken = take_model(&p->group, value);
	if (strcmp(name, "sample_spec") == 0)	/* LiteLLM's own explanation */
		return 2;
	if (name[0] == '\0' || strlen(name) >= sizeof(p->group.model)) {
		p->group.why = "no name, or one too long";
		return 3;
	}
	snprintf(p->group.model, sizeof(p->group.model), "%s", name);
	return taken == 1 ? 1 : taken == 0 ? 2 : 3;
}

int
prices_begin_json(struct prices *p, FILE *in)
{
	rewind(in);
	if ((p->reader = json_reader_new()) == NULL || scan_open(&p->scan, in, CHUNK) != 0)
		return log_fail(STATUS_FAILED, "out of memory");
	return scan_start(&p->scan) && scan_token(&p->scan) == '{' ? 0 : broken(p);
}
