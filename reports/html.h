/*
 * Texts and tables in HTML.  Every text that is not ours goes through html_text.
 */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include <stdio.h>

#include "reports/report.h"

/* A text, or an attribute: what means something in markup is escaped, what turns lines is left out. */
void	html_text(FILE *, const char *text);

/* An element and its text, if there is any; attributes begin with a blank. */
void	html_element(FILE *, const char *name, const char *attributes, const char *text);

/* An answer's rows as its layout has them, so many at most; its chats may be links to their pages. */
void	html_table(FILE *, const struct table *, size_t most, bool links);

#endif
