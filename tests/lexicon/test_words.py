"""Clitics, spelling and ambiguity, as camel-tools' analyzer sees them."""

import pytest
from test_verbs import written


def readings(analyses, word):
    return {(a["lex"], a["pos"], a["diac"]) for a in analyses(word)}


@pytest.mark.parametrize(
    "word, diac, lemma, features",
    [
        ("وبالبيت", "وَبِالبَيْتِ", "بَيْت", {"prc2": "wa_conj", "prc1": "bi_prep", "prc0": "Al_det", "cas": "g", "stt": "d"}),
        ("للبيت", "لِلبَيْتِ", "بَيْت", {"prc1": "li_prep", "prc0": "Al_det"}),
        ("للشمس", "لِلشَّمْسِ", "شَمْس", {"prc1": "li_prep", "prc0": "Al_det"}),
        ("فللشمس", "فَلِلشَّمْسِ", "شَمْس", {"prc2": "fa_conj", "prc1": "li_prep", "prc0": "Al_det"}),
        ("كالبيت", "كَالبَيْتِ", "بَيْت", {"prc1": "ka_prep", "prc0": "Al_det"}),
        ("الشمس", "الشَّمْسُ", "شَمْس", {"prc0": "Al_det", "cas": "n"}),
        ("اللغة", "اللُّغَةُ", "لُغَة", {"prc0": "Al_det", "cas": "n"}),
        ("للغة", "لِلُّغَةِ", "لُغَة", {"prc1": "li_prep", "prc0": "Al_det"}),
        ("للغة", "لِلُغَةٍ", "لُغَة", {"prc1": "li_prep", "prc0": "0", "stt": "i"}),
        ("أكتاب", "أَكِتَابٌ", "كِتَاب", {"prc3": ">a_ques"}),
        ("بنائه", "بِنَائِهِ", "بِنَاء", {"enc0": "3ms_poss", "cas": "g"}),
        ("عليه", "عَلَيْهِ", "عَلَى", {"enc0": "3ms_pron"}),
        ("إلي", "إِلَيَّ", "إِلَى", {"enc0": "1s_pron"}),
        ("مني", "مِنِّي", "مِنْ", {"enc0": "1s_pron"}),
        ("عنا", "عَنَّا", "عَنْ", {"enc0": "1p_pron"}),
        ("بينهما", "بَيْنَهُمَا", "بَيْنَ", {"enc0": "3d_poss"}),
        ("لكنه", "لٰكِنَّهُ", "لٰكِنَّ", {"enc0": "3ms_pron"}),
        ("فإنها", "فَإِنَّهَا", "إِنَّ", {"prc2": "fa_conj", "enc0": "3fs_pron"}),
        ("إننا", "إِنَّنَا", "إِنَّ", {"enc0": "1p_pron"}),
        ("إنا", "إِنَّا", "إِنَّ", {"enc0": "1p_pron"}),
        ("لأنهم", "لِأَنَّهُمْ", "أَنَّ", {"prc1": "li_prep", "enc0": "3mp_pron"}),
        ("للذين", "لِلَّذِينَ", "الَّذِي", {"prc1": "li_prep", "num": "p"}),
        ("بهذه", "بِهٰذِهِ", "هٰذَا", {"prc1": "bi_prep", "gen": "f"}),
        ("لقد", "لَقَدْ", "قَدْ", {"prc1": "la_emph"}),
        ("كلتيهما", "كِلْتَيْهِمَا", "كِلَا", {"num": "d", "gen": "f"}),
    ],
)  # fmt: skip
def test_clitics(analyses, word, diac, lemma, features):
    wanted = {"diac": written(diac), "lex": written(lemma), **features}
    assert any(wanted.items() <= a.items() for a in analyses(word)), readings(analyses, word)


def test_the_article_takes_the_genitive_after_a_preposition_only(analyses):
    assert {a["cas"] for a in analyses("بالبيت")} == {"g"}
    assert {a["cas"] for a in analyses("البيت")} == {"n", "a", "g"}


def test_no_article_before_an_enclitic_or_tanwin(analyses):
    assert analyses("البيته") == []
    assert analyses("البيتا") == [] or all(a["num"] == "d" for a in analyses("البيتا"))


@pytest.mark.parametrize(
    "word, expected",
    [
        ("من", "مِنْ/prep مَنْ/pron_rel مَنْ/pron_interrog مَنَّ/verb مَنّ/noun"),
        ("علم", "عِلْم/noun عَلَم/noun عَلِمَ/verb عَلَّمَ/verb"),
        ("قبل", "قَبْلَ/prep قَبْلُ/adv قَبِلَ/verb قَبَّلَ/verb قِبَل/noun"),
        ("وجه", "وَجْه/noun وَجَّهَ/verb"),
        ("ذكر", "ذَكَرَ/verb ذَكَّرَ/verb ذِكْر/noun ذَكَر/noun"),
        ("تمت", "تَمَّ/verb مَاتَ/verb"),
    ],
)
def test_ambiguity(analyses, word, expected):
    assert {f"{a['lex']}/{a['pos']}" for a in analyses(word)} == set(written(expected).split())


def test_every_reading_of_one_verb(analyses):
    found = {(a["diac"], a["asp"], a["vox"], a["mod"]) for a in analyses("تمت")}
    assert found == {(written("تَمَّتْ"), "p", "a", "i"), ("تَمُتْ", "i", "a", "j")}
    voices = {(a["diac"], a["vox"], a["asp"]) for a in analyses("ذكر") if a["lex"] == written("ذَكَّرَ")}
    assert voices == {(written("ذَكَّرَ"), "a", "p"), (written("ذُكِّرَ"), "p", "p"), (written("ذَكِّرْ"), "a", "c")}


def test_letters_that_readers_confuse_are_spelling_variants(analyzer):
    assert {a["source"] for a in analyzer.analyze("وزاره") if a["lex"] == "وِزَارَة" and a["enc0"] == "0"} == {
        "spvar"
    }
    assert {a["source"] for a in analyzer.analyze("وزارة")} == {"lex"}
