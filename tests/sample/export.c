#include "tests/sample/sample.h"

static void
put_objects(const struct scene *s, int n, bool plain_too)
{
	for (int i = 0; i < n; i++) {
		const struct part *part = &s->m->part[i];

		json_put(s, i == 0 ? "[\n    " : ",\n    ");
		if (part->span == PLAIN && !plain_too) {
			json_string(part->text, EXPORT);
			continue;
		}
		printf("{\n     \"type\": \"%s\",\n     \"text\": ", text_spans[part->span].export);
		json_string(part->text, EXPORT);
		if (text_spans[part->span].extra != NULL)
			printf(",\n     \"%s\": ", text_spans[part->span].extra);
		if (part->span == NAME)
			printf("%" PRId64, people[part->who].id);
		else if (part->extra != NULL)
			json_string(part->extra, EXPORT);
		json_put(s, "\n    }");
	}
	json_put(s, n > 0 ? "\n   ]" : "[]");
}

static void
put_export_text(const struct scene *s)
{
	int n = text_parts(s->m, EXPORT_END);

	json_put(s, "'text': ");
	if (n > 1 || (n == 1 && s->m->part->span != PLAIN))
		put_objects(s, n, false);
	else
		json_string(n == 0 ? "" : s->m->part->text, EXPORT);
	json_put(s, ";'text_entities': ");
	put_objects(s, n, true);
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
	json_put(&s, first ? ";'reactions': [\n     {\n      'type': " : ",\n     {\n      'type': ");
	json_emoji(&s, which, EXPORT);
	printf(",\n      \"count\": %d", count);
	json_put(&s, ",\n      'recent': [");
	for (s.r = end; s.r-- > begin && shown < 3;)
		if (s.r->new[0] == which && s.r->at < EXPORT_END) {
			s.at = s.r->at;
			json_put(&s, shown++ == 0 ? "\n       {\n        " : ",\n       {\n        ");
			json_put(&s, "'from': F,\n        'from_id': G,\n        'date': J\n       }");
		}
	json_put(&s, "\n      ]\n     }");
	return true;
}

static void
put_export_message(const struct world *w, const struct message *m)
{
	struct scene s = { .w = w, .m = m, .at = m->at };
	int reply = m->reply >= 0 ? m->reply : w->root[m->topic];
	bool any = false;

	json_put(&s, "{\n   'id': $;'type': ");
	json_put(&s, m->kind > STORY ? "'service';" : "'message';");
	json_put(&s, "'date': J;'date_unixtime': K");
	if (m->edited != 0 && m->edited <= EXPORT_END) {
		s.at = m->edited;
		json_put(&s, ";'edited': J;'edited_unixtime': K");
	}
	json_put(&s, m->kind > STORY ? ";'actor': F;'actor_id': G;" : ";'from': F;'from_id': G;");
	if (m->from == GROUP)
		json_put(&s, "'author': 'keeper of the keys';");
	if (m->from == CHANNEL)
		json_put(&s, "'forwarded_from': 'Rila Trail News';'saved_from': 'Rila Trail News';");
	if (m->forwarded)
		json_put(&s, "'forwarded_from': 'Mountain Rescue Fan';");
	if (reply >= 0 && m->kind <= STORY)
		printf("\"reply_to_message_id\": %" PRId64 ",\n   ", w->message[reply].id);
	json_put(&s, kinds[m->kind].export);
	put_export_text(&s);
	for (int i = 1; i <= PAID; i++)
		any |= put_export_reaction(s, i, !any);
	json_put(&s, any ? "\n    ]\n  }" : "\n  }");
}

void
export_write(const struct world *w)
{
	struct scene s = { .w = w, .at = EXPORT_END };

	json_put(&s, "{\n 'name': ");
	json_name(GROUP, EXPORT_END, EXPORT);
	json_put(&s, ",\n 'type': 'private_supergroup',\n 'id': 1900000001,\n 'messages': [");
	for (int i = 0; i < w->nmessages && w->order[i]->at < EXPORT_END; i++) {
		json_put(&s, i == 0 ? "\n  " : ",\n  ");
		s.m = w->order[i];
		if (i % 1900 == 1899)
			json_put(&s, "{\n   'id': $;'type': 'unsupported'\n  }");
		else
			put_export_message(w, s.m);
	}
	json_put(&s, "\n ]\n}");
}
