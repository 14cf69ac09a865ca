/*
 * Writes the sample chat: Boots & Banitsa, hikers who do not exist, seen from two sides.
 *
 *	sample export  > sample.json		Telegram Desktop, 2025-05-01 to 2026-09-12
 *	sample updates > sample-live.jsonl	Bot API, 2026-10-12 to 2026-11-20 18:19
 *
 * The whole life of the chat is played first, with one generator and integers only, so that every
 * machine writes the same bytes; then one side of it is written.  The month between is lived, too,
 * but nobody recorded it.  Local time is Europe/Sofia, whose rules are written out here because a
 * fixture must not depend on the machine's zone files.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array)	((int)(sizeof(array) / sizeof((array)[0])))
#define DAY		86400
#define BEGIN		utc(20250501, 600)
#define EXPORT_END	utc(20260912, 1900)
#define LIVE_BEGIN	utc(20261012, 600)
#define LIVE_END	utc(20261120, 1620)

enum { MESSAGES_MAX = 10000, PARTS_MAX = 30000, REACTIONS_MAX = 8000, EVENTS_MAX = 4000,
    ARENA = 1 << 20 };
enum lang { EN, BG, RU, DE, AR, HE, JA, ZH, KO, TH };
enum topic { GENERAL, HIKES, GEAR, OFFTOPIC, WINTER, TOPICS };
enum role { OPEN, REPLY, CAPTION, TALE };

/* Messages first, services after STORY. */
enum kind { TEXT, PHOTO, STICKER, VOICE, VIDEO, ANIMATION, VIDEO_NOTE, DOCUMENT, AUDIO, LOCATION,
    VENUE, CONTACT, POLL, DICE, STORY, CREATED, BY_LINK, INVITED, LEFT, TITLE, TOPIC_MADE,
    TOPIC_NAMED, PINNED, STATUS };

enum span { PLAIN, LINK, MENTION, HASHTAG, COMMAND, BOLD, ITALIC, CODE, PRE, SPOILER,
    TEXT_LINK, NAME, CUSTOM };
static const struct {
	char		 mark;		/* of a literal one in a template: {#sunrise} */
	const char	*export, *api;
	const char	*extra, *api_extra;	/* what comes with it */
} spans[] = {
	{ 0, "plain", NULL, NULL, NULL },
	{ ':', "link", "url", NULL, NULL },
	{ '@', "mention", "mention", NULL, NULL },
	{ '#', "hashtag", "hashtag", NULL, NULL },
	{ '/', "bot_command", "bot_command", NULL, NULL },
	{ '*', "bold", "bold", NULL, NULL },
	{ '_', "italic", "italic", NULL, NULL },
	{ '`', "code", "code", NULL, NULL },
	{ '~', "pre", "pre", "language", "language" },
	{ '^', "spoiler", "spoiler", NULL, NULL },
	{ '>', "text_link", "text_link", "href", "url" },
	{ 0, "mention_name", "text_mention", "user_id", "user" },
	{ '!', "custom_emoji", "custom_emoji", "document_id", "custom_emoji_id" },
};

