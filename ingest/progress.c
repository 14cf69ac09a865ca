#include "ingest/progress.h"

#include <unistd.h>

#include "lib/text.h"

enum { EVERY_MS = 200 };

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
progress_begin(struct progress *p, const char *name, int64_t total)
{
	*p = (struct progress){ .name = name, .started = now_ms() };
	if (isatty(STDERR_FILENO))
		p->total = total;
	p->shown = p->started;	/* short work shows nothing */
}

void
progress_at(struct progress *p, int64_t bytes, int64_t elements)
{
	int64_t now, passed, left;
	char rate[48];

	/* The clock is looked at now and then only. */
	if (p->total <= 0 || elements % 256 != 0 || (now = now_ms()) - p->shown < EVERY_MS)
		return;
	passed = now - p->started;
	left = bytes > 0 ? passed * (p->total - bytes) / bytes / 1000 : 0;
	fprintf(stderr, "\r%.40s  %3lld %%  %s a second  %lld:%02lld left \033[K", p->name,
	    (long long)(bytes * 100 / p->total), text_number(rate, elements * 1000 / passed),
	    (long long)left / 60, (long long)left % 60);
	p->shown = now;
}

void
progress_end(struct progress *p)
{
	if (p->total > 0 && p->shown != p->started)
		fputs("\r\033[K", stderr);
	p->total = 0;
}
