"""Texts with HTML, as the Bot API reads them: what remains of them, or what is wrong."""
import re

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "tg-emoji", "code",
        "pre", "blockquote"}
TOKEN = re.compile(r"<(/?)([^\s>]*)([^>]*)>|&(#?\w+);|<")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def units(text):
    """UTF-16 code units, in which Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def character(name):
    """What an entity stands for; None where it is no entity, and the text stays as it is."""
    if name in NAMED:
        return NAMED[name]
    try:
        number = int(name[2:], 16) if name[:2] in ("#x", "#X") else int(name[1:]) if name[0] == "#" else 0
        return chr(number) if 0 < number < 0x10ffff else None
    except ValueError:
        return None


def plain(html):
    """(text without markup, None), or (None, what Telegram says of it)."""
    out, open_tags, at = [], [], 0
    for match in TOKEN.finditer(html):
        out.append(html[at:match.start()])
        at = match.end()
        offset = len(html[:match.start()].encode())
        end, tag, _, entity = match.groups()
        if entity:
            found = character(entity)
            out.append(match.group() if found is None else found)
        elif tag is None or tag.lower() not in TAGS:
            return None, 'Unsupported start tag "%s" at byte offset %d' % (tag or "", offset)
        elif not end:
            open_tags.append(tag.lower())
        elif not open_tags:
            return None, "Unexpected end tag at byte offset %d" % offset
        elif open_tags[-1] != tag.lower():
            return None, 'Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"' % (
                offset, open_tags[-1], tag.lower())
        else:
            open_tags.pop()
    if open_tags:
        return None, 'Can\'t find end tag corresponding to start tag "%s"' % open_tags[-1]
    return "".join(out) + html[at:], None
