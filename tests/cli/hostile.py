#!/usr/bin/env python3
"""Hostile strings: exports that carry them, and what must be true of the answers about those.

usage: hostile.py export [LIST.json] >result.json	a chat whose texts, names, titles and emoji they are
       hostile.py embed FOLDER INTO		every .json of a folder in an unknown field of a message
       hostile.py fields FOLDER			all of its valid values in the place of every field
       hostile.py text <answers			80 columns, nothing that a terminal would act on
       hostile.py json [LIST.json] <answers	names, titles and emoji as they came
       hostile.py csv CSV JSON			the same columns, rows and texts
"""
import csv
import json
import pathlib
import sys
import unicodedata

OURS = [
    "", " ", "\t", "\n\n", "null", "undefined", "NaN", "-1e999", "0x1F", "1/0", "١٢٣", "%s%n%p%d", "\\",
    "\\\\x0B", "\x01\x02\x07\x08\x0b\x0c\x0e\x1f", "\x7f", "\x80\x85\x9b31m", "\x1b[2J\x1b]0;title\x07",
    "a\0b", "\ud83d", "\udc4d alone", "\ufeffBOM", "\ufffe\uffff", "\U0010ffff", "\u202eright to left",
    "\u2066\u2067\u2068 isolated", "\u200b\u200c\u200d\u2060", "\u2028\u2029", "\u00ad", "שלום, hello, مرحبا",
    "﷽" * 12, "ﷺ", "Z̷̢̧̛̦͙̯͓̦̘̹̯̩͍͔͇̹̭̪̩̫̫̲͚̖͚̦͎̻̗̤a̴l̶g̷o̵" * 9, "क्षि" * 30, "𝕿𝖍𝖊 𝖖𝖚𝖎𝖈𝖐", "ｆｕｌｌ ｗｉｄｔｈ", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇧🇬🇧",
    "👍🏿" * 40, "x" * 5000, "語" * 3000, "a " * 2000, "'; DROP TABLE message; --", "\" OR \"\"=\"", "${HOME}",
    "$(touch pwned)", "`touch pwned`", "| touch pwned", "; touch pwned;", "&& touch pwned", "@touch pwned",
    "' . system('touch pwned') . '", "EOD", "\nEOD\n!touch pwned\n", "plot \"<touch pwned\"", "{/=99 big}_x^y",
    "@x&{y}~a{b}", "=cmd|' /C touch pwned'!A1", "+1+1", "@SUM(1)", "a,b", "say \"hi\"", "one\r\ntwo", "--help",
    "-rf /", "../../../etc/passwd", "<script>alert(1)</script>", "<script>hostile=1</script>",
    "\"'><img src=x onerror='hostile=1'>", "</svg>", "]]>", "&lt;&#x41;", "<!--", "file:///",
    "http://a/%%20%s", "{{7*7}}", "{0}", "%(x)s", "Deleted account", "id 42", "–", "…", "no name",
]


def strings(path=None):
    """Each once, and no longer than 200 as a name: what Telegram lets through is shorter still."""
    found = OURS
    if path:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
    return list(dict.fromkeys(found))


def message(number, **fields):
    start = {"id": number, "type": "message", "date_unixtime": str(1700000000 + number)}
    return start | fields


def export(found):
    """Of each string: a text by a member of that name with that emoji, a topic, a title of the chat."""
    messages = []
    for i, text in enumerate(found):
        who = {"from": text, "from_id": "user%d" % (1000 + i)}
        emoji = {"type": "emoji", "count": i + 1, "emoji": text, "recent": [who | {"date": "x"}]}
        actor = {"actor": text, "actor_id": "user%d" % (1000 + i)}
        n = 10 * i + 10
        messages += [
            message(n, **who, text=text, reactions=[emoji]),
            message(n + 1, **actor, type="service", action="edit_group_title", title=text),
            message(n + 2, **actor, type="service", action="topic_created", title=text),
            message(n + 3, **who, text=[text, {"type": "bold", "text": text}], reply_to_message_id=n + 2),
            message(n + 4, **actor, type="service", action="invite_members", members=[text, None]),
            message(n + 5, **who, text="", file=text, media_type=text, via_bot=text, forwarded_from=text),
        ]
    chat = {"name": found[0], "type": "private_supergroup", "id": 1900000009, "messages": messages}
    json.dump(chat, sys.stdout)


