"""A random little chat, lived once and told twice: as Telegram Desktop exports, and as updates.

Everything follows from the generator given, so a seed is a history.  What happens is a list of
events in order of time; an export shows how things stood at an instant, updates tell event by event.
Some chats are basic groups, where the bot and every exporter has message ids of its own, and some of
those become supergroups.
"""
import datetime
import random
import zoneinfo

# Clocks that jump at midnight, by half an hour, stand at quarters, or never change.
ZONES = ["Europe/Sofia", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC",
         "America/Santiago"]
SUMMERS = [1743292800, 1761436800, 1774742400, 1762068000, 1772953200, 1775325600]    # about when clocks change
WORDS = "the huts open at seven; who takes the rope? Snow! вода и хляб don't forget SOCKS 山 a12b ok".split()
ENDINGS = ["😂", "👍🏽", "❤️", "👨‍👩‍👧", "1️⃣", "🇧🇬", "?", "!"]
EMOJI = ["👍", "❤", "🔥", "🎉", "💩"]
VIEWS = ["bot", "Ada", "Eva"]    # who tells of a basic group, by ids of their own
MEDIA = {"sticker": "sticker", "voice": "voice_message", "video": "video_file"}
OPTIONS = ["the hut", "Мусала", "neither, \"thanks\""]


class Person:
    def __init__(self, person_id, name, bot=False, username=None):
        self.id, self.name, self.bot, self.username = person_id, name, bot, username

    def user(self):
        user = {"id": self.id, "is_bot": self.bot, "first_name": self.name}
        return {**user, "username": self.username} if self.username else user

    def export_id(self):
        return "user%d" % self.id if self.id > 0 else "channel%d" % (-self.id - 10**12)


class Message:
    """service is None, or what an export calls it; versions are (instant of the edit or 0, parts)."""

    def __init__(self, number, at, sender):
        self.id, self.at, self.sender = number, at, sender
        self.kind = "text"
        self.service = None
        self.whom = None
        self.title = None
        self.basic = False                  # of a basic group: the id is only a number in order of time
        self.topic = self.reply = None      # messages
        self.hidden = False                 # exports do not name the sender
        self.versions = []
        self.sets = {}                      # person: [(instant, emoji set)]
        self.paid = 0
        self.votes = []                     # of a poll: [(instant, {option: votes}, closed)]
        self.totals = []                    # [(instant, {emoji: count})], of reactors nobody names


