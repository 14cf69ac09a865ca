/*
 * Stored usage: requests to a model, the row of state that costs are summed from.
 */
#ifndef LIB_USAGE_H
#define LIB_USAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/db.h"

/* Kinds of tokens, which are disjoint; in the order of the schema. */
enum tokens { TOKENS_INPUT, TOKENS_OUTPUT, TOKENS_READ, TOKENS_WRITE, TOKENS_WRITE_1H, TOKENS_COUNT };

/* The columns of the table usage that sums and prices need. */
struct usage {
	int64_t	usage;
	int64_t	chat;
	int64_t	at;
	int64_t	member;
	int64_t	model;
	int64_t	requests;	/* 0: several, not told how many */
	int64_t	tokens[TOKENS_COUNT];
	int64_t	cost;		/* if priced */
	int64_t	saved;
	int64_t	charged;	/* if told */
	bool	priced;
	bool	told;
};

/* The columns to select, in the order that usage_read takes them. */
#define USAGE_COLUMNS \
	"usage, chat, at, member, model, requests, input, output, cache_read, cache_write, cache_write_1h," \
	" cost, saved, charged"

enum { USAGE_COLUMN_COUNT = 14 };

/* The row that a statement stands on. */
void	usage_read(struct stmt *, struct usage *);

/* The requests that a record counts as: one, where it is not told how many they were. */
int64_t	usage_requests(const struct usage *);

#endif
