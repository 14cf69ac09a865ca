"""Reads messages as Telegram's HTML parser would, strictly, and prints their text.

usage: message.py FILE ...      exits with 1 and a reason where Telegram, or a phone, would not take one
"""
import html.parser
import sys
import unicodedata

TAGS = {"b", "i", "code", "pre", "a"}
CAPTION, TEXT, CELLS = 1024, 4096, 34


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.open, self.text, self.pre = [], "", ""

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, f"<{tag}>"
        assert tag not in self.open, f"<{tag}> in itself"
        assert [name for name, _ in attributes] == (["href"] if tag == "a" else []), f"attributes of <{tag}>"
        assert tag != "a" or attributes[0][1].startswith("https://t.me/"), attributes
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}>"

    def handle_data(self, data):
        assert "<" not in data and ">" not in data and "&" not in data, f"not escaped: {data!r}"
        self.take(data)

    def handle_entityref(self, name):
        self.take({"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[name])

    def handle_charref(self, name):
        self.take(chr(int(name)))

    def handle_comment(self, data):
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment

    def take(self, text):
        self.text += text
        if "pre" in self.open:
            self.pre += text


def cells(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


def check(message, limit):
    reader = Reader()
    reader.feed(message)
    reader.close()
    assert not reader.open, f"open: {reader.open}"
    units = len(reader.text.rstrip("\n").encode("utf-16-le")) // 2
    assert 0 < units <= limit, f"{units} units"
    for line in reader.pre.split("\n"):
        assert cells(line) <= CELLS, f"{cells(line)} cells: {line}"
    depth = 0
    for c in reader.text:
        depth += (c == "\u2068") - (c == "\u2069")
        assert depth in (0, 1), "isolates"
        assert c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f\u061c", "controls of direction"
        assert c != "\n" or depth == 0, "an isolate over lines"
    assert depth == 0, "isolates"
    return reader.text


for path in sys.argv[1:]:
    kind, _, path = path.partition(":")
    with open(path, encoding="utf-8", newline="") as file:
        try:
            sys.stdout.write(check(file.read(), CAPTION if kind == "caption" else TEXT))
        except AssertionError as e:
            sys.exit(f"{path}: {e}")
