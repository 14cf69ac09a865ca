#include "tests/sample/sample.h"

const struct text_span text_spans[] = {
	{ 0, "plain", NULL, NULL, NULL },
	{ ':', "link", "url", NULL, NULL },
	{ '@', "mention", "mention", NULL, NULL },
	{ '#', "hashtag", "hashtag", NULL, NULL },
	{ '/', "bot_command", "bot_command", NULL, NULL },
	{ '*', "bold", "bold", NULL, NULL },
	{ '_', "italic", "italic", NULL, NULL },
	{ '`', "code", "code", NULL, NULL },
	{ '~', "pre", "pre", "language", "language" },
	{ '^', "spoiler", "spoiler", NULL, NULL },
	{ '>', "text_link", "text_link", "href", "url" },
	{ 0, "mention_name", "text_mention", "user_id", "user" },
	{ '!', "custom_emoji", "custom_emoji", "document_id", "custom_emoji_id" },
};

static const char *
keep(struct world *w, const char *text, size_t length)
{
	char *copy = w->arena + w->used;

	if (w->used + length + 1 > sizeof(w->arena))
		world_die("arena is full");
	memcpy(copy, text, length);
	copy[length] = '\0';
	w->used += length + 1;
	return copy;
}

/* Adds text to a message, to its last part if both are plain (and so end where the arena ends). */
static void
say(struct world *w, struct message *m, enum span span, const char *text, size_t length)
{
	struct part *part = &w->part[w->nparts];

	if (span == PLAIN && m->nparts > 0 && part[-1].span == PLAIN) {
		w->used--;
		keep(w, text, length);
		return;
	}
	if (w->nparts == PARTS_MAX)
		world_die("too many parts");
	if (m->nparts == 0)
		m->part = part;
	m->nparts++;
	w->nparts++;
	*part = (struct part){ .span = span, .text = keep(w, text, length), .who = NOBODY };
}

/* What stands between braces: the name of a list, or, after a mark, something as it is. */
static void
fill(struct world *w, struct message *m, const char *name, size_t length)
{
	char text[40];
	enum span of;
	int span, who;

	for (span = COUNT(text_spans) - 1; span > 0 && text_spans[span].mark != *name; span--)
		;
	if (span == TEXT_LINK) {
		const char *address = (const char *)memchr(name, '=', length) + 1;

		say(w, m, TEXT_LINK, name + 1, (size_t)(address - name) - 2);
		w->part[w->nparts - 1].extra = keep(w, address, length - (size_t)(address - name));
	} else if (span > 0) {
		bool shown = span == HASHTAG || span == COMMAND;	/* so is the mark */

		say(w, m, (enum span)span, shown ? name : name + 1, shown ? length : length - 1);
		w->part[w->nparts - 1].extra = span == PRE ? "sh" : span == CUSTOM ?
		    reactions_emoji[CUSTOM_EMOJI] : NULL;
	} else if (length == 1 && *name == 'n') {
		snprintf(text, sizeof(text), "%u", 2 + world_below(w, 22));
		say(w, m, PLAIN, text, strlen(text));
	} else if (strncmp(name, "user", length) == 0 || strncmp(name, "name", length) == 0) {
		bool user = *name == 'u';

		do
			who = people_somebody(w, m->at, EN);
		while (people[who].first == NULL || (user && people[who].username == NULL));
		snprintf(text, sizeof(text), "@%s", user ? people[who].username : "");
		name = user ? text : people[who].first;
		say(w, m, user ? MENTION : NAME, name, strlen(name));
		w->part[w->nparts - 1].who = who;
	} else {
		name = lines_word(w, name, &length, &of);
		say(w, m, of, name, length);
	}
}

void
text_compose(struct world *w, struct message *m, const char *text, size_t length)
{
	const char *end = text + length;

	for (size_t n; text < end; text += n) {
		const char *brace = memchr(text, *text == '{' ? '}' : '{', (size_t)(end - text));

		n = (size_t)((brace != NULL ? brace : end) - text);
		if (*text == '{')
			fill(w, m, text + 1, n++ - 1);
		else
			say(w, m, PLAIN, text, n);
	}
}

/* Telegram Desktop mixes up bytes and UTF-16: a text not all ASCII may end in a part of nothing. */
void
text_finish(struct world *w, struct message *m)
{
	bool ascii = true;

	for (int i = 0; i < m->nparts; i++)
		for (const char *p = m->part[i].text; *p != '\0'; p++)
			ascii = ascii && (*p & 0x80) == 0;
	if (!ascii && m->part[m->nparts - 1].span != PLAIN && m->edited == 0)
		say(w, m, PLAIN, "", 0);
}

void
text_speak(struct world *w, struct message *m, enum role role, enum lang lang, enum topic topic)
{
	size_t length;
	const char *text = lines_pick(w, role, lang, topic, &length);

	text_compose(w, m, text, length);
}

int
text_parts(const struct message *m, int64_t at)
{
	return m->nparts - (m->edited > at ? 1 : 0);
}
