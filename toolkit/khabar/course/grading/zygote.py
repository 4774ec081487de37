"""The warm process from which each submission is forked, and what happens in the fork.

Runs inside the sandbox and is never told a hidden test, a mark or another's submission: a job
comes through a pipe of its own that only its fork reads. The fork runs the student's cells and
writes down, as JSON, what they printed and the plain values of the answers; nothing that it
writes is a mark.

    python -m khabar.course.grading.zygote SOCKET-FD LIMITS-AS-JSON
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn, TextIO

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_REC, MS_PRIVATE, MS_BIND, MS_NOSUID, MS_NODEV = 0x4000, 0x40000, 0x1000, 2, 4
PR_SET_NO_NEW_PRIVS = 38
CAPABILITY_VERSION_3 = 0x20080522
# Covered in each fork, so that nothing is found, left or reached (sockets of services) there.
SCRATCH = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/proc")
SYS_MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE = 442, -100, 0x8000
READ_ONLY = (ctypes.c_uint64 * 4)(1)  # struct mount_attr: set MOUNT_ATTR_RDONLY

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: Any) -> None:
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def enclose(masks: list[str], programs: list[str], scratch_bytes: int) -> None:
    """Give this process its own users, mounts, network and (for its children) process numbers. What is
    in ``masks`` is covered, and so are the scratch folders, but for ``programs`` that lie in them.

    Raises:
        OSError: the system does not allow it.
    """
    user, group = os.getuid(), os.getgid()
    call("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWPID)
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    call("syscall", SYS_MOUNT_SETATTR, AT_FDCWD, b"/", AT_RECURSIVE, READ_ONLY, ctypes.sizeof(READ_ONLY))
    # Held open, since by name they are not to be found once a cover lies over them.
    scratch = [place for place in programs if any(map(Path(place).is_relative_to, SCRATCH))]
    held = {place: os.open(place, os.O_PATH) for place in scratch}
    for place in [*masks, *SCRATCH]:
        if place == "/proc":  # the last: through it the held ones are named
            uncover(held)
        if Path(place).is_dir():
            call(
                "mount", b"none", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV,
                f"size={scratch_bytes},mode=1777".encode(),
            )  # fmt: skip


def uncover(held: dict[str, int]) -> None:
    """Put folders back, read-only as they are, at their places on top of what covers them."""
    for place, file in held.items():
        Path(place).mkdir(parents=True, exist_ok=True)
        call("mount", f"/proc/self/fd/{file}".encode(), place.encode(), None, MS_BIND | MS_REC, None)
        os.close(file)


def give_up_powers() -> None:
    """Without these a fork could take off the mounts that hide the course from it."""
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    call("capset", header, (ctypes.c_uint32 * 6)())


def limit(limits: dict[str, Any]) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, used + limits["memory"]),
        (resource.RLIMIT_CPU, limits["seconds"] + 1),
        (resource.RLIMIT_FSIZE, limits["file"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_NPROC, limits["processes"]),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


# --- the warden: between the warm process and the student's --------------------------------


def guard(job: int, results: int, verdict: int, limits: dict[str, Any]) -> NoReturn:
    """Start the student's process, wait for it no longer than allowed, and say how it ended."""
    how = "done"
    try:
        os.setsid()
        limit(limits)
        enclose(limits["masks"], limits["programs"], limits["file"])
        pid = os.fork()
        if pid == 0:
            os.close(verdict)
            student(job, results, limits)
        os.close(job)
        os.close(results)
        end = time.monotonic() + limits["seconds"]
        while True:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > end:
                how = "time"
                # The first process of its own process numbers: all others die with it.
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                break
            time.sleep(0.004)
        if how == "done" and os.WIFSIGNALED(status):
            how = "time" if os.WTERMSIG(status) == signal.SIGXCPU else f"signal {os.WTERMSIG(status)}"
        elif how == "done" and os.WEXITSTATUS(status):
            how = f"exit {os.WEXITSTATUS(status)}"
    except OSError as error:
        how = f"sandbox: {error}"
    with suppress(OSError):
        os.write(verdict, how.encode()[:500])
    os._exit(0)


# --- the student's process -----------------------------------------------------------------


class Capped(StringIO):
    """What is printed, up to a limit; the rest is counted and dropped."""

    def __init__(self, most: int):
        super().__init__()
        self.left, self.dropped = most, 0

    def write(self, text: str) -> int:
        kept = text[: self.left]
        self.left -= len(kept)
        self.dropped += len(text) - len(kept)
        super().write(kept)
        return len(text)

    def taken(self) -> str:
        text = self.getvalue()
        return text + f"\n[{self.dropped} more characters were cut]" if self.dropped else text


class CellTimeout(BaseException):
    """Not an Exception, so that ``except Exception`` in a loop does not swallow it."""


def too_slow(*_: Any) -> NoReturn:
    raise CellTimeout("The cell took too long and was stopped.")


