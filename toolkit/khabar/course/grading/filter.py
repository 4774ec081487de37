"""A seccomp filter for students' processes: what namespaces leave open is closed.

Sockets by path (AF_UNIX), to a host's other machines (vsock) and of every family but the internet's,
which has no network here; keyrings; new namespaces; memory that no limit counts (memfd, System V);
and the doors to other processes. Written as classic BPF (Linux, seccomp(2)); on a processor that is
not in the table nothing is filtered, and the run says so.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

# Processor: its audit number, and its numbers of the system calls.
PROCESSORS = {
    "x86_64": (0xC000003E, {
        "socket": 41, "clone": 56, "clone3": 435, "shmget": 29, "semget": 64, "msgget": 68, "ptrace": 101,
        "mount": 165, "umount2": 166, "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272,
        "perf_event_open": 298, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310,
        "process_vm_writev": 311, "memfd_create": 319, "bpf": 321, "userfaultfd": 323,
        "io_uring_setup": 425, "pidfd_getfd": 438, "memfd_secret": 447, "personality": 135,
    }),
    "aarch64": (0xC00000B7, {
        "socket": 198, "clone": 220, "clone3": 435, "shmget": 194, "semget": 190, "msgget": 186, "ptrace": 117,
        "mount": 40, "umount2": 39, "add_key": 217, "request_key": 218, "keyctl": 219, "unshare": 97,
        "perf_event_open": 241, "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270,
        "process_vm_writev": 271, "memfd_create": 279, "bpf": 280, "userfaultfd": 282,
        "io_uring_setup": 425, "pidfd_getfd": 438, "memfd_secret": 447, "personality": 92,
    }),
}  # fmt: skip
NAMESPACES = 0x7E020000  # of clone's flags: CLONE_NEW*
INTERNET = (2, 10)  # AF_INET and AF_INET6
X32 = 0x40000000  # x86-64's second way to number its calls
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # places in struct seccomp_data
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2


def known() -> bool:
    """Whether there is a filter for this processor."""
    return platform.machine() in PROCESSORS


def program() -> bytes:
    """The filter as the kernel reads it: struct sock_filter, eight bytes an instruction."""
    audit, calls = PROCESSORS[platform.machine()]
    special = ("socket", "clone", "clone3")
    lines: list[tuple[int, int, int, int]] = [
        (LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, audit), (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32), (RETURN, 0, 0, KILL),
        # clone3 hides its flags in memory: "not there" makes the C library take clone.
        (EQUAL, 0, 1, calls["clone3"]), (RETURN, 0, 0, REFUSE | errno.ENOSYS),
    ]  # fmt: skip
    for name, number in calls.items():
        if name not in special:
            lines += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE | errno.EPERM)]
    lines += [
        (EQUAL, 0, 3, calls["clone"]), (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 0, 5, NAMESPACES), (RETURN, 0, 0, REFUSE | errno.EPERM),
        (EQUAL, 0, 3, calls["socket"]), (LOAD, 0, 0, FIRST_ARGUMENT),
        (EQUAL, 1, 0, INTERNET[0]), (EQUAL, 0, 1, INTERNET[1]),
        (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE | errno.EAFNOSUPPORT),
    ]  # fmt: skip
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def close_doors() -> None:
    """Put the filter on this process and on all that it will start; it cannot be taken off.

    Raises:
        OSError: the kernel does not take it.
    """
    instructions = program()
    held = ctypes.create_string_buffer(instructions)
    head = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(head), 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls was refused")
