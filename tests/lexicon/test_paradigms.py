"""``khabar.conjugate``, ``decline`` and ``family`` over the shipped lexicon.

The expected forms were written from the grammar (Wright I, §§ 35-189 and 295-346), not from the
program. A cell with several good forms has them in any order, joined by a slash.
"""

import re

import pytest

import khabar
from khabar.morphology.camel import resource

pytestmark = pytest.mark.skipif(resource().name != "lexicon", reason="the user's full CAMeL data is in use")

PERSONS = ["3ms", "3fs", "3md", "3fd", "3mp", "3fp", "2ms", "2fs", "2md", "2mp", "2fp", "1s", "1p"]
VERBS = [
    # sound, with the vowels a/a, i/a, u/u
    ("ذَهَبَ", "active", "jussive", "يَذْهَبْ تَذْهَبْ يَذْهَبَا تَذْهَبَا يَذْهَبُوا يَذْهَبْنَ تَذْهَبْ تَذْهَبِي تَذْهَبَا تَذْهَبُوا تَذْهَبْنَ أَذْهَبْ نَذْهَبْ"),
    ("شَرِبَ", "active", "perfect", "شَرِبَ شَرِبَتْ شَرِبَا شَرِبَتَا شَرِبُوا شَرِبْنَ شَرِبْتَ شَرِبْتِ شَرِبْتُمَا شَرِبْتُمْ شَرِبْتُنَّ شَرِبْتُ شَرِبْنَا"),
    ("كَبُرَ", "active", "indicative", "يَكْبُرُ تَكْبُرُ يَكْبُرَانِ تَكْبُرَانِ يَكْبُرُونَ يَكْبُرْنَ تَكْبُرُ تَكْبُرِينَ تَكْبُرَانِ تَكْبُرُونَ تَكْبُرْنَ أَكْبُرُ نَكْبُرُ"),
    # hollow
    ("بَاعَ", "active", "perfect", "بَاعَ بَاعَتْ بَاعَا بَاعَتَا بَاعُوا بِعْنَ بِعْتَ بِعْتِ بِعْتُمَا بِعْتُمْ بِعْتُنَّ بِعْتُ بِعْنَا"),
    ("بَاعَ", "passive", "perfect", "بِيعَ بِيعَتْ بِيعَا بِيعَتَا بِيعُوا بِعْنَ بِعْتَ بِعْتِ بِعْتُمَا بِعْتُمْ بِعْتُنَّ بِعْتُ بِعْنَا"),
    ("خَافَ", "active", "jussive", "يَخَفْ تَخَفْ يَخَافَا تَخَافَا يَخَافُوا يَخَفْنَ تَخَفْ تَخَافِي تَخَافَا تَخَافُوا تَخَفْنَ أَخَفْ نَخَفْ"),
    ("خَافَ", "active", "imperative", "- - - - - - خَفْ خَافِي خَافَا خَافُوا خَفْنَ - -"),
    ("شَاءَ", "active", "jussive", "يَشَأْ تَشَأْ يَشَاءَا تَشَاءَا يَشَاءُوا/يَشَاؤُوا يَشَأْنَ تَشَأْ تَشَائِي تَشَاءَا تَشَاءُوا/تَشَاؤُوا تَشَأْنَ أَشَأْ نَشَأْ"),
    ("شَاءَ", "active", "imperative", "- - - - - - شَأْ شَائِي شَاءَا شَاءُوا/شَاؤُوا شَأْنَ - -"),
    # defective, also doubly weak
    ("دَعَا", "passive", "indicative", "يُدْعَى تُدْعَى يُدْعَيَانِ تُدْعَيَانِ يُدْعَوْنَ يُدْعَيْنَ تُدْعَى تُدْعَيْنَ تُدْعَيَانِ تُدْعَوْنَ تُدْعَيْنَ أُدْعَى نُدْعَى"),
    ("خَشِيَ", "active", "perfect", "خَشِيَ خَشِيَتْ خَشِيَا خَشِيَتَا خَشُوا خَشِينَ خَشِيتَ خَشِيتِ خَشِيتُمَا خَشِيتُمْ خَشِيتُنَّ خَشِيتُ خَشِينَا"),
    ("رَوَى", "active", "indicative", "يَرْوِي تَرْوِي يَرْوِيَانِ تَرْوِيَانِ يَرْوُونَ يَرْوِينَ تَرْوِي تَرْوِينَ تَرْوِيَانِ تَرْوُونَ تَرْوِينَ أَرْوِي نَرْوِي"),
    ("وَعَى", "active", "imperative", "- - - - - - عِ عِي عِيَا عُوا عِينَ - -"),
    ("أَتَى", "active", "indicative", "يَأْتِي تَأْتِي يَأْتِيَانِ تَأْتِيَانِ يَأْتُونَ يَأْتِينَ تَأْتِي تَأْتِينَ تَأْتِيَانِ تَأْتُونَ تَأْتِينَ آتِي نَأْتِي"),
    ("أَتَى", "active", "imperative", "- - - - - - ائْتِ ائْتِي ائْتِيَا ائْتُوا ائْتِينَ - -"),
    ("رَأَى", "passive", "indicative", "يُرَى تُرَى يُرَيَانِ تُرَيَانِ يُرَوْنَ يُرَيْنَ تُرَى تُرَيْنَ تُرَيَانِ تُرَوْنَ تُرَيْنَ أُرَى نُرَى"),
    # assimilated
    ("وَقَفَ", "active", "jussive", "يَقِفْ تَقِفْ يَقِفَا تَقِفَا يَقِفُوا يَقِفْنَ تَقِفْ تَقِفِي تَقِفَا تَقِفُوا تَقِفْنَ أَقِفْ نَقِفْ"),
    ("وَضَعَ", "passive", "perfect", "وُضِعَ وُضِعَتْ وُضِعَا وُضِعَتَا وُضِعُوا وُضِعْنَ وُضِعْتَ وُضِعْتِ وُضِعْتُمَا وُضِعْتُمْ وُضِعْتُنَّ وُضِعْتُ وُضِعْنَا"),
    ("يَئِسَ", "active", "imperative", "- - - - - - ايأَسْ ايأَسِي ايأَسَا ايأَسُوا ايأَسْنَ - -"),
    # geminate
    ("مَدَّ", "active", "jussive", "يَمُدَّ/يَمْدُدْ تَمُدَّ/تَمْدُدْ يَمُدَّا تَمُدَّا يَمُدُّوا يَمْدُدْنَ تَمُدَّ/تَمْدُدْ تَمُدِّي تَمُدَّا تَمُدُّوا تَمْدُدْنَ أَمُدَّ/أَمْدُدْ نَمُدَّ/نَمْدُدْ"),
    ("ظَلَّ", "active", "perfect", "ظَلَّ ظَلَّتْ ظَلَّا ظَلَّتَا ظَلُّوا ظَلِلْنَ ظَلِلْتَ ظَلِلْتِ ظَلِلْتُمَا ظَلِلْتُمْ ظَلِلْتُنَّ ظَلِلْتُ ظَلِلْنَا"),
    # hamza first, middle, last
    ("أَكَلَ", "active", "imperative", "- - - - - - كُلْ كُلِي كُلَا كُلُوا كُلْنَ - -"),
    ("سَأَلَ", "passive", "perfect", "سُئِلَ سُئِلَتْ سُئِلَا سُئِلَتَا سُئِلُوا سُئِلْنَ سُئِلْتَ سُئِلْتِ سُئِلْتُمَا سُئِلْتُمْ سُئِلْتُنَّ سُئِلْتُ سُئِلْنَا"),
    ("قَرَأَ", "active", "perfect", "قَرَأَ قَرَأَتْ قَرَآ قَرَأَتَا قَرَؤُوا/قَرَأُوا قَرَأْنَ قَرَأْتَ قَرَأْتِ قَرَأْتُمَا قَرَأْتُمْ قَرَأْتُنَّ قَرَأْتُ قَرَأْنَا"),
    ("جَرُؤَ", "active", "indicative", "يَجْرُؤُ تَجْرُؤُ يَجْرُؤَانِ تَجْرُؤَانِ يَجْرُؤُونَ يَجْرُؤْنَ تَجْرُؤُ تَجْرُئِينَ تَجْرُؤَانِ تَجْرُؤُونَ تَجْرُؤْنَ أَجْرُؤُ نَجْرُؤُ"),
    # derived forms
    ("سَمَّى", "passive", "perfect", "سُمِّيَ سُمِّيَتْ سُمِّيَا سُمِّيَتَا سُمُّوا سُمِّينَ سُمِّيتَ سُمِّيتِ سُمِّيتُمَا سُمِّيتُمْ سُمِّيتُنَّ سُمِّيتُ سُمِّينَا"),
    ("حَاوَلَ", "passive", "perfect", "حُووِلَ حُووِلَتْ حُووِلَا حُووِلَتَا حُووِلُوا حُووِلْنَ حُووِلْتَ حُووِلْتِ حُووِلْتُمَا حُووِلْتُمْ حُووِلْتُنَّ حُووِلْتُ حُووِلْنَا"),
    ("أَعَدَّ", "active", "imperative", "- - - - - - أَعِدَّ/أَعْدِدْ أَعِدِّي أَعِدَّا أَعِدُّوا أَعْدِدْنَ - -"),
    ("آتَى", "active", "indicative", "يُؤْتِي تُؤْتِي يُؤْتِيَانِ تُؤْتِيَانِ يُؤْتُونَ يُؤْتِينَ تُؤْتِي تُؤْتِينَ تُؤْتِيَانِ تُؤْتُونَ تُؤْتِينَ أُوتِي/أُؤْتِي نُؤْتِي"),
    ("أَسَاءَ", "active", "indicative", "يُسِيءُ تُسِيءُ يُسِيئَانِ تُسِيئَانِ يُسِيئُونَ يُسِئْنَ تُسِيءُ تُسِيئِينَ تُسِيئَانِ تُسِيئُونَ تُسِئْنَ أُسِيءُ نُسِيءُ"),
    ("تَبَنَّى", "active", "jussive", "يَتَبَنَّ تَتَبَنَّ يَتَبَنَّيَا تَتَبَنَّيَا يَتَبَنَّوْا يَتَبَنَّيْنَ تَتَبَنَّ تَتَبَنَّيْ تَتَبَنَّيَا تَتَبَنَّوْا تَتَبَنَّيْنَ أَتَبَنَّ نَتَبَنَّ"),
    ("تَفَاءَلَ", "active", "perfect", "تَفَاءَلَ تَفَاءَلَتْ تَفَاءَلَا تَفَاءَلَتَا تَفَاءَلُوا تَفَاءَلْنَ تَفَاءَلْتَ تَفَاءَلْتِ تَفَاءَلْتُمَا تَفَاءَلْتُمْ تَفَاءَلْتُنَّ تَفَاءَلْتُ تَفَاءَلْنَا"),
    ("انْضَمَّ", "active", "indicative", "يَنْضَمُّ تَنْضَمُّ يَنْضَمَّانِ تَنْضَمَّانِ يَنْضَمُّونَ يَنْضَمِمْنَ تَنْضَمُّ تَنْضَمِّينَ تَنْضَمَّانِ تَنْضَمُّونَ تَنْضَمِمْنَ أَنْضَمُّ نَنْضَمُّ"),
    ("اضْطَلَعَ", "active", "indicative", "يَضْطَلِعُ تَضْطَلِعُ يَضْطَلِعَانِ تَضْطَلِعَانِ يَضْطَلِعُونَ يَضْطَلِعْنَ تَضْطَلِعُ تَضْطَلِعِينَ تَضْطَلِعَانِ تَضْطَلِعُونَ تَضْطَلِعْنَ أَضْطَلِعُ نَضْطَلِعُ"),
    ("احْتَلَّ", "passive", "perfect", "احْتُلَّ احْتُلَّتْ احْتُلَّا احْتُلَّتَا احْتُلُّوا احْتُلِلْنَ احْتُلِلْتَ احْتُلِلْتِ احْتُلِلْتُمَا احْتُلِلْتُمْ احْتُلِلْتُنَّ احْتُلِلْتُ احْتُلِلْنَا"),
    ("اسْوَدَّ", "active", "perfect", "اسْوَدَّ اسْوَدَّتْ اسْوَدَّا اسْوَدَّتَا اسْوَدُّوا اسْوَدَدْنَ اسْوَدَدْتَ اسْوَدَدْتِ اسْوَدَدْتُمَا اسْوَدَدْتُمْ اسْوَدَدْتُنَّ اسْوَدَدْتُ اسْوَدَدْنَا"),
    ("اسْتَقَالَ", "active", "jussive", "يَسْتَقِلْ تَسْتَقِلْ يَسْتَقِيلَا تَسْتَقِيلَا يَسْتَقِيلُوا يَسْتَقِلْنَ تَسْتَقِلْ تَسْتَقِيلِي تَسْتَقِيلَا تَسْتَقِيلُوا تَسْتَقِلْنَ أَسْتَقِلْ نَسْتَقِلْ"),
    ("سَيْطَرَ", "active", "subjunctive", "يُسَيْطِرَ تُسَيْطِرَ يُسَيْطِرَا تُسَيْطِرَا يُسَيْطِرُوا يُسَيْطِرْنَ تُسَيْطِرَ تُسَيْطِرِي تُسَيْطِرَا تُسَيْطِرُوا تُسَيْطِرْنَ أُسَيْطِرَ نُسَيْطِرَ"),
]  # fmt: skip
NOMINALS = [
    ("مُهَنْدِس", "p", "m", "construct", "مُهَنْدِسُو مُهَنْدِسِي مُهَنْدِسِي"),
    ("مَسْجِد", "p", "m", "indefinite", "مَسَاجِدُ مَسَاجِدَ مَسَاجِدَ"),
    ("مَسْجِد", "p", "m", "definite", "المَسَاجِدُ المَسَاجِدَ المَسَاجِدِ"),
    ("قَاضٍ", "s", "m", "indefinite", "قَاضٍ قَاضِيًا قَاضٍ"),
    ("مُسْتَشْفًى", "s", "m", "indefinite", "مُسْتَشْفًى مُسْتَشْفًى مُسْتَشْفًى"),
    ("مُسْتَشْفًى", "p", "m", "definite", "المُسْتَشْفَيَاتُ المُسْتَشْفَيَاتِ المُسْتَشْفَيَاتِ"),
    ("مَعْنَى", "p", "m", "indefinite", "مَعَانٍ مَعَانِيَ مَعَانٍ"),
    ("يَد", "p", "f", "indefinite", "أَيْدٍ/أَيَادٍ أَيْدِيًا/أَيَادِيَ أَيْدٍ/أَيَادٍ"),
    ("أَخ", "s", "m", "construct", "أَخُو أَخَا أَخِي"),
    ("ذُو", "s", "m", "construct", "ذُو ذَا ذِي"),
    ("ذَات", "p", "f", "construct", "ذَوَاتُ ذَوَاتِ ذَوَاتِ"),
    ("سُورِيّ", "p", "m", "definite", "السُّورِيُّونَ السُّورِيِّينَ السُّورِيِّينَ"),
    ("أَكْبَر", "s", "m", "indefinite", "أَكْبَرُ أَكْبَرَ أَكْبَرَ"),
    ("أَبْيَض", "p", "f", "indefinite", "بَيْضَاوَاتٌ بَيْضَاوَاتٍ بَيْضَاوَاتٍ"),
    ("وِزَارَة", "d", "f", "construct", "وِزَارَتَا وِزَارَتَيْ وِزَارَتَيْ"),
    ("جُزْء", "d", "m", "indefinite", "جُزْءَانِ جُزْأَيْنِ/جُزْءَيْنِ جُزْأَيْنِ/جُزْءَيْنِ"),
    ("سَمَاء", "s", "f", "indefinite", "سَمَاءٌ سَمَاءً سَمَاءٍ"),
    ("مِرْآة", "s", "f", "indefinite", "مِرْآةٌ مِرْآةً مِرْآةٍ"),
    ("اِبْن", "p", "m", "construct", "أَبْنَاءُ/بَنُو أَبْنَاءَ/بَنِي أَبْنَاءِ/بَنِي"),
    ("اسْم", "s", "m", "definite", "الاسْمُ الاسْمَ الاسْمِ"),
    ("لُغَة", "s", "f", "definite", "اللُّغَةُ اللُّغَةَ اللُّغَةِ"),
    ("مَبْدَأ", "d", "m", "indefinite", "مَبْدَآنِ مَبْدَأَيْنِ مَبْدَأَيْنِ"),
    ("أَعْمَى", "s", "m", "definite", "الأَعْمَى الأَعْمَى الأَعْمَى"),
]  # fmt: skip
NUMBERS = {"s": "singular", "d": "dual", "p": "plural"}