static const struct member {
	int64_t		 id;
	const char	*first, *last, *username;	/* first NULL: a deleted account */
	enum lang	 lang;
	int		 joined, left;		/* yyyymmdd, 0: never left */
	unsigned	 early, late;		/* how much they write, from begin to end */
	char		 hours;			/* m mornings, d days, e evenings, n nights */
} members[] = {
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
enum { ELENA = 0, BORIS = 1, FOX = 13, EVE = 17, DROP = 20, NIKI = 24, OSCAR = 28, BOT = 33,
    SELF, GROUP, CHANNEL, NOBODY = -1 };

/* Names that change; an export shows the name of its own day for everything. */
static const struct {
	int		 who, day;
	const char	*first, *last;
} renames[] = {
	{ NIKI, 20260920, "Niki ⛰️", "2925 m" },
	{ NIKI, 20261107, "Николай", "Връхов" },
	{ GROUP, 20261108, "Boots & Banitsa 🥾❄️", NULL },
};

static const struct {
	const char	*name;
	enum span	 span;
	const char	*words;
} lists[] = {
	{ "peak", PLAIN, "Musala|Malyovitsa|Vihren|Cherni Vrah|Botev|Todorka|Polezhan|Ruen|"
	    "Kutelo|Orlovets|Haramiya" },
	{ "връх", PLAIN, "Мусала|Мальовица|Вихрен|Черни връх|Ботев|Тодорка|Полежан|Руен|Кутело|"
	    "Орловец" },
	{ "hut", PLAIN, "Ribni Ezera|Ivan Vazov|Skakavitsa|Yavorov|Demyanitsa|Tevno Ezero|Aleko|"
	    "Grancharitsa|Rai" },
	{ "хижа", PLAIN, "Рибни езера|Иван Вазов|Скакавица|Яворов|Демяница|Тевно езеро|Алеко|"
	    "Грънчар|Рай" },
	{ "gear", PLAIN, "gaiters|trekking poles|a headlamp|a rain shell|crampons|a 30 l pack|"
	    "wool socks|a stove|a map" },
	{ "food", PLAIN, "banitsa|lentil soup|lyutenitsa|walnut cake|mekitsi|tarator|bean stew|"
	    "mountain tea|dark chocolate" },
	{ "храна", PLAIN, "баница|боб чорба|лютеница|мекици|таратор|халва|планински чай|погача" },
	{ "day", PLAIN, "Saturday|Sunday|Saturday morning|the long weekend|next Saturday|"
	    "tomorrow" },
	{ "weather", PLAIN, "clear sky|light rain|thunder after 14:00|fog above 2000 m|"
	    "strong wind|fresh snow|sunny|drizzle" },
	{ "happy", PLAIN, "😂|🔥|🥾|⛰️|🏔️|🙌🏽|👍🏻|☀️|😅|❤️|🤩|🥰|🐻|🫖|🎒|👨‍👩‍👧‍👦|🧗🏾‍♂️|🇧🇬|1️⃣|"
	    "😂😂😂|🤷🏻‍♀️|🎉|😍" },
	{ "url", LINK, "https://huts.example.org/ribni-ezera|"
	    "https://weather.example.net/rila/hourly|"
	    "https://maps.example.com/t/7-lakes?layer=topo&z=14|https://huts.example.org/book|"
	    "http://www.example.org/trail-report|gear.example.com/sale|"
	    "https://weather.example.net/pirin|https://photos.example.com/album/42|"
	    "https://xn--e1afmkfd.example/връх" },
	{ "tag", HASHTAG, "#sunrise|#rila|#pirin|#muddyboots|#7lakes|#сняг|#gear|#banitsa|"
	    "#снимка_на_деня" },
};

/* What people say.  {word} is drawn from a list, {n} a number, {user} and {name} another member. */
static const struct {
	enum lang	 lang;
	enum topic	 topic;
	enum role	 role;
	const char	*text;
} lines[] = {
	{ EN, HIKES, OPEN,
	    "Who is in for {peak} on {day}?|Plan for {day}: {peak}, start at {n}:30, {n} km. "
	    "Any takers?|Is the path from {hut} to {peak} free of snow?|Weather for {day}: "
	    "{weather}. Shall we still go?|{*Plan}\n- meet at the station at 6:40\n- bus to "
	    "{hut}\n- {peak} and back, {n} km\nWho drives?|Does anyone have a GPX for {peak}?" },
	{ EN, HIKES, OPEN,
	    "I checked {url} and it says {weather} around {peak}|{user} are we still on for "
	    "{peak}?|Booked {n} beds at {hut}, first come first served|Two seats free in my car "
	    "on {day}, leaving at 6|{tag} Back from {peak}, knees complain, soul does not|The "
	    "chairlift to {hut} is closed until further notice, see {url}" },
	{ EN, HIKES, OPEN,
	    "Hut {hut} asked us to confirm by Thursday. How many are we?|Which side of {peak} "
	    "is less steep?|Hot take: {peak} in fog is still better than the office|Sunrise "
	    "hike on {day}, anybody? Start at 3:30 ☕|HAS ANYBODY SEEN THE FORECAST FOR {peak}? "
	    "{weather}!|Trail closed below {hut}, detour adds {n} minutes" },
	{ EN, GEAR, OPEN,
	    "Anyone selling {gear}?|My boots gave up on {peak}. What do you wear?|Found {gear} "
	    "at the car park of {hut}, whose is it?|Do I need {gear} for {peak} in this season?|"
	    "Sale on {gear}: {url}|{gear}: worth it or a gadget?|Packed for {day}: {gear}, "
	    "{food}, optimism {happy}|Waxed my boots, {n} g heavier, {n} times happier" },
	{ EN, GEAR, OPEN,
	    "Weighing my pack in a shell:\n{~for f in pack/*; do weigh \"$f\"; done}\n"
	    "Result: too much {food}|Set your GPS to {`EPSG:4326}, not to the old grid|Can "
	    "somebody lend me {gear} for {day}?|How do you dry boots overnight at {hut}?|I "
	    "washed my rain shell and now it is a rain sponge. Help?" },
	{ EN, OFFTOPIC, OPEN,
	    "Best {food} in town, go: {happy}|Recipe for hut-style {food}? My attempt looked "
	    "like a landslide|Riddle: what goes up but has no legs? {^the fog}|"
	    "Anyone for {food} after work?|My cat is sleeping in the tent again {happy}|Film "
	    "night at mine, {n} people fit on the floor|Learning Bulgarian: is {_хайде} ever "
	    "wrong?" },
	{ EN, GENERAL, OPEN,
	    "Good morning, mountains {happy}|Welcome {name}! What is your favourite peak?|Hello "
	    "everyone {happy}|I made an album of last weekend: {url}|Where are the "
	    "photos of {peak}, {user}?|It is raining in Sofia and I am thinking of {hut}|Poll "
	    "or coin toss for {day}?|Reminder: leave no trace {tag}|{>the group "
	    "rules=https://example.org/rules}" },
	{ EN, HIKES, REPLY,
	    "I am in!|Count me in {happy}|+1|Can't, working {day} 😭|What time do we start?|{n} "
	    "of us from Sofia|That ridge is no joke in wind|Only if there is {food} at {hut}|"
	    "How long is it?|Maybe, ask me on Friday|Yes! {happy}|Last year it took us {n} "
	    "hours, with many photo stops|I can drive, {n}:00 at the metro?|wait for me please" },
	{ EN, GEAR, REPLY,
	    "Take {gear}, trust me|Mine lasted {n} years|I have a spare one|Never needed it|"
	    "Check {url}|Same here|Duct tape fixes everything|Try them on in the evening, feet "
	    "grow|How much?|Bought the same, love it|Too heavy {happy}" },
	{ EN, GENERAL, REPLY,
	    "haha {happy}|Nice!|😂😂|True|So beautiful|Where is that?|ok|Thanks {user}!|Well "
	    "said|No way!!|I miss the mountains|lol|Great shot!|Which trail was it?|See you "
	    "there {happy}|Agreed, {name} knows it best|👍|{happy}|What a view! {happy}|sorry, "
	    "just saw this|don't forget the {food}|That's what I said yesterday|Sounds good to "
	    "me|Why?" },
	{ EN, OFFTOPIC, REPLY,
	    "I want {food} now|Recipe please!|My grandmother's is better, sorry|Yum {happy}|{n} "
	    "out of 10|Is there any left?|Stop it, I am hungry|That is art|{!🥧}{!🥾} both "
	    "please|Who brings the {food}?" },
	{ EN, GENERAL, CAPTION,
	    "{peak}, {n} minutes ago|Morning at {hut} {happy}|Found a shortcut. It was not a "
	    "shortcut|{tag}|Above the clouds {tag} {happy}|Lunch: {food}|Spot the hiker!|Same "
	    "place, one year later|Guess the peak?" },
	{ EN, GENERAL, TALE,
	    "We left {hut} before sunrise and the grass was white. |Then came {weather}, and "
	    "{food} under a rock. |At the saddle below {peak} we met {n} goats who did not want "
	    "to share the path. |The last {n} metres were all scree. |Somebody sang, nobody "
	    "complained, everybody pretended not to be tired. |On the way down the fog opened "
	    "for a minute. |At the hut there was {food} for everyone.\n\n|My feet hurt in "
	    "places that I did not know I had. |Would do it again. " },
	{ BG, HIKES, OPEN,
	    "Кой е за {връх} в събота?|Предлагам {връх} в неделя, тръгване в {n}:00. Кой идва?|"
	    "Как е пътеката до {хижа}? Има ли сняг?|Прогнозата е добра, {url}|Запазих {n} легла "
	    "на хижа {хижа}|Имам две места в колата за събота|Някой качвал ли е {връх} през "
	    "зимата?|Лифтът не работи до петък ⚠️|{user} ще караш ли?" },
	{ BG, GEAR, OPEN,
	    "Някой продава ли щеки?|Какви обувки носите на {връх}?|Трябват ли ми котки за "
	    "{връх}?|Забравих челника на {хижа}, някой да го е виждал?|Нова раница, {n} грама "
	    "{happy}" },
	{ BG, OFFTOPIC, OPEN,
	    "Кой прави най-хубавата {храна}?|Днес: {храна} и мързел {happy}|Рецепта за {храна}, "
	    "моля!|Чай на {хижа} > кафе в офиса|Котката ми изяде половината {храна}" },
	{ BG, GENERAL, OPEN,
	    "Добро утро, планинари! {happy}|Как сте? {happy}|Къде са снимките от {връх}?|"
	    "Добре дошъл, {name}!|Много ми липсва Рила|Кога се виждаме?|Снимки: {url} {tag}" },
	{ BG, HIKES, REPLY,
	    "И аз!|Аз съм „за“ {happy}|Не мога, на работа съм|В колко часа?|Чакайте ме|Ще видя "
	    "до петък|Супер!|Миналата година беше кал до коленете|От коя страна ще качваме?|+1|"
	    "С мен сме {n} души" },
	{ BG, GENERAL, REPLY,
	    "Ха-ха {happy}|Точно така|Браво!|Много красиво|Къде е това?|ок|Благодаря!|Утре ще "
	    "пиша|Не вярвам!|И аз искам {храна}|Хайде|хахаха|Разбира се|Кой ще носи {храна}?|"
	    "{happy}|👏👏|Не забравяйте {храна}" },
	{ BG, GENERAL, CAPTION,
	    "{връх} днес|Хижа {хижа} {happy}|Над облаците {tag}|Обяд: {храна}|Познайте къде е?" },
	{ RU, HIKES, OPEN,
	    "Кто идёт на {връх} в субботу?|Погода: обещают грозу после обеда, может, в "
	    "воскресенье?|Посмотрел {url}, тропа открыта|Сколько часов от {хижа} до вершины?|"
	    "Ищу попутчиков на выходные {happy}" },
	{ RU, GENERAL, OPEN,
	    "Доброе утро, горы {happy}|Не спится. Кто ещё смотрит карты ночью?|Скучаю по "
	    "Рильским озёрам|Варю чай в термос, завтра рано вставать|У кого есть рецепт {храна}?" },
	{ RU, GENERAL, REPLY,
	    "Я с вами!|Круто {happy}|Ахаха|Не успею, увы|А во сколько?|Ничего себе!|Согласен|"
	    "Ждите меня|ок|Красота какая|Ёлки, опять дождь|Кто несёт палатку?" },
	{ DE, HIKES, OPEN,
	    "Wer kommt am Samstag mit auf den {peak}?|Fährt am Sonntag ein Bus nach {hut}?|"
	    "Wetterbericht: {n} Grad und Sonne, das wäre schön|Hüttenübernachtung auf {hut}: "
	    "noch {n} Betten frei" },
	{ DE, GENERAL, REPLY,
	    "Ich bin dabei!|Schön {happy}|Leider krank|Wann geht's los?|Genau|Größer, weiter, "
	    "müder|Na klar!|Straßenbahn verpasst, komme später|Prima" },
	{ AR, GENERAL, OPEN,
	    "صباح الخير يا أصدقاء {happy}|من سيأتي إلى {peak} يوم السبت؟|الجو جميل اليوم|أين "
	    "الصور؟" },
	{ AR, GENERAL, REPLY,
	    "أنا معكم!|رائع {happy}|شكراً|متى نلتقي؟|ما أجمل الجبل" },
	{ HE, GENERAL, OPEN,
	    "בוקר טוב לכולם {happy}|מי בא ל-{peak} בשבת?|יש מקום ברכב?|איזה נוף" },
	{ HE, GENERAL, REPLY,
	    "אני בא!|יפה מאוד {happy}|תודה|מתי יוצאים?|חחח" },
	{ JA, GENERAL, OPEN,
	    "おはようございます{happy}|土曜日、{peak}に登りませんか？|山の上は雪でした|"
	    "今日の写真です {tag}|山小屋は何時まで開いていますか？" },
	{ JA, GENERAL, REPLY,
	    "行きたいです！|すごい{happy}|ありがとう|きれいですね|いいですね、何時ですか？|"
	    "お疲れさまでした" },
	{ ZH, GENERAL, OPEN,
	    "大家早上好{happy}|周六有人去{peak}吗？|山顶下雪了|我做了登山计划：{url}" },
	{ ZH, GENERAL, REPLY,
	    "我也去！|太美了{happy}|谢谢|几点出发？|哈哈哈|加油" },
	{ KO, GENERAL, OPEN,
	    "좋은 아침이에요 {happy}|토요일에 {peak} 갈 사람?|산에 눈이 왔어요|등산화 추천해 "
	    "주세요" },
	{ KO, GENERAL, REPLY,
	    "저도 갈래요!|멋있어요 {happy}|감사합니다|몇 시에 만나요?|ㅋㅋㅋ" },
	{ TH, GENERAL, OPEN,
	    "สวัสดีตอนเช้าทุกคน {happy}|วันเสาร์ใครไป {peak} บ้าง?|อากาศดีมากวันนี้" },
	{ TH, GENERAL, REPLY,
	    "ไปด้วย!|สวยมาก {happy}|ขอบคุณค่ะ|กี่โมง?" },
};

#define ADMINISTRATOR "'status':'administrator','can_be_edited':false,'is_anonymous':false," \
    "'can_manage_chat':true,'can_delete_messages':true,'can_manage_video_chats':true," \
    "'can_restrict_members':true,'can_promote_members':false,'can_change_info':true," \
    "'can_invite_users':true,'can_post_stories':false,'can_edit_stories':false," \
    "'can_delete_stories':false,'can_pin_messages':true,'can_manage_topics':true"
#define RESTRICTED "'status':'restricted','is_member':true,'can_send_messages':true," \
    "'can_send_audios':false,'can_send_documents':false,'can_send_photos':true," \
    "'can_send_videos':false,'can_send_video_notes':false,'can_send_voice_notes':false," \
    "'can_send_polls':false,'can_send_other_messages':false,'can_add_web_page_previews':false," \
    "'can_react_to_messages':true,'can_edit_tag':false,'can_change_info':false," \
    "'can_invite_users':false,'can_pin_messages':false,'can_manage_topics':false," \
    "'until_date':1794600000"

/*
 * How each kind is written, see put(): ' is ", ; ends a field of an export, $ is the message's id,
 * # a small number, % one of a digit, ~ a file left out of the export, @ what every file of the Bot
 * API has.  Outside of quotes: A who acts, B to whom, C the chat, D, J and K the instant, E the
 * channel, F and G the name and id of who acts, H the name of to whom, I Elena's, M and R the message
 * replied to and its id, T a title.
 */
#define CHANGE "'chat_member':{'chat':C,'from':A,'date':D,'old_chat_member':{'user':B,'status':"
#define INTO "},'new_chat_member':{'user':B,"
static const struct {
	unsigned	 share;		/* of 1000 messages */
	bool		 caption;	/* may have one */
	const char	*export, *api;
	const char	*member;	/* the update about the member that comes with it */
} kinds[] = {
	[TEXT] = { 780, false, "", "", NULL },
	[PHOTO] = { 85, true,
	    "'photo': ~;'photo_file_size': #14213;'width': 1280;'height': 960;",
	    "'photo':[{@,'width':90,'height':67},{@,'width':1280,'height':960}]", NULL },
	[STICKER] = { 40, false,
	    "'file': ~;'file_name': 'sticker.webp';'file_size': #2034;'media_type': 'sticker';"
	    "'sticker_emoji': '🥾';'mime_type': 'image/webp';'width': 512;'height': 512;",
	    "'sticker':{@,'type':'regular','width':512,'height':512,'is_animated':false,"
	    "'is_video':false,'emoji':'🥾','set_name':'BootsAndBanitsa'}", NULL },
	[VOICE] = { 22, false,
	    "'file': ~;'file_name': 'audio_$.ogg';'file_size': #7012;"
	    "'media_type': 'voice_message';'mime_type': 'audio/ogg';'duration_seconds': #;",
	    "'voice':{@,'duration':#,'mime_type':'audio\\/ogg'}", NULL },
	[VIDEO] = { 18, true,
	    "'file': ~;'file_name': 'VID_$.mp4';'file_size': #813270;'media_type': 'video_file';"
	    "'mime_type': 'video/mp4';'duration_seconds': #;'width': 1920;'height': 1080;",
	    "'video':{@,'duration':#,'width':1920,'height':1080,'mime_type':'video\\/mp4'}", NULL },
	[ANIMATION] = { 14, false,
	    "'file': ~;'file_name': 'goat.mp4';'file_size': #51270;'media_type': 'animation';"
	    "'mime_type': 'video/mp4';'duration_seconds': 3;'width': 320;'height': 240;",
	    "'animation':{@,'duration':3,'width':320,'height':240},'document':{@}", NULL },
	[VIDEO_NOTE] = { 6, false,
	    "'file': ~;'file_size': #31270;'media_type': 'video_message';'mime_type': 'video/mp4';"
	    "'duration_seconds': #;'width': 400;'height': 400;",
	    "'video_note':{@,'duration':#,'length':400}", NULL },
	[DOCUMENT] = { 9, true,
	    "'file': ~;'file_name': 'track-$.gpx';'file_size': #1270;"
	    "'mime_type': 'application/gpx+xml';",
	    "'document':{@,'file_name':'track-$.gpx','mime_type':'application\\/gpx+xml'}", NULL },
	[AUDIO] = { 3, false,
	    "'file': ~;'file_name': 'bells.mp3';'file_size': #312700;'media_type': 'audio_file';"
	    "'performer': 'Cows of Belmeken';'title': 'Bells, take #';'mime_type': 'audio/mpeg';"
	    "'duration_seconds': 1#;",
	    "'audio':{@,'duration':1#,'performer':'Cows of Belmeken','title':'Bells, take #'}",
	    NULL },
	[LOCATION] = { 6, false,
	    "'location_information': {\n    'latitude': 42.17#,\n    'longitude': 23.58#\n   };",
	    "'location':{'latitude':42.17#,'longitude':23.58#}", NULL },
	[VENUE] = { 4, false,
	    "'place_name': 'Hut with the blue door';'address': 'Trail #, above the lake';"
	    "'location_information': {\n    'latitude': 42.21#,\n    'longitude': 23.31#\n   };",
	    "'venue':{'location':{'latitude':42.21#,'longitude':23.31#},"
	    "'title':'Hut with the blue door','address':'Trail #, above the lake'},"
	    "'location':{'latitude':42.21#,'longitude':23.31#}", NULL },
	[CONTACT] = { 3, false,
	    "'contact_information': {\n    'first_name': 'Hut keeper',\n    'last_name': '',\n"
	    "    'phone_number': '+359 00 000 00#'\n   };",
	    "'contact':{'phone_number':'3590000000#','first_name':'Hut keeper'}", NULL },
	[POLL] = { 5, false,
	    "'poll': {\n    'question': 'Where to on Saturday?',\n    'closed': false,\n"
	    "    'total_voters': 1%,\n    'answers': [\n     {\n      'text': 'Musala',\n"
	    "      'voters': %,\n      'chosen': false\n     },\n     {\n"
	    "      'text': 'The bakery',\n      'voters': 4,\n      'chosen': false\n     },\n"
	    "     {\n      'text': 'Stay in bed',\n      'voters': 6,\n      'chosen': false\n"
	    "     }\n    ]\n   };",
	    "'poll':{'id':'60$','question':'Where to on Saturday?',"
	    "'options':[{'persistent_id':'0','text':'Musala','voter_count':0},"
	    "{'persistent_id':'1','text':'The bakery','voter_count':0},"
	    "{'persistent_id':'2','text':'Stay in bed','voter_count':0}],'total_voter_count':0,"
	    "'is_closed':false,'is_anonymous':true,'type':'regular',"
	    "'allows_multiple_answers':false,'allows_revoting':true,'members_only':false}", NULL },
	/* An export knows nothing of these two: it has a message with an empty text. */
	[DICE] = { 4, false, "", "'dice':{'emoji':'🎲','value':4}", NULL },
	[STORY] = { 1, false, "", "'story':{'chat':E,'id':#}", NULL },
	[CREATED] = { .export = "'action': 'create_channel';'title': T;", .api = "" },
	[BY_LINK] = { .export = "'action': 'join_group_by_link';'inviter': I;",
	    .api = "'new_chat_members':[B]",
	    .member = CHANGE "'left'" INTO "'status':'member'},'invite_link':{'creator':A,"
	    "'invite_link':'https:\\/\\/join.example.org\\/boots','creates_join_request':false,"
	    "'is_primary':true,'is_revoked':false}}" },
	[INVITED] = { .export = "'action': 'invite_members';'members': [\n    H\n   ];",
	    .api = "'new_chat_members':[B]",
	    .member = CHANGE "'left'" INTO "'status':'member'}}" },
	[LEFT] = { .export = "'action': 'remove_members';'members': [\n    H\n   ];",
	    .api = "'left_chat_member':B",
	    .member = CHANGE "'member'" INTO "'status':'left'}}" },
	[TITLE] = { .export = "'action': 'edit_group_title';'title': T;",
	    .api = "'new_chat_title':T" },
	[TOPIC_MADE] = { .export = "'action': 'topic_created';'title': T;",
	    .api = "'forum_topic_created':{'name':T,'icon_color':7322096}" },
	[TOPIC_NAMED] = { .export = "'action': 'topic_edit';'new_title': T;",
	    .api = "'forum_topic_edited':{'name':T}" },
	[PINNED] = { .export = "'action': 'pin_message';'message_id': R;",
	    .api = "'pinned_message':M" },
	/* No message: text is the update. */
	[STATUS] = { .export = "", .api = "" },
};

/* What has to happen at a certain time, in UTC; text is a title, an update, or what is said. */
static const struct {
	int		 day, time;
	enum kind	 kind;
	int		 from, who;
	enum topic	 topic;
	const char	*text;
} script[] = {
	{ 20250501, 600, CREATED, ELENA, NOBODY, GENERAL, "Sunday boots" },
	{ 20250501, 610, TEXT, ELENA, NOBODY, GENERAL,
	    "Welcome! First hike: {*Musala}. Who has a car?" },
	{ 20250602, 1712, TOPIC_MADE, ELENA, NOBODY, HIKES, "Hikes" },
	{ 20250620, 1840, TITLE, ELENA, NOBODY, GENERAL, "Boots & Banitsa 🥾" },
	{ 20250820, 905, TOPIC_MADE, BORIS, NOBODY, GEAR, "Gear" },
	/* The hour from 3 to 4 comes twice. */
	{ 20251026, 41, TEXT, FOX, NOBODY, GENERAL, "It is 3:41 and I cannot sleep {happy}" },
	{ 20251026, 120, TEXT, FOX, NOBODY, GENERAL, "It is 3:20. Again?!" },
	{ 20261025, 30, TEXT, FOX, NOBODY, GENERAL, "3:30, clocks go back today" },
	{ 20261025, 130, TEXT, NIKI, NOBODY, GENERAL, "3:30, the second one. Still awake?" },
	{ 20251231, 2157, TEXT, BORIS, NOBODY, GENERAL, "Last one of the year!" },
	{ 20251231, 2203, TEXT, ELENA, NOBODY, GENERAL, "Честита Нова година! 🎉🎉🎉" },
	{ 20260110, 1400, TOPIC_MADE, ELENA, NOBODY, OFFTOPIC, "Off-topic" },
	{ 20260415, 1130, TOPIC_NAMED, ELENA, NOBODY, OFFTOPIC, "Off-topic 🏔" },
	{ 20261012, 605, TEXT, ELENA, NOBODY, GENERAL,
	    "From today a bot counts us. Say something clever {happy}" },
	{ 20261015, 710, STATUS, ELENA, OSCAR, GENERAL,
	    CHANGE "'member'" INTO ADMINISTRATOR "}}" },
	{ 20261102, 1605, TOPIC_MADE, ELENA, NOBODY, WINTER, "Winter ❄️" },
	{ 20261105, 1220, TOPIC_NAMED, BORIS, NOBODY, GEAR, "Gear & repairs" },
	{ 20261108, 1000, TITLE, ELENA, NOBODY, GENERAL, "Boots & Banitsa 🥾❄️" },
	{ 20261111, 2015, STATUS, ELENA, DROP, GENERAL,
	    CHANGE "'member'" INTO RESTRICTED "}}" },
	{ 20261114, 2158, TEXT, EVE, NOBODY, GENERAL, "Two minutes to midnight" },
	{ 20261114, 2201, TEXT, EVE, NOBODY, GENERAL, "and now it is Sunday" },
	{ 20261120, 1619, TEXT, BORIS, NOBODY, HIKES,
	    "Тръгваме в 6:40 от метрото. Кой ще закъснее?" },
};

/* Updates of other kinds. */
#define ELENA_IS "'from':{'id':410000101,'is_bot':false,'first_name':'Elena'}"
#define BOT_IS "'user':{'id':7300000135,'is_bot':true,'first_name':'chatstat'}"
static const struct {
	int		 day, time;
	const char	*json;
} others[] = {
	{ 20261012, 600, "'my_chat_member':{'chat':C," ELENA_IS ",'date':D,'old_chat_member':{"
	    BOT_IS ",'status':'left'},'new_chat_member':{" BOT_IS ",'status':'member'}}" },
	{ 20261012, 601, "'my_chat_member':{'chat':C," ELENA_IS ",'date':D,'old_chat_member':{"
	    BOT_IS ",'status':'member'},'new_chat_member':{" BOT_IS "," ADMINISTRATOR "}}" },
	{ 20261016, 1500, "'message':{'message_id':7," ELENA_IS ",'chat':{'id':410000101,"
	    "'first_name':'Elena','type':'private'},'date':D,'text':'\\/start','entities':"
	    "[{'type':'bot_command','offset':0,'length':6}]}" },
	{ 20261020, 1730, "'callback_query':{'id':'4382$'," ELENA_IS ",'chat_instance':'-77',"
	    "'data':'top:30'}" },
	{ 20261103, 800, "'poll':{'id':'607432','question':'Where to on Saturday?','options':"
	    "[{'persistent_id':'0','text':'Musala','voter_count':7},{'persistent_id':'1','text':"
	    "'The bakery','voter_count':9},{'persistent_id':'2','text':'Stay in bed','voter_count':"
	    "2}],'total_voter_count':18,'is_closed':true,"
	    "'is_anonymous':true,'type':'regular','allows_multiple_answers':false,"
	    "'allows_revoting':false,'members_only':false}" },
};

/* What comes, now and then, for a channel's post. */
static const char totals[] = "'message_reaction_count':{'chat':C,'message_id':$,'date':D,"
    "'reactions':[{'type':{'type':'emoji','emoji':'👍'},'total_count':#},"
    "{'type':{'type':'emoji','emoji':'🔥'},'total_count':2}]}";

/* One custom emoji by its id; the last is what only stars can buy. */
enum { CUSTOM_EMOJI = 10, PAID };
static const char *const emoji[] = { "", "👍", "❤", "🔥", "😁", "🎉", "🤩", "👏", "🙏", "😢",
    "5368324170671202286", "paid" };

struct part {
	enum span	 span;
	const char	*text, *extra;
	int		 who;
};

struct message {
	int64_t		 id, at, edited;	/* edited: when its last part was added; 0: never */
	enum kind	 kind;
	enum topic	 topic;
	int		 from, who;		/* of members[]; who: joined, left, changed */
	int		 reply;			/* index of a message, or -1 */
	const struct part *part;
	int		 nparts;
	int		 reaction, nreactions;	/* where its first ones are in reaction[] */
	int64_t		 album;			/* 0: none */
	const char	*title;
	bool		 forwarded;
	bool		 late;			/* its edit and reactions are told before it */
};

struct reaction {
	int		 message, who;
	int64_t		 at;
	int		 old[2], new[2];	/* indexes of emoji[], 0: none */
};

enum event_type { MESSAGE, EDIT, REACTION, TOTALS, MEMBER, OTHER };
struct event {
	int64_t		 key;
	int		 sequence;
	enum event_type	 type;
	int		 index;
};

struct world {
	uint64_t	 random;
	struct message	 message[MESSAGES_MAX];
	int		 nmessages;
	const struct message *order[MESSAGES_MAX];
	int		 root[TOPICS];
	struct part	 part[PARTS_MAX];
	int		 nparts;
	struct reaction	 reaction[REACTIONS_MAX];
	int		 nreactions;
	struct event	 event[EVENTS_MAX];
	int		 nevents;
	char		 arena[ARENA];
	size_t		 used;
};

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "sample: %s\n", what);
	exit(1);
}

