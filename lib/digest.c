#include "lib/digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/map.h"

enum { MONTH_DAYS = 28 };	/* that every month has */

static const char days[] = "montuewedthufrisatsun";
static const struct { const char *word; enum grain every; } kinds[] = {
	{ "daily", GRAIN_DAY }, { "weekly", GRAIN_WEEK }, { "monthly", GRAIN_MONTH }
};

/* "mon", or any word that begins so. */
static int64_t
weekday(const char *word)
{
	for (int i = 0; i < 7; i++)
		if (strncmp(word, days + 3 * (size_t)i, 3) == 0)
			return i + 1;
	return 0;
}

/* A number of at most two digits, up to a character; -1 if it is none. */
static int64_t
number(const char *word, char end)
{
	size_t digits = strspn(word, "0123456789");

	return digits >= 1 && digits <= 2 && word[digits] == end ? strtol(word, NULL, 10) : -1;
}

/* "09:00": the minute of the day; -1 if it is none. */
static int64_t
clock_of(const char *word)
{
	const char *colon = strchr(word, ':');
	int64_t hours = number(word, ':'), minutes = colon != NULL ? number(colon + 1, '\0') : -1;

	return hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 ? hours * 60 + minutes : -1;
}

bool
digest_parse(const char *words, struct digest *d)
{
	struct digest read = { .chat = d->chat, .off = strcmp(words, "off") == 0 };
	const char *word = words + strcspn(words, " "), *on;
	size_t i = 0;

	while (i < 3 && (strncmp(kinds[i].word, words, (size_t)(word - words)) != 0 ||
	    kinds[i].word[word - words] != '\0'))
		i++;
	if (!read.off) {
		if (i == 3 || *word == '\0')
			return false;
		read.every = kinds[i].every;
		on = word + 1;
		if (read.every == GRAIN_WEEK)
			read.on = weekday(on);
		else if (read.every == GRAIN_MONTH)
			read.on = number(on, ' ');
		if (read.every != GRAIN_DAY) {
			if (read.on < 1 || read.on > MONTH_DAYS || (word = strchr(on, ' ')) == NULL)
				return false;
		}
		if ((read.minute = clock_of(word + 1)) < 0)
			return false;
	}
	*d = read;
	return true;
}

const char *
digest_words(const struct digest *d, char words[DIGEST_WORDS])
{
	int hours = (int)(d->minute / 60), minutes = (int)(d->minute % 60), on = (int)d->on;

	if (d->off)
		snprintf(words, DIGEST_WORDS, "off");
	else if (d->every == GRAIN_WEEK)
		snprintf(words, DIGEST_WORDS, "weekly %.3s %02d:%02d", days + 3 * (on - 1), hours, minutes);
	else if (d->every == GRAIN_MONTH)
		snprintf(words, DIGEST_WORDS, "monthly %d %02d:%02d", on, hours, minutes);
	else
		snprintf(words, DIGEST_WORDS, "daily %02d:%02d", hours, minutes);
	return words;
}

void
digest_period(const struct digest *d, const struct zone *zone, int64_t now, int64_t *from, int64_t *until)
{
	int64_t local = zone_local(zone, now), due = date_div(local - d->minute * 60, DATE_SECONDS);

	/* The last day whose minute has come; from there back to the day that is wanted. */
	switch (d->every) {
	case GRAIN_WEEK:
		*until = due - date_mod(date_weekday(due) + 1 - d->on, 7);
		*from = *until - 7;
		return;
	case GRAIN_MONTH:
		*until = date_floor(due, GRAIN_MONTH) + d->on - 1;
		if (*until > due)
			*until = date_add_months(*until, -1);
		*from = date_add_months(*until, -1);
		return;
	default:
		*until = due;
		*from = due - 1;
		return;
	}
}

bool
digest_due(const struct digest *d, const struct zone *zone, int64_t now, int64_t *from, int64_t *until)
{
	digest_period(d, zone, now, from, until);
	/* In another zone it may have been tomorrow. */
	return d->sent < *until || d->sent > zone_day(zone, now) + 1;
}

int
digest_set(struct db *db, const struct digest *d)
{
	struct stmt *s = db_stmt(db, "DELETE FROM digest WHERE chat = :chat");

	stmt_int(s, ":chat", d->chat);
	if (stmt_run(s) != 0)
		return -1;
	if (d->off)
		return 0;
	s = db_stmt(db, "INSERT INTO digest (chat, every, due, minute, sent)"
	    " VALUES (:chat, :every, :due, :minute, :sent)");
	stmt_int(s, ":chat", d->chat);
	stmt_int(s, ":every", d->every);
	stmt_int(s, ":due", d->on);
	stmt_int(s, ":minute", d->minute);
	stmt_int(s, ":sent", d->sent);
	return stmt_run(s);
}

static struct digest
read_row(struct stmt *s)
{
	return (struct digest){ .chat = col_int(s, 0), .every = (enum grain)col_int(s, 1),
	    .on = col_int(s, 2), .minute = col_int(s, 3), .sent = col_int(s, 4) };
}

int
digest_get(struct db *db, struct digest *d)
{
	struct stmt *s = db_stmt(db, "SELECT chat, every, due, minute, sent FROM digest WHERE chat = :chat");
	int step;

	stmt_int(s, ":chat", d->chat);
	if ((step = stmt_step(s)) < 0)
		return -1;
	*d = step == 1 ? read_row(s) : (struct digest){ .chat = d->chat, .off = true };
	stmt_reset(s);
	return 0;
}

int
digest_list(struct db *db, struct digest **list, size_t *count)
{
	/* A full scan of digest: it holds a row a chat. */
	struct stmt *s = db_stmt(db, "SELECT chat, every, due, minute, sent FROM digest ORDER BY chat");
	struct digest *all = NULL;
	size_t n = 0, capacity = 0;
	int step;

	while ((step = stmt_step(s)) == 1 && map_grow(&all, &capacity, n, sizeof(*all)) == 0)
		all[n++] = read_row(s);
	if (step != 0) {
		free(all);
		return stmt_stop(s);
	}
	*list = all;
	*count = n;
	return 0;
}

int
digest_mark(struct db *db, const struct digest *d, int64_t day, bool *first)
{
	struct stmt *s = db_stmt(db, "UPDATE digest SET sent = :day WHERE chat = :chat AND sent = :sent");

	stmt_int(s, ":day", day);
	stmt_int(s, ":chat", d->chat);
	stmt_int(s, ":sent", d->sent);
	return stmt_changed(s, first);
}

int
digest_move(struct db *db, int64_t from, int64_t to)
{
	struct stmt *s = db_stmt(db, "UPDATE OR REPLACE digest SET chat = :to WHERE chat = :from");

	stmt_int(s, ":from", from);
	stmt_int(s, ":to", to);
	return stmt_run(s);
}
