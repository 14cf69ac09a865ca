"""What the server itself has to be like, since tests believe it: TAP."""
import json
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from . import check, markup, script, server

TOKEN = "1234567:AAself"
GROUP = {"id": -1001, "type": "supergroup", "title": "Group"}


class Client:
    def __init__(self, **options):
        self.server = server.Server(token=TOKEN, **options).serve()
        self.bot = self.server.bot
        self.player = script.Player(self.server)
        self.player.play_line({"chat": GROUP})

    def call(self, method, token=TOKEN, **params):
        """(status, its answer)"""
        body = urllib.parse.urlencode(params).encode()
        try:
            with urllib.request.urlopen("%s/bot%s/%s" % (self.server.url, token, method), body, 20) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def ids(self, **params):
        status, answer = self.call("getUpdates", **params)
        assert status == 200, answer
        return [update["update_id"] for update in answer["result"]]

    def tell(self, count):
        for _ in range(count):
            self.player.play_line({"message": {"message_id": 1, "date": 1, "chat": GROUP}})

    def refused(self, code, words, method, **params):
        status, answer = self.call(method, **params)
        assert status == code == answer["error_code"] and not answer["ok"] and words in answer["description"], answer
        return answer


def test_queue():
    """a poll gets what is not confirmed, and confirms what lies before its offset"""
    c = Client(hasty=True)
    c.tell(150)
    assert c.ids() == list(range(1000, 1100)) == c.ids(limit=500) and c.ids(limit=2) == [1000, 1001]
    assert c.ids(offset=1100) == list(range(1100, 1150))
    assert c.ids(offset=1) == list(range(1100, 1150)), "what is confirmed is gone"
    assert c.ids(offset=999999) == list(range(1100, 1150)), "an offset outside is answered from the head"
    assert c.ids(offset=-3) == [1147, 1148, 1149] == c.ids(), "the others are forgotten"
    assert c.ids(offset=1150) == []
    c.player.play_line({"next_id": 7})
    c.tell(1)
    assert c.ids(offset=1150) == [7]


def test_poll():
    """a long poll ends with the first update, and a newer one ends it with 409"""
    c, began = Client(hasty=True), time.monotonic()
    threading.Timer(0.2, c.tell, (1,)).start()
    assert c.ids(timeout=5) == [1000] and 0.15 < time.monotonic() - began < 2
    threading.Timer(0.2, c.ids, (), {"offset": 1001, "timeout": 1}).start()
    c.refused(409, "terminated by other getUpdates", "getUpdates", offset=1001, timeout=5)


def test_haste():
    """who asks the same again at once gets one update, and waits"""
    c = Client()
    c.tell(3)
    assert len(c.ids(offset=5)) == 3 and len(c.ids(offset=5)) == 1
    began = time.monotonic()
    assert c.ids(offset=1003) == [] and c.ids(offset=1003) == []
    assert 2.9 < time.monotonic() - began < 4


def test_kinds():
    """only the kinds asked for last are queued"""
    c = Client(hasty=True)
    reaction = {"message_reaction": {"chat": GROUP, "message_id": 1, "date": 1}}
    c.ids(allowed_updates='["message"]')
    c.player.play_line(reaction)
    c.tell(1)
    assert len(c.ids()) == 1 and c.bot.dropped == 1
    c.ids(allowed_updates="[]")
    c.player.play_line(reaction)
    assert len(c.ids()) == 1, "reactions come only when they are named"


def test_refusals():
    """tokens, methods, webhooks, limits"""
    c = Client(hasty=True)
    c.refused(401, "Unauthorized", "getMe", token="1234567:AAother")
    c.refused(404, "Not Found", "getNothing")
    c.player.play_line({"webhook": "https://example.org"})
    c.refused(409, "webhook is active", "getUpdates")
    assert c.call("deleteWebhook") == (200, {"ok": True, "result": True}) and c.ids() == []
    c.player.play_line({"fault": "error", "code": 429, "retry_after": 3, "method": "getMe"})
    assert c.refused(429, "retry after 3", "getMe")["parameters"] == {"retry_after": 3}
    assert c.call("getMe")[0] == 200


