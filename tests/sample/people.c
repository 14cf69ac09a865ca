#include "tests/sample/sample.h"

const struct person people[] = {
	{ 410000101, "Elena", "Dimitrova", "elena_d", BG, 20250501, 0, 90, 50, 'e' },
	{ 410000102, "Борис", "Колев", "boris_k", BG, 20250501, 0, 40, 85, 'e' },
	{ 410000103, "Мария", "Петрова", "mimi_hikes", BG, 20250501, 0, 60, 60, 'e' },
	{ 5100000104, "Мария", "Петрова", NULL, BG, 20250812, 0, 20, 45, 'd' },
	{ 410000105, "Hannah", "Vogel", "hannahv", DE, 20250501, 0, 70, 40, 'm' },
	{ 5100000106, "Иван", "Соколов", "vanya_s", RU, 20250501, 0, 45, 35, 'n' },
	{ 5100000107, "Аня", NULL, NULL, RU, 20250620, 0, 30, 40, 'n' },
	{ 6200000108, "山田さくら", NULL, "sakura_y", JA, 20250705, 0, 15, 25, 'm' },
	{ 6200000109, "陈小山", NULL, NULL, ZH, 20250910, 0, 10, 20, 'n' },
	{ 6200000110, "김하늘", NULL, "haneul", KO, 20251004, 0, 8, 18, 'e' },
	{ 6200000111, "سلمى", "الحداد", "salma_h", AR, 20250718, 0, 14, 16, 'e' },
	{ 6200000112, "נועם", "הר", NULL, HE, 20250801, 0, 12, 12, 'd' },
	{ 6200000113, "ธารา", NULL, "tara_t", TH, 20260110, 0, 6, 14, 'd' },
	{ 7300000114, "🦊", NULL, "redfox", EN, 20250501, 0, 35, 75, 'n' },
	{ 7300000115, "🏔️👩🏽‍🦱👨‍👩‍👧", "🇧🇬", NULL, BG, 20251115, 0, 10, 30, 'e' },
	{ 7300000116, "`touch pwned`", NULL, NULL, EN, 20250601, 0, 22, 20, 'n' },
	{ 7300000117, "{/Bold x}", "a_b^c", NULL, EN, 20250610, 0, 18, 26, 'd' },
	{ 7300000118, "Eve \"the quote\"\n", "O'Neil", "eve_q", EN, 20250502, 0, 40, 55, 'e' },
	{ 7300000119, "%s", "C:\\new", NULL, DE, 20250701, 0, 16, 18, 'n' },
	{ 7300000120, "<b>html</b>", NULL, "htmlhiker", EN, 20250615, 0, 24, 28, 'd' },
	{ 7300000121, "'; DROP TABLE chat; --", NULL, NULL, EN, 20250901, 0, 16, 30, 'n' },
	{ 7300000122, "Maximilian-Alexander of Rila, Pirin, Vitosha, Rhodope & Strandja", NULL,
	    NULL, DE, 20251201, 0, 8, 14, 'm' },
	{ 7300000123, "Rev\u202Ereklaw", NULL, NULL, EN, 20260201, 0, 8, 16, 'e' },
	{ 7300000124, NULL, NULL, NULL, BG, 20250501, 20260318, 40, 20, 'e' },
	{ 7300000125, "Niki", NULL, "niki", BG, 20250501, 0, 30, 95, 'e' },
	{ 7300000126, "=1+1", "Formula", NULL, EN, 20250725, 0, 12, 20, 'd' },
	{ 410000127, "Zoë", "Åkerlund", "zoe_a", EN, 20250506, 0, 65, 30, 'm' },
	{ 410000128, "Paweł", NULL, "pawel_w", EN, 20250520, 20260702, 45, 20, 'e' },
	{ 410000129, "Óscar", "Núñez", NULL, EN, 20260405, 0, 10, 70, 'e' },
	{ 410000130, "Δημήτρης", NULL, "dimitris_o", EN, 20260520, 20261103, 10, 45, 'd' },
	{ 7300000132, "Петя", "Ангелова", "petya_a", BG, 20261018, 0, 0, 60, 'e' },
	{ 7300000133, "Tom", "Ashdown", NULL, EN, 20261024, 0, 0, 45, 'd' },
	{ 7300000134, "Lucía", NULL, "lucia_m", EN, 20261031, 20261114, 0, 25, 'e' },
	/* Written for, not drawn by lot. */
	{ 7300000131, "Trail Bot", NULL, "trail_example_bot", EN, 20250510, 0, 0, 0, 'd' },
	{ 7300000135, "chatstat", NULL, "chatstat_example_bot", EN, 20261012, 0, 0, 0, 'd' },
	{ -1001900000001, "Boots & Banitsa 🥾", NULL, NULL, EN, 20250501, 0, 0, 0, 'd' },
	{ -1001900000002, "Rila Trail News", NULL, "rila_trail_news", EN, 20250501, 0, 0, 0, 'd' },
};

/* Names that change; an export shows the name of its own day for everything. */
static const struct {
	int		 who, day;
	const char	*first, *last;
} renames[] = {
	{ NIKI, 20260920, "Niki ⛰️", "2925 m" },
	{ NIKI, 20261107, "Николай", "Връхов" },
	{ GROUP, 20261108, "Boots & Banitsa 🥾❄️", NULL },
};

static bool
active(int who, int64_t at)
{
	return at >= world_utc(people[who].joined, 1100) &&
	    (people[who].left == 0 || at < world_utc(people[who].left, 1600));
}

/* How likely a member is to write now: a trend, moods by the month, hours of the day. */
static unsigned
weight(int who, int64_t at)
{
	static const char habits[] = "mden";
	static const unsigned parts[][4] = { { 1, 10, 5, 3 }, { 1, 6, 9, 4 }, { 1, 3, 5, 9 },
	    { 9, 1, 3, 6 } };
	unsigned past = (unsigned)((at - BEGIN) * 100 / (LIVE_END - BEGIN));
	unsigned month = (unsigned)(world_local(at) / (30 * DAY));
	unsigned mood = 30 + (month * 2654435761U ^ (unsigned)who * 40503U) / 7 % 150;
	unsigned trend = people[who].early * (100 - past) + people[who].late * past;
	int64_t habit = strchr(habits, people[who].hours) - habits;

	return active(who, at) ? trend * mood * parts[habit][world_local(at) % DAY / (6 * 3600)] : 0;
}

int
people_somebody(struct world *w, int64_t at, enum lang lang)
{
	unsigned weights[BOT], sum = 0, n;
	int who = 0;

	for (int i = 0; i < BOT; i++) {
		weights[i] = weight(i, at) / 100;
		if (lang != EN && people[i].lang == lang)
			weights[i] *= 4;
		sum += weights[i];
	}
	for (n = world_below(w, sum); n >= weights[who]; who++)
		n -= weights[who];
	return who;
}

void
people_name(int who, int64_t at, const char **first, const char **last)
{
	*first = people[who].first;
	*last = people[who].last;
	for (int i = 0; i < COUNT(renames); i++)
		if (renames[i].who == who && at >= world_utc(renames[i].day, 1000)) {
			*first = renames[i].first;
			*last = renames[i].last;
		}
}
