/*
 * A record in one line of text, so that tests of the decoders are tables of input and line.
 */
#ifndef TESTS_UNIT_INGEST_DESCRIBE_H
#define TESTS_UNIT_INGEST_DESCRIBE_H

#include <inttypes.h>
#include <stdio.h>

#include "ingest/record.h"

static const char *const record_words[] = { "message", "service", "reaction", "counts", "member",
    "poll", "passed", "bad" };
static const char *const kind_words[KIND_COUNT] = { "text", "photo", "live_photo", "video", "animation",
    "audio", "voice", "video_note", "sticker", "document", "poll", "location", "venue", "contact",
    "dice", "game", "story", "paid_media", "checklist", "giveaway", "invoice", "other" };
static const char *const entity_words[] = { "other", "url", "email", "phone", "mention", "hashtag",
    "cashtag", "command", "code", "pre", "text_link", "text_mention", "custom_emoji" };

/* A whole file, which the caller frees; NULL where there is none. */
static char *
read_file(const char *path, size_t *length)
{
	FILE *in = fopen(path, "r"), *out;
	char *text = NULL;
	int c;

	if (in == NULL)
		return NULL;
	out = open_memstream(&text, length);
	while ((c = getc(in)) != EOF)
		putc(c, out);
	fclose(out);
	fclose(in);
	return text;
}

/* "7:Ann Lee@ann+bot+auto"; an unknown one is "?" and the name, if any. */
static void
describe_person(FILE *out, const struct person *p)
{
	if (p->known)
		fprintf(out, "%" PRId64 ":", p->id);
	else
		fputc('?', out);
	fputs(p->name != NULL ? p->name : "", out);
	if (p->username != NULL && *p->username != 0)
		fprintf(out, "@%s", p->username);
	fputs(p->bot ? "+bot" : "", out);
	fputs(p->automatic ? "+auto" : "", out);
}

static void
describe_reactions(FILE *out, const struct record *r)
{
	for (size_t i = 0; i < r->nreaction; i++) {
		fprintf(out, " %s*%" PRId64, r->reactions[i].emoji, r->reactions[i].count);
		for (size_t j = 0; j < r->reactions[i].nrecent; j++) {
			fputs(j == 0 ? "(" : ",", out);
			describe_person(out, &r->reactions[i].recent[j].who);
			fprintf(out, "~%" PRId64, r->reactions[i].recent[j].at);
		}
		fputs(r->reactions[i].nrecent > 0 ? ")" : "", out);
	}
	for (size_t i = 0; i < r->nformer; i++)
		fprintf(out, " -%s", r->former[i]);
}

static void
describe_text(FILE *out, const struct record *r)
{
	fprintf(out, " \"%.*s\"", (int)r->length, r->text);
	for (size_t i = 0; i < r->nentity; i++) {
		const struct entity *e = &r->entities[i];

		fprintf(out, " %s[%.*s]", entity_words[e->type], (int)e->length, r->text + e->start);
		if (e->value != NULL)
			fprintf(out, "=%s", e->value);
		if (e->user != 0)
			fprintf(out, "=%" PRId64, e->user);
	}
}

static void
describe_service(FILE *out, const struct record *r)
{
	for (size_t i = 0; i < r->npassage; i++) {
		fputs(r->passages[i].in ? " in " : " out ", out);
		describe_person(out, &r->passages[i].who);
		fputs(r->passages[i].via == VIA_LINK ? " by link" : r->passages[i].via == VIA_REQUEST ?
		    " by request" : "", out);
	}
	if (r->new_title != NULL)
		fprintf(out, " title \"%s\"", r->new_title);
	if (r->topic_id != 0)
		fprintf(out, " topic %" PRId64 " \"%s\"", r->topic_id,
		    r->topic_title != NULL ? r->topic_title : "(null)");
}

static void
describe_poll(FILE *out, const struct poll *p)
{
	fprintf(out, " poll %s \"%s\"%s", p->id != NULL ? p->id : "-", p->question != NULL ? p->question : "-",
	    p->closed ? " closed" : "");
	if (p->counted)
		fprintf(out, " %" PRId64, p->voters);
	for (size_t i = 0; i < p->noption; i++) {
		fprintf(out, " [%s]", p->options[i].text != NULL ? p->options[i].text : "-");
		if (p->counted)
			fprintf(out, "%" PRId64, p->options[i].votes);
	}
}

static void
describe(FILE *out, const struct record *r)
{
	fputs(record_words[r->type], out);
	if (r->type == RECORD_PASSED || r->type == RECORD_BAD) {
		fprintf(out, ": %s", r->why);
		return;
	}
	fprintf(out, " %" PRId64 "/%" PRId64 " ~%" PRId64 " ", r->chat.id, r->message, r->at);
	describe_person(out, &r->actor);
	if (r->type == RECORD_MESSAGE) {
		fprintf(out, " %s", kind_words[r->kind]);
		describe_text(out, r);
		if (r->reply_to != 0)
			fprintf(out, " re %" PRId64, r->reply_to);
		if (r->topic != 0)
			fprintf(out, " topic %" PRId64, r->topic);
	}
	if (r->edited != 0)
		fprintf(out, " edited %" PRId64, r->edited);
	if (r->type == RECORD_MEMBER) {
		fprintf(out, " %s %s ", r->member.status, r->member.in ? "within" : "without");
		describe_person(out, &r->member.who);
	}
	if (r->poll != NULL)
		describe_poll(out, r->poll);
	if (r->new_chat != 0)
		fprintf(out, " migrated %" PRId64 " %" PRId64, r->old_chat, r->new_chat);
	describe_reactions(out, r);
	describe_service(out, r);
}

/* ----- tables ----- */

struct row {
	const char	*element;
	const char	*record;
};

static struct json_reader *reader;

static int
setup(void **state)
{
	(void)state;
	return (reader = json_reader_new()) == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	json_reader_free(reader);
	return 0;
}

/* What is tested. */
static void	decode(json *element, struct record *);

static void
check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		json *element = json_parse(reader, rows[i].element, strlen(rows[i].element));
		struct record record;
		char *text = NULL;
		size_t length;
		FILE *out = open_memstream(&text, &length);

		if (element == NULL)
			fail_msg("no JSON: %s", rows[i].element);
		decode(element, &record);
		describe(out, &record);
		fclose(out);
		if (strcmp(text, rows[i].record) != 0)
			fail_msg("%s\n  is       %s\n  and not  %s", rows[i].element, text,
			    rows[i].record);
		free(text);
	}
}

#define CHECK(rows)	check(rows, sizeof(rows) / sizeof((rows)[0]))

#endif
