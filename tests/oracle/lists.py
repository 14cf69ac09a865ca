"""Reports that list what there is, by how often."""
import collections

from .numbers import tenths

KINDS = ("text", "photo", "live_photo", "video", "animation", "audio", "voice", "video_note", "sticker", "document",
         "poll", "location", "venue", "contact", "dice", "game", "story", "paid_media", "checklist", "giveaway",
         "invoice", "other")


def kinds(q):
    """With --member the member's own first, also what nobody else sent: bots are named even where they are hidden."""
    everybody = collections.Counter(m.kind for m in q.visible())
    own = collections.Counter(m.kind for m in q.messages() if q.member is not None)
    for kind in sorted({*everybody, *own}, key=lambda kind: (-own[kind], -everybody[kind], kind)):
        row = {"kind": KINDS[kind], "messages": everybody[kind],
               "share": tenths(100 * everybody[kind], sum(everybody.values()))}
        if q.member is not None:
            row |= {"member_messages": own[kind], "member_share": tenths(100 * own[kind], sum(own.values()))}
        yield row


def reactions(q):
    """Paid ones too."""
    count, named = collections.Counter(), collections.Counter()
    for part in q.parts:
        for r in part.shown(part.all_reactions()):
            count[r.emoji] += r.n
            named[r.emoji] += r.n if r.giver != 0 else 0
    for emoji in sorted(count, key=lambda emoji: (-count[emoji], emoji))[:q.options.top]:
        yield {"emoji": q.state.emoji[emoji], "reactions": count[emoji], "named": named[emoji]}
