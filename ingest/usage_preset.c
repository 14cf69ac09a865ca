#include "ingest/usage_preset.h"

#include <stdio.h>
#include <string.h>

#include "lib/log.h"

#define BIT(field)	(1u << (field))

const struct preset usage_presets[] = {
	{ "chatstat", false, false, ~(BIT(USAGE_TIME) | BIT(USAGE_MODEL) | BIT(USAGE_INPUT) |
	    BIT(USAGE_OUTPUT)),
	    { "time", "model", "input_tokens", "output_tokens", "request_id", "requests", "chat_id",
	    "user_id", "message_id", "command", "cache_read_tokens", "cache_write_tokens",
	    "cache_write_1h_tokens", "cost_usd", "latency_ms" } },
	{ "azure", false, true, 0, { [USAGE_TIME] = "TIMESTAMP", [USAGE_INPUT] = "ContextTokens",
	    [USAGE_OUTPUT] = "GeneratedTokens" } },
	{ "openai", false, true, BIT(USAGE_MODEL) | BIT(USAGE_USER) | BIT(USAGE_READ),
	    { [USAGE_TIME] = "start_time", [USAGE_MODEL] = "model", [USAGE_REQUESTS] = "num_model_requests",
	    [USAGE_USER] = "user_id", [USAGE_INPUT_READ] = "input_tokens",
	    [USAGE_READ] = "input_cached_tokens", [USAGE_OUTPUT] = "output_tokens" } },
	{ "openai-legacy", false, true, BIT(USAGE_USER) | BIT(USAGE_READ),
	    { [USAGE_TIME] = "timestamp", [USAGE_MODEL] = "model", [USAGE_REQUESTS] = "n_requests",
	    [USAGE_USER] = "user", [USAGE_INPUT_READ] = "n_context_tokens_total",
	    [USAGE_READ] = "n_cached_context_tokens_total", [USAGE_OUTPUT] = "n_generated_tokens_total" } },
	{ "openai-costs", true, true, BIT(USAGE_USER) | BIT(USAGE_CURRENCY),
	    { [USAGE_TIME] = "start_time", [USAGE_MODEL] = "line_item", [USAGE_USER] = "user_id",
	    [USAGE_COST] = "amount_value", [USAGE_CURRENCY] = "amount_currency" } },
	{ "openrouter", false, true, BIT(USAGE_REQUEST_ID) | BIT(USAGE_READ) | BIT(USAGE_LATENCY),
	    { [USAGE_TIME] = "created_at", [USAGE_MODEL] = "model_permaslug",
	    [USAGE_REQUEST_ID] = "generation_id", [USAGE_INPUT_READ] = "tokens_prompt",
	    [USAGE_READ] = "tokens_cached", [USAGE_OUTPUT] = "tokens_completion",
	    [USAGE_COST] = "cost_total", [USAGE_LATENCY] = "generation_time_ms" } },
	{ "cursor", false, true, BIT(USAGE_USER),
	    { [USAGE_TIME] = "Date", [USAGE_MODEL] = "Model", [USAGE_USER] = "User",
	    [USAGE_INPUT] = "Input (w/o Cache Write)", [USAGE_INPUT_WRITE] = "Input (w/ Cache Write)",
	    [USAGE_READ] = "Cache Read", [USAGE_OUTPUT] = "Output Tokens", [USAGE_COST] = "Cost" } },
	{ "claude", true, true, 0,
	    { [USAGE_TIME] = "usage_date_utc", [USAGE_MODEL] = "model_version",
	    [USAGE_INPUT] = "usage_input_tokens_no_cache", [USAGE_OUTPUT] = "usage_output_tokens",
	    [USAGE_READ] = "usage_input_tokens_cache_read",
	    [USAGE_WRITE] = "usage_input_tokens_cache_write_5m",
	    [USAGE_WRITE_1H] = "usage_input_tokens_cache_write_1h" } },
	{ "ccusage", false, true, BIT(USAGE_REQUEST_ID) | BIT(USAGE_READ) | BIT(USAGE_WRITE_ALL) |
	    BIT(USAGE_WRITE_1H) | BIT(USAGE_COST),
	    { [USAGE_TIME] = "timestamp", [USAGE_MODEL] = "message.model", [USAGE_REQUEST_ID] = "requestId",
	    [USAGE_INPUT] = "message.usage.input_tokens", [USAGE_OUTPUT] = "message.usage.output_tokens",
	    [USAGE_READ] = "message.usage.cache_read_input_tokens",
	    [USAGE_WRITE_ALL] = "message.usage.cache_creation_input_tokens",
	    [USAGE_WRITE_1H] = "message.usage.cache_creation.ephemeral_1h_input_tokens",
	    [USAGE_COST] = "costUSD" } },
};
enum { PRESETS = sizeof(usage_presets) / sizeof(usage_presets[0]) };

