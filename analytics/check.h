/*
 * Whether a copy of a database is whole, and its sums are those of its facts.
 */
#ifndef ANALYTICS_CHECK_H
#define ANALYTICS_CHECK_H

/*
 * Checks a copy that nobody else knows, of which an older version is upgraded: its pages, what its rows name,
 * and on some days of each chat that facts and sums tell the same.  Messages call it by the name of what it
 * was made of.  0, 1 after logging where only the sums are wrong, which can be made anew, or -1.
 */
int	check(const char *path, const char *name);

#endif
