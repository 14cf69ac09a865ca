#include "ingest/features.h"

#include "ingest/terms.h"
#include "lib/message.h"
#include "lib/unicode.h"

static bool
is_link(enum entity_type type)
{
	return type == ENTITY_URL || type == ENTITY_TEXT_LINK;
}

/* The entities of one sort, met one after another while a text is read. */
struct spans {
	const struct entity	*list;
	size_t			 count, next;
	size_t			 end;	/* of those met so far */
	bool			 links;	/* else: the wordless ones */
};

/* Whether a byte lies in such an entity. Bytes are asked for in order. */
static bool
inside(struct spans *s, size_t at)
{
	for (; s->next < s->count && s->list[s->next].start <= at; s->next++) {
		const struct entity *e = &s->list[s->next];

		if ((s->links ? is_link(e->type) : terms_wordless(e->type)) && e->start + e->length > s->end)
			s->end = e->start + e->length;
	}
	return at < s->end;
}

/* Words: letters with marks, joined by single apostrophes. */
struct words {
	enum { OUTSIDE, WORD, JOIN } state;
	int64_t	count;
};

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

static void
read_word(struct words *w, uint32_t c, unsigned class)
{
	if (class & UNICODE_LETTER) {
		w->count += w->state == OUTSIDE;
		w->state = WORD;
	} else if (w->state == WORD && is_apostrophe(c))
		w->state = JOIN;
	else if (w->state != WORD || (class & UNICODE_MARK) == 0)
		w->state = OUTSIDE;
}

/* What is left of the text when links are taken out, as far as the flags need to know it. */
struct ending {
	uint32_t	last;		/* the last character that is no blank and no emoji */
	bool		lower;		/* a lower-case letter */
	bool		upper, shout;	/* the character before was upper case; two in a row */
};

static void
read_ending(struct ending *e, uint32_t c, unsigned class)
{
	bool upper = (class & UNICODE_UPPER) != 0;

	if (class & UNICODE_MARK)	/* part of the character before */
		return;
	e->lower |= (class & UNICODE_LOWER) != 0;
	e->shout |= upper && e->upper;
	e->upper = upper;
	if ((class & (UNICODE_BLANK | UNICODE_CONTROL | UNICODE_FORMAT)) == 0)
		e->last = c;
}

static int64_t
flags_of(const struct ending *e)
{
	int64_t flags = 0;

	if (e->last == '?' || e->last == 0xff1f || e->last == 0x061f)
		flags |= MESSAGE_QUESTION;
	if (e->last == '!' || e->last == 0xff01)
		flags |= MESSAGE_EXCLAMATION;
	if (e->shout && !e->lower)
		flags |= MESSAGE_SHOUTING;
	return flags;
}

void
features_count(const char *text, size_t length, const struct entity *entities, size_t nentity,
    struct features *f)
{
	struct spans links = { entities, nentity, 0, 0, true };
	struct spans others = { entities, nentity, 0, 0, false };
	struct words words = { OUTSIDE, 0 };
	struct ending ending = { 0 };
	size_t emoji, emoji_end = 0;

	*f = (struct features){ 0 };
	for (size_t i = 0; i < nentity; i++)
		f->links += is_link(entities[i].type);
	for (size_t i = 0; i < length; f->chars++) {
		bool silent = inside(&links, i), hidden = inside(&others, i);
		uint32_t c;
		unsigned class;

		if (i >= emoji_end && (emoji = unicode_emoji(text, length, i)) > 0) {
			f->emoji++;
			emoji_end = i + emoji;
		}
		silent |= i < emoji_end;
		c = unicode_next(text, length, &i);
		class = unicode_class(c);
		if (hidden)
			words.state = OUTSIDE;
		else
			read_word(&words, c, class);
		if (silent)
			ending.upper = false;
		else
			read_ending(&ending, c, class);
	}
	f->words = words.count;
	f->flags = flags_of(&ending);
}
