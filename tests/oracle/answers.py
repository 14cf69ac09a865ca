"""The object that a report's JSON holds, for a command line."""
import argparse
import collections

from .costs import BY, columns_of_cost, cost_rows, expensive, prices, title_of_cost
from .language import commands, emoji, hashtags, links, mentions, trend, words
from .lists import kinds, reactions
from .messages import polls, reacted, unanswered
from .pairs import fans, replies, rhythm
from .people import MEASURES, engagement, member, members, quiet, silent, streaks_of, top
from .question import Question
from .series import GRAINS, activity, grain_of, growth, retention, retention_grain
from .sides import compare
from .state import headcount
from .talks import conversations, records
from .totals import chats, summary, titles, topics
from .week import heatmap, hours, weekdays
from .window import Misuse

# What gives its rows, its title, what it takes beside chat and window, its --by, and its columns: name, or name:unit
# where that is not a count.
Report = collections.namedtuple("Report", "rows title takes by columns")

REPORTS = {
    "summary": Report(
        summary, "Summary", {"topic", "no_bots"}, (),
        "messages members messages_per_day active_days words characters media links emoji questions replies edited "
        "reactions joins leaves busiest_day:date busiest_day_messages peak_hour reply_median_seconds:seconds "
        "previous_messages change_percent:percent members_total daily_members usual_low usual_high"),
    "top": Report(
        top, "Members by", {"topic", "top", "bots", "no_bots"}, MEASURES,
        "rank member_id:id member:name messages share:percent words characters media replies_sent replies_received "
        "reactions_given reactions_received active_days last_seen:instant rank_change"),
    "activity": Report(
        activity, "Messages per", {"topic", "member", "no_bots"}, GRAINS,
        "period:date messages members words complete:flag usual_low usual_high"),
    "growth": Report(
        growth, "Joined and left per", set(), GRAINS,
        "period:date joined left net active new members_total wau mau complete:flag"),
    "heatmap": Report(
        heatmap, "Messages by weekday and hour", {"topic", "member", "no_bots"}, (),
        "weekday hour messages"),
    "hours": Report(
        hours, "Messages by hour of the day", {"topic", "member", "no_bots"}, (),
        "hour messages share:percent"),
    "weekdays": Report(
        weekdays, "Messages by weekday", {"topic", "member", "no_bots"}, (),
        "weekday messages share:percent"),
    "kinds": Report(
        kinds, "Messages by kind", {"topic", "member", "no_bots"}, (),
        "kind:text messages share:percent member_messages member_share:percent"),
    "reactions": Report(
        reactions, "Reactions", {"topic", "top", "no_bots"}, (),
        "emoji:emoji reactions named"),
    "words": Report(
        words, "Words", {"topic", "member", "top", "no_bots"}, (), "word:text uses messages"),
    "emoji": Report(
        emoji, "Emoji", {"topic", "member", "top", "no_bots"}, (), "emoji:emoji uses messages"),
    "links": Report(
        links, "Links", {"topic", "member", "top", "no_bots"}, (), "domain:text uses messages"),
    "hashtags": Report(
        hashtags, "Hashtags", {"topic", "member", "top", "no_bots"}, (), "hashtag:text uses messages"),
    "mentions": Report(
        mentions, "Mentions", {"topic", "member", "top", "no_bots"}, (), "member_id:id member:name uses messages"),
    "commands": Report(
        commands, "Commands", {"topic", "member", "top", "no_bots"}, (), "command:text uses messages"),
    "trend": Report(
        trend, "Messages that match per", {"topic", "member", "no_bots", "match"}, GRAINS,
        "period:date matches messages members complete:flag"),
    "members": Report(
        members, "Members", set(), (),
        "member_id:id member:name status:text joined:instant left:instant first_seen:instant last_seen:instant "
        "messages active_days bot:flag"),
    "member": Report(
        member, "Member", {"topic", "member", "bots", "no_bots"}, (),
        "member_id:id member:name messages rank share:percent active_days first_seen:instant last_seen:instant "
        "streak longest_streak peak_hour words characters media links emoji questions top_emoji:emoji "
        "reactions_given reactions_received replies_sent replies_received reply_median_seconds:seconds "
        "reply_p90_seconds:seconds kinds:text former_names:text"),
    "titles": Report(
        titles, "Titles", set(), (),
        "from:instant to:instant title:name"),
    "fans": Report(
        fans, "Who reacts to whom", {"topic", "member", "top", "bots"}, (),
        "from_id:id from:name to_id:id to:name reactions"),
    "replies": Report(
        replies, "Who answers whom", {"topic", "member", "top", "bots"}, (),
        "from_id:id from:name to_id:id to:name replies median_seconds:seconds p90_seconds:seconds"),
    "retention": Report(
        retention, "Who stays, by the first", {"no_bots"}, ("week", "month"),
        "cohort:date size period active percent:percent"),
    "streaks": Report(
        streaks_of, "Longest streaks of days", {"topic", "top", "bots"}, (),
        "rank member_id:id member:name current longest longest_from:date longest_to:date"),
    "records": Report(
        records, "Records", {"topic", "bots"}, (),
        "record:text member_id:id member:name value:measure at:instant unit:text"),
    "conversations": Report(
        conversations, "Conversations per", {"topic", "member"}, GRAINS,
        "period:date conversations median_messages median_seconds:seconds complete:flag"),
    "reacted": Report(
        reacted, "Messages with the most reactions", {"topic", "member", "top", "no_bots"}, (),
        "message_id:id at:instant member_id:id member:name reactions top_emoji:emoji excerpt:text link:text"),
    "unanswered": Report(
        unanswered, "Unanswered questions", {"topic", "member", "top", "bots"}, (),
        "message_id:id at:instant member_id:id member:name excerpt:text link:text"),
    "polls": Report(
        polls, "Polls", {"topic", "member", "top", "no_bots"}, (),
        "message_id:id at:instant question:text option:text votes"),
    "topics": Report(
        topics, "Topics by messages", {"top", "no_bots"}, (),
        "topic_id:id topic:name messages members last:instant"),
    "silent": Report(
        silent, "Silent", {"bots"}, (),
        "member_id:id member:name joined:instant last_message:instant last_reaction:instant"),
    "compare": Report(
        compare, "Compared with", {"topic", "member", "no_bots", "against"}, (),
        "measure:text a b change_percent:percent"),
    "engagement": Report(
        engagement, "Members by engagement", {"topic", "top", "bots"}, (),
        "rank member_id:id member:name score:score activity:score consistency:score quality:score "
        "interaction:score percentile:percent"),
    "rhythm": Report(
        rhythm, "Who writes at the same hours", {"topic", "top", "bots"}, (),
        "a_id:id a:name b_id:id b:name similarity:score"),
    "chats": Report(
        chats, "Chats", {"no_bots"}, (),
        "chat_id:id title:name members messages daily_members last:instant"),
}
DEFAULTS = {"match": None, "topic": None, "member": None, "against": None, "top": 20, "bots": False,
            "no_bots": False}


