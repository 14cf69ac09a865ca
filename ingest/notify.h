/*
 * Tells systemd how the daemon is (libsystemd, the only file that knows it); without systemd all do nothing.
 */
#ifndef INGEST_NOTIFY_H
#define INGEST_NOTIFY_H

#include <stdint.h>

/* It is up; it is about to end; it is alive. */
void	notify_ready(void);
void	notify_stopping(void);
void	notify_alive(void);

/* Milliseconds within which it has to say that it is alive; 0: nobody asks. */
int64_t	notify_interval(void);

#endif
