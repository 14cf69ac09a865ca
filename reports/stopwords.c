#include "reports/stopwords.h"

#include "lib/intern.h"

/* A line a language: its code, then its words; lines of # are about them. */
extern const char data_stopwords_txt[];

enum { LANGUAGES_MOST = 4, SHARE_LEAST = 25 };

/* The next word of a line; false at its end. */
static bool
next_word(const char **at, const char **word, size_t *length)
{
	*at += strspn(*at, " ");
	*word = *at;
	*length = strcspn(*at, " \n");
	*at += *length;
	return *length > 0;
}

/* How often the words of a line are used that are no stop words yet; they become some where mark says so. */
static int64_t
walk(const char *line, const struct intern *known, struct stopwords_word *words, bool mark)
{
	int64_t uses = 0, i;
	const char *word;
	size_t length;

	if (line[0] == '#')
		return 0;
	next_word(&line, &word, &length);	/* the language */
	while (next_word(&line, &word, &length)) {
		if ((i = intern_find(known, 0, word, length)) < 0 || words[i].stop)
			continue;
		uses += words[i].uses;
		words[i].stop = mark;
	}
	return uses;
}

static const char *
next_line(const char *line)
{
	return strchr(line, '\n') + 1;
}

int
stopwords_mark(struct stopwords_word *words, size_t count)
{
	struct intern known = { .room = 0 };
	int64_t all = 0;
	bool made;

	for (size_t i = 0; i < count; i++) {
		if (intern_make(&known, 0, words[i].word, words[i].length, &made) < 0) {
			intern_free(&known);
			return -1;
		}
		all += words[i].uses;
	}
	for (int n = 0; n < LANGUAGES_MOST; n++) {
		const char *best = NULL;
		int64_t most = all / SHARE_LEAST, uses;

		for (const char *line = data_stopwords_txt; *line != '\0'; line = next_line(line))
			if ((uses = walk(line, &known, words, false)) > most) {
				best = line;
				most = uses;
			}
		if (best == NULL)
			break;
		walk(best, &known, words, true);
	}
	intern_free(&known);
	return 0;
}
