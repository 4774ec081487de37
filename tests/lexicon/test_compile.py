"""The compiler as a program: what it refuses, what it writes."""

import shutil

import pytest

VERBS = "lemma\troot\tform\tvowels\tvalency\tgloss\tdomain\tfreq\n"
NOUNS = "lemma\troot\tpattern\tpos\tgender\tclass\tplurals\tgloss\tdomain\tfreq\n"
CLOSED = "form\tlemma\tpos\ttag\tbefore\tafter\tfeatures\tgloss\tfreq\n"


@pytest.mark.parametrize(
    "name, text, problem",
    [
        ("verbs-x.tsv", VERBS + "كَتَبَ\tك.ت.ب\tI\ta/u\tt\twrite\tgeneral\n", "2: 7 columns, not 8"),
        ("verbs-x.tsv", VERBS + "كَتَبَ\tك.ت.ب\tXI\ta/u\tt\twrite\tgeneral\t5\n", "2: form cannot be 'XI'"),
        ("verbs-x.tsv", VERBS + "كَتَبَ\tك.ت.ب\tI\t-\tt\twrite\tgeneral\t5\n", "2: form I, and no other, has vowels"),
        ("verbs-x.tsv", VERBS + "كَتَبَ\tك.ت.م\tI\ta/u\tt\twrite\tgeneral\t5\n", "2: كَتَبَ is not form I of ك.ت.م; expected كَتَمَ"),
        ("verbs-x.tsv", VERBS + "\nkataba\tك.ت.ب\tI\ta/u\tt\twrite\tgeneral\t5\n", "3: lemma cannot be 'kataba'"),
        ("verbs-x.tsv", "lemma\troot\n", "1: the columns are not lemma root form"),
        ("nouns-x.tsv", NOUNS + "بَيْت\tب.ي.ت\tفَعْل\tnoun\tx\t-\t-\thouse\tgeneral\t5\n", "2: gender cannot be 'x'"),
        ("nouns-x.tsv", NOUNS + "بَيْت\tب.ي.ت\tفَعْل\tnoun\tm\t-\t-\thouse\tgeneral\tx\n", "2: freq cannot be 'x'"),
        ("particles.tsv", CLOSED + "مِنْ\tمِنْ\tprep\tPREP\tques\tzero\t-\tfrom\t9\n", "2: no endings are called zero"),
        ("particles.tsv", CLOSED + "مِنْ\tمِنْ\tprep\tPREP\tafter\tF\t-\tfrom\t9\n", "2: nothing before is called after"),
        ("animals.tsv", "x\n", "1: no table is called animals.tsv"),
    ],
)  # fmt: skip
def test_a_malformed_line_stops_it(compile_lexicon, tmp_path, name, text, problem):
    (tmp_path / name).write_text(text, encoding="utf-8")
    output = tmp_path / "out" / "morphology.db"
    done = compile_lexicon(tmp_path, output)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / name}:{problem}")
    assert done.stderr.count("\n") == 1
    assert not output.exists()


@pytest.mark.parametrize(
    "verb, noun, problem",
    [
        ("أَبْدَى\tب.د.ي\tIV\t-\tt\tshow", "إِبْدَاء\tب.د.و\tإِفْعَال\tnoun\tm\t-\t-\tshowing", "the root ب.د.و, but أَبْدَى (ب.د.ي)"),
        ("قَاوَمَ\tق.و.م\tIII\t-\tt\tresist", "مُقَاوِم\tق.ا.م\tمُفَاعِل\tnoun\tmf\t-\tون\tresister", "root cannot be"),
        ("رَضِيَ\tر.ض.و\tI\ti/a\tt\tbe satisfied", "رَاضِي\tر.ض.ي\tفَاعِل\tnoun\tmf\t-\t-\tsatisfied", "but رَضِيَ (ر.ض.و)"),
        ("مَصَّ\tم.ص.ص\tI\ta/a\tt\tsuck", "بَيْت\tب.ي.ت\tفَعْل\tnoun\tm\t-\t-\thouse", "two fathas want a guttural"),
        ("بَاعَ\tب.ي.ع\tI\ta/u\tt\tsell", "بَيْت\tب.ي.ت\tفَعْل\tnoun\tm\t-\t-\thouse", "the long vowel of the imperfect"),
        ("كَتَبَ\tك.ت.ب\tI\ta/u\tt\twrite", "خُنْفُسَاء\tخ.ن.ف.س\t-\tnoun\tf\t-\t-\tbeetle", "its class is dip"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_stops_it(compile_lexicon, tmp_path, verb, noun, problem):
    (tmp_path / "verbs-x.tsv").write_text(f"{VERBS}{verb}\tgeneral\t5\n", encoding="utf-8")
    (tmp_path / "nouns-x.tsv").write_text(f"{NOUNS}{noun}\tgeneral\t5\n", encoding="utf-8")
    done = compile_lexicon(tmp_path, tmp_path / "morphology.db")
    assert done.returncode == 2
    assert problem in done.stderr


def test_an_older_database_survives_an_error(compile_lexicon, tables, tmp_path):
    folder = tmp_path / "tables"
    shutil.copytree(tables, folder, ignore=shutil.ignore_patterns("*.db"))
    output = tmp_path / "morphology.db"
    output.write_text("the old one", encoding="utf-8")
    (folder / "verbs-x.tsv").write_text("nonsense\n", encoding="utf-8")
    assert compile_lexicon(folder, output).returncode == 2
    assert output.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.glob("*.tmp")) == []


def test_the_output_is_the_same_every_time(compile_lexicon, tables, path, tmp_path):
    assert compile_lexicon(tables, tmp_path / "again.db").returncode == 0
    assert (tmp_path / "again.db").read_bytes() == path.read_bytes()


def test_a_repeated_lexeme_is_left_out_and_reported(compile_lexicon, tmp_path):
    line = "كَتَبَ\tك.ت.ب\tI\ta/u\tt\twrite\tgeneral\t5\n"
    (tmp_path / "verbs-x.tsv").write_text(VERBS + line + line, encoding="utf-8")
    done = compile_lexicon(tmp_path, tmp_path / "morphology.db")
    assert done.returncode == 0
    assert "verbs-x.tsv:3: left out, repeats" in done.stdout
    assert "1 lexemes" in done.stdout


def test_values_have_no_spaces_and_every_prefix_category_is_in_table_ab(path):
    text = path.read_text(encoding="utf-8")
    prefixes = text.split("###PREFIXES###\n")[1].split("###SUFFIXES###")[0].splitlines()
    pairs = text.split("###TABLE AB###\n")[1].split("###TABLE BC###")[0].splitlines()
    assert {line.split("\t")[1] for line in prefixes} == {pair.split()[0] for pair in pairs}
    stems = text.split("###STEMS###\n")[1].split("###TABLE AB###")[0].splitlines()
    assert all(":" in pair for line in stems for pair in line.split("\t")[2].split(" "))
