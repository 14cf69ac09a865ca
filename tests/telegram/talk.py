"""A group that talks: updates without end, all from a seed, as a bot that is administrator gets them.

Memory does not grow with what was said: a chat remembers its last messages and at most so many members.
"""
import random

BOT = {"id": 1234567, "is_bot": True, "first_name": "Statistics", "username": "stats_test_bot"}
RIGHTS = ["can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
          "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
          "can_edit_stories", "can_delete_stories"]
RECENT = 120
UPGRADE = 150       # messages after which a basic group becomes a supergroup
MEMBERS_FIRST, MEMBERS_MOST = 14, 300
NAMES = ["Ada", "Boyan", "Chiara", "Deniz", "Emil", "Fatima", "Galya", "Hana", "Ivo", "Jonas", "Kalina", "Luca", "Mira",
         "Nikolay", "Olga", "Petar", "Radost", "Samir", "Tea", "Vesela", "Yuki", "Zoë", "Стоян", "Елена", "Łucja"]
FAMILIES = ["", "", "", "Petrova", "Rossi", "Yılmaz", "Иванов", "Tanaka", "Silva", "O'Neill", "Kowalska"]
OPENINGS = ["the hut is full until Sunday", "who has a spare rope?", "we left at six and saw nobody", "snow from 1800 m on",
            "does the bus still run in November?", "I would rather take the ridge", "the weather looks fine to me",
            "няма сняг под хижата", "кой ще кара утре?", "forgot my gloves again", "the spring below the pass is dry",
            "three hours up, two down", "coffee at the station, half past seven", "that was a wonderful day",
            "is the path marked this year?", "здравейте на новите", "we need two more for the second car",
            "I found a glove near the summit", "the map is wrong about the bridge", "NEVER AGAIN in those boots",
            "bring cash, the hut takes no cards", "what a view!", "my knees say no", "same time next week?"]
MORE = ["I think", "as always", "if it does not rain", "по пътя надолу", "with the children", "after the lift closes",
        "like last year", "for once", "and a thermos of tea", "but slowly"]
ENDINGS = ["", "", "", "", " 😂", " ❤️", " 👍🏽", " 🏔️", "…", " :)", " 👨‍👩‍👧"]
EMOJI = ["👍", "❤", "🔥", "😁", "🎉", "🙏"]
TOPICS = ["Tours", "Gear", "Photos", "Lost and found"]
TITLES = ["Hikers of Rila", "Hikers of Rila and Pirin", "Rila on Sundays", "Winter hikers"]
MEDIA = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 67}],
         "sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512,
                     "is_animated": False, "is_video": False},
         "voice": {"file_id": "v", "file_unique_id": "v", "duration": 7},
         "video": {"file_id": "w", "file_unique_id": "w", "width": 640, "height": 360, "duration": 12},
         "location": {"latitude": 42.13, "longitude": 23.55}}


def units(text):
    return len(text.encode("utf-16-le")) // 2


