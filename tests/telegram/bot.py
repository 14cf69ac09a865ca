"""A bot as Telegram's server knows it: its updates, its chats, and the methods it may call.

The queue is the real server's (tdlib/telegram-bot-api, Client.cpp): a poll confirms what lies before its
offset, an offset outside the queue is answered from the head, ids may go down once the queue is empty.
"""
import collections
import itertools
import json
import threading
import time

from .markup import plain, units
from .talk import RIGHTS

LIMIT_MOST = 100
TIMEOUT_MOST = 50
AHEAD = 10          # so far may an offset lie behind the queue's end
TEXT_MOST, CAPTION_MOST, DATA_MOST = 4096, 1024, 64
OPTIONAL = {"chat_member", "message_reaction", "message_reaction_count"}    # kinds that are sent when asked for
OTHER_POLLER = ("Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                "running")
WEBHOOK = ("Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
           "first")


class Refusal(Exception):
    """An answer that is not ok."""

    def __init__(self, code, description, **parameters):
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def number(params, name, least, most, standard):
    try:
        return max(least, min(most, int(params.get(name, standard))))
    except (TypeError, ValueError):
        return standard


def decoded(value):
    """A parameter that is JSON, or came as JSON already."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(400, "Bad Request: can't parse parameter: invalid JSON") from None


class Bot:
    def __init__(self, token, hasty=False):
        self.token = token
        self.hasty = hasty              # without the rules on asking the same again
        self.me = {"id": int(token.split(":")[0]), "is_bot": True, "first_name": "Statistics",
                   "username": "stats_test_bot", "can_join_groups": True, "can_read_all_group_messages": True,
                   "supports_inline_queries": False}
        self.changed = threading.Condition()
        self.queue = collections.deque()        # (update_id, its JSON)
        self.next_id = 1000
        self.allowed = None                     # kinds asked for last; None: not asked yet, all
        self.webhook = ""
        self.poll = 0                           # number of the latest getUpdates
        self.polled_at = self.conflict_at = 0.0
        self.polled_offset = None
        self.sent = []                          # the batch answered last, as JSON
        self.repeat = 0                         # so many polls are answered by it again
        self.delivered, self.dropped = 0, 0
        self.chats, self.messages, self.callbacks = {}, {}, set()
        self.strict = False                     # Telegram's own limits on sending hold
        self.sendings = collections.defaultdict(collections.deque)

    # ---- Updates.

    def push(self, update):
        """Queues an update, with an id if it has none; those of kinds not asked for are lost."""
        kind = next((k for k in update if k != "update_id"), None)
        with self.changed:
            if self.allowed is not None and kind is not None and kind not in self.allowed:
                self.dropped += 1
                return
            self.learn(update.get(kind))
            if kind == "callback_query":
                self.callbacks.add(str(update[kind].get("id")))
            if "update_id" not in update:
                update = {"update_id": self.next_id, **update}
            self.push_raw(update["update_id"], json.dumps(update, ensure_ascii=False).replace("/", "\\/"))
            self.changed.notify_all()

    def push_raw(self, update_id, text):
        """The same for JSON at hand, when it has to be quick; self.changed is held."""
        self.next_id = update_id + 1
        self.queue.append((update_id, text))

    def learn(self, payload):
        """Chats and messages that are told of can be written to, and replied to."""
        if not isinstance(payload, dict):
            return
        payload = payload.get("message", payload)
        chat = payload.get("chat")
        if isinstance(chat, dict) and "id" in chat:
            known = self.chats.setdefault(chat["id"], {"chat": {}, "last": 0})
            known["chat"].update(chat)
            if isinstance(payload.get("message_id"), int):
                known["last"] = max(known["last"], payload["message_id"])

    def wait_drained(self, seconds):
        """Until every update is confirmed; whether that was in time."""
        with self.changed:
            return self.changed.wait_for(lambda: not self.queue, seconds)

    def wait_answered(self, seconds):
        """Until the bot has written something."""
        with self.changed:
            return self.changed.wait_for(lambda: self.messages, seconds)

    def wait_polled(self, seconds, count=1):
        """Until so many polls have come since the beginning."""
        with self.changed:
            return self.changed.wait_for(lambda: self.poll >= count, seconds)

    def forget(self, offset):
        """Confirms what lies before an offset."""
        while self.queue and self.queue[0][0] < offset:
            self.queue.popleft()

    def get_updates(self, params, files):
        offset = number(params, "offset", -2**31, 2**31 - 1, 0)
        limit = number(params, "limit", 1, LIMIT_MOST, LIMIT_MOST)
        timeout = number(params, "timeout", 0, TIMEOUT_MOST, 0)
        with self.changed:
            if self.webhook:
                raise Refusal(409, WEBHOOK)
            if "allowed_updates" in params:
                self.allow(decoded(params["allowed_updates"]))
            if self.repeat and self.sent:
                self.repeat -= 1
                return "[" + ",".join(self.sent) + "]"
            now = time.monotonic()
            if not self.hasty and offset == self.polled_offset:
                if timeout < 3 and now < self.polled_at + 3:
                    timeout = 3
                if now < self.polled_at + 0.5:
                    limit = 1
            self.polled_offset, self.polled_at = offset, now
            self.poll += 1
            if offset < 0:
                while len(self.queue) > -offset:
                    self.queue.popleft()
            elif offset <= self.next_id + AHEAD:
                self.forget(offset)
            self.changed.notify_all()
            self.hold(self.poll, now + timeout)
            self.sent = [text for _, text in itertools.islice(self.queue, limit)]
            self.delivered += len(self.sent)
            return "[" + ",".join(self.sent) + "]"

    def hold(self, mine, deadline):
        """The long poll: until there is something, or a newer poll takes over."""
        while not self.queue:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            self.changed.wait(left)
            if self.poll != mine:
                now = time.monotonic()
                soon, self.conflict_at = now < self.conflict_at + 3, now
                if soon and not self.hasty:
                    self.changed.wait_for(lambda: False, 3)
                raise Refusal(409, OTHER_POLLER)
            if self.webhook:
                raise Refusal(409, WEBHOOK)

    def allow(self, kinds):
        if not isinstance(kinds, list):
            raise Refusal(400, "Bad Request: can't parse allowed_updates: expected an Array")
        self.allowed = set(kinds) if kinds else None
        if not kinds:
            self.allowed = ALL_KINDS - OPTIONAL

    # ---- Chats.

    def place(self, params):
        """The chat that is meant, if it can be written to."""
        try:
            chat_id = int(params.get("chat_id", ""))
        except ValueError:
            chat_id = None
        known = self.chats.get(chat_id)
        if known is None:
            raise Refusal(400, "Bad Request: chat not found")
        if known.get("migrated"):
            raise Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat",
                          migrate_to_chat_id=known["migrated"])
        if known.get("kicked"):
            raise Refusal(403, "Forbidden: bot was kicked from the %s chat" % known["chat"].get("type", "group"))
        if known.get("blocked"):
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return known

    def get_chat(self, params, files):
        known = self.place(params)
        return {**known["chat"], "accent_color_id": 1, "max_reaction_count": 11,
                "accepted_gift_types": dict.fromkeys(["unlimited_gifts", "limited_gifts", "unique_gifts",
                                                      "premium_subscription", "gifts_from_channels"], False)}

    def administrators(self, known):
        rights = dict.fromkeys(RIGHTS, False)
        return [{"status": "administrator", "user": self.me if user == self.me["id"] else
                 {"id": user, "is_bot": False, "first_name": "Member %d" % user}, **rights}
                for user in known.get("administrators", [self.me["id"]])]

    def get_chat_administrators(self, params, files):
        return self.administrators(self.place(params))

    def get_chat_member(self, params, files):
        known, user = self.place(params), number(params, "user_id", 1, 2**52, 0)
        if not user:
            raise Refusal(400, "Bad Request: invalid user_id specified")
        for member in self.administrators(known):
            if member["user"]["id"] == user:
                return member
        return {"status": known.get("statuses", {}).get(str(user), "member"),
                "user": self.me if user == self.me["id"] else
                {"id": user, "is_bot": False, "first_name": "Member %d" % user}}

    def get_chat_member_count(self, params, files):
        return self.place(params).get("members", 2)

    def leave_chat(self, params, files):
        self.place(params)["kicked"] = True
        return True

    # ---- Messages.

    def text_of(self, params, name, most, kind):
        text = params.get(name) or ""
        if params.get("parse_mode", "").lower() == "html":
            text, wrong = plain(text)
            if wrong:
                raise Refusal(400, "Bad Request: can't parse entities: " + wrong)
        if units(text) > most:
            raise Refusal(400, "Bad Request: %s is too long" % kind)
        return text.strip()

    def keyboard(self, params):
        markup = decoded(params.get("reply_markup", {}))
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if len(button.get("callback_data", "").encode()) > DATA_MOST:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return {"reply_markup": markup} if markup else {}

    def throttle(self, known):
        """1 message a second and 20 a minute to a group, 30 a second in all."""
        now = time.monotonic()
        for key, bounds in ((known["chat"].get("id"), ((1, 1), (20, 60))), (None, ((30, 1),))):
            times = self.sendings[key]
            while times and times[0] < now - 60:
                times.popleft()
            for most, seconds in bounds if key is None or key < 0 else ((1, 1),):
                if self.strict and sum(t > now - seconds for t in times) >= most:
                    wait = int(seconds - (now - times[-most])) + 1
                    raise Refusal(429, "Too Many Requests: retry after %d" % wait, retry_after=wait)
        for key in (known["chat"].get("id"), None):
            self.sendings[key].append(now)

    def send(self, params, content):
        known = self.place(params)
        reply = decoded(params.get("reply_parameters", {})) or {}
        keyboard = self.keyboard(params)
        if reply and not reply.get("allow_sending_without_reply") and not \
                0 < reply.get("message_id", 0) <= known["last"]:
            raise Refusal(400, "Bad Request: message to be replied not found")
        self.throttle(known)
        known["last"] += 1
        message = {"message_id": known["last"], "date": int(time.time()), "chat": known["chat"],
                   "from": {k: v for k, v in self.me.items() if not k.startswith(("can", "supports"))},
                   **content, **keyboard}
        if "message_thread_id" in params:
            message |= {"message_thread_id": int(params["message_thread_id"]), "is_topic_message": True}
        self.messages[known["chat"]["id"], known["last"]] = message
        self.changed.notify_all()
        return message

    def send_message(self, params, files):
        text = self.text_of(params, "text", TEXT_MOST, "message")
        if not text:
            raise Refusal(400, "Bad Request: message text is empty")
        with self.changed:
            return self.send(params, {"text": text})

    @staticmethod
    def photo(name, content):
        if not content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return [{"file_id": name, "file_unique_id": name, "width": 1, "height": 1, "file_size": len(content)}]

    def send_photo(self, params, files):
        caption = self.text_of(params, "caption", CAPTION_MOST, "message caption")
        if "photo" not in files and not params.get("photo"):
            raise Refusal(400, "Bad Request: there is no photo in the request")
        photo = self.photo("photo%d" % len(self.messages), files["photo"]) if "photo" in files else \
            [{"file_id": params["photo"], "file_unique_id": params["photo"], "width": 1, "height": 1}]
        with self.changed:
            return self.send(params, {"photo": photo} | ({"caption": caption} if caption else {}))

    def send_document(self, params, files):
        caption = self.text_of(params, "caption", CAPTION_MOST, "message caption")
        if "document" not in files:
            raise Refusal(400, "Bad Request: there is no document in the request")
        content = {"document": {"file_id": "document%d" % len(self.messages), "file_unique_id": "d",
                                "file_size": len(files["document"])}}
        with self.changed:
            return self.send(params, content | ({"caption": caption} if caption else {}))

    def edited(self, params, change):
        """A message of the bot's own with other content."""
        known = self.place(params)
        key = known["chat"]["id"], number(params, "message_id", 1, 2**31 - 1, 0)
        message = self.messages.get(key)
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found" if key[1] > known["last"] or not key[1] else
                          "Bad Request: message can't be edited")
        change = {**change, **self.keyboard(params)}
        kept = {k: v for k, v in message.items() if k not in ("text", "photo", "caption", "reply_markup", "edit_date")}
        if {**kept, **change} == {k: v for k, v in message.items() if k != "edit_date"}:
            raise Refusal(400, "Bad Request: message is not modified: specified new message content and reply markup "
                          "are exactly the same as a current content and reply markup of the message")
        self.messages[key] = {**kept, **change, "edit_date": int(time.time())}
        return self.messages[key]

    def edit_message_text(self, params, files):
        text = self.text_of(params, "text", TEXT_MOST, "message")
        if not text:
            raise Refusal(400, "Bad Request: message text is empty")
        with self.changed:
            if "photo" in self.messages.get((self.place(params)["chat"]["id"],
                                             number(params, "message_id", 1, 2**31 - 1, 0)), {}):
                raise Refusal(400, "Bad Request: there is no text in the message to edit")
            return self.edited(params, {"text": text})

    def edit_message_caption(self, params, files):
        caption = self.text_of(params, "caption", CAPTION_MOST, "message caption")
        with self.changed:
            known = self.place(params)
            message = self.messages.get((known["chat"]["id"], number(params, "message_id", 1, 2**31 - 1, 0)), {})
            if message and "photo" not in message:
                raise Refusal(400, "Bad Request: there is no caption in the message to edit")
            return self.edited(params, {"photo": message.get("photo"), "caption": caption})

    def edit_message_media(self, params, files):
        media = decoded(params.get("media", "{}"))
        caption = self.text_of(media, "caption", CAPTION_MOST, "message caption")
        name = str(media.get("media", ""))
        if media.get("type") != "photo":
            raise Refusal(400, "Bad Request: can't parse InputMedia: unsupported type")
        if name.startswith("attach://") and name[9:] not in files:
            raise Refusal(400, "Bad Request: can't parse InputMedia: media not found")
        photo = self.photo(name[9:] + str(time.time()), files[name[9:]]) if name.startswith("attach://") else \
            [{"file_id": name, "file_unique_id": name, "width": 1, "height": 1}]
        with self.changed:
            return self.edited(params, {"photo": photo} | ({"caption": caption} if caption else {}))

    def answer_callback_query(self, params, files):
        query = params.get("callback_query_id")
        with self.changed:
            if query not in self.callbacks:
                raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is "
                              "invalid")
            self.callbacks.discard(query)
        return True

    def send_chat_action(self, params, files):
        self.place(params)
        return True

    # ---- The bot itself.

    def get_me(self, params, files):
        return self.me

    def get_webhook_info(self, params, files):
        return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self.queue)}

    def delete_webhook(self, params, files):
        with self.changed:
            self.webhook = ""
            if str(params.get("drop_pending_updates")).lower() == "true":
                self.queue.clear()
        return True

    def set_my_commands(self, params, files):
        commands = decoded(params.get("commands", "[]"))
        if not isinstance(commands, list) or len(commands) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not 1 <= len(command.get("command", "")) <= 32:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command.get("description", "")) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def call(self, method, params, files):
        """The result of a method: a value, or JSON as text; raises Refusal."""
        function = METHODS.get(method.lower())
        if function is None:
            raise Refusal(404, "Not Found")
        return function(self, params, files)


METHODS = {name.lower(): getattr(Bot, "".join("_" + c.lower() if c.isupper() else c for c in name)) for name in (
    "getUpdates", "getMe", "getWebhookInfo", "deleteWebhook", "getChat", "getChatAdministrators", "getChatMember",
    "getChatMemberCount", "leaveChat", "sendMessage", "sendPhoto", "sendDocument", "sendChatAction",
    "editMessageText", "editMessageCaption",
    "editMessageMedia", "answerCallbackQuery", "setMyCommands")}
ALL_KINDS = set("""message edited_message channel_post edited_channel_post business_connection business_message
    edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query
    chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer
    my_chat_member chat_member chat_join_request chat_boost removed_chat_boost""".split())
