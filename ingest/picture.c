#include "ingest/picture.h"

#include <stdio.h>
#include <string.h>

#include "lib/log.h"

enum { KEPT_SECONDS = 30 * 86400 };

void
picture_find(struct db *db, const void *photo, size_t size, struct picture *p)
{
	struct stmt *s;

	*p = (struct picture){ .digest = "" };
	if (photo == NULL)
		return;
	secret_digest(photo, size, p->digest);
	s = db_stmt(db, "SELECT file_id FROM picture WHERE digest = :digest");
	stmt_text(s, ":digest", p->digest);
	if (stmt_step(s) == 1)
		snprintf(p->file_id, sizeof(p->file_id), "%s", col_text(s, 0, NULL));
	else
		log_forget();	/* then it is sent */
	stmt_reset(s);
}

void
picture_read(json *message, struct picture *p)
{
	const char *file_id = NULL;

	/* The sizes that Telegram made of it, the largest last. */
	for (json *size = json_first(json_array(message, "photo")); size != NULL; size = json_next(size))
		file_id = json_string(size, "file_id");
	p->file_id[0] = '\0';
	if (file_id != NULL && strlen(file_id) < sizeof(p->file_id))
		snprintf(p->file_id, sizeof(p->file_id), "%s", file_id);
}

int
picture_keep(struct db *db, const struct picture *p, int64_t now)
{
	struct stmt *s;

	if (p->digest[0] == '\0' || p->file_id[0] == '\0')
		return 0;
	s = db_stmt(db, "INSERT INTO picture (digest, file_id, at) VALUES (:digest, :file_id, :now)"
	    " ON CONFLICT (digest) DO UPDATE SET file_id = excluded.file_id, at = excluded.at");
	stmt_text(s, ":digest", p->digest);
	stmt_text(s, ":file_id", p->file_id);
	stmt_int(s, ":now", now);
	return stmt_run(s);
}

int
picture_prune(struct db *db, int64_t now)
{
	/* A full scan of picture: it holds a month. */
	struct stmt *s = db_stmt(db, "DELETE FROM picture WHERE at < :before");

	stmt_int(s, ":before", now - KEPT_SECONDS);
	return stmt_run(s);
}