/*
 * splitmix64, by its published constants.  No expression may draw twice where C leaves the order
 * open: compilers would write different chats.
 */
static unsigned
below(struct world *w, unsigned n)
{
	uint64_t z = w->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (unsigned)((z ^ (z >> 31)) % n);
}

static bool
chance(struct world *w, unsigned permille)
{
	return below(w, 1000) < permille;
}

/* Days from 1970-01-01 to a day written as yyyymmdd, counting years from March. */
static int64_t
day_of(int ymd)
{
	int64_t m = (ymd / 100 % 100 + 9) % 12, y = ymd / 10000 - m / 10;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + ymd % 100 - 719469;
}

static int64_t
utc(int ymd, int hhmm)
{
	return day_of(ymd) * DAY + hhmm / 100 * 3600 + hhmm % 100 * 60;
}

static int64_t
local(int64_t at)
{
	if ((at >= utc(20251026, 100) && at < utc(20260329, 100)) || at >= utc(20261025, 100))
		return at + 2 * 3600;
	return at + 3 * 3600;
}

static int
ymd_of(int64_t day)
{
	int year = 2025, month = 1;

	while (day_of((year + 1) * 10000 + 101) <= day)
		year++;
	while (month < 12 && day_of(year * 10000 + (month + 1) * 100 + 1) <= day)
		month++;
	return year * 10000 + month * 100 + 1 + (int)(day - day_of(year * 10000 + month * 100 + 1));
}

