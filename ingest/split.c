#include "ingest/split.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/scan.h"

enum { CHUNK = 256 * 1024, DEPTH_MAX = 512 };

/* What may come next, behind white space. */
enum state {
	START,		/* the file */
	VALUE,
	FIRST_VALUE,	/* or ] */
	NAME,
	FIRST_NAME,	/* or } */
	AFTER,		/* a comma, or the end of the container */
	BETWEEN		/* a root value, or the end of the file */
};

enum key {
	KEY_NAME, KEY_TYPE, KEY_ID, KEY_MESSAGES, KEY_CHATS, KEY_LEFT_CHATS, KEY_LIST,
	KEY_RESULT, KEY_OTHER
};

static const char *const key_names[KEY_OTHER] = {
	"name", "type", "id", "messages", "chats", "left_chats", "list", "result"
};

/* Containers by what they hold.  All that lies in an element is OBJECT or ARRAY. */
enum container {
	TOP,		/* none: root values */
	ROOT,		/* a root object, collected while it may be an update */
	CHAT,
	ACCOUNT,	/* the root of an account's export */
	CHATS,		/* "chats" or "left_chats" */
	ANSWER,		/* of getUpdates */
	OBJECT,		/* any other; arrays from here on */
	LIST,
	MESSAGES,
	UPDATES,
	ARRAY
};

/* What a container is by its place (KEY_OTHER: any key), and what that makes of its parent. */
static const struct path {
	enum container	in;
	enum key	key;
	int		opens;
	enum container	is;
	enum container	parent;
} paths[] = {
	{ TOP,		KEY_OTHER,	'{', ROOT,	TOP },
	{ TOP,		KEY_OTHER,	'[', UPDATES,	TOP },
	{ ROOT,		KEY_MESSAGES,	'[', MESSAGES,	CHAT },
	{ ROOT,		KEY_CHATS,	'{', CHATS,	ACCOUNT },
	{ ROOT,		KEY_LEFT_CHATS,	'{', CHATS,	ACCOUNT },
	{ ROOT,		KEY_RESULT,	'[', UPDATES,	ANSWER },
	{ CHAT,		KEY_MESSAGES,	'[', MESSAGES,	CHAT },
	{ ACCOUNT,	KEY_CHATS,	'{', CHATS,	ACCOUNT },
	{ ACCOUNT,	KEY_LEFT_CHATS,	'{', CHATS,	ACCOUNT },
	{ ANSWER,	KEY_RESULT,	'[', UPDATES,	ANSWER },
	{ CHATS,	KEY_LIST,	'[', LIST,	CHATS },
	{ LIST,		KEY_OTHER,	'{', CHAT,	LIST }
};

struct split {
	struct scan	 scan;
	enum state	 state;
	int		 depth;
	enum container	 stack[DEPTH_MAX + 1];
	enum key	 key;		/* of the member at hand, where it matters */
	int		 element;	/* depth of the container that the marked element lies in */
	bool		 alone;		/* nothing may follow this root value */
	bool		 account;	/* a chat stood in a list of chats */
	int64_t		 root_end;	/* where the last root value ended */
	struct {
		int64_t	start;
		int64_t	length;
	}		 field[KEY_ID + 1];	/* of ROOT, in case it is a chat; length 0: none */
	bool		 ready;
	struct split_item item;
};

static bool
is_field(enum key key)
{
	return key <= KEY_ID;
}

static void
give(struct split *s, enum split_type type, int64_t start, int64_t length)
{
	s->item = (struct split_item){
		.type = type,
		.text = scan_text(&s->scan, start),
		.length = (size_t)length,
		.offset = start
	};
	s->ready = true;
}

static void
give_field(struct split *s, enum key key, int64_t start, int64_t length)
{
	give(s, SPLIT_FIELD, start, length);
	snprintf(s->item.key, sizeof(s->item.key), "%s", key_names[key]);
}

/* A field that came before the root was known to be a chat. */
static void
give_early_field(struct split *s)
{
	for (enum key key = 0; s->stack[1] == CHAT && is_field(key); key++) {
		if (s->field[key].length > 0) {
			give_field(s, key, s->field[key].start, s->field[key].length);
			s->field[key].length = 0;
			return;
		}
	}
}

static void
begin_value(struct split *s)
{
	switch (s->stack[s->depth]) {
	case TOP:
		memset(s->field, 0, sizeof(s->field));
		break;
	case MESSAGES:
	case UPDATES:
		break;
	case CHAT:
		if (!is_field(s->key))
			return;
		break;
	case ROOT:
		if (is_field(s->key))
			s->field[s->key].start = scan_here(&s->scan);
		return;
	default:
		return;
	}
	s->scan.mark = scan_here(&s->scan);
	s->element = s->depth;
}

static void
end_element(struct split *s, enum container in)
{
	int64_t start = s->scan.mark, length = scan_here(&s->scan) - start;

	if (!scan_bounded(&s->scan))
		return;
	if (in == CHAT)
		give_field(s, s->key, start, length);
	else
		give(s, in == MESSAGES ? SPLIT_MESSAGE : SPLIT_UPDATE, start, length);
	s->scan.mark = -1;
}

static void
end_value(struct split *s)
{
	enum container in = s->stack[s->depth];

	s->state = AFTER;
	if (in == TOP) {
		s->state = BETWEEN;
		s->root_end = scan_here(&s->scan);
	}
	if (s->scan.mark < 0)
		return;
	if (s->depth == s->element)
		end_element(s, in);
	else if (in == ROOT && is_field(s->key))
		s->field[s->key].length = scan_here(&s->scan) - s->field[s->key].start;
}

