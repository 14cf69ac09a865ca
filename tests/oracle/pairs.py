"""Reports of pairs of members."""
import collections
import itertools
import math

from .numbers import median_wait
from .people import count_now, ranked, ranking
from .week import week_hour


def order(q, member):
    return q.state.members[member]


def both(q, a, b):
    """Two that are shown as a pair: known, not one, and with --member one of them that."""
    return a != b and ranked(q, a) and ranked(q, b) and q.member in (None, a, b)


def listed(q, pairs):
    """The pairs with most first, as many as are asked for."""
    return sorted(pairs, key=lambda pair: (-len(pairs[pair]), order(q, pair[0]), order(q, pair[1])))[:q.options.top]


def names(q, a, b, first="from", second="to"):
    return {first + "_id": q.state.members[a].id, first: q.state.name(a),
            second + "_id": q.state.members[b].id, second: q.state.name(b)}


def fans(q):
    pairs = collections.defaultdict(list)
    for part in q.parts:
        for r in part.reactions():
            if r.message is not None and both(q, r.giver, r.message.member):
                pairs[r.giver, r.message.member].append(r)
    for pair in listed(q, pairs):
        yield {**names(q, *pair), "reactions": len(pairs[pair])}


def replies(q):
    pairs = collections.defaultdict(list)
    for part in q.parts:
        for m in part.everything:
            if part.inside(m.at) and m.target is not None and both(q, m.member, m.target.member):
                pairs[m.member, m.target.member].append(m.at - m.target.at)
    for pair in listed(q, pairs):
        yield {**names(q, *pair), "replies": len(pairs[pair]),
               "median_seconds": median_wait(pairs[pair]), "p90_seconds": median_wait(pairs[pair], 9)}


def covariance(x, y):
    """Times 168 squared: whole numbers."""
    return 168 * sum(a * b for a, b in zip(x, y)) - sum(x) * sum(y)


def rhythm(q):
    table = count_now(q)
    active = [m for m in ranking(q, table, "messages")[:200] if table[m]["messages"] >= 50]
    weeks = {member: [0] * 168 for member in active}
    for part in q.parts:
        for m in part.everything:
            if part.inside(m.at) and m.member in weeks:
                weeks[m.member][week_hour(m.hour)] += 1
    pairs = {}
    for a, b in itertools.combinations(sorted(active, key=lambda member: order(q, member)), 2):
        spread = math.sqrt(float(covariance(weeks[a], weeks[a])) * float(covariance(weeks[b], weeks[b])))
        if spread > 0:
            pairs[a, b] = covariance(weeks[a], weeks[b]) / spread
    for a, b in sorted(pairs, key=lambda p: (-pairs[p], order(q, p[0]), order(q, p[1])))[:q.options.top]:
        r = 100 * pairs[a, b]
        yield {**names(q, a, b, "a", "b"), "similarity": math.copysign(math.floor(abs(r) + 0.5), r) / 100}
