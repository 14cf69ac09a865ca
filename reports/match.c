#include "reports/match.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <time.h>

#include "lib/locale.h"
#include "lib/log.h"

enum {
	MATCH_STEPS = 200000,	/* for one text: a good pattern takes some for each character */
	MATCH_DEPTH = 10000,
	MATCH_KIB = 8 * 1024,
	MATCH_PATTERN = 4096	/* bytes */
};

struct match {
	pcre2_code		*code;
	pcre2_match_context	*limits;
	pcre2_match_data	*data;
	struct timespec		 started;
};

struct match *
match_open(const char *pattern)
{
	struct match *m = log_memory(calloc(1, sizeof(*m)));
	unsigned char why[256];
	PCRE2_SIZE at;
	int error;

	if (m == NULL)
		return NULL;
	if (strlen(pattern) > MATCH_PATTERN) {
		log_fail(STATUS_MISUSE, _("--match: the pattern is longer than %d bytes"), MATCH_PATTERN);
		goto fail;
	}
	m->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP |
	    PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_MATCH_INVALID_UTF, &error, &at, NULL);
	if (m->code == NULL) {
		pcre2_get_error_message(error, why, sizeof(why));
		log_fail(STATUS_MISUSE, _("--match: character %zu of the pattern: %s"), at, (char *)why);
		goto fail;
	}
	pcre2_jit_compile(m->code, PCRE2_JIT_COMPLETE);	/* where there is none, it is slower */
	m->limits = pcre2_match_context_create(NULL);
	m->data = pcre2_match_data_create_from_pattern(m->code, NULL);
	if (m->limits == NULL || m->data == NULL) {
		log_fail(STATUS_FAILED, "out of memory");
		goto fail;
	}
	pcre2_set_match_limit(m->limits, MATCH_STEPS);
	pcre2_set_depth_limit(m->limits, MATCH_DEPTH);
	pcre2_set_heap_limit(m->limits, MATCH_KIB);
	clock_gettime(CLOCK_MONOTONIC, &m->started);
	return m;
fail:
	match_close(m);
	return NULL;
}

void
match_close(struct match *m)
{
	if (m == NULL)
		return;
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->limits);
	pcre2_code_free(m->code);
	free(m);
}

static int
fail(int error)
{
	unsigned char why[256];

	if (error == PCRE2_ERROR_MATCHLIMIT || error == PCRE2_ERROR_DEPTHLIMIT ||
	    error == PCRE2_ERROR_HEAPLIMIT || error == PCRE2_ERROR_JIT_STACKLIMIT)
		return log_fail(STATUS_FAILED, "--match: the pattern takes too many steps on some message; a"
		    " simpler one will do, such as one without nested repeats");
	pcre2_get_error_message(error, why, sizeof(why));
	return log_fail(STATUS_FAILED, "--match: %s", (char *)why);
}

int64_t
match_count(struct match *m, const char *text, size_t length)
{
	PCRE2_SIZE at = 0;
	struct timespec now;
	int64_t n = 0;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec - m->started.tv_sec > MATCH_SECONDS)
		return log_fail(STATUS_FAILED, "--match: matching took more than %d s; a simpler pattern or a"
		    " shorter window will do", MATCH_SECONDS);
	while (at <= length) {
		int found = pcre2_match(m->code, (PCRE2_SPTR)text, length, at, 0,
		    m->data, m->limits);
		const PCRE2_SIZE *span = pcre2_get_ovector_pointer(m->data);

		if (found == PCRE2_ERROR_NOMATCH)
			break;
		if (found < 0)
			return fail(found);
		n++;
		at = span[1] > at ? span[1] : at + 1;
		/* Not inside a character. */
		while (at < length && ((unsigned char)text[at] & 0xc0) == 0x80)
			at++;
	}
	return n;
}