/* What it is that opens with c; this may also tell what it lies in, and then that is no update. */
static enum container
recognise(struct split *s, int c)
{
	enum container in = s->stack[s->depth];

	for (size_t i = 0; in != OBJECT && in != ARRAY && i < sizeof(paths) / sizeof(paths[0]); i++) {
		const struct path *path = &paths[i];

		if (path->in != in || path->opens != c ||
		    (path->key != KEY_OTHER && path->key != s->key))
			continue;
		if (s->scan.mark >= 0 && path->is != ROOT) {
			scan_bounded(&s->scan);
			s->scan.mark = -1;
			s->alone = path->parent != ANSWER;
		}
		s->stack[s->depth] = path->parent;
		give_early_field(s);
		return path->is;
	}
	return c == '{' ? OBJECT : ARRAY;
}

static void
open_container(struct split *s, int c)
{
	enum container is;

	if (s->depth == DEPTH_MAX) {
		scan_fail(&s->scan, "nested too deeply");
		return;
	}
	is = recognise(s, c);
	s->stack[++s->depth] = is;
	s->state = c == '{' ? FIRST_NAME : FIRST_VALUE;
	s->scan.p++;
}

static void
close_container(struct split *s)
{
	if (s->stack[s->depth--] == CHAT) {
		s->account |= s->depth > 0;
		give(s, SPLIT_CHAT, scan_here(&s->scan), 0);
	}
	s->scan.p++;
	end_value(s);
}

static void
value(struct split *s, int c)
{
	bool whole;

	begin_value(s);
	switch (c) {
	case '{':
	case '[':
		open_container(s, c);
		return;
	case '"':
		whole = scan_string(&s->scan);
		break;
	case 't':
		whole = scan_word(&s->scan, "true");
		break;
	case 'f':
		whole = scan_word(&s->scan, "false");
		break;
	case 'n':
		whole = scan_word(&s->scan, "null");
		break;
	default:
		whole = scan_number(&s->scan);
	}
	if (whole)
		end_value(s);
}

/* The key whose closing quote was just passed; only short ones are sure to be kept, as ours are. */
static enum key
find_key(const struct split *s, int64_t length)
{
	enum key key = 0;

	while (key < KEY_OTHER && (strlen(key_names[key]) != (size_t)length ||
	    memcmp(key_names[key], s->scan.p - 1 - length, (size_t)length) != 0))
		key++;
	return key;
}

static void
name(struct split *s, int c)
{
	int64_t start = scan_here(&s->scan) + 1;

	if (c != '"') {
		scan_fail(&s->scan, "a name in quotes is missing");
		return;
	}
	if (!scan_string(&s->scan))
		return;
	if (s->stack[s->depth] < OBJECT)
		s->key = find_key(s, scan_here(&s->scan) - 1 - start);
	if (scan_token(&s->scan) != ':') {
		scan_fail(&s->scan, "a colon is missing");
		return;
	}
	s->scan.p++;
	s->state = VALUE;
}

static void
after(struct split *s, int c)
{
	bool object = s->stack[s->depth] <= OBJECT;

	if (c == ',') {
		s->scan.p++;
		s->state = object ? NAME : VALUE;
	} else if (c == (object ? '}' : ']')) {
		close_container(s);
	} else {
		scan_fail(&s->scan, object ? "a comma or } is missing" : "a comma or ] is missing");
	}
}

/* Objects may touch; other values would run into one another. */
static void
between(struct split *s, int c)
{
	if (c < 0)
		give(s, SPLIT_END, scan_here(&s->scan), 0);
	else if (s->alone || (c != '{' && scan_here(&s->scan) == s->root_end))
		scan_fail(&s->scan, "something follows the end of the value");
	else
		s->state = VALUE;
}

/* At the end of the file, c is -1: nothing fits, and scan_fail knows why. */
static void
step(struct split *s)
{
	int c = s->state == START ? 0 : scan_token(&s->scan);

	switch (s->state) {
	case START:
		if (scan_start(&s->scan))
			s->state = VALUE;
		break;
	case FIRST_VALUE:
	case VALUE:
		if (c == ']' && s->state == FIRST_VALUE)
			close_container(s);
		else
			value(s, c);
		break;
	case FIRST_NAME:
	case NAME:
		if (c == '}' && s->state == FIRST_NAME)
			close_container(s);
		else
			name(s, c);
		break;
	case AFTER:
		after(s, c);
		break;
	case BETWEEN:
		between(s, c);
		break;
	}
}

struct split *
split_new_chunk(FILE *in, size_t chunk)
{
	struct split *s = calloc(1, sizeof(*s));

	if (s != NULL && scan_open(&s->scan, in, chunk) < 0) {
		free(s);
		return NULL;
	}
	return s;
}

struct split *
split_new(FILE *in)
{
	return split_new_chunk(in, CHUNK);
}

void
split_free(struct split *s)
{
	if (s != NULL)
		scan_close(&s->scan);
	free(s);
}

enum split_type
split_next(struct split *s, struct split_item *item)
{
	s->ready = false;
	give_early_field(s);
	while (!s->ready && s->scan.error == NULL)
		step(s);
	if (s->scan.error != NULL)
		s->item = (struct split_item){
			.type = SPLIT_ERROR, .text = "", .offset = s->scan.fault, .error = s->scan.error
		};
	*item = s->item;
	return item->type;
}

bool
split_account(const struct split *s)
{
	return s->account;
}
