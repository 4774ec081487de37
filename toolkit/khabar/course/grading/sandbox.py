"""Where students' code runs: the teacher's side of the warm processes, one for students' notebooks and
a small one for the grader's own work on them.

Two levels, the first that the system allows:

- ``bubblewrap``: the warm process sees the programs it needs, read-only, and nothing else of the
  machine: no course, no home folder, no network. Each submission is a fork with namespaces of its own.
- ``namespaces``: no bubblewrap here. Each fork still has its own process numbers, mounts and no
  network; the course, people's folders and the scratch folders are covered, other files can be read.

At both levels each fork has no powers, a filter of system calls, devices and a keyring of its own, and
is measured together with all its children, and held by a control group (:mod:`.control`) where the
system has one; as root it first becomes an ordinary user. What of this a system does not give, a run says.

Where the system gives no namespaces, nothing is run: limits of time and memory alone would let one
submission end all the teacher's processes, the grader's and the other submissions' among them.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from khabar.course.grading import control
from khabar.course.grading.filter import known as filtered
from khabar.course.grading.zygote import PATIENCE
from khabar.text.errors import KhabarError

# What a run says of its protection, before it starts and in the report; after a level what of it is missing here.
PROMISES = {
    "bubblewrap": "in bubblewrap: no network, no file of this machine but the programs, each submission by itself.",
    "namespaces": "without bubblewrap: no network, course, home and scratch folders hidden, each submission by "
    "itself; other files of this machine can be read. Install bubblewrap for full protection.",
    "uncounted": "There is no control group to be had here: the memory of a notebook with its children is measured twenty "
    "times a second, not held by the system.",
    "unfiltered": "System calls are not filtered on this processor: sockets by path, keyrings and memory that no limit "
    "counts stay open to submissions.",
}
LEVELS = ("bubblewrap", "namespaces")


@dataclass(frozen=True)
class Limits:
    """What one notebook may use; seconds and bytes."""

    cell: float = 10
    seconds: int = 30
    memory: int = 1 << 30
    file: int = 16 << 20
    output: int = 20_000
    picture: int = 400_000
    answer: int = 50_000
    results: int = 8 << 20
    processes: int = 64


@dataclass
class Ran:
    """What came back: whatever the process wrote, and how it ended."""

    text: str = ""
    end: str = "done"


# What a notebook says that reads Arabic of its own, not the annotated article alone.
READS = re.compile(r"khabar\.(?!article\b|course\b)\w|from khabar\b")
ROOM = 16  # processes above the limit, which the measuring tells in words before the control group stops them
DESK = 64 << 20  # bytes that a desk's fork may write: a notebook and its outputs


class Sandbox:
    """Warm processes and the forks of them: ``with Sandbox(course) as sandbox: sandbox.run(steps)``.
    They start at once, and are waited for when they are first needed. ``run`` may be called from several
    threads."""

    def __init__(self, course: Path, limits: Limits | None = None, level: str | None = None):
        self.limits = limits or Limits()
        self.course = course.resolve()
        if level not in (None, *LEVELS):
            raise KhabarError(f"There is no level of protection {level!r}: choose from {', '.join(LEVELS)}.")
        bubblewrap = shutil.which("bwrap") if level in (None, "bubblewrap") else None
        if level == "bubblewrap" and not bubblewrap:
            raise KhabarError("bubblewrap is not installed: on Debian, apt install bubblewrap.")
        self._bubblewrap, self._chosen = bubblewrap, level
        self._lock = threading.Lock()
        self._control = control.found()
        self._zygotes = {desk: self._start(desk) for desk in (False, True)}

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for zygote in self._zygotes.values():
            zygote.close()

    def _start(self, desk: bool) -> _Zygote:
        options = asdict(self.limits) | {
            "desk": desk,
            # In bubblewrap too: the course may lie among the programs.
            "masks": _secrets(self.course, home=not self._bubblewrap),
            "programs": _programs(),
        }
        return _Zygote(self._bubblewrap, options, None if desk else self._group())

    def _group(self) -> control.Group | None:
        return (
            self._control.group(self.limits.memory, self.limits.processes + ROOM) if self._control else None
        )

    def _ready(self, desk: bool) -> _Zygote:
        """The warm process of a kind, which has said that it can do its work.

        Raises:
            KhabarError: nothing can be run safely here.
        """
        with self._lock:
            if self._zygotes[desk].ended:
                self._zygotes[desk] = self._start(desk)
            try:
                self._zygotes[desk].wait()
            except KhabarError:
                if self._chosen or not self._bubblewrap:
                    raise
                self._bubblewrap = None  # installed, but forbidden here (some containers)
                for zygote in self._zygotes.values():
                    zygote.close()
                self._zygotes = {one: self._start(one) for one in self._zygotes}
                self._zygotes[desk].wait()
            if not desk and not self._zygotes[desk].grouped:
                self._control = None
            return self._zygotes[desk]

    @property
    def protection(self) -> list[str]:
        """At which level submissions run, and what of it this system does not give: keys of ``PROMISES``.

        Raises:
            KhabarError: nothing can be run safely here.
        """
        self._ready(desk=False)
        missing = {"uncounted": self._control is None, "unfiltered": not filtered()}
        return [
            "bubblewrap" if self._bubblewrap else "namespaces",
            *(name for name, gone in missing.items() if gone),
        ]

    def run(self, steps: list[dict[str, Any]]) -> Ran:
        """Run a notebook's steps: {"source": …} is a cell, {"names": […]} asks for answers."""
        reads = any(READS.search(step.get("source", "")) for step in steps)
        text, end = self._job(json.dumps(steps), desk=False, wants=b"lexicon" if reads else b"job")
        return Ran(text.decode("utf-8", errors="replace"), end)

    def work(self, do: str, **given: Any) -> dict[str, Any]:
        """The grader's own work on what was handed in, apart and with limits: a function of
        :mod:`khabar.course.grading.desk`.

        Raises:
            Unfinished: it took too long, wanted too much memory, or was lost.
        """
        text, end = self._job(json.dumps({"do": do, "with": given}), desk=True)
        if end == "done":
            with suppress(ValueError):
                return dict(json.loads(text))
        raise Unfinished(end)

    def _job(self, given: str, desk: bool, wants: bytes = b"job") -> tuple[bytes, str]:
        zygote, group = self._ready(desk), None
        try:
            group = None if desk else self._group()
        except OSError as error:
            return b"", f"sandbox: {error}"
        killed, data = False, given.encode("utf-8", errors="surrogatepass")
        try:
            text, end = zygote.run(data, self.limits, desk, wants, group.doors if group else [])
        finally:
            killed = group.close() if group else False
        if killed:
            end = "done, memory" if end == "done" else "memory"  # some of its processes, or all
        return text, end


