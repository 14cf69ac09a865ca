/*
 * What went wrong, said once; and, in the daemon, what happens.
 *
 * The function that first sees an error calls log_fail and returns its -1; everyone above passes
 * -1 on; main returns log_status().  Texts and tokens of users never go into a log line.
 *
 * A batch writes "program: message".  After log_serve, lines are the daemon's: "<6>module: message req=8f3a"
 * where a journal reads them, or JSON.  There a fault that comes again and again is written once, and then
 * every five minutes with how often it came; two lines that differ only in digits are the same.
 */
#ifndef LIB_LOG_H
#define LIB_LOG_H

#include <stdbool.h>
#include <stdint.h>

/* Exit statuses of every program. */
enum status {
	STATUS_DONE = 0,
	STATUS_FAILED = 1,	/* also bad input, and a database that is not ours */
	STATUS_MISUSE = 2,	/* misuse of the command line, or bad configuration */
	STATUS_UNMET = 3,	/* a check that was asked for did not hold */
	STATUS_AGAIN = 75	/* try again later: busy, or no network */
};

/* How important a line is, in the numbers of syslog; LOG_NOTHING tells log_serve to write none at all. */
enum log_level { LOG_NOTHING = 0, LOG_ERROR = 3, LOG_WARNING = 4, LOG_INFO = 6, LOG_DEBUG = 7 };

/* Begins a program: names it in every line (argv[0] will do), and makes limits errors, not deaths. */
void	log_open(const char *program);

/* The level of a name: "error", "warning", "info", "debug"; -1 if it is none. */
int	log_level(const char *name);

/* From here on lines are the daemon's: those of this level and more important ones, as text or JSON. */
void	log_serve(enum log_level, bool json);

/* Writes an error, remembers the first status and message; -1. */
int	log_fail(enum status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What malloc or calloc gave, as it is; NULL is an error: out of memory. */
void	*log_memory(void *);

/* Writes a line of the level LOG_INFO; changes no status. */
void	log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Writes a line of a module of the daemon: "getUpdates: 37 updates in 0.42 s"; changes no status. */
void	log_say(enum log_level, const char *module, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* From here on ids of people are written as hashes; the key is kept by address. */
struct secret;
void	log_hashed(const struct secret *);

/* An id of Telegram's as a line may have it: of a group as it is, of somebody as [log] ids says. */
enum { LOG_ID = 24 };
const char	*log_id(int64_t id, char buf[LOG_ID]);

/* Begins a request: lines bear a new id until log_request_end.  The id lives until the next begins. */
const char	*log_request(void);
void	log_request_end(void);

/* Its id is told to somebody who may ask what it was: each of its lines is written, whatever was before. */
void	log_request_told(void);

/* The status of the first failure, STATUS_DONE if there was none. */
int	log_status(void);

/* The message of the first failure, "" if there was none. */
const char	*log_message(void);

/* Forgets the first failure, since it was overcome: what log_status said. */
int	log_forget(void);

/* Lines of a level since the program began, those that were not written again included. */
int64_t	log_count(enum log_level);

#endif
