#include "analytics/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analytics/check.h"
#include "analytics/spawn.h"
#include "lib/beside.h"
#include "lib/config.h"
#include "lib/fault.h"
#include "lib/log.h"
#include "lib/source.h"
#include "lib/stamp.h"

/* Packs a file into a new one of mode 0640, on the disk. */
static int
pack(const char *path, const char *packed, int64_t *kib)
{
	const char *command = config_get(CONFIG_BACKUP_ENCRYPT);
	FILE *in = fopen(path, "re");
	int out = open(packed, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0640), ret = -1;
	struct stat st;

	if (in == NULL || out == -1) {
		log_fail(STATUS_FAILED, "%s: %s", packed, strerror(errno));
		goto out;
	}
	if ((command[0] != '\0' ? spawn_pack(command, in, out) : source_pack(in, out)) != 0)
		goto out;
	if (fsync(out) != 0 || fstat(out, &st) != 0)
		log_fail(STATUS_FAILED, "%s: %s", packed, strerror(errno));
	else if (st.st_size == 0)
		log_fail(STATUS_FAILED, "[backup] encrypt: it wrote nothing");
	else
		ret = 0;
	if (ret == 0)
		*kib = (st.st_size + 1023) / 1024;
out:
	if (out != -1)
		close(out);
	if (in != NULL)
		fclose(in);
	return ret;
}

/* The name of a copy in the folder of copies. */
static int
name_copy(const struct place *p, char path[PATH_MAX])
{
	const char *slash = strrchr(p->database, '/');
	char database[2 * PATH_MAX];

	snprintf(database, sizeof(database), "%s/%s", p->folder, slash != NULL ? slash + 1 : p->database);
	return stamp_path(path, PATH_MAX, database, p->now,
	    config_get(CONFIG_BACKUP_ENCRYPT)[0] != '\0' ? ".gz.enc" : ".gz");
}

int
save(struct db *db, const struct place *p, bool checked, int64_t *kib)
{
	char copy[PATH_MAX], draft[PATH_MAX + 8], name[PATH_MAX];
	int ret = -1, found = 0;

	if (place_work(p, "backup", copy) != 0 || name_copy(p, name) != 0)
		return -1;
	/* What is not encrypted stays where the database is. */
	snprintf(draft, sizeof(draft), "%s" STAMP_PART, name);
	unlink(draft);	/* of one that was killed */
	if (db_copy(db, copy) != 0)
		goto out;
	fault_pass("backup.copied");
	if ((checked && (found = check(copy, p->database)) < 0) || pack(copy, draft, kib) != 0)
		goto out;
	fault_pass("backup.packed");
	if (beside_rename(draft, name) != 0)
		goto out;
	fault_pass("backup.kept");
	ret = found;
out:
	if (ret < 0)
		unlink(draft);
	place_clear(p, "backup");
	return ret;
}

int
save_unpack(const char *copy, const char *path)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0640);
	FILE *out = fd != -1 ? fdopen(fd, "wb") : NULL;
	int ret;

	if (out == NULL) {
		if (fd != -1)
			close(fd);
		return log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	}
	ret = source_unpack(copy, out);
	if (ret == 0 && fsync(fd) != 0)
		ret = log_fail(STATUS_FAILED, "%s: %s", path, strerror(errno));
	fclose(out);
	return ret;
}
