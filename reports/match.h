/*
 * Patterns of PCRE2, on texts of strangers: matching has limits.
 */
#ifndef REPORTS_MATCH_H
#define REPORTS_MATCH_H

#include <stddef.h>
#include <stdint.h>

struct match;

/*
 * A pattern: UTF-8, capital and small letters alike unless it says (?-i).  NULL after logging, as
 * STATUS_MISUSE, where in it the fault is.
 */
struct match	*match_open(const char *pattern);
void	match_close(struct match *);

/*
 * How often it matches in a text; an empty match is one.  -1 after logging where a text takes it too many
 * steps, or all of them together took MATCH_SECONDS.
 */
int64_t	match_count(struct match *, const char *text, size_t length);

enum { MATCH_SECONDS = 20 };

#endif
