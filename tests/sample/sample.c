/*
 *	sample export  > sample.json		Telegram Desktop, 2025-05-01 to 2026-09-12
 *	sample updates > sample-live.jsonl	Bot API, 2026-10-12 to 2026-11-20 18:19
 *	sample usage   > usage.csv		what the bot asked of models
 */
#include "tests/sample/sample.h"

int
main(int argc, char **argv)
{
	struct world *w = calloc(1, sizeof(*w));

	if (argc != 2 || (strcmp(argv[1], "export") != 0 && strcmp(argv[1], "updates") != 0 &&
	    strcmp(argv[1], "usage") != 0))
		world_die("usage: sample export|updates|usage");
	if (w == NULL)
		world_die("no memory");
	for (int i = 0; i < TOPICS; i++)
		w->root[i] = -1;
	script_follow(w);
	script_come_and_go(w);
	script_accounts(w);
	talk_chatter(w);
	world_number(w);
	reactions_play(w);
	if (argv[1][0] == 'e')
		export_write(w);
	else if (argv[1][1] == 's')
		usage_write(w);
	else
		updates_write(w);
	free(w);
	if (fflush(stdout) != 0 || ferror(stdout))
		world_die("cannot write");
	return 0;
}