/* One of the alternatives in "a|b|c". */
static const char *
pick(struct world *w, const char *list, size_t *length)
{
	unsigned n = 1;

	for (const char *p = list; *p != '\0'; p++)
		n += *p == '|';
	for (n = below(w, n); n > 0; n--)
		list = strchr(list, '|') + 1;
	*length = strcspn(list, "|");
	return list;
}

static const char *
keep(struct world *w, const char *text, size_t length)
{
	char *copy = w->arena + w->used;

	if (w->used + length + 1 > sizeof(w->arena))
		die("arena is full");
	memcpy(copy, text, length);
	copy[length] = '\0';
	w->used += length + 1;
	return copy;
}

/* Adds text to a message, to its last part if both are plain (and so end where the arena ends). */
static void
say(struct world *w, struct message *m, enum span span, const char *text, size_t length)
{
	struct part *part = &w->part[w->nparts];

	if (span == PLAIN && m->nparts > 0 && part[-1].span == PLAIN) {
		w->used--;
		keep(w, text, length);
		return;
	}
	if (w->nparts == PARTS_MAX)
		die("too many parts");
	if (m->nparts == 0)
		m->part = part;
	m->nparts++;
	w->nparts++;
	*part = (struct part){ .span = span, .text = keep(w, text, length), .who = NOBODY };
}

