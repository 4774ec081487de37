"""The database that the package carries: opened by every camel-tools class, ambiguous as Arabic is, wide enough."""

import importlib
import unicodedata
from pathlib import Path

import pytest

from khabar.morphology._camel_data import importable
from khabar.morphology.camel import EMBEDDED

with importable():
    from camel_tools.disambig.mle import MLEDisambiguator
    from camel_tools.morphology.analyzer import Analyzer
    from camel_tools.morphology.database import MorphologyDB
    from camel_tools.tokenizers.morphological import MorphologicalTokenizer

TABLES = Path(__file__).parents[2] / "toolkit" / "lexicon" / "tables"
FEATURES = """diac lex bw gloss pos prc3 prc2 prc1 prc0 per asp vox mod gen num stt cas enc0 rat source form_gen
form_num d1seg d1tok d2seg d2tok d3seg d3tok atbseg atbtok bwtok catib6 ud root pattern caphi pos_logprob
lex_logprob pos_lex_logprob stem stemgloss stemcat"""
READINGS = [
    ("من", "مِنْ/prep/مِنْ مَنْ/pron_rel/مَنْ مَنْ/pron_interrog/مَنْ مَنَّ/verb/مَنَّ مَنَّ/verb/مُنَّ مَنَّى/verb/مَنِّ"),
    ("علم", "عِلْم/noun/عِلْمٌ عِلْم/noun/عِلْمِ عَلَم/noun/عَلَمُ عَلِمَ/verb/عَلِمَ عَلِمَ/verb/عُلِمَ عَلَّمَ/verb/عَلَّمَ عَلَّمَ/verb/عُلِّمَ عَلَّمَ/verb/عَلِّمْ"),
    ("قبل", "قَبْلَ/prep/قَبْلَ قَبْلَ/prep/قَبْلِ قَبْلُ/adv/قَبْلُ قِبَل/noun/قِبَلِ قَبِلَ/verb/قَبِلَ قَبِلَ/verb/قُبِلَ قَبَّلَ/verb/قَبَّلَ"),
    ("وجه", "وَجْه/noun/وَجْهٍ وَجَّهَ/verb/وَجَّهَ وَجَّهَ/verb/وُجِّهَ وَجَّهَ/verb/وَجِّهْ"),
    ("ذكر", "ذَكَرَ/verb/ذَكَرَ ذَكَرَ/verb/ذُكِرَ ذَكَّرَ/verb/ذَكَّرَ ذَكَّرَ/verb/ذَكِّرْ ذِكْر/noun/ذِكْرُ ذَكَر/noun/ذَكَرٌ"),
    ("تمت", "تَمَّ/verb/تَمَّتْ مَاتَ/verb/تَمُتْ"),
    ("كتب", "كَتَبَ/verb/كَتَبَ كَتَبَ/verb/كُتِبَ كِتَاب/noun/كُتُبٌ كِتَاب/noun/كُتُبِ"),
    ("وقف", "وَقَفَ/verb/وَقَفَ وَقَفَ/verb/وُقِفَ وَقْف/noun/وَقْفُ وَقَفَ/verb/وَقِفْ"),
    ("بعد", "بَعْدَ/prep/بَعْدَ بَعْدَ/prep/بَعْدِ بَعْدُ/adv/بَعْدُ بُعْد/noun/بُعْدِ بَعُدَ/verb/بَعُدَ"),
    ("ان", "أَنْ/conj_sub/أَنْ إِنْ/conj_sub/إِنْ أَنَّ/verb_pseudo/أَنَّ إِنَّ/verb_pseudo/إِنَّ آنَ/verb/آنَ"),
    ("ما", "مَا/part_neg/مَا مَا/pron_rel/مَا مَا/pron_interrog/مَا مَا/pron_exclam/مَا"),
    ("بين", "بَيْنَ/prep/بَيْنَ بَيْنَ/prep/بَيْنِ بَيَّنَ/verb/بَيَّنَ بَيَّنَ/verb/بُيِّنَ بَيِّن/adj/بَيِّنٌ"),
    ("عرض", "عَرْض/noun/عَرْضٌ عَرَضَ/verb/عَرَضَ عَرَضَ/verb/عُرِضَ عَرَّضَ/verb/عَرَّضَ عِرْض/noun/عِرْضَ عَرَض/noun/عَرَضٍ"),
    ("حمل", "حَمَلَ/verb/حَمَلَ حَمَلَ/verb/حُمِلَ حَمَّلَ/verb/حَمَّلَ حَمَّلَ/verb/حَمِّلْ حَمْل/noun/حَمْلُ حِمْل/noun/حِمْلٌ"),
    ("نشر", "نَشَرَ/verb/نَشَرَ نَشَرَ/verb/نُشِرَ نَشْر/noun/نَشْرِ"),
    ("يعد", "عَدَّ/verb/يَعُدُّ عَدَّ/verb/يُعَدُّ أَعَدَّ/verb/يُعِدُّ وَعَدَ/verb/يَعِدُ عَادَ/verb/يَعُدْ"),
]  # fmt: skip
STATES = """أفغانستان ألبانيا الجزائر أندورا أنغولا الأرجنتين أرمينيا أستراليا النمسا أذربيجان البحرين بنغلاديش بربادوس
بيلاروس بلجيكا بليز بنين بوتان بوليفيا بوتسوانا البرازيل بروناي بلغاريا بوروندي كمبوديا الكاميرون كندا تشاد تشيلي
الصين كولومبيا كوستاريكا كرواتيا كوبا قبرص التشيك الدنمارك جيبوتي دومينيكا الإكوادور مصر السلفادور إريتريا إستونيا
إسواتيني إثيوبيا فيجي فنلندا فرنسا الغابون غامبيا جورجيا ألمانيا غانا اليونان غرينادا غواتيمالا غينيا غيانا هايتي
هندوراس المجر أيسلندا الهند إندونيسيا إيران العراق أيرلندا إسرائيل إيطاليا جامايكا اليابان الأردن كازاخستان كينيا
كيريباتي الكويت قرغيزستان لاوس لاتفيا لبنان ليسوتو ليبيريا ليبيا ليختنشتاين ليتوانيا لوكسمبورغ مدغشقر مالاوي
ماليزيا المالديف مالي مالطا موريتانيا موريشيوس المكسيك ميكرونيزيا مولدوفا موناكو منغوليا المغرب موزمبيق ميانمار
ناميبيا ناورو نيبال هولندا نيوزيلندا نيكاراغوا النيجر نيجيريا النرويج عمان باكستان بالاو بنما باراغواي بيرو
الفلبين بولندا البرتغال قطر رومانيا روسيا رواندا ساموا السعودية السنغال صربيا سيشل سيراليون سنغافورة سلوفاكيا
سلوفينيا الصومال إسبانيا سريلانكا السودان سورينام السويد سويسرا سوريا طاجيكستان تايلاند توغو تونغا ترينيداد تونس
تركيا تركمانستان توفالو أوغندا أوكرانيا الإمارات بريطانيا أوروغواي أوزبكستان فانواتو فنزويلا فيتنام اليمن زامبيا
زيمبابوي فلسطين الفاتيكان كوسوفو تايوان تنزانيا"""
NEWS = """انطلقت في أنحاء البلاد صباح اليوم عمليات الاقتراع لاختيار أعضاء البرلمان الجديد وسط إجراءات أمنية مشددة وتوقعات
بإقبال ضعيف وفتحت المراكز أبوابها أمام نحو ثمانية ملايين ناخب وأدلى رئيس الجمهورية بصوته في مدرسة قرب منزله وحث
المواطنين على المشاركة بكثافة وعدم الانجرار وراء دعوات المقاطعة ونفت المفوضية حدوث تزوير مؤكدة أن الحبر المستخدم
لا يمحى وأن الصناديق شفافة ومرقمة التهمت حرائق الغابات نحو عشرين ألف هكتار من أشجار الصنوبر والبلوط وأجبرت آلاف
السكان والمصطافين على إخلاء فنادقهم وتؤجج الرياح العاتية ألسنة اللهب وتعيق عمل طائرات الإطفاء صوت مجلس الأمن
بالإجماع على قرار يمدد ولاية بعثة حفظ السلام بعد مداولات مضنية كادت تنتهي باستخدام حق النقض وامتعض المندوب الروسي
من إقحام فقرات لا تمت بصلة إلى صلب الموضوع لكنه آثر عدم عرقلة التوافق"""


