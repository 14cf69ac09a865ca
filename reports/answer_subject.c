#include "lib/config.h"
#include "lib/find.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "reports/answer.h"

/* Everything: from the first day with a fact to the last, or today. */
static void
everything(struct span *span, const struct place *p, int64_t now)
{
	const struct zone *zone = p->scope.zone;
	int64_t today = zone_day(zone, now), last = p->last_day > today ? p->last_day : today;
	int64_t first = p->last_day < p->first_day ? today : p->first_day;

	*span = (struct span){ SPAN_ALL, zone_day_start(zone, first), zone_day_start(zone, last + 1) };
}

/* Reads a T, where there is one. */
static int
take_time(const char *option, const char *word, const struct zone *zone, int64_t now, int64_t *instant)
{
	if (word == NULL || date_parse_time(word, zone, now, strcmp(option, "--until") == 0, instant) == 0)
		return 0;
	return log_fail(STATUS_MISUSE, "%s: I do not understand \"%.50s\"; times look like 2026, 2026-03,"
	    " 2026-03-01, 2026-03-01T14:30, @unix-seconds, or a span such as 7d", option, word);
}

int
answer_span(const struct request *r, const struct place *p, struct span *span)
{
	const struct zone *zone = p->scope.zone;
	int64_t since, until;

	if (r->since == NULL && r->until == NULL) {
		const char *word = r->last != NULL ? r->last : "30d";

		if (date_parse_span(word, zone, r->now, span) != 0)
			return log_fail(STATUS_MISUSE, "--last: I do not understand \"%.50s\"; spans look"
			    " like 24h, 7d, 4w, 6m, 1y, today, yesterday, week, month, year, all", word);
		if (span->type == SPAN_ALL)
			everything(span, p, r->now);
		return 0;
	}
	everything(span, p, r->now);
	since = span->since;
	until = span->until;
	if (take_time("--since", r->since, zone, r->now, &since) != 0 ||
	    take_time("--until", r->until, zone, r->now, &until) != 0)
		return -1;
	/* Nothing is known from before the data begin, which is an answer too. */
	if (r->since == NULL && since >= until)
		since = zone_day_start(zone, zone_day(zone, until - 1));
	/* Without --until a window that is open at its end lasts until today is over. */
	if (since >= until && r->until == NULL)
		return log_fail(STATUS_MISUSE, "--since %.50s: nothing is known of what is"
		    " to come", r->since);
	if (since >= until)
		return log_fail(STATUS_MISUSE, "the window is empty: it ends before it begins");
	*span = (struct span){ SPAN_FIXED, since, until };
	return 0;
}

static int
load_scope(struct answer *a, int64_t chat, int64_t topic, struct place *p)
{
	struct scopes scopes = { 0 };
	int ret = -1;

	if (scope_load(a->db, chat, &scopes) != 0)
		goto out;
	for (size_t i = 0; i < scopes.count; i++)
		if (scopes.list[i].role == ROLE_ANSWERS && scopes.list[i].topic == topic) {
			p->scope = scopes.list[i];
			ret = window_place(a->db, p);
		}
	if (chat == 0 && scopes.count == 0) {	/* see TAKES_NO_USAGE */
		p->scope = (struct scope){ .zone = zone_find(config_get(CONFIG_CHAT_ZONE)) };
		ret = window_place(a->db, p);
	}
	if (ret != 0 && log_status() == STATUS_DONE)
		log_fail(STATUS_FAILED, "the sums of a chat are missing: run chatstat-rollup --rebuild");
out:
	free(scopes.list);
	return ret;
}

const char *
answer_topic(struct answer *a, int64_t chat, int64_t topic)
{
	struct stmt *s = db_stmt(a->db, "SELECT title FROM topic WHERE chat = :chat AND topic = :topic");
	const char *title = NULL;
	int step;

	stmt_int(s, ":chat", chat);
	stmt_int(s, ":topic", topic);
	if ((step = stmt_step(s)) >= 0)
		title = answer_keep(a, topic == TOPIC_GENERAL ? C_("topic", "General") :
		    step == 1 ? col_text(s, 0, NULL) : "");
	stmt_reset(s);
	return title;
}

static int
set_topic(struct answer *a, int64_t chat, int64_t *topic)
{
	*topic = TOPIC_NONE;
	if (a->request->topic == NULL)
		return 0;
	if (a->count != 1)
		return log_fail(STATUS_MISUSE, "--topic needs one --chat");
	if (find_topic(a->db, chat, a->request->topic, topic) != 0)
		return -1;
	return (a->table.topic = answer_topic(a, chat, *topic)) != NULL ? 0 : -1;
}

/* What programs read is English whatever a chat speaks; so is what a terminal may lack letters for. */
static void
speak(const struct request *r, const char *locale)
{
	locale_set(r->format == FORMAT_JSON || r->format == FORMAT_CSV ||
	    (r->format == FORMAT_TEXT && !text_style(stdout).utf8) ? "en" :
	    r->locale != NULL ? r->locale : locale);
}

/* What has no chat; its days are about to be counted in another zone where that is configured. */
static int
set_no_chat(struct answer *a, size_t i)
{
	struct stmt *s = db_stmt(a->db, "SELECT 1 FROM scope WHERE chat = 0 AND role = 0 AND zone <> :zone");
	const char *zone = config_get(CONFIG_CHAT_ZONE);
	int64_t other;
	int found;

	a->table.chats[i] = (struct subject){ .title = _("usage without a chat") };
	stmt_text(s, ":zone", zone);
	if ((found = stmt_number(s, &other)) == 1)
		a->table.pending = zone;
	return found < 0 ? -1 : 0;
}