static bool
active(int who, int64_t at)
{
	return at >= utc(members[who].joined, 1100) &&
	    (members[who].left == 0 || at < utc(members[who].left, 1600));
}

/* How likely a member is to write now: a trend, moods by the month, hours of the day. */
static unsigned
weight(int who, int64_t at)
{
	static const char habits[] = "mden";
	static const unsigned parts[][4] = { { 1, 10, 5, 3 }, { 1, 6, 9, 4 }, { 1, 3, 5, 9 },
	    { 9, 1, 3, 6 } };
	unsigned past = (unsigned)((at - BEGIN) * 100 / (LIVE_END - BEGIN));
	unsigned month = (unsigned)(local(at) / (30 * DAY));
	unsigned mood = 30 + (month * 2654435761U ^ (unsigned)who * 40503U) / 7 % 150;
	unsigned trend = members[who].early * (100 - past) + members[who].late * past;
	int64_t habit = strchr(habits, members[who].hours) - habits;

	return active(who, at) ? trend * mood * parts[habit][local(at) % DAY / (6 * 3600)] : 0;
}

/* Somebody, by weight; those who speak a language more often. */
static int
somebody(struct world *w, int64_t at, enum lang lang)
{
	unsigned weights[BOT], sum = 0, n;
	int who = 0;

	for (int i = 0; i < BOT; i++) {
		weights[i] = weight(i, at) / 100;
		if (lang != EN && members[i].lang == lang)
			weights[i] *= 4;
		sum += weights[i];
	}
	for (n = below(w, sum); n >= weights[who]; who++)
		n -= weights[who];
	return who;
}

/* What stands between braces: the name of a list, or, after a mark, something as it is. */
static void
fill(struct world *w, struct message *m, const char *name, size_t length)
{
	char text[40];
	int span, who;

	for (span = COUNT(spans) - 1; span > 0 && spans[span].mark != *name; span--)
		;
	if (span == TEXT_LINK) {
		const char *address = (const char *)memchr(name, '=', length) + 1;

		say(w, m, TEXT_LINK, name + 1, (size_t)(address - name) - 2);
		w->part[w->nparts - 1].extra = keep(w, address, length - (size_t)(address - name));
	} else if (span > 0) {
		bool shown = span == HASHTAG || span == COMMAND;	/* so is the mark */

		say(w, m, (enum span)span, shown ? name : name + 1, shown ? length : length - 1);
		w->part[w->nparts - 1].extra = span == PRE ? "sh" : span == CUSTOM ?
		    emoji[CUSTOM_EMOJI] : NULL;
	} else if (length == 1 && *name == 'n') {
		snprintf(text, sizeof(text), "%u", 2 + below(w, 22));
		say(w, m, PLAIN, text, strlen(text));
	} else if (strncmp(name, "user", length) == 0 || strncmp(name, "name", length) == 0) {
		bool user = *name == 'u';

		do
			who = somebody(w, m->at, EN);
		while (members[who].first == NULL || (user && members[who].username == NULL));
		snprintf(text, sizeof(text), "@%s", user ? members[who].username : "");
		name = user ? text : members[who].first;
		say(w, m, user ? MENTION : NAME, name, strlen(name));
		w->part[w->nparts - 1].who = who;
	} else {
		const char *word;
		int i = 0;

		while (strlen(lists[i].name) != length || strncmp(lists[i].name, name, length) != 0)
			if (++i == COUNT(lists))
				die(name);
		word = pick(w, lists[i].words, &length);
		say(w, m, lists[i].span, word, length);
	}
}

static void
compose(struct world *w, struct message *m, const char *text, size_t length)
{
	const char *end = text + length;

	for (size_t n; text < end; text += n) {
		const char *brace = memchr(text, *text == '{' ? '}' : '{', (size_t)(end - text));

		n = (size_t)((brace != NULL ? brace : end) - text);
		if (*text == '{')
			fill(w, m, text + 1, n++ - 1);
		else
			say(w, m, PLAIN, text, n);
	}
}

/* Telegram Desktop mixes up bytes and UTF-16: a text not all ASCII may end in a part of nothing. */
static void
finish(struct world *w, struct message *m)
{
	bool ascii = true;

	for (int i = 0; i < m->nparts; i++)
		for (const char *p = m->part[i].text; *p != '\0'; p++)
			ascii = ascii && (*p & 0x80) == 0;
	if (!ascii && m->part[m->nparts - 1].span != PLAIN && m->edited == 0)
		say(w, m, PLAIN, "", 0);
}

/* One of the lines that fit; without any, an English one. */
static void
speak(struct world *w, struct message *m, enum role role, enum lang lang, enum topic topic)
{
	int fit[COUNT(lines)], n = 0;
	const char *text;
	size_t length;

	for (int i = 0; i < COUNT(lines); i++)
		if (lines[i].lang == lang && lines[i].role == role &&
		    (lines[i].topic == topic || (role != OPEN && lines[i].topic == GENERAL)))
			fit[n++] = i;
	if (n == 0) {
		speak(w, m, role, topic == GENERAL ? EN : lang, GENERAL);
		return;
	}
	text = pick(w, lines[fit[below(w, (unsigned)n)]].text, &length);
	compose(w, m, text, length);
}

static struct message *
add(struct world *w, int64_t at, enum kind kind, int from, enum topic topic)
{
	struct message *m = &w->message[w->nmessages];

	if (w->nmessages++ == MESSAGES_MAX)
		die("too many messages");
	if (w->root[topic] == -1 || w->message[w->root[topic]].at >= at)
		topic = GENERAL;
	*m = (struct message){ .at = at, .kind = kind, .from = from, .who = NOBODY, .topic = topic,
	    .reply = -1 };
	return m;
}

static enum kind
some_kind(struct world *w, bool hike)
{
	unsigned n = below(w, 1000);
	int kind = 0;

	if (hike && chance(w, 350))
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
	unsigned sentences = chance(w, 4) ? 12 + below(w, 45) : 0;

	if (m->kind != TEXT && (!kinds[m->kind].caption || chance(w, 550)))
		return;
	if (m->kind == TEXT && sentences > 0)
		for (; sentences > 0; sentences--)
			speak(w, m, TALE, EN, GENERAL);
	else
		speak(w, m, m->kind == TEXT ? role : CAPTION, lang, theme);
	if (role == REPLY && chance(w, 40))
		m->forwarded = true;
	if (chance(w, m->at > LIVE_BEGIN - 45 * DAY ? 80 : 40)) {
		m->edited = m->at + 15 + below(w, 900);
		if (m->at > LIVE_BEGIN - 45 * DAY && m->at < LIVE_BEGIN && chance(w, 300))
			m->edited = LIVE_BEGIN + below(w, 6 * DAY);
		compose(w, m, edits[m->at % 3], strlen(edits[m->at % 3]));
	}
	finish(w, m);
	m->late = chance(w, m->edited != 0 ? 120 : 25);
}

static void
album(struct world *w, const struct message *first)
{
	for (unsigned n = 1 + below(w, 3); n > 0; n--)
		add(w, first->at, PHOTO, first->from, first->topic)->album = first->at;
}