class Group:
    def __init__(self, rng, number):
        self.rng, self.number = rng, number
        self.chat = {"id": -1001700000000 - number, "type": "supergroup", "title": TITLES[number % len(TITLES)]}
        self.forum = number % 4 == 2
        self.supergroup = None
        if number % 4 == 3:
            self.supergroup = self.chat
            self.chat = {**self.chat, "id": -4700000 - number, "type": "group"}
        if self.forum:
            self.chat["is_forum"] = True
        self.last, self.made = 0, 0
        self.members, self.topics = [], {}
        self.recent, self.due = [], []      # messages; updates that follow from the last
        self.reacted = {}                   # (message, user): emoji
        for _ in range(MEMBERS_FIRST):
            self.members.append(self.person(number))
        self.due.append(None)               # the bot comes first

    def person(self, number):
        self.made += 1
        rng = self.rng
        user = {"id": 200000 + 10000 * number + self.made, "is_bot": False, "first_name": rng.choice(NAMES)}
        family = rng.choice(FAMILIES)
        if family:
            user["last_name"] = family
        if rng.random() < 0.5:
            user["username"] = "hiker_%d" % user["id"]
        return user

    def speaker(self):
        """A few write most of it."""
        return self.members[min(int(self.rng.paretovariate(0.9)) - 1, len(self.members) - 1)]

    # ---- What happens; each returns an update.

    def next(self, now):
        if self.due:
            return self.due.pop(0) or self.welcome(now)
        if self.supergroup and self.last >= UPGRADE:
            return self.upgrade(now)
        chance = self.rng.random()
        for share, what in DEEDS:
            chance -= share
            if chance < 0:
                break
        return what(self, now) or self.message(now)

    def base(self, now, user):
        self.last += 1 if self.rng.random() < 0.97 else 2
        return {"message_id": self.last, "from": user, "chat": self.chat, "date": now}

    def text(self):
        rng = self.rng
        text = rng.choice(OPENINGS)
        for _ in range(int(rng.expovariate(0.9))):
            text += ", " + rng.choice(MORE)
        return text + rng.choice(ENDINGS)

    def content(self):
        """Text or caption with its entities, and what else there is."""
        rng, chance, found = self.rng, self.rng.random(), {}
        text, entities = self.text(), []
        if chance < 0.06:
            entities.append({"type": "url", "offset": units(text) + 1, "length": 27})
            text += " https://example.org/map/%d" % rng.randint(1000, 9999)
            entities[0]["length"] = units(text) - entities[0]["offset"]
        elif chance < 0.1:
            entities.append({"type": "hashtag", "offset": units(text) + 1, "length": 5})
            text += " #rila"
        if rng.random() < 0.15:
            kind = rng.choice(list(MEDIA))
            found[kind] = MEDIA[kind]
            if kind in ("photo", "video") and rng.random() < 0.5:
                found |= {"caption": text} | ({"caption_entities": entities} if entities else {})
            return found
        return {"text": text} | ({"entities": entities} if entities else {})

    def message(self, now):
        rng = self.rng
        message = self.base(now, self.speaker()) | self.content()
        if self.forum and self.topics and rng.random() < 0.8:
            topic = rng.choice(list(self.topics))
            message |= {"message_thread_id": topic, "is_topic_message": True}
        near = [m for m in self.recent[-25:] if m.get("message_thread_id") == message.get("message_thread_id")]
        if near and rng.random() < 0.3:
            told = rng.choice(near)
            message["reply_to_message"] = {k: v for k, v in told.items() if k != "reply_to_message"}
        if rng.random() < 0.01:
            message |= {"sender_chat": self.chat, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group",
                                                           "username": "GroupAnonymousBot"}}
        self.recent.append(message)
        if len(self.recent) > RECENT:
            gone = self.recent.pop(0)["message_id"]
            self.reacted = {k: v for k, v in self.reacted.items() if k[0] != gone}
        return {"message": message}

    def reaction(self, now):
        if not self.recent:
            return None
        rng, message, user = self.rng, self.rng.choice(self.recent[-40:]), self.speaker()
        key = message["message_id"], user["id"]
        old, new = self.reacted.get(key, []), rng.sample(EMOJI, rng.choice([0, 1, 1, 1, 1, 2]))
        if old == new:
            return None
        self.reacted[key] = new
        kinds = [[{"type": "emoji", "emoji": e} for e in some] for some in (old, new)]
        return {"message_reaction": {"chat": self.chat, "message_id": key[0], "user": user, "date": now,
                                     "old_reaction": kinds[0], "new_reaction": kinds[1]}}

    def totals(self, now):
        if not self.recent:
            return None
        message = self.rng.choice(self.recent)
        counts = [{"type": {"type": "emoji", "emoji": e}, "total_count": self.rng.randint(1, 30)}
                  for e in self.rng.sample(EMOJI, 2)]
        return {"message_reaction_count": {"chat": self.chat, "message_id": message["message_id"], "date": now,
                                           "reactions": counts}}

    def edit(self, now):
        texts = [m for m in self.recent[-30:] if "text" in m]
        if not texts:
            return None
        message = self.rng.choice(texts)
        message["text"] = self.text()
        message.pop("entities", None)
        message["edit_date"] = max(now, message["date"] + 1)
        return {"edited_message": dict(message)}

    def passage(self, user, old, new, now):
        members = [{"status": s, "user": user} | ({"until_date": 0} if s == "kicked" else {}) for s in (old, new)]
        return {"chat_member": {"chat": self.chat, "from": user, "date": now, "old_chat_member": members[0],
                                "new_chat_member": members[1]}}

    def welcome(self, now):
        """The bot becomes an administrator."""
        rights = dict.fromkeys(RIGHTS, False)
        told = self.passage(self.members[0], "left", "administrator", now)["chat_member"]
        told["old_chat_member"]["user"] = BOT
        told["new_chat_member"] = {"status": "administrator", "user": BOT, **rights}
        return {"my_chat_member": told}

    def upgrade(self, now):
        """The group is told that it goes on elsewhere, then its supergroup where it comes from."""
        user, old = self.members[0], self.chat
        told = self.base(now, user) | {"migrate_to_chat_id": self.supergroup["id"]}
        self.chat, self.supergroup = self.supergroup | {"title": old["title"]}, None
        self.last, self.recent, self.reacted = 0, [], {}
        self.due += [None, {"message": self.base(now, user) | {"migrate_from_chat_id": old["id"]}}]
        return {"message": told}

    def join(self, now):
        if len(self.members) >= MEMBERS_MOST:
            return self.leave(now)
        user = self.person(self.number)
        self.members.insert(self.rng.randrange(len(self.members) + 1), user)
        self.due.append({"message": self.base(now, user) | {"new_chat_members": [user]}})
        return self.passage(user, "left", "member", now)

    def leave(self, now):
        if len(self.members) <= MEMBERS_FIRST:
            return None
        user = self.members.pop(self.rng.randrange(len(self.members)))
        self.due.append({"message": self.base(now, user) | {"left_chat_member": user}})
        return self.passage(user, "member", "left", now)

    def topic(self, now):
        if not self.forum or len(self.topics) >= len(TOPICS):
            return None
        name = TOPICS[len(self.topics)]
        message = self.base(now, self.speaker())
        self.topics[message["message_id"]] = name
        return {"message": message | {"message_thread_id": message["message_id"], "is_topic_message": True,
                                      "forum_topic_created": {"name": name, "icon_color": 7322096}}}

    def rename(self, now):
        title = self.rng.choice(TITLES)
        if title == self.chat["title"]:
            return None
        self.chat = self.chat | {"title": title}
        return {"message": self.base(now, self.speaker()) | {"new_chat_title": title}}


# How often what happens; the rest are messages.
DEEDS = ((0.17, Group.reaction), (0.04, Group.edit), (0.01, Group.totals), (0.015, Group.join), (0.007, Group.leave),
         (0.004, Group.topic), (0.001, Group.rename), (1, Group.message))


class Talk:
    """next() is the update that comes next; its instant is now, which moves on unless it is set."""

    def __init__(self, seed, since, chats=1):
        self.rng = random.Random(seed)
        self.now = since
        self.groups = [Group(self.rng, number) for number in range(chats)]

    def next(self):
        self.now += self.rng.choice((0, 0, 1, 3, 20))
        return self.rng.choice(self.groups).next(self.now)