def student(job: int, results: int, limits: dict[str, Any]) -> NoReturn:
    """Run the cells of one notebook. Never returns: nothing of the warm process's code follows."""
    code = 1
    try:
        if os.getpid() != 1:  # the first of its own process numbers, or nothing runs
            raise OSError("no process numbers of its own")
        give_up_powers()
        with os.fdopen(job, encoding="utf-8") as file:
            steps = json.load(file)
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        os.close(null)
        home = "/tmp/home"
        Path(home).mkdir()
        os.chdir(home)
        os.environ.update(HOME=home, KHABAR_PROGRESS=f"{home}/progress.json")
        signal.signal(signal.SIGALRM, too_slow)
        with os.fdopen(results, "w", encoding="utf-8") as out:
            run(steps, out, limits)
        code = 0
    finally:
        os._exit(code)


def run(steps: list[dict[str, Any]], out: TextIO, limits: dict[str, Any]) -> None:
    """One line of JSON a step: of a cell its outputs, of a test the answers that it will ask for."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    vars(shell)["_showtraceback"] = lambda *_: None  # the error is an output of its own
    for number, step in enumerate(steps):
        if "names" in step:
            told: dict[str, Any] = {"answers": answers(shell.user_ns, step["names"], limits["answer"])}
        else:
            told = {"outputs": cell(shell, step["source"], limits)}
        out.write(json.dumps({"step": number} | told) + "\n")
        out.flush()


def cell(shell: Any, source: str, limits: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a cell as Jupyter does and give its outputs, as nbformat has them."""
    from IPython.utils.capture import capture_output

    outputs: list[dict[str, Any]] = []
    printed, complained = Capped(limits["output"]), Capped(limits["output"])
    here = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = printed, complained
    error: BaseException | None = None
    shown: list[Any] = []
    try:
        with capture_output(stdout=False, stderr=False) as captured:
            signal.setitimer(signal.ITIMER_REAL, limits["cell"])
            try:
                done = shell.run_cell(source, store_history=True)
                error = done.error_before_exec or done.error_in_exec
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        shown = captured.outputs
    except BaseException as raised:  # whatever the student's code made IPython itself raise
        error = raised
    finally:
        sys.stdout, sys.stderr = here
    for name, stream in (("stdout", printed), ("stderr", complained)):
        if text := stream.taken():
            outputs.append({"output_type": "stream", "name": name, "text": text})
    for rich in shown:
        # No HTML, SVG or script of a student's reaches the teacher's browser.
        data = {mime: rich.data[mime] for mime in ("text/plain", "image/png") if mime in (rich.data or {})}
        if data and sum(len(str(value)) for value in data.values()) <= limits["picture"]:
            outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    if error is not None:
        name, says = type(error).__name__, str(error)[:500]
        outputs.append(
            {"output_type": "error", "ename": name, "evalue": says, "traceback": [f"{name}: {says}"]}
        )
    return outputs


def answers(names_here: dict[str, Any], wanted: list[str], most: int) -> dict[str, Any]:
    """Of each name {"value": plain data} or {"type": what it is instead}; a name not there is left out."""
    from khabar.course.questions import plain

    found: dict[str, Any] = {}
    for name in wanted:
        if name not in names_here:
            continue
        try:
            value = plain(names_here[name]) if names_here[name] is not None else None
            text = json.dumps(value)
            found[name] = {"value": value} if len(text) <= most else {"type": "very long answer"}
        except BaseException:
            found[name] = {"type": str(type(names_here[name]).__name__)[:80]}
    return found


# --- the warm process ----------------------------------------------------------------------


def warm() -> None:
    """Import what the exercises use, and open the lexicon, once for all submissions."""
    import gc

    import matplotlib.pyplot
    import pandas  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    import khabar
    import khabar.course.questions

    silent = Config()
    silent.HistoryManager.enabled = False
    InteractiveShell.instance(config=silent)
    khabar.tokenize("وقال")
    khabar.interpret(khabar.article())
    matplotlib.pyplot.close(matplotlib.pyplot.figure())
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page in every fork


def can_enclose(limits: dict[str, Any]) -> bool:
    """Try it in a fork: whether the system gives this process namespaces of its own."""
    pid = os.fork()
    if pid == 0:
        try:
            enclose(limits["masks"], limits["programs"], 4096)
            grandchild = os.fork()
            if grandchild == 0:
                give_up_powers()
                os._exit(0)
            os._exit(os.waitpid(grandchild, 0)[1])
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def main() -> None:
    connection = socket.socket(fileno=int(sys.argv[1]))
    limits = json.loads(sys.argv[2])
    namespaces = can_enclose(limits)
    if namespaces:
        warm()
    connection.sendall(json.dumps({"namespaces": namespaces}).encode() + b"\n")
    while True:
        message, files, _, _ = socket.recv_fds(connection, 4096, 3)
        if not message:
            return
        if os.fork() == 0:
            connection.close()
            job, results, verdict = files
            guard(job, results, verdict, limits | json.loads(message))
        for file in files:
            os.close(file)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


if __name__ == "__main__":
    main()
