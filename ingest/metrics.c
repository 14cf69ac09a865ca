#include "ingest/metrics.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/vitals.h"
#include "lib/budget.h"
#include "lib/money.h"

enum { WORDS = 32, BUCKETS = 14 };

enum type { COUNTER, HISTOGRAM, GAUGE };
static const char *const type_names[] = { "counter", "histogram", "gauge" };

/* What a label may say; what it does not hold is "other", which stands behind the last. */
struct label {
	const char	*name;
	const char	*words[WORDS];
};

static const struct label
    update_kinds = { "kind", { "message", "edited_message", "channel_post", "edited_channel_post",
	"message_reaction", "message_reaction_count", "chat_member", "my_chat_member", "chat_join_request",
	"poll", "poll_answer", "chat_boost", "removed_chat_boost", "callback_query" } },
    chat_types = { "chat_type", { "private", "group", "supergroup", "channel" } },
    message_kinds = { "kind", { "text", "photo", "live_photo", "video", "animation", "audio", "voice",
	"video_note", "sticker", "document", "poll", "location", "venue", "contact", "dice", "game", "story",
	"paid_media", "checklist", "giveaway", "invoice" } },
    reaction_types = { "type", { "emoji", "custom_emoji", "paid" } },
    commands = { "command", { "stats", "me", "top", "settings", "set", "digest", "cost", "privacy", "optout",
	"optin", "forgetme", "start", "help", "button" } },
    command_states = { "status", { "ok", "failed", "refused", "limited" } },
    error_types = { "type", { "database", "network", "telegram", "update", "command", "http" } },
    methods = { "method", { "getUpdates", "getMe", "getChat", "getChatMember", "getChatMemberCount",
	"getChatAdministrators", "getWebhookInfo", "deleteWebhook", "setMyCommands", "sendMessage",
	"sendPhoto", "editMessageText", "editMessageMedia", "editMessageCaption", "answerCallbackQuery",
	"leaveChat" } },
    statuses = { "status", { "200", "400", "401", "403", "404", "409", "413", "429", "500", "502", "503",
	"504", "network" } };

static const struct {
	const char		*name;
	enum type		 type;
	const char		*help;
	const struct label	*labels[2];
} metrics[METRIC_COUNT] = {
	[METRIC_UPDATES] = { "updates_total", COUNTER, "Updates taken from Telegram.", { &update_kinds } },
	[METRIC_MESSAGES] = { "messages_total", COUNTER, "Messages stored.",
	    { &chat_types, &message_kinds } },
	[METRIC_REACTIONS] = { "reactions_total", COUNTER, "Reactions stored.", { &reaction_types } },
	[METRIC_COMMANDS] = { "commands_total", COUNTER, "Commands and buttons.",
	    { &commands, &command_states } },
	[METRIC_RATE_LIMITED] = { "rate_limited_total", COUNTER, "Commands past their limit.", { NULL } },
	[METRIC_ERRORS] = { "errors_total", COUNTER, "What went wrong.", { &error_types } },
	[METRIC_REJECTED_UPDATES] = { "rejected_updates_total", COUNTER,
	    "Updates that could not be stored, and were set aside.", { NULL } },
	[METRIC_TELEGRAM_REQUESTS] = { "telegram_requests_total", COUNTER, "Calls of the Bot API.",
	    { &methods, &statuses } },
	[METRIC_TELEGRAM_SECONDS] = { "telegram_request_seconds", HISTOGRAM,
	    "How long calls of the Bot API took.", { &methods } },
	[METRIC_STORE_SECONDS] = { "store_seconds", HISTOGRAM, "How long it took to store a batch.",
	    { NULL } },
	[METRIC_COMMAND_SECONDS] = { "command_seconds", HISTOGRAM, "How long an answer took.",
	    { &commands } },
	[METRIC_LAST_UPDATE] = { "last_update_timestamp_seconds", GAUGE,
	    "When the last update came.", { NULL } },
};

/* Upper ends of a histogram's buckets; the last one takes the rest. */
static const double bucket_ends[BUCKETS - 1] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
    1, 5, 20, 60 };

/* By label; the second one of a histogram is its bucket. */
static int64_t values[METRIC_COUNT][WORDS][WORDS];
static double sums[METRIC_COUNT][WORDS];

/* How many words a label has, without "other". */
static size_t
count_words(const struct label *label)
{
	size_t n = 0;

	while (label != NULL && label->words[n] != NULL)
		n++;
	return n;
}

static size_t
find_word(const struct label *label, const char *word)
{
	size_t n = count_words(label);

	for (size_t i = 0; i < n; i++)
		if (word != NULL && strcmp(label->words[i], word) == 0)
			return i;
	return n;
}

