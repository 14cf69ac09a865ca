#include "reports/counting.h"

#include <pthread.h>

#include "lib/log.h"

enum {
	HEAP = 64 * 1024,	/* bytes of texts that are counted at a time */
	AHEAD = 4		/* heaps that may wait for the thread */
};

/* A message in a heap; its text and its gaps follow it. */
struct entry {
	int64_t	first, second;
	size_t	length, ngap;
};

struct heap {
	char	*bytes;
	size_t	 used, size;
};

struct counting {
	pthread_t		 thread;
	pthread_mutex_t		 mutex;
	pthread_cond_t		 changed;
	bool			 started;
	bool			 stop;		/* this and the next two under the mutex */
	size_t			 first, waiting;	/* heaps of the thread's */
	struct heap		 theirs[AHEAD];	/* a ring */
	struct heap		 reading;
	struct vocabulary	 own, helped;
	int			 failed;	/* of the thread */
};

static int
count(struct heap *h, struct vocabulary *v)
{
	for (size_t at = 0; at < h->used; ) {
		const char *text = h->bytes + at + sizeof(struct entry);
		const unsigned char *gaps;
		struct entry e;

		memcpy(&e, h->bytes + at, sizeof(e));
		gaps = (const unsigned char *)text + e.length;
		if (vocabulary_add(v, e.first, text, e.length, gaps, e.ngap, 1) != 0 ||
		    (e.second != e.first &&
		    vocabulary_add(v, e.second, text, e.length, gaps, e.ngap, 1) != 0))
			return -1;
		at += sizeof(e) + e.length + e.ngap;
	}
	h->used = 0;
	return 0;
}

static void *
run(void *cookie)
{
	struct counting *c = cookie;

	pthread_mutex_lock(&c->mutex);
	for (;;) {
		while (c->waiting == 0 && !c->stop)
			pthread_cond_wait(&c->changed, &c->mutex);
		if (c->waiting == 0)
			break;
		pthread_mutex_unlock(&c->mutex);
		c->failed |= count(&c->theirs[c->first], &c->helped);
		pthread_mutex_lock(&c->mutex);
		c->first = (c->first + 1) % AHEAD;
		c->waiting--;
	}
	pthread_mutex_unlock(&c->mutex);
	return NULL;
}

struct counting *
counting_open(void)
{
	struct counting *c = log_memory(calloc(1, sizeof(*c)));

	if (c == NULL)
		return NULL;
	pthread_mutex_init(&c->mutex, NULL);
	pthread_cond_init(&c->changed, NULL);
	/* Where there is no thread to be had, all is counted by this one. */
	c->started = pthread_create(&c->thread, NULL, run, c) == 0;
	return c;
}

/* Ends the thread, after what it has. */
static void
join(struct counting *c)
{
	if (!c->started)
		return;
	pthread_mutex_lock(&c->mutex);
	c->stop = true;
	pthread_cond_signal(&c->changed);
	pthread_mutex_unlock(&c->mutex);
	pthread_join(c->thread, NULL);
	c->started = false;
}

void
counting_close(struct counting *c)
{
	if (c == NULL)
		return;
	join(c);
	pthread_cond_destroy(&c->changed);
	pthread_mutex_destroy(&c->mutex);
	vocabulary_free(&c->own);
	vocabulary_free(&c->helped);
	free(c->reading.bytes);
	for (size_t i = 0; i < AHEAD; i++)
		free(c->theirs[i].bytes);
	free(c);
}

/* Gives the heap to the thread, or counts it where enough are waiting for that. */
static int
hand_over(struct counting *c)
{
	bool given = false;

	if (c->started) {
		pthread_mutex_lock(&c->mutex);
		if ((given = c->waiting < AHEAD)) {
			struct heap *free_one = &c->theirs[(c->first + c->waiting++) % AHEAD];
			struct heap full = c->reading;

			c->reading = *free_one;
			*free_one = full;
			pthread_cond_signal(&c->changed);
		}
		pthread_mutex_unlock(&c->mutex);
	}
	return given ? 0 : count(&c->reading, &c->own);
}

static int
make_room(struct heap *h, size_t size)
{
	char *bytes;

	if (size <= h->size)
		return 0;
	size = size > HEAP ? size : HEAP;
	if ((bytes = realloc(h->bytes, size)) == NULL)
		return log_fail(STATUS_FAILED, "out of memory");
	h->bytes = bytes;
	h->size = size;
	return 0;
}

int
counting_add(struct counting *c, int64_t first, int64_t second, const char *text, size_t length,
    const unsigned char *gaps, size_t ngap)
{
	const struct entry e = { first, second, length, ngap };
	const size_t size = sizeof(e) + length + ngap;
	char *at;

	if (c->reading.used > 0 && c->reading.used + size > HEAP && hand_over(c) != 0)
		return -1;
	if (make_room(&c->reading, c->reading.used + size) != 0)
		return -1;
	at = c->reading.bytes + c->reading.used;
	memcpy(at, &e, sizeof(e));
	memcpy(at + sizeof(e), text, length);
	if (ngap > 0)
		memcpy(at + sizeof(e) + length, gaps, ngap);
	c->reading.used += size;
	return 0;
}

int
counting_end(struct counting *c, struct vocabulary *v)
{
	int ret = count(&c->reading, &c->own);

	join(c);
	return ret != 0 || c->failed != 0 || vocabulary_merge(v, &c->own) != 0 ||
	    vocabulary_merge(v, &c->helped) != 0 ? -1 : 0;
}
