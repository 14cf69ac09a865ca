#include "lib/json.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

enum {
	BLOCK_SIZE = 256 * 1024,
	ARENA_MAX = 24 * 1024 * 1024,	/* 16 MiB of "0,0,0," would make 512 MiB of nodes */
	ALIGN = 16,
	DEPTH_MAX = 512,
	CJSON_NUMBER_MAX = 63		/* cJSON refuses numbers of more characters */
};

struct block {
	struct block	*next;
	size_t		 size;		/* of data */
	_Alignas(ALIGN) unsigned char data[];
};

struct json_reader {
	struct block	*block;		/* the last one made; allocations come from it */
	size_t		 used;		/* of its data */
	size_t		 total;		/* of all blocks' data */
};

/* cJSON's hooks take no argument: the reader whose json_parse runs in this thread. */
static _Thread_local struct json_reader *parsing;

static int
add_block(struct json_reader *r, size_t size)
{
	struct block *block;

	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	if (size > ARENA_MAX - r->total || (block = malloc(sizeof(*block) + size)) == NULL)
		return -1;
	block->next = r->block;
	block->size = size;
	r->block = block;
	r->used = 0;
	r->total += size;
	return 0;
}

/* Keeps the first block only: elements that need more are rare, and memory stays flat. */
static void
arena_reset(struct json_reader *r)
{
	while (r->block != NULL && r->block->next != NULL) {
		struct block *next = r->block->next;

		r->total -= r->block->size;
		free(r->block);
		r->block = next;
	}
	r->used = 0;
}

void *
json_alloc(struct json_reader *r, size_t size)
{
	void *memory;

	if (size > ARENA_MAX)
		return NULL;
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if ((r->block == NULL || size > r->block->size - r->used) && add_block(r, size) < 0)
		return NULL;
	memory = r->block->data + r->used;
	r->used += size;
	return memory;
}

static void *
hook_alloc(size_t size)
{
	return parsing != NULL ? json_alloc(parsing, size) : NULL;
}

static void
hook_free(void *memory)
{
	(void)memory;
}

struct json_reader *
json_reader_new(void)
{
	cJSON_Hooks hooks = { .malloc_fn = hook_alloc, .free_fn = hook_free };
	struct json_reader *r = calloc(1, sizeof(*r));

	if (r != NULL && add_block(r, BLOCK_SIZE) < 0) {
		free(r);
		return NULL;
	}
	cJSON_InitHooks(&hooks);
	return r;
}

