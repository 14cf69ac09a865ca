#include "reports/completion.h"

#include <string.h>

#include "lib/locale.h"
#include "reports/cards.h"
#include "reports/reports.h"
#include "reports/request.h"

enum { LANGUAGES = 64 };

/* The words after an option whose values are known. */
static void
values(FILE *out, const char *options, const char *const *words)
{
	fprintf(out, "\t%s) words=\"", options);
	for (int i = 0; words[i] != NULL; i++)
		fprintf(out, "%s%s", i == 0 ? "" : " ", words[i]);
	fputs("\" ;;\n", out);
}

/* All that --by can be, each once. */
static void
choices(FILE *out)
{
	const char *all[64] = { NULL };
	size_t n = 0;

	for (const struct report *r = reports; r->name != NULL; r++)
		for (int i = 0; r->choices != NULL && r->choices[i] != NULL; i++) {
			size_t k = 0;

			while (k < n && strcmp(all[k], r->choices[i]) != 0)
				k++;
			if (k == n && n < sizeof(all) / sizeof(all[0]) - 1)
				all[n++] = r->choices[i];
		}
	values(out, "--by", all);
}

void
completion_write(FILE *out)
{
	static const char *const spans[] = { "24h", "7d", "4w", "30d", "6m", "1y", "today", "yesterday",
	    "week", "month", "year", "all", NULL };
	const char *languages[LANGUAGES + 2] = { "en" };

	fputs("# bash completion for chatstat; made by: chatstat completion\n"
	    "_chatstat()\n{\n"
	    "\tlocal words cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	    "\tcase $prev in\n", out);
	values(out, "--last|--since|--until", spans);
	values(out, "-f|--format", request_formats);
	values(out, "--theme", request_themes);
	for (size_t i = 0; i < LANGUAGES && locale_catalogues[i].language != NULL; i++)
		languages[i + 1] = locale_catalogues[i].language;
	values(out, "--locale", languages);
	choices(out);
	values(out, "--against", (const char *const[]){ "previous", "7d", "30d", "1y", NULL });
	fputs("\t-c|--config|-d|--database|-o|--output) compopt -o default; return ;;\n"
	    "\t--chat|--member|--topic|--top) return ;;\n"
	    "\t*) words=\"list help completion import rollup admin backup", out);
	for (const struct report *r = reports; r->name != NULL; r++)
		fprintf(out, " %s", r->name);
	for (const struct card *c = cards; c->name != NULL; c++)
		fprintf(out, " %s", c->name);
	for (const char *o = request_usage; (o = strstr(o, " --")) != NULL; o += strlen(" --"))
		fprintf(out, "%.*s", (int)(3 + strcspn(o + 3, " \n")), o);
	fputs("\" ;;\n\tesac\n"
	    "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	    "complete -F _chatstat chatstat\n", out);
}
