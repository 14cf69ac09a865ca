#include "ingest/doctor.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ingest/privacy.h"
#include "lib/companion.h"
#include "lib/config.h"
#include "lib/log.h"
#include "lib/zone.h"

extern char **environ;

enum { LITTLE_MIB = 128, SCARCE_MIB = 1024 };

static void
check_disk(struct doctor *d)
{
	char folder[PATH_MAX];
	const char *name;
	struct statvfs fs;
	long long mib;

	snprintf(folder, sizeof(folder), "%s", d->database);
	name = dirname(folder);
	if (statvfs(name, &fs) != 0) {
		doctor_say(d, VERDICT_PROBLEM, "disk", "make it, and give it to the user of chatstatd",
		    "%s: %s", name, strerror(errno));
		return;
	}
	mib = (long long)(fs.f_bavail * (fs.f_frsize >> 10)) >> 10;
	doctor_say(d, mib < LITTLE_MIB ? VERDICT_PROBLEM : mib < SCARCE_MIB ? VERDICT_WARNING : VERDICT_OK,
	    "disk", mib < SCARCE_MIB ? "make room" : NULL, "%lld MiB are free in %s", mib, name);
}

/* A file that others must not read: others are those in the mask. */
static void
check_secret(struct doctor *d, const char *path, mode_t others, const char *advice)
{
	struct stat st;

	if (path[0] == '\0' || (stat(path, &st) != 0 && errno == ENOENT))
		return;		/* who needs it says so */
	if (stat(path, &st) != 0)
		doctor_say(d, VERDICT_WARNING, "secrets", "look again as the user of chatstatd", "%s: %s",
		    path, strerror(errno));
	else if (st.st_mode & others)
		doctor_say(d, VERDICT_PROBLEM, "secrets", advice, "%s has mode %04o: others can read it, or"
		    " change it", path, (unsigned)(st.st_mode & 07777));
	else
		doctor_say(d, VERDICT_OK, "secrets", NULL, "%s has mode %04o", path,
		    (unsigned)(st.st_mode & 07777));
}

static void
check_secrets(struct doctor *d)
{
	char key[PATH_MAX];
	int64_t listed;

	check_secret(d, config_get(CONFIG_TELEGRAM_TOKEN_FILE), S_IRWXO | S_IWGRP, "chmod 600 it");
	check_secret(d, config_get(CONFIG_HTTP_TOKEN_FILE), S_IRWXO | S_IWGRP, "chmod 600 it");
	snprintf(key, sizeof(key), "%s.key", d->db != NULL ? db_path(d->db) : d->database);
	check_secret(d, key, S_IRWXO | S_IRWXG, "chmod 600 it");
	/* One that is missing and not needed yet is none of the doctor's to make. */
	if (d->db != NULL && (access(key, R_OK) == 0 || (errno == ENOENT &&
	    stmt_number(db_stmt(d->db, "SELECT 1 FROM optout LIMIT 1"), &listed) == 1)) &&
	    privacy_check(d->db) != 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "secrets", "put back the key that you keep elsewhere;"
		    " see chatstat-backup(8)");
}

/* The time zones that days are counted in. */
static void
check_zones(struct doctor *d)
{
	struct stmt *s;
	int step, known = 0;

	if (d->db == NULL)
		return;
	s = db_stmt(d->db, "SELECT zone FROM chat UNION SELECT zone FROM scope WHERE role < 2 ORDER BY zone");
	while ((step = stmt_step(s)) == 1)
		if (zone_find(col_text(s, 0, NULL)) != NULL)
			known++;
		else
			doctor_say(d, VERDICT_PROBLEM, "time zones", "apt install tzdata",
			    "%s is not known here", col_text(s, 0, NULL));
	if (step < 0)
		doctor_say_logged(d, VERDICT_PROBLEM, "time zones", NULL);
	else
		doctor_say(d, VERDICT_OK, "time zones", NULL, "%d are in use and known", known);
}

