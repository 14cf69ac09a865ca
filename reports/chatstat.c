/*
 * chatstat: every report in every format; and, as git does, chatstat NAME runs chatstat-NAME.
 */
#include <locale.h>
#include <unistd.h>

#include "lib/clock.h"
#include "lib/companion.h"
#include "lib/db.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/program.h"
#include "lib/text.h"
#include "reports/answers.h"
#include "reports/cards.h"
#include "reports/completion.h"
#include "reports/output.h"
#include "reports/reports.h"
#include "reports/site.h"

/* Runs a companion: beside this program, else wherever PATH finds it.  Returns only if there is none. */
static void
run_companion(const char *name, char **argv)
{
	char program[64], path[4096];

	if (snprintf(program, sizeof(program), "chatstat-%s", name) >= (int)sizeof(program))
		return;
	for (const char *c = name; *c != '\0'; c++)
		if (*c < 'a' || *c > 'z')
			return;
	argv[0] = program;
	if (companion_path(program, path, sizeof(path)))
		execv(path, argv);
	execvp(program, argv);
}

/* The choices of --by, in lines of at most 80 columns. */
static void
list_choices(const struct report *r)
{
	int column = 80;

	for (int i = 0; r->choices != NULL && r->choices[i] != NULL; i++) {
		int width = (int)strlen(r->choices[i]) + 1;

		if (column + width >= 80)
			column = printf("\n           %s", i == 0 ? "--by " : "     ") - 1;
		column += printf("%s%s", r->choices[i], r->choices[i + 1] != NULL ? "," : "");
	}
}

static void
list_reports(enum format format)
{
	static const char *const who[] = { "everyone", "self", "administrators" };
	const char *before = "[";

	for (const struct report *r = reports; r->name != NULL; r++) {
		if (format == FORMAT_JSON) {
			printf("%s{\"report\":", before);
			json_write(stdout, r->name);
			printf(",\"help\":");
			json_write(stdout, r->help);
			printf(",\"who\":\"%s\",\"chart\":%s,\"windows\":%s,\"columns\":[", who[r->who],
			    r->chart == CHART_NONE ? "false" : "true", r->timeless ? "false" : "true");
			for (const struct column *c = r->columns; c->name != NULL; c++)
				printf("%s\"%s\"", c == r->columns ? "" : ",", c->name);
			printf("]}");
			before = ",\n ";
			continue;
		}
		printf("%-10s %s", r->name, r->help);
		list_choices(r);
		putchar('\n');
	}
	for (const struct card *card = cards; format != FORMAT_JSON && card->name != NULL; card++)
		printf("%s%-10s %s\n", card == cards ? "\n" : "", card->name, card->help);
	if (format == FORMAT_JSON)
		printf("]\n");
}

/* A word that is no report: a companion's name, list, help, or a mistake. */
static int
other_word(const char *word, struct request *r, char **argv, int first)
{
	struct nearest nearest = { .word = word };

	if (strcmp(word, "list") == 0) {
		if ((r->format != FORMAT_TEXT && r->format != FORMAT_JSON) || r->output != NULL)
			return log_fail(STATUS_MISUSE, "list writes to standard output, as text or json, not"
			    " as csv or to a file");
		list_reports(r->format);
		return 0;
	}
	if (strcmp(word, "completion") == 0) {
		completion_write(stdout);
		return 0;
	}
	if (strcmp(word, "help") == 0) {
		fputs(request_usage, stdout);
		return 0;
	}
	if (first == 1)
		run_companion(word, argv + first);
	for (const struct report *report = reports; report->name != NULL; report++)
		text_compare(&nearest, report->name);
	for (const struct card *card = cards; card->name != NULL; card++)
		text_compare(&nearest, card->name);
	if (nearest.name != NULL)
		return log_fail(STATUS_MISUSE, "there is no report \"%.50s\"; did you mean %s?", word,
		    nearest.name);
	return log_fail(STATUS_MISUSE, "there is no report \"%.50s\"; chatstat list shows all", word);
}

/* Pages of more than one chat, or their index. */
static bool
is_site(const struct request *r)
{
	return r->card != NULL && r->card->folder &&
	    (output_is_folder(r) || (r->nchat == 1 && strcmp(r->chats[0], "all") == 0));
}

static int
run(struct request *r, int argc, char **argv)
{
	struct program p = { .name = "chatstat", .usage = request_usage, .takes = PROGRAM_WORDS };
	const char *word = NULL;
	struct db *db;
	int ret;

	if (argc > 1 && argv[1][0] != '-' && reports_find(argv[1]) == NULL &&
	    cards_find(argv[1]) == NULL && strcmp(argv[1], "list") != 0 && strcmp(argv[1], "help") != 0)
		return other_word(argv[1], r, argv, 1);
	if (request_parse(r, &p, argc, argv, &word) != 0)
		return -1;
	if (word != NULL)
		return other_word(word, r, argv, 0);
	if (program_configure(&p) != 0 || clock_now(&r->now) != 0 ||
	    (db = db_open(p.database, DB_READ)) == NULL)
		return -1;
	ret = is_site(r) ? site_write(db, r) : answers_write(db, r);
	db_close(db);
	return ret;
}

int
main(int argc, char **argv)
{
	static const char *const codes[] = { "done", "failed", "misuse", "unmet" };
	struct request r = { .top = TOP_DEFAULT };
	int status;

	log_open(argv[0]);
	setlocale(LC_CTYPE, "");	/* whether the terminal shows UTF-8 */
	if (run(&r, argc, argv) != 0) {
		if (log_status() == STATUS_DONE)
			log_fail(STATUS_FAILED, "this should not happen; please report it");
		status = log_status();
		if (r.format == FORMAT_JSON && status != STATUS_UNMET) {
			printf("{\"error\":{\"code\":\"%s\",\"message\":",
			    status < 4 ? codes[status] : "again");
			json_write(stdout, log_message());
			printf("}}\n");
		}
	}
	return program_end();
}