class Against(str):
    """A title that goes on with what is compared with, in words of the programs' own."""

    def __eq__(self, other):
        return isinstance(other, str) and other.startswith(str(self))

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__


REPORTS |= {
    "cost": Report(cost_rows, "LLM cost", {"member"}, BY, None),
    "expensive": Report(
        expensive, "The dearest requests", {"top"}, (),
        "at:instant member_id:id member:name model:text input output cache_read cache_write cost:money"),
    "prices": Report(
        prices, "Prices of models", {"top"}, (),
        "model:text valid_from:instant input:money output:money cache_read:money cache_write:money "
        "cache_write_1h:money priced above unpriced"),
}


def title_of(q):
    title = REPORTS[q.report].title
    if q.report == "cost":
        return title_of_cost(q)
    if q.report == "top":
        return title + " " + (q.options.by or "messages").replace("_", " ")
    if q.report == "retention":
        return title + " " + retention_grain(q)
    if q.report == "silent":
        known = sum(p.is_in() for p in q.parts[0].chat.presence.values())
        return "Silent, %d of %d known members" % (len(list(quiet(q))), known)
    if q.report == "compare":
        return Against(title)
    return title + " " + grain_of(q) if title.endswith(" per") else title


def columns(q):
    for column in columns_of_cost(q) if q.report == "cost" else REPORTS[q.report].columns.split():
        name, _, unit = column.partition(":")
        if q.report != "kinds" or q.member is not None or not name.startswith("member_"):
            yield {"name": name, "unit": unit or "count"}


