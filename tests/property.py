#!/usr/bin/env python3
"""Whatever order history comes in, reports and sums say what the slow, obvious query says.

usage: property.py [--bin DIR] [--seeds N] [--first SEED] [--keep]
       property.py [--bin DIR] --fixed DB

A seed is one or two random chats (history.py), imported as exports and files of updates in random
pieces and order, some twice, with chatstat-rollup in between at random moments, with time zones and
bots changed by chatstat-admin, and with members who opt out, are forgotten and opt in again; in a copy facts
are purged, too.  On the way:
  - chatstat's JSON of random questions is the oracle's;
  - act, total and tally are what chatstat-rollup --rebuild makes of state;
  - what state derives from itself (to whom a reply is, where a reaction counts) is right;
  - what a group's bot and its exporters told by ids of their own is one chat, and each message is there once;
  - an export and the same chat's updates give the same answers in either order;
  - answers are by a chat's old zone until chatstat-rollup has run, then by the new one;
  - who is forgotten is nowhere, and all that says no more than how much is as if nobody had opted out.
--fixed asks a given database a fixed list of questions.  --keep keeps the files of failing seeds.
"""
import argparse
import contextlib
import datetime
import json
import os
import pathlib
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import history    # noqa: E402
import spend    # noqa: E402
import oracle    # noqa: E402

SHOWN = 6    # differences shown of one answer


class Failure(Exception):
    pass


