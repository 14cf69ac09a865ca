"""Reports of members."""
import collections
from fractions import Fraction

from .clock import date_of
from .lists import KINDS
from .numbers import busiest, median_wait, tenths, waits
from .totals import one_chat
from .window import Misuse

MEASURES = ("messages", "words", "characters", "media", "replies_sent", "replies_received", "reactions_given",
            "reactions_received", "active_days")


def count_members(q, windows):
    """What each member did in the chats' windows; no row depends on --no-bots."""
    table = collections.defaultdict(collections.Counter)
    for part, window in zip(q.parts, windows):
        days = set()
        for m in part.everything:
            if not part.inside(m.at, window):
                continue
            row = table[m.member]
            row["messages"] += 1
            row["words"] += m.words
            row["characters"] += m.chars
            row["media"] += m.kind != 0
            row["links"] += m.links
            row["emoji"] += m.emoji
            row["questions"] += m.flags & 1
            row["shouting"] += m.flags >> 2 & 1
            row["edited"] += m.edited != 0
            row["linked"] += m.links > 0
            row["night"] += m.hour % 24 < 6
            row["dawn"] += 6 <= m.hour % 24 < 9
            row["replies_to_others"] += m.reply_to != 0 and (m.target is None or m.target.member != m.member)
            row["replies_sent"] += m.reply_to != 0
            if m.target is not None and m.target.member != m.member:
                table[m.target.member]["replies_received"] += 1
            days.add((m.member, m.day))
        for r in part.reactions(window):
            table[r.giver]["reactions_given"] += r.n
            table[r.giver]["gave_others"] += r.n if r.message is None or r.giver != r.message.member else 0
            if r.message is not None and r.giver != r.message.member:
                table[r.message.member]["reactions_received"] += r.n
        for member, _ in days:
            table[member]["active_days"] += 1
    return table


def count_now(q):
    return count_members(q, [part.window[1:] for part in q.parts])


def ranked(q, member):
    """Whether somebody is in rankings."""
    return member != 0 and (q.options.bots or member not in q.state.bots)


def ranking(q, table, by):
    return sorted((member for member in table if ranked(q, member) and table[member][by] > 0),
                  key=lambda member: (-table[member][by], q.state.members[member]))


def presences(q, member):
    return [part.chat.presence[member] for part in q.parts if member in part.chat.presence]


def first_seen(q, member):
    seen = [p.first_message for p in presences(q, member) if p.first_message is not None]
    return q.clock.iso(min(seen)) if seen else None


def last_seen(q, member):
    seen = [at for p in presences(q, member) for at in (p.last_message, p.last_reaction) if at is not None]
    return q.clock.iso(max(seen)) if seen else None


def top(q):
    by = q.options.by or "messages"
    table = count_now(q)
    total = len(q.visible())
    windows = q.before(1)
    old = [] if windows is None else ranking(q, count_members(q, windows), by)
    for i, member in enumerate(ranking(q, table, by)[:q.options.top]):
        row = table[member]
        yield {
            "rank": i + 1,
            "member_id": q.state.members[member].id,
            "member": q.state.name(member),
            "messages": row["messages"],
            "share": tenths(100 * row["messages"], total),
            **{name: row[name] for name in MEASURES[1:]},
            "last_seen": last_seen(q, member),
            "rank_change": old.index(member) - i if member in old else None,
        }


# ---- One member.

def streaks(q, days):
    """(current, longest) run of days; of several chats the days need not be the same."""
    if len(q.parts) != 1:
        return None, None
    longest = run = 0
    for day in sorted(days):
        run = run + 1 if day - 1 in days else 1
        longest = max(longest, run)
    today = q.parts[0].zone.day(q.now)
    return run if days and max(days) >= today - 1 else 0, longest


def favourite(q):
    """The emoji that the member gave most."""
    given = collections.Counter(r.emoji for part in q.parts for r in part.reactions() if r.giver == q.member)
    return q.state.emoji.get(busiest(given))


def most_kinds(messages):
    """The three most frequent ones."""
    counts = collections.Counter(m.kind for m in messages)
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))[:3]
    return ", ".join("%s %d" % (KINDS[kind], counts[kind]) for kind in kinds) or None


def member(q):
    if q.member is None:
        raise Misuse("member of nobody")
    table = count_now(q)
    row, messages = table[q.member], q.messages()
    ranks = ranking(q, table, "messages")
    streak, longest = streaks(q, {m.day for part in q.parts for m in part.counted})
    yield {
        "member_id": q.state.members[q.member].id,
        "member": q.state.name(q.member),
        "messages": row["messages"],
        "rank": ranks.index(q.member) + 1 if q.member in ranks else None,
        "share": tenths(100 * row["messages"], len(q.visible())),
        "active_days": row["active_days"],
        "first_seen": first_seen(q, q.member),
        "last_seen": last_seen(q, q.member),
        "streak": streak,
        "longest_streak": longest,
        "peak_hour": busiest(collections.Counter(m.hour % 24 for m in messages)),
        **{name: row[name] for name in ("words", "characters", "media", "links", "emoji", "questions")},
        "top_emoji": favourite(q),
        **{name: row[name] for name in ("reactions_given", "reactions_received", "replies_sent", "replies_received")},
        "reply_median_seconds": median_wait(waits(messages)),
        "reply_p90_seconds": median_wait(waits(messages), 9),
        "kinds": most_kinds(messages),
        "former_names": ", ".join(q.state.former_names(q.member)) or None,
    }