/* What charts are written in. */
static void
check_fonts(struct doctor *d)
{
	static const char *const fonts[][2] = {
		{ "truetype/dejavu/DejaVuSans.ttf", "apt install fonts-dejavu-core" },
		{ "truetype/noto/NotoColorEmoji.ttf", "apt install fonts-noto-color-emoji" },
		{ "opentype/unifont/unifont.otf", "apt install fonts-unifont" },
	};
	char path[PATH_MAX];
	bool all = true;

	for (size_t i = 0; i < sizeof(fonts) / sizeof(fonts[0]); i++) {
		snprintf(path, sizeof(path), "/usr/share/fonts/%s", fonts[i][0]);
		if (access(path, R_OK) != 0) {
			doctor_say(d, VERDICT_WARNING, "fonts", fonts[i][1], "%s is missing; charts show some"
			    " names as boxes", path);
			all = false;
		}
	}
	if (all)
		doctor_say(d, VERDICT_OK, "fonts", NULL, "those of charts are there");
}

/* Runs the chatstat beside this program; its standard output is to be a whole picture. */
static bool
draw(const char *path, char *chat, FILE *picture, FILE *errors)
{
	static char words[][8] = { "-d", "heatmap", "--chat", "--last", "all", "-f", "png" };
	char program[PATH_MAX], database[PATH_MAX];
	char *args[] = { program, words[0], database, words[1], words[2], chat, words[3], words[4], words[5],
	    words[6], NULL };
	posix_spawn_file_actions_t actions;
	int status = -1;
	pid_t child;

	snprintf(database, sizeof(database), "%s", path);
	if (!companion_path("chatstat", program, sizeof(program)) ||
	    posix_spawn_file_actions_init(&actions) != 0)
		return false;
	if (posix_spawn_file_actions_adddup2(&actions, fileno(picture), STDOUT_FILENO) == 0 &&
	    posix_spawn_file_actions_adddup2(&actions, fileno(errors), STDERR_FILENO) == 0 &&
	    posix_spawn(&child, program, &actions, NULL, args, environ) == 0)
		while (waitpid(child, &status, 0) == -1 && errno == EINTR)
			;
	posix_spawn_file_actions_destroy(&actions);
	return status == 0;
}

/* A chart, made as it is made for a chat. */
static void
check_charts(struct doctor *d)
{
	struct stmt *s;
	char chat[32], said[512] = "chatstat cannot be run", *text = said;
	FILE *picture, *errors;

	if (d->db == NULL)
		return;
	s = db_stmt(d->db, "SELECT chat_id FROM chat ORDER BY chat LIMIT 1");
	if (stmt_step(s) != 1) {
		doctor_say(d, VERDICT_OK, "charts", NULL, "there is no chat yet to try one with");
		return;
	}
	snprintf(chat, sizeof(chat), "%s", col_text(s, 0, NULL));
	stmt_reset(s);
	picture = tmpfile();
	errors = tmpfile();
	if (picture == NULL || errors == NULL)
		doctor_say(d, VERDICT_PROBLEM, "charts", "make room in /tmp", "no temporary file: %s",
		    strerror(errno));
	else if (draw(d->database, chat, picture, errors))
		doctor_say(d, VERDICT_OK, "charts", NULL, "one was drawn");
	else {
		rewind(errors);
		if (fgets(said, sizeof(said), errors) != NULL && strncmp(said, "chatstat: ", 10) == 0)
			text += 10;
		text[strcspn(text, "\n")] = '\0';
		doctor_say(d, VERDICT_PROBLEM, "charts", NULL, "none can be drawn: %s", text);
	}
	if (picture != NULL)
		fclose(picture);
	if (errors != NULL)
		fclose(errors);
}

void
doctor_machine(struct doctor *d)
{
	check_disk(d);
	check_secrets(d);
	check_zones(d);
	check_fonts(d);
	check_charts(d);
}
