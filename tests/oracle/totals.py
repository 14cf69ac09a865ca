"""Reports that say one thing of each chat, or of all together."""
import collections

from .clock import DAY, date_of
from .numbers import busiest, median_wait, quartiles, senders, tenths, waits
from .state import Coverage, headcount
from .window import Misuse, is_midnight, whole_days

LEAST_SECONDS = 3600    # covered, for what is said a day


def a_day(number, parts):
    """By covered days; where a window cuts days, by the time that is covered."""
    if all(whole_days(part.window, part.zone) for part in parts):
        return tenths(number, len(set().union(*(part.covered_days() for part in parts))))
    recorded = Coverage(list(interval) for part in parts for interval in part.covered_now())
    seconds = sum(b - a + 1 for a, b in recorded.parts)
    return tenths(number * DAY, seconds) if seconds >= LEAST_SECONDS else None


def daily_members(parts):
    """Senders of each day; a window that begins within a day has days of 24 hours from there on."""
    total = 0
    for part in parts:
        days = is_midnight(part.zone, part.window.since)
        total += len({(m.day if days else (m.at - part.window.since) // DAY, m.member)
                      for m in part.messages() if m.member != 0})
    return a_day(total, parts)


def summary(q):
    messages = q.messages()
    by_day = collections.Counter(m.day for m in messages)
    by_hour = collections.Counter(m.hour % 24 for m in messages)
    passages = [p.joined for part in q.parts for p in part.passages() if not part.hides(p.member)]
    of_topic = q.options.topic is not None    # people join the chat, not one of its topics
    windows = q.before(1)
    before = None if windows is None else sum(len(p.messages(w)) for p, w in zip(q.parts, windows))
    steps = [q.before(n) for n in range(1, 9)]
    low, high = quartiles([sum(len(p.messages(w)) for p, w in zip(q.parts, ws)) for ws in steps if ws is not None])
    day = busiest(by_day)
    yield {
        "messages": len(messages),
        "members": len(senders(messages)),
        "messages_per_day": a_day(len(messages), q.parts),
        "active_days": len(by_day),
        "words": sum(m.words for m in messages),
        "characters": sum(m.chars for m in messages),
        "media": sum(m.kind != 0 for m in messages),
        "links": sum(m.links for m in messages),
        "emoji": sum(m.emoji for m in messages),
        "questions": sum(m.flags & 1 for m in messages),
        "replies": sum(m.reply_to != 0 for m in messages),
        "edited": sum(m.edited != 0 for m in messages),
        "reactions": sum(r.n for part in q.parts for r in part.shown(part.reactions())),
        "joins": None if of_topic else sum(passages),
        "leaves": None if of_topic else len(passages) - sum(passages),
        "busiest_day": None if day is None else date_of(day).isoformat(),
        "busiest_day_messages": None if day is None else by_day[day],
        "peak_hour": busiest(by_hour),
        "reply_median_seconds": median_wait(waits(messages)),
        "previous_messages": before,
        "change_percent": None if not before else tenths(100 * (len(messages) - before), before),
        "members_total": headcount([part.chat for part in q.parts], *q.parts[0].window[1:]),
        "daily_members": daily_members(q.parts),
        "usual_low": low,
        "usual_high": high,
    }


def chats(q):
    for part in q.parts:
        messages = part.messages()
        before = [m.at for m in part.everything if m.at < part.window.until]
        yield {
            "chat_id": part.chat.id,
            "title": part.chat.title,
            "members": len(senders(messages)),
            "messages": len(messages),
            "daily_members": daily_members([part]),
            "last": q.clock.iso(before[-1]) if before else None,
        }


def one_chat(q):
    if len(q.parts) != 1:
        raise Misuse("%s of several chats" % q.report)
    return q.parts[0]


def titles(q):
    """Each until the next; the last one lasts, unless another is told of whose beginning is not known."""
    chat = one_chat(q).chat
    told = chat.titles + ([] if chat.titles and chat.titles[-1][1] == chat.title else [(None, chat.title)])
    for (at, title), (end, _) in zip(told, told[1:] + [(None, None)]):
        yield {
            "from": None if at is None else q.clock.iso(at),
            "to": None if end is None else q.clock.iso(end),
            "title": title,
        }


def topics(q):
    found = []
    for part in q.parts:
        if not part.chat.forum:
            continue
        for topic in {m.topic for m in part.visible if part.inside(m.at)}:
            messages = [m for m in part.visible if m.topic == topic and part.inside(m.at)]
            last = max(m.at for m in part.everything if m.topic == topic and m.at < part.window.until)
            found.append((-len(messages), topic or 1, q.parts.index(part), senders(messages), last))
    for n, topic, i, members, last in sorted(found, key=lambda f: f[:3])[:q.options.top]:
        yield {
            "topic_id": topic,
            "topic": "General" if topic == 1 else q.parts[i].chat.topics.get(topic, ""),
            "messages": -n,
            "members": len(members),
            "last": q.clock.iso(last),
        }
