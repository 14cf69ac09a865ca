#include "reports/site.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "reports/answers.h"
#include "reports/output.h"
#include "reports/reports.h"

extern const char data_page_css_sha256[], data_page_js_sha256[];

enum { PATH_SIZE = 4096, STATE_SIZE = 17, HEAD_SIZE = 512 };

/*
 * What a page shows of a chat cannot change without one of these.  Polling alone moves the end of the last
 * coverage, which shows as a day.
 */
static const char sql_state[] =
    "SELECT c.chat_id, c.title, c.zone, c.text, (SELECT members FROM headcount AS h WHERE"
    " h.chat = c.chat ORDER BY day DESC LIMIT 1),"
    " c.texts_since, c.frozen_before,"
    " (SELECT max(audit) FROM audit AS u WHERE u.chat_id = c.chat_id OR u.chat_id IS NULL),"
    " (SELECT count(*) || ' ' || sum(since) || ' ' || (sum(until) - max(until)) || ' ' ||"
    "  max(until) / 86400 FROM coverage AS v WHERE v.chat = c.chat),"
    " (SELECT sum(messages) || ' ' || sum(words) || ' ' || sum(chars) || ' ' || sum(media) || ' ' ||"
    "  sum(links) || ' ' || sum(emoji) || ' ' || sum(edited) || ' ' || sum(sent) || ' ' ||"
    "  sum(reactions) || ' ' || sum(days) FROM total AS t WHERE t.scope = s.scope AND t.period < 100000),"
    " (SELECT sum(n * (bucket % 1009 + 1)) FROM tally AS t WHERE t.scope = s.scope"
    "  AND t.period < 100000),"
    " (SELECT count(*) || ' ' || coalesce(max(p.last_reaction), 0) || ' ' || coalesce(max(p.joined_at), 0)"
    "  || ' ' || coalesce(max(p.status_at), 0) || ' ' || max(m.named_at) || ' ' || sum(m.bot)"
    "  FROM presence AS p JOIN member AS m USING (member) WHERE p.chat = c.chat)"
    " FROM chat AS c JOIN scope AS s USING (chat) WHERE c.chat = :chat AND s.topic = 0 AND s.role = 0";

/* FNV-1a: only what nobody forges is told apart here. */
static uint64_t
mix(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (hash ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t
mix_number(uint64_t hash, int64_t n)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRId64, n);
	return mix(hash, text);
}

/* What the page of a request's chat depends on. */
static int
state_of(struct db *db, struct window *window, const struct request *r, char state[STATE_SIZE])
{
	struct answer a = { .db = db, .request = r, .window = window, .report = reports_find("summary") };
	uint64_t hash = mix(UINT64_C(14695981039346656037), VERSION);
	struct stmt *s;
	int ret = -1;

	if (answer_find_subject(&a) != 0)
		goto out;
	hash = mix(mix(hash, data_page_css_sha256), data_page_js_sha256);
	hash = mix_number(mix_number(hash, a.spans[0].since), a.spans[0].until);
	hash = mix_number(hash, zone_day(a.places[0].scope.zone, r->now));
	hash = mix(mix_number(mix_number(hash, r->bots), r->no_bots), zone_name(a.places[0].scope.zone));
	hash = mix(hash, locale_language());
	s = db_stmt(db, sql_state);
	stmt_int(s, ":chat", a.places[0].scope.chat);
	if (stmt_step(s) != 1)
		goto out;
	for (int i = 0; i < stmt_columns(s); i++)
		hash = mix(hash, col_null(s, i) ? "" : col_text(s, i, NULL));
	stmt_reset(s);
	snprintf(state, STATE_SIZE, "%016" PRIx64, hash);
	ret = 0;
out:
	answer_close(&a);
	return ret;
}

/* Whether a page that is there shows this state. */
static bool
shows(const char *path, const char *state)
{
	FILE *file = fopen(path, "re");
	char head[HEAD_SIZE + 1];
	size_t n;

	if (file == NULL)
		return false;
	n = fread(head, 1, HEAD_SIZE, file);
	fclose(file);
	head[n] = '\0';
	return strstr(head, state) != NULL;
}

/* Named reports may be about more than the chat. */
static int
write_chat(struct db *db, struct window *window, const struct request *all, int64_t chat_id)
{
	struct request r = *all;
	struct answers s = { .list = NULL };
	char path[PATH_SIZE], id[32], state[STATE_SIZE];
	int ret = -1;

	snprintf(id, sizeof(id), "%" PRId64, chat_id);
	r.chats[0] = id;
	r.nchat = 1;
	r.output = path;
	if (snprintf(path, sizeof(path), "%s/chat%s.html", all->output, id) >= (int)sizeof(path))
		return log_fail(STATUS_FAILED, "%s: the name is too long", all->output);
	if (db_exec(db, "BEGIN") != 0 || state_of(db, window, &r, state) != 0)
		goto out;
	if (r.nreport == 0 && shows(path, state))
		ret = 0;
	else if (answers_make(&s, db, window, &r) == 0) {
		s.page.state = state;
		ret = output_write(&r, &s.page);
	}
out:
	db_rollback(db);
	answers_close(&s);
	return ret;
}

/* The index, and in a folder the pages of the chats that it lists. */
static int
write_all(struct db *db, struct window *window, const struct request *all, bool folder)
{
	struct request r = *all;
	struct answers s = { .list = NULL };
	const char *language;
	char path[PATH_SIZE];
	int ret = -1;

	r.card = NULL;
	r.reports[0] = reports_find("chats");
	r.nreport = 1;
	if (folder)
		r.output = path;
	if (folder && snprintf(path, sizeof(path), "%s/index.html", all->output) >= (int)sizeof(path)) {
		log_fail(STATUS_FAILED, "%s: the name is too long", all->output);
		goto out;
	}
	if (db_exec(db, "BEGIN") != 0 || answers_make(&s, db, window, &r) != 0)
		goto out;
	db_rollback(db);
	ret = 0;
	language = locale_language();
	for (size_t i = 0; folder && i < s.parts[0].table->nchat; i++)
		if (write_chat(db, window, all, s.parts[0].table->chats[i].id) != 0)
			ret = -1;
	locale_set(language);
	s.page.index = true;
	if (output_write(&r, &s.page) != 0)
		ret = -1;
out:
	db_rollback(db);
	answers_close(&s);
	return ret;
}

int
site_write(struct db *db, const struct request *r)
{
	bool folder = output_is_folder(r);
	struct window *window;
	int ret;

	if (r->member != NULL || r->topic != NULL)
		return log_fail(STATUS_MISUSE, "pages of all chats take neither --member nor --topic");
	if (r->format != FORMAT_HTML)
		return log_fail(STATUS_MISUSE, "all chats are for pages: -f html");
	if (folder && mkdir(r->output, 0777) != 0 && errno != EEXIST)
		return log_fail(STATUS_FAILED, "%s: %s", r->output, strerror(errno));
	if ((window = window_open(db)) == NULL)
		return -1;
	ret = write_all(db, window, r, folder);
	window_close(window);
	return ret;
}
