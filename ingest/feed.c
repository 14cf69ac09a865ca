#include "ingest/feed.h"

#include <pthread.h>

#include "ingest/update.h"
#include "lib/json.h"
#include "lib/log.h"

enum {
	BATCHES = 2,
	BATCH_ITEMS = 512,
	BATCH_BYTES = 512 * 1024	/* of the file: some five times that in memory */
};

/* Elements that were decoded together; their strings live in the reader. */
struct batch {
	struct json_reader	*reader;
	struct feed_item	 items[BATCH_ITEMS];
	size_t			 count;
	int			 end;		/* after these: 1 more, 0 the end, -1 a fault */
	bool			 full;		/* the reader of batches may have it */
};

struct feed {
	struct marks		*marks;
	const struct feed_chat	*chats;
	size_t			 nchat, chat;
	struct split_item	 waiting;	/* an element that found no room in a batch */
	struct batch		 batches[BATCHES];
	size_t			 batch, item;	/* to be handed out next */
	bool			 started, stop;
	pthread_t		 thread;
	pthread_mutex_t		 mutex;
	pthread_cond_t		 changed;
};

/* ----- the thread that decodes ----- */

/* Adds an element to a batch; false where it has to be the first of the next. */
static bool
decode(struct feed *f, struct batch *b, const struct split_item *item)
{
	struct feed_item *to = &b->items[b->count];
	const struct feed_chat *c = item->type == SPLIT_MESSAGE ? &f->chats[f->chat] : NULL;
	json *value = NULL;

	if ((c == NULL || c->picked) &&
	    (value = json_parse_more(b->reader, item->text, item->length)) == NULL && b->count > 0)
		return false;
	b->count++;
	to->offset = item->offset;
	if (c != NULL && !c->picked)
		to->record = (struct record){ .type = RECORD_PASSED, .why = "chat not picked" };
	else if (value == NULL)
		to->record = (struct record){ .type = RECORD_BAD, .why = "nested too deeply, or too large" };
	else if (c != NULL)
		export_decode(b->reader, value, c->chat, &to->record);
	else
		update_decode(b->reader, value, &to->record);
	return true;
}

/* The next item, also one that waits. */
static enum split_type
next_item(struct feed *f, struct split_item *item)
{
	if (f->waiting.type == SPLIT_END)
		return marks_next(f->marks, item);
	*item = f->waiting;
	f->waiting.type = SPLIT_END;
	return item->type;
}

static void
fill(struct feed *f, struct batch *b)
{
	struct split_item item;
	size_t bytes = 0;

	json_reset(b->reader);
	b->count = 0;
	b->end = 1;
	while (b->end == 1 && b->count < BATCH_ITEMS && bytes < BATCH_BYTES)
		switch (next_item(f, &item)) {
		case SPLIT_END:
			b->end = 0;
			break;
		case SPLIT_ERROR:
			b->end = -1;
			break;
		case SPLIT_CHAT:
			f->chat++;
			break;
		case SPLIT_FIELD:
			break;
		case SPLIT_MESSAGE:
			if (f->chat >= f->nchat) {
				b->end = -1;
				break;
			}
			/* FALLTHROUGH */
		case SPLIT_UPDATE:
			if (!decode(f, b, &item)) {
				f->waiting = item;
				return;
			}
			bytes += item.length;
			break;
		}
}

static void *
run(void *cookie)
{
	struct feed *f = cookie;
	int end = 1;

	for (size_t i = 0; end == 1; i = (i + 1) % BATCHES) {
		struct batch *b = &f->batches[i];

		pthread_mutex_lock(&f->mutex);
		while (b->full && !f->stop)
			pthread_cond_wait(&f->changed, &f->mutex);
		if (f->stop) {
			pthread_mutex_unlock(&f->mutex);
			return NULL;
		}
		pthread_mutex_unlock(&f->mutex);
		fill(f, b);
		end = b->end;
		pthread_mutex_lock(&f->mutex);
		b->full = true;
		pthread_cond_signal(&f->changed);
		pthread_mutex_unlock(&f->mutex);
	}
	return NULL;
}

/* ----- the caller's side ----- */

struct feed *
feed_open(struct marks *marks, FILE *stream, const struct feed_chat *chats, size_t nchat)
{
	struct feed *f = log_memory(calloc(1, sizeof(*f)));

	if (f == NULL)
		return NULL;
	f->marks = marks;
	f->chats = chats;
	f->nchat = nchat;
	pthread_mutex_init(&f->mutex, NULL);
	pthread_cond_init(&f->changed, NULL);
	marks_rewind(marks, stream);
	for (size_t i = 0; i < BATCHES; i++)
		if ((f->batches[i].reader = json_reader_new()) == NULL)
			goto fail;
	if (pthread_create(&f->thread, NULL, run, f) != 0)
		goto fail;
	f->started = true;
	return f;
fail:
	log_fail(STATUS_FAILED, "out of memory");
	feed_close(f);
	return NULL;
}

void
feed_close(struct feed *f)
{
	if (f == NULL)
		return;
	if (f->started) {
		pthread_mutex_lock(&f->mutex);
		f->stop = true;
		pthread_cond_signal(&f->changed);
		pthread_mutex_unlock(&f->mutex);
		pthread_join(f->thread, NULL);
	}
	for (size_t i = 0; i < BATCHES; i++)
		json_reader_free(f->batches[i].reader);
	pthread_cond_destroy(&f->changed);
	pthread_mutex_destroy(&f->mutex);
	free(f);
}

/* Waits until the thread has filled a batch. */
static struct batch *
await(struct feed *f)
{
	struct batch *b = &f->batches[f->batch];

	pthread_mutex_lock(&f->mutex);
	while (!b->full)
		pthread_cond_wait(&f->changed, &f->mutex);
	pthread_mutex_unlock(&f->mutex);
	return b;
}

int
feed_next(struct feed *f, const struct feed_item **item)
{
	/* Within a batch no lock is taken. */
	struct batch *b = f->item > 0 ? &f->batches[f->batch] : await(f);

	while (f->item == b->count) {
		if (b->end != 1)
			return b->end;
		pthread_mutex_lock(&f->mutex);
		b->full = false;
		pthread_cond_signal(&f->changed);
		pthread_mutex_unlock(&f->mutex);
		f->batch = (f->batch + 1) % BATCHES;
		f->item = 0;
		b = await(f);
	}
	*item = &b->items[f->item++];
	return 1;
}