def differences(ours, theirs, at=""):
    """Where two JSON values differ; 1, 1.0 and true are three things."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if list(ours) != list(theirs):
            yield "%s: keys %s, chatstat %s" % (at, list(ours), list(theirs))
        for key in ours:
            if key in theirs:
                yield from differences(ours[key], theirs[key], "%s.%s" % (at, key))
    elif isinstance(ours, (list, tuple)) and isinstance(theirs, (list, tuple)):
        if len(ours) != len(theirs):
            yield "%s: %d elements, chatstat %d" % (at, len(ours), len(theirs))
        for i, (a, b) in enumerate(zip(ours, theirs)):
            yield from differences(a, b, "%s[%d]" % (at, i))
    elif ours != theirs or isinstance(ours, bool) != isinstance(theirs, bool):
        yield "%s: %.160r, chatstat %.160r" % (at, ours, theirs)


class Database:
    """A database, the programs that work on it, and what they were asked so far."""

    def __init__(self, programs, path):
        self.programs, self.path, self.log = programs, path, []
        self.zones, self.set_zones = {}, {}    # that chats answer by, and that they will after rollup
        self.unsettled = set()    # ids of chats that may become another's

    def copy(self, path):
        other = Database(self.programs, path)
        other.log, other.zones, other.set_zones = self.log, dict(self.zones), dict(self.set_zones)
        self.log.append("sqlite3 %s '.backup %s'" % (self.path, path))
        with contextlib.closing(sqlite3.connect(self.path)) as db, contextlib.closing(sqlite3.connect(path)) as to:
            db.backup(to)
        for ending in ".key", ".optout":
            if os.path.exists(self.path + ending):
                shutil.copy(self.path + ending, path + ending)
        return other

    def run(self, program, *arguments, now=None, zone=None):
        command = [str(self.programs / program), "-d", self.path, *arguments]
        environment = {"PATH": "/usr/bin:/bin", "CHATSTAT_CHAT_TEXT_DAYS": "0"}
        if now is not None:
            environment["CHATSTAT_NOW"] = str(now)
        if zone is not None:
            environment["CHATSTAT_CHAT_ZONE"] = zone
        self.log.append(shlex.join(["%s=%s" % v for v in environment.items() if v[0] not in ("PATH", "CHATSTAT_CHAT_TEXT_DAYS")] + command))
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")

    def must(self, program, *arguments, **context):
        done = self.run(program, *arguments, **context)
        if done.returncode != 0:
            raise Failure("exit %d: %s" % (done.returncode, done.stderr.strip()))

    def ask(self, state, arguments, now):
        """One question to both; differences, or none."""
        done = self.run("chatstat", *arguments, "-f", "json", now=now)
        try:
            theirs = json.loads(done.stdout)
        except ValueError:
            return ["no JSON, exit %d: %s" % (done.returncode, done.stderr.strip())]
        try:
            ours = oracle.answers(state, arguments, now)
        except oracle.Misuse as fault:
            return [] if done.returncode == 2 else ["exit %d, but: %s" % (done.returncode, fault)]
        if done.returncode != 0 or "error" in theirs:
            return ["exit %d: %s" % (done.returncode, done.stdout.strip() or done.stderr.strip())]
        return list(differences(ours, theirs))

    def compare(self, state, arguments, now):
        found = self.ask(state, arguments, now)
        if found:
            raise Failure("\n  ".join(["CHATSTAT_NOW=%d python3 tests/oracle %s %s" % (
                now, self.path, shlex.join(arguments)), *found[:SHOWN]]))

    def sums(self):
        """Rows of the ladder that say something, whatever the numbers of scopes."""
        db = sqlite3.connect(self.path)
        rows = {}
        for table, key in (("act", "member"), ("total", "bot"), ("tally", "what, bucket, bot"),
                           ("spend", "model"), ("(SELECT * FROM pair WHERE what = 2)", "what, member")):
            for row in db.execute("SELECT chat, topic, period, %s, t.* FROM %s t JOIN scope s USING (scope) "
                                  "WHERE role = 0 AND period <> 300001" % (key, table)):
                names = key.split(", ")
                n = 3 + len(names)
                values = row[n + 1 + 1 + len(names):]
                if any(values):
                    rows[(table, *row[:n])] = values
        folded = dict(((chat, topic), day) for chat, topic, day in db.execute(
            "SELECT chat, topic, folded FROM scope WHERE role = 0"))
        db.close()
        return rows, folded

    def rollup(self, *options, now):
        self.must("chatstat-rollup", *options, now=now)
        self.zones |= self.set_zones

    def set_zone(self, chat, zone):
        self.must("chatstat-admin", "set", str(chat.id), "zone", zone)
        self.set_zones[chat.id] = zone

    def set_bot(self, chat, number, member, on):
        self.must("chatstat-admin", "bot", str(chat.id), str(member.id), "on" if on else "off")
        if bool(oracle.State(self.path).members[number].bot) != on:
            raise Failure("member %d is %s bot" % (member.id, "no" if on else "a"))

    def hide(self, verb, chat, number, member):
        self.must("chatstat-admin", verb, str(chat.id), str(member.id))
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            for query in LEFT if verb == "forget" else []:
                if db.execute(query, {"chat": chat.number, "member": number}).fetchone():
                    raise Failure("member %d is forgotten, but: %s" % (member.id, query))

    def count_heads(self, rng, low, high):
        """What the daemon would have been told."""
        with contextlib.closing(sqlite3.connect(self.path)) as db, db:
            for chat, in db.execute("SELECT chat FROM chat").fetchall():
                asked = [rng.randint(low, high) for _ in range(rng.choice([0, 3, 30]))]
                db.executemany("INSERT OR IGNORE INTO headcount VALUES (?, ?, ?, ?)",
                               [(chat, at // 86400, at, rng.choice([None, 2, 95])) for at in asked])

    def amounts(self):
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return [db.execute(query).fetchall() for query in AMOUNTS]

    def check_zones(self, state):
        for chat in state.chats:
            if chat.zone.name != self.zones[chat.id]:
                raise Failure("chat %d answers by %s, not %s" % (chat.id, chat.zone.name, self.zones[chat.id]))
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            rows = db.execute("SELECT chat_id, topic, s.zone FROM scope s JOIN chat USING (chat) WHERE role = 0")
            for chat, topic, zone in rows:
                if zone != self.zones[chat]:
                    raise Failure("chat %d topic %d is by %s, not %s" % (chat, topic, zone, self.zones[chat]))

    def check_sums(self, now):
        self.rollup(now=now)
        before, folded = self.sums()
        self.rollup("--rebuild", now=now)
        self.rollup(now=now)
        after, folded_after = self.sums()
        found = ["folded %s: %s, rebuilt %s" % (key, folded.get(key), folded_after.get(key))
                 for key in sorted({*folded, *folded_after}) if folded.get(key) != folded_after.get(key)]
        found += ["%s: %s, rebuilt %s" % (key, before.get(key), after.get(key))
                  for key in sorted({*before, *after}) if before.get(key) != after.get(key)]
        if found:
            raise Failure("\n  ".join(["sums are not what --rebuild makes them"] + found[:SHOWN]))

    def totals(self):
        """What all days of each scope add up to, whatever their zone; night, dawn and active days depend on it."""
        rows, _ = self.sums()
        found = {}
        for (table, chat, topic, period, *more), values in rows.items():
            if period < 100000 and (table, more[0]) != ("tally", 0):    # hours of the week
                key = (table, chat, topic, *more)
                values = values if table == "tally" else values[:-3]
                found[key] = tuple(a + b for a, b in zip(values, found.get(key, (0,) * len(values))))
        return {key: values for key, values in found.items() if any(values)}

    def check_purge(self, rng, low, high):
        """Purge leaves sums and their answers as they were, through everything that follows."""
        self.rollup(now=high)
        state = oracle.State(self.path)
        chats = state.chats
        questions = [["summary", "top", "activity", "kinds", "reactions", "growth", "emoji", "links", "streaks",
                      "retention", "--last", span, "--chat", str(chat.id)] for chat in chats for span in ("all", "1y", "month", "45d", "7d")]
        cards = [["member", "--last", span, "--chat", str(chat.id), "--member", str(state.members[number].id)]
                 for chat in state.chats for number in sorted(chat.presence)[:3] for span in ("all", "45d")
                 if not state.members[number].automatic]
        told = [self.card(card, high) for card in cards]
        pairs = [["fans", "replies", "--last", "all", "--chat", str(chat.id)] for chat in chats]
        questions += pairs
        answers = [self.answer(question, high) for question in questions]
        before = self.sums()
        for chat in chats:
            self.must("chatstat-admin", "set", str(chat.id), "fact-days", str(rng.randint(1, (high - low) // 86400 + 2)))
        self.must("chatstat-purge", now=high)
        frozen = {chat.number: chat.frozen_before or 0 for chat in oracle.State(self.path).chats}
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            for chat, at in frozen.items():
                for table in "message", "reaction", "passage":
                    if db.execute("SELECT * FROM %s WHERE chat = ? AND at < ?" % table, (chat, at)).fetchone():
                        raise Failure("%s before %d is not purged" % (table, at))
        self.same("sums after purge", before, self.sums())
        for question, answer in zip(questions, answers):
            self.same("after purge: " + shlex.join(question), answer, self.answer(question, high))
        for card, row in zip(cards, told):
            now = self.card(card, high)
            self.same("known after purge: " + shlex.join(card), {k: v for k, v in row.items() if now[k] is not None},
                      {k: v for k, v in now.items() if v is not None})
        self.rollup("--rebuild", now=high)
        self.rollup(now=high)
        self.same("sums after purge and rebuild", before, self.sums())
        for question, answer in zip(pairs, answers[-len(pairs):]):
            self.same("after purge and rebuild: " + shlex.join(question), answer, self.answer(question, high))
        totals = self.totals()
        for _ in range(2):
            for chat in chats:
                self.set_zone(chat, rng.choice(history.ZONES))
            self.rollup(now=high)
            self.rollup("--rebuild", now=high)
            self.rollup(now=high)
            self.same("totals after purge and another zone", totals, self.totals())
        for chat in chats:
            self.set_zone(chat, chat.zone.name)

    def check_since(self, rng, low, high):
        """What is asked of the time that facts are kept of is what the oracle says, back to where they begin."""
        state = oracle.State(self.path)
        frozen = max(chat.frozen_before or 0 for chat in state.chats)
        for _ in range(12):
            question, now = random_question(rng, state, high), rng.randint(low, high)
            try:
                ours = oracle.answers(state, question, now)
            except oracle.Misuse:
                continue
            ours = ours if isinstance(ours, list) else [ours]
            theirs = json.loads(self.run("chatstat", *question, "-f", "json", now=now).stdout)
            theirs = theirs if isinstance(theirs, list) else [theirs]
            if any("error" in one or datetime.datetime.fromisoformat(one["window"]["since"]).timestamp() < frozen
                   for one in theirs):
                continue
            for one, other in zip(ours, theirs):
                if one["report"] in ALL_PAST:    # which purge leaves to sums
                    continue
                self.same("kept facts: CHATSTAT_NOW=%d %s" % (now, shlex.join(question)), [without_past(one)],
                          [without_past(other)])

    def bots(self):
        """(chat_id, member_id) of each bot, in one of its chats."""
        with contextlib.closing(sqlite3.connect(self.path)) as db:
            return set(db.execute("SELECT min(chat_id), member_id FROM member JOIN presence USING (member)"
                                  " JOIN chat USING (chat) WHERE bot = 1 AND automatic = 0 GROUP BY member"))

    def check_frozen(self, before, bots, now):
        """What is imported again changes nothing of days that are frozen; but an update says who is a bot."""
        for chat, member in self.bots() - bots:
            self.must("chatstat-admin", "bot", str(chat), str(member), "off")
        frozen = {chat.number: chat.zone.day(chat.frozen_before) for chat in oracle.State(self.path).chats
                  if chat.frozen_before is not None}

        def old(sums):
            return {key: values for key, values in sums[0].items() if key[3] < frozen.get(key[1], 0)}

        self.same("frozen sums after another import", old(before), old(self.sums()))
        self.check_sums(now)

    def card(self, question, now):
        return json.loads(self.run("chatstat", *question, "-f", "json", now=now).stdout)["rows"][0]

    def answer(self, question, now):
        """Without what is compared with parts of days, which are not known where they were purged."""
        answers = json.loads(self.run("chatstat", *question, "-f", "json", now=now).stdout)
        for one in answers:
            one["coverage"].pop("frozen_before")
        return [without_past(one) for one in answers]

    @staticmethod
    def same(what, ours, theirs):
        if isinstance(ours, dict):
            ours, theirs = sorted(ours.items()), sorted(theirs.items())
        found = list(differences(ours, theirs)) if isinstance(ours, list) else [] if ours == theirs else \
            ["%s: %s, then %s" % (key, ours[0].get(key), theirs[0].get(key)) for key in {*ours[0], *theirs[0]}
             if ours[0].get(key) != theirs[0].get(key)]
        if found:
            raise Failure("\n  ".join([what] + found[:SHOWN]))

    def check_crowd(self, state):
        """Rows that rollup derives: distinct senders in the 7 and 30 days that end with a day."""
        db = sqlite3.connect(self.path)
        rows = db.execute("SELECT chat, topic, day, week, month FROM crowd JOIN scope USING (scope) "
                          "WHERE role = 0").fetchall()
        db.close()
        chats = {chat.number: chat for chat in state.chats}
        for chat, topic, day, *stored in rows:
            said = [(m.day, m.member) for m in chats[chat].messages
                    if m.member != 0 and topic in (0, m.topic or 1)]
            ours = [len({member for at, member in said if day - days < at <= day}) for days in (7, 30)]
            if ours != stored:
                raise Failure("crowd of chat %d topic %d day %d: %s, stored %s" % (chat, topic, day, ours, stored))

    def check_state(self):
        db = sqlite3.connect(self.path)
        for what, query in CHECKS:
            rows = db.execute(query).fetchmany(3)
            if rows:
                raise Failure("state: %s: %s" % (what, rows))
        db.close()


# Where a member would be found.
LEFT = ["SELECT key FROM message WHERE chat = :chat AND (member = :member OR to_member = :member)",
        "SELECT key FROM reaction WHERE chat = :chat AND member = :member",
        "SELECT key FROM reactor WHERE key >> 40 = :chat AND member = :member",
        "SELECT passage FROM passage WHERE chat = :chat AND :member IN (member, actor)",
        "SELECT member FROM presence WHERE chat = :chat AND member = :member",
        "SELECT member FROM act JOIN scope USING (scope) WHERE chat = :chat AND member = :member",
        "SELECT member FROM usage WHERE chat = :chat AND member = :member",
        "SELECT member FROM pair JOIN scope USING (scope) WHERE chat = :chat AND member = :member",
        "SELECT member FROM member WHERE member = :member AND :member NOT IN "
        "(SELECT member FROM presence UNION SELECT actor FROM passage UNION SELECT member FROM usage)"]

# What does not depend on who it was.
AMOUNTS = ["SELECT chat_id, m.key & 0xffffffffff AS id, at, kind, words, chars, edited, topic, reply_to, wait "
           "FROM message m JOIN chat USING (chat) ORDER BY 1, 2",
           "SELECT chat_id, r.key & 0xffffffffff AS id, at, e.text, sum(n) FROM reaction r JOIN chat USING (chat) "
           "JOIN emoji e USING (emoji) GROUP BY 1, 2, 3, 4",
           "SELECT chat_id, o.key & 0xffffffffff AS id, option, votes FROM poll_option o JOIN message USING (key) "
           "JOIN chat USING (chat) ORDER BY 1, 2, 3",
           "SELECT chat_id, at, joined, count(*) FROM passage JOIN chat USING (chat) GROUP BY 1, 2, 3",
           "SELECT coalesce(chat_id, 0), at, m.name, requests, input, output, cache_read, u.cost, saved, charged "
           "FROM usage u JOIN model m USING (model) LEFT JOIN chat USING (chat) "
           "ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"]

# What rests on the time before a window.
PAST = ("previous_messages", "change_percent", "usual_low", "usual_high", "rank_change", "new", "wau", "mau", "streak",
        "longest_streak", "first_seen", "last_seen")
# Reports that rest on all of it.
ALL_PAST = ("streaks", "compare", "retention")


def without_past(answer):
    return {**answer, "rows": [{k: v for k, v in row.items() if k not in PAST} for row in answer["rows"]]}


CHECKS = [
    ("somebody who is gone",
     "SELECT * FROM (SELECT member FROM message UNION SELECT to_member FROM message UNION SELECT member FROM reaction "
     "UNION SELECT member FROM reactor UNION SELECT member FROM passage UNION SELECT actor FROM passage UNION "
     "SELECT member FROM presence UNION SELECT member FROM act JOIN scope USING (scope) WHERE role < 2 "
     "UNION SELECT member FROM usage UNION SELECT member FROM pair JOIN scope USING (scope) WHERE role < 2) "
     "WHERE member > 0 AND member NOT IN (SELECT member FROM member)"),
    ("day of a message", "SELECT key, day, at FROM message WHERE day <> at / 86400"),
    ("day of a reaction", "SELECT key, day, at FROM reaction WHERE day <> at / 86400"),
    ("to whom a reply is, and after how long",
     "SELECT m.key, m.to_member, t.member, m.wait, m.at - t.at FROM message m LEFT JOIN message t "
     "ON m.reply_to <> 0 AND t.key = (m.chat << 40) + m.reply_to + (1 << 39) "
     "WHERE (m.to_member IS NOT t.member OR m.wait IS NOT m.at - t.at) AND (t.key IS NOT NULL OR m.chat NOT IN "
     "(SELECT chat FROM chat WHERE frozen_before IS NOT NULL))"),
    ("a reply to the root of a topic",
     "SELECT m.key, m.topic, m.reply_to FROM message m JOIN topic t ON t.chat = m.chat AND t.topic = m.reply_to"),
    ("where a reaction counts",
     "SELECT r.key, r.member, r.at, m.at FROM reaction r JOIN message m USING (key) WHERE r.at <> m.at"),
    ("a reaction that is none", "SELECT * FROM reaction WHERE n < 1 OR (member <> 0 AND n <> 1)"),
    ("first and last message of a member",
     "SELECT p.*, m.* FROM presence p LEFT JOIN (SELECT chat, member, min(at) a, max(at) b FROM message "
     "GROUP BY 1, 2) m USING (chat, member) WHERE (p.first_message IS NOT m.a OR p.last_message IS NOT m.b) "
     "AND chat NOT IN (SELECT chat FROM chat WHERE frozen_before IS NOT NULL)"),
    ("a sender without presence",
     "SELECT key FROM message WHERE member <> 0 AND (chat, member) NOT IN (SELECT chat, member FROM presence)"),
    ("one passage twice",
     "SELECT a.*, b.* FROM passage a JOIN passage b USING (chat, member, joined) "
     "WHERE a.passage < b.passage AND a.member <> 0 AND abs(a.at - b.at) <= 60"),
    ("coverage that overlaps",
     "SELECT a.*, b.* FROM coverage a JOIN coverage b USING (chat, source) "
     "WHERE a.since < b.since AND b.since <= a.until OR a.since > a.until"),
]


# ---- Questions.

WINDOWS = ["24h", "5h", "100h", "1d", "2d", "7d", "30d", "4w", "45d", "1m", "6m", "1y", "today", "yesterday", "week",
           "month", "year", "all"]


def random_time(rng, zone, at):
    if rng.random() < 0.15:
        return rng.choice(WINDOWS)
    if rng.random() < 0.15:
        return "@%d" % at
    text = zone.iso(at)
    return text[:rng.choice([4, 7, 10, 10, 10, 16, 25])]


# What is asked at once.
TOGETHER = [["summary", "top", "activity", "heatmap"], ["summary", "hours", "weekdays", "kinds", "reactions"],
            ["activity", "heatmap", "hours", "weekdays", "kinds"], ["members", "titles"], ["growth"], ["chats"],
            ["words", "emoji", "links"], ["hashtags", "mentions", "commands"], ["words"], ["trend"],
            ["fans", "replies"], ["retention"], ["streaks"], ["records"], ["conversations"], ["compare"], ["reacted"], ["polls"],
            ["unanswered"], ["topics"], ["silent"], ["engagement"], ["rhythm"], ["streaks", "records", "engagement"],
            ["top"], ["activity"], ["growth"], ["member"], ["kinds"], ["reactions"],
            ["cost"], ["cost"], ["expensive"], ["prices"]]


def random_word(rng, number, username, name):
    """One that means somebody or something, and maybe others too."""
    if rng.random() < 0.7:
        return str(number)
    if username and rng.random() < 0.4:
        return "@" + rng.choice([username, username.upper()])
    start = rng.randint(0, max(0, len(name) - 1))
    return rng.choice([name, name.upper(), name[start:start + rng.randint(1, 5)]]) or str(number)


def random_against(rng, state, chat):
    first = chat.coverage.first or 1700000000
    times = sorted(rng.randint(first, (chat.coverage.last or first) + 86400) for _ in range(2))
    return rng.choice(["previous", rng.choice(WINDOWS), "..".join(random_time(rng, chat.zone, at) for at in times),
                       random_time(rng, chat.zone, times[0]), str(rng.choice(state.chats).id),
                       str(rng.choice(list(state.members.values())).id if state.members else 1)])


def random_options(rng, state, chat, reports):
    """What all the reports take, and now and then what one of them does not."""
    asked = [oracle.REPORTS[name] for name in reports]
    takes = set.intersection(*(report.takes | ({"by"} if report.by else set()) for report in asked))
    chances = {"match": 1 if reports == ["trend"] else 0, "topic": 0.2 if chat.topics else 0,
               "member": 0.95 if "member" in reports else 0.3, "bots": 0.3, "no_bots": 0.25, "top": 0.5, "by": 0.7,
               "against": 0.8}
    topics = [(1, None, "General"), *((number, None, title) for number, title in chat.topics.items())]
    members = [(m.id, m.username, m.name) for m in state.members.values()
               if m.automatic < 2 or "cost" in reports] or [(1, None, "Nobody")]
    values = {"match": lambda: rng.choice(["ope", "^the", "o.", "вода|snow", r"\bdon't\b"]),
              "topic": lambda: random_word(rng, *rng.choice(topics)),
              "member": lambda: random_word(rng, *rng.choice(members)),
              "top": lambda: rng.choice(["1", "3", "50"]),
              "against": lambda: random_against(rng, state, chat),
              "by": lambda: rng.choice(asked[0].by or ["day"])}
    for option, chance in chances.items():
        if rng.random() < (chance if option in takes else chance * 0.03):
            yield "--" + option.replace("_", "-")
            if option in values:
                yield values[option]()


def random_question(rng, state, now):
    """A command line; some make no sense, which both sides have to see."""
    chat = rng.choice(state.chats)
    reports = rng.choice(TOGETHER)
    arguments = []
    if len(state.chats) > 1:
        one = ["--chat", random_word(rng, chat.id, chat.username, chat.title)]
        arguments += rng.choice([one, one, one + one, ["--chat", "all"],
                                 [a for c in state.chats for a in ("--chat", str(c.id))]])
    chance = rng.random()
    if chance < 0.65:
        arguments += ["--last", rng.choice(WINDOWS)]
    elif chance < 0.95:
        first = chat.coverage.first or now - 86400
        since, until = sorted(rng.randint(min(first, now) - 5 * 86400, now + 86400) for _ in range(2))
        both = ["--since", random_time(rng, chat.zone, since), "--until", random_time(rng, chat.zone, until)]
        arguments += rng.choice([both, both, both, both[:2], both[2:]])
    return reports + list(random_options(rng, state, chat, reports)) + arguments


def fixed_questions(state, now):
    chat = next(c for c in state.chats if c.coverage.parts)
    zone, middle = chat.zone, (chat.coverage.first + chat.coverage.last) // 2
    pick = ["--chat", str(chat.id)] if len(state.chats) > 1 else []
    day, other = zone.iso(middle)[:10], zone.iso(chat.coverage.first)[:10]
    windows = [["--last", word] for word in WINDOWS]
    windows += [["--since", a, "--until", b] for a, b in (
        (day, day), (other, day), (day[:7], day[:7]), (day[:4], day[:4]), (day + "T06:30", day + "T18:45"),
        ("@%d" % (middle - 100000), "@%d" % middle), ("1990", "1991"), ("2060", "2061"))]
    all_of = ["summary", "top", "activity", "heatmap", "hours", "weekdays", "kinds", "reactions"]
    for window in windows:
        for more in [], ["--no-bots"]:
            yield all_of + window + more + pick
        yield ["growth", "members", "titles"] + window + pick
        yield ["top", "--bots"] + window + pick
        yield ["chats"] + window
    for window in ["--last", "30d"], ["--last", "all"], ["--last", "7d"], ["--last", "6m"]:
        language = ["words", "emoji", "links", "hashtags", "mentions", "commands"] + window + pick
        yield language
        yield language + ["--no-bots", "--top", "100"]
        for topic in [1, *sorted(chat.topics)][:3] if chat.forum else []:
            yield language + ["--topic", str(topic)]
        for member in sorted({m.member for m in chat.messages[-500:] if m.member})[:6]:
            yield language + ["--member", str(state.members[member].id)]
        for by in oracle.MEASURES:
            yield ["top", "--by", by, "--top", "7"] + window + pick
        for topic in [1, *sorted(chat.topics)][:6] if chat.forum else []:
            yield all_of + ["--topic", str(topic)] + window + pick
        for member in sorted({m.member for m in chat.messages[-500:] if m.member})[:6]:
            yield ["member", "activity", "heatmap", "hours", "kinds", "--member", str(state.members[member].id)] + \
                window + pick
    for by in "hour", "day", "week", "month", "year":
        for window in ["--last", "2d"], ["--last", "45d"], ["--last", "1y"], ["--last", "all"]:
            if by != "hour" or window[1] != "all":
                yield ["activity", "growth", "--by", by] + window + pick
                yield ["trend", "--match", "the|на", "--by", by] + window + pick


def check_fixed(programs, path):
    state = oracle.State(path)
    last = [chat.coverage.last for chat in state.chats if chat.coverage.parts]
    if not last:
        sys.exit("%s: nothing is recorded" % path)
    now = int(os.environ.get("CHATSTAT_NOW") or max(last) + 3600)
    database = Database(programs, path)
    asked = failed = 0
    for question in fixed_questions(state, now):
        asked += 1
        try:
            database.compare(state, question, now)
        except Failure as fault:
            failed += 1
            print(fault)
    print("%d questions, %d answered differently" % (asked, failed))
    return failed


# ---- One seed.

def pieces(rng, directory, chat):
    """Files that tell a chat's history, overlapping, in random order; and the messages that they hold."""
    told = list(chat.updates())
    files, messages = [], set()
    for _ in range(rng.randint(1, 3)):
        made_at = rng.choice([told[-1][0] + 10, rng.choice(told)[0]])
        first = rng.choice([0, rng.choice(told)[0]])
        if first <= made_at and chat.messages[0].at <= made_at:
            files.append(json.dumps(chat.export(first, made_at, rng.choice(history.VIEWS[1:])), ensure_ascii=False,
                                    indent=1))
            messages |= {m for m in chat.messages if first <= m.at <= made_at}
    cuts = sorted({0, len(told), *(rng.randint(0, len(told)) for _ in range(rng.randint(0, 4)))})
    for a, b in zip(cuts, cuts[1:]):
        part = slice(max(0, a - rng.choice([0, 3])), b + rng.choice([0, 3]))
        updates = [u for _, u in told[part]]
        if rng.random() < 0.3:
            rng.shuffle(updates)
        if rng.random() < 0.85:
            chat.linked |= any("migrate_to_chat_id" in u.get("message", ()) or
                               "migrate_from_chat_id" in u.get("message", ()) for u in updates)
            files.append("".join(json.dumps({"update_id": 1 + i, **u}) + "\n" for i, u in enumerate(updates)))
            messages |= {m for _, what, m in chat.events[part] if what == "message"}
            messages |= {m[0] for _, what, m in chat.events[part] if what == "edit"}
    rng.shuffle(files)
    paths = []
    for i, text in enumerate(files):
        path = directory / ("%d-%d.json%s" % (chat.number, i, "l" if text.startswith('{"update_id"') else ""))
        path.write_text(text, encoding="utf-8")
        paths.append((str(path), chat.zone))
    return paths + ([rng.choice(paths)] if paths else []), messages


