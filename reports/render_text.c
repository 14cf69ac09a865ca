#include "reports/render.h"

#include <errno.h>
#include <string.h>

#include "lib/locale.h"
#include "lib/log.h"
#include "reports/layout.h"
#include "reports/notes.h"
#include "reports/prose.h"

enum { GAPS_NAMED = 3 };

/* "Rust Sofia: members by messages"; a title that begins with LLM keeps its capital, and all in German do. */
static void
heading(struct terminal *out, const struct table *t)
{
	char subject[PROSE_SUBJECT], title[PROSE_SIZE], window[PROSE_SIZE], when[2 * PROSE_SIZE];
	int room;

	snprintf(title, sizeof title, ": %s", t->title);
	if (strcmp(locale_language(), "en") == 0 && title[2] >= 'A' && title[2] <= 'Z' && title[3] >= 'a' &&
	    title[3] <= 'z')
		title[2] = (char)(title[2] - 'A' + 'a');
	prose_subject(subject, sizeof subject, t);
	room = terminal_width(out) - terminal_name_cells(out, title);
	terminal_name(out, subject, room > 8 ? room : 8, false, PEN_BOLD);
	terminal_name(out, title, terminal_width(out) - out->column, false, PEN_BOLD);
	terminal_end(out);
	prose_window(window, sizeof window, t);
	snprintf(when, sizeof when, "%s%s%s", window, out->style->utf8 ? " · " : ", ",
	    prose_zone_name(t));
	terminal_wrap(out, when, 0, PEN_PLAIN);
	terminal_end(out);
	terminal_end(out);
}

static void
nothing(struct terminal *out, const struct table *t)
{
	char note[NOTES_SIZE];

	notes_nothing(note, t);
	terminal_wrap(out, note, 0, PEN_PLAIN);
	terminal_end(out);
	notes_reason(note, t);
	terminal_wrap(out, note, 0, PEN_PLAIN);
	if (!t->coverage.any && (t->report->takes & TAKES_USAGE) == 0)
		terminal_wrap(out,
		    _("Import the past from Telegram Desktop: chatstat import result.json"), 0,
		    PEN_PLAIN);
	else if (notes_longer(t))
		terminal_wrap(out, _("Try --last all."), 0, PEN_PLAIN);
	else if (notes_textless(t)) {
		snprintf(note, sizeof note, _("To have this from now on: chatstat-admin set %lld text %s"),
		    (long long)t->chats[0].id, t->report->texts == POLICY_FULL ? "full" : "features");
		terminal_wrap(out, note, 0, PEN_PLAIN);
	}
	if (out->column > 0)
		terminal_end(out);
}

static void
pending(struct terminal *out, const struct table *t)
{
	char note[NOTES_SIZE];

	notes_pending(note, t);
	if (note[0] == '\0')
		return;
	terminal_wrap(out, note, 0, PEN_DIM);
	terminal_end(out);
}

/* A card holds the count already; elsewhere it has its own line. */
static void
footer(struct terminal *out, const struct table *t)
{
	bool card = t->report->layout == LAYOUT_CARD;
	char note[NOTES_SIZE];

	if (t->nnote > 0)
		terminal_end(out);
	for (size_t i = 0; i < t->nnote; i++) {
		terminal_wrap(out, t->notes[i], 0, PEN_DIM);
		terminal_end(out);
	}
	if (!t->coverage.any || (t->report->takes & TAKES_USAGE) != 0 || t->report->timeless) {
		pending(out, t);
		return;
	}
	terminal_end(out);
	if (!card && t->coverage.messages > 0) {
		notes_count(note, t);
		terminal_wrap(out, note, 0, PEN_DIM);
		if (t->coverage.by_bots > 0 && t->coverage.bots_hidden &&
		    (t->report->takes & TAKES_BOTS) != 0)
			terminal_wrap(out, _("--bots shows them."), 0, PEN_DIM);
		terminal_end(out);
	}
	notes_compared(note, t);
	terminal_wrap(out, note, 0, PEN_DIM);
	notes_recorded(note, t, card || notes_empty(t));
	terminal_wrap(out, note, 0, PEN_DIM);
	if (card) {
		notes_bots(note, t);
		terminal_wrap(out, note, 0, PEN_DIM);
	}
	notes_kept(note, t);
	terminal_wrap(out, note, 0, PEN_DIM);
	notes_gaps(note, t, GAPS_NAMED);
	terminal_wrap(out, note, 0, PEN_DIM);
	terminal_end(out);
	pending(out, t);
}

int
render_text(FILE *file, const struct table *t, const struct text_style *style)
{
	static void (*const layouts[])(struct terminal *, const struct table *) = {
		[LAYOUT_TABLE] = layout_table, [LAYOUT_CARD] = layout_card,
		[LAYOUT_RANKING] = layout_bars, [LAYOUT_SERIES] = layout_bars,
		[LAYOUT_BARS] = layout_bars, [LAYOUT_HEATMAP] = layout_heatmap,
		[LAYOUT_COHORTS] = layout_cohorts
	};
	struct terminal out = { .out = file, .style = style };

	heading(&out, t);
	if (notes_empty(t))
		nothing(&out, t);
	else
		layouts[t->report->layout](&out, t);
	footer(&out, t);
	if (ferror(file))
		return log_fail(STATUS_FAILED, "cannot write the answer: %s", strerror(errno));
	return 0;
}
