#!/usr/bin/env python3
"""Reads a page as a browser must, and strictly: every element is closed, in its order, nothing is loaded, nothing is
run but the one script whose hash the policy names.

usage: page.py <page	the texts of <bdi>, which are other people's, as a JSON array
"""
import base64
import hashlib
import html.parser
import json
import re
import sys
import xml.dom.minidom

VOID = {"meta", "img", "source"}
KNOWN = VOID | {
    "html", "head", "title", "style", "body", "header", "nav", "main", "footer", "section", "div", "h1", "h2", "h3", "p",
    "a", "dl", "dt", "dd", "figure", "picture", "details", "summary", "span", "table", "caption", "thead", "tbody", "tfoot", "tr",
    "th", "td", "bdi", "script"}
ATTRIBUTES = {
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "media", "srcset", "src", "alt", "width",
    "height", "open", "role", "tabindex", "aria-label", "aria-labelledby", "scope", "style", "data-v", "rel"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.names, self.scripts, self.ids, self.goals = [], [], [], [], []
        self.policy = None

    def handle_starttag(self, tag, attrs):
        assert tag in KNOWN, tag
        values = dict(attrs)
        assert values.keys() <= ATTRIBUTES, values
        assert len(values) == len(attrs), "an attribute twice"
        for key in ("src", "srcset", "href"):
            self.check_address(tag, values.get(key))
        assert re.fullmatch(r"(--w:\d+%)?", values.get("style", "")), values
        if values.get("http-equiv") == "Content-Security-Policy":
            assert not self.scripts and self.policy is None
            self.policy = values["content"]
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "img":
            assert values["alt"], "a picture without words"
        if tag == "bdi":
            self.names.append("")
        if tag == "script":
            self.scripts.append("")
        if tag not in VOID:
            self.open.append(tag)

    def check_address(self, tag, address):
        if address is None:
            return
        if tag == "a":
            assert re.match(r"#|chat-?\d+\.html$|https://t\.me/", address), address
            if address.startswith("#"):
                self.goals.append(address[1:])
            return
        kind, data = address.split(",")
        assert kind == "data:image/svg+xml;base64", kind
        document = xml.dom.minidom.parseString(base64.b64decode(data, validate=True))
        for node in document.getElementsByTagName("*"):
            assert node.tagName not in ("script", "image", "foreignObject", "a"), node.tagName
            assert node.getAttribute("xlink:href").startswith("#") or not node.hasAttribute("xlink:href")

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, data):
        if "bdi" in self.open:
            self.names[-1] += data
        if self.open[-1:] == ["script"]:
            self.scripts[-1] += data

    def handle_comment(self, data):
        raise AssertionError("a comment: " + data)


def main():
    text = sys.stdin.buffer.read().decode("utf-8")
    # What turns a line around, or is no character of HTML, is in no text of ours.
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, page.open
    assert len(page.scripts) == 1
    digest = base64.b64encode(hashlib.sha256(page.scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in page.policy, page.policy
    assert page.policy.startswith("default-src 'none'; img-src data:;"), page.policy
    assert len(set(page.ids)) == len(page.ids), "an id twice"
    assert set(page.goals) <= set(page.ids), "a link to nowhere"
    assert not re.search(r"@import|url\(", text), "style that loads"
    json.dump(page.names, sys.stdout)


main()
