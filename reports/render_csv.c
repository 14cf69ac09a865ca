#include "reports/render.h"

#include <errno.h>
#include <string.h>

#include "lib/log.h"
#include "reports/plain.h"

/* RFC 4180: a field with a comma, a quote or a line end stands in quotes, its own doubled. */
static void
field(FILE *out, const char *text)
{
	if (text[strcspn(text, ",\"\r\n")] == '\0') {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void
cell(FILE *out, const struct table *t, enum unit unit, const struct value *v)
{
	char buf[PLAIN_SIZE];

	if (!v->known)
		return;
	if (plain_is_text(unit))
		field(out, v->text != NULL ? v->text : "");
	else {
		plain_value(buf, t, unit, v->n);
		fputs(buf, out);
	}
}

int
render_csv(FILE *out, const struct table *t)
{
	for (size_t i = 0; i < t->ncolumn; i++) {
		if (i > 0)
			fputc(',', out);
		field(out, t->columns[i].name);
	}
	fputs("\r\n", out);
	for (size_t row = 0; row < t->nrow; row++) {
		for (size_t i = 0; i < t->ncolumn; i++) {
			if (i > 0)
				fputc(',', out);
			cell(out, t, table_unit(t, row, i), table_at(t, row, i));
		}
		fputs("\r\n", out);
	}
	if (ferror(out))
		return log_fail(STATUS_FAILED, "cannot write the answer: %s", strerror(errno));
	return 0;
}
