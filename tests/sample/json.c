#include "tests/sample/sample.h"

void
json_string(const char *text, enum form form)
{
	putchar('"');
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
		if (form == PAIRS && *p >= 0xf0) {
			unsigned c = (p[0] & 7U) << 18 | (p[1] & 63U) << 12;

			c |= (p[2] & 63U) << 6 | (p[3] & 63U);
			printf("\\u%04X\\u%04X", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
			p += 3;
		} else {
			if (*p == '"' || *p == '\\' || *p == '\n' || (form != EXPORT && *p == '/'))
				putchar('\\');
			putchar(*p == '\n' ? 'n' : *p);
		}
	putchar('"');
}

void
json_name(int who, int64_t at, enum form form)
{
	const char *first, *last;
	char whole[200];

	people_name(who, at, &first, &last);
	if (form == EXPORT && first == NULL) {
		fputs("null", stdout);
		return;
	}
	snprintf(whole, sizeof(whole), "%s%s%s", first != NULL ? first : "",
	    form == EXPORT && last != NULL ? " " : "", form == EXPORT && last != NULL ? last : "");
	json_string(whole, form);
	if (form != EXPORT && last != NULL) {
		fputs(",\"last_name\":", stdout);
		json_string(last, form);
	}
}

void
json_user(int who, int64_t at)
{
	static const char *const codes[] = { "en", "bg", "ru", "de", "ar", "he", "ja",
	    "zh-hans", "ko", "th" };

	printf("{\"id\":%" PRId64 ",\"is_bot\":%s,\"first_name\":", people[who].id,
	    who == BOT || who == SELF ? "true" : "false");
	json_name(who, at, API);
	if (people[who].username != NULL)
		printf(",\"username\":\"%s\"", people[who].username);
	printf(",\"language_code\":\"%s\"}", codes[people[who].lang]);
}

/* A chat's title is its first name. */
static void
put_chat(int who, int64_t at)
{
	printf("{\"id\":%" PRId64 ",\"title\":", people[who].id);
	json_name(who, at, API);
	fputs(who == CHANNEL ? ",\"username\":\"rila_trail_news\",\"type\":\"channel\"}" :
	    ",\"type\":\"supergroup\",\"is_forum\":true}", stdout);
}

static void
put_local(int64_t at)
{
	int64_t t = world_local(at);
	int ymd = world_ymd(t / DAY);

	printf("\"%04d-%02d-%02dT%02d:%02d:%02d\"", ymd / 10000, ymd / 100 % 100, ymd % 100,
	    (int)(t % DAY / 3600), (int)(t % 3600 / 60), (int)(t % 60));
}

static void
put_number(int64_t n)
{
	printf("%" PRId64, n);
}

void
json_put(const struct scene *s, const char *template)
{
	int64_t n = s->m != NULL ? s->m->id : s->at, id;
	int who = s->r != NULL ? s->r->who : s->m != NULL ? s->m->from : ELENA;
	bool quoted = false;

	id = people[who].id;
	for (; *template != '\0'; template++)
		switch (quoted && *template >= 'A' && *template <= 'Z' ? 0 : *template) {
		case '\'': putchar('"'); quoted = !quoted; break;
		case '$': put_number(n); break;
		case '#': put_number(n * 7 % 96 + 2); break;
		case '%': put_number(n * 7 % 8 + 2); break;
		case ';': fputs(",\n   ", stdout); break;
		case '~': json_put(s, "'(File not included. "
		    "Change data exporting settings to download.)'"); break;
		case '@': json_put(s, "'file_id':'CgACAgIAAx$','file_unique_id':'AgAD$','file_size':1#");
		    break;
		case 'A': json_user(who, s->at); break;
		case 'B': json_user(s->m->who, s->at); break;
		case 'C': put_chat(GROUP, s->at); break;
		case 'D': put_number(s->at); break;
		case 'E': put_chat(CHANNEL, s->at); break;
		case 'F': json_name(who, EXPORT_END, EXPORT); break;
		case 'G': printf("\"%s%" PRId64 "\"", id < 0 ? "channel" : "user",
		    id < 0 ? -id - 1000000000000 : id); break;
		case 'H': json_name(s->m->who, EXPORT_END, EXPORT); break;
		case 'I': json_name(ELENA, EXPORT_END, EXPORT); break;
		case 'J': put_local(s->at); break;
		case 'K': printf("\"%" PRId64 "\"", s->at); break;
		case 'M': updates_nested(s, s->m->reply); break;
		case 'R': put_number(s->w->message[s->m->reply].id); break;
		case 'T': json_string(s->m->title, API); break;
		default: putchar(*template);
		}
}

void
json_emoji(const struct scene *s, int which, enum form form)
{
	bool custom = which == CUSTOM_EMOJI;

	json_put(s, which == PAID ? "'paid'" : custom ? "'custom_emoji'" : "'emoji'");
	if (which == PAID)
		return;
	json_put(s, form == API ? "," : ",\n      ");
	json_put(s, !custom ? "'emoji'" : form == API ? "'custom_emoji_id'" : "'document_id'");
	json_put(s, form == API ? ":" : ": ");
	json_string(reactions_emoji[which], API);
}