def export_bytes(elements):
    return (b'{"name":"Test","type":"private_supergroup","id":1900000009,"messages":[' +
            b",\n".join(elements) + b"]}")


def element(number, fields):
    fields = {b"id": b"%d" % number, b"type": b'"message"', b"date_unixtime": b'"1700000000"',
              b"from": b'"Ada"', b"from_id": b'"user42"', b"text": b'"hello"'} | fields
    return b"{" + b",".join(b'"' + key + b'":' + value for key, value in fields.items()) + b"}"


def embed(folder, into):
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        whole = export_bytes([element(1, {b"extra": file.read_bytes()}), element(2, {})])
        (pathlib.Path(into) / file.name).write_bytes(whole)


def fields(folder):
    names = """id type date date_unixtime from from_id text text_entities reactions reply_to_message_id
        reply_to_peer_id edited edited_unixtime media_type photo file poll forwarded_from saved_from
        rich_message members actor actor_id action title new_title""".split()
    actions = "invite_members remove_members edit_group_title topic_created topic_edit create_group".split()
    elements = []
    for file in sorted(pathlib.Path(folder).glob("y_*.json")):
        value = file.read_bytes()
        for name in names:
            elements.append(element(len(elements) + 1, {name.encode(): value}))
        for name in "emoji count recent type document_id".split():
            emoji = {b"type": b'"emoji"', b"count": b"3", b"emoji": b'"x"'} | {name.encode(): value}
            emoji = b"[{" + b",".join(b'"' + k + b'":' + v for k, v in emoji.items()) + b"}]"
            elements.append(element(len(elements) + 1, {b"reactions": emoji}))
        for action in actions:
            service = {b"type": b'"service"', b"action": b'"%s"' % action.encode()}
            service |= {key: value for key in (b"members", b"title", b"reply_to_message_id")}
            elements.append(element(len(elements) + 1, service))
        elements.append(value)
    sys.stdout.buffer.write(export_bytes(elements))


def cells(line):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(c) in "WF" and unicodedata.category(c) != "Cn" else 1
               for c in line)


def check_text():
    for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
        assert cells(line) <= 80, "%d cells: %r" % (cells(line), line)
        # Isolates are ours; all else that is invisible came from strangers.
        acts = [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
        assert not acts, "%r in %r" % (acts, line)


def stored(text):
    """What may not be in a string becomes U+FFFD."""
    return "".join("\ufffd" if c == "\0" or 0xd800 <= ord(c) < 0xe000 else c for c in text)


def check_json(found):
    found = [stored(text) for text in found]
    answers = {answer["report"]: answer for answer in json.load(sys.stdin)}
    # Each wrote a text, the same twice over, and a picture without a text.
    assert answers["summary"]["rows"][0]["messages"] == 3 * len(found)
    assert answers["summary"]["rows"][0]["characters"] == 3 * sum(map(len, found))
    members = {row["member_id"]: row["member"] for row in answers["members"]["rows"]}
    for i, text in enumerate(found):
        wanted = text or "id %d" % (1000 + i)
        assert members[1000 + i] == wanted, (members[1000 + i], wanted)
    titles = {row["title"] for row in answers["titles"]["rows"]}
    assert titles >= set(found) - {""}, set(found) - titles
    emoji = {row["emoji"]: row["reactions"] for row in answers["reactions"]["rows"]}
    for i, text in enumerate(found):
        assert text == "" or emoji[text] == i + 1, (text, emoji.get(text))


def check_csv(table, answer):
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    with open(answer, encoding="utf-8") as file:
        answer = json.load(file)
    assert rows[0] == [column["name"] for column in answer["columns"]], rows[0]
    assert len(rows) - 1 == len(answer["rows"]), len(rows)
    for row, wanted in zip(rows[1:], answer["rows"]):
        for text, value in zip(row, wanted.values()):
            assert text == (value or "") if isinstance(value, str) else True, (text, value)


{
    "export": lambda path=None: export(strings(path)), "embed": embed, "fields": fields,
    "text": check_text, "json": lambda path=None: check_json(strings(path)), "csv": check_csv,
}[sys.argv[1]](*sys.argv[2:])
