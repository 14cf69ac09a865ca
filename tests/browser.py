#!/usr/bin/env python3
"""Pages in a real browser, headless Chromium: TAP, and pictures to look at.

usage: tests/browser.py BUILD

Pages of the sample chat, and of hostile.py's, are opened at the width of a phone and of a desk, light and dark: nothing
on the console, nothing requested, no horizontal scrolling, tables that sort and filter, and, where AXE names
axe-core's axe.min.js, no violation of its rules.  Pictures go to BUILD/browser.  Without Chromium all is skipped.
"""
import base64
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = {"phone": (360, 740), "desk": (1280, 900)}
SHOWN = 2       # screens of a page in its picture

# What sorting and filtering do to a table.
SORT = """(() => {
    const table = document.querySelector("#top table");
    const heading = [...table.tHead.rows[0].cells].find((c) => /Messages/.test(c.textContent));
    const values = () => [...table.tBodies[0].rows].map((r) => Number(
        r.cells[heading.cellIndex].textContent.replace(/,/g, "")));
    const said = [];
    for (let i = 0; i < 2; i++) {
        heading.querySelector("button").click();
        said.push([heading.getAttribute("aria-sort"), values()]);
    }
    return said;
})()"""
FILTER = """(() => {
    const input = document.querySelector(".filter input");
    const table = input.closest("details").querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const word = rows[2].cells[1].textContent;
    input.value = word;
    input.dispatchEvent(new Event("input"));
    const left = rows.filter((r) => !r.hidden);
    return [rows.length, left.length, left.every((r) => r.textContent.includes(word)),
        document.querySelector(".filter [role=status]").textContent];
})()"""
WIDTH = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KEYS = """[...document.querySelectorAll("a[href], button, summary, input, [tabindex]")].filter(
    (e) => e.tabIndex < 0).length"""
AXE = "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')))"


class Browser:
    """Chromium, spoken to in its DevTools protocol over a pair of pipes."""

    def __init__(self, program, home):
        theirs_in, self.out = os.pipe()
        self.inn, theirs_out = os.pipe()
        arguments = [program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                     f"--user-data-dir={home}", "about:blank"]
        self.child = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "sh", *arguments],
            pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.ids = itertools.count(1)
        self.rest = b""
        self.events = []
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.inn, 1 << 16)
            if not more:
                raise EOFError("the browser is gone")
            self.rest += more
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        message = {"id": next(self.ids), "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def open(self, path, size, scheme):
        self.events = []
        self.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                  mobile=size[0] < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Page.navigate", url=path.as_uri())
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.read())
        self.run("Promise.all([...document.images].map((i) => i.decode()))")

    def complaints(self):
        """What the console says, and what was asked of the network."""
        said = []
        for event in self.events:
            method, params = event.get("method"), event.get("params", {})
            if method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
                said.append(json.dumps(params)[:300])
            elif method == "Network.requestWillBeSent":
                url = params["request"]["url"]
                if not url.startswith(("data:", "file:")):
                    said.append(url)
        return said

    def picture(self, path, size):
        width, height = size[0], min(SHOWN * size[1], self.run("document.documentElement.scrollHeight"))
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.child.terminate()
        self.child.wait(10)
        os.close(self.out)
        os.close(self.inn)


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def holds(self, right, name, said=""):
        self.count += 1
        print(f"{'ok' if right else 'not ok'} {self.count} {name}", flush=True)
        if not right:
            self.failed += 1
            print(f"# {said}")


def make_pages(build, folder):
    """Pages of the sample and of hostile texts, by name."""
    environment = {**os.environ, "CHATSTAT_NOW": os.environ.get("SAMPLE_END", "1795191720"),
                   "CHATSTAT_CHAT_ZONE": "Europe/Sofia", "CHATSTAT_DATABASE_PATH": str(folder / "chatstat.db")}
    hostile = folder / "hostile.json"
    with hostile.open("w", encoding="utf-8") as out:
        subprocess.run([sys.executable, ROOT / "tests/cli/hostile.py", "export"], stdout=out, check=True)

    def program(name, *arguments):
        subprocess.run([build / "bin" / name, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)

    program("chatstat-import", build / "sample/result.json", build / "sample/updates.jsonl", hostile)
    program("chatstat-rollup")
    sample = ("--chat", "Banitsa", "--last", "1y")
    pages = {"sample": ("page", *sample), "member": ("page", *sample, "--member", "@boris_k"),
             "hostile": ("page", "--chat", "-1001900000009", "--last", "all"),
             "reports": ("top", "heatmap", "words", "summary", "growth", "-f", "html", *sample)}
    for name, arguments in pages.items():
        program("chatstat", *arguments, "-o", folder / f"{name}.html")
    program("chatstat", "page", "--chat", "all", "-o", f"{folder}/site/")
    return {**{name: folder / f"{name}.html" for name in pages}, "index": folder / "site/index.html"}


def check(browser, tap, name, page, axe, folder):
    for size, scheme in itertools.product(SIZES, ("light", "dark")):
        browser.open(page, SIZES[size], scheme)
        what = f"{name}, {size}, {scheme}"
        tap.holds(browser.run(WIDTH) <= 0, f"{what}: no horizontal scrolling", browser.run(WIDTH))
        browser.picture(folder / f"{name}-{size}-{scheme}.png", SIZES[size])
        if axe:
            browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
            browser.run(axe)
            found = browser.run(AXE)
            tap.holds(not found, f"{what}: axe-core", found)
        tap.holds(not browser.complaints(), f"{what}: nothing on the console, nothing requested",
                  browser.complaints())
    tap.holds(browser.run(KEYS) == 0, f"{name}: everything can be reached by keyboard")
    tap.holds(browser.run("window.hostile === undefined"), f"{name}: no text became a script")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print("1..0 # skip no Chromium: apt install chromium")
        return 0
    axe = pathlib.Path(os.environ.get("AXE", "/nonexistent"))
    axe = axe.read_text(encoding="utf-8") if axe.is_file() else None
    folder = build / "browser"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tap = Tap()
    pages = make_pages(build, folder)
    browser = Browser(program, folder / "profile")
    try:
        for name, page in pages.items():
            check(browser, tap, name, page, axe, folder)
        browser.open(pages["sample"], SIZES["desk"], "light")
        falls, rises = browser.run(SORT)
        tap.holds(falls == ["descending", sorted(falls[1], reverse=True)], "a table falls", falls)
        tap.holds(rises == ["ascending", sorted(rises[1])], "and rises", rises)
        rows, left, right, status = browser.run(FILTER)
        tap.holds(0 < left < rows and right and status == f"{left} of {rows}", "a table is filtered",
                  [rows, left, right, status])
    finally:
        browser.close()
        shutil.rmtree(folder / "profile", ignore_errors=True)
    print(f"1..{tap.count}")
    if axe is None:
        print("# axe-core was not there: AXE=FILE")
    return 1 if tap.failed else 0


sys.exit(main())
