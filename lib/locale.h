/*
 * The language that a process speaks to people.  Texts are English in the sources and marked by _() and
 * its like; xgettext collects them (make pot), and the catalogues, po/LANGUAGE.po, are linked into the
 * programs.  What programs read, JSON and CSV among it, is never marked.
 *
 * The C library's gettext needs a locale that is installed, and of those a small Debian has C.UTF-8 alone,
 * which from glibc 2.39 on is not translated; and a daemon speaks one language here, and another there.
 */
#ifndef LIB_LOCALE_H
#define LIB_LOCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A catalogue: what msgfmt makes of a .po, and which plural a number takes.  Made by the Makefile. */
struct locale_catalogue {
	const char		*language;	/* NULL: the end */
	const unsigned char	*mo;
	unsigned long		(*form)(unsigned long n);
};
extern const struct locale_catalogue locale_catalogues[];

/* All languages, as users are told of them: "en, bg, de". */
extern const char locale_list[];

/* Whether there is a catalogue for a language; of "de-AT" or "de_AT" for "de".  English needs none. */
bool	locale_is(const char *language);

/* Speaks a language from now on; English where there is no such catalogue. */
void	locale_set(const char *language);

/* The language spoken, as its catalogue is called: "en", "bg". */
const char	*locale_language(void);

/* A text in the language spoken; itself where that has none.  As long as the process lives. */
const char	*locale_text(const char *text) __attribute__((format_arg(1)));

/* Likewise by a context, for one English word that is several elsewhere: context, U+0004, text. */
const char	*locale_in(const char *context_and_text) __attribute__((format_arg(1)));

/* Likewise the form for a number, of the two in English. */
const char	*locale_plural(const char *one, const char *many, int64_t n)
    __attribute__((format_arg(1), format_arg(2)));

#define _(text)			locale_text(text)
#define C_(context, text)	locale_in(context "\004" text)
#define P_(one, many, n)	locale_plural(one, many, n)
/* Marks what is translated where it is used: in tables. */
#define N_(text)		text
#define NP_(one, many)		one, many

#endif