def test_messages():
    """texts are measured without markup, in UTF-16; chats can be gone; edits have to change something"""
    c = Client(hasty=True)
    send = {"chat_id": GROUP["id"], "parse_mode": "HTML"}
    status, answer = c.call("sendMessage", text="<b>" + "\U0001f600" * 2048 + "</b>&amp;"[:4], **send)
    assert status == 200 and answer["result"]["message_id"] == 1, answer
    c.refused(400, "message is too long", "sendMessage", text="\U0001f600" * 2048 + "x", **send)
    c.refused(400, "text is empty", "sendMessage", text="<i> </i>", **send)
    c.refused(400, "can't parse entities", "sendMessage", text="a < b", **send)
    c.refused(400, "message to be replied not found", "sendMessage", text="a", reply_parameters='{"message_id":9}',
              **send)
    c.refused(400, "chat not found", "sendMessage", text="a", chat_id=-5)
    assert c.call("editMessageText", text="a", message_id=1, **send)[0] == 200
    c.refused(400, "message is not modified", "editMessageText", text="a", message_id=1, **send)
    c.player.play_line({"chat": {"id": -77, "type": "group"}, "migrated": -100977})
    answer = c.refused(400, "upgraded", "sendMessage", text="a", chat_id=-77)
    assert answer["parameters"] == {"migrate_to_chat_id": -100977}
    assert c.call("leaveChat", chat_id=GROUP["id"])[0] == 200
    c.refused(403, "kicked", "sendMessage", text="a", **send)
    c.refused(400, "query is too old", "answerCallbackQuery", callback_query_id="5")


def test_markup():
    """HTML as Telegram reads it"""
    assert markup.plain("<b>a</b> &lt;&#65;&#x42;&nbsp; & b") == ("a <AB&nbsp; & b", None)
    assert markup.plain('<a href="x">l</a>')[0] == "l"
    for wrong in ("<b>", "</b>", "<b><i></b></i>", "<p>x</p>", "1 < 2"):
        assert markup.plain(wrong)[0] is None, wrong


def test_faults():
    """each fault is met once, and breaks what it says"""
    c = Client(hasty=True)
    c.tell(2)
    for fault in ({"fault": "reset"}, {"fault": "half", "full": True}, {"fault": "invalid", "full": True},
                  {"fault": "body", "body": "<html>"}, {"fault": "slow", "seconds": 0}, {"fault": "deep", "depth": 5}):
        c.player.play_line(fault)
        try:
            whole = c.call("getUpdates", offset=1)[1]
        except (OSError, ValueError, urllib.error.URLError, server.http.client.HTTPException):
            whole = None
        assert (whole is not None) == (fault["fault"] in ("slow", "deep")), (fault, whole)
        assert c.ids(offset=1) == [1000, 1001] and not c.server.faults, fault
    c.player.play_line({"fault": "reset", "method": "sendMessage", "after": True})
    try:
        c.call("sendMessage", chat_id=GROUP["id"], text="sent all the same")
        raise AssertionError("not reset")
    except (OSError, urllib.error.URLError):
        assert len(c.bot.messages) == 1


def test_form():
    """a photo comes as a form, byte for byte"""
    c = Client(hasty=True)
    content = b"\x89PNG\r\n\x1a\n\r\n--x\r\n\0\xff\r\n"
    body = b"".join(b"--edge\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n%s\r\n" % part for part in (
        (b"chat_id", b"", b"-1001"), (b"photo", b"; filename=\"a.png\"\r\nContent-Type: image/png", content))) + \
        b"--edge--\r\n"
    request = urllib.request.Request("%s/bot%s/sendPhoto" % (c.server.url, TOKEN), body,
                                     {"Content-Type": "multipart/form-data; boundary=edge"})
    with urllib.request.urlopen(request, None, 5) as answer:
        assert json.loads(answer.read())["result"]["photo"][0]["file_size"] == len(content)


def test_checker():
    """calls that the Bot API does not know are told"""
    checks = check.checkers()
    good = {"method": "getUpdates", "params": {"offset": 5, "allowed_updates": ["message"]}, "files": {}}
    assert check.complaints(good, checks) == []
    for wrong in ({"method": "getUpdate"}, {"params": {"ofset": 5}}, {"params": {"offset": "x"}},
                  {"method": "sendMessage", "params": {"chat_id": 5}},
                  {"method": "sendMessage", "params": {"chat_id": 5, "text": "a", "reply_markup": "{"}}):
        for single in checks:
            assert check.complaints({**good, **wrong}, [single]), (single, wrong)


def main():
    socket.setdefaulttimeout(20)
    tests = [function for name, function in globals().items() if name.startswith("test_")]
    print("1..%d" % len(tests))
    failed = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print("ok %d %s" % (number, test.__doc__), flush=True)
        except Exception as wrong:    # pylint: disable=broad-except
            failed = 1
            print("not ok %d %s\n# %s: %s" % (number, test.__doc__, type(wrong).__name__, wrong), flush=True)
    return failed