def check_reports(rng, database, low, high, count):
    state = oracle.State(database.path)
    database.check_zones(state)
    database.check_crowd(state)
    for _ in range(count if state.chats else 0):    # an empty file makes no chat
        now = rng.choice([high, rng.randint(low, high), rng.randint(low, high)])
        question = random_question(rng, state, now)
        database.compare(state, question, now)


def change_setting(rng, database, hidden):
    state = oracle.State(database.path)
    chat = rng.choice(state.chats)
    ids = [member.id for member in state.members.values()]
    numbers = [n for n in chat.presence if ids.count(state.members[n].id) == 1 and not state.members[n].automatic]
    if numbers and rng.random() < 0.6:
        number = rng.choice(numbers)
        if rng.random() < 0.7:
            hidden.append((chat, number, state.members[number]))
            return database.hide(rng.choice(["optout", "forget", "forget"]), *hidden[-1])
        if hidden and rng.random() < 0.3:
            return database.hide("optin", *rng.choice(hidden))
        database.set_bot(chat, number, state.members[number], rng.random() < 0.5)
    elif chat.id not in database.unsettled:
        database.set_zone(chat, rng.choice(history.ZONES))


def check_change(rng, database, hidden, low, high):
    """One change by hand: what it does at once, and, in a copy, what it does once rolled up."""
    change_setting(rng, database, hidden)
    database.check_state()
    check_reports(rng, database, low, high, 2)
    path = pathlib.Path(database.path).with_name("rolled-up-%d.db" % len(database.log))
    rolled_up = database.copy(str(path))
    rolled_up.check_sums(high)
    check_reports(rng, rolled_up, low, high, 2)
    for left in path.parent.glob(path.name + "*"):
        left.unlink()


