"""Reports of what messages say: words, and what they name."""
import collections
import functools
import math
import pathlib
import re
import unicodedata

import icu

from .series import grain_of, messages_of, slices
from .window import Misuse, label_text

EMOJI, DOMAIN, HASHTAG, MENTION, COMMAND = range(5)
SPACELESS = {icu.UScriptCode.HAN, icu.UScriptCode.HIRAGANA, icu.UScriptCode.KATAKANA, icu.UScriptCode.THAI,
             icu.UScriptCode.LAO, icu.UScriptCode.KHMER, icu.UScriptCode.MYANMAR}
CANDIDATES, LANGUAGES, SHARE, TYPICAL_LEAST = 3000, 4, 25, 3


def unpack(blob):
    """Numbers of seven bits a byte, the lowest first."""
    number = shift = 0
    for byte in blob or b"":
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


# ---- What messages name.

def count_terms(q, kind):
    uses, messages = collections.Counter(), collections.Counter()
    for m in q.messages():
        terms = [q.state.terms[term] for term in unpack(m.terms) if term % 8 == kind]
        uses.update(terms)
        messages.update(set(terms))
    return uses, messages


def ranking(q, column, kind):
    uses, messages = count_terms(q, kind)
    for text in sorted(uses, key=lambda text: (-uses[text], text.encode()))[:q.options.top]:
        yield {column: text, "uses": uses[text], "messages": messages[text]}


emoji = functools.partial(ranking, column="emoji", kind=EMOJI)
links = functools.partial(ranking, column="domain", kind=DOMAIN)
hashtags = functools.partial(ranking, column="hashtag", kind=HASHTAG)
commands = functools.partial(ranking, column="command", kind=COMMAND)


def mentioned(state, text):
    """(id or None, name) that "@name" or an id means."""
    for number, m in sorted(state.members.items(), key=lambda item: (-item[1].named_at, item[0])):
        called = m.username is not None and text == "@" + m.username.lower()
        if not m.automatic and (called or text == str(m.id)):
            return m.id, state.name(number)
    return (None, text) if text.startswith("@") else (int(text), "id " + text)


def mentions(q):
    uses, messages = collections.Counter(), collections.Counter()
    counts = count_terms(q, MENTION)
    for text in counts[0]:
        who = mentioned(q.state, text)
        uses[who] += counts[0][text]
        messages[who] += counts[1][text]
    for who in sorted(uses, key=lambda who: (-uses[who], who[0] or 0, who[1].encode()))[:q.options.top]:
        yield {"member_id": who[0], "member": who[1], "uses": uses[who], "messages": messages[who]}


# ---- Words.

def segments(word):
    """A run of letters cut where ICU's dictionaries find words, if its script writes no spaces."""
    def spaceless(c):
        return icu.Char.hasBinaryProperty(c, icu.UProperty.IDEOGRAPHIC) or \
            icu.Script.getScript(c).getScriptCode() in SPACELESS

    if not any(spaceless(c) for c in word):
        return [word]
    breaks = icu.BreakIterator.createWordInstance(icu.Locale.getRoot())
    units = icu.UnicodeString(word)
    breaks.setText(units)
    ends = list(breaks)
    return [str(units[a:b]) for a, b in zip([0] + ends, ends)]


def words_of(text, gaps):
    """The ranked words of a text."""
    data, start, numbers = bytearray(text.encode()), 0, list(unpack(gaps))
    for skip, length in zip(numbers[::2], numbers[1::2]):
        start += skip
        data[start:start + length] = b"\0" * length
    word = ""
    for c in data.decode() + "\0":
        kind = unicodedata.category(c)[0]
        if kind == "L" or word and (kind == "M" and word[-1] not in "'’" or c in "'’" and word[-1] not in "'’"):
            word += c
            continue
        for part in segments(word.rstrip("'’")):
            folded = unicodedata.normalize("NFC", part.casefold())
            if 2 <= len(folded) <= 30:
                yield folded
        word = ""


@functools.cache
def stop_lists():
    path = pathlib.Path(__file__).resolve().parent.parent.parent / "data/stopwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split()[1:] for line in lines if not line.startswith("#")]


def stop_words(uses):
    """Those of the languages that make up most of these words, one after another."""
    left, found = dict(uses), set()
    for _ in range(LANGUAGES):
        best = max(stop_lists(), key=lambda words: sum(left.get(word, 0) for word in set(words)))
        if sum(left.get(word, 0) for word in set(best)) <= sum(uses.values()) // SHARE:
            break
        found.update(word for word in best if left.pop(word, None) is not None)
    return found


def typical(own, own_all, count, count_all):
    rest, rest_all = count - own, count_all - own_all
    odds = math.log((own + count) / (own_all + count_all - own - count)) - \
        math.log((rest + count) / (rest_all + count_all - rest - count))
    return odds / math.sqrt(1 / (own + count) + 1 / (rest + count))


def words(q):
    uses, messages, own = collections.Counter(), collections.Counter(), collections.Counter()
    asked = q.visible() if q.member is None else \
        [m for part in q.parts for m in part.everything
         if part.inside(m.at) and (m.member == q.member or not part.hides(m.member))]
    for m in asked:
        found = list(words_of(m.text, m.gaps)) if m.text is not None else []
        uses.update(found)
        if q.member is None or m.member == q.member:
            messages.update(set(found))
            own.update(found)
    ranked = sorted(uses, key=lambda word: (-uses[word], word.encode()))
    stop = stop_words({word: uses[word] for word in ranked[:CANDIDATES]})
    ranked = [word for word in ranked if word not in stop]
    if q.member is not None:
        weights = {word: typical(own[word], sum(own.values()), uses[word], sum(uses.values()))
                   for word in ranked if own[word] >= TYPICAL_LEAST}
        ranked = sorted((word for word in weights if weights[word] > 0),
                        key=lambda word: (-weights[word], word.encode()))
    for word in ranked[:q.options.top]:
        yield {"word": word, "uses": own[word], "messages": messages[word]}


# ---- A pattern.

def trend(q):
    if q.options.match is None:
        raise Misuse("trend without --match")
    pattern, grain = re.compile(q.options.match, re.IGNORECASE), grain_of(q)
    by_label = {part: messages_of(part, grain) for part in q.parts}
    for label, found in slices(q, grain):
        known = any(s.known for s in found)
        matching = [(m, len(pattern.findall(m.text))) for s in found for m in by_label[s.part][label]
                    if s.since <= m.at < s.until and m.text is not None and pattern.search(m.text)]
        yield {"period": label_text(grain, label),
               "matches": sum(n for _, n in matching) if known else None,
               "messages": len(matching) if known else None,
               "members": len({m.member for m, _ in matching if m.member != 0}) if known else None,
               "complete": all(s.complete for s in found)}
