/*
 * The configuration: one table of keys, filled from chatstat.conf (INI) and from the environment
 * (CHATSTAT_SECTION_KEY), which wins.
 */
#ifndef LIB_CONFIG_H
#define LIB_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct sockaddr_storage;

enum config_key {
	CONFIG_DATABASE_PATH,
	CONFIG_TELEGRAM_TOKEN_FILE,
	CONFIG_TELEGRAM_API_URL,
	CONFIG_TELEGRAM_POLL_TIMEOUT,
	CONFIG_TELEGRAM_OWNERS,
	CONFIG_TELEGRAM_JOIN,
	CONFIG_TELEGRAM_CONTACT,
	CONFIG_CHAT_ZONE,
	CONFIG_CHAT_LOCALE,
	CONFIG_CHAT_TEXT,
	CONFIG_CHAT_TEXT_DAYS,
	CONFIG_CHAT_FACT_DAYS,
	CONFIG_CHAT_REACTIONS,
	CONFIG_LIMITS_MEMBER_PER_MINUTE,
	CONFIG_LIMITS_MEMBER_PER_HOUR,
	CONFIG_LIMITS_ADMIN_PER_MINUTE,
	CONFIG_LIMITS_CHART_SECONDS,
	CONFIG_LIMITS_CHILDREN,
	CONFIG_HTTP_LISTEN,
	CONFIG_HTTP_TOKEN_FILE,
	CONFIG_HTTP_PAGES,
	CONFIG_RETRY_MIN_SECONDS,
	CONFIG_RETRY_MAX_SECONDS,
	CONFIG_RETRY_BREAKER_FAILURES,
	CONFIG_RETRY_BREAKER_SECONDS,
	CONFIG_CACHE_DIRECTORY,
	CONFIG_CACHE_MEGABYTES,
	CONFIG_BUDGET_LIMITS,
	CONFIG_BUDGET_REQUEST,
	CONFIG_BUDGET_CHAT,
	CONFIG_BACKUP_DIRECTORY,
	CONFIG_BACKUP_DAYS,
	CONFIG_BACKUP_ENCRYPT,
	CONFIG_LOG_LEVEL,
	CONFIG_LOG_FORMAT,
	CONFIG_LOG_IDS,
	CONFIG_KEYS
};

struct config_entry {
	const char	*section;
	const char	*key;
	const char	*standard;	/* the value where none is given; "": it may be empty */
	bool		(*check)(const struct config_entry *, const char *value);	/* NULL: any text */
	const char	*wanted;	/* what a value must be: for messages, and the words of a choice */
	const char	*help;
	int64_t		 least, most;	/* of a number; 0 and 0: it is none */
};

/* CONFIG_KEYS entries, in the order of enum config_key. */
extern const struct config_entry config_table[];

/*
 * Reads the file (NULL: CONFIG_FILE, where it exists) and the environment.  0, or -1 after logging
 * file and line with STATUS_MISUSE.
 */
int	config_load(const char *path);

#define CONFIG_FILE	"/etc/chatstat/chatstat.conf"

/* A value, as long as the process lives; as a number; whether it is a word.  Not loaded: the standard's. */
const char	*config_get(enum config_key);
int64_t	config_number(enum config_key);
bool	config_is(enum config_key, const char *word);

/* Reads ADDRESS:PORT, as [http] listen is: "127.0.0.1:9464", "[::1]:9464"; false if it is none. */
bool	config_address(const char *listen, struct sockaddr_storage *);

/* Writes all keys with their values, as a file that config_load reads. */
void	config_write(FILE *);

#endif