/* A conversation: somebody opens it, others answer, within minutes. */
static void
talk(struct world *w, int64_t at, enum topic theme, bool hike)
{
	int first = w->nmessages, from = somebody(w, at, EN);
	enum lang lang = members[from].lang, spoken;
	bool alone = chance(w, 12);
	struct message *m;
	unsigned pace;

	if (lang > RU && chance(w, 600))
		lang = EN;
	for (int n = 0; n == 0 || (n < 18 && (alone ? n < 7 : chance(w, 720))); n++) {
		m = add(w, at, n == 0 ? TEXT : some_kind(w, hike), from, theme);
		spoken = members[from].lang == lang ? lang : EN;
		if (n > 0 && spoken == EN && chance(w, 180))
			spoken = members[from].lang;
		if (n > 0 && !alone && chance(w, 420))
			m->reply = first + (int)below(w, (unsigned)n);
		write_text(w, m, n == 0 || alone ? OPEN : REPLY, spoken,
		    theme == WINTER ? HIKES : theme);
		if (m->kind == PHOTO && hike && chance(w, 300)) {
			m->album = m->at;
			album(w, m);
		}
		pace = below(w, 14);
		at += 6 + below(w, 40) * pace;
		if (!alone && chance(w, 880))
			from = somebody(w, at, lang);
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
	int ymd = ymd_of(local(at) / DAY), hour = (int)(local(at) % DAY / 3600);
	int64_t weekday = (local(at) / DAY + 3) % 7;	/* Monday is 0 */
	uint64_t n = 18 * hours[hour] * months[ymd / 100 % 100 - 1];

	n = n * (uint64_t)(62 + 165 * (at - BEGIN) / (LIVE_END - BEGIN)) / 10000;
	n = n * (70 + (uint64_t)(local(at) / DAY) * 7919 % 70) / 100;
	n = n * (weekday == 4 && hour >= 16 ? 190 : weekdays[weekday]) / 100;
	if (hike && hour >= 7 && hour < 21)
		n *= 4;
	if (ymd % 10000 >= 1224 && ymd % 10000 <= 1226)
		n /= 14;
	return (unsigned)n;
}

static void
chatter(struct world *w)
{
	static const int hikes[] = { 20250524, 20250629, 20250802, 20250921, 20251018, 20260207,
	    20260418, 20260530, 20260627, 20260725, 20260822, 20260906, 20261004, 20261017,
	    20261107 };
	static const enum topic themes[] = { HIKES, HIKES, HIKES, GEAR, GEAR, OFFTOPIC, OFFTOPIC,
	    GENERAL, GENERAL, GENERAL };

	for (int64_t hour = BEGIN + 6 * 3600; hour < LIVE_END; hour += 3600) {
		bool friday = (local(hour) / DAY + 3) % 7 == 4, hike = false;
		unsigned n;

		for (int i = 0; i < COUNT(hikes); i++)
			hike |= day_of(hikes[i]) == local(hour) / DAY;
		n = rate(hour, hike);
		for (n = n / 10000 + (below(w, 10000) < n % 10000); n > 0; n--) {
			enum topic theme = themes[below(w, COUNT(themes))];

			if (hike || (friday && chance(w, 500)))
				theme = HIKES;
			if (theme == HIKES && hour > utc(20261102, 1600) && chance(w, 400))
				theme = WINTER;
			talk(w, hour + below(w, 3600), theme, hike);
		}
	}
}

/* Joins and leaves; a join by link is the joiner's own act. */
static void
come_and_go(struct world *w)
{
	struct message *m;

	for (int i = 1; i <= BOT; i++) {
		bool link = members[i].joined != 20250501 && i != BOT && i % 3 != 0;

		m = add(w, utc(members[i].joined, 1059), link ? BY_LINK : INVITED, link ? i : ELENA,
		    GENERAL);
		m->who = i;
		if (members[i].left != 0) {
			m = add(w, utc(members[i].left, 1600), LEFT, i, GENERAL);
			m->who = i;
		}
	}
}

static void
follow_script(struct world *w)
{
	for (int i = 0; i < COUNT(script); i++) {
		struct message *m = add(w, utc(script[i].day, script[i].time), script[i].kind,
		    script[i].from, script[i].topic);

		m->who = script[i].who;
		m->title = script[i].text;
		if (m->kind == TEXT)
			compose(w, m, script[i].text, strlen(script[i].text));
		else if (m->kind == TOPIC_MADE)
			w->root[m->topic = script[i].topic] = w->nmessages - 1;
	}
}

/* The bot that is asked, the channel, and the administrators who sign as the group. */
static void
accounts(struct world *w)
{
	static const struct {
		int		 every, hour, from;
		const char	*text;
	} posts[] = {
		{ 9, 5, CHANNEL,
		    "{*Trail news}\n{peak}: {weather}. {hut} is open, {n} beds left.\n{url}" },
		{ 16, 15, GROUP, "Reminder: be kind, no wild fires, photos with {#rila} please." },
		{ 5, 16, BORIS, "{/weather} {peak}" },
		{ 7, 18, FOX, "{/weather@trail_example_bot} {peak}" },
	};
	static const char bot_says[] = "{*Forecast}: {weather}, {n} °C. More: {url}";
	struct message *m;

	for (int64_t day = BEGIN / DAY + 10; day < LIVE_END / DAY; day++)
		for (int i = 0; i < COUNT(posts); i++) {
			if (day % posts[i].every != 0)
				continue;
			m = add(w, day * DAY + posts[i].hour * 3600 + below(w, 1500), TEXT,
			    posts[i].from, i < 2 ? GENERAL : HIKES);
			compose(w, m, posts[i].text, strlen(posts[i].text));
			if (posts[i].from == GROUP && chance(w, 600)) {
				m = add(w, m->at + 30, PINNED, ELENA, GENERAL);
				m->reply = w->nmessages - 2;
			} else if (i >= 2) {
				m = add(w, m->at + 2, TEXT, BOT, m->topic);
				m->reply = w->nmessages - 2;
				compose(w, m, bot_says, strlen(bot_says));
			}
		}
}

static int
by_time(const void *a, const void *b)
{
	const struct message *x = *(const struct message *const *)a;
	const struct message *y = *(const struct message *const *)b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x > y) - (x < y);
}

/* Ids are the chat's own and rise; deleted messages leave gaps. */
static void
number(struct world *w)
{
	int64_t id = 0;

	for (int i = 0; i < w->nmessages; i++)
		w->order[i] = &w->message[i];
	qsort(w->order, (size_t)w->nmessages, sizeof(w->order[0]), by_time);
	for (int i = 0; i < w->nmessages; i++) {
		id += w->order[i]->kind == STATUS ? 0 : chance(w, 30) ? 2 + below(w, 4) : 1;
		w->message[w->order[i] - w->message].id = id;
	}
}

static struct reaction *
give(struct world *w, int message, int who, int64_t at)
{
	struct reaction *r = &w->reaction[w->nreactions];

	if (w->nreactions++ == REACTIONS_MAX)
		die("too many reactions");
	*r = (struct reaction){ .message = message, .who = who, .at = at };
	return r;
}

/* A set that somebody gave turns into another one: nothing, another emoji, one more. */
static void
reconsider(struct world *w, const struct reaction *given, int64_t at)
{
	struct reaction *r = give(w, given->message, given->who, at);

	r->old[0] = given->new[0];
	r->new[0] = chance(w, 400) ? 0 : chance(w, 300) ? r->old[0] : 1 + (int)below(w, PAID - 1);
	if (r->new[0] == r->old[0])
		r->new[1] = 1 + r->new[0] % (PAID - 1);
}

static void
react(struct world *w, int index)
{
	struct message *m = &w->message[index];
	unsigned favour = m->from == CHANNEL ? 900 : m->kind == PHOTO ? 420 : 190;
	unsigned taste = below(w, PAID), givers, pace;
	int liked = 1 + (int)(taste * below(w, PAID) / PAID), who;
	uint64_t seen = 0;
	int64_t at;

	if (m->kind > STORY || !chance(w, favour))
		return;
	m->reaction = w->nreactions;
	givers = 1 + below(w, 3);
	if (chance(w, 120))
		givers += below(w, 9);
	for (; givers > 0; givers--) {
		pace = chance(w, 100) ? below(w, 600) : below(w, 50);
		at = m->at + 8 + below(w, 60) * pace;
		who = somebody(w, at, EN);
		if ((seen >> who & 1) != 0 || (who == m->from && chance(w, 950)))
			continue;
		seen |= UINT64_C(1) << who;
		give(w, index, who, at)->new[0] = liked;
		m->nreactions++;
		if (chance(w, 350))
			liked = 1 + (int)below(w, PAID - 1);
	}
	if (m->from == CHANNEL && m->nreactions > 2)
		w->reaction[w->nreactions - 1].new[0] = PAID;
}

/* All reactions of the moment, and then those that people give later, or take back. */
static void
reactions(struct world *w)
{
	int given, index, who;
	int64_t at;

	for (int i = 0; i < w->nmessages; i++)
		react(w, i);
	given = w->nreactions;
	for (int i = 0; i < given; i++) {
		const struct reaction *r = &w->reaction[i];
		bool recorded = r->at < EXPORT_END && r->at > EXPORT_END - 30 * DAY;

		if (r->at >= LIVE_BEGIN ? chance(w, 130) : recorded && chance(w, 40))
			reconsider(w, r, (recorded ? LIVE_BEGIN : r->at) + 40 + below(w, 40000));
	}
	for (int i = 0; i < 60; i++) {
		at = LIVE_BEGIN + below(w, 12 * DAY);
		do
			index = (int)below(w, (unsigned)w->nmessages);
		while (w->message[index].at < EXPORT_END - 60 * DAY || w->message[index].at > at ||
		    w->message[index].kind > STORY || w->message[index].nreactions > 0);
		who = i % 12 == 0 ? GROUP : somebody(w, at, EN);
		w->message[index].reaction = w->nreactions;
		w->message[index].nreactions = 1;
		give(w, index, who, at)->new[0] = 1 + i % (PAID - 1);
	}
}

enum form { EXPORT, API, PAIRS };

/* A string as tdesktop writes it, or the Bot API: with \/ and, if PAIRS, \uD83E\uDD7E for 🥾. */
static void
put_string(const char *text, enum form form)
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

/* The name of the moment: whole for an export, else in the fields of a user. */
static void
put_name(int who, int64_t at, enum form form)
{
	const char *first = members[who].first, *last = members[who].last;
	char whole[200];

	for (int i = 0; i < COUNT(renames); i++)
		if (renames[i].who == who && at >= utc(renames[i].day, 1000)) {
			first = renames[i].first;
			last = renames[i].last;
		}
	if (form == EXPORT && first == NULL) {
		fputs("null", stdout);
		return;
	}
	snprintf(whole, sizeof(whole), "%s%s%s", first != NULL ? first : "",
	    form == EXPORT && last != NULL ? " " : "", form == EXPORT && last != NULL ? last : "");
	put_string(whole, form);
	if (form != EXPORT && last != NULL) {
		fputs(",\"last_name\":", stdout);
		put_string(last, form);
	}
}

