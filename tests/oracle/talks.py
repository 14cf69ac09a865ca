"""Reports of what follows from the order of messages."""
import collections
import itertools

from .numbers import median, tenths
from .people import count_members, ranked
from .series import grain_of, slices
from .window import label_at, label_text

SILENCE = 1800
MONOLOGUE = 5
LEAST_MESSAGES = 50


def topics(part):
    """The messages of each topic, in order."""
    found = collections.defaultdict(list)
    for m in part.everything:
        found[m.topic].append(m)
    return found.values()


def talks(part):
    """Conversations: lists of messages."""
    for messages in topics(part):
        talk = []
        for m in messages:
            if talk and m.at - talk[-1].at > SILENCE:
                yield talk
                talk = []
            talk.append(m)
        yield talk


def conversations(q):
    grain = grain_of(q)
    found = collections.defaultdict(list)
    for part in q.parts:
        for talk in talks(part):
            if part.inside(talk[0].at) and q.member in (None, talk[0].member):
                found[label_at(grain, part.zone, talk[0].at)].append(talk)
    for label, parts in slices(q, grain):
        known = any(s.known for s in parts)
        yield {
            "period": label_text(grain, label),
            "conversations": len(found[label]) if known else None,
            "median_messages": median([len(talk) for talk in found[label]]) if known else None,
            "median_seconds": median([talk[-1].at - talk[0].at for talk in found[label]]) if known else None,
            "complete": all(s.complete for s in parts),
        }


# ---- Records: (value, share of, member or 0, instant or None), the best first.

def said(q, part):
    return [m for m in part.everything if part.inside(m.at)]


def longest_messages(q):
    for part in q.parts:
        for m in said(q, part):
            if ranked(q, m.member):
                yield m.chars, m.member, m.at


def monologues(q):
    for part in q.parts:
        for messages in topics(part):
            for member, run in itertools.groupby(messages, key=lambda m: m.member):
                run = list(run)
                if len(run) >= MONOLOGUE and part.inside(run[MONOLOGUE - 1].at) and ranked(q, member) and \
                        member not in q.state.bots:
                    yield len(run), member, run[0].at


def silences(q):
    for part in q.parts:
        messages = said(q, part)
        for a, b in zip(messages, messages[1:]):
            if part.chat.coverage.all_of(a.at, b.at):
                yield b.at - a.at, None, a.at


def hours(q):
    for part in q.parts:
        for hour, n in collections.Counter(m.hour for m in said(q, part)).items():
            yield n, None, part.zone.instant(hour * 3600)


def earliest(claims):
    best = max(claims, key=lambda claim: (claim[0], -claim[2]), default=(0, None, None))
    return best if best[0] > 0 else None


def records(q):
    table = count_members(q, [part.window[1:] for part in q.parts])
    known = sorted((m for m in table if ranked(q, m)), key=lambda m: q.state.members[m])

    def most(name):
        member = max(known, key=lambda m: table[m][name], default=None)    # of equals the first one
        return (table[member][name], member, None) if member is not None and table[member][name] else None

    def share(name):
        """Compared exactly, shown in per cent."""
        many = [m for m in known if table[m]["messages"] >= LEAST_MESSAGES and table[m][name]]
        best = None
        for m in many:
            if best is None or table[m][name] * table[best]["messages"] > table[best][name] * table[m]["messages"]:
                best = m
        return None if best is None else (tenths(100 * table[best][name], table[best]["messages"]), best, None)

    found = [("longest message", earliest(longest_messages(q)), "characters"),
             ("longest monologue", earliest(monologues(q)), "messages"),
             ("most shouting", most("shouting"), "messages"), ("most questions", most("questions"), "messages"),
             ("night owl", share("night"), "percent"), ("early bird", share("dawn"), "percent"),
             ("longest silence", earliest(silences(q)), "seconds"), ("busiest hour", earliest(hours(q)), "messages"),
             ("most edited", most("edited"), "messages")]
    for name, claim, unit in found:
        if claim is not None:
            value, member, at = claim
            yield {
                "record": name,
                "member_id": None if member is None else q.state.members[member].id,
                "member": None if member is None else q.state.name(member),
                "value": value,
                "at": None if at is None else q.clock.iso(at),
                "unit": unit,
            }
