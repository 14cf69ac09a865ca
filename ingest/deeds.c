#include "ingest/deeds.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/buttons.h"
#include "ingest/says.h"
#include "ingest/witness.h"
#include "lib/locale.h"
#include "lib/log.h"
#include "lib/spoken.h"

/* ----- what is done by chatstat-admin ----- */

/* What it did, or said, or why it did not. */
static void
take_deed(void *cookie, const struct child_end *e)
{
	struct answer *a = answering_back(cookie);
	bool file = strcmp(a->command.rest, "file") == 0;

	if (e->status != STATUS_DONE) {
		answering_refuse(a, e);
		return;
	}
	switch (a->command.kind->deed) {
	case DEED_OPTOUT:
		answering_say(a, _("Done. From now on your messages count only in totals, without your name."
		    " What was counted before stays; /forgetme takes your name off that too. /optin reverses"
		    " this."));
		break;
	case DEED_OPTIN:
		answering_say(a, _("Welcome back. You are counted again from now on."));
		break;
	case DEED_FORGET:
		answering_say(a, _("Done: nothing here carries your name any more, and nothing will; /optin"
		    " changes that."));
		break;
	case DEED_SET:
		answering_tell(a, says_set(a->desk->db, a->about, a->command.setting, a->was));
		break;
	case DEED_DIGEST:
		answering_tell(a, says_digest(a->desk->db, &a->ask, a->about, &a->keyboard));
		break;
	default:
		if (file)
			answering_file(a, _("All that I keep about you there."), "chatstat.json", e);
		else
			answering_tell(a, says_quoted(e->output));
		break;
	}
}

static void
fail_database(struct answer *a)
{
	log_forget();
	answering_fail(a, "the database failed", false);
}

/* Runs "VERB [WHAT] CHAT MORE ..." of chatstat-admin on the chat that is asked about. */
static void
run_admin(struct answer *a, const char *verb, const char *what, const char *const *more, size_t count)
{
	struct arguments args;

	answering_arguments(a, &args, "chatstat-admin", NULL);
	answering_add(&args, "%s", verb);
	if (what != NULL)
		answering_add(&args, "%s", what);
	if (a->about != 0)
		answering_add(&args, "%" PRId64, a->about);
	else
		answering_add(&args, "all");
	for (size_t i = 0; i < count; i++)
		answering_add(&args, "%s", more[i]);
	answering_run(a, &args, take_deed);
}

/* What members do for themselves. */
static void
run_own(struct answer *a, const char *verb, const char *format)
{
	char id[24];

	snprintf(id, sizeof(id), "%" PRId64, a->ask.member_id);
	if (witness_as(a, ROLE_MEMBER) != 0)
		fail_database(a);
	else
		run_admin(a, verb, NULL, (const char *const[]){ id, format }, format != NULL ? 2 : 1);
}

/* Administrators change what is the chat's. */
static void
take_change(void *cookie, enum role role)
{
	struct answer *a = answering_back(cookie);
	const struct setting *t = a->command.setting;
	const char *refused = _("Only administrators of this chat can change settings."
	    " /settings shows them.");
	const char *more[] = { t != NULL ? t->name : a->command.rest, a->command.rest };
	char action[32];

	snprintf(action, sizeof(action), "set %s", t != NULL ? t->name : "digest");
	if (witness_as(a, role) != 0 ||
	    (role == ROLE_MEMBER && witness_note(a, action, 0, "refused") != 0))
		fail_database(a);
	else if (role == ROLE_MEMBER && a->ask.pressed)
		answering_toast(a, refused);
	else if (role == ROLE_MEMBER)
		answering_say(a, refused);
	else if (t == NULL)
		run_admin(a, "set", "digest", more, 1);
	else if (witness_setting(a, t->name, a->was) != 0)
		fail_database(a);
	else
		run_admin(a, "set", NULL, more, 2);
}

/* What is a member's own, and nobody else's business. */
static void
answer_own(struct answer *a)
{
	char html[512];

	if (own_set(a->desk->db, a->ask.member_id, a->command.setting, a->command.rest) != 0) {
		fail_database(a);
		return;
	}
	spoken_in(a->desk->db, a->ask.chat_id);
	snprintf(html, sizeof(html), _("%s: <b>%s</b>, for you here."), _(a->command.setting->title),
	    _(a->command.rest));
	answering_say(a, html);
}

/* What is known of a member is nobody else's: a group gets a button to where it is told. */
static void
answer_privacy(struct answer *a)
{
	if (a->command.rest[0] == '\0') {
		answering_tell(a, says_privacy(a->desk->db, a->about, a->ask.private));
	} else if (a->ask.private) {
		run_own(a, "show", strcmp(a->command.rest, "file") == 0 ? "json" : NULL);
	} else {
		a->keyboard = says_button(a->desk->bot, _("What I keep about you"), "data", a->about);
		answering_say(a, _("I tell you in our private chat."));
	}
}

static void
answer_forget(struct answer *a)
{
	const struct button confirm[] = { { _("Delete my data"), "/forgetme yes" },
	    { _("Cancel"), "/forgetme no" } };

	if (strcmp(a->command.rest, "yes") == 0) {
		run_own(a, "forget", NULL);
	} else if (a->command.rest[0] != '\0') {
		answering_say(a, _("Nothing was deleted."));
	} else {
		a->keyboard = buttons_list(&a->ask, confirm, 2, 1);
		answering_tell(a, says_forget(a->desk->db, a->about, a->ask.member_id));
	}
}

