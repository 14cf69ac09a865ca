/*
 * What a chat keeps of texts.
 */
#ifndef LIB_POLICY_H
#define LIB_POLICY_H

enum policy {
	POLICY_NONE,		/* numbers only */
	POLICY_FEATURES,	/* also each message's emoji, domains, tags, mentions and commands */
	POLICY_FULL,		/* also its text */
	POLICY_COUNT
};

/* "none", "features", "full". */
const char	*policy_name(enum policy);

/* The policy of a name; -1 if it is none. */
int	policy_find(const char *name);

#endif