void
metrics_add(enum metric m, const char *label, const char *label2, int64_t n)
{
	values[m][find_word(metrics[m].labels[0], label)][find_word(metrics[m].labels[1], label2)] += n;
}

void
metrics_observe(enum metric m, const char *label, double seconds)
{
	size_t word = find_word(metrics[m].labels[0], label), bucket = 0;

	while (bucket < BUCKETS - 1 && seconds > bucket_ends[bucket])
		bucket++;
	values[m][word][bucket]++;
	sums[m][word] += seconds;
}

void
metrics_set(enum metric m, int64_t value)
{
	values[m][0][0] = value;
}

int64_t
metrics_count(enum metric m, const char *label, const char *label2)
{
	int64_t n = 0;

	for (size_t i = 0; i < WORDS; i++)
		for (size_t j = 0; j < WORDS; j++)
			if ((label == NULL || find_word(metrics[m].labels[0], label) == i) &&
			    (label2 == NULL || find_word(metrics[m].labels[1], label2) == j))
				n += values[m][i][j];
	return n;
}

double
metrics_seconds(enum metric m, const char *label)
{
	double n = 0;

	for (size_t i = 0; i < WORDS; i++)
		if (label == NULL || find_word(metrics[m].labels[0], label) == i)
			n += sums[m][i];
	return n;
}

static void
write_head(FILE *f, const char *name, const char *help, enum type type)
{
	fprintf(f, "# HELP chatstat_%s %s\n# TYPE chatstat_%s %s\n", name, help, name, type_names[type]);
}

/* `name="value"`, with a comma before where it is not the first; nothing where there is no label. */
static void
write_label(FILE *f, const char *before, const char *name, const char *value)
{
	fprintf(f, "%s%s=\"", before, name);
	for (; *value != '\0'; value++)
		if (*value == '\n')
			fputs("\\n", f);
		else {
			if (*value == '"' || *value == '\\')
				fputc('\\', f);
			fputc(*value, f);
		}
	fputc('"', f);
}

static const char *
word_of(const struct label *label, size_t i)
{
	return label->words[i] != NULL ? label->words[i] : "other";
}

static void
write_histogram(FILE *f, enum metric m, size_t word)
{
	const struct label *label = metrics[m].labels[0];
	const char *name = metrics[m].name;
	int64_t n = 0;

	for (size_t i = 0; i < BUCKETS; i++) {
		char end[32] = "+Inf";

		if (i < BUCKETS - 1)
			snprintf(end, sizeof(end), "%g", bucket_ends[i]);
		n += values[m][word][i];
		fprintf(f, "chatstat_%s_bucket", name);
		if (label != NULL)
			write_label(f, "{", label->name, word_of(label, word));
		write_label(f, label != NULL ? "," : "{", "le", end);
		fprintf(f, "} %" PRId64 "\n", n);
	}
	for (int part = 0; part < 2; part++) {
		fprintf(f, "chatstat_%s_%s", name, part == 0 ? "sum" : "count");
		if (label != NULL) {
			write_label(f, "{", label->name, word_of(label, word));
			fputc('}', f);
		}
		if (part == 0)
			fprintf(f, " %.9g\n", sums[m][word]);
		else
			fprintf(f, " %" PRId64 "\n", n);
	}
}

static void
write_value(FILE *f, enum metric m, size_t i, size_t j)
{
	const struct label *const *labels = metrics[m].labels;

	fprintf(f, "chatstat_%s", metrics[m].name);
	if (labels[0] != NULL)
		write_label(f, "{", labels[0]->name, word_of(labels[0], i));
	if (labels[1] != NULL)
		write_label(f, ",", labels[1]->name, word_of(labels[1], j));
	fprintf(f, "%s %" PRId64 "\n", labels[0] != NULL ? "}" : "", values[m][i][j]);
}

/*
 * Counters of one label stand there from the first, at 0, so that their first rise is seen; pairs of labels,
 * and the histograms of labels, only once they are used: there are many.
 */
static void
write_counted(FILE *f, enum metric m)
{
	size_t first = count_words(metrics[m].labels[0]), second = count_words(metrics[m].labels[1]);
	bool histogram = metrics[m].type == HISTOGRAM;

	if (metrics[m].type == GAUGE && values[m][0][0] == 0)
		return;
	write_head(f, metrics[m].name, metrics[m].help, metrics[m].type);
	for (size_t i = 0; i <= first; i++)
		if (!histogram)
			for (size_t j = 0; j <= second; j++) {
				if (second == 0 || values[m][i][j] != 0)
					write_value(f, m, i, j);
			}
		else if (first == 0 || metrics_count(m, word_of(metrics[m].labels[0], i), NULL) != 0)
			write_histogram(f, m, i);
}

static void
write_gauge(FILE *f, const char *name, const char *help, int64_t value)
{
	write_head(f, name, help, GAUGE);
	fprintf(f, "chatstat_%s %" PRId64 "\n", name, value);
}

