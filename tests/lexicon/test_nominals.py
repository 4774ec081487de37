"""Declension against tables written from the grammar."""

import pytest
from test_verbs import written

STATES = {
    "indefinite": {"stt": "i", "prc0": "0", "enc0": "0"},
    "definite": {"stt": "d", "prc0": "Al_det", "enc0": "0"},
    "construct": {"stt": "c", "prc0": "0", "enc0": "0"},
    "his": {"stt": "c", "prc0": "0", "enc0": "3ms_poss"},
    "my": {"stt": "c", "prc0": "0", "enc0": "1s_poss"},
}
#: lemma, part of speech, gender and number, state: nominative, accusative, genitive.
DECLENSIONS = [
    ("كِتَاب", "noun", "ms", "indefinite", "كِتَابٌ كِتَابًا كِتَابٍ"),
    ("كِتَاب", "noun", "ms", "definite", "الكِتَابُ الكِتَابَ الكِتَابِ"),
    ("كِتَاب", "noun", "ms", "his", "كِتَابُهُ كِتَابَهُ كِتَابِهِ"),
    ("كِتَاب", "noun", "ms", "my", "كِتَابِي كِتَابِي كِتَابِي"),
    ("كِتَاب", "noun", "md", "indefinite", "كِتَابَانِ كِتَابَيْنِ كِتَابَيْنِ"),
    ("كِتَاب", "noun", "md", "construct", "كِتَابَا كِتَابَيْ كِتَابَيْ"),
    ("كِتَاب", "noun", "md", "my", "كِتَابَايَ كِتَابَيَّ كِتَابَيَّ"),
    ("كِتَاب", "noun", "mp", "indefinite", "كُتُبٌ كُتُبًا كُتُبٍ"),
    ("وِزَارَة", "noun", "fs", "indefinite", "وِزَارَةٌ وِزَارَةً وِزَارَةٍ"),
    ("وِزَارَة", "noun", "fs", "his", "وِزَارَتُهُ وِزَارَتَهُ وِزَارَتِهِ"),
    ("وِزَارَة", "noun", "fd", "definite", "الوِزَارَتَانِ الوِزَارَتَيْنِ الوِزَارَتَيْنِ"),
    ("وِزَارَة", "noun", "fp", "indefinite", "وِزَارَاتٌ وِزَارَاتٍ وِزَارَاتٍ"),
    ("وِزَارَة", "noun", "fp", "his", "وِزَارَاتُهُ وِزَارَاتِهِ وِزَارَاتِهِ"),
    ("رَئِيس", "noun", "mp", "indefinite", "رُؤَسَاءُ رُؤَسَاءَ رُؤَسَاءَ"),
    ("رَئِيس", "noun", "mp", "definite", "الرُّؤَسَاءُ الرُّؤَسَاءَ الرُّؤَسَاءِ"),
    ("رَئِيس", "noun", "mp", "his", "رُؤَسَاؤُهُ رُؤَسَاءَهُ رُؤَسَائِهِ"),
    ("رَئِيس", "noun", "fs", "definite", "الرَّئِيسَةُ الرَّئِيسَةَ الرَّئِيسَةِ"),
    ("مُهَنْدِس", "noun", "mp", "definite", "المُهَنْدِسُونَ المُهَنْدِسِينَ المُهَنْدِسِينَ"),
    ("مُهَنْدِس", "noun", "mp", "construct", "مُهَنْدِسُو مُهَنْدِسِي مُهَنْدِسِي"),
    ("مُهَنْدِس", "noun", "mp", "my", "مُهَنْدِسِيَّ مُهَنْدِسِيَّ مُهَنْدِسِيَّ"),
    ("مُهَنْدِس", "noun", "fp", "indefinite", "مُهَنْدِسَاتٌ مُهَنْدِسَاتٍ مُهَنْدِسَاتٍ"),
    ("بِنَاء", "noun", "ms", "indefinite", "بِنَاءٌ بِنَاءً بِنَاءٍ"),
    ("بِنَاء", "noun", "ms", "his", "بِنَاؤُهُ بِنَاءَهُ بِنَائِهِ"),
    ("جُزْء", "noun", "ms", "indefinite", "جُزْءٌ جُزْءًا جُزْءٍ"),
    ("جُزْء", "noun", "ms", "his", "جُزْؤُهُ جُزْأَهُ/جُزْءَهُ جُزْئِهِ"),
    ("جُزْء", "noun", "mp", "indefinite", "أَجْزَاءٌ أَجْزَاءً أَجْزَاءٍ"),
    ("شَيْء", "noun", "ms", "indefinite", "شَيْءٌ شَيْئًا شَيْءٍ"),
    ("شَيْء", "noun", "mp", "indefinite", "أَشْيَاءُ أَشْيَاءَ أَشْيَاءَ"),
    ("مَرْفَأ", "noun", "ms", "indefinite", "مَرْفَأٌ مَرْفَأً مَرْفَأٍ"),
    ("مَرْفَأ", "noun", "md", "indefinite", "مَرْفَآنِ مَرْفَأَيْنِ مَرْفَأَيْنِ"),
    ("مَرْفَأ", "noun", "mp", "indefinite", "مَرَافِئُ مَرَافِئَ مَرَافِئَ"),
    ("مُنْشَأَة", "noun", "fp", "definite", "المُنْشَآتُ المُنْشَآتِ المُنْشَآتِ"),
    ("قَاضِي", "noun", "ms", "indefinite", "قَاضٍ قَاضِيًا قَاضٍ"),
    ("قَاضِي", "noun", "ms", "definite", "القَاضِي القَاضِيَ القَاضِي"),
    ("قَاضِي", "noun", "ms", "his", "قَاضِيهِ قَاضِيَهُ قَاضِيهِ"),
    ("قَاضِي", "noun", "ms", "my", "قَاضِيَّ قَاضِيَّ قَاضِيَّ"),
    ("قَاضِي", "noun", "mp", "indefinite", "قُضَاةٌ قُضَاةً قُضَاةٍ"),
    ("مَبْنَى", "noun", "ms", "indefinite", "مَبْنًى مَبْنًى مَبْنًى"),
    ("مَبْنَى", "noun", "ms", "his", "مَبْنَاهُ مَبْنَاهُ مَبْنَاهُ"),
    ("مَبْنَى", "noun", "md", "indefinite", "مَبْنَيَانِ مَبْنَيَيْنِ مَبْنَيَيْنِ"),
    ("مَبْنَى", "noun", "mp", "indefinite", "مَبَانٍ مَبَانِيَ مَبَانٍ"),
    ("ذِكْرَى", "noun", "fs", "indefinite", "ذِكْرَى ذِكْرَى ذِكْرَى"),
    ("ذِكْرَى", "noun", "fs", "my", "ذِكْرَايَ ذِكْرَايَ ذِكْرَايَ"),
    ("عَصَا", "noun", "fs", "my", "عَصَايَ عَصَايَ عَصَايَ"),
    ("عَصَا", "noun", "fd", "indefinite", "عَصَوَانِ عَصَوَيْنِ عَصَوَيْنِ"),
    ("صَحْرَاء", "noun", "fs", "indefinite", "صَحْرَاءُ صَحْرَاءَ صَحْرَاءَ"),
    ("صَحْرَاء", "noun", "fs", "definite", "الصَّحْرَاءُ الصَّحْرَاءَ الصَّحْرَاءِ"),
    ("صَحْرَاء", "noun", "fd", "indefinite", "صَحْرَاوَانِ صَحْرَاوَيْنِ صَحْرَاوَيْنِ"),
    ("أَب", "noun", "ms", "indefinite", "أَبٌ أَبًا أَبٍ"),
    ("أَب", "noun", "ms", "construct", "أَبُو أَبَا أَبِي"),
    ("أَب", "noun", "ms", "his", "أَبُوهُ أَبَاهُ أَبِيهِ"),
    ("أَب", "noun", "md", "indefinite", "أَبَوَانِ أَبَوَيْنِ أَبَوَيْنِ"),
    ("وَقْت", "noun", "mp", "indefinite", "أَوْقَاتٌ أَوْقَاتًا أَوْقَاتٍ"),
    ("قَضِيَّة", "noun", "fp", "indefinite", "قَضَايَا قَضَايَا قَضَايَا"),
    ("قَضِيَّة", "noun", "fs", "my", "قَضِيَّتِي قَضِيَّتِي قَضِيَّتِي"),
    ("رُوسِيّ", "adj", "ms", "indefinite", "رُوسِيٌّ رُوسِيًّا رُوسِيٍّ"),
    ("رُوسِيّ", "adj", "fs", "definite", "الرُّوسِيَّةُ الرُّوسِيَّةَ الرُّوسِيَّةِ"),
    ("أَحْمَر", "adj", "ms", "indefinite", "أَحْمَرُ أَحْمَرَ أَحْمَرَ"),
    ("أَحْمَر", "adj", "fs", "indefinite", "حَمْرَاءُ حَمْرَاءَ حَمْرَاءَ"),
    ("أَحْمَر", "adj", "mp", "indefinite", "حُمْرٌ حُمْرًا حُمْرٍ"),
    ("أَكْبَر", "adj_comp", "fs", "definite", "الكُبْرَى الكُبْرَى الكُبْرَى"),
    ("ثَانِي", "adj_num", "ms", "indefinite", "ثَانٍ ثَانِيًا ثَانٍ"),
    ("ثَانِي", "adj_num", "fs", "definite", "الثَّانِيَةُ الثَّانِيَةَ الثَّانِيَةِ"),
    ("حَلَب", "noun_prop", "fs", "indefinite", "حَلَبُ حَلَبَ حَلَبَ"),
    ("سُورِيَّة", "noun_prop", "fs", "indefinite", "سُورِيَّةُ سُورِيَّةَ سُورِيَّةَ"),
    ("مُحَمَّد", "noun_prop", "ms", "indefinite", "مُحَمَّدٌ مُحَمَّدًا مُحَمَّدٍ"),
    ("كِرِمْلِين", "noun_prop", "ms", "definite", "الكِرِمْلِينُ الكِرِمْلِينَ الكِرِمْلِينِ"),
    ("ثَلَاثَة", "noun_num", "fs", "indefinite", "ثَلَاثٌ ثَلَاثًا ثَلَاثٍ"),
    ("ثَلَاثَة", "noun_num", "ms", "indefinite", "ثَلَاثَةٌ ثَلَاثَةً ثَلَاثَةٍ"),
    ("عِشْرُون", "noun_num", "mp", "indefinite", "عِشْرُونَ عِشْرِينَ عِشْرِينَ"),
]


