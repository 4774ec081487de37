"""Two people's files of one text: what differs is told by layer, decided with a reason, and kept."""

import pytest

import khabar
from khabar.course.adjudication import Adjudication
from khabar.course.corrections import Corrections


@pytest.fixture
def two(file, tmp_path):
    """Ra's and su's files of one text; where they differ, by layer."""
    other = tmp_path / "su.txt"
    other.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    ra, su = Corrections(file, by="ra"), Corrections(other, by="su")
    su.change(0, 2, Case="Acc", Gloss="department")
    su.change(0, 4, head="2", deprel="amod")
    ra.change(0, 4, head="3", deprel="amod")
    su.cut(1, 5, ["ال", "جانبين"])
    su.say(kind="Entity", span=[[1, 2, 4]], type="GPE")
    ra.say(kind="Rhetoric", span=[[2, 1, 1]], type="modality")
    return ra, su


def by_layer(both, sentence):
    return {each.layer: each for each in both.differences(sentence)}


def test_differences_are_told_by_layer_and_each_decision_is_kept_with_its_reason(two, file):
    ra, su = two
    both = Adjudication(ra, su.path)
    assert {"Case", "Gloss", "arc", "entities"} <= by_layer(both, 0).keys()
    assert {"cut", "rhetoric"} <= by_layer(both, 1).keys()
    assert (by_layer(both, 0)["arc"].mine, by_layer(both, 0)["arc"].theirs[:7]) == (
        "amod ← الخارجية (3)",
        "amod ← ",
    )
    both.decide(by_layer(both, 0)["Case"].key, "both", "One could read an object.")
    both.decide(by_layer(both, 0)["Gloss"].key, "theirs")
    both.decide(by_layer(both, 0)["arc"].key, "mine", "It agrees with the nearer noun.")
    both.decide(by_layer(both, 0)["entities"].key, "theirs", "A ministry stands for its state.")
    both.decide(by_layer(both, 1)["cut"].key, "mine")
    both.decide(by_layer(both, 1)["rhetoric"].key, "theirs")
    again = Corrections(file, by="ra")
    both = Adjudication(again, su.path)
    assert not both.left()
    ministry, jordanian = again.document.words[1], again.document.words[3]
    assert ministry.debatable and ministry.defensible("Case") == {"Nom", "Acc"}
    assert ministry.misc["Gloss"] == "department" and "Case: One could read" in ministry.misc["Note"]
    assert jordanian.head == 3 and jordanian.misc["Note"] == "arc: It agrees with the nearer noun."
    (name,) = [each for each in again.discourse.entities if each.type == "GPE" and each.span == [(1, 2, 4)]]
    assert name.note == "A ministry stands for its state." and name.provenance == "person"
    assert not [each for each in again.discourse.rhetoric if each.provenance == "person"]


def test_agreement_is_told_of_two_files_of_the_desk(two):
    ra, su = two
    table = khabar.agreement(ra.path, str(su.path))
    words, differ = (
        len(ra.document.words),
        1,
    )  # of the words that both cut alike one has another case, one another head
    compared = table.loc["upos", "items"]
    assert words - 2 <= compared < words and table.loc["upos", "agreement"] == 1
    assert table.loc["case", "agreement"] == pytest.approx(1 - differ / compared)
    assert table.loc["head", "agreement"] == pytest.approx(
        1 - differ / compared
    )  # though one cut shifts numbers
    assert table.loc["entities", "agreement"] < 1 and table.loc["rhetoric", "agreement"] < 1
    su.talk_path.unlink()
    assert "entities" not in khabar.agreement(ra.path, su.path).index
    with pytest.raises(khabar.KhabarError, match="one of each"):
        khabar.agreement(ra.path, su.document)


def test_a_decision_is_taken_back_like_any_edit(two):
    ra, su = two
    both = Adjudication(ra, su.path)
    before = both.left()
    both.decide(by_layer(both, 0)["Case"].key, "theirs")
    both.decide(by_layer(both, 1)["cut"].key, "theirs")
    assert [w.form for w in ra.document.sentences[1].tokens[3].words] == ["ال", "جانبين"]
    while both.left() != before:
        assert ra.undo()
    assert "Decided" not in ra.path.read_text(encoding="utf-8")


def test_what_cannot_be_decided_is_refused(two, tmp_path):
    ra, su = two
    both = Adjudication(ra, su.path)
    for layer, which, told in (("Gloss", "both", "no alternatives"), ("Case", "neither", "decides nothing")):
        with pytest.raises(khabar.KhabarError, match=told):
            both.decide(by_layer(both, 0)[layer].key, which)
    with pytest.raises(khabar.KhabarError, match="decided already"):
        both.decide("0 1 Case", "mine")
    (tmp_path / "other.txt").write_text("قال الوزير شيئا آخر.", encoding="utf-8")
    with pytest.raises(khabar.KhabarError, match="another text"):
        Adjudication(ra, Corrections(tmp_path / "other.txt").path)