class Unfinished(Exception):
    """A piece of work that did not end as it should; the text is the verdict."""


class _Zygote:
    def __init__(self, bubblewrap: str | None, options: dict[str, Any], group: control.Group | None):
        ours, theirs = socket.socketpair()
        self._group, self.grouped = group, False
        options = options | {"doors": group.doors if group else []}
        command = [
            sys.executable,
            "-m",
            "khabar.course.grading.zygote",
            str(theirs.fileno()),
            json.dumps(options),
        ]
        self._process = subprocess.Popen(
            [*(_enclosure(bubblewrap) if bubblewrap else []), *command],
            pass_fds=[theirs.fileno(), *options["doors"]],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
        )
        theirs.close()
        self._socket = ours
        self._sending = threading.Lock()
        self._waited = self._closed = False
        ours.settimeout(120)

    def wait(self) -> None:
        """Wait until it has tried whether it can do its work.

        Raises:
            KhabarError: it cannot.
        """
        if self._waited:
            return
        hello = b""
        while not hello.endswith(b"\n"):
            piece = self._socket.recv(4096)
            if not piece:
                assert self._process.stderr is not None
                says = self._process.stderr.read().decode(errors="replace").strip().splitlines()
                self.close()
                raise KhabarError(f"The sandbox does not start: {says[-1] if says else 'it says nothing'}.")
            hello += piece
        told = json.loads(hello)
        if self._group:
            self._group.close()
            self._group, self.grouped = None, told["grouped"]
        self._waited = True
        if says := told["refused"]:
            self.close()
            raise KhabarError(
                f"Students' code cannot be run safely here ({says}): grade on Linux, where bubblewrap works "
                "(on Debian, apt install bubblewrap)."
            )

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            # bubblewrap, killed while it is still setting up, leaves a process that waits for ever.
            with suppress(KhabarError, OSError, ValueError):
                self.wait()
        self._socket.close()
        self._process.kill()
        self._process.wait()
        if self._group:
            self._group.close()
            self._group = None
        if self._process.stderr:
            self._process.stderr.close()

    def run(
        self, given: bytes, limits: Limits, desk: bool, wants: bytes, doors: list[int]
    ) -> tuple[bytes, str]:
        """What a fork wrote, and how it ended; ``wants``: "lexicon" is to be open before it; ``doors``: of the
        group that it is to enter."""
        job, job_in = os.pipe()
        results, results_in = os.pipe()
        verdict, verdict_in = os.pipe()
        files = (job, results_in, verdict_in)
        try:
            with self._sending:
                socket.send_fds(self._socket, [wants], [*files, *doors])
        except OSError:
            for file in (job_in, results, verdict):
                os.close(file)
            return b"", "lost"
        finally:
            for file in files:
                os.close(file)
        threading.Thread(target=_feed, args=(job_in, given), daemon=True).start()
        end = time.monotonic() + PATIENCE * limits.seconds + 20
        text, whole = _drain(results, DESK if desk else limits.results, end)
        how, _ = _drain(verdict, 4096, end)
        return text, (how.decode(errors="replace") or "lost") if whole else "too much output"