static void
put_user(int who, int64_t at)
{
	static const char *const codes[] = { "en", "bg", "ru", "de", "ar", "he", "ja",
	    "zh-hans", "ko", "th" };

	printf("{\"id\":%" PRId64 ",\"is_bot\":%s,\"first_name\":", members[who].id,
	    who == BOT || who == SELF ? "true" : "false");
	put_name(who, at, API);
	if (members[who].username != NULL)
		printf(",\"username\":\"%s\"", members[who].username);
	printf(",\"language_code\":\"%s\"}", codes[members[who].lang]);
}

/* A chat's title is its first name. */
static void
put_chat(int who, int64_t at)
{
	printf("{\"id\":%" PRId64 ",\"title\":", members[who].id);
	put_name(who, at, API);
	fputs(who == CHANNEL ? ",\"username\":\"rila_trail_news\",\"type\":\"channel\"}" :
	    ",\"type\":\"supergroup\",\"is_forum\":true}", stdout);
}

static void
put_local(int64_t at)
{
	int64_t t = local(at);
	int ymd = ymd_of(t / DAY);

	printf("\"%04d-%02d-%02dT%02d:%02d:%02d\"", ymd / 10000, ymd / 100 % 100, ymd % 100,
	    (int)(t % DAY / 3600), (int)(t % 3600 / 60), (int)(t % 60));
}

/* What a template is about.  Who acts is the giver of the reaction, else the sender. */
struct scene {
	const struct world	*w;
	const struct message	*m;
	const struct reaction	*r;
	int64_t			 at;
	bool			 edited, nested;
};

static void	put_message(const struct scene *);

static void
put_nested(const struct scene *s, int message)
{
	const struct message *m = &s->w->message[message];

	put_message(&(struct scene){ .w = s->w, .m = m, .at = m->at, .nested = true });
}

static void
put_number(int64_t n)
{
	printf("%" PRId64, n);
}

/* JSON from a template, whose signs are explained at kinds[]. */
static void
put(const struct scene *s, const char *template)
{
	int64_t n = s->m != NULL ? s->m->id : s->at, id;
	int who = s->r != NULL ? s->r->who : s->m != NULL ? s->m->from : ELENA;
	bool quoted = false;

	id = members[who].id;
	for (; *template != '\0'; template++)
		switch (quoted && *template >= 'A' && *template <= 'Z' ? 0 : *template) {
		case '\'': putchar('"'); quoted = !quoted; break;
		case '$': put_number(n); break;
		case '#': put_number(n * 7 % 96 + 2); break;
		case '%': put_number(n * 7 % 8 + 2); break;
		case ';': fputs(",\n   ", stdout); break;
		case '~': put(s, "'(File not included. "
		    "Change data exporting settings to download.)'"); break;
		case '@': put(s, "'file_id':'CgACAgIAAx$','file_unique_id':'AgAD$','file_size':1#");
		    break;
		case 'A': put_user(who, s->at); break;
		case 'B': put_user(s->m->who, s->at); break;
		case 'C': put_chat(GROUP, s->at); break;
		case 'D': put_number(s->at); break;
		case 'E': put_chat(CHANNEL, s->at); break;
		case 'F': put_name(who, EXPORT_END, EXPORT); break;
		case 'G': printf("\"%s%" PRId64 "\"", id < 0 ? "channel" : "user",
		    id < 0 ? -id - 1000000000000 : id); break;
		case 'H': put_name(s->m->who, EXPORT_END, EXPORT); break;
		case 'I': put_name(ELENA, EXPORT_END, EXPORT); break;
		case 'J': put_local(s->at); break;
		case 'K': printf("\"%" PRId64 "\"", s->at); break;
		case 'M': put_nested(s, s->m->reply); break;
		case 'R': put_number(s->w->message[s->m->reply].id); break;
		case 'T': put_string(s->m->title, API); break;
		default: putchar(*template);
		}
}

/* How much of a text there is: all, or all but the edit. */
static int
parts_at(const struct message *m, int64_t at)
{
	return m->nparts - (m->edited > at ? 1 : 0);
}

static void
put_objects(const struct scene *s, int n, bool plain_too)
{
	for (int i = 0; i < n; i++) {
		const struct part *part = &s->m->part[i];

		put(s, i == 0 ? "[\n    " : ",\n    ");
		if (part->span == PLAIN && !plain_too) {
			put_string(part->text, EXPORT);
			continue;
		}
		printf("{\n     \"type\": \"%s\",\n     \"text\": ", spans[part->span].export);
		put_string(part->text, EXPORT);
		if (spans[part->span].extra != NULL)
			printf(",\n     \"%s\": ", spans[part->span].extra);
		if (part->span == NAME)
			printf("%" PRId64, members[part->who].id);
		else if (part->extra != NULL)
			put_string(part->extra, EXPORT);
		put(s, "\n    }");
	}
	put(s, n > 0 ? "\n   ]" : "[]");
}

static void
put_export_text(const struct scene *s)
{
	int n = parts_at(s->m, EXPORT_END);

	put(s, "'text': ");
	if (n > 1 || (n == 1 && s->m->part->span != PLAIN))
		put_objects(s, n, false);
	else
		put_string(n == 0 ? "" : s->m->part->text, EXPORT);
	put(s, ";'text_entities': ");
	put_objects(s, n, true);
}

static void
put_emoji(const struct scene *s, int which, enum form form)
{
	bool custom = which == CUSTOM_EMOJI;

	put(s, which == PAID ? "'paid'" : custom ? "'custom_emoji'" : "'emoji'");
	if (which == PAID)
		return;
	put(s, form == API ? "," : ",\n      ");
	put(s, !custom ? "'emoji'" : form == API ? "'custom_emoji_id'" : "'document_id'");
	put(s, form == API ? ":" : ": ");
	put_string(emoji[which], API);
}

/* One line of reactions, with its last three givers. */
static bool
put_export_reaction(struct scene s, int which, bool first)
{
	const struct reaction *begin = s.w->reaction + s.m->reaction;
	const struct reaction *end = begin + s.m->nreactions;
	int count = 0, shown = 0;

	for (const struct reaction *r = begin; r < end; r++)
		count += r->new[0] == which && r->at < EXPORT_END;
	if (count == 0)
		return false;
	put(&s, first ? ";'reactions': [\n     {\n      'type': " : ",\n     {\n      'type': ");
	put_emoji(&s, which, EXPORT);
	printf(",\n      \"count\": %d", count);
	put(&s, ",\n      'recent': [");
	for (s.r = end; s.r-- > begin && shown < 3;)
		if (s.r->new[0] == which && s.r->at < EXPORT_END) {
			s.at = s.r->at;
			put(&s, shown++ == 0 ? "\n       {\n        " : ",\n       {\n        ");
			put(&s, "'from': F,\n        'from_id': G,\n        'date': J\n       }");
		}
	put(&s, "\n      ]\n     }");
	return true;
}

static void
put_export_message(const struct world *w, const struct message *m)
{
	struct scene s = { .w = w, .m = m, .at = m->at };
	int reply = m->reply >= 0 ? m->reply : w->root[m->topic];
	bool any = false;

	put(&s, "{\n   'id': $;'type': ");
	put(&s, m->kind > STORY ? "'service';" : "'message';");
	put(&s, "'date': J;'date_unixtime': K");
	if (m->edited != 0 && m->edited <= EXPORT_END) {
		s.at = m->edited;
		put(&s, ";'edited': J;'edited_unixtime': K");
	}
	put(&s, m->kind > STORY ? ";'actor': F;'actor_id': G;" : ";'from': F;'from_id': G;");
	if (m->from == GROUP)
		put(&s, "'author': 'keeper of the keys';");
	if (m->from == CHANNEL)
		put(&s, "'forwarded_from': 'Rila Trail News';'saved_from': 'Rila Trail News';");
	if (m->forwarded)
		put(&s, "'forwarded_from': 'Mountain Rescue Fan';");
	if (reply >= 0 && m->kind <= STORY)
		printf("\"reply_to_message_id\": %" PRId64 ",\n   ", w->message[reply].id);
	put(&s, kinds[m->kind].export);
	put_export_text(&s);
	for (int i = 1; i <= PAID; i++)
		any |= put_export_reaction(s, i, !any);
	put(&s, any ? "\n    ]\n  }" : "\n  }");
}

static void
write_export(const struct world *w)
{
	struct scene s = { .w = w, .at = EXPORT_END };

	put(&s, "{\n 'name': ");
	put_name(GROUP, EXPORT_END, EXPORT);
	put(&s, ",\n 'type': 'private_supergroup',\n 'id': 1900000001,\n 'messages': [");
	for (int i = 0; i < w->nmessages && w->order[i]->at < EXPORT_END; i++) {
		put(&s, i == 0 ? "\n  " : ",\n  ");
		s.m = w->order[i];
		if (i % 1900 == 1899)
			put(&s, "{\n   'id': $;'type': 'unsupported'\n  }");
		else
			put_export_message(w, s.m);
	}
	put(&s, "\n ]\n}");
}

/* UTF-16 code units, in which the Bot API counts. */
static int
units(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++)
		n += ((*text & 0xc0) != 0x80) + ((unsigned char)*text >= 0xf0);
	return n;
}

