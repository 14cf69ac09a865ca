#include "ingest/letter.h"

#include <inttypes.h>
#include <string.h>

#include "lib/log.h"
#include "lib/stream.h"

enum { CALL_SECONDS = 30, FIELDS = 8, NUMBERS = 4, REFERENCES = 5 };

/* HTML as Telegram knows it, without its tags and references; the caller's to free. NULL: out of memory. */
static char *
strip(const char *html)
{
	static const char *const references[REFERENCES][2] = { { "&lt;", "<" }, { "&gt;", ">" },
	    { "&amp;", "&" }, { "&quot;", "\"" }, { "&#39;", "'" } };
	char *plain = malloc(strlen(html) + 1), *to = plain;

	while (plain != NULL && *html != '\0') {
		size_t i = 0;

		if (*html == '<' && strchr(html, '>') != NULL) {
			html = strchr(html, '>') + 1;
			continue;
		}
		while (i < REFERENCES && strncmp(html, references[i][0], strlen(references[i][0])) != 0)
			i++;
		*to++ = i < REFERENCES ? references[i][1][0] : *html;
		html += i < REFERENCES ? strlen(references[i][0]) : 1;
	}
	if (plain != NULL)
		*to = '\0';
	return plain;
}

/* Fields, and the texts that numbers have become. */
struct form {
	struct telegram_field	fields[FIELDS];
	size_t			count;
	char			numbers[NUMBERS][96];
	size_t			nnumber;
};

static void
add(struct form *f, const char *name, const char *value)
{
	f->fields[f->count++] = (struct telegram_field){ .name = name, .value = value, .length =
	    strlen(value) };
}

/* A number in a text, unless it is 0. */
static void
add_number(struct form *f, const char *name, const char *before, int64_t n, const char *behind)
{
	char *to = f->numbers[f->nnumber];

	if (n == 0)
		return;
	snprintf(to, sizeof(f->numbers[0]), "%s%" PRId64 "%s", before, n, behind);
	f->nnumber++;
	add(f, name, to);
}

/* The photo in the place of another message's content, as editMessageMedia wants it; NULL: out of memory. */
static char *
media_of(const struct letter *l, const char *text, bool plain)
{
	char *media = NULL;
	size_t length;
	FILE *out = stream_open(&media, &length);

	if (out == NULL)
		return NULL;
	fputs("{\"type\":\"photo\",\"media\":", out);
	json_write(out, l->file_id != NULL ? l->file_id : "attach://photo");
	fputs(",\"caption\":", out);
	json_write(out, text);
	fputs(plain ? "}" : ",\"parse_mode\":\"HTML\"}", out);
	stream_close(out, &media);
	return media;
}

/* The method, and the fields that hold what is said. */
static const char *
add_content(struct form *f, const struct letter *l, const char *text, const char *media, bool plain)
{
	if (media != NULL)
		add(f, "media", media);
	else {
		add(f, l->photo != NULL || l->captioned ? "caption" : "text", text);
		if (!plain)
			add(f, "parse_mode", "HTML");
	}
	if (l->keyboard != NULL)
		add(f, "reply_markup", l->keyboard);
	if (l->photo != NULL && l->file_id == NULL)
		f->fields[f->count++] = (struct telegram_field){ l->file != NULL ? "document" : "photo",
		    l->photo, l->photo_size, l->file != NULL ? l->file : "chart.png" };
	else if (l->photo != NULL && media == NULL)
		add(f, "photo", l->file_id);
	if (l->file != NULL)
		return "sendDocument";
	if (l->photo != NULL || l->captioned)
		return media != NULL ? "editMessageMedia" : l->edits != 0 ? "editMessageCaption" :
		    "sendPhoto";
	add(f, "link_preview_options", "{\"is_disabled\":true}");
	return l->edits != 0 ? "editMessageText" : "sendMessage";
}

int
letter_send(struct telegram *t, const struct letter *l, bool plain, telegram_done *done, void *cookie)
{
	char *text = plain ? strip(l->html) : NULL, *media = NULL;
	const char *said = plain ? text : l->html, *method = "answerCallbackQuery";
	struct form f = { .count = 0 };
	int ret = -1;

	if (l->photo != NULL && l->edits != 0 && said != NULL)
		media = media_of(l, said, plain);
	if (said == NULL || (l->photo != NULL && l->edits != 0 && media == NULL)) {
		log_fail(STATUS_FAILED, "out of memory");
		goto out;
	}
	if (l->pressed != NULL) {
		add(&f, "callback_query_id", l->pressed);
		if (said[0] != '\0')
			add(&f, "text", said);
	} else {
		add_number(&f, "chat_id", "", l->chat_id, "");
		add_number(&f, "message_id", "", l->edits, "");
		if (l->edits == 0)
			add_number(&f, "message_thread_id", "", l->topic, "");
		if (l->edits == 0 && !plain)
			add_number(&f, "reply_parameters", "{\"message_id\":", l->reply_to,
			    ",\"allow_sending_without_reply\":true}");
		method = add_content(&f, l, said, media, plain);
	}
	ret = telegram_send(t, method, f.fields, f.count, CALL_SECONDS, done, cookie);
out:
	free(text);
	free(media);
	return ret;
}
