#include "lib/program.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/config.h"
#include "lib/log.h"

enum { OPTIONS = 32, NUMBERS = 256 };	/* getopt's numbers of options begin where no letter is */

/* The options as getopt wants them. */
struct table {
	const struct program_option	*rows[OPTIONS];
	struct option			 options[OPTIONS + 1];
	char				 letters[2 * OPTIONS + 3];
	int				 count;
};

static void
add(struct table *t, const struct program_option *list)
{
	char *letter = t->letters + strlen(t->letters);

	for (; list->name != NULL && t->count < OPTIONS; list++) {
		t->options[t->count] = (struct option){ list->name, list->flag != NULL ? no_argument :
			required_argument, NULL, NUMBERS + t->count };
		t->rows[t->count++] = list;
		if (list->letter == 0)
			continue;
		*letter++ = list->letter;
		if (list->flag == NULL)
			*letter++ = ':';
	}
}

static int
take(const struct table *t, int found, void *cookie)
{
	const struct program_option *o;
	int i = 0;

	while (found != NUMBERS + i && found != t->rows[i]->letter)
		i++;
	o = t->rows[i];
	if (o->flag != NULL)
		*o->flag = true;
	else if (o->word != NULL)
		*o->word = optarg;
	else
		return o->take(cookie, optarg);
	return 0;
}

/* What getopt could not use; word is where it stopped, which letters in a row may not have passed. */
static int
refuse(const struct program *p, int found, const char *word)
{
	if (found == ':')
		return log_fail(STATUS_MISUSE, "%.50s needs a value; see %s --help", word, p->name);
	if (optopt != 0 && strchr(word, '=') == NULL)
		return log_fail(STATUS_MISUSE, "there is no option -%c; see %s --help", optopt, p->name);
	return log_fail(STATUS_MISUSE, "there is no option %.50s; see %s --help", word, p->name);
}

int
program_parse(struct program *p, int argc, char **argv, const struct program_option *own, void *cookie)
{
	struct table t = { .count = 0 };
	bool help = false, version = false;
	int found, ret = 0;

	snprintf(t.letters, sizeof(t.letters), "%s:", p->takes == PROGRAM_VERB ? "+" : "");
	add(&t, own);
	add(&t, (const struct program_option[]){ { "config", 'c', .word = &p->config },
		{ "database", 'd', .word = &p->database }, { "help", 0, .flag = &help },
		{ "version", 0, .flag = &version }, { .name = NULL } });
	while ((found = getopt_long(argc, argv, t.letters, t.options, NULL)) != -1) {
		/* What comes behind a mistake may say how it is to be told. */
		if ((found == '?' || found == ':' ? refuse(p, found, argv[optind - 1]) :
		    take(&t, found, cookie)) != 0)
			ret = -1;
		if (help)
			fputs(p->usage, stdout);
		if (version)
			printf("%s " VERSION "\n", p->name);
		if (help || version)
			exit(program_end());
	}
	p->words = argv + optind;
	p->nword = argc - optind;
	if (ret != 0)
		return -1;
	return p->nword == 0 || p->takes != PROGRAM_NO_WORDS ? 0 :
	    log_fail(STATUS_MISUSE, "%s takes no \"%.64s\"", p->name, p->words[0]);
}

int
program_configure(struct program *p)
{
	if (config_load(p->config) != 0)
		return -1;
	if (p->database == NULL)
		p->database = config_get(CONFIG_DATABASE_PATH);
	return 0;
}

int
program_end(void)
{
	if (log_status() == STATUS_DONE && (fflush(stdout) != 0 || ferror(stdout)))
		log_fail(STATUS_FAILED, "standard output: %s", strerror(errno));
	return log_status();
}
