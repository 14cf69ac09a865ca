/*
 * What went wrong, said once.
 *
 * The function that first sees an error calls log_fail and returns its -1; everyone above passes
 * -1 on; main returns log_status().  Texts and tokens of users never go into a log line.
 */
#ifndef LIB_LOG_H
#define LIB_LOG_H

/* Exit statuses of every program. */
enum status {
	STATUS_DONE = 0,
	STATUS_FAILED = 1,	/* also bad input, and a database that is not ours */
	STATUS_MISUSE = 2,	/* misuse of the command line, or bad configuration */
	STATUS_UNMET = 3,	/* a check that was asked for did not hold */
	STATUS_AGAIN = 75	/* try again later: busy, or no network */
};

/* Begins a program: names it in every line (argv[0] will do), and makes limits errors, not deaths. */
void	log_open(const char *program);

/* Writes "program: message" to standard error, remembers the first status and message; -1. */
int	log_fail(enum status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Writes "program: message" to standard error; changes no status. */
void	log_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The status of the first failure, STATUS_DONE if there was none. */
int	log_status(void);

/* The message of the first failure, "" if there was none. */
const char	*log_message(void);

#endif