def check_messages(database, chat, told):
    """Each message that was told is there once, where it is known which chats are one."""
    ids = {chat.id, chat.group_id}
    with contextlib.closing(sqlite3.connect(database.path)) as db:
        known = [row for row in db.execute("SELECT chat_id, chat FROM chat WHERE moved_to IS NULL") if row[0] in ids]
        ours = sorted(at for row in known for at, in db.execute("SELECT at FROM message WHERE chat = ?", row[1:]))
    linked = chat.linked or len(known) < 2
    expected = sorted(m.at for m in told if m.service is None)
    if chat.linked and len(known) > 1:
        raise Failure("chats %s, which are one" % known)
    if linked and ours != expected:
        raise Failure("messages of chat %d at %s, told %s" % (
            chat.id, sorted(set(ours) - set(expected)) or ours, sorted(set(expected) - set(ours)) or expected))


# What is the same whatever was told first.
ALL_REPORTS = [["summary", "top", "activity", "heatmap", "hours", "weekdays", "kinds", "reactions", "growth"],
               ["members", "titles", "polls"]]


def sort_ties(text):
    """Emoji with the same number of reactions come as they were told first, and ids in basic groups are of who tells."""
    answers = json.loads(text)
    for answer in answers:
        if answer["report"] == "reactions":
            answer["rows"].sort(key=lambda row: (-row["reactions"], row["emoji"]))
        for row in answer["rows"]:
            row.pop("message_id", None)
    return answers