def _feed(pipe: int, data: bytes) -> None:
    with os.fdopen(pipe, "wb", buffering=0) as file:
        try:
            view = memoryview(data)
            while view:
                view = view[file.write(view) :]
        except BrokenPipeError:
            pass


def _drain(pipe: int, most: int, end: float) -> tuple[bytes, bool]:
    """What comes through a pipe until it is closed, ``most`` bytes are there or time is up."""
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= most:
            if not select.select([pipe], [], [], max(0, end - time.monotonic()))[0]:
                return b"".join(pieces), False
            piece = os.read(pipe, 1 << 16)
            if not piece:
                return b"".join(pieces), True
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces), False
    finally:
        os.close(pipe)


def _secrets(course: Path, home: bool) -> list[str]:
    """What a student's code must not see: the course with whatever it links to, the answers beside
    this package, and people's folders."""
    repository = Path(__file__).resolve().parents[4]
    places = [course, repository / "exercises", repository / ".git"]
    with suppress(OSError):
        places += [part.resolve() for part in course.iterdir() if part.is_symlink()]
    if home:
        places += [
            Path("/home"),
            Path("/root"),
            Path("/srv"),
            Path("/mnt"),
            Path("/media"),
            Path.home().resolve(),
        ]
    return list(dict.fromkeys(str(place) for place in places if len(place.parts) > 1))


def _caches() -> dict[str, str]:
    """A read-only copy of work that matplotlib would otherwise do again."""
    from platformdirs import user_cache_path

    # Where matplotlib keeps its list of fonts; asked of matplotlib itself, it would be imported for that.
    return {"MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR") or str(user_cache_path("matplotlib"))}


def _environment() -> dict[str, str]:
    """A bare environment: no credentials, no teacher's settings; one thread, so that forks are clean."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "CAMELTOOLS_DATA") if name in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    return kept | threads | _caches() | {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "IPYTHONDIR": "/tmp/ipython",
        "MPLBACKEND": "Agg",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
        "PYTHONHASHSEED": "0",
        # Memory in large pages where the system has them: a fork copies a hundred entries, not fifty thousand.
        "PYTHONMALLOC": "malloc",
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    }  # fmt: skip


def _programs() -> list[str]:
    """The folders, outside the system's own, that the warm process runs and reads."""
    environment = _environment()
    package = str(Path(__file__).resolve().parents[2])
    places = [sys.prefix, sys.base_prefix, package, environment["MPLCONFIGDIR"]]
    places += [environment.get("CAMELTOOLS_DATA", "")]
    return [place for place in dict.fromkeys(places) if place and _seen(place)]


def _seen(folder: str) -> bool:
    """Whether there is such a folder that may be looked into; a home may be shut."""
    return os.access(folder, os.R_OK | os.X_OK) and Path(folder).is_dir()


def _enclosure(bubblewrap: str) -> list[str]:
    """bubblewrap's command line: the system's programs, this Python and khabar, read-only."""
    root = os.geteuid() == 0
    # As root the warm process keeps what it needs to become an ordinary user in each fork.
    users = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] if root else [
        "--unshare-user", "--uid", "1000", "--gid", "1000"]  # fmt: skip
    places = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/etc/fonts", "/etc/ld.so.cache",
              "/etc/alternatives", "/etc/localtime"]  # fmt: skip
    # Folders on the way that an ordinary user may pass; bubblewrap makes them for root alone.
    ways = {parent for place in _programs() for parent in Path(place).parents if len(parent.parts) > 1}
    passed = [part for way in sorted(ways) for part in ("--perms", "0755", "--dir", str(way))] if root else []
    binds = [part for place in [*places, *_programs()] for part in ("--ro-bind-try", place, place)]
    return [
        bubblewrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--cap-drop", "ALL", *users,
        "--die-with-parent", "--new-session", "--tmpfs", "/tmp", *passed, *binds,
        "--proc", "/proc", "--dev", "/dev", "--dir", "/var/tmp", "--chdir", "/",
    ]  # fmt: skip
