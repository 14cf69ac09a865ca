#include "ingest/features.h"

#include "lib/message.h"
#include "lib/unicode.h"

/* Entities whose text holds no words. */
static const bool wordless[] = { [ENTITY_URL] = true, [ENTITY_EMAIL] = true, [ENTITY_PHONE] = true,
    [ENTITY_MENTION] = true, [ENTITY_HASHTAG] = true, [ENTITY_CASHTAG] = true, [ENTITY_COMMAND] = true,
    [ENTITY_CODE] = true, [ENTITY_PRE] = true, [ENTITY_CUSTOM_EMOJI] = false };

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

		if ((s->links ? is_link(e->type) : wordless[e->type]) && e->start + e->length > s->end)
			s->end = e->start + e->length;
	}
	return at < s->end;
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/* Words: letters with marks, joined by single apostrophes. */
static int64_t
count_words(const char *text, size_t length, const struct entity *entities, size_t nentity)
{
	struct spans spans = { entities, nentity, 0, 0, false };
	enum { OUTSIDE, WORD, JOIN } state = OUTSIDE;
	int64_t words = 0;
	uint32_t c;

	for (size_t i = 0; i < length;) {
		bool hidden = inside(&spans, i);

		c = unicode_next(text, length, &i);
		if (hidden)
			state = OUTSIDE;
		else if (unicode_letter(c)) {
			words += state == OUTSIDE;
			state = WORD;
		} else if (state == WORD && is_apostrophe(c))
			state = JOIN;
		else if (state != WORD || !unicode_mark(c))
			state = OUTSIDE;
	}
	return words;
}

/* Whether an emoji sequence may begin with this byte: all others are passed by quickly. */
static bool
may_be_emoji(unsigned char byte)
{
	return byte >= 0xc2 || byte == '#' || byte == '*' || (byte >= '0' && byte <= '9');
}

/* What is left of the text when links are taken out, as far as the flags need to know it. */
struct ending {
	uint32_t	last;		/* the last character that is no blank and no emoji */
	bool		lower;		/* a lower-case letter */
	bool		upper, shout;	/* the character before was upper case; two in a row */
};

static void
read_character(struct ending *e, uint32_t c)
{
	bool upper = unicode_upper(c);

	if (unicode_mark(c))	/* part of the character before */
		return;
	e->lower |= unicode_lower(c);
	e->shout |= upper && e->upper;
	e->upper = upper;
	if (!unicode_blank(c) && !unicode_control(c) && !unicode_format(c))
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
	struct ending ending = { 0 };
	size_t emoji;

	*f = (struct features){ .words = count_words(text, length, entities, nentity) };
	for (size_t i = 0; i < nentity; i++)
		f->links += is_link(entities[i].type);
	for (size_t i = 0; i < length;) {
		bool hidden = inside(&links, i);
		size_t stop = i;
		uint32_t c;

		emoji = may_be_emoji((unsigned char)text[i]) ? unicode_emoji(text, length, i) : 0;
		f->emoji += emoji > 0;
		for (stop += emoji; i < stop; f->chars++)
			unicode_next(text, length, &i);
		if (emoji > 0 || hidden)
			ending.upper = false;
		if (emoji > 0)
			continue;
		c = unicode_next(text, length, &i);
		f->chars++;
		if (!hidden)
			read_character(&ending, c);
	}
	f->flags = flags_of(&ending);
}
