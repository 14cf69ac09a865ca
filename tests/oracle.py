#!/usr/bin/env python3
"""The slow, obvious query: recomputes reports from state, and from nothing else.

usage: oracle.py DB REPORT ... [--chat CHAT ...] [--last SPAN | --since T] [--until T]
                 [--topic TOPIC] [--member WHO] [--by WHAT] [--top N] [--bots | --no-bots]

Prints what `chatstat -d DB REPORT ... -f json` has to print.  Written from the definitions, apart
from the programs; reads no sums.  CHATSTAT_NOW pins the clock.
"""
import argparse
import bisect
import collections
import datetime
import itertools
import json
import os
import re
import sqlite3
import sys
import time
import zoneinfo

DAY = 86400
EPOCH = datetime.date(1970, 1, 1)


class Misuse(Exception):
    pass


# ---- Calendar: a day is a number, days since 1970-01-01; a local time counts seconds likewise.

def date_of(day):
    return EPOCH + datetime.timedelta(days=day)


def day_of(date):
    return (date - EPOCH).days


def add_months(day, n):
    """The same date n months later, or the last day of that month."""
    date = date_of(day)
    months = date.year * 12 + date.month - 1 + n
    next_month = datetime.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    last = (next_month - datetime.timedelta(days=1)).day
    return day_of(datetime.date(months // 12, months % 12 + 1, min(date.day, last)))


def period_start(day, grain):
    date = date_of(day)
    if grain == "week":
        return day - date.weekday()
    if grain == "month":
        return day_of(date.replace(day=1))
    if grain == "year":
        return day_of(date.replace(month=1, day=1))
    return day


def period_step(start, grain, n):
    """The start of the n-th period after (before: n < 0) the one that starts on a day."""
    if grain == "week":
        return start + 7 * n
    if grain == "month":
        return add_months(start, n)
    if grain == "year":
        return add_months(start, 12 * n)
    return start + n


class Zone:
    zones = {}

    def __init__(self, name):
        self.name = name
        self.info = zoneinfo.ZoneInfo(name)
        self.offsets = {}

    @classmethod
    def find(cls, name):
        if name not in cls.zones:
            cls.zones[name] = cls(name)
        return cls.zones[name]

    def offset(self, instant):
        quarter = instant // 900    # offsets change at quarters of an hour
        if quarter not in self.offsets:
            moment = datetime.datetime.fromtimestamp(quarter * 900, self.info)
            self.offsets[quarter] = int(moment.utcoffset().total_seconds())
        return self.offsets[quarter]

    def local(self, instant):
        return instant + self.offset(instant)

    def day(self, instant):
        return self.local(instant) // DAY

    def instant(self, local):
        """The earlier of two instants with this clock reading; if skipped, the first one after."""
        offsets = {self.offset(local - DAY), self.offset(local + DAY)}
        found = [local - o for o in offsets if self.local(local - o) == local]
        if found:
            return min(found)
        low, high = local - max(offsets), local - min(offsets)    # the clock jumps over it in between
        while low < high:
            middle = (low + high) // 2
            if self.local(middle) < local:
                low = middle + 1
            else:
                high = middle
        return low

    def day_start(self, day):
        return self.instant(day * DAY)

    def iso(self, instant):
        offset = self.offset(instant)
        shown = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=instant + offset)
        minutes = abs(offset) // 60
        return "%s%s%02d:%02d" % (shown.isoformat(), "-" if offset < 0 else "+", minutes // 60, minutes % 60)


UTC = Zone.find("UTC")


# ---- Windows: [since, until), and what they were made from.

Span = collections.namedtuple("Span", "kind since until")    # kind: rolling days week month year fixed all


def parse_span(word, zone, now):
    today = zone.day(now)

    def days(kind, first, end):
        return Span(kind, zone.day_start(first), zone.day_start(end))

    if word == "all":
        return Span("all", 0, now)
    if word == "today":
        return days("days", today, today + 1)
    if word == "yesterday":
        return days("days", today - 1, today)
    if word in ("week", "month", "year"):
        first = period_start(today, word)
        return days(word, first, period_step(first, word, 1))
    match = re.fullmatch(r"([1-9]\d{0,3})([hdwmy])", word)
    if not match:
        return None
    n, unit = int(match[1]), match[2]
    if unit == "h":
        return Span("rolling", now - n * 3600, now)
    if unit in "dw":
        return days("days", today + 1 - n * (7 if unit == "w" else 1), today + 1)
    return days("days", add_months(today, -n * (12 if unit == "y" else 1)) + 1, today + 1)


def parse_time(word, zone, now, until):
    if re.fullmatch(r"@\d+", word):
        return int(word[1:])
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", word)
    if match:
        year, month, mday = (int(part) if part else None for part in match.groups())
        day = day_of(datetime.date(year, month or 1, mday or 1))
        if until:
            day = period_step(day, "day" if mday else "month" if month else "year", 1)
        return zone.day_start(day)
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?", word)
    if match:
        local = day_of(datetime.date.fromisoformat(match[1])) * DAY
        local += int(match[2]) * 3600 + int(match[3]) * 60 + int(match[4] or 0)
        if not match[5]:
            return zone.instant(local)
        if match[5] == "Z":
            return local
        sign = -1 if match[5][0] == "-" else 1
        return local - sign * (int(match[5][1:3]) * 3600 + int(match[5][-2:]) * 60)
    span = parse_span(word, zone, now)
    if span is None:
        raise Misuse("no time: " + word)
    return span.until if until else span.since


def is_midnight(zone, instant):
    return instant == zone.day_start(zone.day(instant))


def whole_days(window, zone):
    return is_midnight(zone, window.since) and is_midnight(zone, window.until)


def window_days(window, zone):
    if whole_days(window, zone):
        return zone.day(window.until) - zone.day(window.since)
    return -(-(window.until - window.since) // DAY)


def previous(window, zone, now, steps):
    """The (since, until) of the comparable window so many steps before; None if there is none."""
    if window.kind == "all" or window.since >= window.until or now < window.since:
        return None
    over = window.until <= now
    if window.kind == "rolling" or (window.kind == "fixed" and not whole_days(window, zone)):
        since = window.since - steps * (window.until - window.since)
        until = since + min(window.until, now) - window.since
    else:
        day = zone.day(window.since)
        if window.kind in ("week", "month", "year"):
            first = period_step(day, window.kind, -steps)
            end = period_step(day, window.kind, 1 - steps)
        else:
            length = zone.day(window.until) - day
            first, end = day - steps * length, day - (steps - 1) * length
        since, until = zone.day_start(first), zone.day_start(end)
        if not over:
            elapsed = zone.local(now) - day * DAY
            until = min(until, zone.instant(first * DAY + elapsed))
    return (since, until) if since >= 0 else None


# ---- State.

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


class Message:
    __slots__ = ("key", "at", "member", "kind", "flags", "words", "chars", "links", "emoji", "edited",
                 "topic", "reply_to", "target", "day", "hour")


class Chat:
    """One chat and its facts, each with its local day, and hour (local hours since 1970)."""

    def __init__(self, db, row):
        self.number, self.id, self.title, self.username, zone, self.forum = row
        self.zone = Zone.find(zone)
        self.topics = dict(db.execute("SELECT topic, title FROM topic WHERE chat = ?", (self.number,)))
        self.coverage = Coverage(db.execute("SELECT since, until FROM coverage WHERE chat = ?", (self.number,)))
        self.presence = {row[0]: row[1:] for row in db.execute(
            "SELECT member, last_message, last_reaction, joined, joined_at FROM presence WHERE chat = ?",
            (self.number,))}
        self.passages = list(db.execute("SELECT at, joined, member FROM passage WHERE chat = ?", (self.number,)))
        self.read_reactions(db, self.read_messages(db))

    def read_messages(self, db):
        by_key = {}
        for row in db.execute("SELECT key, at, member, kind, flags, words, chars, links, emoji, edited, topic, "
                              "reply_to FROM message WHERE chat = ?", (self.number,)):
            m = Message()
            (m.key, m.at, m.member, m.kind, m.flags, m.words, m.chars, m.links, m.emoji, m.edited, m.topic,
             m.reply_to) = row
            m.day = self.zone.day(m.at)
            m.hour = self.zone.local(m.at) // 3600
            by_key[m.key] = m
        for m in by_key.values():
            m.target = by_key.get((self.number << 40) + m.reply_to + (1 << 39)) if m.reply_to else None
        self.messages = sorted(by_key.values(), key=lambda m: (m.at, m.key))
        return by_key

    def read_reactions(self, db, by_key):
        """(at, giver, n, message or None); paid ones enter no sum."""
        self.reactions = [(at, giver, n, by_key.get(key)) for key, giver, n, at in db.execute(
            "SELECT key, member, n, at FROM reaction JOIN emoji USING (emoji) WHERE chat = ? AND text <> 'paid'",
            (self.number,))]


class State:
    def __init__(self, path):
        db = sqlite3.connect("file:" + path + "?mode=ro", uri=True)
        db.execute("BEGIN")
        self.members = {}
        self.bots = set()    # and automatic forwards
        for member, member_id, automatic, name, username, bot in db.execute(
                "SELECT member, member_id, automatic, name, username, bot FROM member"):
            self.members[member] = (member_id, automatic, name, username)
            if bot or automatic:
                self.bots.add(member)
        self.chats = [Chat(db, row) for row in db.execute(
            "SELECT chat, chat_id, title, username, zone, forum FROM chat ORDER BY chat_id")]
        db.close()

    def name(self, member):
        member_id, _, name, username = self.members[member]
        return name or ("@" + username if username else "id %d" % member_id)


# ---- What is asked.

def pick(word, things, what):
    """The thing that a word names; things are (id, username, name, thing)."""
    if re.fullmatch(r"-?\d+", word):
        found = [thing for thing_id, _, _, thing in things if thing_id == int(word)]
    elif word.startswith("@"):
        found = [t for _, username, _, t in things if username and username.lower() == word[1:].lower()]
    else:
        found = [t for _, _, name, t in things if word.casefold() in name.casefold()]
    if len(found) != 1:
        raise Misuse("%s: %d found for %s" % (what, len(found), word))
    return found[0]


class Part:
    """One chat in one question: its window, and those of its facts that are asked for."""

    def __init__(self, state, chat, options, member, now):
        self.state, self.chat, self.zone, self.now = state, chat, chat.zone, now
        self.no_bots = options.no_bots
        self.topic = None
        if options.topic is not None:
            if options.topic == "1" or options.topic.casefold() == "general":
                self.topic = 0
            else:
                self.topic = pick(options.topic, [(n, None, t, n) for n, t in chat.topics.items()], "topic")
        self.everything = [m for m in chat.messages if self.topic is None or m.topic == self.topic]
        if member is not None:    # who is named is shown, bot or not
            self.counted = [m for m in self.everything if m.member == member]
        else:
            self.counted = [m for m in self.everything if not (self.no_bots and m.member in state.bots)]
        self.instants = [m.at for m in self.counted]
        self.window = self.find_window(options)

    def find_window(self, options):
        zone, now = self.zone, self.now
        if options.since is None and options.until is None:
            span = parse_span(options.last or "30d", zone, now)
            if span is None:
                raise Misuse("no span: " + options.last)
            return self.all() if span.kind == "all" else span
        if options.last is not None:
            raise Misuse("--last and --since")
        since = self.all().since if options.since is None else parse_time(options.since, zone, now, False)
        until = self.all().until if options.until is None else parse_time(options.until, zone, now, True)
        if since >= until:
            raise Misuse("an empty window")
        return Span("fixed", since, until)

    def all(self):
        """From the day of the first fact to that of the last one, or today."""
        facts = [m.at for m in self.everything]
        facts += [at for at, _, _, message in self.chat.reactions if self.of_topic(message)]
        facts += [at for at, _, _ in self.chat.passages if self.topic is None]
        today = self.zone.day(self.now)
        first = self.zone.day(min(facts)) if facts else today
        last = self.zone.day(max(facts)) if facts else today
        return Span("all", self.zone.day_start(first), self.zone.day_start(max(last, today) + 1))

    def inside(self, at, window=None):
        since, until = window or self.window[1:]
        return since <= at < until

    def messages(self, window=None):
        since, until = window or self.window[1:]
        return self.counted[bisect.bisect_left(self.instants, since):bisect.bisect_left(self.instants, until)]

    def of_topic(self, message):
        return self.topic is None or (message is not None and message.topic == self.topic)

    def reactions(self, window=None):
        """Those that count in the window: (giver, n, message or None)."""
        for at, giver, n, message in self.chat.reactions:
            if self.inside(at, window) and self.of_topic(message):
                yield giver, n, message

    def total_reactions(self):
        """With --no-bots, those on messages of bots are left out."""
        return sum(n for _, n, message in self.reactions()
                   if not (self.no_bots and message is not None and message.member in self.state.bots))

    def passages(self):
        for at, joined, member in self.chat.passages:
            if self.inside(at) and self.topic is None and not (self.no_bots and member in self.state.bots):
                yield joined

    def covered_days(self):
        """The local days of the window, up to today, that were recorded, if only in part."""
        days = set()
        for a, b in self.chat.coverage.within(*self.window[1:]):
            days.update(range(self.zone.day(a), self.zone.day(b) + 1))
        return {day for day in days if day <= self.zone.day(self.now)}

    def covered_now(self):
        """What of the window was recorded up to now."""
        return self.chat.coverage.within(self.window.since, min(self.window.until, self.now + 1))


class Question:
    def __init__(self, state, report, options, now):
        self.state, self.report, self.options, self.now = state, report, options, now
        things = [(c.id, c.username, c.title, c) for c in state.chats]
        if options.chat and "all" not in options.chat or not (options.chat or report == "chats"):
            if not options.chat and len(state.chats) != 1:
                raise Misuse("which chat?")
            chosen = [pick(word, things, "chat") for word in options.chat] if options.chat else state.chats
            chats = [c for c in state.chats if c in chosen]
        else:
            chats = state.chats
        if not chats:
            raise Misuse("no chat")
        if options.topic is not None and len(chats) > 1:
            raise Misuse("a topic of several chats")
        member = None
        if options.member is not None:
            known = {number for chat in chats for number in chat.presence}
            member = pick(options.member, [(m[0], m[3], m[2], n) for n, m in state.members.items() if n in known],
                          "member")
        self.parts = [Part(state, chat, options, member, now) for chat in chats]
        zones = {part.zone.name for part in self.parts}
        self.zone = self.parts[0].zone if len(zones) == 1 else None
        self.clock = self.zone or UTC
        self.since = min(part.window.since for part in self.parts)
        self.until = max(part.window.until for part in self.parts)

        self.cut = not all(whole_days(part.window, part.zone) for part in self.parts)
        self.days = max(window_days(part.window, part.zone) for part in self.parts)

    def messages(self):
        return itertools.chain.from_iterable(part.messages() for part in self.parts)

    def before(self, steps):
        """The windows of all chats so many steps before, if all were recorded; else None."""
        windows = []
        for part in self.parts:
            window = previous(part.window, part.zone, self.now, steps)
            if window is None or not part.chat.coverage.holds(*window, part.zone):
                return None
            windows.append(window)
        return windows


# ---- Numbers.

def tenths(number, by):
    """number / by to one decimal, half away from zero; None where by is 0."""
    if not by:
        return None
    quotient = (20 * abs(number) + by) // (2 * by)
    return (-quotient if number < 0 else quotient) / 10


def quartiles(values):
    if len(values) < 4:
        return None, None
    values = sorted(values)
    n = len(values)
    return values[-(-n // 4) - 1], values[-(-3 * n // 4) - 1]


def median_wait(waits):
    """The lower edge of the bucket of the middle one: single seconds to 127, then 64 a doubling."""
    if not waits:
        return None
    wait = sorted(waits)[-(-len(waits) // 2) - 1]
    width = 1
    while wait // width >= 128:
        width *= 2
    return wait - wait % width


def senders(messages):
    return {m.member for m in messages if m.member != 0}


def daily_senders(messages):
    return len({(m.day, m.member) for m in messages if m.member != 0})


def busiest(counts):
    """The key with the largest count, the smallest of these."""
    return min(counts, key=lambda key: (-counts[key], key)) if counts else None


# ---- Reports: each gives its columns and rows.

def summary(q):
    messages = list(q.messages())
    days = set().union(*(part.covered_days() for part in q.parts))
    by_day = collections.Counter(m.day for m in messages)
    by_hour = collections.Counter(m.hour % 24 for m in messages)
    waits = [m.at - m.target.at for m in messages
             if m.target is not None and m.target.member != m.member]
    passages = [joined for part in q.parts for joined in part.passages()]
    if q.cut:
        recorded = Coverage(list(part) for p in q.parts for part in p.covered_now())
        per_day = tenths(len(messages) * DAY, sum(b - a + 1 for a, b in recorded.parts))
    else:
        per_day = tenths(len(messages), len(days))
    windows = q.before(1)
    before = None if windows is None else sum(len(p.messages(w)) for p, w in zip(q.parts, windows))
    steps = [q.before(n) for n in range(1, 9)]
    low, high = quartiles([sum(len(p.messages(w)) for p, w in zip(q.parts, ws)) for ws in steps if ws is not None])
    day = busiest(by_day)
    return {
        "messages": len(messages),
        "members": len(senders(messages)),
        "messages_per_day": per_day,
        "active_days": len(by_day),
        "words": sum(m.words for m in messages),
        "characters": sum(m.chars for m in messages),
        "media": sum(m.kind != 0 for m in messages),
        "links": sum(m.links for m in messages),
        "emoji": sum(m.emoji for m in messages),
        "questions": sum(m.flags & 1 for m in messages),
        "replies": sum(m.reply_to != 0 for m in messages),
        "edited": sum(m.edited != 0 for m in messages),
        "reactions": sum(part.total_reactions() for part in q.parts),
        "joins": sum(passages),
        "leaves": len(passages) - sum(passages),
        "busiest_day": None if day is None else date_of(day).isoformat(),
        "busiest_day_messages": None if day is None else by_day[day],
        "peak_hour": busiest(by_hour),
        "reply_median_seconds": median_wait(waits),
        "previous_messages": before,
        "change_percent": None if not before else tenths(100 * (len(messages) - before), before),
        "members_total": None,
        "daily_members": tenths(daily_senders(messages), len(days)),
        "usual_low": low,
        "usual_high": high,
    }


def count_members(q, windows):
    """What each member did in the chats' windows; no row depends on --no-bots."""
    table = collections.defaultdict(collections.Counter)
    days = set()
    for part, window in zip(q.parts, windows):
        for m in part.everything:
            if not part.inside(m.at, window):
                continue
            row = table[m.member]
            row["messages"] += 1
            row["words"] += m.words
            row["characters"] += m.chars
            row["media"] += m.kind != 0
            row["replies_sent"] += m.reply_to != 0
            if m.target is not None and m.target.member != m.member:
                table[m.target.member]["replies_received"] += 1
            days.add((m.member, m.day))
        for giver, n, message in part.reactions(window):
            table[giver]["reactions_given"] += n
            if message is not None and giver != message.member:
                table[message.member]["reactions_received"] += n
    for member, _ in days:
        table[member]["active_days"] += 1
    return table


def ranking(q, table, by):
    hidden = set() if q.options.bots and not q.options.no_bots else q.state.bots
    return sorted((member for member in table if member != 0 and member not in hidden and table[member][by] > 0),
                  key=lambda member: (-table[member][by], q.state.members[member]))


MEASURES = ("messages", "words", "characters", "media", "replies_sent", "replies_received", "reactions_given",
            "reactions_received", "active_days")


def top(q):
    by = q.options.by or "messages"
    table = count_members(q, [part.window[1:] for part in q.parts])
    total = len(list(q.messages()))
    windows = q.before(1)
    old = [] if windows is None else ranking(q, count_members(q, windows), by)
    for i, member in enumerate(ranking(q, table, by)[:q.options.top]):
        row = table[member]
        seen = [at for part in q.parts for at in part.chat.presence.get(member, ())[:2] if at is not None]
        yield {
            "rank": i + 1,
            "member_id": q.state.members[member][0],
            "member": q.state.name(member),
            "messages": row["messages"],
            "share": tenths(100 * row["messages"], total),
            **{name: row[name] for name in MEASURES[1:]},
            "last_seen": q.clock.iso(max(seen)) if seen else None,
            "rank_change": old.index(member) - i if member in old else None,
        }


class Period:
    """A period of a chat's calendar: label (hours, or first day), and its instants."""

    def __init__(self, zone, grain, label):
        self.label = label
        if grain == "hour":
            self.since, self.until = zone.instant(label * 3600), zone.instant((label + 1) * 3600)
        else:
            self.since = zone.day_start(label)
            self.until = zone.day_start(period_step(label, grain, 1))


def label_of(grain, day, hour):
    return hour if grain == "hour" else period_start(day, grain)


def label_step(grain, label, n):
    return label + n if grain == "hour" else period_step(label, grain, n)


def label_text(grain, label):
    if grain == "hour":
        return "%sT%02d:00" % (date_of(label // 24).isoformat(), label % 24)
    return date_of(label).isoformat()[:{"month": 7, "year": 4}.get(grain, 10)]


def comparable(grain, label, n):
    """The comparable period, n steps before: of hours and days the same of other days and weeks."""
    if grain == "hour":
        return label - 24 * n
    if grain == "day":
        return label - 7 * n
    return period_step(label, grain, -n)


def activity_part(part, grain):
    """A chat's rows by label: messages, senders, words (None where nothing was recorded), complete, usual."""
    coverage, zone, now, window = part.chat.coverage, part.zone, part.now, part.window
    rows = {}
    if coverage.first is None:
        return rows

    def label_at(instant):
        return label_of(grain, zone.day(instant), zone.local(instant) // 3600)

    begin, end = max(window.since, coverage.first), min(window.until - 1, coverage.last, now)
    if begin > end:
        return rows
    messages = collections.defaultdict(list)
    for m in part.messages():
        messages[label_of(grain, m.day, m.hour)].append(m)
    label = label_at(begin)
    while label <= label_at(end):
        period = Period(zone, grain, label)
        if period.since < period.until:    # else the clock skipped it
            a, b = max(period.since, window.since), min(period.until, window.until)
            complete = (a, b) == (period.since, period.until) and b <= now and coverage.all_of(a, b)
            usual = []
            for n in range(1, 9) if complete else ():
                other = Period(zone, grain, comparable(grain, label, n))
                if other.since < other.until and coverage.holds(other.since, other.until, zone):
                    usual.append((n, len(part.messages((other.since, other.until)))))
            known = coverage.touches(a, b)
            rows[label] = (messages[label] if known else None, complete, dict(usual))
        label = label_step(grain, label, 1)
    return rows


def grain_of(q):
    return q.options.by or \
        ("hour" if q.days <= 2 else "day" if q.days <= 92 else "week" if q.days <= 730 else "month")


def activity(q):
    grain = grain_of(q)
    parts = [activity_part(part, grain) for part in q.parts]
    labels = sorted(set().union(*parts))
    if len(parts) > 1 and labels:    # what lies between the records of chats is a gap
        labels = list(itertools.takewhile(lambda label: label <= labels[-1],
                                          (label_step(grain, labels[0], n) for n in itertools.count())))
    for label in labels:
        rows = [part[label] for part in parts if label in part]
        known = [row[0] for row in rows if row[0] is not None]
        messages = list(itertools.chain.from_iterable(known))
        complete = len(rows) == len(parts) and all(row[1] for row in rows)
        usual = [sum(row[2][n] for row in rows) for n in range(1, 9) if all(n in row[2] for row in rows)]
        low, high = quartiles(usual) if complete else (None, None)
        yield {
            "period": label_text(grain, label),
            "messages": len(messages) if known else None,
            "members": len(senders(messages)) if known else None,
            "words": sum(m.words for m in messages) if known else None,
            "complete": complete,
            "usual_low": low,
            "usual_high": high,
        }


def week_hour(local_hour):
    """Hour of the week, 0 = Monday 00:00; 1970-01-01 was a Thursday."""
    return (local_hour + 3 * 24) % 168


def heatmap(q):
    seen = set()
    for part in q.parts:
        for a, b in part.covered_now():
            at = a
            while at <= b and len(seen) < 168:
                seen.add(week_hour(part.zone.local(at) // 3600))
                at = (at // 900 + 1) * 900    # clocks change hours at quarters only
    counts = collections.Counter(week_hour(m.hour) for m in q.messages())
    for cell in range(168):
        known = cell in seen or cell in counts
        yield {"weekday": cell // 24 + 1, "hour": cell % 24, "messages": counts[cell] if known else None}


def chats(q):
    for part in q.parts:
        messages = part.messages()
        before = [m.at for m in part.everything if m.at < part.window.until]
        yield {
            "chat_id": part.chat.id,
            "title": part.chat.title,
            "members": len(senders(messages)),
            "messages": len(messages),
            "daily_members": tenths(daily_senders(messages), len(part.covered_days())),
            "last": q.clock.iso(before[-1]) if before else None,
        }


def coverage(q):
    known, hidden = [m for p in q.parts for m in p.everything if p.inside(m.at)], q.state.bots
    covers = [part.chat.coverage for part in q.parts if part.chat.coverage.parts]
    return {
        "first": q.clock.iso(min(c.first for c in covers)) if covers else None,
        "last": q.clock.iso(max(c.last for c in covers)) if covers else None,
        "messages": len(known),
        "by_bots": sum(m.member in hidden for m in known),
        "members_known": sum(joined != 0 or (message is not None and message > joined_at) for part in q.parts
                             for message, _, joined, joined_at in part.chat.presence.values()),
        "members_total": None,
        "frozen_before": None,
        "texts_since": None,
        "gaps": [{"from": q.clock.iso(a), "to": q.clock.iso(b)}
                 for part in q.parts for a, b in part.chat.coverage.gaps_in(*part.window[1:])],
    }


CHOICES = {"top": MEASURES, "activity": ("hour", "day", "week", "month", "year")}

# What a report takes besides chat, window and --no-bots.
TAKES = {"summary": {"topic"}, "top": {"topic", "top", "bots"}, "activity": {"topic", "member"},
         "heatmap": {"topic", "member"}, "chats": set()}

# Title, and the units of the columns.
REPORTS = {
    "summary": (lambda q: [summary(q)], "Summary", {
        "messages": "count", "members": "count", "messages_per_day": "count", "active_days": "count",
        "words": "count", "characters": "count", "media": "count", "links": "count", "emoji": "count",
        "questions": "count", "replies": "count", "edited": "count", "reactions": "count", "joins": "count",
        "leaves": "count", "busiest_day": "date", "busiest_day_messages": "count", "peak_hour": "hour",
        "reply_median_seconds": "seconds", "previous_messages": "count", "change_percent": "percent",
        "members_total": "count", "daily_members": "count", "usual_low": "count", "usual_high": "count"}),
    "top": (top, "Members by", {
        "rank": "count", "member_id": "id", "member": "name", "messages": "count", "share": "percent",
        "words": "count", "characters": "count", "media": "count", "replies_sent": "count",
        "replies_received": "count", "reactions_given": "count", "reactions_received": "count",
        "active_days": "count", "last_seen": "instant", "rank_change": "count"}),
    "activity": (activity, "Messages per", {
        "period": "date", "messages": "count", "members": "count", "words": "count", "complete": "flag",
        "usual_low": "count", "usual_high": "count"}),
    "heatmap": (heatmap, "Messages by weekday and hour", {
        "weekday": "weekday", "hour": "hour", "messages": "count"}),
    "chats": (chats, "Chats", {
        "chat_id": "id", "title": "name", "members": "count", "messages": "count", "daily_members": "count",
        "last": "instant"}),
}


def answer(state, report, options, now):
    """The object that a report's JSON holds."""
    rows_of, title, units = REPORTS[report]
    for option, default in ("topic", None), ("member", None), ("bots", False), ("top", 20):
        if getattr(options, option) != default and option not in TAKES[report]:
            raise Misuse("%s takes no --%s" % (report, option))
    q = Question(state, report, options, now)
    if options.by is not None and options.by not in CHOICES.get(report, ()):
        raise Misuse("%s has no --by %s" % (report, options.by))
    if report == "top":
        title += " " + (options.by or "messages").replace("_", " ")
    elif report == "activity":
        title += " " + grain_of(q)
    subjects = [{"id": part.chat.id, "title": part.chat.title} for part in q.parts]
    head = {"chat": subjects[0]} if len(subjects) == 1 else \
        {"chat": {"id": None, "title": None}, "chats": subjects}
    return {
        "report": report,
        "title": title,
        **head,
        "window": {
            "since": q.clock.iso(q.since),
            "until": q.clock.iso(q.until),
            "zone": q.zone.name if q.zone else None,
            "days": q.days,
        },
        "coverage": coverage(q),
        "columns": [{"name": name, "unit": unit} for name, unit in units.items()],
        "rows": list(rows_of(q)),
    }


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Misuse(message)


def parse(arguments):
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("reports", nargs="+", choices=REPORTS)
    for name in ("last", "since", "until", "topic", "member", "by"):
        parser.add_argument("--" + name)
    parser.add_argument("--chat", action="append")
    parser.add_argument("--top", type=int, default=20)
    parser.add_argument("--bots", action="store_true")
    parser.add_argument("--no-bots", action="store_true")
    options = parser.parse_args(arguments)
    if options.bots and options.no_bots:
        raise Misuse("--bots and --no-bots")
    return options


def answers(state, arguments, now):
    """What chatstat prints for a command line: an object, of several reports an array."""
    options = parse(arguments)
    found = [answer(state, report, options, now) for report in options.reports]
    return found[0] if len(found) == 1 else found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    now = int(os.environ.get("CHATSTAT_NOW") or time.time())
    try:
        print(json.dumps(answers(State(sys.argv[1]), sys.argv[2:], now), ensure_ascii=False))
    except Misuse as fault:
        sys.exit("oracle: %s" % fault)


if __name__ == "__main__":
    main()
