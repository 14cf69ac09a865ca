#include "tests/sample/sample.h"

/* What comes, now and then, for a channel's post. */
static const char totals[] = "'message_reaction_count':{'chat':C,'message_id':$,'date':D,"
    "'reactions':[{'type':{'type':'emoji','emoji':'👍'},'total_count':#},"
    "{'type':{'type':'emoji','emoji':'🔥'},'total_count':2}]}";

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
	int n = text_parts(s->m, s->edited ? INT64_MAX : s->m->at), offset = 0;
	const char *comma = "";
	char text[8192] = "";
	size_t used = 0;

	for (int i = 0; i < n; used += strlen(s->m->part[i++].text))
		snprintf(text + used, sizeof(text) - used, "%s", s->m->part[i].text);
	if (used == 0)
		return;
	json_put(s, s->m->kind == TEXT ? "'text':" : ",'caption':");
	json_string(text, s->m->id % 3 == 0 ? PAIRS : API);
	json_put(s, s->m->kind == TEXT ? ",'entities':[" : ",'caption_entities':[");
	for (int i = 0; i < n; offset += units(s->m->part[i++].text)) {
		const struct part *part = &s->m->part[i];

		if (part->span == PLAIN)
			continue;
		printf("%s{\"type\":\"%s\",\"offset\":%d,\"length\":%d", comma,
		    text_spans[part->span].api, offset, units(part->text));
		if (part->span == NAME) {
			json_put(s, ",'user':");
			json_user(part->who, s->at);
		} else if (part->extra != NULL) {
			printf(",\"%s\":", text_spans[part->span].api_extra);
			json_string(part->extra, API);
		}
		json_put(s, "}");
		comma = ",";
	}
	json_put(s, "]");
}

/* Telegram puts a stand-in user where a chat has sent something. */
static void
put_sender(const struct scene *s)
{
	if (s->m->from == GROUP)
		json_put(s, "'from':{'id':1087968824,'is_bot':true,'first_name':'Group',"
		    "'username':'GroupAnonymousBot'},'sender_chat':C,"
		    "'author_signature':'keeper of the keys',");
	else if (s->m->from == CHANNEL)
		json_put(s, "'from':{'id':777000,'is_bot':false,'first_name':'Telegram'},"
		    "'sender_chat':E,'is_automatic_forward':true,"
		    "'forward_origin':{'type':'channel','chat':E,'message_id':#,'date':D},");
	else
		json_put(s, "'from':A,");
	if (s->m->forwarded)
		json_put(s, "'forward_origin':{'type':'hidden_user','date':D,"
		    "'sender_user_name':'Mountain Rescue Fan'},");
}

static void
put_message(const struct scene *s)
{
	const struct message *m = s->m;
	int reply = m->kind > STORY ? -1 : m->reply >= 0 ? m->reply : s->w->root[m->topic];

	json_put(s, "{'message_id':$,'chat':C,'date':D,");
	put_sender(s);
	if (s->edited)
		printf("\"edit_date\":%" PRId64 ",", m->edited);
	if (m->album != 0)
		printf("\"media_group_id\":\"139%" PRId64 "\",", m->album);
	if (m->topic != GENERAL)
		printf("\"message_thread_id\":%" PRId64 ",\"is_topic_message\":true,",
		    s->w->message[s->w->root[m->topic]].id);
	else if (reply >= 0 && m->id % 2 == 0)
		json_put(s, "'message_thread_id':R,");	/* a thread of replies, no topic */
	if (reply >= 0 && !s->nested) {
		json_put(s, "'reply_to_message':");
		updates_nested(s, reply);
		json_put(s, ",");
	}
	json_put(s, kinds[m->kind].api);
	put_api_text(s);
	json_put(s, "}");
}

void
updates_nested(const struct scene *s, int message)
{
	const struct message *m = &s->w->message[message];

	put_message(&(struct scene){ .w = s->w, .m = m, .at = m->at, .nested = true });
}

static void
put_set(const struct scene *s, const int set[2])
{
	for (int i = 0; i < 2 && set[i] != 0; i++) {
		json_put(s, i > 0 ? ",{'type':" : "{'type':");
		json_emoji(s, set[i], API);
		json_put(s, "}");
	}
}

static void
put_reaction(const struct scene *s)
{
	json_put(s, "'message_reaction':{'chat':C,'message_id':$,'date':D,");
	json_put(s, s->r->who == GROUP ? "'actor_chat':C" : "'user':A");
	json_put(s, ",'old_reaction':[");
	put_set(s, s->r->old);
	json_put(s, "],'new_reaction':[");
	put_set(s, s->r->new);
	json_put(s, "]}");
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
		json_put(&s, s.edited ? "'edited_message':" : "'message':");
		put_message(&s);
		break;
	case REACTION: put_reaction(&s); break;
	case TOTALS: json_put(&s, totals); break;
	case MEMBER: json_put(&s, s.m->kind == STATUS ? s.m->title : kinds[s.m->kind].member); break;
	case OTHER: json_put(&s, script_others[e->index].json); break;
	}
	json_put(&s, "}\n");
}

/* An event is told in order of key, which is usually when it happened. */
static void
tell(struct world *w, int64_t key, enum event_type type, int index)
{
	if (key < LIVE_BEGIN || key > LIVE_END)
		return;
	if (w->nevents == EVENTS_MAX)
		world_die("too many events");
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

void
updates_write(struct world *w)
{
	for (int i = 0; script_others[i].json != NULL; i++)
		tell(w, world_utc(script_others[i].day, script_others[i].time), OTHER, i);
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
