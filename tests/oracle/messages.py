"""Reports of single messages."""
import collections

from .numbers import busiest

SUPERGROUPS = -10**12


class Excerpt(str):
    """A text of which a part is shown: how it is cut for a terminal is tested elsewhere."""

    def __eq__(self, other):
        return isinstance(other, str) and 0 < len(other) <= 60 * 8

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__


def number_of(part, m):
    """Its id as the chat has it; None where it is stored by another one."""
    number = m.key - (part.chat.number << 40) - (1 << 39)
    if part.chat.id < SUPERGROUPS or number > 0:
        return number
    return number + 10**9 if number > -10**9 else None


def described(q, part, m):
    number = number_of(part, m)
    link = None
    if part.chat.id < SUPERGROUPS and number > 0:
        link = "https://t.me/%s/%d" % (part.chat.username or "c/%d" % (SUPERGROUPS - part.chat.id), number)
    return {
        "message_id": number,
        "at": q.clock.iso(m.at),
        "member_id": q.state.members[m.member].id if m.member else None,
        "member": q.state.name(m.member) if m.member else None,
    }, {
        "excerpt": Excerpt(m.text) if m.text else None,
        "link": link,
    }


def reacted(q):
    found = []
    for part in q.parts:
        emoji = collections.defaultdict(collections.Counter)
        by_key = {}
        for r in part.reactions():
            m = r.message
            if m is not None and not part.hides(m.member) and q.member in (None, m.member):
                emoji[m.key][r.emoji] += r.n
                by_key[m.key] = m
        found += [(-sum(counts.values()), key, part, by_key[key], counts) for key, counts in emoji.items()]
    for n, _, part, m, counts in sorted(found, key=lambda f: f[:2])[:q.options.top]:
        head, tail = described(q, part, m)
        yield {**head, "reactions": -n, "top_emoji": q.state.emoji[busiest(counts)], **tail}


def unanswered(q):
    found = []
    for part in q.parts:
        answered = {m.target.key for m in part.chat.messages
                    if m.target is not None and hasattr(m.target, "key") and (m.member != m.target.member or m.member == 0)}
        answered |= {r.message.key for r in part.chat.reactions
                     if r.message is not None and (r.giver != r.message.member or r.giver == 0)}
        for m in part.everything:
            if part.inside(m.at) and m.at <= q.now - 3600 and m.flags & 1 and q.member in (None, m.member) and \
                    (q.options.bots or m.member not in q.state.bots) and m.key not in answered:
                found.append((m.at, m.key, part, m))
    for _, _, part, m in sorted(found, key=lambda f: f[:2])[-q.options.top:]:
        head, tail = described(q, part, m)
        yield {**head, **tail}


def polls(q):
    found = [(m.at, m.key, part, m) for part in q.parts for m in part.everything
             if m.key in q.state.polls and part.inside(m.at) and not part.hides(m.member) and q.member in (None, m.member)]
    for _, _, part, m in sorted(found, key=lambda f: f[:2], reverse=True)[:q.options.top]:
        question, options = q.state.polls[m.key]
        for text, votes in options:
            yield {"message_id": number_of(part, m), "at": q.clock.iso(m.at), "question": question, "option": text,
                   "votes": votes}
