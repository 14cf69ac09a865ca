/*
 * What messages of Telegram are made of, in the HTML that its bots may send.  Lengths are told in the UTF-16
 * units that it counts once it has read tags and references.
 */
#ifndef REPORTS_TELEGRAM_H
#define REPORTS_TELEGRAM_H

#include <stdio.h>

#include "reports/report.h"

enum { TELEGRAM_CAPTION = 1024, TELEGRAM_NAME = 26, TELEGRAM_FOOT = 240 };

/* The units of a text. */
size_t	telegram_units(const char *html);

/* A stranger's text, cut to a number of cells, and kept from turning what stands around it. */
void	telegram_name(FILE *, const char *text, int cells);

/* A line of a card: what is counted begins with its number, anything else with its label. */
void	telegram_line(FILE *, const struct table *, const struct card_line *);

/* A row as a line: names first, then the value shown, what else is known, and a link. */
void	telegram_row(FILE *, const struct table *, size_t row);

/* A sentence and what stands before it, where there are units left for them, which it takes. */
void	telegram_sentence(FILE *, const char *text, const char *before, size_t *units);

/* The last line: window, zone, and what is missing of it; at most TELEGRAM_FOOT units. */
void	telegram_foot(FILE *, const struct table *);

#endif
