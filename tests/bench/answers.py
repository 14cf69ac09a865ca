#!/usr/bin/env python3
"""How long a member waits: from the update to the call that answers it.

usage: answers.py BIN DB     prints, in seconds and the worst of ROUNDS: text, chart, toast, chart again

The server of tests/telegram and the daemon, which has DB for itself; one group asks, a second after the other, as
its members may.  The clock is the server's.
"""
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from telegram import server    # noqa: E402

TOKEN, ROUNDS, USER = "1234567:AAbench", 5, 900000


class Group:
    def __init__(self, folder, database):
        self.calls = folder / "calls"
        self.api = server.Server(token=TOKEN, record=self.calls, hasty=True).serve()
        with sqlite3.connect("file:%s?mode=ro" % database, uri=True) as db:
            chat_id, title = db.execute("SELECT chat_id, title FROM chat ORDER BY chat LIMIT 1").fetchone()
        self.chat = {"id": chat_id, "type": "supergroup", "title": title}
        self.number, self.answer = 10_000_000, None

    def wait(self, method, since):
        """The next call of a method: after how long it came."""
        deadline = time.time() + 30
        while time.time() < deadline:
            for line in self.calls.read_text(encoding="utf-8").splitlines():
                call = json.loads(line)
                if call["method"] == method and call["at"] >= since and call["status"] == 200:
                    if call["answer"].startswith('{"ok":true,"result":{'):
                        self.answer = json.loads(call["answer"])["result"]
                    return call["at"] - since
            time.sleep(0.01)
        raise SystemExit("answers.py: no %s" % method)

    def push(self, update, *methods):
        time.sleep(1.1)     # what a chat is written to a second
        now = time.time()
        self.api.bot.push(update)
        return [self.wait(method, now) for method in methods]

    def ask(self, text, method):
        self.number += 1
        return self.push({"message": {"message_id": self.number, "date": int(os.environ.get("CHATSTAT_NOW") or time.time()),
                                      "chat": self.chat, "from": self.user(), "text": text}}, method)[0]

    def press(self, words):
        ask = self.answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split()[0]
        return self.push({"callback_query": {"id": str(self.number), "chat_instance": "1", "from": self.user(),
                                             "message": self.answer, "data": "%s %s" % (ask, words)}},
                         "answerCallbackQuery", "editMessageMedia")

    def user(self):
        self.number += 1
        return {"id": USER + self.number, "is_bot": False, "first_name": "Member"}


def main():
    binaries, database = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="chatstat-answers-") as folder:
        group = Group(pathlib.Path(folder), database)
        with open(pathlib.Path(folder) / "log", "w", encoding="utf-8") as log:
            daemon = subprocess.Popen([binaries / "chatstatd", "-d", database], cwd=folder, stderr=log, env={
                **os.environ, "CHATSTAT_TELEGRAM_TOKEN": TOKEN, "CHATSTAT_TELEGRAM_API_URL": group.api.url,
                "CHATSTAT_CACHE_DIRECTORY": str(pathlib.Path(folder) / "cache")})
        try:
            group.api.bot.wait_polled(30)
            texts = [group.ask("/stats records %dd" % (30 + i), "sendMessage") for i in range(ROUNDS)]
            charts = [group.ask("/stats %dd" % (30 + i), "sendPhoto") for i in range(ROUNDS)]
            toasts, again = zip(*(group.press("%dd" % (30 + i)) for i in range(ROUNDS)))
        finally:
            daemon.terminate()
            daemon.wait(10)
            group.api.stop()
    print(" ".join("%.4f" % max(seconds) for seconds in (texts, charts, toasts, again)))


if __name__ == "__main__":
    main()
