"""Runs a program behind the system-call filter of its unit, as systemd would build it.

usage: tests/filter.py UNIT COMMAND [ARG ...]

SystemCallFilter=, SystemCallErrorNumber=, RestrictAddressFamilies=, RestrictNamespaces= and
MemoryDenyWriteExecute= of UNIT become a seccomp filter, by libseccomp; systemd-analyze says what is in a
set.  Status 77 where this machine has not got these.
"""
import ctypes
import ctypes.util
import errno
import os
import subprocess
import sys

ALLOW = 0x7FFF0000
NOT_EQUAL, EQUAL, MASKED_EQUAL = 1, 4, 7
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000
NAMESPACES = 0x7E020080	# every CLONE_NEW flag
NO_NEW_PRIVILEGES = 38


class Compare(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def absent(what):
    print(f"filter.py: {what}", file=sys.stderr)
    sys.exit(77)


def settings(unit):
    """Key to values, in order, of [Service]."""
    found = {}
    for line in open(unit, encoding="utf-8"):
        key, equals, value = line.strip().partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def members(name):
    """The calls of a set, and of those in it."""
    if not name.startswith("@"):
        return {name}
    try:
        said = subprocess.run(["systemd-analyze", "syscall-filter", name], capture_output=True, text=True,
                              check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        absent("no systemd-analyze")
    words = [line.strip() for line in said.splitlines()[1:]]
    return set().union(*(members(word) for word in words if word and not word.startswith("#")))


def allowed(lines):
    """The first line makes a list of what is allowed; a ~ takes away."""
    assert lines and not lines[0].startswith("~"), "the filter is no list of what is allowed"
    calls = members("@default")
    for line in lines:
        named = set().union(*(members(word) for word in line.lstrip("~").split()))
        calls = calls - named if line.startswith("~") else calls | named
    return calls


class Filter:
    def __init__(self, number):
        path = ctypes.util.find_library("seccomp") or "libseccomp.so.2"
        try:
            self.lib = ctypes.CDLL(path)
        except OSError:
            absent("no libseccomp")
        self.lib.seccomp_init.restype = ctypes.c_void_p
        self.deny = 0x00050000 | number
        self.default = self.deny
        self.context = None

    def start(self, default):
        self.default = default
        self.context = ctypes.c_void_p(self.lib.seccomp_init(ctypes.c_uint32(default)))

    def rule(self, action, call, *compares):
        number = self.lib.seccomp_syscall_resolve_name(call.encode())
        if number >= 0 and action != self.default:
            array = (Compare * max(1, len(compares)))(*compares)
            code = self.lib.seccomp_rule_add_array(self.context, ctypes.c_uint32(action), number,
                                                   len(compares), array)
            assert code == 0, (call, code)

    def load(self):
        code = self.lib.seccomp_load(self.context)
        if code != 0:
            absent(f"the kernel takes no filter: {os.strerror(-code)}")


def deny_some(f, unit):
    """What a second filter denies by arguments."""
    f.start(ALLOW)
    if unit.get("MemoryDenyWriteExecute") == ["yes"]:
        both = PROT_WRITE | PROT_EXEC
        f.rule(f.deny, "mmap", Compare(2, MASKED_EQUAL, both, both))
        for call in "mprotect", "pkey_mprotect":
            f.rule(f.deny, call, Compare(2, MASKED_EQUAL, PROT_EXEC, PROT_EXEC))
        f.rule(f.deny, "shmat", Compare(2, MASKED_EQUAL, SHM_EXEC, SHM_EXEC))
    if unit.get("RestrictNamespaces") == ["yes"]:
        for bit in (1 << i for i in range(32) if NAMESPACES & 1 << i):
            for call in "clone", "unshare":
                f.rule(f.deny, call, Compare(0, MASKED_EQUAL, bit, bit))
        f.rule(f.deny, "setns")
    families = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
    if "RestrictAddressFamilies" in unit:
        taken = {families[word] for word in unit["RestrictAddressFamilies"][0].split()}
        for family in set(range(64)) - taken:
            f.rule(f.deny, "socket", Compare(0, EQUAL, family, 0))
    f.load()


def main():
    unit = settings(sys.argv[1])
    number = getattr(errno, unit["SystemCallErrorNumber"][0])
    calls = allowed(unit["SystemCallFilter"])
    f = Filter(number)
    if ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        absent("no new privileges cannot be set")
    # The list forbids loading another filter, so it comes last; execve is in it.
    deny_some(f, unit)
    f.start(f.deny)
    for call in sorted(calls):
        f.rule(ALLOW, call)
    f.load()
    os.execvp(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    main()
