/*
 * Changes that are made by hand: each is one transaction with its line in the audit log.
 */
#ifndef INGEST_SETTINGS_H
#define INGEST_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/budget.h"
#include "lib/db.h"
#include "lib/digest.h"
#include "lib/policy.h"
#include "lib/zone.h"

/*
 * Counts a chat's days in another zone: chatstat-rollup makes its sums anew, and until then answers
 * use the old zone and say so.  0 or -1.
 */
int	settings_zone(struct db *, int64_t chat, const struct zone *, int64_t now);

/* Speaks another language in a chat, one that locale_is knows.  0 or -1. */
int	settings_locale(struct db *, int64_t chat, const char *locale, int64_t now);

/* What is kept of a chat's texts from now on; texts that are kept no more are deleted.  0 or -1. */
int	settings_text(struct db *, int64_t chat, enum policy, int64_t now);

/* What else is kept of a chat, from now on. */
enum setting {
	SETTING_TEXT_DAYS,	/* for how many days texts are kept; 0 is for ever */
	SETTING_FACT_DAYS,	/* likewise messages, reactions and joins */
	SETTING_REACTIONS	/* whether reactions are recorded */
};
int	settings_number(struct db *, int64_t chat, enum setting, int64_t value, int64_t now);

/* Says that a member is a bot, or is none, and moves what he or she added to sums.  0 or -1. */
int	settings_bot(struct db *, int64_t member, bool bot, int64_t now);

/* Who is meant by an entry of the list of opted-out members. */
struct member_in {
	int64_t	chat;		/* 0: everywhere */
	int64_t	member_id;
};

/*
 * A member opts out, and has the past forgotten if that is said; or opts in again, which is no failure
 * where he or she had not opted out there (*was tells).  0 or -1.
 */
int	settings_optout(struct db *, const struct member_in *, bool forget, int64_t now);

/* Forgets those who are listed as forgotten, and are not: in a copy that is restored; 0 or -1. */
int	settings_forget(struct db *);
int	settings_optin(struct db *, const struct member_in *, int64_t now, bool *was);

/* Sets a limit of what usage may cost; 0 is none, whatever the configuration says.  0 or -1. */
int	settings_budget(struct db *, const struct budget *, int64_t now);

/* Sets which digest a chat gets: the first is of the period that goes on.  0 or -1. */
int	settings_digest(struct db *, const struct digest *, int64_t now);

#endif
