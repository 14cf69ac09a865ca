#include "tests/sample/sample.h"

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
const struct script_other script_others[] = {
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
	{ 0, 0, NULL },
};

/* Joins and leaves; a join by link is the joiner's own act. */
void
script_come_and_go(struct world *w)
{
	struct message *m;

	for (int i = 1; i <= BOT; i++) {
		bool link = people[i].joined != 20250501 && i != BOT && i % 3 != 0;

		m = world_add(w, world_utc(people[i].joined, 1059), link ? BY_LINK : INVITED,
		    link ? i : ELENA, GENERAL);
		m->who = i;
		if (people[i].left != 0) {
			m = world_add(w, world_utc(people[i].left, 1600), LEFT, i, GENERAL);
			m->who = i;
		}
	}
}

void
script_follow(struct world *w)
{
	for (int i = 0; i < COUNT(script); i++) {
		struct message *m = world_add(w, world_utc(script[i].day, script[i].time), script[i].kind,
		    script[i].from, script[i].topic);

		m->who = script[i].who;
		m->title = script[i].text;
		if (m->kind == TEXT)
			text_compose(w, m, script[i].text, strlen(script[i].text));
		else if (m->kind == TOPIC_MADE)
			w->root[m->topic = script[i].topic] = w->nmessages - 1;
	}
}

/* The bot that is asked, the channel, and the administrators who sign as the group. */
void
script_accounts(struct world *w)
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
			m = world_add(w, day * DAY + posts[i].hour * 3600 + world_below(w, 1500), TEXT,
			    posts[i].from, i < 2 ? GENERAL : HIKES);
			text_compose(w, m, posts[i].text, strlen(posts[i].text));
			if (posts[i].from == GROUP && world_chance(w, 600)) {
				m = world_add(w, m->at + 30, PINNED, ELENA, GENERAL);
				m->reply = w->nmessages - 2;
			} else if (i >= 2) {
				m = world_add(w, m->at + 2, TEXT, BOT, m->topic);
				m->reply = w->nmessages - 2;
				text_compose(w, m, bot_says, strlen(bot_says));
			}
		}
}
