#include "ingest/tally.h"

#include <string.h>

#include "ingest/metrics.h"

static const char *const chat_types[] = { "private", "group", "supergroup", "channel" };
static const char *const reaction_types[] = { "emoji", "custom_emoji", "paid" };

static void
add_update(struct tally *t, const char *field)
{
	size_t i = 0;

	while (i < TALLY_FIELDS - 1 && t->updates[i].count > 0 && strcmp(t->updates[i].field, field) != 0)
		i++;
	if (t->updates[i].count++ == 0)
		snprintf(t->updates[i].field, sizeof(t->updates[i].field), "%s", field);
}

static bool
was_there(const struct record *r, const char *emoji)
{
	for (size_t i = 0; i < r->nformer; i++)
		if (strcmp(r->former[i], emoji) == 0)
			return true;
	return false;
}

static size_t
reaction_type(const char *emoji)
{
	return strncmp(emoji, "custom:", 7) == 0 ? 1 : strcmp(emoji, "paid") == 0 ? 2 : 0;
}

void
tally_add(struct tally *t, const char *field, const struct record *r, enum outcome outcome)
{
	add_update(t, field);
	if (outcome == OUTCOME_BAD)
		t->rejected++;
	if (r->type == RECORD_MESSAGE && outcome == OUTCOME_STORED)
		t->messages[r->chat.type][r->kind]++;
	if (r->type == RECORD_REACTION && outcome == OUTCOME_STORED)
		for (size_t i = 0; i < r->nreaction; i++)
			if (!was_there(r, r->reactions[i].emoji))
				t->reactions[reaction_type(r->reactions[i].emoji)]++;
}

void
tally_write(const struct tally *t, int64_t now)
{
	for (size_t i = 0; i < TALLY_FIELDS && t->updates[i].count > 0; i++)
		metrics_add(METRIC_UPDATES, t->updates[i].field, NULL, t->updates[i].count);
	for (size_t i = 0; i < sizeof(chat_types) / sizeof(chat_types[0]); i++)
		for (size_t kind = 0; kind < KIND_COUNT; kind++)
			if (t->messages[i][kind] > 0)
				metrics_add(METRIC_MESSAGES, chat_types[i], message_kind((int64_t)kind),
				    t->messages[i][kind]);
	for (size_t i = 0; i < sizeof(reaction_types) / sizeof(reaction_types[0]); i++)
		if (t->reactions[i] > 0)
			metrics_add(METRIC_REACTIONS, reaction_types[i], NULL, t->reactions[i]);
	if (t->rejected > 0)
		metrics_add(METRIC_REJECTED_UPDATES, NULL, NULL, t->rejected);
	if (t->updates[0].count > 0)
		metrics_set(METRIC_LAST_UPDATE, now);
}
