"""What happens, line by line.  A line is a JSON object, and the first of these that it has says what it is:

fault       the next call meets it: reset, hang (seconds), half (part), slow (seconds a byte), huge (bytes; told: with
            its length), deep (depth), body (body, code, type), invalid, gateway, redirect (to), repeat (the last
            batch), error (code, description, retry_after, migrate_to_chat_id); of `method` (getUpdates; *: any),
            so many `times`; full: of a poll that brings updates; after: what the call does is done, its answer lost
chat        a chat (its object); beside it members, administrators, statuses, and kicked, blocked, migrated: ID
me          changes to what getMe says
webhook     an address: polls are refused until it is deleted
allowed     kinds that are queued, until a poll says others
next_id     once the queue is empty, ids go on from here
strict      Telegram's limits on sending hold
wait        so many seconds
drained     until every update is confirmed
polled      until so many polls have come in all
file        lines of updates of a file; spec files, {"update": ...} in a list, too
talk        a seed: a group talks, `count` updates of it after the first `skip`, from the instant `since` on, or now
            at a `rate` a second; `chats` groups
update_id, or any kind of update: it is queued, with the next id where it has none
"""
import json
import threading
import time

from .talk import Talk

AHEAD = 2000    # updates that are queued at most when they come from a file or a talk


class Player:
    """Plays lines on threads of its own, so that nothing waits for it."""

    def __init__(self, server):
        self.server, self.bot = server, server.bot
        self.done = threading.Condition()
        self.playing = 0
        server.player = self

    def play(self, lines):
        """Plays lines in order, in the background."""
        with self.done:
            self.playing += 1
        threading.Thread(target=self.run, args=(lines,), daemon=True).start()

    def run(self, lines):
        try:
            for line in lines:
                self.play_line(line)
        finally:
            with self.done:
                self.playing -= 1
                self.done.notify_all()

    def wait(self, seconds):
        with self.done:
            return self.done.wait_for(lambda: not self.playing, seconds)

    def play_line(self, line):
        line = json.loads(line) if isinstance(line, str) and line.strip() else line
        if not line:
            return
        for name, function in LINES.items():
            if name in line:
                function(self, line)
                return
        self.bot.push(line)

    def line_chat(self, line):
        chat = line["chat"]
        known = self.bot.chats.setdefault(chat["id"], {"chat": {}, "last": 0})
        known["chat"].update(chat)
        known.update({k: v for k, v in line.items() if k != "chat"})

    def line_next_id(self, line):
        self.bot.wait_drained(3600)
        self.bot.next_id = line["next_id"]

    def line_file(self, line):
        with open(line["file"], encoding="utf-8") as file:
            for found in file if not line["file"].endswith(".json") else json.load(file):
                update = json.loads(found) if isinstance(found, str) else found.get("update", found)
                self.bot.push({k: v for k, v in update.items() if k != "update_id" or not line.get("renumber")})
                self.room()

    def line_talk(self, line):
        talk = Talk(line["talk"], line.get("since") or int(time.time()), line.get("chats", 1))
        rate = line.get("rate", 0)
        for _ in range(line.get("skip", 0)):
            talk.next()
        for _ in range(line.get("count", 1 << 62)):
            if rate:
                if self.server.stopping.wait(talk.rng.expovariate(rate)):
                    return
                talk.now = int(time.time())
            self.bot.push(talk.next())
            self.room()

    def room(self):
        with self.bot.changed:
            self.bot.changed.wait_for(lambda: len(self.bot.queue) < AHEAD or self.server.stopping.is_set())


LINES = {
    "fault": lambda player, line: player.server.add_fault(line),
    "chat": Player.line_chat,
    "me": lambda player, line: player.bot.me.update(line["me"]),
    "webhook": lambda player, line: setattr(player.bot, "webhook", line["webhook"]),
    "allowed": lambda player, line: player.bot.allow(line["allowed"]),
    "next_id": Player.line_next_id,
    "strict": lambda player, line: setattr(player.bot, "strict", line["strict"]),
    "wait": lambda player, line: player.server.stopping.wait(line["wait"]),
    "drained": lambda player, line: player.bot.wait_drained(3600),
    "polled": lambda player, line: player.bot.wait_polled(3600, line["polled"]),
    "file": Player.line_file,
    "talk": Player.line_talk,
}
