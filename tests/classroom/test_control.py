"""Control groups: which place is taken, that the kernel holds what is in one, and that killed runs leave nothing."""

import subprocess
import sys
import warnings

import pytest

from khabar.course.grading import control

HOARD = "import os, sys\nsys.stdin.read(1)\nx = bytearray(300 << 20)\nx[::4096] = b'1' * len(x[::4096])\n"


def described(folder, groups, kind, point):
    """A process whose system describes itself so."""
    folder.mkdir()
    (folder / "cgroup").write_text(groups)
    (folder / "mountinfo").write_text(f"31 23 0:28 / {point} rw,relatime shared:9 - {kind} none rw\n")
    return folder


def test_of_nested_groups_the_nearest_that_counts_is_taken(tmp_path):
    """As systemd has it: the own scope gives nothing on, the slice above it does."""
    own = tmp_path / "root" / "user.slice" / "app.slice" / "run-1.scope"
    own.mkdir(parents=True)
    for folder, counted in (
        (own, ""),
        (own.parent, "memory pids"),
        (own.parents[1], "cpu memory pids"),
        (own.parents[2], "cpu"),
    ):
        (folder / "cgroup.subtree_control").write_text(counted)
        (folder / "cgroup.procs").touch()
    process = described(
        tmp_path / "p", "0::/user.slice/app.slice/run-1.scope\n", "cgroup2", tmp_path / "root"
    )
    (place,) = control._places(process)
    assert (place.version, place.memory) == (2, own.parent)


@pytest.mark.parametrize("groups", ["0::/nowhere\n", "4:memory:/x\n", "0::/../..\n", ""])
def test_where_there_is_none_there_is_none(tmp_path, groups):
    assert control.found(described(tmp_path / "p", groups, "cgroup2", tmp_path / "nothing")) is None


def test_the_kernel_holds_what_is_in_a_group():
    place = control.found()
    if place is None:
        warnings.warn("not tested: there are no control groups to be had here", stacklevel=2)
        pytest.skip("no control groups")
    group = place.group(100 << 20, 8)
    with subprocess.Popen([sys.executable, "-c", HOARD], stdin=subprocess.PIPE) as hog:
        for door in group.doors:
            control.os.write(door, str(hog.pid).encode())
        hog.communicate(b"x")
    assert hog.returncode == -9 and group.close()
    assert not list(place.memory.glob(f"khabar-{control.os.getpid()}-*"))