static void
put_api_text(const struct scene *s)
{
	int n = parts_at(s->m, s->edited ? INT64_MAX : s->m->at), offset = 0;
	const char *comma = "";
	char text[8192] = "";
	size_t used = 0;

	for (int i = 0; i < n; used += strlen(s->m->part[i++].text))
		snprintf(text + used, sizeof(text) - used, "%s", s->m->part[i].text);
	if (used == 0)
		return;
	put(s, s->m->kind == TEXT ? "'text':" : ",'caption':");
	put_string(text, s->m->id % 3 == 0 ? PAIRS : API);
	put(s, s->m->kind == TEXT ? ",'entities':[" : ",'caption_entities':[");
	for (int i = 0; i < n; offset += units(s->m->part[i++].text)) {
		const struct part *part = &s->m->part[i];

		if (part->span == PLAIN)
			continue;
		printf("%s{\"type\":\"%s\",\"offset\":%d,\"length\":%d", comma,
		    spans[part->span].api, offset, units(part->text));
		if (part->span == NAME) {
			put(s, ",'user':");
			put_user(part->who, s->at);
		} else if (part->extra != NULL) {
			printf(",\"%s\":", spans[part->span].api_extra);
			put_string(part->extra, API);
		}
		put(s, "}");
		comma = ",";
	}
	put(s, "]");
}

/* Telegram puts a stand-in user where a chat has sent something. */
static void
put_sender(const struct scene *s)
{
	if (s->m->from == GROUP)
		put(s, "'from':{'id':1087968824,'is_bot':true,'first_name':'Group',"
		    "'username':'GroupAnonymousBot'},'sender_chat':C,"
		    "'author_signature':'keeper of the keys',");
	else if (s->m->from == CHANNEL)
		put(s, "'from':{'id':777000,'is_bot':false,'first_name':'Telegram'},"
		    "'sender_chat':E,'is_automatic_forward':true,"
		    "'forward_origin':{'type':'channel','chat':E,'message_id':#,'date':D},");
	else
		put(s, "'from':A,");
	if (s->m->forwarded)
		put(s, "'forward_origin':{'type':'hidden_user','date':D,"
		    "'sender_user_name':'Mountain Rescue Fan'},");
}

static void
put_message(const struct scene *s)
{
	const struct message *m = s->m;
	int reply = m->kind > STORY ? -1 : m->reply >= 0 ? m->reply : s->w->root[m->topic];

	put(s, "{'message_id':$,'chat':C,'date':D,");
	put_sender(s);
	if (s->edited)
		printf("\"edit_date\":%" PRId64 ",", m->edited);
	if (m->album != 0)
		printf("\"media_group_id\":\"139%" PRId64 "\",", m->album);
	if (m->topic != GENERAL)
		printf("\"message_thread_id\":%" PRId64 ",\"is_topic_message\":true,",
		    s->w->message[s->w->root[m->topic]].id);
	else if (reply >= 0 && m->id % 2 == 0)
		put(s, "'message_thread_id':R,");	/* a thread of replies, no topic */
	if (reply >= 0 && !s->nested) {
		put(s, "'reply_to_message':");
		put_nested(s, reply);
		put(s, ",");
	}
	put(s, kinds[m->kind].api);
	put_api_text(s);
	put(s, "}");
}

static void
put_set(const struct scene *s, const int set[2])
{
	for (int i = 0; i < 2 && set[i] != 0; i++) {
		put(s, i > 0 ? ",{'type':" : "{'type':");
		put_emoji(s, set[i], API);
		put(s, "}");
	}
}

static void
put_reaction(const struct scene *s)
{
	put(s, "'message_reaction':{'chat':C,'message_id':$,'date':D,");
	put(s, s->r->who == GROUP ? "'actor_chat':C" : "'user':A");
	put(s, ",'old_reaction':[");
	put_set(s, s->r->old);
	put(s, "],'new_reaction':[");
	put_set(s, s->r->new);
	put(s, "]}");
}

static void
put_event(const struct world *w, const struct event *e)
{
	struct scene s = { .w = w, .at = e->key, .edited = e->type == EDIT };

	if (e->type == REACTION)
		s.r = &w->reaction[e->index];
	if (e->type != OTHER)
		s.m = &w->message[s.r != NULL ? s.r->message : e->index];
	switch (e->type) {
	case MESSAGE:
	case EDIT:
		s.at = s.m->at;
		put(&s, s.edited ? "'edited_message':" : "'message':");
		put_message(&s);
		break;
	case REACTION: put_reaction(&s); break;
	case TOTALS: put(&s, totals); break;
	case MEMBER: put(&s, s.m->kind == STATUS ? s.m->title : kinds[s.m->kind].member); break;
	case OTHER: put(&s, others[e->index].json); break;
	}
	put(&s, "}\n");
}

/* An event is told in order of key, which is usually when it happened. */
static void
tell(struct world *w, int64_t key, enum event_type type, int index)
{
	if (key < LIVE_BEGIN || key > LIVE_END)
		return;
	if (w->nevents == EVENTS_MAX)
		die("too many events");
	w->event[w->nevents] = (struct event){ key, w->nevents, type, index };
	w->nevents++;
}

static int
by_key(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return x->key != y->key ? (x->key > y->key) - (x->key < y->key) :
	    (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

static void
write_updates(struct world *w)
{
	for (int i = 0; i < COUNT(others); i++)
		tell(w, utc(others[i].day, others[i].time), OTHER, i);
	for (int i = 0; i < w->nmessages; i++) {
		const struct message *m = &w->message[i];
		bool live = m->at >= LIVE_BEGIN;

		if (live && m->who != NOBODY)
			tell(w, m->at, MEMBER, i);
		if (live && m->kind != STATUS)
			tell(w, m->late ? m->at + 1800 : m->at, MESSAGE, i);
		if (m->edited != 0)
			tell(w, m->edited, EDIT, i);
		for (int n = 1; live && m->from == CHANNEL && n < 4; n++)
			tell(w, m->at + n * 3600, TOTALS, i);
	}
	for (int i = 0; i < w->nreactions; i++)
		tell(w, w->reaction[i].at, REACTION, i);
	qsort(w->event, (size_t)w->nevents, sizeof(w->event[0]), by_key);
	for (int i = 0; i < w->nevents; i++)
		for (int twice = i == 400 ? 2 : 1; twice > 0; twice--) {
			printf("{\"update_id\":%d,", 731000001 + i);
			put_event(w, &w->event[i]);
		}
}

/* What the chat's bot asked of models in the last three weeks, and a script of Elena's without a chat. */
static void
write_usage(struct world *w)
{
	static const struct {
		const char	*name;
		int		 weight, input, output;
	} models[] = {
		{ "claude-sonnet-4-5", 30, 3200, 420 }, { "gpt-5.1", 22, 2400, 300 },
		{ "gemini-2.5-flash", 18, 5200, 350 }, { "claude-opus-4-5", 4, 2800, 600 },
		{ "gpt-5-mini", 16, 1500, 250 }, { "gpt-4.1-nano", 6, 900, 90 }, { "mistral-small-4", 4, 1200, 120 }
	};

	printf("time,request_id,model,chat_id,user_id,command,input_tokens,cache_read_tokens,"
	    "cache_write_tokens,output_tokens,cost_usd\n");
	for (int i = 0; i < 900; i++) {
		int64_t at = LIVE_END - 21 * DAY + (int64_t)i * 21 * DAY / 900;
		bool alone = i % 12 == 0;
		int kind = 0, left = (int)below(w, 100);

		for (; left >= models[kind].weight; kind++)
			left -= models[kind].weight;
		printf("%lld,req-%04d,%s,%s,", (long long)at, i, models[kind].name,
		    alone ? "" : "-1001900000001");
		printf("%lld,%s,", (long long)members[alone ? ELENA : (int)below(w, 12)].id,
		    alone ? "" : "/ask");
		printf("%u,", below(w, (unsigned)models[kind].input) + 200);
		printf("%u,", i % 3 == 0 ? below(w, 20000) : 0);
		printf("%u,", i % 7 == 0 ? below(w, 4000) : 0);
		printf("%u,", below(w, (unsigned)models[kind].output) + 20);
		if (i % 5 == 0)
			printf("0.%04u", below(w, 500));
		putchar('\n');
	}
}

int
main(int argc, char **argv)
{
	struct world *w = calloc(1, sizeof(*w));

	if (argc != 2 || (strcmp(argv[1], "export") != 0 && strcmp(argv[1], "updates") != 0 &&
	    strcmp(argv[1], "usage") != 0))
		die("usage: sample export|updates|usage");
	if (w == NULL)
		die("no memory");
	for (int i = 0; i < TOPICS; i++)
		w->root[i] = -1;
	follow_script(w);
	come_and_go(w);
	accounts(w);
	chatter(w);
	number(w);
	reactions(w);
	if (argv[1][0] == 'e')
		write_export(w);
	else if (argv[1][1] == 's')
		write_usage(w);
	else
		write_updates(w);
	free(w);
	if (fflush(stdout) != 0 || ferror(stdout))
		die("cannot write");
	return 0;
}
