/*
 * Writes the export of a large group, in the shape that Telegram Desktop gives it:
 *
 *	generate COUNT			a chat of COUNT messages over three years
 *	generate COUNT MORE		what comes after that: so many messages more, on the next day
 *	generate COUNT 0 DAYS		a chat as busy that began so many days before the end of these years
 *
 * Integers and one generator only, so that every machine writes the same bytes; nothing is kept, so
 * that COUNT may be anything.  About 530 bytes a message.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uchar.h>

#include "lib/date.h"
#include "lib/unicode.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define BEGIN		INT64_C(1609459200)	/* 2021-01-01, a Friday */

enum { HOURS = 3 * 365 * 24, MEMBERS = 2000, EMOJI_USED = 48, TEXT_SIZE = 8192, PARTS = 3 };

/* ----- numbers ----- */

static uint64_t seed = 20240607;

static uint64_t
mix(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static uint32_t
below(uint32_t limit)
{
	return (uint32_t)((mix(&seed) >> 32) * limit >> 32);
}

static bool
chance(uint32_t per_mille)
{
	return below(1000) < per_mille;
}

/* 0 and up, so many on average, as waiting times are. */
static uint32_t
waiting(uint32_t mean)
{
	uint32_t n = 0;

	while (below(mean + 1) != 0)
		n++;
	return n;
}

/* Zipf's law: the weight of rank r is 1 / (r + flat). */
struct zipf {
	uint32_t	count;
	uint32_t	flat;
	uint64_t	*sums;
};

static void
zipf_fill(struct zipf *z)
{
	uint64_t sum = 0;

	if ((z->sums = malloc(z->count * sizeof(*z->sums))) == NULL)
		abort();
	for (uint32_t r = 0; r < z->count; r++)
		z->sums[r] = sum += (1u << 24) / (r + z->flat);
}

static uint32_t
zipf_draw(const struct zipf *z)
{
	uint64_t at = (mix(&seed) >> 32) * z->sums[z->count - 1] >> 32;
	uint32_t low = 0, high = z->count - 1;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (z->sums[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ----- words ----- */

/* Letters by turns; without any, ideographs. */
static struct script {
	uint32_t	 share;		/* of the members, in a hundred */
	const char32_t	*consonants, *vowels;
	struct zipf	 words;
} scripts[] = {
	{ 62, U"bcdfghjklmnprstvwzstnr", U"aeiouaeioy", { 26000, 3, NULL } },
	{ 10, U"bcdfglmnprstvçñß", U"aeiouáéèöüıê", { 6000, 3, NULL } },
	{ 18, U"бвгджзклмнпрстфхцчшщ", U"аеиоуыэюя", { 11000, 3, NULL } },
	{ 3, U"بتثجحخدذرزسشصضطظعغفقكلمنه", U"اوي", { 2500, 3, NULL } },
	{ 2, U"कखगघचछजझटठडढतथदधनपफबभमयरलव", U"ािीुेो", { 1500, 3, NULL } },
	{ 2, U"βγδζθκλμνξπρστφχψ", U"αειουηωάέίό", { 1500, 3, NULL } },
	{ 1, U"בגדהזחטכלמנסעפצקרשת", U"אוי", { 500, 3, NULL } },
	{ 2, NULL, NULL, { 1000, 3, NULL } },
};

struct text {
	char	bytes[TEXT_SIZE];
	size_t	length;
};

/* Adds what is JSON already: quotes and line ends come escaped. */
static void
add(struct text *t, const char *more)
{
	size_t n = strlen(more);

	if (n > TEXT_SIZE - 1 - t->length)
		return;
	memcpy(t->bytes + t->length, more, n + 1);
	t->length += n;
}

static char *
letter(char *out, const char32_t *from, uint64_t at)
{
	size_t n = 0;

	while (from[n] != 0)
		n++;
	return out + unicode_put(out, from[at % n]);
}

/* The same rank is the same word; the frequent ones are short. */
static void
add_word(struct text *t, const struct script *s, uint32_t rank, bool capital)
{
	uint64_t state = (uint64_t)(s - scripts) << 32 | rank, r = mix(&state);
	uint64_t syllables = rank < 50 ? 1 + r % 2 : 1 + r % 4;
	char word[64], *end = word;

	for (; syllables > 0; syllables--, r = mix(&state)) {
		if (s->consonants == NULL) {
			end += unicode_put(end, (uint32_t)(0x4e00 + (r >> 8) % 0x2200));
			continue;
		}
		end = letter(end, s->consonants, r >> 8);
		end = letter(end, s->vowels, r >> 16);
		if ((r >> 24) % 10 < 5)
			end = letter(end, s->consonants, r >> 32);
	}
	*end = '\0';
	if (capital && word[0] >= 'a' && word[0] <= 'z')
		word[0] = (char)(word[0] - 'a' + 'A');
	add(t, word);
}

static const char *const emoji[EMOJI_USED] = { "😂", "❤️", "🤣", "👍", "😭", "🙏", "😘", "🥰", "😍", "😊", "🎉",
    "😁", "💕", "🥺", "😅", "🔥", "☺️", "🤦", "🤷", "🙄", "😆", "🤗", "😉", "🎂", "🤔", "👏", "🙂", "😳", "🥳",
    "😎", "💜", "💪", "✨", "👀", "😋", "💯", "👇", "✌️", "🎶", "✅", "👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "🇩🇪", "🇧🇷",
    "👩🏾‍💻", "1️⃣", "☀️" };
static const char *const reactions[] = { "👍", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "😢", "🎉", "🤩",
    "🙏", "👎", "💩" };
static struct zipf emoji_law = { EMOJI_USED, 3, NULL }, reaction_law = { COUNT(reactions), 3, NULL };
static struct zipf member_law = { MEMBERS, 5, NULL };

static void
add_sentence(struct text *t, const struct script *s)
{
	static const char *const ends[] = { ".", "", "", "", "!", "?", "...", ",", " :)", "?!" };
	uint32_t words = chance(965) ? 1 + waiting(7) : 30 + below(80);
	bool capital = chance(550), quoted = chance(20);
	char number[16];

	for (uint32_t i = 0; i < words; i++) {
		if (i > 0)
			add(t, i == 12 ? chance(400) ? ",\\n" : ", " : " ");
		if (quoted && i == words - 1)
			add(t, "\\\"");
		if (chance(4)) {
			snprintf(number, sizeof(number), "%u", below(100000));
			add(t, number);
		} else
			add_word(t, s, zipf_draw(&s->words), capital && i == 0);
	}
	add(t, quoted ? "\\\"" : "");
	add(t, ends[below(COUNT(ends))]);
	if (chance(180)) {
		add(t, " ");
		do
			add(t, emoji[zipf_draw(&emoji_law)]);
		while (chance(300));
	}
}

/* ----- members ----- */

struct member {
	char			 name[80];
	char			 id[24];	/* "user1" or "channel1" */
	int64_t			 number;
	const struct script	*script;
};

static struct member members[MEMBERS];

static void
make_members(void)
{
	static const char *const first[] = { "Alice", "Bob", "Иван", "Мария", "Ahmed", "Fatima", "Chen", "Li",
	    "João", "Ana", "Luca", "Giulia", "Hans", "Petra", "Yuki", "Sofía", "Dmitri", "Olga", "Noah",
	    "Νίκος", "דוד", "अमित", "Zoë" };
	static const char *const last[] = { "", "", " Smith", " Garcia", " Иванов", " Khan", " Müller", " Rossi",
	    " Silva", " Tanaka", " Kowalski", " Öztürk", " Jensen", " शर्मा" };

	for (int i = 0; i < MEMBERS; i++) {
		struct member *m = &members[i];
		uint32_t share = below(100);

		snprintf(m->name, sizeof(m->name), "%s%s", first[below(COUNT(first))], last[below(COUNT(last))]);
		if (chance(250))
			snprintf(m->name + strlen(m->name), 4, "%u", 1 + below(99));
		m->number = INT64_C(100000000) + INT64_C(2) * below(UINT32_MAX);
		snprintf(m->id, sizeof(m->id), "%s%" PRId64, i % 100 == 99 ? "channel" : "user", m->number);
		for (m->script = scripts; share >= m->script->share; m->script++)
			share -= m->script->share;
	}
}

/* ----- messages ----- */

struct part {
	const char	*type;
	struct text	 text;
	char		 extra[96];	/* further members of its object */
};

struct message {
	int64_t			 id;
	int64_t			 at;
	char			 date[24];
	const struct member	*from;
	struct part		 parts[PARTS];
	int			 nparts;
};

static void
format_date(int64_t at, char *out, size_t size)
{
	int64_t day = at / DATE_SECONDS, second = at % DATE_SECONDS, year;
	int month, mday;

	date_civil(day, &year, &month, &mday);
	snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02d", (int)year, month, mday, (int)(second / 3600),
	    (int)(second / 60 % 60), (int)(second % 60));
}

static struct part *
begin_part(struct message *m, const char *type)
{
	struct part *p = &m->parts[m->nparts++];

	p->type = type;
	p->text.length = 0;
	p->text.bytes[0] = p->extra[0] = '\0';
	return p;
}

/* A link, a mention, a hashtag, ... */
static void
add_entity(struct message *m)
{
	static const char *const domains[] = { "youtube.com", "github.com", "en.wikipedia.org", "t.me",
	    "reddit.com", "habr.com", "example.org", "arxiv.org", "kernel.org" };
	const struct script *s = m->from->script;
	const struct member *named = &members[below(MEMBERS)];
	uint32_t what = below(100);
	struct part *p = begin_part(m, what < 40 ? "link" : what < 65 ? "mention" : what < 75 ? "mention_name" :
	    what < 84 ? "bold" : what < 92 ? "hashtag" : "text_link");
	char number[24];

	snprintf(number, sizeof(number), "%08" PRIx32, below(UINT32_MAX));
	if (what < 40) {
		add(&p->text, "https://");
		add(&p->text, domains[below(COUNT(domains))]);
		add(&p->text, "/watch?v=");
		add(&p->text, number);
	} else if (what < 65) {
		add(&p->text, "@member");
		add(&p->text, number);
	} else if (what < 75) {
		add(&p->text, named->name);
		snprintf(p->extra, sizeof(p->extra), ",\n     \"user_id\": %" PRId64, named->number);
	} else {
		add(&p->text, what >= 84 && what < 92 ? "#" : "");
		add_word(&p->text, s, zipf_draw(&s->words), false);
		if (what >= 92)
			snprintf(p->extra, sizeof(p->extra), ",\n     \"href\": \"https://example.org/%s\"", number);
	}
}

static void
compose(struct message *m, uint32_t kind)
{
	const struct script *s = m->from->script;
	struct part *p;

	m->nparts = 0;
	if (kind >= 870 && !chance(200))
		return;
	p = begin_part(m, "plain");
	add_sentence(&p->text, s);
	if (kind < 780 || kind >= 870)
		return;
	add(&p->text, " ");
	add_entity(m);
	if (chance(400)) {
		p = begin_part(m, "plain");
		add(&p->text, " ");
		add_sentence(&p->text, s);
	}
}

static void
write_entity(const struct part *p)
{
	printf("    {\n     \"type\": \"%s\",\n     \"text\": \"%s\"%s\n    }", p->type, p->text.bytes, p->extra);
}

/* The text stands there twice: whole, and cut into entities. */
static void
write_text(const struct message *m)
{
	if (m->nparts == 0) {
		fputs("   \"text\": \"\",\n   \"text_entities\": []", stdout);
		return;
	}
	if (m->nparts == 1)
		printf("   \"text\": \"%s\",\n", m->parts[0].text.bytes);
	else {
		fputs("   \"text\": [\n", stdout);
		for (int i = 0; i < m->nparts; i++) {
			if (strcmp(m->parts[i].type, "plain") == 0)
				printf("    \"%s\"", m->parts[i].text.bytes);
			else
				write_entity(&m->parts[i]);
			fputs(i < m->nparts - 1 ? ",\n" : m->nparts == 2 ? ",\n    \"\"\n" : "\n", stdout);
		}
		fputs("   ],\n", stdout);
	}
	fputs("   \"text_entities\": [\n", stdout);
	for (int i = 0; i < m->nparts; i++) {
		write_entity(&m->parts[i]);
		fputs(i < m->nparts - 1 ? ",\n" : "\n   ]", stdout);
	}
}

static void
write_media(const struct message *m, uint32_t kind)
{
	if (kind < 870)
		return;
	if (kind < 930)
		printf("   \"photo\": \"photos/photo_%" PRId64 "@%s.jpg\",\n   \"photo_file_size\": %u,\n"
		    "   \"width\": 1280,\n   \"height\": 960,\n", m->id, m->date, 20000 + below(230000));
	else if (kind < 970)
		printf("   \"file\": \"stickers/sticker (%u).webp\",\n   \"file_name\": \"sticker.webp\",\n"
		    "   \"file_size\": %u,\n   \"thumbnail\": \"stickers/sticker_thumb.jpg\",\n"
		    "   \"thumbnail_file_size\": 9000,\n   \"media_type\": \"sticker\",\n"
		    "   \"sticker_emoji\": \"%s\",\n   \"width\": 512,\n   \"height\": 512,\n", below(900),
		    9000 + below(50000), emoji[zipf_draw(&emoji_law)]);
	else if (kind < 985)
		printf("   \"file\": \"voice_messages/audio_%" PRId64 ".ogg\",\n   \"file_size\": %u,\n"
		    "   \"media_type\": \"voice_message\",\n   \"mime_type\": \"audio/ogg\",\n"
		    "   \"duration_seconds\": %u,\n", m->id, 5000 + below(300000), 1 + below(120));
	else
		printf("   \"file\": \"video_files/v%" PRId64 ".mp4\",\n   \"file_name\": \"v.mp4\",\n"
		    "   \"file_size\": %u,\n   \"media_type\": \"%s\",\n   \"mime_type\": \"video/mp4\",\n"
		    "   \"duration_seconds\": %u,\n   \"width\": 640,\n   \"height\": 360,\n", m->id,
		    90000 + below(9000000), chance(600) ? "animation" : "video_file", 2 + below(200));
}

static void
write_givers(const struct message *m, uint32_t count)
{
	char date[24];

	for (uint32_t i = 0; i < count && i < 3; i++) {
		const struct member *giver = &members[zipf_draw(&member_law)];

		format_date(m->at + 1 + below(7200), date, sizeof(date));
		printf("%s      {\n       \"from\": \"%s\",\n       \"from_id\": \"%s\",\n"
		    "       \"date\": \"%s\"\n      }", i > 0 ? ",\n" : "", giver->name, giver->id, date);
	}
}

static void
write_reactions(const struct message *m)
{
	uint32_t first = zipf_draw(&reaction_law), lines = chance(750) ? 1 : 2 + below(2);

	fputs(",\n   \"reactions\": [\n", stdout);
	for (uint32_t i = 0; i < lines; i++) {
		uint32_t count = 1 + waiting(1);

		printf("    {\n     \"type\": \"emoji\",\n     \"count\": %u,\n     \"emoji\": \"%s\",\n"
		    "     \"recent\": [\n", count, reactions[(first + i) % COUNT(reactions)]);
		write_givers(m, count);
		printf("\n     ]\n    }%s\n", i < lines - 1 ? "," : "");
	}
	fputs("   ]", stdout);
}

static void
write_service(struct message *m)
{
	uint32_t what = below(10);

	printf("   \"actor\": \"%s\",\n   \"actor_id\": \"%s\",\n", m->from->name, m->from->id);
	if (what < 5)
		fputs("   \"action\": \"join_group_by_link\",\n   \"inviter\": \"Group\",\n", stdout);
	else if (what < 6)
		printf("   \"action\": \"pin_message\",\n   \"message_id\": %" PRId64 ",\n", m->id - 1);
	else
		printf("   \"action\": \"%s\",\n   \"members\": [\n    \"%s\"\n   ],\n",
		    what < 9 ? "invite_members" : "remove_members", members[below(MEMBERS)].name);
	m->nparts = 0;
	write_text(m);
}

static void
write_message(struct message *m)
{
	bool service = chance(10);
	uint32_t kind = below(1000);
	char edited[24];

	format_date(m->at, m->date, sizeof(m->date));
	printf("  {\n   \"id\": %" PRId64 ",\n   \"type\": \"%s\",\n   \"date\": \"%s\",\n"
	    "   \"date_unixtime\": \"%" PRId64 "\",\n", m->id, service ? "service" : "message", m->date, m->at);
	if (service) {
		write_service(m);
		return;
	}
	if (chance(30)) {
		int64_t at = m->at + 5 + below(900);

		format_date(at, edited, sizeof(edited));
		printf("   \"edited\": \"%s\",\n   \"edited_unixtime\": \"%" PRId64 "\",\n", edited, at);
	}
	printf("   \"from\": \"%s\",\n   \"from_id\": \"%s\",\n", m->from->name, m->from->id);
	if (m->id > 100 && chance(250))
		printf("   \"reply_to_message_id\": %" PRId64 ",\n", m->id - 1 - waiting(12) % 90);
	if (chance(20))
		printf("   \"forwarded_from\": \"%s\",\n", members[below(MEMBERS)].name);
	write_media(m, kind);
	compose(m, kind);
	write_text(m);
	if (chance(120))
		write_reactions(m);
}

/* ----- time ----- */

/* How busy an hour is: days, weeks, years of growth, chance, and now and then an event. */
static int64_t
weight(int64_t hour)
{
	static const int64_t day[24] = { 35, 20, 12, 8, 8, 12, 30, 55, 80, 100, 105, 105, 115, 115, 105, 100,
	    100, 110, 125, 140, 150, 145, 115, 70 };
	static const int64_t week[7] = { 105, 120, 115, 95, 100, 100, 100 };	/* Friday first */
	static const int64_t noise[8] = { 45, 60, 75, 90, 105, 125, 160, 230 };
	uint64_t state = (uint64_t)hour, r = mix(&state);

	return day[hour % 24] * week[hour / 24 % 7] * (600 + 800 * hour / HOURS) / 1000 * noise[r % 8] / 100 *
	    ((r >> 8) % 500 == 0 ? 8 : 1);
}

/* Messages spread over so many seconds; what is in the file before them tells last. */
static void
write_span(struct message *m, int64_t since, int64_t seconds, int64_t count)
{
	static bool any;

	for (int64_t i = 0; i < count; i++) {
		m->id += 1 + (chance(40) ? 1 + below(3) : 0);	/* deleted ones leave gaps */
		m->at = since + (i * seconds + below((uint32_t)seconds)) / count;
		if (m->from == NULL || !chance(150))
			m->from = &members[zipf_draw(&member_law)];
		fputs(any ? ",\n" : "", stdout);
		any = true;
		write_message(m);
		fputs("\n  }", stdout);
	}
}

static void
write_history(struct message *m, int64_t count, int64_t from)
{
	int64_t total = 0, sum = 0, done = 0;

	for (int64_t hour = 0; hour < HOURS; hour++)
		total += weight(hour);
	for (int64_t hour = 0; hour < HOURS; hour++) {
		int64_t end;

		sum += weight(hour);
		end = (int64_t)((uint64_t)count * (uint64_t)sum / (uint64_t)total);
		if (hour >= from)
			write_span(m, BEGIN + hour * 3600, 3600, end - done);
		done = end;
	}
}

int
main(int argc, char **argv)
{
	static struct message m;
	static char buffer[1 << 20];
	int64_t count = argc > 1 ? strtoll(argv[1], NULL, 10) : 0;
	int64_t more = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
	int64_t days = argc > 3 ? strtoll(argv[3], NULL, 10) : HOURS / 24;

	if (count <= 0 || count > INT32_MAX / 2) {
		fputs("usage: generate COUNT [MORE [DAYS]]\n", stderr);
		return 2;
	}
	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	zipf_fill(&emoji_law);
	zipf_fill(&reaction_law);
	zipf_fill(&member_law);
	for (size_t i = 0; i < COUNT(scripts); i++)
		zipf_fill(&scripts[i].words);
	make_members();
	fputs("{\n \"name\": \"Bench\",\n \"type\": \"private_supergroup\",\n \"id\": 1234567890,\n"
	    " \"messages\": [\n", stdout);
	if (more > 0) {
		m.id = 2 * count;
		write_span(&m, BEGIN + HOURS * INT64_C(3600), DATE_SECONDS, more);
	} else
		write_history(&m, count, HOURS - days * 24);
	fputs("\n ]\n}\n", stdout);
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
