#include "reports/output.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/log.h"
#include "reports/render.h"

enum { PATH_SIZE = 4096 };

static int
write_texts(FILE *out, const struct page *p)
{
	struct text_style style = text_style(out);

	for (size_t i = 0; i < p->count; i++) {
		if (i > 0)
			fputc('\n', out);
		if (render_text(out, p->parts[i].table, &style) != 0)
			return -1;
	}
	return 0;
}

/* One report is an object, several are an array. */
static int
write_jsons(FILE *out, const struct page *p)
{
	for (size_t i = 0; i < p->count; i++) {
		if (p->count > 1)
			fputs(i == 0 ? "[" : ",", out);
		if (render_json(out, p->parts[i].table) != 0)
			return -1;
	}
	if (p->count > 1)
		fputs("]\n", out);
	return 0;
}

/* Where rows are left, a form feed follows, and how many are done with: --skip of the next message. */
static int
write_message(FILE *out, const struct request *r, const struct table *t)
{
	struct excerpt e = { .caption = r->format == FORMAT_CAPTION, .paged = r->paged,
		.skip = (size_t)r->skip,
		.most = (t->report->takes & TAKES_TOP) != 0 ? (size_t)r->top : SIZE_MAX };

	if (render_telegram(out, t, &e) != 0)
		return -1;
	if (e.next > 0)
		fprintf(out, "\f%zu\n", e.next);
	return 0;
}

static int
write_all(FILE *out, const struct request *r, const struct page *p)
{
	switch (r->format) {
	case FORMAT_TEXT:
		return write_texts(out, p);
	case FORMAT_CSV:
		return render_csv(out, p->parts[0].table);
	case FORMAT_JSON:
		return write_jsons(out, p);
	case FORMAT_HTML:
		return render_html(out, p);
	case FORMAT_PNG:
		return chart_render(out, p, r->theme, PICTURE_PNG);
	case FORMAT_SVG:
		return chart_render(out, p, r->theme, PICTURE_SVG);
	case FORMAT_TELEGRAM:
	case FORMAT_CAPTION:
		return write_message(out, r, p->parts[0].table);
	case FORMAT_SCRIPT:
		return chart_script(out, p, r->theme, PICTURE_PNG);
	}
	return -1;
}

/* A file beside the one that is wanted, so that it can be renamed; its name goes into path. */
static FILE *
open_beside(const char *wanted, char path[PATH_SIZE])
{
	mode_t mask = umask(0);
	FILE *file;
	int fd;

	umask(mask);
	if (snprintf(path, PATH_SIZE, "%s.XXXXXX", wanted) >= PATH_SIZE) {
		log_fail(STATUS_FAILED, "%s: the name is too long", wanted);
		return NULL;
	}
	if ((fd = mkstemp(path)) == -1) {
		log_fail(STATUS_FAILED, "%s: %s", wanted, strerror(errno));
		return NULL;
	}
	if (fchmod(fd, 0666 & ~mask) != 0 || (file = fdopen(fd, "w")) == NULL) {
		log_fail(STATUS_FAILED, "%s: %s", wanted, strerror(errno));
		close(fd);
		unlink(path);
		return NULL;
	}
	return file;
}

/* What is there and no file, such as /dev/null or a pipe, is written to, never replaced. */
static bool
is_special(const char *name)
{
	struct stat st;

	return stat(name, &st) == 0 && !S_ISREG(st.st_mode);
}

/* Opens the output; path is that of the file to rename when it is whole, or "". */
static FILE *
open_output(const char *name, char path[PATH_SIZE])
{
	FILE *file;

	if (!is_special(name))
		return open_beside(name, path);
	path[0] = '\0';
	if ((file = fopen(name, "we")) == NULL)
		log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
	return file;
}

bool
output_is_folder(const struct request *r)
{
	size_t length = r->output != NULL ? strlen(r->output) : 0;
	struct stat st;

	return length > 0 && (r->output[length - 1] == '/' ||
	    (stat(r->output, &st) == 0 && S_ISDIR(st.st_mode)));
}

int
output_write(const struct request *r, const struct page *p)
{
	const char *name = r->output != NULL ? r->output : "standard output";
	char path[PATH_SIZE];
	FILE *out = stdout;
	int ret;

	if (r->output != NULL && (out = open_output(r->output, path)) == NULL)
		return -1;
	ret = write_all(out, r, p);
	if (ret == 0 && (fflush(out) != 0 || ferror(out)))
		ret = log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
	if (r->output == NULL)
		return ret;
	if (fclose(out) != 0 && ret == 0)
		ret = log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
	if (path[0] == '\0')
		return ret;
	if (ret == 0 && rename(path, r->output) != 0)
		ret = log_fail(STATUS_FAILED, "%s: %s", name, strerror(errno));
	if (ret != 0)
		unlink(path);
	return ret;
}
