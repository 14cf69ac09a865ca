/*
 * An answer in the making: a table, what was asked for, and where to read.
 */
#ifndef REPORTS_ANSWER_H
#define REPORTS_ANSWER_H

#include "reports/deeds.h"
#include "reports/report.h"
#include "reports/request.h"
#include "reports/window.h"

enum {
	HIDE_BOTS = 1,		/* values for :hidden and :unranked */
	HIDE_NOBODY = 2
};

struct answer {
	struct db		*db;
	const struct request	*request;
	const struct report	*report;
	struct window		*window;
	struct place		*places;	/* one a chat */
	struct span		*spans;		/* its window, in its zone */
	size_t			 count;
	int64_t			 member;	/* --member; 0: everybody */
	size_t			 chat;		/* that answer_each is at */
	int			 by;		/* index into the report's choices */
	int			 hidden;	/* from totals */
	int			 unranked;	/* from rankings */
	int64_t			 messages;	/* in the window, without who is hidden from totals */
	int64_t			 members;	/* who wrote in it, likewise */
	struct deeds		 deeds;		/* in the window */
	bool			 passed;	/* a budget is */
	struct table		 table;
	char			**strings;	/* that cells point to */
	size_t			 nstring, string_capacity;
	size_t			 row_capacity;
};

/* Answers one report of a request; 0, or -1 after logging. To be closed in both cases. */
int	answer_make(struct answer *, struct db *, struct window *, const struct request *,
    const struct report *);
void	answer_close(struct answer *);

/* The same without its rows: the subject found, and what of it was recorded. */
int	answer_open(struct answer *, struct db *, struct window *, const struct request *,
    const struct report *);

/* Refuses several chats; 0 or -1. */
int	answer_one_chat(const struct answer *);

/* Adds a row of unknown values: its index, or -1. */
int64_t	answer_row(struct answer *);

/* Sets cells by the name of their column; a name that is no column is passed by. */
void	answer_set(struct answer *, int64_t row, const char *column, int64_t n);
void	answer_set_measure(struct answer *, int64_t row, const char *column, enum unit, int64_t n);
void	answer_unset(struct answer *, int64_t row, const char *column);
int	answer_set_text(struct answer *, int64_t row, const char *column, const char *text);

/* Sets the id and name columns (id_column, name_column) of a member; accounts have no id. 0 or -1. */
int	answer_set_member(struct answer *, int64_t row, const char *id_column, const char *name_column,
    int64_t member);

/* Sets first_seen and last_seen: when a member was in the chats of the answer, over all time.  0 or -1. */
int	answer_set_seen(struct answer *, int64_t row, int64_t member);

/*
 * The name that people are shown: the name, else @username, else the id; NULL after logging.  *id is
 * ANSWER_NO_ID for an account of usage.
 */
#define ANSWER_NO_ID	INT64_MIN
const char	*answer_member_name(struct answer *, int64_t member, int64_t *id);

/* A copy that lives as long as the answer; NULL after logging. */
const char	*answer_keep(struct answer *, const char *text);

/* What a topic is called, which lives as long as the answer; NULL after logging. */
const char	*answer_topic(struct answer *, int64_t chat, int64_t topic);

/*
 * A text may use :hidden, :unranked, :member, :by, :top, :now, and of the first chat, or the one that
 * answer_each is at, what window_bind binds.
 * Runs the statements of a text, and calls take for each row of each, until it returns non-zero.
 */
int	answer_run(struct answer *, const char *sql, int64_t top,
    int (*take)(struct answer *, struct stmt *, void *), void *cookie);

/*
 * Runs a text of one statement on the state of each chat in turn, which a->chat tells; --top is :top.
 */
int	answer_each(struct answer *, const char *sql, int (*take)(struct answer *, struct stmt *, void *),
    void *cookie);

/* A text that is run for one window after another: its statements, prepared once. */
enum { TEXT_STATEMENTS = 16 };
struct text {
	struct stmt	*statements[TEXT_STATEMENTS];
	size_t		 count;
};
int	answer_prepare(struct answer *, const char *sql, struct text *);
void	answer_unprepare(struct text *);
int	answer_run_text(struct answer *, const struct text *, int64_t top,
    int (*take)(struct answer *, struct stmt *, void *), void *cookie);

/* A sentence of the report's own below its rows; 0 or -1. */
int	answer_note(struct answer *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The instant of the latest message of the chat at an index, before its span ends; 1, 0 or -1. */
int	answer_last_message(struct answer *, size_t index, int64_t *at);

/* How many members Telegram counted in a chat, as it said last in a span; 1, 0 where it did not, or -1. */
int	answer_headcount(struct answer *, size_t index, const struct span *, int64_t *members);

/* Quotients as tenths, half away from zero; nothing is divided by 0 or less. */
int64_t	answer_tenths(int64_t n, int64_t by);

/* The window some steps before, a chat; 0, or 1 where there is none; spans is of answer->count. */
int	answer_previous(const struct answer *, int steps, struct span *spans);

/*
 * Sets messages_per_day and daily_members, of the windows of some chats, and shows any window.  0 or -1.
 */
int	answer_set_daily(struct answer *, int64_t row, size_t first, size_t count, int64_t messages);

/* Whether all chats were recorded all through their span; 1, 0 or -1. */
int	answer_covered(struct answer *, const struct span *spans);

/* The window that a request means in a place; 0 or -1. */
int	answer_span(const struct request *, const struct place *, struct span *);

/* The two steps of answer_open: what was asked for, found; and what of it was recorded.  0 or -1. */
int	answer_find_subject(struct answer *);
int	answer_measure(struct answer *);

/* Shapes: the functions that fill a table; named in the table of reports. */
int	shape_summary(struct answer *);
int	shape_top(struct answer *);
int	shape_activity(struct answer *);
int	shape_growth(struct answer *);
int	shape_heatmap(struct answer *);
int	shape_hours(struct answer *);
int	shape_weekdays(struct answer *);
int	shape_kinds(struct answer *);
int	shape_reactions(struct answer *);
int	shape_words(struct answer *);
int	shape_emoji(struct answer *);
int	shape_links(struct answer *);
int	shape_hashtags(struct answer *);
int	shape_mentions(struct answer *);
int	shape_commands(struct answer *);
int	shape_trend(struct answer *);
int	shape_members(struct answer *);
int	shape_titles(struct answer *);
int	shape_member(struct answer *);
int	shape_chats(struct answer *);
int	shape_fans(struct answer *);
int	shape_replies(struct answer *);
int	shape_retention(struct answer *);
int	shape_streaks(struct answer *);
int	shape_conversations(struct answer *);
int	shape_records(struct answer *);
int	shape_reacted(struct answer *);
int	shape_unanswered(struct answer *);
int	shape_polls(struct answer *);
int	shape_silent(struct answer *);
int	shape_topics(struct answer *);
int	shape_engagement(struct answer *);
int	shape_rhythm(struct answer *);
int	shape_compare(struct answer *);
int	shape_budget(struct answer *);
int	shape_cost(struct answer *);
int	shape_expensive(struct answer *);
int	shape_prices(struct answer *);

#endif