def cells(text: str) -> list[set[str]]:
    ordered = re.sub("([ً-ِ])ّ", r"ّ\1", text)  # shadda before its vowel
    return [set(re.split(r"\s*/\s*", cell)) - {"-", ""} for cell in re.split(r"\s+(?!/)(?<!/ )", ordered)]


@pytest.mark.parametrize("lemma, voice, tense, expected", VERBS)
def test_conjugation(lemma, voice, tense, expected):
    table = khabar.conjugate(lemma, voice)
    found = dict(zip(table.index.get_level_values("person"), table[tense], strict=True))
    assert [set(found.get(person, "").split(" / ")) - {""} for person in PERSONS] == cells(expected)


@pytest.mark.parametrize("lemma, number, gender, state, expected", NOMINALS)
def test_declension(lemma, number, gender, state, expected):
    table = khabar.decline(lemma)
    row = table.xs((NUMBERS[number], gender, state), level=("number", "gender", "state")).iloc[-1]
    assert [set(cell.split(" / ")) for cell in row] == cells(expected)


def test_one_spelling_may_stand_for_several_verbs():
    lemmas = khabar.conjugate("علم").index.get_level_values("lemma").unique()
    assert len(lemmas) == 2
    assert list(lemmas) == [name for word in lemmas for name in khabar.conjugate(word).index.levels[0]]


