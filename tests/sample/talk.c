#include "tests/sample/sample.h"

static enum kind
some_kind(struct world *w, bool hike)
{
	unsigned n = world_below(w, 1000);
	int kind = 0;

	if (hike && world_chance(w, 350))
		return PHOTO;
	while (n >= kinds[kind].share)
		n -= kinds[kind++].share;
	return (enum kind)kind;
}

static void
write_text(struct world *w, struct message *m, enum role role, enum lang lang, enum topic theme)
{
	static const char *const edits[] = { "{_ (edit: typo)}", "{_ Edit: 7:30, not 8:00!}",
	    "{_ (редактирано)}" };
	unsigned sentences = world_chance(w, 4) ? 12 + world_below(w, 45) : 0;

	if (m->kind != TEXT && (!kinds[m->kind].caption || world_chance(w, 550)))
		return;
	if (m->kind == TEXT && sentences > 0)
		for (; sentences > 0; sentences--)
			text_speak(w, m, TALE, EN, GENERAL);
	else
		text_speak(w, m, m->kind == TEXT ? role : CAPTION, lang, theme);
	if (role == REPLY && world_chance(w, 40))
		m->forwarded = true;
	if (world_chance(w, m->at > LIVE_BEGIN - 45 * DAY ? 80 : 40)) {
		m->edited = m->at + 15 + world_below(w, 900);
		if (m->at > LIVE_BEGIN - 45 * DAY && m->at < LIVE_BEGIN && world_chance(w, 300))
			m->edited = LIVE_BEGIN + world_below(w, 6 * DAY);
		text_compose(w, m, edits[m->at % 3], strlen(edits[m->at % 3]));
	}
	text_finish(w, m);
	m->late = world_chance(w, m->edited != 0 ? 120 : 25);
}

static void
album(struct world *w, const struct message *first)
{
	for (unsigned n = 1 + world_below(w, 3); n > 0; n--)
		world_add(w, first->at, PHOTO, first->from, first->topic)->album = first->at;
}

/* A conversation: somebody opens it, others answer, within minutes. */
static void
converse(struct world *w, int64_t at, enum topic theme, bool hike)
{
	int first = w->nmessages, from = people_somebody(w, at, EN);
	enum lang lang = people[from].lang, spoken;
	bool alone = world_chance(w, 12);
	struct message *m;
	unsigned pace;

	if (lang > RU && world_chance(w, 600))
		lang = EN;
	for (int n = 0; n == 0 || (n < 18 && (alone ? n < 7 : world_chance(w, 720))); n++) {
		m = world_add(w, at, n == 0 ? TEXT : some_kind(w, hike), from, theme);
		spoken = people[from].lang == lang ? lang : EN;
		if (n > 0 && spoken == EN && world_chance(w, 180))
			spoken = people[from].lang;
		if (n > 0 && !alone && world_chance(w, 420))
			m->reply = first + (int)world_below(w, (unsigned)n);
		write_text(w, m, n == 0 || alone ? OPEN : REPLY, spoken,
		    theme == WINTER ? HIKES : theme);
		if (m->kind == PHOTO && hike && world_chance(w, 300)) {
			m->album = m->at;
			album(w, m);
		}
		pace = world_below(w, 14);
		at += 6 + world_below(w, 40) * pace;
		if (!alone && world_chance(w, 880))
			from = people_somebody(w, at, lang);
	}
}

/* Conversations to expect in an hour, in 1/10000. */
static unsigned
rate(int64_t at, bool hike)
{
	static const unsigned hours[] = { 22, 10, 5, 3, 3, 6, 18, 38, 48, 45, 42, 40,
	    48, 44, 38, 36, 40, 50, 66, 88, 100, 96, 72, 42 };
	static const unsigned weekdays[] = { 84, 80, 82, 92, 130, 145, 135 };
	static const unsigned months[] = { 62, 66, 78, 92, 108, 122, 128, 126, 116, 104, 88, 70 };
	int ymd = world_ymd(world_local(at) / DAY), hour = (int)(world_local(at) % DAY / 3600);
	int64_t weekday = (world_local(at) / DAY + 3) % 7;	/* Monday is 0 */
	uint64_t n = 18 * hours[hour] * months[ymd / 100 % 100 - 1];

	n = n * (uint64_t)(62 + 165 * (at - BEGIN) / (LIVE_END - BEGIN)) / 10000;
	n = n * (70 + (uint64_t)(world_local(at) / DAY) * 7919 % 70) / 100;
	n = n * (weekday == 4 && hour >= 16 ? 190 : weekdays[weekday]) / 100;
	if (hike && hour >= 7 && hour < 21)
		n *= 4;
	if (ymd % 10000 >= 1224 && ymd % 10000 <= 1226)
		n /= 14;
	return (unsigned)n;
}

void
talk_chatter(struct world *w)
{
	static const int hikes[] = { 20250524, 20250629, 20250802, 20250921, 20251018, 20260207,
	    20260418, 20260530, 20260627, 20260725, 20260822, 20260906, 20261004, 20261017,
	    20261107 };
	static const enum topic themes[] = { HIKES, HIKES, HIKES, GEAR, GEAR, OFFTOPIC, OFFTOPIC,
	    GENERAL, GENERAL, GENERAL };

	for (int64_t hour = BEGIN + 6 * 3600; hour < LIVE_END; hour += 3600) {
		bool friday = (world_local(hour) / DAY + 3) % 7 == 4, hike = false;
		unsigned n;

		for (int i = 0; i < COUNT(hikes); i++)
			hike |= world_day(hikes[i]) == world_local(hour) / DAY;
		n = rate(hour, hike);
		for (n = n / 10000 + (world_below(w, 10000) < n % 10000); n > 0; n--) {
			enum topic theme = themes[world_below(w, COUNT(themes))];

			if (hike || (friday && world_chance(w, 500)))
				theme = HIKES;
			if (theme == HIKES && hour > world_utc(20261102, 1600) && world_chance(w, 400))
				theme = WINTER;
			converse(w, hour + world_below(w, 3600), theme, hike);
		}
	}
}