def check_orders(programs, directory, chat):
    """An export of a chat and the same chat's updates, in either order: the same answers."""
    # Not what only one of them can tell: totals, what is in one second with what was told first, and
    # reactions from after the last message, since a file is as old as that.
    told, seen, last = [], set(), chat.messages[-1].at
    for update, (at, what, event) in zip(chat.updates(), chat.events):
        key = (at, *event[:2]) if what == "reaction" else (what, at, len(seen))
        if what != "counts" and (what != "reaction" or at <= last) and key not in seen:
            told.append(update)
        seen.add(key)
    for m in chat.messages:
        m.paid, m.totals = 0, []
        for person, sets in m.sets.items():
            m.sets[person] = [s for i, s in enumerate(sets) if s[0] <= last and (i == 0 or s[0] > sets[i - 1][0])]
    now = max(at for at, _ in told) + 10
    export, updates = directory / "whole.json", directory / "whole.jsonl"
    export.write_text(json.dumps(chat.export(0, now), ensure_ascii=False), encoding="utf-8")
    updates.write_text("".join(json.dumps({"update_id": 1, **u}) + "\n" for _, u in told), encoding="utf-8")
    answers = []
    for order in [export, updates], [updates, export]:
        database = Database(programs, str(directory / ("%s-first.db" % order[0].suffix)))
        for path in order:
            database.must("chatstat-import", str(path), zone=chat.zone)
        answers.append([database.run("chatstat", *reports, "--last", "all", "-f", "json", now=now).stdout
                        for reports in ALL_REPORTS])
    found = [d for a, b in zip(*answers) for d in differences(*map(sort_ties, (a, b)))]
    if found:
        raise Failure("\n  ".join(["export first, then updates: not as updates first"] + found[:SHOWN]))