static void
answer_start(struct answer *a)
{
	if (a->ask.private && strncmp(a->command.rest, "data", 4) == 0)
		run_own(a, "show", NULL);
	else if (a->ask.private && strncmp(a->command.rest, "chat", 4) == 0)
		answering_tell(a, says_talking(a->desk->db, a->about));
	else
		answering_tell(a, says_help(a->desk->catalogue));
}

static void
ask_rights(struct answer *a)
{
	if (rights_ask(a->desk->rights, a->about, a->ask.member_id, take_change, a) == 0)
		return;
	log_forget();
	answering_fail(a, "out of memory", false);
}

static void
act(struct answer *a)
{
	struct db *db = a->desk->db;

	spoken_in(db, a->ask.chat_id);	/* in private, that of the chat that was chosen only now */
	switch (a->command.kind->deed) {
	case DEED_REPORT:
		answering_report(a);
		break;
	case DEED_HELP:
		answering_tell(a, says_help(a->desk->catalogue));
		break;
	case DEED_PRIVACY:
		answer_privacy(a);
		break;
	case DEED_OPTOUT:
	case DEED_OPTIN:
		run_own(a, a->command.kind->name, NULL);
		break;
	case DEED_FORGET:
		answer_forget(a);
		break;
	case DEED_SETTINGS:
		answering_tell(a, says_settings(db, &a->ask, a->about, &a->keyboard));
		break;
	case DEED_SET:
	case DEED_DIGEST:
		if (a->command.rest[0] == '\0' && a->command.setting != NULL)
			answering_tell(a, says_setting(db, &a->ask, a->about, a->command.setting,
			    &a->keyboard));
		else if (a->command.rest[0] == '\0')
			answering_tell(a, says_digest(db, &a->ask, a->about, &a->keyboard));
		else if (a->command.own)
			answer_own(a);
		else
			ask_rights(a);
		break;
	case DEED_CHAT:
		answering_tell(a, says_talking(db, a->about));
		break;
	case DEED_START:
		answer_start(a);
		break;
	}
}

/* ----- which chat, in private ----- */

/* Whether a question in private is about one of the chats that are shared. */
static bool
needs_chat(const struct command *c)
{
	switch (c->kind->deed) {
	case DEED_REPORT:
	case DEED_SETTINGS:
	case DEED_DIGEST:
	case DEED_CHAT:
	case DEED_PRIVACY:
		return true;
	case DEED_SET:
		return !c->own;
	case DEED_START:
		return c->rest[0] != '\0';
	default:
		return false;
	}
}

static void
ask_shared(struct answer *a)
{
	if (shared_ask(&a->sharing) == 0)
		return;
	log_forget();
	answering_fail(a, "out of memory", false);
}

static void
take_shared(struct sharing *s)
{
	struct answer *a = answering_back(s->cookie);
	bool one = s->found == 1 && (s->count == 1 || a->command.kind->deed != DEED_CHAT);

	/* Of who opted out nothing is remembered. */
	if (one && (privacy_hides(a->desk->privacy, s->shared[0], a->ask.member_id) ||
	    own_choose(a->desk->db, a->ask.member_id, s->shared[0]) == 0)) {
		a->about = s->shared[0];
		act(a);
	} else if (one) {
		fail_database(a);
	} else if (s->found == 0 && a->command.kind->deed == DEED_PRIVACY && a->command.rest[0] == '\0') {
		act(a);		/* what holds everywhere */
	} else if (s->found == 0) {
		answering_say(a, _("I know of no chat that we share. If there is one, write /privacy data"
		    " there, and press the button."));
	} else {
		answering_tell(a, says_choice(a->desk->db, &a->ask, s->shared, s->found, &a->keyboard));
	}
}

/* The one that was chosen, if the member is still there; else all. */
static void
take_chosen(struct sharing *s)
{
	struct answer *a = answering_back(s->cookie);
	int count = s->found > 0 ? 0 : own_chats(a->desk->db, a->ask.member_id, s->asked);

	if (s->found > 0 || a->command.kind->deed == DEED_START) {
		take_shared(s);
	} else if (count < 0) {
		fail_database(a);
	} else {
		*s = (struct sharing){ .telegram = s->telegram, .user_id = s->user_id, .told = take_shared,
		    .cookie = a };
		s->count = (size_t)own_chats(a->desk->db, a->ask.member_id, s->asked);
		ask_shared(a);
	}
}

static void
find_chat(struct answer *a)
{
	const char *id = a->command.kind->deed == DEED_START ? a->command.rest + 5 : NULL;

	a->sharing = (struct sharing){ .telegram = a->desk->telegram, .user_id = a->ask.member_id,
	    .told = take_chosen, .cookie = a };
	a->sharing.asked[0] = id != NULL ? strtoll(id, NULL, 10) : a->own.chat_id;
	a->sharing.count = a->sharing.asked[0] != 0 && a->command.kind->deed != DEED_CHAT;
	ask_shared(a);
}

void
deeds_do(struct answer *a)
{
	if (a->ask.private && own_read(a->desk->db, a->ask.member_id, &a->own) != 0) {
		fail_database(a);
	} else if (a->ask.private && needs_chat(&a->command)) {
		find_chat(a);
	} else {
		a->about = a->ask.private ? 0 : a->ask.chat_id;
		act(a);
	}
}
