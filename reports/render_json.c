#include "reports/render.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "lib/json.h"
#include "lib/log.h"
#include "reports/plain.h"

static void
key(FILE *out, const char *before, const char *name)
{
	fputs(before, out);
	json_write(out, name);
	fputc(':', out);
}

/* A value that is not a name, with its quotes where it needs them. */
static void
number(FILE *out, const struct table *t, enum unit unit, int64_t n)
{
	char buf[PLAIN_SIZE];

	plain_value(buf, t, unit, n);
	fprintf(out, plain_is_quoted(unit) ? "\"%s\"" : "%s", buf);
}

static void
instant(FILE *out, const struct table *t, const char *before, const char *name, int64_t at)
{
	key(out, before, name);
	number(out, t, UNIT_INSTANT, at);
}

static void
subject(FILE *out, const struct subject *chat)
{
	key(out, "{", "id");
	if (chat->id != 0)
		fprintf(out, "%" PRId64, chat->id);
	else
		fputs("null", out);
	key(out, ",", "title");
	json_write(out, chat->title);
	fputc('}', out);
}

static void
chats(FILE *out, const struct table *t)
{
	key(out, ",", "chat");
	if (t->nchat == 1) {
		subject(out, &t->chats[0]);
		return;
	}
	fputs("{\"id\":null,\"title\":null}", out);
	key(out, ",", "chats");
	fputc('[', out);
	for (size_t i = 0; i < t->nchat; i++) {
		if (i > 0)
			fputc(',', out);
		subject(out, &t->chats[i]);
	}
	fputc(']', out);
}

static void
window(FILE *out, const struct table *t)
{
	key(out, ",", "window");
	instant(out, t, "{", "since", t->window.since);
	instant(out, t, ",", "until", t->window.until);
	key(out, ",", "zone");
	json_write(out, t->zone != NULL ? zone_name(t->zone) : NULL);
	key(out, ",", "days");
	fprintf(out, "%" PRId64, t->days);
	if (t->pending != NULL) {
		key(out, ",", "zone_pending");
		json_write(out, t->pending);
	}
	fputc('}', out);
}

static void
coverage(FILE *out, const struct table *t)
{
	const struct coverage *c = &t->coverage;

	key(out, ",", "coverage");
	if (c->any) {
		instant(out, t, "{", "first", c->first);
		instant(out, t, ",", "last", c->last);
	} else
		fputs("{\"first\":null,\"last\":null", out);
	fprintf(out, ",\"messages\":%" PRId64 ",\"by_bots\":%" PRId64 ",\"members_known\":%" PRId64,
	    c->messages, c->by_bots, c->members_known);
	if (c->members_total < 0)
		fputs(",\"members_total\":null", out);
	else
		fprintf(out, ",\"members_total\":%" PRId64, c->members_total);
	if (c->frozen)
		instant(out, t, ",", "frozen_before", c->frozen_before);
	else
		fputs(",\"frozen_before\":null", out);
	if (c->textless)
		instant(out, t, ",", "texts_since", c->texts_since);
	else
		fputs(",\"texts_since\":null", out);
	fputs(",\"gaps\":[", out);
	for (size_t i = 0; i < c->ngap; i++) {
		instant(out, t, i > 0 ? ",{" : "{", "from", c->gaps[i].from);
		instant(out, t, ",", "to", c->gaps[i].to);
		fputc('}', out);
	}
	fputs("]}", out);
}

static void
columns(FILE *out, const struct table *t)
{
	key(out, ",", "columns");
	fputc('[', out);
	for (size_t i = 0; i < t->ncolumn; i++) {
		key(out, i > 0 ? ",{" : "{", "name");
		json_write(out, t->columns[i].name);
		key(out, ",", "unit");
		json_write(out, plain_unit(t->columns[i].unit));
		fputc('}', out);
	}
	fputc(']', out);
}

static void
row(FILE *out, const struct table *t, size_t at)
{
	for (size_t i = 0; i < t->ncolumn; i++) {
		const struct value *v = table_at(t, at, i);

		key(out, i > 0 ? "," : "{", t->columns[i].name);
		if (!v->known)
			fputs("null", out);
		else if (plain_is_text(t->columns[i].unit))
			json_write(out, v->text);
		else
			number(out, t, table_unit(t, at, i), v->n);
	}
	fputc('}', out);
}

int
render_json(FILE *out, const struct table *t)
{
	key(out, "{", "report");
	json_write(out, t->report->name);
	key(out, ",", "title");
	json_write(out, t->title);
	chats(out, t);
	window(out, t);
	coverage(out, t);
	columns(out, t);
	key(out, ",", "rows");
	fputc('[', out);
	for (size_t i = 0; i < t->nrow; i++) {
		fputs(i > 0 ? ",\n" : "\n", out);
		row(out, t, i);
	}
	fputs("]}\n", out);
	if (ferror(out))
		return log_fail(STATUS_FAILED, "cannot write the answer: %s", strerror(errno));
	return 0;
}