def check_seed(programs, directory, seed):
    rng = random.Random(seed)
    database = Database(programs, str(directory / "chat.db"))
    open_to_all = Database(programs, str(directory / "open.db"))
    files, hidden = [], []    # members who were
    chats = [history.History(rng, 10000 + 7 * i, rng.choice(history.ZONES)) for i in range(rng.choice([1, 1, 1, 2]))]
    told = {}
    for chat in chats:
        paths, told[chat] = pieces(rng, directory, chat)
        files += paths
        database.zones[chat.id] = chat.zone
        if chat.group_id:
            database.zones[chat.group_id] = chat.zone
            database.unsettled |= {chat.id, chat.group_id}
    low, high = (f(event[0] for chat in chats for event in chat.events) for f in (min, max))
    if rng.random() < 0.6:
        people = [(chats[0].id, [person.id for person in chats[0].people])]    # whoever names a chat first sets its zone
        files += [(path, chats[0].zone) for path in spend.files(rng, directory, people, low, high)]
    rng.shuffle(files)
    high += rng.choice([1, 3600, 86400, 40 * 86400])
    rolled = low
    try:
        for i, (path, zone) in enumerate(files):
            database.must("chatstat-import", path, zone=zone)
            open_to_all.must("chatstat-import", path, zone=zone)
            if rng.random() < 0.4:
                rolled = rng.randint(rolled, high)
                database.rollup(*(["--rebuild"] if rng.random() < 0.2 else []), now=rolled)
            while rng.random() < 0.25 and oracle.State(database.path).chats:
                check_change(rng, database, hidden, low, high)
            if rng.random() < 0.4 or i == len(files) - 1:
                database.check_state()
                check_reports(rng, database, low, high, 3)
        for chat in chats:
            check_messages(database, chat, told[chat])
        check_orders(programs, directory, chats[0])
        if files:
            database.check_sums(high)
            database.count_heads(rng, low, high)
            check_reports(rng, database, low, high, 6)
            if rng.random() < 0.6:
                purged = database.copy(str(directory / "purged.db"))
                purged.check_purge(rng, low, high)
                before, bots = purged.sums(), purged.bots()
                for path, zone in files:
                    purged.must("chatstat-import", path, zone=zone)
                purged.check_frozen(before, bots, high)
                purged.check_since(rng, low, high)
                state = oracle.State(purged.path)
                for chat in state.chats:
                    for number in rng.sample(sorted(chat.presence), min(2, len(chat.presence))):
                        purged.hide("forget", chat, number, state.members[number])
                purged.check_state()
                purged.check_sums(high)
            found = [d for a, b in zip(open_to_all.amounts(), database.amounts()) for d in differences(a, b)]
            if found:
                raise Failure("\n  ".join(["opted-out members do not count alike"] + found[:SHOWN]))
    except Failure as fault:
        raise Failure("%s\n  after:\n    %s" % (fault, "\n    ".join(database.log)))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--bin", type=pathlib.Path, default=here.parent / "build/plain/bin")
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--fixed")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if options.fixed:
        sys.exit(1 if check_fixed(options.bin, options.fixed) else 0)
    failed = 0
    for seed in range(options.first, options.first + options.seeds):
        directory = pathlib.Path(tempfile.mkdtemp(prefix="property-%d-" % seed))
        keep = False
        try:
            check_seed(options.bin, directory, seed)
        except Failure as fault:
            failed += 1
            keep = options.keep
            print("seed %d: %s\n  again: tests/property.py --seeds 1 --first %d --keep" % (seed, fault, seed))
        if not keep:
            shutil.rmtree(directory)
    print("%d seeds, %d failed" % (options.seeds, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