class History:
    def __init__(self, rng, number, zone):
        self.rng, self.number, self.zone = rng, number, zone
        self.id = -10**12 - number
        self.title = "Chat %d" % number
        self.group_id = -number if rng.random() < 0.4 else None
        self.forum = self.group_id is None and rng.random() < 0.5
        self.moved = None    # when the group became a supergroup
        self.linked = False    # whether anybody told so
        self.numbering = {view: (rng.randint(1, 3), rng.choice([0, rng.randint(1, 90), 40000])) for view in VIEWS}
        self.people = [Person(100 + i, rng.choice(["Ada", "Bob", "Łucja", "Иван", "Eve \\ \"x\"", "山田"]) +
                              rng.choice(["", " Two", " %d" % i]), username=rng.choice([None, "user%d" % i]))
                       for i in range(rng.randint(2, 9))]
        self.people += [Person(900 + i, "Robot %d" % i, bot=True, username="robot%dbot" % i)
                        for i in range(rng.randint(0, 2))]
        self.group = Person(self.id, self.title)
        self.channel = Person(-10**12 - number - 5000, "News of %d" % number)
        self.messages, self.topics, self.events = [], [], []
        self.live()
        self.events.sort(key=lambda event: event[0])

    # ---- What happens.

    def moments(self):
        """Instants in order: bursts, silences, and the edges of days and hours."""
        rng = self.rng
        at = rng.choice(SUMMERS) - rng.randint(1, 30) * 86400
        span = rng.choice([2, 12, 40, 75, 130]) * 86400
        count = rng.randint(20, 140)
        moments = []
        for _ in range(count):
            moments.append(at)
            at += rng.choice([0, 1, rng.randint(2, 200), rng.randint(60, 4000), 2 * span // count,
                              rng.randint(0, 4 * span // count)])
            if rng.random() < 0.05:
                at = at - at % 1800 + 1800 + rng.choice([-1, 0, 0, 1])
            if rng.random() < 0.01:
                at += rng.randint(1, 20) * 86400
        return moments

    def live(self):
        rng, number = self.rng, rng_id(self.rng)
        moments = self.moments()
        if self.group_id:
            # What is in one second can be told apart by nobody.
            moments = [at + i for i, at in enumerate(moments)]
            self.moved = rng.choice(moments[1:]) if rng.random() < 0.7 else moments[-1] + 10**9
            number = 0
        for at in moments:
            if at == self.moved:
                self.service(number + 1, at, "migrate_to_supergroup")
                self.service(1, at, "migrate_from_group", basic=False)
                number = 1
                continue
            number += 1 if rng.random() < 0.8 else rng.randint(2, 4)
            chance = rng.random()
            if chance < 0.04 and self.forum:
                self.service(number, at, "topic_created", title="Topic %d" % number)
                self.topics.append(self.messages[-1])
            elif chance < 0.10:
                self.membership(number, at)
            elif chance < 0.11:
                self.service(number, at, "edit_group_title", title="Chat %d renamed %d" % (self.number, number))
                self.title = self.messages[-1].title
            else:
                self.message(number, at)

    def in_group(self, at):
        """Whether the chat was, or had been, a basic group only."""
        return self.group_id is not None and at < self.moved

    def service(self, number, at, what, title=None, whom=None, basic=None):
        m = Message(number, at, self.rng.choice(self.people))
        m.basic = self.in_group(at) or what == "migrate_to_supergroup"
        m.service, m.title, m.whom = what, title, whom
        self.add(m)

    def membership(self, number, at):
        whom, joined = self.rng.choice(self.people), self.rng.random() < 0.6
        if self.rng.random() < 0.7:
            self.service(number, at, "join_group_by_link" if joined and self.rng.random() < 0.5 else
                         "invite_members" if joined else "remove_members", whom=whom)
        if self.rng.random() < 0.7:
            self.events.append((at + self.rng.choice([0, 1, 70]), "member", (whom, joined)))

    def add(self, m):
        self.messages.append(m)
        self.events.append((m.at, "message", m))

    def message(self, number, at):
        rng = self.rng
        m = Message(number, at, rng.choice(self.people))
        if rng.random() < 0.1:
            m.sender = rng.choice([self.group, self.channel])
        if self.group_id:
            m.sender, m.basic = rng.choice(self.people), self.in_group(at)
        m.hidden = rng.random() < 0.05
        m.kind = rng.choice(["text"] * 8 + ["photo"] + list(MEDIA))
        m.versions = [(0, self.parts())]
        if self.topics and rng.random() < 0.7:
            m.topic = rng.choice(self.topics)
        others = [o for o in self.messages[-25:] if not o.service and o.topic is m.topic and o.basic == m.basic]
        if others and rng.random() < 0.35:
            m.reply = rng.choice(others)
        self.add(m)
        if rng.random() < 0.15 and not (m.basic and m.hidden):
            for later in sorted(rng.sample([1, 30, 5000, 90000], rng.randint(1, 2))):
                if m.basic and not self.in_group(at + later):
                    break
                m.versions.append((at + later, self.parts()))
                self.events.append((at + later, "edit", (m, len(m.versions) - 1)))
        if rng.random() < 0.45:
            self.react(m)
        luck = random.Random(at)    # of its own: what else happens does not depend on it
        if luck.random() < 0.08 and len(m.versions) == 1:
            self.ask(m, luck)

    def ask(self, m, rng):
        """A poll, which the bot is told of as votes come, and that it is closed."""
        m.kind, votes, at = "poll", dict.fromkeys(OPTIONS[:rng.randint(2, 3)], 0), m.at
        m.votes, m.versions = [(at, votes, False)], [(0, [])]
        for _ in range(rng.randint(0, 4)):
            at += rng.choice([1, 70, 9000])
            votes = {option: n + rng.randint(0, 3) for option, n in votes.items()}
            if m.basic and not self.in_group(at) or m.votes[-1][2]:
                break
            m.votes.append((at, votes, rng.random() < 0.2))
            self.events.append((at, "votes", (m, len(m.votes) - 1)))

    def parts(self):
        """(type, text, extra) as in an export."""
        rng = self.rng
        parts = [("plain", " ".join(rng.choices(WORDS, k=rng.randint(1, 9))), {})]
        if rng.random() < 0.2:
            parts += [("plain", " ", {}), rng.choice([
                ("link", "https://example.org/a", {}), ("mention", "@ada", {}), ("hashtag", "#snow", {}),
                ("text_link", "the map", {"href": "https://www.Example.com:80/"}), ("code", "x = y", {}),
                ("mention", "@User3", {}), ("bot_command", "/stats@some_bot", {}), ("hashtag", "#Сняг", {}),
                ("bold", "BOLD", {})])]
        if rng.random() < 0.2:
            parts.append(("plain", " " + "".join(rng.choices(ENDINGS, k=2)), {}))
        return parts

    def react(self, m):
        rng = self.rng
        for person in rng.sample(self.people + [self.channel], rng.randint(1, min(4, len(self.people)))):
            at, had = m.at, set()
            m.sets[person] = []
            for _ in range(rng.choice([1, 1, 1, 2, 3])):
                at += rng.choice([0, 1, 40, 4000, 100000])
                if m.basic and not self.in_group(at):
                    break
                have = set(rng.sample(EMOJI, rng.choice([0, 1, 1, 2])))
                m.sets[person].append((at, have))
                self.events.append((at, "reaction", (m, person, had, have)))
                had = have
        if rng.random() < 0.2:
            m.paid = rng.randint(1, 50)
        if rng.random() < 0.2:
            at = m.at + rng.choice([5, 500, 50000])
            if m.basic and not self.in_group(at):
                return
            m.totals.append((at, {emoji: rng.randint(1, 9) for emoji in rng.sample(EMOJI, 2)}))
            self.events.append((at, "counts", (m, m.totals[-1][1])))

    # ---- How an export shows it.

    def export(self, first, made_at, view="Ada"):
        """The messages from an instant on, as they are at another."""
        group = self.in_group(made_at)
        return {"name": self.title, "type": "private_group" if group else "private_supergroup",
                "id": -self.group_id if group else self.number,
                "messages": [self.exported(m, made_at, view) for m in self.messages if first <= m.at <= made_at]}

    def id_in(self, m, view):
        """A message's id; those of basic groups differ."""
        stride, start = self.numbering[view]
        return m.id * stride + start if m.basic else m.id

    def exported(self, m, made_at, view):
        shift = 10**9 if m.basic and not self.in_group(made_at) else 0
        local = datetime.datetime.fromtimestamp(m.at, zoneinfo.ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M:%S")
        item = {"id": self.id_in(m, view) - shift, "type": "service" if m.service else "message", "date": local, "date_unixtime": str(m.at)}
        if m.service:
            item |= {"actor": m.sender.name, "actor_id": m.sender.export_id(), "action": m.service, "text": ""}
            if m.service == "join_group_by_link":
                item |= {"actor": m.whom.name, "actor_id": m.whom.export_id()}
            elif m.whom:
                item["members"] = [m.whom.name]
            if m.title:
                item["title"] = m.title
            return item
        edited, parts = [v for v in m.versions if v[0] <= made_at][-1]
        if edited:
            item["edited_unixtime"] = str(edited)
        item["from"] = m.sender.name
        if not m.hidden:
            item["from_id"] = m.sender.export_id()
        if m.sender is self.channel:
            item["forwarded_from"] = item["saved_from"] = m.sender.name
        if m.reply or m.topic:
            item["reply_to_message_id"] = self.id_in(m.reply or m.topic, view) - shift
        if m.kind == "poll":
            _, votes, closed = [v for v in m.votes if v[0] <= made_at][-1]
            item["poll"] = {"question": "Where to?", "closed": closed, "total_voters": sum(votes.values()), "answers": [
                {"text": option, "voters": n, "chosen": False} for option, n in votes.items()]}
        elif m.kind == "photo":
            item["photo"] = "photos/1.jpg"
        elif m.kind in MEDIA:
            item["media_type"] = MEDIA[m.kind]
        item["text"] = [text if kind == "plain" else {"type": kind, "text": text, **extra}
                        for kind, text, extra in parts]
        item["reactions"] = list(self.exported_reactions(m, made_at))
        return item

    def exported_reactions(self, m, made_at):
        now = {}
        for person, sets in m.sets.items():
            for at, emoji in [s for s in sets if s[0] <= made_at][-1:]:
                for one in emoji:
                    now.setdefault(one, []).append((at, person))
        for emoji, givers in now.items():
            rest = max([0] + [t[emoji] - len(givers) for at, t in m.totals if at <= made_at and emoji in t])
            recent = sorted(givers, key=lambda g: -g[0])[:3]
            yield {"type": "emoji", "count": len(givers) + rest, "emoji": emoji, "recent": [
                {"from": p.name, "from_id": p.export_id(),
                 "date": datetime.datetime.fromtimestamp(at, zoneinfo.ZoneInfo(self.zone)).isoformat()[:19]}
                for at, p in recent]}
        if m.paid:
            yield {"type": "paid", "count": m.paid}

    # ---- How updates tell it.

    def chat(self, basic=False):
        if basic:
            return {"id": self.group_id, "title": self.title, "type": "group"}
        chat = {"id": self.id, "title": self.title, "type": "supergroup"}
        return {**chat, "is_forum": True} if self.forum else chat

    def updates(self):
        """(instant, update) in order of time."""
        for at, what, told in self.events:
            yield at, getattr(self, "told_" + what)(at, told)

    def told_message(self, at, m, version=0):
        item = {"message_id": self.id_in(m, "bot"), "date": m.at, "chat": self.chat(m.basic),
                "from": m.sender.user()}
        if m.sender.id < 0:
            item["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
            item["sender_chat"] = {"id": m.sender.id, "title": m.sender.name,
                                   "type": "supergroup" if m.sender is self.group else "channel"}
            if m.sender is self.channel:
                item["is_automatic_forward"] = True
        if m.service == "topic_created":
            item |= {"message_thread_id": m.id, "is_topic_message": True,
                     "forum_topic_created": {"name": m.title, "icon_color": 1}}
        elif m.service == "edit_group_title":
            item["new_chat_title"] = m.title
        elif m.service == "migrate_to_supergroup":
            item["migrate_to_chat_id"] = self.id
        elif m.service == "migrate_from_group":
            item["migrate_from_chat_id"] = self.group_id
        elif m.service == "remove_members":
            item["left_chat_member"] = m.whom.user()
        elif m.service:
            item["new_chat_members"] = [m.whom.user()]
        if m.service:
            return {"message": item}
        if m.topic:
            item |= {"message_thread_id": m.topic.id, "is_topic_message": True}
        replied = m.reply or m.topic
        if replied:
            item["reply_to_message"] = {"message_id": self.id_in(replied, "bot"), "date": replied.at,
                                        "chat": self.chat(replied.basic),
                                        "from": replied.sender.user()}
            if replied is m.topic:
                item["reply_to_message"]["forum_topic_created"] = {"name": m.topic.title, "icon_color": 1}
        edited, parts = m.versions[version]
        if edited:
            item["edit_date"] = edited
        text, entities = "", []
        for kind, piece, extra in parts:
            if kind != "plain":
                entity = {"type": {"link": "url"}.get(kind, kind), "offset": units(text), "length": units(piece)}
                if "href" in extra:
                    entity["url"] = extra["href"]
                entities.append(entity)
            text += piece
        if m.kind == "poll":
            item["poll"] = self.poll(m, 0)
        elif m.kind == "text":
            item |= {"text": text, "entities": entities}
        else:
            item |= {"caption": text, "caption_entities": entities,
                     m.kind: [{"file_id": "x"}] if m.kind == "photo" else {"file_id": "x"}}
        return {"edited_message" if edited else "message": item}

    def poll(self, m, version):
        _, votes, closed = m.votes[version]
        return {"id": "%d%05d" % (self.number, self.messages.index(m)), "question": "Where to?", "options": [
            {"text": option, "voter_count": n} for option, n in votes.items()],
            "total_voter_count": sum(votes.values()), "is_closed": closed, "type": "regular"}

    def told_votes(self, at, told):
        return {"poll": self.poll(*told)}

    def told_edit(self, at, told):
        return self.told_message(at, *told)

    def told_reaction(self, at, told):
        m, person, had, have = told

        def types(emoji):
            return [{"type": "emoji", "emoji": one} for one in sorted(emoji)]

        actor = {"user": person.user()} if person.id > 0 else \
            {"actor_chat": {"id": person.id, "title": person.name, "type": "channel"}}
        return {"message_reaction": {"chat": self.chat(m.basic), "message_id": self.id_in(m, "bot"), "date": at, **actor,
                                     "old_reaction": types(had), "new_reaction": types(have)}}

    def told_counts(self, at, told):
        m, totals = told
        counts = [{"type": {"type": "emoji", "emoji": e}, "total_count": n} for e, n in totals.items()]
        if m.paid:
            counts.append({"type": {"type": "paid"}, "total_count": m.paid})
        return {"message_reaction_count": {"chat": self.chat(m.basic), "message_id": self.id_in(m, "bot"), "date": at,
                                           "reactions": counts}}

    def told_member(self, at, told):
        whom, joined = told
        user, out = whom.user(), {"status": "left"}
        inside = {"status": "restricted", "is_member": True} if whom.id % 2 else {"status": "member"}
        old, new = (out, inside) if joined else (inside, out)
        return {"chat_member": {"chat": self.chat(self.in_group(at)), "from": user, "date": at,
                                "old_chat_member": {"user": user, **old}, "new_chat_member": {"user": user, **new}}}


def rng_id(rng):
    return rng.choice([0, 1000, 5_000_000])


def units(text):
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
