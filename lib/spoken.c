#include "lib/spoken.h"

#include <stdio.h>
#include <string.h>

#include "lib/config.h"
#include "lib/date.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/money.h"
#include "lib/text.h"

static const char *const months[] = { N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };

void
spoken_day(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)	/* Translators: a day, a month's name, a year */
		snprintf(buf, size, C_("date", "%d %s %d"), mday, _(months[month - 1]), (int)y);
	else
		snprintf(buf, size, C_("date", "%d %s"), mday, _(months[month - 1]));
}

void
spoken_month(char *buf, size_t size, int64_t day, bool year)
{
	int64_t y;
	int month, mday;

	date_civil(day, &y, &month, &mday);
	if (year)
		snprintf(buf, size, C_("date", "%s %d"), _(months[month - 1]), (int)y);
	else
		snprintf(buf, size, "%s", _(months[month - 1]));
}

void
spoken_money(char *buf, size_t size, int64_t nano)
{
	char plain[MONEY_SIZE], whole[48];

	money_format(plain, nano);
	text_number(whole, nano / 1000000000);
	snprintf(buf, size, "%s%s%s%s", nano < 0 && nano > -1000000000 ? "−" : "", whole,
	    C_("number", "."), strchr(plain, '.') + 1);
}

void
spoken_dollars(char *buf, size_t size, int64_t nano)
{
	char number[SPOKEN_DATE];

	spoken_money(number, sizeof number, money_cents(nano));
	snprintf(buf, size, C_("money", "$%s"), number);
}

const char *
spoken_weekday(int weekday)
{
	static const char *const names[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
		N_("Sat"), N_("Sun") };

	return weekday >= 0 && weekday < 7 ? _(names[weekday]) : "?";
}

void
spoken_in(struct db *db, int64_t chat_id)
{
	/* A private chat has the id of its member. */
	struct stmt *s = db_stmt(db, "SELECT coalesce(o.locale, c.locale) FROM (SELECT :chat_id AS id) AS a"
	    " LEFT JOIN own AS o ON o.member_id = a.id"
	    " LEFT JOIN chat AS c ON c.chat_id = coalesce(o.chat_id, a.id)");
	int step;

	stmt_int(s, ":chat_id", chat_id);
	if ((step = stmt_step(s)) < 0)
		log_forget();
	locale_set(step == 1 && !col_null(s, 0) ? col_text(s, 0, NULL) : config_get(CONFIG_CHAT_LOCALE));
	stmt_reset(s);
}