# ---- Rankings of their own.

def streaks_of(q):
    part = one_chat(q)
    days = collections.defaultdict(set)
    for m in part.everything:
        days[m.member].add(m.day)
    found = []
    for member in {m.member for m in part.everything if part.inside(m.at)}:
        if ranked(q, member):
            current, longest = streaks(q, days[member])
            first = min(day for day in days[member] if all(day + i in days[member] for i in range(longest)))
            found.append((-longest, q.state.members[member], member, current, longest, first))
    for i, (_, _, member, current, longest, first) in enumerate(sorted(found)[:q.options.top]):
        yield {
            "rank": i + 1,
            "member_id": q.state.members[member].id,
            "member": q.state.name(member),
            "current": current,
            "longest": longest,
            "longest_from": date_of(first).isoformat(),
            "longest_to": date_of(first + longest - 1).isoformat(),
        }


def score_of(row, days):
    """The score and its four parts, exactly."""
    n = row["messages"]
    daily, mean = Fraction(n, days), Fraction(row["characters"], n)
    length = Fraction(3, 10) * mean if mean < 50 else 15 + (mean - 50) / 15 if mean <= 200 else Fraction(25)
    activity = min(Fraction(100), min(Fraction(80), 8 * daily) + (min(Fraction(20), 4 * (daily - 5)) if daily > 5 else 0))
    consistency = min(Fraction(100), Fraction(100 * row["active_days"], days))
    quality = length + 25 * min(Fraction(row["linked"], n), Fraction(3, 10)) / Fraction(3, 10) + \
        25 * min(Fraction(row["media"], n), Fraction(4, 10)) / Fraction(4, 10) + \
        min(Fraction(25), Fraction(25 * row["reactions_received"], 2 * n))
    interaction = 50 * min(Fraction(row["replies_to_others"] + row["replies_received"], n), Fraction(1, 2)) * 2 + \
        50 * min(Fraction(row["gave_others"], n), Fraction(1))
    score = (30 * activity + 25 * consistency + 25 * quality + 20 * interaction) / 100
    return [(100 * part + Fraction(1, 2)) // 1 / 100 for part in (score, activity, consistency, quality, interaction)]


def engagement(q):
    table = count_now(q)
    found = sorted((-score_of(table[member], q.days)[0], q.state.members[member], member)
                   for member in table if ranked(q, member) and table[member]["messages"] >= 5)
    for i, (_, _, member) in enumerate(found[:q.options.top]):
        score, *parts = score_of(table[member], q.days)
        yield {
            "rank": i + 1,
            "member_id": q.state.members[member].id,
            "member": q.state.name(member),
            "score": score,
            **dict(zip(("activity", "consistency", "quality", "interaction"), parts)),
            "percentile": tenths(100 * (len(found) - i), len(found)),
        }


# ---- All members.

def quiet(q):
    """Those who are in, and have done nothing since the window began."""
    part = one_chat(q)
    for number, p in part.chat.presence.items():
        if p.is_in() and ranked(q, number) and all(at is None or at < part.window.since
                                                   for at in (p.last_message, p.last_reaction)):
            yield number


def silent(q):
    for number in sorted(quiet(q), key=lambda number: q.state.members[number]):
        p = q.parts[0].chat.presence[number]
        yield {
            "member_id": q.state.members[number].id,
            "member": q.state.name(number),
            **{name: None if at is None else q.clock.iso(at)
               for name, at in (("joined", p.joined_at if p.joined == 1 else None),
                                ("last_message", p.last_message), ("last_reaction", p.last_reaction))},
        }


def latest(q, passages):
    """{member: instant of the last passage}"""
    return {p.member: q.clock.iso(p.at) for p in sorted(passages)}


def members(q):
    chat, table = one_chat(q).chat, count_now(q)
    joined, left = (latest(q, (p for p in chat.passages if p.joined == joined)) for joined in (1, 0))
    for number in sorted(chat.presence, key=lambda number: q.state.members[number]):
        yield {
            "member_id": q.state.members[number].id,
            "member": q.state.name(number),
            "status": chat.presence[number].status,
            "joined": joined.get(number),
            "left": left.get(number),
            "first_seen": first_seen(q, number),
            "last_seen": last_seen(q, number),
            "messages": table[number]["messages"],
            "active_days": table[number]["active_days"],
            "bot": bool(q.state.members[number].bot),
        }
