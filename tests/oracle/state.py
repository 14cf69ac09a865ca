"""What is known of chats and members, read from the tables of state."""
import collections
import os
import sqlite3

from .clock import Zone

Member = collections.namedtuple("Member", "id automatic name username bot named_at")
Passage = collections.namedtuple("Passage", "at joined member")
Reaction = collections.namedtuple("Reaction", "at giver n emoji message")    # giver 0: unnamed; message or None

Usage = collections.namedtuple("Usage", "at hash member model requests input output cache_read cache_write "
                               "cache_write_1h cost saved charged")
Price = collections.namedtuple("Price", "valid_from above input output cache_read cache_write cache_write_1h")

PAID = 1    # the number of the emoji that enters no sum


class Presence(collections.namedtuple(
        "Presence", "first_message last_message last_reaction joined joined_at status")):
    def is_in(self):
        """Not known to have left, or heard of since."""
        return self.joined != 0 or (self.last_message is not None and self.last_message > self.joined_at)


class Coverage:
    """What was recorded: closed intervals of instants, and the gaps between them."""

    def __init__(self, rows):
        self.parts = []
        for since, until in sorted(rows):
            if self.parts and since <= self.parts[-1][1] + 1:
                self.parts[-1][1] = max(self.parts[-1][1], until)
            else:
                self.parts.append([since, until])
        self.first = self.parts[0][0] if self.parts else None
        self.last = self.parts[-1][1] if self.parts else None
        self.gaps = [(a[1], b[0]) for a, b in zip(self.parts, self.parts[1:])]

    def within(self, since, until):
        """The covered instants of [since, until), as closed intervals."""
        for a, b in self.parts:
            if max(a, since) <= min(b, until - 1):
                yield max(a, since), min(b, until - 1)

    def touches(self, since, until):
        """Whether any of [since, until) was recorded."""
        return any(True for _ in self.within(since, until))

    def all_of(self, since, until):
        """Whether every instant of it was."""
        return any(a <= since and until - 1 <= b for a, b in self.parts)

    def holds(self, since, until, zone):
        """Likewise, but the first recorded day counts from its beginning."""
        if not self.parts:
            return False
        return self.all_of(since, until) or \
            (zone.day_start(zone.day(self.first)) <= since and until - 1 <= self.parts[0][1])

    def gaps_in(self, since, until):
        return [gap for gap in self.gaps if gap[0] < until and since < gap[1]]


class Parent:
    """What is left of a message in a reply to it."""

    def __init__(self, member, at):
        self.member, self.at = member, at


class Message:
    __slots__ = ("key", "at", "member", "kind", "flags", "words", "chars", "links", "emoji", "edited",
                 "topic", "reply_to", "target", "day", "hour", "terms", "gaps", "text")


def headcount(chats, since, until):
    """How many members Telegram told last, of one chat."""
    told = [row for chat in chats for row in chat.headcounts if since <= row[0] < until]
    return max(told)[1] if told and len(chats) == 1 else None


class Chat:
    """One chat and its facts, each with its local day, and hour (local hours since 1970)."""

    def __init__(self, db, row):
        self.number, self.id, self.called, self.username, zone, wanted, self.forum = row
        self.title = self.called or "id %d" % self.id
        self.zone = Zone.find(zone)
        self.zone_pending = wanted if wanted != zone else None
        self.text, self.text_days, self.texts_since, self.frozen_before = db.execute(
            "SELECT text, text_days, texts_since, frozen_before FROM chat WHERE chat = ?", (self.number,)).fetchone()
        self.topics = dict(db.execute("SELECT topic, title FROM topic WHERE chat = ?", (self.number,)))
        self.titles = list(db.execute("SELECT at, title FROM title WHERE chat = ? ORDER BY at", (self.number,)))
        self.headcounts = list(db.execute(
            "SELECT at, members FROM headcount WHERE chat = ? AND members IS NOT NULL", (self.number,)))
        self.coverage = Coverage(db.execute("SELECT since, until FROM coverage WHERE chat = ?", (self.number,)))
        self.presence = {row[0]: Presence(*row[1:]) for row in db.execute(
            "SELECT member, first_message, last_message, last_reaction, joined, joined_at, status "
            "FROM presence WHERE chat = ?", (self.number,))}
        self.passages = [Passage(*row) for row in db.execute(
            "SELECT at, joined, max(0, member) FROM passage WHERE chat = ?", (self.number,))]
        self.usage = read_usage(db, self.number)
        by_key = self.read_messages(db)
        self.messages = sorted(by_key.values(), key=lambda m: (m.at, m.key))
        self.reactions = [Reaction(at, giver, n, emoji, by_key.get(key)) for key, giver, emoji, n, at in db.execute(
            "SELECT key, max(0, member), emoji, n, at FROM reaction WHERE chat = ?", (self.number,))]

    def read_messages(self, db):
        by_key = {}
        purged = {}
        for *row, to, wait in db.execute(
                "SELECT key, at, member, kind, flags, words, chars, links, emoji, edited, topic, reply_to, terms, gaps, "
                "text, to_member, wait FROM message WHERE chat = ? AND at >= ?",
                (self.number, self.frozen_before or 0)):
            m = Message()
            (m.key, m.at, m.member, m.kind, m.flags, m.words, m.chars, m.links, m.emoji, m.edited, m.topic,
             m.reply_to, m.terms, m.gaps, m.text) = row
            if to is not None:
                purged[m.key] = Parent(to, m.at - wait)
            m.day = self.zone.day(m.at)
            m.hour = self.zone.local(m.at) // 3600
            by_key[m.key] = m
        for m in by_key.values():
            m.target = by_key.get((self.number << 40) + m.reply_to + (1 << 39)) if m.reply_to else None
            if m.target is None and self.frozen_before is not None:
                m.target = purged.get(m.key)
        return by_key


