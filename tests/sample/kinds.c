#include "tests/sample/sample.h"

const struct kind_form kinds[] = {
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
