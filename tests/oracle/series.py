"""Reports of periods, one after another."""
import collections

from .numbers import quartiles, senders, tenths
from .state import headcount
from .window import Period, comparable, label_at, label_step, label_text

GRAINS = ("hour", "day", "week", "month", "year")


def grain_of(q):
    return q.options.by or \
        ("hour" if q.days <= 2 else "day" if q.days <= 92 else "week" if q.days <= 730 else "month")


def labels(q, grain):
    """Those of the window that were recorded, up to now; of several chats, the widest on any calendar."""
    records = [part.chat.coverage for part in q.parts if part.chat.coverage.parts]
    if not records:
        return
    begin = max(q.since, min(record.first for record in records))
    end = min(q.until - 1, max(record.last for record in records), q.now)
    if begin > end:
        return
    label = min(label_at(grain, part.zone, begin) for part in q.parts)
    last = max(label_at(grain, part.zone, end) for part in q.parts)
    while label <= last:
        yield label
        label = label_step(grain, label, 1)


class Slice:
    """What one chat's window has of a period."""

    def __init__(self, part, grain, label):
        self.part = part
        period = Period(part.zone, grain, label)
        self.exists = period.since < period.until    # else the clock skipped it
        self.since, self.until = max(period.since, part.window.since), min(period.until, part.window.until)
        self.any = self.since < self.until
        self.known = self.any and part.chat.coverage.touches(self.since, self.until)
        self.complete = (self.since, self.until) == (period.since, period.until) and \
            self.until <= part.now and part.chat.coverage.all_of(self.since, self.until)


def slices(q, grain):
    """(label, slices of the chats) of each row."""
    for label in labels(q, grain):
        found = [Slice(part, grain, label) for part in q.parts]
        if any(s.any for s in found):
            yield label, [s for s in found if s.exists]


def messages_of(part, grain):
    """The messages that count, by label."""
    found = collections.defaultdict(list)
    for m in part.counted:
        found[label_at(grain, part.zone, m.at)].append(m)
    return found


def usual(q, grain, label, by_label):
    """The middle half of the same period before, those of eight that all chats recorded."""
    counts = []
    for n in range(1, 9):
        other = comparable(grain, label, n)
        periods = [(part, period) for part in q.parts for period in [Period(part.zone, grain, other)]
                   if period.since < period.until]
        if periods and all(part.chat.coverage.holds(period.since, period.until, part.zone)
                           for part, period in periods):
            counts.append(sum(len(found[other]) for found in by_label))
    return quartiles(counts)


def activity(q):
    grain = grain_of(q)
    by_label = [messages_of(part, grain) for part in q.parts]
    for label, found in slices(q, grain):
        known = any(s.known for s in found)
        complete = all(s.complete for s in found)
        low, high = usual(q, grain, label, by_label) if complete else (None, None)
        messages = [m for s in found for m in s.part.messages((s.since, s.until))]
        yield {
            "period": label_text(grain, label),
            "messages": len(messages) if known else None,
            "members": len(senders(messages)) if known else None,
            "words": sum(m.words for m in messages) if known else None,
            "complete": complete,
            "usual_low": low,
            "usual_high": high,
        }


def crowd(s, days):
    """Distinct senders in the days that end with the slice's last covered one, not later than today."""
    covered = s.part.chat.coverage.within(s.since, min(s.until, s.part.now + 1))
    last = max((s.part.zone.day(b) for _, b in covered), default=None)
    return None if last is None else \
        len(set().union(*(s.part.senders_by_day.get(day, ()) for day in range(last - days + 1, last + 1))))


def first_messages(q):
    """(instant, part) of each member's first message in the chats that are asked for, by member."""
    firsts = {}
    for part in q.parts:
        for m in part.visible:
            if m.member != 0 and (m.member not in firsts or m.at < firsts[m.member][0]):
                firsts[m.member] = m.at, part
    return firsts


def growth(q):
    grain, firsts = grain_of(q), first_messages(q).values()
    for label, found in slices(q, grain):
        known = any(s.known for s in found)
        row = dict.fromkeys(("joined", "left", "net", "active", "new", "members_total", "wau", "mau"))
        if known:
            passages = [p.joined for s in found for p in s.part.passages((s.since, s.until))]
            joined, left = sum(passages), len(passages) - sum(passages)
            row |= {"joined": joined, "left": left, "net": joined - left,
                    "new": sum(part is s.part and s.since <= at < s.until for at, part in firsts for s in found),
                    "active": len(senders(m for s in found for m in s.part.messages((s.since, s.until))))}
            if len(q.parts) == 1:    # of several chats, days need not be the same
                row |= {"wau": crowd(found[0], 7), "mau": crowd(found[0], 30),
                        "members_total": headcount([found[0].part.chat], found[0].since, found[0].until)}
        yield {"period": label_text(grain, label), **row, "complete": all(s.complete for s in found)}


def retention_grain(q):
    return q.options.by or ("week" if q.days <= 92 else "month")


def retention(q):
    """Cohorts begin in the window; the first covered period is none."""
    grain = retention_grain(q)
    periods = [(label, found) for label, found in slices(q, grain)]
    cohort_of = {member: label_at(grain, part.zone, at) for member, (at, part) in first_messages(q).items()}
    records = [label_at(grain, part.zone, part.chat.coverage.first) for part in q.parts if part.chat.coverage.parts]
    wrote = [senders(m for s in found for m in s.part.messages((s.since, s.until))) for _, found in periods]
    for i, (cohort, found) in enumerate(periods):
        if cohort == min(records) or any(Period(p.zone, grain, cohort).since < p.window.since for p in q.parts):
            continue
        members = {member for member, label in cohort_of.items() if label == cohort}
        for n, (_, later) in enumerate(periods[i:]):
            known = n == 0 or all(s.complete for s in later)
            active = len(members & wrote[i + n]) if n > 0 else len(members)
            yield {
                "cohort": label_text(grain, cohort),
                "size": len(members),
                "period": n,
                "active": active if known else None,
                "percent": tenths(100 * active, len(members)) if known else None,
            }