def read_usage(db, chat):
    return [Usage(*row) for row in db.execute(
        "SELECT at, hash, member, m.name, requests, input, output, cache_read, cache_write, cache_write_1h, cost, "
        "saved, charged FROM usage JOIN model m USING (model) WHERE chat = ?", (chat,))]


class NoChat:
    """What usage without a chat counts in."""
    number, id, called, username, forum = 0, None, "", None, False
    title = "usage without a chat"
    text, text_days, texts_since, frozen_before = 2, 0, None, None

    def __init__(self, db, zone):
        wanted = os.environ.get("CHATSTAT_CHAT_ZONE") or "UTC"
        self.zone = Zone.find(zone)
        self.zone_pending = wanted if wanted != zone else None
        self.topics, self.titles, self.presence, self.headcounts = {}, [], {}, []
        self.coverage = Coverage([])
        self.messages, self.reactions, self.passages = [], [], []
        self.usage = read_usage(db, 0)


class State:
    def __init__(self, path):
        db = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
        db.execute("BEGIN")
        self.members = {row[0]: Member(*row[1:]) for row in db.execute(
            "SELECT member, member_id, automatic, name, username, bot, named_at FROM member")}
        self.bots = {number for number, m in self.members.items() if m.bot or m.automatic == 1}    # rankings hide both
        self.formerly = list(db.execute("SELECT member, name, at FROM former_name"))
        self.emoji = dict(db.execute("SELECT emoji, text FROM emoji"))
        self.terms = dict(db.execute("SELECT term, text FROM term"))
        # A zone that was set answers only once rollup has cut the sums by it; till then the scope's does.
        self.chats = [Chat(db, row) for row in db.execute(
            "SELECT chat, chat_id, title, username, s.zone, c.zone, forum FROM chat c JOIN scope s USING (chat) "
            "WHERE s.topic = 0 AND s.role = 0 ORDER BY chat_id")]
        self.no_chat = [NoChat(db, zone) for zone, in db.execute(
            "SELECT zone FROM scope WHERE chat = 0 AND role = 0")]
        self.polls = {key: (question, list(db.execute(
            "SELECT text, votes FROM poll_option WHERE key = ? ORDER BY option", (key,))))
            for key, question in db.execute("SELECT key, question FROM poll")}
        self.prices = collections.defaultdict(list)
        for name, *row in db.execute("SELECT m.name, valid_from, above, input, output, cache_read, cache_write, "
                                     "cache_write_1h FROM price JOIN model m USING (model)"):
            self.prices[name].append(Price(*row))
        self.aliases = dict(db.execute("SELECT a.name, m.name FROM model a JOIN model m ON m.model = a.alias"))
        db.close()

    def former_names(self, member):
        """Latest first."""
        now = self.members[member]
        names = [(-at, name.encode(), name) for number, name, at in self.formerly if number == member]
        return [name for _, _, name in sorted(names) if name not in (now.name, "@%s" % now.username)]

    def name(self, member):
        m = self.members[member]
        return m.name or ("@" + m.username if m.username else "id %d" % m.id)
