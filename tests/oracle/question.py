"""What is asked: chats, their windows, and which of their facts count."""
import bisect
import collections
import functools
import itertools

from .clock import Zone
from .state import PAID
from .window import Misuse, Span, parse_span, parse_time, previous, whole_days, window_days

UTC = Zone.find("UTC")


def pick(word, things, what):
    """The thing that a word names, as a whole or else in part; things are (id, username, name, thing)."""
    def whole(thing_id, username, name):
        if word.startswith("@"):
            return username is not None and username.casefold() == word[1:].casefold()
        return str(thing_id) == word or name.casefold() == word.casefold()

    exact = [thing for *names, thing in things if whole(*names)]
    partly = [thing for *names, thing in things
              if whole(*names) or not word.startswith("@") and word.casefold() in names[2].casefold()]
    for found in exact, partly:
        if len(found) == 1:
            return found[0]
    raise Misuse("%s: %d found for %s" % (what, len(partly), word))


def pick_chat(word, chats):
    """Where no chat is called that, a bare id as exports have it."""
    try:
        return pick(word, [(c.id, c.username, c.called, c) for c in chats], "chat")
    except Misuse:
        bare = [c for c in chats if word in (str(-c.id), str(-c.id - 10**12))]
        if not bare or any(word.casefold() in c.called.casefold() for c in chats):
            raise
        return bare[0]


class Part:
    """One chat in one question: its window, and those of its facts that are asked for."""

    def __init__(self, state, chat, options, member, now):
        self.state, self.chat, self.zone, self.now = state, chat, chat.zone, now
        self.no_bots = options.no_bots
        self.topic = None
        if options.topic is not None:
            general = [(1, None, "General", 0)] if chat.forum else []
            self.topic = pick(options.topic, general + [(n, None, t, n) for n, t in chat.topics.items()], "topic")
        self.everything = [m for m in chat.messages if self.topic is None or m.topic == self.topic]
        self.visible = [m for m in self.everything if not self.hides(m.member)]
        # Who is named is shown, bot or not.
        self.counted = self.visible if member is None else [m for m in self.everything if m.member == member]
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
        if options.since is None and since >= until:    # before the data nothing is known: an answer too
            since = zone.day_start(zone.day(until - 1))
        if since >= until:
            raise Misuse("an empty window")
        return Span("fixed", since, until)

    def all(self):
        """From the day of the first fact to that of the last one, or today."""
        facts = [m.at for m in self.everything]
        facts += [r.at for r in self.chat.reactions if self.of_topic(r.message)]
        facts += [p.at for p in self.chat.passages if self.topic is None]
        facts += [u.at for u in self.chat.usage if self.topic is None]
        today = self.zone.day(self.now)
        first = self.zone.day(min(facts)) if facts else today
        last = self.zone.day(max(facts)) if facts else today
        return Span("all", self.zone.day_start(first), self.zone.day_start(max(last, today) + 1))

    def hides(self, member):
        return self.no_bots and member in self.state.bots

    def inside(self, at, window=None):
        since, until = window or self.window[1:]
        return since <= at < until

    def messages(self, window=None):
        since, until = window or self.window[1:]
        return self.counted[bisect.bisect_left(self.instants, since):bisect.bisect_left(self.instants, until)]

    def of_topic(self, message):
        return self.topic is None or (message is not None and message.topic == self.topic)

    def all_reactions(self, window=None):
        """Those that count in the window, on whosever message."""
        for r in self.chat.reactions:
            if self.inside(r.at, window) and self.of_topic(r.message):
                yield r

    def reactions(self, window=None):
        """Likewise, without what is paid: that enters no sum."""
        return (r for r in self.all_reactions(window) if r.emoji != PAID)

    def shown(self, reactions):
        """With --no-bots, those on messages of bots are left out."""
        return (r for r in reactions if r.message is None or not self.hides(r.message.member))

    def passages(self, window=None):
        return [p for p in self.chat.passages if self.inside(p.at, window)]

    @functools.cached_property
    def senders_by_day(self):
        days = collections.defaultdict(set)
        for m in self.everything:
            if m.member != 0:
                days[m.day].add(m.member)
        return days

    def unknown(self, since, until):
        """Whether a part of a day was purged: only whole days are known there."""
        frozen = self.chat.frozen_before
        if frozen is None or since >= until:
            return False
        start, end = (self.zone.day_start(self.zone.day(at)) for at in (since, until))
        first = since if start < since else None
        last = max(end, since) if end < until else None
        return any(at is not None and at < frozen for at in (first, last))

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
        costs = report in ("cost", "expensive", "prices")
        if options.chat and "all" not in options.chat or not (options.chat or report == "chats" or costs):
            if not options.chat and len(state.chats) != 1:
                raise Misuse("which chat?")
            chosen = [pick_chat(word, state.chats) for word in options.chat] if options.chat else state.chats
            chats = [c for c in state.chats if c in chosen]
        else:
            chats = state.chats + (state.no_chat if costs else [])
        if not chats:
            raise Misuse("no chat")
        if options.topic is not None and len(chats) > 1:
            raise Misuse("a topic of several chats")
        member = None
        if options.member is not None:
            known = {number for chat in chats for number in chat.presence}
            if costs:    # usage knows some who are in no chat
                known |= set(state.members) - {number for chat in state.chats for number in chat.presence}
            # A channel's automatic forwards share its id, which means its own posts where it has some.
            own = {m.id for number, m in state.members.items() if number in known and not m.automatic}
            known -= {number for number in known if state.members[number].automatic
                      and options.member == str(state.members[number].id) and state.members[number].id in own}
            member = pick(options.member, [(m.id, m.username, m.name, number)
                                           for number, m in state.members.items() if number in known], "member")
        self.member = member
        self.parts = [Part(state, chat, options, member, now) for chat in chats]
        zones = {part.zone.name for part in self.parts}
        self.zone = self.parts[0].zone if len(zones) == 1 else None
        self.clock = self.zone or UTC
        self.since = min(part.window.since for part in self.parts)
        self.until = max(part.window.until for part in self.parts)
        self.cut = not all(whole_days(part.window, part.zone) for part in self.parts)
        self.days = max(window_days(part.window, part.zone) for part in self.parts)

    def messages(self):
        return list(itertools.chain.from_iterable(part.messages() for part in self.parts))

    def visible(self):
        """Everybody's messages, also where a member is asked for."""
        return [m for part in self.parts for m in part.visible if part.inside(m.at)]

    def before(self, steps):
        """The windows of all chats so many steps before, if all were recorded; else None."""
        windows = []
        for part in self.parts:
            window = previous(part.window, part.zone, self.now, steps)
            if window is None or not part.chat.coverage.holds(*window, part.zone) or part.unknown(*window):
                return None
            windows.append(window)
        return windows
