"""Work is taken in as it comes: Moodle's and Canvas's downloads, mails, archives in archives, odd names; and
whatever is hostile among it is told and left out, while all others are taken."""

import io
import json
import shutil
import zipfile
from email.message import EmailMessage

import nbformat
import pytest
from classroom import ASSIGNMENT, new_course

from khabar.course.grading import roster
from khabar.course.grading.course import release
from khabar.course.grading.taking import take
from khabar.text.errors import KhabarError

CLASS = """id,first name,last name,email,canvas id
amal,Amal,Haddad,amal@example.org,3143
zoe,Zoé,Šarīf,zoe@example.org,3144
omar,Omar,Said,omar@example.org,3145
laila,ليلى,حداد,laila@example.org,3146
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("taking"))
    release(course, [ASSIGNMENT])
    (course / "class.csv").write_text(CLASS, encoding="utf-8")
    roster.read(course, course / "class.csv")
    return course


@pytest.fixture
def course(released):
    shutil.rmtree(released / "submitted", ignore_errors=True)
    return released


@pytest.fixture
def work(released):
    """A student's notebook with a word of the student's in it, as bytes."""
    notebook = nbformat.read(released / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)

    def written(word):
        mine = nbformat.from_dict(json.loads(json.dumps(notebook)))
        mine.cells.append(nbformat.v4.new_markdown_cell(word))
        return nbformat.writes(mine).encode()

    return written


def packed(files):
    """A zip file of (name, bytes)."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return written.getvalue()


def taken(course, data, name="submissions.zip"):
    (course / name).write_bytes(data)
    said = take(course, course / name)
    found = {}
    for path in (course / "submitted").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"):
        if path.is_dir():
            continue
        found[path.parts[-3]] = nbformat.read(path, as_version=4).cells[-1].source
    return found, "\n".join(said)


def test_canvas(course, work):
    """NAME_(LATE_)USER_SUBMISSION_FILE; a student's own archive; the number that Canvas adds to a second upload."""
    found, said = taken(
        course,
        packed(
            [
                (f"haddadamal_3143_207797_{ASSIGNMENT}-1.ipynb", work("of Amal")),
                (
                    "sarifzoe_LATE_3144_207798_mine.zip",
                    packed([("stuff/omar.ipynb", work("of Zoé")), ("a.txt", b"")]),
                ),
                (f"saidomar_3145_207799_{ASSIGNMENT}.ipynb", work("of Omar")),
            ]
        ),
    )
    assert found == {"amal": "of Amal", "zoe": "of Zoé", "omar": "of Omar"}
    assert "3 notebooks taken in" in said


def test_moodle_and_names_as_systems_write_them(course, work):
    """Moodle's folders, accents in two parts (macOS), backslashes (Windows), Arabic names, what macOS adds."""
    found, said = taken(
        course,
        packed(
            [
                (f"Zoe\u0301 S\u030cari\u0304f_1_assignsubmission_file_/{ASSIGNMENT}.ipynb", work("of Zoé")),
                (f"Amal Haddad_2_assignsubmission_file_\\{ASSIGNMENT} (1).ipynb", work("of Amal")),
                (f"ليلى حداد_3_assignsubmission_file_/{ASSIGNMENT}.ipynb", work("of Laila")),
                ("__MACOSX/Amal Haddad_2_assignsubmission_file_/._x.ipynb", b"\x00"),
                (f"Omar Said_4_assignsubmission_file_/{ASSIGNMENT}.IPYNB.txt", work("of Omar")),
                ("Omar Said_4_assignsubmission_file_/all.rar", b"Rar!"),
                # Two whom nobody has told of, of one name; an Arabic one with marks that are not seen.
                ("Sam Lee_3143_assignsubmission_file_/x.ipynb", work("one Sam")),
                ("Sam Lee_6_assignsubmission_file_/x.ipynb", work("the other")),
                ("\u200fسامي\u200f نصر_7_assignsubmission_file_/x.ipynb", work("of Sami")),
            ]
        ),
    )
    assert found == {
        "zoe": "of Zoé", "amal": "of Amal", "laila": "of Laila", "omar": "of Omar",
        "Sam Lee": "one Sam", "Sam Lee 6": "the other", "سامي نصر": "of Sami",
    }  # fmt: skip
    assert [line for line in said.splitlines() if "left out" in line] == [
        "Neither notebook nor .zip nor .eml, left out: Omar Said_4_assignsubmission_file_/all.rar."
    ]


