/*
 * The words of an answer that more than one renderer says: dates, windows, values.  UTF-8, in the language
 * spoken.
 * Whatever is written fits PROSE_SIZE, but for names and texts.
 */
#ifndef REPORTS_PROSE_H
#define REPORTS_PROSE_H

#include "reports/report.h"

enum { PROSE_SIZE = 192, PROSE_SUBJECT = 2048, PROSE_MANY = -1 };

/* The zone whose clock the answer is told in: the table's, UTC where the chats' zones differ. */
const struct zone	*prose_zone(const struct table *);

/* "Europe/Sofia", or "each chat's own zone". */
const char	*prose_zone_name(const struct table *);

/* The time from an hour to the next: "21:00–22:00". */
void	prose_hour(char *buf, size_t size, int hour);

/* "20 Nov 14:30", with its year "20 Nov 2026 14:30". */
void	prose_instant(char *buf, size_t size, const struct table *, int64_t instant, bool year);

/* Two instants, the second without the date if it is the same: "12 Nov 00:10 – 13 Nov 09:32". */
void	prose_interval(char *buf, size_t size, const struct table *, const struct interval *);

/*
 * "22 Oct – 20 Nov 2026 (30 days)", or "19 Nov 14:30 – 20 Nov 14:30 2026 (24 hours)"; of what is the same in
 * every window the instant of the answer.
 */
void	prose_window(char *buf, size_t size, const struct table *);

/* The window in a sentence: "in these 30 days", "this week"; "" for everything. */
void	prose_span(char *buf, size_t size, const struct table *);

/* Likewise of one that ends now: "last 30 days"; "" also of what is the same in every window. */
void	prose_last(char *buf, size_t size, const struct table *);

/* What it is compared with: "the 30 days before", "the week before". */
void	prose_before(char *buf, size_t size, const struct table *);

/* The day in the year that the window ends in needs no year. */
bool	prose_other_year(const struct table *, int64_t day);

/* A row's period: "Mon  9 Nov", "Mon  9 Nov 14:00", "9 – 15 Nov", "Nov 2026", "2026". */
void	prose_period(char *buf, size_t size, const struct table *, int64_t period, bool year);

/* Whether a row's period contains now. */
bool	prose_current(const struct table *, int64_t period);

/* Whose answer it is: "Rust Sofia", "Ada in Rust Sofia", "Rust Sofia and 2 other chats". */
void	prose_subject(char *buf, size_t size, const struct table *);

/*
 * A value by its unit: "1,284", "280.4", "12.4 %" (the space does not break), "4 min", "21:00",
 * "Wed 28 Oct", "20 Nov 14:30" or "3 Feb 2024", "+2"; "–" if unknown.  Names, texts and emoji come
 * as they are: cleaning is the caller's; a custom emoji has no other name than "custom".
 */
void	prose_value(char *buf, size_t size, const struct table *, enum unit, const struct value *);

/* A row's value in a column, likewise; kinds are words, "live photo", and amounts have its decimals. */
void	prose_cell(char *buf, size_t size, const struct table *, size_t row, size_t column);

/* What a column comes to. */
void	prose_total(char *buf, size_t size, const struct table *, size_t column);

/* A change of rank: "▲2", "▼1", "="; "new" if it is unknown. */
void	prose_mark(char *buf, size_t size, const struct value *change);

/*
 * A word of ours, as a column is called or a kind or a line of a card ("replies_sent"), in the language
 * spoken: beside a number, as "reply sent" of one; or PROSE_MANY, by itself.
 */
const char	*prose_noun(const char *name, int64_t n);

/* A column as a heading: "Rank change", "Share %", "WAU". */
void	prose_label(char *buf, size_t size, const struct column *);

/* A count and its noun: "2 messages", "1 message". */
void	prose_count(char *buf, size_t size, int64_t n, const char *plural);

/* Makes the first letter a capital, where that is as many bytes. */
void	prose_capital(char *text);

/* Which of n classes, 1 to n, a value from 1 to max falls into, finer among the small; 0: none. */
int	prose_class(int64_t value, int64_t max, int n);

#endif