@pytest.mark.parametrize("lemma, pos, agreement, state, expected", DECLENSIONS)
def test_declension(generator, lemma, pos, agreement, state, expected):
    features = {"pos": pos, "gen": agreement[0], "num": agreement[1], **STATES[state]}
    found = (
        {f["diac"] for f in generator.generate(written(lemma), {**features, "cas": case})} for case in "nag"
    )
    assert list(found) == [set(forms.split("/")) for forms in written(expected).split()]


def test_two_plurals_of_one_noun(generator):
    features = {"pos": "noun", "gen": "f", "num": "p", "cas": "n", **STATES["indefinite"]}
    assert {f["diac"] for f in generator.generate("سَنَة", features)} == {"سَنَوَاتٌ", "سِنُونَ"}
    assert {f["diac"] for f in generator.generate("عَيْن", features)} == {"عُيُونٌ", "أَعْيُنٌ"}


def test_functional_and_formal_gender_and_number(analyses):
    plural = next(a for a in analyses("الكتب") if a["lex"] == "كِتَاب")
    assert (plural["gen"], plural["num"], plural["form_gen"], plural["form_num"]) == ("m", "p", "m", "s")
    sun = next(a for a in analyses("الشمس") if a["lex"] == "شَمْس")
    assert (sun["gen"], sun["form_gen"]) == ("f", "m")
    assert {a["rat"] for a in analyses("المهندسات")} == {"y"}
    assert {a["rat"] for a in analyses("وزارات")} == {"n"}


def test_names_take_no_article_unless_they_have_one(analyses):
    assert not any(a["pos"] == "noun_prop" for a in analyses("الحلب"))
    assert not any(a["pos"] == "noun_prop" for a in analyses("كرملين"))
    assert {a["cas"] for a in analyses("لموسكو")} == {"g"}
