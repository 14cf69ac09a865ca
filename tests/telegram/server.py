"""HTTP around a bot, and what can go wrong below it.

A fault is met by one call (or `times`) of its method, then things are as before.  FAULTS says which there are;
each is given the handler, the fault's own parameters, and the answer that the call would have had.
"""
import http.server
import json
import socket
import socketserver
import ssl
import struct
import threading
import time
import urllib.parse

from .bot import Bot, Refusal

BODY_MOST = 64 << 20


def answer_of(code, result):
    """The body of an answer: result may be JSON already."""
    if isinstance(result, Refusal):
        body = {"ok": False, "error_code": code, "description": result.description}
        if result.parameters:
            body["parameters"] = result.parameters
        return json.dumps(body).encode()
    text = result if isinstance(result, str) else json.dumps(result, ensure_ascii=False).replace("/", "\\/")
    return b'{"ok":true,"result":' + text.encode("utf-8", "surrogatepass") + b"}"


def multipart(body, boundary):
    """({name: text}, {name: bytes of a file})."""
    params, files = {}, {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        fields = {}
        for field in head.decode().replace("\r\n", ";").split(";"):
            key, _, value = field.strip().partition("=")
            fields[key.lower()] = value.strip('"')
        if "filename" in fields:
            files[fields["name"]] = content
        else:
            params[fields["name"]] = content.decode()
    return params, files


# ---- Faults.

def reset(handler, fault, answer):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang(handler, fault, answer):
    handler.server.stopping.wait(fault.get("seconds", 3600))


def half(handler, fault, answer):
    handler.head(200, len(answer))
    handler.wfile.write(answer[:int(len(answer) * fault.get("part", 0.5))])


def slow(handler, fault, answer):
    handler.head(200, len(answer))
    for i in range(len(answer)):
        handler.wfile.write(answer[i:i + 1])
        if handler.server.stopping.wait(fault.get("seconds", 1)):
            return


def huge(handler, fault, answer):
    """A valid answer, but for its size."""
    size = fault.get("bytes", 256 << 20)
    begin, end, fill = b'{"ok":true,"result":[],"more":"', b'"}', b"x" * 65536
    handler.head(200, size if fault.get("told") else None)
    handler.wfile.write(begin)
    size -= len(begin) + len(end)
    while size > 0:
        handler.wfile.write(fill[:size])
        size -= len(fill)
    handler.wfile.write(end)


def deep(handler, fault, answer):
    depth = fault.get("depth", 100000)
    handler.answer(200, b'{"ok":true,"result":' + b"[" * depth + b"]" * depth + b"}")


def body(handler, fault, answer):
    handler.answer(fault.get("code", 200), fault.get("body", "").encode(), fault.get("type", "application/json"))


def invalid(handler, fault, answer):
    handler.answer(200, answer[:-2] + b",}")


def gateway(handler, fault, answer):
    handler.answer(502, b"<html><head><title>502 Bad Gateway</title></head></html>\r\n", "text/html")


def redirect(handler, fault, answer):
    handler.answer(302, b"", location=fault.get("to", "/elsewhere"))


FAULTS = {f.__name__: f for f in (reset, hang, half, slow, huge, deep, body, invalid, gateway, redirect)}


# ---- Calls.

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def head(self, code, length, content="application/json", location=None):
        self.send_response_only(code)
        self.send_header("Date", self.date_time_string())
        self.send_header("Content-Type", content)
        if location:
            self.send_header("Location", location)
        if length is None:
            self.close_connection = True
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def answer(self, code, text, content="application/json", location=None):
        self.head(code, len(text), content, location)
        self.wfile.write(text)

    def parameters(self):
        url = urllib.parse.urlsplit(self.path)
        params, files = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True)), {}
        size = int(self.headers.get("Content-Length") or 0)
        if size > BODY_MOST:
            raise Refusal(413, "Request Entity Too Large")
        text = self.rfile.read(size)
        kind, _, rest = (self.headers.get("Content-Type") or "").partition(";")
        if kind == "application/json":
            params |= json.loads(text or b"{}")
        elif kind == "multipart/form-data":
            more, files = multipart(text, rest.partition("boundary=")[2].strip('"'))
            params |= more
        elif text and kind == "application/x-www-form-urlencoded":
            params |= dict(urllib.parse.parse_qsl(text.decode(), keep_blank_values=True))
        return url.path, params, files, text

    def do_POST(self):
        try:
            path, params, files, text = self.parameters()
            if path.startswith("/control"):
                self.answer(*self.server.control(path, params, text))
            else:
                self.call(path, params, files)
        except (BrokenPipeError, ConnectionResetError, TimeoutError, ssl.SSLError):
            self.close_connection = True

    do_GET = do_POST

    def call(self, path, params, files):
        server, began = self.server, time.time()
        token, _, method = path.removeprefix("/bot").partition("/")
        code, fault = 200, server.take(method, False)
        try:
            if not path.startswith("/bot") or ":" not in token or not method:
                raise Refusal(404, "Not Found")
            if token != server.bot.token:
                raise Refusal(401, "Unauthorized")
            if fault is not None and fault["fault"] == "error":
                code = fault.get("code", 429)
                more = {k: fault[k] for k in ("retry_after", "migrate_to_chat_id") if k in fault}
                raise Refusal(code, fault.get("description", "Too Many Requests: retry after %d" %
                                              fault.get("retry_after", 1)), **more)
            # What breaks on the way to the server has no effect there.
            result = "[]" if fault is not None and not fault.get("after") else \
                server.bot.call(method, params, files)
            if fault is None:
                fault = server.take(method, True)
        except Refusal as refusal:
            code, result = refusal.code, refusal
        text = answer_of(code, result)
        server.record(began, method if path.startswith("/bot") else path, params, files, code,
                      fault and fault["fault"], text)
        if fault is None or fault["fault"] == "error":
            self.answer(code, text)
        else:
            self.close_connection = True
            FAULTS[fault["fault"]](self, fault, text)

    def log_message(self, form, *arguments):
        pass


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """The server of one bot; serve() returns at once."""
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port=0, token="1234567:AAtest", record=None, hasty=False, certificate=None):
        super().__init__(("127.0.0.1", port), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.bot = Bot(token, hasty)
        self.player = None
        self.url = "%s://127.0.0.1:%d" % ("https" if certificate else "http", self.server_address[1])
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.faults = []
        self.calls = 0
        self.records = open(record, "a", buffering=1, encoding="utf-8") if record else None

    def serve(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self):
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def shutdown_request(self, request):
        self.close_request(request)     # nothing is said before a reset

    def handle_error(self, request, client_address):
        pass    # clients are killed in tests

    # ---- Faults waiting for their call.

    def add_fault(self, fault):
        if fault["fault"] == "repeat":
            self.bot.repeat += fault.get("times", 1)
            return
        if fault["fault"] not in FAULTS and fault["fault"] != "error":
            raise ValueError("no fault %s" % fault["fault"])
        with self.lock:
            self.faults.append({"method": "getUpdates", "times": 1, **fault})

    def take(self, method, full):
        """The fault that a call meets; one with `full` waits for a poll that brings something."""
        with self.lock:
            for fault in self.faults:
                if fault["method"] in (method, "*") and bool(fault.get("full")) == full and not (
                        full and method == "getUpdates" and not self.bot.sent):
                    fault["times"] -= 1
                    if fault["times"] <= 0:
                        self.faults.remove(fault)
                    return fault
        return None

    # ---- What it tells of itself.

    def record(self, began, method, params, files, code, fault, text):
        with self.lock:
            self.calls += 1
            if self.records is None:
                return
            line = {"at": round(began, 3), "took": round(time.time() - began, 3), "method": method, "params": params,
                    "files": {name: len(content) for name, content in files.items()}, "status": code}
            if fault:
                line["fault"] = fault
            line["answer"] = text.decode() if len(text) < 8000 else "%d bytes" % len(text)
            self.records.write(json.dumps(line, ensure_ascii=False) + "\n")

    def state(self):
        bot = self.bot
        with bot.changed:
            return {"queued": len(bot.queue), "next_id": bot.next_id, "polls": bot.poll, "calls": self.calls,
                    "delivered": bot.delivered, "dropped": bot.dropped, "faults": len(self.faults),
                    "allowed": sorted(bot.allowed or []), "playing": bool(self.player and self.player.playing)}

    def control(self, path, params, text):
        """/control/play takes lines of script; /control/drained and /control/polled wait; else the state."""
        seconds = float(params.get("seconds", 10))
        what = path.removeprefix("/control/")
        if what == "play":
            try:
                for line in text.decode().splitlines():
                    self.player.play_line(line)
            except ValueError as wrong:
                return 400, json.dumps({"error": str(wrong)}).encode()
        in_time = self.player.wait(seconds) and self.bot.wait_drained(seconds) if what == "drained" else \
            self.bot.wait_polled(seconds, int(params.get("count", 1))) if what == "polled" else True
        return (200 if in_time else 504), json.dumps(self.state()).encode()