@pytest.fixture(scope="module")
def shipped() -> Analyzer:
    return Analyzer(MorphologyDB(str(EMBEDDED.database), "r"), "NOAN_ALL")


@pytest.mark.parametrize("flags", ["a", "g", "r"])
def test_camel_tools_opens_it(flags):
    assert MorphologyDB(str(EMBEDDED.database), flags).stem_hash is not None


def test_an_analysis_has_the_features_of_camel_tools(shipped):
    assert set(shipped.analyze("وسيكتبونها")[0]) == set(FEATURES.split())
    assert -10 < shipped.analyze("كتاب")[0]["pos_logprob"] < 0


@pytest.mark.parametrize(
    "scheme", ["d1tok", "d1seg", "d2tok", "d2seg", "d3tok", "d3seg", "atbtok", "atbseg", "bwtok"]
)
def test_every_scheme_gives_the_letters_back(shipped, scheme):
    tokenizer = MorphologicalTokenizer(MLEDisambiguator(shipped, str(EMBEDDED.model)), scheme, split=True)
    tokens = tokenizer.tokenize(["وسيكتبونها"])
    assert "".join(token.strip("+") for token in tokens) == "وسيكتبونها"
    assert tokens[0] == "و+"


@pytest.mark.parametrize("word, readings", READINGS)
def test_every_reading_of_a_competent_reader(shipped, word, readings):
    found = {
        unicodedata.normalize("NFC", f"{a['lex']}/{a['pos']}/{a['diac']}") for a in shipped.analyze(word)
    }
    assert {unicodedata.normalize("NFC", reading) for reading in readings.split()} <= found


