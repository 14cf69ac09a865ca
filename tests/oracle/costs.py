"""Reports of what usage costs."""
import collections

from .clock import period_start, period_step
from .numbers import senders
from .window import label_text

KINDS = "input output cache_read cache_write cache_write_1h".split()
BY = "day week month member model chat".split()


def money(nano):
    """Two to nine decimals of a dollar."""
    whole, part = divmod(abs(nano), 10**9)
    digits = ("%09d" % part).rstrip("0").ljust(2, "0")
    return "%s%d.%s" % ("-" if nano < 0 else "", whole, digits)


def share(a, b, c):
    """a * b / c, half up."""
    return (2 * a * b + c) // (2 * c)


def cents(nano):
    return nano if nano < 10**7 else (nano + 5 * 10**6) // 10**7 * 10**7


def by_of(q):
    return q.options.by or ("day" if q.days <= 92 else "week" if q.days <= 730 else "month")


def title_of_cost(q):
    by = by_of(q)
    return "LLM cost by " + by + (" and model" if by in BY[:3] else "")


def columns_of_cost(q):
    by = by_of(q)
    yield "period:date" if by in BY[:3] else {"member": "member:name", "model": "model:text", "chat": "chat:name"}[by]
    if by != "model":
        yield "model:text"
    yield from ("requests input output cache_read cache_write cost:money charged:money unpriced "
                "cache_savings:money cost_per_message:money cost_per_active_member:money").split()
    if by in BY[:3]:
        yield "forecast:money"
    if by in ("member", "chat"):
        yield by + "_id:id"


def in_window(q):
    return [(part, u) for part in q.parts for u in part.chat.usage if part.inside(u.at) and q.member in (None, u.member)]


def said_in(q, part):
    return [m for m in part.everything if part.inside(m.at) and q.member in (None, m.member)]


def writers_of(q, said):
    """Of one member nothing is shared among members."""
    return len(senders(said)) if q.member is None else 0


def count(records):
    """Requests, at least one a record."""
    return sum(max(u.requests, 1) for u in records)


def row_of(records, messages, writers):
    priced = [u for u in records if u.cost is not None]
    cost = sum(u.cost for u in priced) if priced else None
    told = [u.charged for u in records if u.charged is not None]
    models = {u.model for u in records}
    return {
        "model": min(models) if len(models) == 1 else None,
        "requests": sum(u.requests for u in records),
        "input": sum(u.input for u in records),
        "output": sum(u.output for u in records),
        "cache_read": sum(u.cache_read for u in records),
        "cache_write": sum(u.cache_write + u.cache_write_1h for u in records),
        "cost": None if cost is None else money(cost),
        "charged": money(sum(told)) if told else None,
        "unpriced": count(u for u in records if u.cost is None),
        "cache_savings": money(sum(u.saved for u in priced)) if priced else None,
        "cost_per_message": money(share(cost, 1, messages)) if cost is not None and messages else None,
        "cost_per_active_member": money(share(cost, 1, writers)) if cost is not None and writers else None,
    }, cost


def periods(q, grain):
    groups, written = collections.defaultdict(list), collections.defaultdict(list)
    for part, u in in_window(q):
        groups[period_start(part.zone.day(u.at), grain), u.model].append(u)
    for part in q.parts:
        for m in said_in(q, part):
            written[period_start(m.day, grain)].append(m)
    for label, model in sorted(groups):
        row, cost = row_of(groups[label, model], len(written[label]), writers_of(q, written[label]))
        starts = [(p, p.zone.day_start(label), p.zone.day_start(period_step(label, grain, 1))) for p in q.parts]
        running = all(p.window.since <= a <= q.now < b for p, a, b in starts) and q.now > starts[0][1]
        _, since, until = starts[0]
        yield {"period": label_text(grain, label), **row,
               "forecast": money(cents(share(cost, until - since, q.now - since)))
               if cost is not None and running else None}


def cost_rows(q):
    by = by_of(q)
    if by in BY[:3]:
        return list(periods(q, by))
    groups = collections.defaultdict(list)
    for part, u in in_window(q):
        groups[{"member": u.member, "model": u.model, "chat": part}[by]].append(u)
    found = []
    for key, records in groups.items():
        parts = [key] if by == "chat" else q.parts
        said = [m for part in parts for m in said_in(q, part)]
        if by == "member":
            row, cost = row_of(records, sum(m.member == key for m in said), 0)
            known = q.state.members.get(key)
            name = "not told" if key == 0 else q.state.name(key)
            own = None if known is None or known.automatic == 2 else known.id
        else:
            row, cost = row_of(records, len(said), writers_of(q, said))
            name, own = (key, None) if by == "model" else (key.chat.title, key.chat.id)
        if by == "model":
            row = {"model": name, **{k: v for k, v in row.items() if k != "model"}}
        else:
            row = {by: name, **row, by + "_id": own}
        found.append(((-1 if cost is None else cost), own, name, row))
    found.sort(key=lambda f: (-f[0], f[1] is None, f[1] or 0, f[2].encode()))
    return [row for *_, row in found]


def expensive(q):
    dear = sorted(((u.cost, u) for _, u in in_window(q) if u.requests == 1 and u.cost is not None),
                  key=lambda d: (-d[0], d[1].at, d[1].hash))
    for cost, u in dear[:q.options.top]:
        known = q.state.members.get(u.member)
        yield {
            "at": q.clock.iso(u.at),
            "member_id": known.id if known and known.automatic != 2 else None,
            "member": q.state.name(u.member) if known else None,
            "model": u.model,
            "input": u.input,
            "output": u.output,
            "cache_read": u.cache_read,
            "cache_write": u.cache_write + u.cache_write_1h,
            "cost": money(cost),
        }


def prices(q):
    """Those that are used come first; all, unless another number than the default is asked for."""
    used = collections.defaultdict(list)
    for _, u in in_window(q):
        used[u.model].append(u)
    names = {*used, *q.state.prices, *q.state.aliases}
    return [row for name in sorted(names, key=lambda name: (name not in used, name.encode()))
            for row in prices_of(q, name, used.get(name, []))][:None if q.options.top == 20 else q.options.top]


def prices_of(q, name, records):
    rows = q.state.prices.get(name) or q.state.prices.get(q.state.aliases.get(name)) or []
    valid = [p for p in rows if p.valid_from < q.until]
    newest = max((p.valid_from for p in valid), default=None)
    shown = sorted((p for p in valid if p.valid_from == newest), key=lambda p: p.above)
    for p in shown or ([None] if records else []):
        first = p is None or p.above == 0
        yield {
            "model": name,
            "valid_from": q.clock.iso(p.valid_from) if p and p.valid_from else None,
            **{kind: money((getattr(p, kind) + 500) // 1000)
               if p and getattr(p, kind) is not None else None for kind in KINDS},
            "priced": count(u for u in records if u.cost is not None) if first else None,
            "above": None if first else p.above,
            "unpriced": count(u for u in records if u.cost is None) if first else None,
        }