def test_the_spellings_of_dictionaries_are_understood():
    assert khabar.conjugate("اِسْتَقْبَلَ").equals(khabar.conjugate("استقبل"))
    assert khabar.conjugate("قالَ").equals(khabar.conjugate("قَالَ"))
    assert khabar.decline("كِتابٌ").equals(khabar.decline("كِتَاب"))


def test_a_family_holds_the_words_of_a_root():
    family = khabar.family("كتب")
    assert {"كَتَبَ", "كِتَاب", "كَاتِب", "مَكْتَب", "مَكْتَبَة"} <= set(family["lemma"])
    assert family.equals(khabar.family("ك.ت.ب"))
    assert family.set_index("lemma").loc["كَاتَبَ", "gloss"] == "write to"
    assert "سَأَلَ" in set(khabar.family("سأل")["lemma"])


@pytest.mark.parametrize(
    "call, argument, said",
    [
        (khabar.conjugate, "يكتب", "يكتب can be a form of كَتَبَ"),
        (khabar.conjugate, "كتاب", "give its lemma"),
        (khabar.conjugate, "", "Give a lemma in Arabic letters"),
        (khabar.decline, "abc", "Give a lemma in Arabic letters"),
        (khabar.decline, "الكتاب", "can be a form of كِتَاب"),
        (khabar.decline, None, "Give a lemma in Arabic letters"),
        (khabar.family, "ك", "three to five radicals"),
        (khabar.family, None, "three to five radicals"),
        (khabar.family, "ززز", "no word of the root"),
    ],
)
def test_bad_input_is_answered_in_one_sentence(call, argument, said):
    with pytest.raises(khabar.KhabarError, match=said) as raised:
        call(argument)
    assert "\n" not in str(raised.value)


def test_there_are_two_voices():
    with pytest.raises(khabar.KhabarError, match="active or passive"):
        khabar.conjugate("كتب", "middle")
    with pytest.raises(khabar.KhabarError, match="no passive forms"):
        khabar.conjugate("مَاتَ", "passive")