def latest(q, instants):
    known = [at for at in instants if at is not None]
    return q.clock.iso(max(known)) if known else None


def texts_since(part, now):
    """What is older is dropped, or will be: if there is any, and texts are kept at all."""
    chat, full = part.chat, 2
    since = [] if chat.texts_since is None else [chat.texts_since]
    if chat.text_days > 0:
        since.append(part.zone.day_start(part.zone.day(now) - chat.text_days))
    if chat.text != full or not since or not chat.coverage.parts or max(since) <= chat.coverage.first:
        return None
    return max(since)


def coverage(q):
    known, hidden = [m for p in q.parts for m in p.everything if p.inside(m.at)], q.state.bots
    covers = [part.chat.coverage for part in q.parts if part.chat.coverage.parts]
    told = [headcount([part.chat], 0, q.now + 1) for part in q.parts] or [None]
    return {
        "first": q.clock.iso(min(c.first for c in covers)) if covers else None,
        "last": q.clock.iso(max(c.last for c in covers)) if covers else None,
        "messages": len(known),
        "by_bots": sum(m.member in hidden for m in known),
        "members_known": sum(p.is_in() for part in q.parts for p in part.chat.presence.values()),
        "members_total": None if None in told else sum(told),
        "frozen_before": latest(q, [p.chat.frozen_before for p in q.parts]),
        "texts_since": latest(q, [texts_since(p, q.now) for p in q.parts]),
        "gaps": [{"from": q.clock.iso(a), "to": q.clock.iso(b)}
                 for a, b in sorted(gap for part in q.parts for gap in part.chat.coverage.gaps_in(*part.window[1:]))],
    }


def answer(state, report, options, now):
    for option, default in DEFAULTS.items():
        if getattr(options, option) != default and option not in REPORTS[report].takes:
            raise Misuse("%s takes no --%s" % (report, option))
    if options.by is not None and options.by not in REPORTS[report].by:
        raise Misuse("%s has no --by %s" % (report, options.by))
    q = Question(state, report, options, now)
    subjects = [{"id": part.chat.id, "title": part.chat.title} for part in q.parts]
    pending = [part.chat.zone_pending for part in q.parts if part.chat.zone_pending]
    head = {"chat": subjects[0]} if len(subjects) == 1 else \
        {"chat": {"id": None, "title": None}, "chats": subjects}
    return {
        "report": report,
        "title": title_of(q),
        **head,
        "window": {
            "since": q.clock.iso(q.since),
            "until": q.clock.iso(q.until),
            "zone": q.zone.name if q.zone else None,
            "days": q.days,
            **({"zone_pending": pending[-1]} if pending else {}),
        },
        "coverage": coverage(q),
        "columns": list(columns(q)),
        "rows": list(REPORTS[report].rows(q)),
    }


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Misuse(message)


def parse(arguments):
    parser = Parser(add_help=False, allow_abbrev=False)
    parser.add_argument("reports", nargs="+", choices=REPORTS)
    for name in ("last", "since", "until", "topic", "member", "by", "match", "against"):
        parser.add_argument("--" + name)
    parser.add_argument("--chat", action="append")
    parser.add_argument("--top", type=int, default=DEFAULTS["top"])
    parser.add_argument("--bots", action="store_true")
    parser.add_argument("--no-bots", action="store_true")
    options = parser.parse_args(arguments)
    if options.bots and options.no_bots:
        raise Misuse("--bots and --no-bots")
    return options


def answers(state, arguments, now):
    """What chatstat prints for a command line: an object, of several reports an array."""
    options = parse(arguments)
    found = [answer(state, report, options, now) for report in options.reports]
    return found[0] if len(found) == 1 else found