def test_every_state_is_known(shipped):
    unknown = [
        name
        for name in STATES.split()
        if not any(a["pos"] == "noun_prop" and a["source"] != "backoff" for a in shipped.analyze(name))
    ]
    assert unknown == []


@pytest.mark.parametrize(
    "word, lemma, diac",
    [
        ("شئون", "شَأْن", "شُئُونٌ"),  # Egypt; elsewhere شؤون
        ("شؤون", "شَأْن", "شُؤُونٌ"),
        ("رءوس", "رَأْس", "رُءُوسٌ"),
        ("المسئولين", "مَسْؤُول", "المَسْئُولِينَ"),
        ("جزءين", "جُزْء", "جُزْءَيْنِ"),
        ("جزأين", "جُزْء", "جُزْأَيْنِ"),
        ("يبدأون", "بَدَأَ", "يَبْدَأُونَ"),
        ("يبدؤون", "بَدَأَ", "يَبْدَؤُونَ"),
        ("أؤمن", "آمَنَ", "أُؤْمِنُ"),
        ("مائة", "مِائَة", "مِائَةٌ"),
    ],
)
def test_the_spellings_of_the_press_are_known(shipped, word, lemma, diac):
    assert any((a["lex"], a["diac"], a["source"]) == (lemma, diac, "lex") for a in shipped.analyze(word))


def test_news_is_hardly_ever_guessed(shipped):
    guessed = [word for word in NEWS.split() if all(a["source"] == "backoff" for a in shipped.analyze(word))]
    assert guessed == []


def test_it_is_what_the_tables_compile_to(compile_lexicon, tmp_path):
    done = compile_lexicon(TABLES, tmp_path / "morphology.db")
    assert "left out" not in done.stdout
    assert (tmp_path / "morphology.db").read_bytes() == EMBEDDED.database.read_bytes()


def test_what_verbs_take_is_what_the_tables_say(monkeypatch):
    monkeypatch.syspath_prepend(TABLES.parent)
    tables, valencies = map(importlib.import_module, ("tables", "valencies"))
    verbs = (row for row in tables.read(TABLES))
    assert valencies.valencies(verbs) == valencies.VALENCIES.read_text(encoding="utf-8")


def test_who_is_a_person_is_what_the_tables_say(monkeypatch):
    monkeypatch.syspath_prepend(TABLES.parent)
    tables, people = map(importlib.import_module, ("tables", "people"))
    assert people.people(tables.read(TABLES)) == people.PEOPLE.read_text(encoding="utf-8")


def test_roots_are_those_that_were_decided():
    """Where Camel Morph has another root, ours was decided with a reason (model/roots.tsv)."""
    roots: dict[str, set[str]] = {}
    for path in [*TABLES.glob("verbs-*.tsv"), *TABLES.glob("adjectives-*.tsv")]:
        for line in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()[1:]:
            lemma, _, rest = line.partition("\t")
            roots.setdefault(lemma, set()).add(rest.partition("\t")[0])
    decided = [
        line.split("\t")
        for line in (TABLES.parent / "model" / "roots.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    drifted = [row for row in decided if row[1] not in roots.get(unicodedata.normalize("NFC", row[0]), set())]
    assert not drifted and all(why for *_, why in decided)
