"""Calls against the Bot API: its own description where it is at hand, else the part that is used here."""
import importlib.util
import json
import pathlib
import re

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
REPLY = "message_thread_id reply_parameters reply_markup disable_notification"
# Parameters; those with a star cannot be left out.
KNOWN = {
    "getUpdates": "offset limit timeout allowed_updates",
    "getMe": "",
    "getWebhookInfo": "",
    "deleteWebhook": "drop_pending_updates",
    "getChat": "chat_id*",
    "getChatAdministrators": "chat_id* return_bots",
    "getChatMember": "chat_id* user_id*",
    "getChatMemberCount": "chat_id*",
    "leaveChat": "chat_id*",
    "sendMessage": "chat_id* text* parse_mode link_preview_options " + REPLY,
    "sendPhoto": "chat_id* photo* caption parse_mode show_caption_above_media has_spoiler " + REPLY,
    "sendDocument": "chat_id* document* thumbnail caption parse_mode disable_content_type_detection " + REPLY,
    "sendChatAction": "chat_id* message_thread_id action*",
    "editMessageText": "chat_id message_id inline_message_id text* parse_mode link_preview_options reply_markup",
    "editMessageCaption": "chat_id message_id inline_message_id caption parse_mode reply_markup",
    "editMessageMedia": "chat_id message_id inline_message_id media* reply_markup",
    "answerCallbackQuery": "callback_query_id* text show_alert url cache_time",
    "setMyCommands": "commands* scope language_code",
}
INTEGERS = "offset limit timeout message_id message_thread_id user_id cache_time".split()
OBJECTS = "allowed_updates reply_parameters reply_markup link_preview_options media commands scope".split()


def described(tool):
    """The checker that comes with the description of the Bot API."""
    spec = importlib.util.spec_from_file_location("telegram_spec", tool)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check_call


def check_known(method, params):
    known = {name.lower(): (name, words) for name, words in KNOWN.items()}.get(method.lower())
    if known is None:
        return ["unknown method " + method]
    words = known[1].split()
    names = {word.rstrip("*") for word in words}
    wrong = ["%s.%s: required" % (method, word[:-1]) for word in words if word[-1] == "*" and word[:-1] not in params]
    for name, value in params.items():
        if name not in names:
            wrong.append("%s.%s: not a parameter" % (method, name))
        elif name in INTEGERS and not re.fullmatch(r"-?\d+", str(value)):
            wrong.append("%s.%s: not Integer" % (method, name))
        elif name in OBJECTS and isinstance(value, str):
            try:
                json.loads(value)
            except ValueError:
                wrong.append("%s.%s: not JSON" % (method, name))
    return wrong


def checkers():
    tool = SHARED / "tools" / "telegram_spec.py"
    return [check_known] + ([described(tool)] if tool.exists() else [])


def complaints(line, checks):
    """What is wrong with a recorded call."""
    params = {**line["params"], **dict.fromkeys(line["files"], b"")}
    media = params.get("media")
    if isinstance(media, str) and "attach://" in media:     # its file is no parameter by name
        for name in line["files"]:
            params.pop(name, None)
    found = []
    for check in checks:
        found += check(line["method"], params)
    return list(dict.fromkeys(found))


def check_file(path):
    """Tells what is wrong with a file of calls; 0 if nothing is, and there are calls."""
    checks, count, wrong = checkers(), 0, 0
    with open(path, encoding="utf-8") as file:
        for count, text in enumerate(file, 1):
            for complaint in complaints(json.loads(text), checks):
                wrong += 1
                print("%s:%d: %s" % (path, count, complaint))
    print("%d calls, %d complaints" % (count, wrong))
    return 0 if count and not wrong else 1