static bool
recognised(const struct preset *p, bool (*has)(void *, const char *), void *cookie)
{
	for (int i = 0; i < USAGE_FIELDS; i++)
		if (p->columns[i] != NULL && (p->optional & BIT(i)) == 0 && !has(cookie, p->columns[i]))
			return false;
	return true;
}

static const struct preset *
recognise(bool (*has)(void *, const char *), void *cookie)
{
	for (int i = 1; i < PRESETS; i++)
		if (recognised(&usage_presets[i], has, cookie))
			return &usage_presets[i];
	return &usage_presets[0];
}

bool
usage_known(bool (*has)(void *, const char *), void *cookie)
{
	/* A model alone may be a price list's, a user_id anything's. */
	return recognise(has, cookie) != &usage_presets[0] ||
	    has(cookie, usage_presets[0].columns[USAGE_INPUT]) ||
	    has(cookie, usage_presets[0].columns[USAGE_OUTPUT]);
}

int
usage_set_preset(struct usage_options *o, const char *name)
{
	char known[256] = "";

	for (int i = 0; i < PRESETS; i++) {
		if (strcmp(usage_presets[i].name, name) == 0) {
			o->preset = &usage_presets[i];
			return 0;
		}
		snprintf(known + strlen(known), sizeof(known) - strlen(known), "%s%s", i > 0 ? ", " : "",
		    usage_presets[i].name);
	}
	return log_fail(STATUS_MISUSE, "--preset: \"%.50s\" is none of %s", name, known);
}

int
usage_set_map(struct usage_options *o, char *word)
{
	char *equals = strrchr(word, '=');	/* the last one: a column may hold some */

	for (int i = 0; equals != NULL && equals > word && i < USAGE_NAMED; i++)
		if (strcmp(equals + 1, usage_presets[0].columns[i]) == 0) {
			*equals = '\0';
			o->maps[i] = word;
			return 0;
		}
	return log_fail(STATUS_MISUSE, "--map: \"%.100s\" is no COLUMN=NAME with a NAME such as time, model"
	    " or input_tokens; see chatstat-import(1)", word);
}

int
usage_map(struct usage_map *m, const struct usage_options *o, const char *name,
    bool (*has)(void *, const char *), void *cookie, bool open)
{
	*m = (struct usage_map){ .options = o,
	    .preset = o->preset != NULL ? o->preset : recognise(has, cookie) };
	memcpy(m->columns, m->preset->columns, sizeof(m->columns));
	for (int i = 0; i < USAGE_FIELDS; i++) {
		bool given = i < USAGE_NAMED && o->maps[i] != NULL;

		if (given)
			m->columns[i] = o->maps[i];
		if (m->columns[i] == NULL || open || has(cookie, m->columns[i]))
			continue;
		if (given || ((m->preset->optional & BIT(i)) == 0 &&
		    !(i == USAGE_MODEL && o->model != NULL)))
			return log_fail(STATUS_FAILED, "%s: there is no column \"%s\"%s; nothing was"
			    " imported", name, m->columns[i],
			    i == USAGE_MODEL ? " (--model can say it)" : "");
		m->columns[i] = NULL;
	}
	if (o->maps[USAGE_INPUT] != NULL)
		m->columns[USAGE_INPUT_READ] = NULL;
	return m->columns[USAGE_MODEL] != NULL || o->model != NULL ? 0 : log_fail(STATUS_FAILED,
	    "%s: its records do not say which model they are of; --model NAME does; nothing was imported",
	    name);
}
