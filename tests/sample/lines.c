#include "tests/sample/sample.h"

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

/* One of the alternatives in "a|b|c". */
static const char *
pick(struct world *w, const char *list, size_t *length)
{
	unsigned n = 1;

	for (const char *p = list; *p != '\0'; p++)
		n += *p == '|';
	for (n = world_below(w, n); n > 0; n--)
		list = strchr(list, '|') + 1;
	*length = strcspn(list, "|");
	return list;
}

const char *
lines_word(struct world *w, const char *name, size_t *length, enum span *span)
{
	int i = 0;

	while (strlen(lists[i].name) != *length || strncmp(lists[i].name, name, *length) != 0)
		if (++i == COUNT(lists))
			world_die(name);
	*span = lists[i].span;
	return pick(w, lists[i].words, length);
}

const char *
lines_pick(struct world *w, enum role role, enum lang lang, enum topic topic, size_t *length)
{
	int fit[COUNT(lines)], n = 0;

	for (int i = 0; i < COUNT(lines); i++)
		if (lines[i].lang == lang && lines[i].role == role &&
		    (lines[i].topic == topic || (role != OPEN && lines[i].topic == GENERAL)))
			fit[n++] = i;
	if (n == 0)
		return lines_pick(w, role, topic == GENERAL ? EN : lang, GENERAL, length);
	return pick(w, lines[fit[world_below(w, (unsigned)n)]].text, length);
}
