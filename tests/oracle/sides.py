"""One thing against another."""
import argparse

from .numbers import senders, tenths
from .people import count_members
from .question import Question
from .window import Misuse, parse_span, parse_time


def recorded(q, windows):
    """Whether any of these windows was, if only in part."""
    return any(part.chat.coverage.touches(*window) for part, window in zip(q.parts, windows))


def side(q, windows):
    """What is compared, in the windows of the chats."""
    if q.member is not None:
        row = count_members(q, windows)[q.member]
        return {name: row[name] for name in (
            "messages", "words", "characters", "media", "replies_sent", "replies_received", "reactions_given",
            "reactions_received", "active_days", "links", "emoji", "questions")}
    messages = [m for part, window in zip(q.parts, windows) for m in part.messages(window)]
    return {
        "messages": len(messages),
        "members": len(senders(messages)),
        "active_days": len({m.day for m in messages}),
        "words": sum(m.words for m in messages),
        "characters": sum(m.chars for m in messages),
        "media": sum(m.kind != 0 for m in messages),
        "links": sum(m.links for m in messages),
        "emoji": sum(m.emoji for m in messages),
        "questions": sum(m.flags & 1 for m in messages),
        "edited": sum(m.edited != 0 for m in messages),
        "replies": sum(m.reply_to != 0 for m in messages),
        "reactions": sum(r.n for part, window in zip(q.parts, windows) for r in part.shown(part.reactions(window))),
    }


def other_windows(q, word):
    """What a word for a window means; None where it means none."""
    if ".." in word:
        first, last = word.split("..", 1)
        options = {"last": None, "since": first or None, "until": last or None}
    elif parse_span(word, q.parts[0].zone, q.now) is not None:
        options = {"last": word, "since": None, "until": None}
    else:
        try:
            parse_time(word, q.parts[0].zone, q.now, False)
        except Misuse:
            return None
        options = {"last": None, "since": word, "until": word}
    asked = argparse.Namespace(**{**vars(q.options), **options})
    return [part.find_window(asked) for part in q.parts]


def other_side(q):
    word = q.options.against or "previous"
    if word == "previous":
        windows = q.before(1)
        return None if windows is None else side(q, windows)
    windows = other_windows(q, word)
    if windows is not None:
        windows = [window[1:] for window in windows]
        return side(q, windows) if recorded(q, windows) else None
    changed = {"member": word} if q.member is not None else {"chat": [word]}
    other = Question(q.state, q.report, argparse.Namespace(**{**vars(q.options), **changed}), q.now)
    windows = [part.window[1:] for part in other.parts]
    return side(other, windows) if recorded(other, windows) else None


def compare(q):
    windows = [part.window[1:] for part in q.parts]
    now, then, known = side(q, windows), other_side(q), recorded(q, windows)
    for name, n in now.items():
        a, b = n if known else None, None if then is None else then[name]
        yield {"measure": name, "a": a, "b": b,
               "change_percent": tenths(100 * (a - b), b) if known and b else None}
