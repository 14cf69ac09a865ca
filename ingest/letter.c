#include "ingest/letter.h"

#include <inttypes.h>
#include <string.h>

#include "lib/log.h"

enum { CALL_SECONDS = 30, FIELDS = 8, REFERENCES = 5 };

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

static void
add(struct telegram_field *fields, size_t *n, const char *name, const char *value)
{
	fields[(*n)++] = (struct telegram_field){ .name = name, .value = value, .length = strlen(value) };
}

int
letter_send(struct telegram *t, const struct letter *l, bool plain, telegram_done *done, void *cookie)
{
	char chat[24], topic[24], reply[96], *text = plain ? strip(l->html) : NULL;
	struct telegram_field fields[FIELDS];
	size_t n = 0;
	int ret;

	if (plain && text == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	snprintf(chat, sizeof(chat), "%" PRId64, l->chat_id);
	add(fields, &n, "chat_id", chat);
	snprintf(topic, sizeof(topic), "%" PRId64, l->topic);
	if (l->topic != 0)
		add(fields, &n, "message_thread_id", topic);
	snprintf(reply, sizeof(reply), "{\"message_id\":%" PRId64 ",\"allow_sending_without_reply\":true}",
	    l->reply_to);
	if (l->reply_to != 0 && !plain)
		add(fields, &n, "reply_parameters", reply);
	add(fields, &n, l->photo != NULL ? "caption" : "text", plain ? text : l->html);
	if (!plain)
		add(fields, &n, "parse_mode", "HTML");
	if (l->keyboard != NULL)
		add(fields, &n, "reply_markup", l->keyboard);
	if (l->photo != NULL)
		fields[n++] = (struct telegram_field){ "photo", l->photo, l->photo_size, "chart.png" };
	else
		add(fields, &n, "link_preview_options", "{\"is_disabled\":true}");
	ret = telegram_send(t, l->photo != NULL ? "sendPhoto" : "sendMessage", fields, n, CALL_SECONDS, done,
	    cookie);
	free(text);
	return ret;
}
