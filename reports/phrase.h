/*
 * Phrases about an answer of one row, in words.  struct card_line says how they are written.
 */
#ifndef REPORTS_PHRASE_H
#define REPORTS_PHRASE_H

#include "reports/report.h"

enum { PHRASE_SIZE = 512, PHRASE_LINE = 3 * (PHRASE_SIZE + 2) };

/* The value of a line's column; "" where it has none but phrases. */
void	phrase_value(char *buf, size_t size, const struct table *, const struct card_line *);

/* Those of a line's phrases whose values are known, joined by "; ". */
void	phrase_join(char buf[PHRASE_LINE], const struct table *, const struct card_line *);

#endif