void
json_reader_free(struct json_reader *r)
{
	if (r == NULL)
		return;
	arena_reset(r);
	free(r->block);
	free(r);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
nested_deeper(json *value, int depth)
{
	if (!cJSON_IsArray(value) && !cJSON_IsObject(value))
		return false;
	if (depth == 0)
		return true;
	for (value = value->child; value != NULL; value = value->next)
		if (nested_deeper(value, depth - 1))
			return true;
	return false;
}

/* cJSON on all of the text, without mending it. */
static json *
parse(struct json_reader *r, const char *text, size_t length)
{
	const char *end = NULL;
	json *value;

	parsing = r;
	value = cJSON_ParseWithLengthOpts(text, length, &end, 0);
	parsing = NULL;
	if (value == NULL)
		return NULL;
	while (end < text + length && is_space(*end))
		end++;
	if (end != text + length)
		return NULL;
	/* So many brackets take twice as many bytes, which few elements have. */
	return length > 2 * DEPTH_MAX && nested_deeper(value, DEPTH_MAX) ? NULL : value;
}

/* The code unit of the escape \xHH or \uHHHH at text, and its length; -1 if there is none. */
static int
code_unit(const char *text, const char *end, size_t *length)
{
	size_t digits;
	int unit = 0;

	if (end - text < 2 || text[0] != '\\' || (text[1] != 'x' && text[1] != 'u'))
		return -1;
	digits = text[1] == 'x' ? 2 : 4;
	if ((size_t)(end - text) < 2 + digits)
		return -1;
	for (size_t i = 2; i < 2 + digits; i++) {
		int c = (unsigned char)text[i], lower = c | 0x20;

		if (c >= '0' && c <= '9')
			unit = unit * 16 + (c - '0');
		else if (lower >= 'a' && lower <= 'f')
			unit = unit * 16 + (lower - 'a' + 10);
		else
			return -1;
	}
	*length = 2 + digits;
	return unit;
}

static bool
is_high(int unit)
{
	return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool
is_low(int unit)
{
	return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* Copies the escape at *text, as cJSON can read it, to out; the end of it there. */
static char *
mend_escape(const char **text, const char *end, char *out)
{
	char escape[8];
	size_t length = end - *text < 2 ? 1 : 2, second = 0;
	int unit = code_unit(*text, end, &length);

	if (unit >= 0 && is_high(unit) && is_low(code_unit(*text + length, end, &second))) {
		length += second;
	} else if (unit >= 0) {
		if (unit == 0 || is_high(unit) || is_low(unit))
			unit = 0xFFFD;
		snprintf(escape, sizeof(escape), "\\u%04X", (unsigned)unit & 0xFFFF);
		memcpy(out, escape, 6);
		*text += length;
		return out + 6;
	}
	memcpy(out, *text, length);
	*text += length;
	return out + length;
}

/* Copies what is outside of strings, up to a quote. */
static char *
mend_rest(const char **text, const char *end, char *out)
{
	while (*text < end && **text != '"') {
		size_t n = 0, left = (size_t)(end - *text);

		while (n < left && memchr("0123456789-+.eE", (*text)[n], 15) != NULL)
			n++;
		if (n > CJSON_NUMBER_MAX && (**text == '-' || (**text >= '0' && **text <= '9'))) {
			memcpy(out, "null", 4);
			out += 4;
		} else {
			n = n > 0 ? n : 1;
			memcpy(out, *text, n);
			out += n;
		}
		*text += n;
	}
	return out;
}

/*
 * Copies a text so that cJSON reads all that may be in it: \xHH, U+0000 (where it would end the
 * string), halves of surrogate pairs, and long numbers.  It grows by half at most (\xHH).
 */
static size_t
mend(const char *text, size_t length, char *out)
{
	const char *end = text + length, *start = out;

	while (text < end) {
		out = mend_rest(&text, end, out);
		if (text == end)
			break;
		*out++ = *text++;
		while (text < end && *text != '"') {
			if (*text == '\\')
				out = mend_escape(&text, end, out);
			else
				*out++ = *text++;
		}
		if (text < end)
			*out++ = *text++;
	}
	return (size_t)(out - start);
}

/* Whether there is an escape that cJSON reads wrongly, or surely not at all. */
static bool
is_odd(const char *text, size_t length)
{
	const char *end = text + length;

	while ((text = memchr(text, '\\', (size_t)(end - text))) != NULL && end - text >= 2) {
		if (text[1] == 'x' || (end - text >= 6 && memcmp(text, "\\u0000", 6) == 0))
			return true;
		text += 2;
	}
	return false;
}

void
json_reset(struct json_reader *r)
{
	arena_reset(r);
}

json *
json_parse(struct json_reader *r, const char *text, size_t length)
{
	arena_reset(r);
	return json_parse_more(r, text, length);
}

json *
json_parse_more(struct json_reader *r, const char *text, size_t length)
{
	json *value = NULL;
	char *mended;

	if (!is_odd(text, length) && (value = parse(r, text, length)) != NULL)
		return value;
	if ((mended = json_alloc(r, length + length / 2)) == NULL)
		return NULL;
	return parse(r, mended, mend(text, length, mended));
}

json *
json_get(json *value, const char *key)
{
	if (!cJSON_IsObject(value) || key == NULL)
		return NULL;
	/* As cJSON_GetObjectItemCaseSensitive does, which calls strcmp for every name. */
	for (value = value->child; value != NULL; value = value->next)
		if (value->string[0] == key[0] && strcmp(value->string, key) == 0)
			return value;
	return NULL;
}

json *
json_object(json *value, const char *key)
{
	json *member = json_get(value, key);

	return cJSON_IsObject(member) ? member : NULL;
}

json *
json_array(json *value, const char *key)
{
	json *member = json_get(value, key);

	return cJSON_IsArray(member) ? member : NULL;
}

const char *
json_string(json *value, const char *key)
{
	return json_text(json_get(value, key));
}

bool
json_int(json *value, const char *key, int64_t *number)
{
	return json_number(json_get(value, key), number);
}

bool
json_true(json *value, const char *key)
{
	return cJSON_IsTrue(json_get(value, key));
}

json *
json_first(json *value)
{
	return value != NULL ? value->child : NULL;
}

json *
json_next(json *value)
{
	return value != NULL ? value->next : NULL;
}

const char *
json_key(json *value)
{
	return value != NULL ? value->string : NULL;
}

const char *
json_text(json *value)
{
	return cJSON_IsString(value) ? value->valuestring : NULL;
}

bool
json_number(json *value, int64_t *number)
{
	const double limit = 9007199254740992;	/* 2^53 */
	double x = cJSON_IsNumber(value) ? value->valuedouble : limit;

	if (!(x > -limit && x < limit) || x != (double)(int64_t)x)
		return false;
	*number = (int64_t)x;
	return true;
}

bool
json_decimal(json *value, char buf[JSON_DECIMAL])
{
	if (!cJSON_IsNumber(value))
		return false;
	snprintf(buf, JSON_DECIMAL, "%.15g", value->valuedouble);
	if (strtod(buf, NULL) != value->valuedouble)
		snprintf(buf, JSON_DECIMAL, "%.17g", value->valuedouble);
	return true;
}

bool
json_is_object(json *value)
{
	return cJSON_IsObject(value);
}

bool
json_is_array(json *value)
{
	return cJSON_IsArray(value);
}
