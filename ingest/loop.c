#include "ingest/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "lib/log.h"

enum { TURN = 1000 };	/* milliseconds at most, so that a clock that jumps is noticed */

struct loop {
	struct telegram	*telegram;
	struct timer	*timers;
	bool		 stopped;
	enum status	 status;
	struct watch	*watches;
};

/* The handler of signals knows nothing else: it sets the one, and writes to the other, which ends a wait. */
static volatile sig_atomic_t told;
static int signal_pipe[2] = { -1, -1 };

static void
take_signal(int number)
{
	int before = errno;

	(void)number;
	told = 1;
	if (write(signal_pipe[1], "", 1) == -1) {
		/* Full: then the wait ends all the same; or, whatever it is, with its turn. */
	}
	errno = before;
}

struct loop *
loop_open(struct telegram *telegram)
{
	struct sigaction stop = { .sa_handler = take_signal }, ignore = { .sa_handler = SIG_IGN }, hangup;
	struct loop *l = calloc(1, sizeof(*l));

	if (l == NULL || pipe(signal_pipe) == -1) {
		log_fail(STATUS_FAILED, "pipe: %s", strerror(errno));
		free(l);
		return NULL;
	}
	for (int i = 0; i < 2; i++) {
		fcntl(signal_pipe[i], F_SETFD, FD_CLOEXEC);
		fcntl(signal_pipe[i], F_SETFL, O_NONBLOCK);
	}
	sigemptyset(&stop.sa_mask);
	sigemptyset(&ignore.sa_mask);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	/* nohup has it ignored. */
	if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &stop, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	told = 0;
	l->telegram = telegram;
	return l;
}

void
loop_close(struct loop *l)
{
	struct sigaction standard = { .sa_handler = SIG_DFL };

	if (l == NULL)
		return;
	sigemptyset(&standard.sa_mask);
	sigaction(SIGTERM, &standard, NULL);
	sigaction(SIGINT, &standard, NULL);
	signal(SIGHUP, SIG_IGN);	/* it ends by itself now */
	close(signal_pipe[0]);
	close(signal_pipe[1]);
	free(l);
}

int64_t
loop_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
loop_cancel(struct timer *t)
{
	if (t->link == NULL)
		return;
	*t->link = t->next;
	if (t->next != NULL)
		t->next->link = t->link;
	t->link = NULL;
}

/* Timers are in the order of their instants. */
void
loop_after(struct loop *l, struct timer *t, int64_t milliseconds)
{
	struct timer **link = &l->timers;

	loop_cancel(t);
	t->at = loop_now() + milliseconds;
	while (*link != NULL && (*link)->at <= t->at)
		link = &(*link)->next;
	t->next = *link;
	t->link = link;
	if (t->next != NULL)
		t->next->link = &t->next;
	*link = t;
}

void
loop_watch(struct loop *l, struct watch *w)
{
	w->next = l->watches;
	l->watches = w;
}

void
loop_unwatch(struct loop *l, struct watch *w)
{
	struct watch **link = &l->watches;

	while (*link != NULL && *link != w)
		link = &(*link)->next;
	if (*link != NULL)
		*link = w->next;
}

static void
fire_timers(struct loop *l)
{
	int64_t now = loop_now();

	while (l->timers != NULL && l->timers->at <= now && !l->stopped) {
		struct timer *t = l->timers;

		loop_cancel(t);
		t->fire(t->cookie);
	}
}

/* Milliseconds until something is to be done in any case. */
static int
patience(const struct loop *l)
{
	int64_t wait = TURN;

	if (l->timers != NULL) {
		int64_t left = l->timers->at - loop_now();

		wait = left < 0 ? 0 : left < wait ? left : wait;
	}
	for (struct watch *w = l->watches; w != NULL; w = w->next) {
		int most = w->timeout != NULL ? w->timeout(w->cookie) : -1;

		wait = most >= 0 && most < wait ? most : wait;
	}
	return (int)wait;
}

int
loop_run(struct loop *l)
{
	while (!l->stopped) {
		struct pollfd fds[TELEGRAM_WATCHED] = { { .fd = signal_pipe[0], .events = POLLIN } };
		size_t n = 1;

		fire_timers(l);
		if (l->stopped)
			break;
		for (struct watch *w = l->watches; w != NULL && n < TELEGRAM_WATCHED; w = w->next)
			fds[n++] = (struct pollfd){ .fd = w->descriptor, .events = POLLIN };
		if (telegram_wait(l->telegram, fds, n, patience(l)) != 0)
			return STATUS_FAILED;
		if (fds[0].revents != 0 || told != 0)
			l->stopped = true;
		for (struct watch *w = l->watches, *next; w != NULL; w = next) {
			next = w->next;
			w->ready(w->cookie);
		}
	}
	return (int)l->status;
}

void
loop_stop(struct loop *l, enum status status)
{
	l->stopped = true;
	l->status = status;
}