static int
set_subject(struct answer *a, size_t i, int64_t chat)
{
	struct stmt *s = db_stmt(a->db, "SELECT chat_id, title, (SELECT c.zone FROM chat AS c JOIN scope AS s"
	    " USING (chat) WHERE c.chat = :chat AND s.topic = 0 AND s.role = 0 AND s.zone <> c.zone),"
	    " locale FROM chat WHERE chat = :chat");

	char id[32];

	if (chat == 0)
		return set_no_chat(a, i);
	stmt_int(s, ":chat", chat);
	if (stmt_step(s) != 1)
		return -1;
	a->table.chats[i].id = col_int(s, 0);
	snprintf(id, sizeof(id), "id %lld", (long long)col_int(s, 0));
	a->table.chats[i].title = answer_keep(a, col_text(s, 1, NULL)[0] != '\0' ? col_text(s, 1, NULL) : id);
	if (a->count == 1)
		speak(a->request, col_text(s, 3, NULL));
	if (!col_null(s, 2) && (a->table.pending = answer_keep(a, col_text(s, 2, NULL))) == NULL)
		a->table.chats[i].title = NULL;
	stmt_reset(s);
	return a->table.chats[i].title == NULL ? -1 : 0;
}

/* All chats, and 0, for what has none. */
static int
find_usage(struct answer *a, int64_t **chats)
{
	struct stmt *s = db_stmt(a->db, "SELECT count(*) FROM chat");
	int64_t count = 0, *all;
	int step;

	if (stmt_number(s, &count) < 0)
		return -1;
	if ((all = *chats = calloc((size_t)count + 2, sizeof(*all))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	s = db_stmt(a->db, "SELECT s.chat FROM scope AS s LEFT JOIN chat AS c ON c.chat = s.chat"
	    " WHERE s.topic = 0 AND s.role = 0 ORDER BY c.chat_id IS NULL, c.chat_id");
	while ((step = stmt_step(s)) == 1)
		all[a->count++] = col_int(s, 0);
	if (step == 0 && a->count == 0 && (a->report->takes & TAKES_NO_USAGE) != 0)
		a->count = 1;
	return step < 0 ? -1 : a->count > 0 ? 0 : log_fail(STATUS_FAILED,
	    "nothing is recorded yet; import some usage first");
}

/* The chats that were asked for, each once; behind them is a 0. */
static int
find_chats(struct answer *a, int64_t **chats)
{
	const struct request *r = a->request;
	bool all = r->nchat == 0 && (a->report->takes & TAKES_ALL) != 0;

	for (size_t i = 0; i < r->nchat; i++)
		all |= strcmp(r->chats[i], "all") == 0;
	if ((all || r->nchat == 0) && (a->report->takes & TAKES_USAGE) != 0)
		return find_usage(a, chats);
	if (all)
		return find_all_chats(a->db, chats, &a->count);
	if ((*chats = calloc(r->nchat + 2, sizeof(**chats))) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	if (r->nchat == 0) {
		a->count = 1;
		return find_chat(a->db, NULL, *chats);
	}
	for (size_t i = 0; i < r->nchat; i++) {
		int64_t chat;
		size_t k = 0;

		if (find_chat(a->db, r->chats[i], &chat) != 0)
			return -1;
		while (k < a->count && (*chats)[k] != chat)
			k++;
		if (k == a->count)
			(*chats)[a->count++] = chat;
	}
	return 0;
}

/* The window as a whole: of all chats together. */
static void
set_window(struct answer *a)
{
	struct table *t = &a->table;

	t->window = a->spans[0];
	t->zone = a->places[0].scope.zone;
	for (size_t i = 1; i < a->count; i++) {
		if (a->spans[i].since < t->window.since)
			t->window.since = a->spans[i].since;
		if (a->spans[i].until > t->window.until)
			t->window.until = a->spans[i].until;
		if (a->places[i].scope.zone != a->places[0].scope.zone)
			t->zone = NULL;
	}
}

int
answer_find_subject(struct answer *a)
{
	struct table *t = &a->table;
	int64_t *chats = NULL, topic, id;
	size_t usage = (a->report->takes & TAKES_USAGE) != 0;	/* knows members of no chat, too */
	int ret = -1;

	if (find_chats(a, &chats) != 0)
		goto out;
	speak(a->request, config_get(CONFIG_CHAT_LOCALE));
	t->nchat = a->count;
	if ((t->chats = calloc(a->count + 1, sizeof(*t->chats))) == NULL ||
	    (a->places = calloc(a->count + 1, sizeof(*a->places))) == NULL ||
	    (a->spans = calloc(a->count + 1, sizeof(*a->spans))) == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	for (size_t i = 0; i < a->count; i++)
		if (set_subject(a, i, chats[i]) != 0 || set_topic(a, chats[i], &topic) != 0 ||
		    load_scope(a, chats[i], topic, &a->places[i]) != 0 ||
		    answer_span(a->request, &a->places[i], &a->spans[i]) != 0)
			goto out;
	if (a->request->member != NULL) {
		if (find_member(a->db, chats, a->count + usage, a->request->member, &a->member) != 0 ||
		    (t->member = answer_member_name(a, a->member, &id)) == NULL)
			goto out;
	}
	set_window(a);
	ret = 0;
out:
	free(chats);
	return ret;
}

int
answer_previous(const struct answer *a, int steps, struct span *spans)
{
	for (size_t i = 0; i < a->count; i++)
		if (date_previous(&a->spans[i], a->places[i].scope.zone, a->request->now, steps,
		    &spans[i]) != 0)
			return 1;
	return 0;
}