def test_nobody_hands_in_for_somebody_else(course, work, tmp_path):
    """Who it is says the outermost: not a mail, a folder or a name of the student's own choosing; nor does a mail
    that was sent late say that it was not."""
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Amal <amal@example.org>", "01 Jan 2030 12:00:00 +0000"
    mail.add_attachment(work("forged"), maintype="application", subtype="octet-stream", filename="x.ipynb")
    forged = bytes(mail)
    found, _ = taken(
        course,
        packed(
            [
                (f"Amal Haddad_1_assignsubmission_file_/{ASSIGNMENT}.ipynb", work("of Amal")),
                ("Omar Said_2_assignsubmission_file_/m.eml", forged),
                ("Zoé Šarīf_3_assignsubmission_file_/z.zip", packed([("m.eml", forged)])),
                ("laila/amal/x.ipynb", work("of Laila")),
                ("laila/haddadamal_3143_207797_y.ipynb", work("of Laila")),
            ]
        ),
    )
    assert found == {"amal": "of Amal", "omar": "forged", "zoe": "forged", "laila": "of Laila"}
    del mail["Date"], mail["From"]
    mail["Received"] = "from x by y; Wed, 04 Mar 2026 08:00:00 +0000"
    mail["Received"] = "from z by x; Sun, 01 Mar 2026 08:00:00 +0000"
    mail["Date"], mail["From"] = "01 Mar 2026 08:00:00 +0000", "Omar <omar@example.org>"
    (tmp_path / "Amal Haddad.eml").write_bytes(bytes(mail))
    shutil.rmtree(course / "submitted")
    take(course, tmp_path)
    (stamp,) = course.glob("submitted/*/*/timestamp.txt")
    assert stamp.parts[-3] == "omar" and stamp.read_text().startswith("2026-03-04 08:00")


def test_one_place_that_is_taken_hinders_nobody(course, work):
    (course / "submitted" / "amal" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").mkdir(parents=True)
    (course / "submitted" / "zoe").write_text("a file in the place of a folder")
    (course / "submitted" / "omar" / ASSIGNMENT).mkdir(parents=True)
    (course / "submitted" / "omar" / ASSIGNMENT / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
    who = ("amal", "zoe", "omar")
    found, said = taken(course, packed([(f"{name}/x.ipynb", work(name)) for name in who]))
    assert found["omar"] == "omar" and said.count("cannot be put into") == 2


def test_mails(course, work, tmp_path):
    """A folder of mails, one with an archive, one damaged; of two by one student the later counts."""
    for number, (address, day, name, data) in enumerate(
        (
            ("amal@example.org", 3, "x.ipynb", work("sent later")),
            ("amal@example.org", 1, "x.ipynb", work("sent sooner")),
            ("Omar <omar@example.org>", 2, "all.zip", packed([("deep/er/y.ipynb", work("of Omar"))])),
        )
    ):
        mail = EmailMessage()
        mail["From"], mail["Date"] = address, f"0{day} Mar 2026 12:00:00 +0000"
        mail.set_content("السلام عليكم")
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        (tmp_path / f"{number}.eml").write_bytes(bytes(mail))
    (tmp_path / "odd.eml").write_bytes(b"Content-Type: multipart/mixed; boundary=\xff\n\n\xff--\xff")
    said = "\n".join(take(course, tmp_path))
    text = (course / "submitted" / "amal" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()
    assert "sent later" in text and "sent sooner" not in text and "has handed in a later one" in said
    assert (
        (course / "submitted" / "amal" / ASSIGNMENT / "timestamp.txt")
        .read_text()
        .startswith("2026-03-03 12:00")
    )
    omar = course / "submitted" / "omar" / ASSIGNMENT
    assert "of Omar" in (omar / f"{ASSIGNMENT}.ipynb").read_text()
    assert (omar / "timestamp.txt").read_text().startswith("2026-03-02")  # that of the mail


def test_what_is_hostile_is_told_and_hinders_nobody(course, work):
    quine = packed([("a.ipynb", work("deep"))])
    for _ in range(5):
        quine = packed([("more.zip", quine)])
    bad_date = packed([("one.ipynb", work("dated"))])
    bad_date = bad_date.replace(bad_date[10:14], b"\xff\xff\xff\xff")
    locked = bytearray(packed([("one.ipynb", work("locked"))]))
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    torn = bytearray(packed([("one.ipynb", work("torn"))]))
    torn[80:120] = bytes(40)
    bomb = packed([(f"{n}.ipynb", bytes(19 << 20)) for n in range(8)])
    found, said = taken(
        course,
        packed(
            [
                ("A_1_assignsubmission_file_/quine.zip", quine),
                ("B_2_assignsubmission_file_/bomb.zip", bomb),
                ("C_3_assignsubmission_file_/locked.zip", bytes(locked)),
                ("D_4_assignsubmission_file_/torn.zip", bytes(torn)),
                ("E_5_assignsubmission_file_/none.zip", b"PK\x03\x04 no archive"),
                ("F_6_assignsubmission_file_/huge.ipynb", bytes(21 << 20)),
                ("G_7_assignsubmission_file_/nested.ipynb", b"[" * 300_000),
                ("../../omar\x1b[2J/x.ipynb", work("outside")),
                ("Amal Haddad_8_assignsubmission_file_/dated.zip", bad_date),
                ("Zoé Šarīf_9_assignsubmission_file_/ok.ipynb", work("of Zoé")),
            ]
        ),
    )
    assert {"zoe": "of Zoé", "amal": "dated"}.items() <= found.items()
    assert set(found) <= {"zoe", "amal", "omar[2J"}
    for why in (
        "too deeply",
        "too large",
        "password",
        "cannot be unpacked",
        "cannot be opened",
        "no notebook of",
    ):
        assert why in said, why
    assert all(line.isprintable() for line in said.splitlines())
    assert not (course.parent / "omar").exists()
    assert {path.name for path in (course / "submitted").iterdir()} == set(found)


def test_what_is_no_download_is_one_sentence(course, tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(KhabarError, match="neither a folder nor a zip file nor a mail"):
        take(course, tmp_path / "notes.txt")
    with pytest.raises(KhabarError, match="no notebook in"):
        take(course, tmp_path)
