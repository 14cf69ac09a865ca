#include "ingest/features.h"

#include "lib/message.h"
#include "lib/pack.h"
#include "lib/unicode.h"
#include "lib/words.h"

static bool
is_link(enum entity_type type)
{
	return type == ENTITY_URL || type == ENTITY_TEXT_LINK;
}

/* Whether no words lie in the span of such an entity. */
static bool
is_wordless(enum entity_type type)
{
	static const bool wordless[] = { [ENTITY_URL] = true, [ENTITY_EMAIL] = true, [ENTITY_PHONE] = true,
	    [ENTITY_MENTION] = true, [ENTITY_HASHTAG] = true, [ENTITY_CASHTAG] = true,
	    [ENTITY_COMMAND] = true, [ENTITY_CODE] = true, [ENTITY_PRE] = true,
	    [ENTITY_CUSTOM_EMOJI] = false };

	return wordless[type];
}

/* The entities of one sort, met one after another while a text is read. */
struct spans {
	const struct entity	*list;
	size_t			 count, next;
	size_t			 end;		/* of those met so far */
	size_t			 change;	/* the byte that may be the first to be otherwise */
	bool			 inside;
	bool			 links;		/* else: the wordless ones */
};

static void
pass(struct spans *s, size_t at)
{
	for (; s->next < s->count && s->list[s->next].start <= at; s->next++) {
		const struct entity *e = &s->list[s->next];

		if ((s->links ? is_link(e->type) : is_wordless(e->type)) && e->start + e->length > s->end)
			s->end = e->start + e->length;
	}
	s->inside = at < s->end;
	s->change = s->next < s->count ? s->list[s->next].start : SIZE_MAX;
	if (s->inside && s->end < s->change)
		s->change = s->end;
}

/* Whether a byte lies in such an entity. Bytes are asked for in order. */
static inline bool
inside(struct spans *s, size_t at)
{
	if (at >= s->change)
		pass(s, at);
	return s->inside;
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
	const struct unicode_low *low = unicode_low();
	struct spans links = { .list = entities, .count = nentity, .links = true };
	struct spans others = { .list = entities, .count = nentity };
	struct words words = { OUTSIDE, 0 };
	struct ending ending = { 0 };
	size_t emoji, emoji_end = 0;

	*f = (struct features){ 0 };
	for (size_t i = 0; i < nentity; i++)
		f->links += is_link(entities[i].type);
	for (size_t i = 0; i < length; f->chars++) {
		bool silent = inside(&links, i), hidden = inside(&others, i);
		size_t at = i;
		uint32_t c = unicode_next(text, length, &i);
		unsigned class = c < UNICODE_LOW ? low[c].class : unicode_class(c);

		/* No low letter is an emoji, though a higher one is: U+2139. */
		if ((c >= UNICODE_LOW || (class & UNICODE_LETTER) == 0) && at >= emoji_end &&
		    (emoji = unicode_emoji(text, length, at)) > 0) {
			f->emoji++;
			emoji_end = at + emoji;
		}
		silent |= at < emoji_end;
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

size_t
features_gaps(const struct entity *entities, size_t nentity, unsigned char *gaps)
{
	size_t n = 0, start = 0;

	for (size_t i = 0; i < nentity; i++) {
		const struct entity *e = &entities[i];

		if (!is_wordless(e->type))
			continue;
		n += pack_put(gaps + n, (int64_t)(e->start - start));
		n += pack_put(gaps + n, (int64_t)e->length);
		start = e->start;
	}
	return n;
}

/* Lists the words: hardly ever do they need more room than the text. */
static int
list_words(struct json_reader *reader, struct record *r)
{
	size_t room = r->length + 1, used = 0;
	char *list;

	do {
		room = used > room ? used : room;
		if ((list = json_alloc(reader, room)) == NULL ||
		    words_list(r->text, r->length, r->gaps, r->ngap, list, room, &used) != 0)
			return -1;
	} while (used > room);
	r->words = list;
	r->nwords = used;
	return 0;
}

int
features_read(struct json_reader *reader, struct record *r)
{
	unsigned char *gaps = NULL;

	features_count(r->text, r->length, r->entities, r->nentity, &r->features);
	if (r->nentity > 0 && (gaps = json_alloc(reader, r->nentity * 2 * PACK_MOST)) == NULL)
		return -1;
	r->gaps = gaps;
	r->ngap = features_gaps(r->entities, r->nentity, gaps);
	return r->length > 0 ? list_words(reader, r) : 0;
}