/* Facts of the database that have a label: rows of (label, value). */
static const struct query {
	const char	*name;
	const char	*help;
	const char	*label;
	const char	*sql;
} queries[] = {
	{ "job_last_success_timestamp_seconds", "When a batch last succeeded.", "job",
	    "SELECT job, finished FROM job_run WHERE run IN"
	    " (SELECT max(run) FROM job_run WHERE status = 0 GROUP BY job) ORDER BY job" },
	{ "llm_cost_usd", "What usage cost by our prices, in all; new prices may lower it.", "model",
	    "SELECT m.name, printf('%d.%09d', sum(cost) / 1000000000, sum(cost) % 1000000000) FROM"
	    " (SELECT w.model, w.cost, w.priced FROM scope AS s CROSS JOIN spend AS w USING (scope)"
	    "   WHERE s.topic = 0 AND s.role = 0 AND w.period = 300000 UNION ALL"
	    "  SELECT w.model, w.cost, w.priced FROM scope AS s CROSS JOIN spend AS w USING (scope)"
	    "   WHERE s.topic = 0 AND s.role = 0 AND w.period > s.folded AND w.period < 100000)"
	    " JOIN model AS m USING (model) GROUP BY m.name HAVING sum(priced) > 0 ORDER BY m.name" },
};

static int
write_query(FILE *f, struct db *db, const struct query *q)
{
	struct stmt *s = db_stmt(db, q->sql);
	int step;

	write_head(f, q->name, q->help, GAUGE);
	while ((step = stmt_step(s)) == 1) {
		fprintf(f, "chatstat_%s", q->name);
		write_label(f, "{", q->label, col_text(s, 0, NULL));
		fprintf(f, "} %s\n", col_text(s, 1, NULL));
	}
	return step;
}

static void
write_ratio(FILE *f, const char *scope, enum grain period, int64_t share)
{
	fputs("chatstat_budget_spent_ratio", f);
	write_label(f, "{", "scope", scope);
	write_label(f, ",", "period", budget_period(period));
	fprintf(f, "} %" PRId64 ".%04" PRId64 "\n", share / 10000, share % 10000);
}

/* No label tells a chat or a member: of their budgets there is the one of which most is spent. */
static int
write_budgets(FILE *f, struct db *db, int64_t now)
{
	int64_t most[BUDGET_KINDS][GRAIN_MONTH + 1];
	char scope[2 * BUDGET_NAME];
	struct budget *budgets;
	size_t count;

	if (budget_list(db, now, &budgets, &count) != 0)
		return -1;
	memset(most, 0xff, sizeof(most));	/* -1: there is none */
	write_head(f, "budget_spent_ratio", "What of a budget is spent; of those of chats, or members, the"
	    " most.", GAUGE);
	for (size_t i = 0; i < count; i++) {
		const struct budget *b = &budgets[i];
		int64_t share = money_share(b->spent, 10000, b->limit);

		if (b->what == BUDGET_CHAT || b->what == BUDGET_MEMBER)
			most[b->what][b->period] = share > most[b->what][b->period] ? share :
			    most[b->what][b->period];
		else {
			snprintf(scope, sizeof(scope), "%s%s%s", budget_kind(b->what),
			    b->name[0] != '\0' ? " " : "", b->name);
			write_ratio(f, scope, b->period, share);
		}
	}
	for (int what = 0; what < BUDGET_KINDS; what++)
		for (enum grain period = GRAIN_DAY; period <= GRAIN_MONTH; period++)
			if (most[what][period] >= 0)
				write_ratio(f, budget_kind((enum budget_what)what), period,
				    most[what][period]);
	free(budgets);
	return 0;
}

int
metrics_write(FILE *f, struct db *db, int64_t now)
{
	struct vitals v;

	write_head(f, "build_info", "Which program this is.", GAUGE);
	fprintf(f, "chatstat_build_info{version=\"" VERSION "\"} 1\n");
	for (int m = 0; m < METRIC_COUNT; m++)
		write_counted(f, (enum metric)m);
	if (vitals_read(db, now, &v) != 0)
		return -1;
	write_gauge(f, "active_chats", "Chats with a message in the last 7 days.", v.active_chats);
	write_gauge(f, "chats_without_rights", "Chats that the bot is in without being an administrator.",
	    v.without_rights);
	write_gauge(f, "outbox_depth", "Messages that wait to be sent.", v.outbox);
	write_gauge(f, "unfolded_days", "Days that are over and wait for chatstat-rollup, over all chats.",
	    v.unfolded_days);
	write_gauge(f, "database_bytes", "Size of the database.", v.bytes);
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++)
		if (write_query(f, db, &queries[i]) != 0)
			return -1;
	return write_budgets(f, db, now);
}
