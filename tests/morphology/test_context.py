"""What the neighbours of a word decide, on whole sentences."""

import pytest

import khabar
from khabar.morphology.camel import disambiguator, gains_of, lattice, measured, tag
from khabar.morphology.context import Reading, contradicts, together
from khabar.morphology.paths import Paths, cheapest
from khabar.text.document import Word


def words(text: str) -> list[Word]:
    return [word for token in tag(text) for word in token.words]


def the(text: str, form: str) -> Word:
    return next(word for word in words(text) if word.form == form)


@pytest.mark.parametrize(
    ("text", "form", "vform"),
    [
        ("في مدينة كبيرة", "مدينة", "مَدِينَةٍ"),
        ("أعلنت وزارة الخارجية", "وزارة", "وِزَارَةُ"),
        ("أعلنت وزارة الخارجية", "الخارجية", "الْخَارِجِيَّةِ"),
        ("إن الوزير قال ذلك", "الوزير", "الْوَزِيرَ"),
        ("لم يقل الوزير شيئا", "يقل", "يَقُلِ"),
        ("يجب أن تقوم العلاقات على الاحترام", "تقوم", "تَقُومَ"),
        ("لن تقوم الحرب", "تقوم", "تَقُومَ"),
        ("تلقى السفير مذكرة احتجاج رسمية", "رسمية", "رَسْمِيَّةً"),
        ("في هذه المدينة", "المدينة", "الْمَدِينَةِ"),
        ("انهيار مبنى سكني", "سكني", "سَكَنِيٍّ"),
        ("قال إنه يمكننا تحقيق السلام", "تحقيق", "تَحْقِيقُ"),  # the object is the pronoun
        ("بعد أن وصل الوزير إلى موسكو", "أن", "أَنْ"),
        ("بعد أن وصل الوزير إلى موسكو", "الوزير", "الْوَزِيرُ"),
        ("في بحث وتطوير العلاقات", "بحث", "بَحْثِ"),  # one genitive after two nouns
        ("بات الوضع أكثر خطورة", "خطورة", "خُطُورَةً"),
    ],
)
def test_endings_follow_what_governs_them(text, form, vform):
    assert the(text, form).vform == vform


@pytest.mark.parametrize(
    ("text", "form", "vform"),
    [
        ("وصل 3 جنود", "جنود", "جُنُودٍ"),
        ("حضرت 12 دولة", "دولة", "دَوْلَةً"),
        ("حضرت ٩٩ دولة", "دولة", "دَوْلَةً"),
        ("حضرت 100 دولة", "دولة", "دَوْلَةٍ"),
        ("حضرت 103 دول", "دول", "دُوَلٍ"),
        ("بلغت القيمة 300 مليون دولار", "مليون", "مِلْيُونِ"),
        ("بمبلغ وبـ15 مليار يورو", "مليار", "مِلْيَارَ"),
        ("في 5 مدن", "في", "فِي"),
    ],
)
def test_what_is_counted_in_digits_stands_in_the_case_that_the_number_wants(text, form, vform):
    assert the(text, form).vform == vform


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("رأى يوان شيكاي رئيس الجمهورية", "شيكاي"),  # no شيك + ي
        ("قال مدير شركة آفرو إن الأسعار ارتفعت", "آفرو"),  # a question begins with أ
        ("أعلن المخرج لاسي هالستروم ذلك", "لاسي"),  # no ل + اس + ي
        ("ذكرت بي بي سي أن الوفد غادر", "سي"),
        ("ذكرت شبكة سي إن إن أن الوزير وصل", "إن"),
    ],
)
def test_what_is_far_fetched_as_a_word_is_a_name(text, form):
    found = [word for word in words(text) if word.form == form]
    assert found and all(word.upos == "PROPN" for word in found)


def test_small_words_are_no_letters_of_an_abbreviation():
    assert [word.upos for word in words("أو إن في الدار رجلا")[:3]] == ["CCONJ", "SCONJ", "ADP"]
    assert [word.form for word in words("وثق بي الوزير")] == ["وثق", "ب", "ي", "الوزير"]


def test_words_with_few_clitics_are_no_names():
    for text, form, upos in (
        ("وبمساعدتهم وصل الوفد", "مساعدت", "NOUN"),
        ("ظننت أن الحل قريب", "ظننت", "VERB"),
    ):
        assert the(text, form).upos == upos


@pytest.mark.parametrize(
    ("text", "form", "lemma", "upos"),
    [
        ("عاش وحده في المدينة", "وحد", "وَحْد", "NOUN"),
        ("حقوق المرأة", "المرأة", "امْرَأَة", "NOUN"),
        ("وغالباً ما يرفض", "غالباً", "غَالِب", "ADV"),
        ("بيد أن الوزير رفض", "بيد", "بَيْدَ", "ADV"),
        ("قال أنا مستعد", "أنا", "هُوَ", "PRON"),
        ("دورة الألعاب الأولمبية", "الألعاب", "لَعِب", "NOUN"),
        ("السنة الدقيقة", "الدقيقة", "دَقِيق", "ADJ"),
        ("وفي ذلك العام ظهر", "العام", "عَام", "NOUN"),
        ("عرض المكتب اليوم العديد من الخطط", "العديد", "عَدِيد", "NOUN"),
        ("قتل عشرات المدنيين", "عشرات", "عَشَرَة", "NOUN"),
        ("لم يصل الوفد بعد.", "بعد", "بَعْدُ", "ADV"),
        ("بين حزيران وآب من عام 2010", "آب", "آب", "NOUN"),
        ("أمرت بمصادرة المضبوطات", "مصادرة", "مُصَادَرَة", "NOUN"),
        ("نادرا ما تصل الأموال", "نادرا", "نَادِر", "ADJ"),
    ],
)
def test_common_words_that_had_been_missed(text, form, lemma, upos):
    word = the(text, form)
    assert (word.lemma, word.upos) == (lemma, upos)


def test_no_pronoun_is_written_with_a_ta_marbuta():
    assert the("هزة أرضية قوية", "أرضية").upos == "ADJ"
    assert [word.form for word in words("أصوات معبرة")] == ["أصوات", "معبرة"]


def test_an_adjective_that_is_used_as_a_noun_is_one():
    assert the("قال المقربون من الرئيس", "المقربون").upos == "NOUN"
    assert the("تطلق الشرطة المقربين", "المقربين").upos == "NOUN"
    assert the("قتل مئات المدنيين", "المدنيين").upos == "NOUN"
    assert the("الوزراء المقربون من الرئيس", "المقربون").upos == "ADJ"


def test_a_noun_and_not_a_verb_stands_after_a_preposition():
    assert the("تسببت الأمطار في قطع الطرق", "قطع").upos == "NOUN"
    assert the("قطع المتظاهرون الطرق", "قطع").upos == "VERB"


def test_an_before_a_verb_is_not_anna():
    assert the("يجب أن تقوم", "أن").vform == "أَنْ"
    assert the("أعلن أن المحادثات مستمرة", "أن").vform == "أَنَّ"


def test_signs_that_the_writer_wrote_decide():
    assert the("وقّع الوزيران", "وقّع").lemma == "وَقَّعَ"
    assert the("وصوّت المجلس", "صوّت").upos == "VERB"


@pytest.mark.parametrize(
    ("form", "vocalised", "odds"),
    [
        ("وقّع", "وَقَّعَ", False),
        ("وقّع", "وَقَعَ", True),
        ("تقدماً", "تَقَدُّمًا", False),
        ("تقدمًا", "تَقَدُّمًا", False),
        ("كَتب", "كُتِبَ", True),
        ("كتب", "كُتِبَ", False),
        ("قْد", "قَدْ", False),  # a sukun is never held against a reading
        ("مدرسه", "مَدْرَسَةٌ", False),  # another spelling
    ],
)
def test_a_written_sign_speaks_against_other_vowels(form, vocalised, odds):
    assert contradicts(form, vocalised) is odds


def test_quotation_marks_do_not_part_neighbours():
    assert the('ردت على "العدوان الأميركي"', "العدوان").feats["Case"] == "Gen"


def test_a_genitive_wants_a_governor():
    noun = Reading("noun", case="g", state="i", gender="m", number="s")
    assert together(Reading("prep"), noun) < together(
        Reading("verb", gender="m", number="s", person="3"), noun
    )


def test_choosing_changes_the_order_and_nothing_else():
    (alone,) = [disambiguator().candidates("المدينة")]
    in_context = disambiguator().disambiguate(["في", "المدينة"])[1].analyses
    assert sorted(a.diac for a in in_context) == sorted(a.diac for a in alone)


def test_one_sentence_alone_and_many_together_have_the_same_cheapest_paths():
    sentences = [[token.form for token in sentence.tokens] for sentence in khabar.article().sentences]
    columns = [disambiguator().columns(forms) for forms in [*sentences, ["قال"], []]]
    lattices = [lattice(of_words, gains_of(of_words), measured(of_words)) for of_words in columns]
    assert Paths(lattices).best() == [cheapest(one) for one in lattices]


@pytest.mark.parametrize("tree", [False, True])
def test_names_of_persons_that_are_words_are_names_by_what_stands_around(tree):
    for text, *names in (
        ("أنه متى يحضر رئيس الوزراء، عادل عبد المهدي، إلى البرلمان", "عادل", "المهدي"),  # title and comma
        ("وحصد الجائزة كل من البحرينية تقوى محمد جواد", "تقوى", "محمد", "جواد"),  # one who is a Bahraini
        ("محمد يوسف: حسام حسن يثق في إمام عاشور.", "إمام", "عاشور"),  # a title without an article is none
        ("وأيد القرار عز الدين أوناحي.", "عز", "الدين", "أوناحي"),
        ("أشرف الوزير على المعرض بحضور كمال بداري.", "كمال", "بداري"),
        ("استقبل الأمين العام أحمد أبو الغيط الوفد.", "أحمد", "أبو", "الغيط"),
        ("سيغيب أشرف بن شرقي عن المباراة", "شرقي"),
        ("كرم المهرجان المخرج مارون بغدادي والممثلة رندة كعدي.", "كعدي"),
        ("رفض أمين سلام وزير الاقتصاد الرد", "أمين", "سلام"),
        ("وأصيب المصور إسماعيل الزيات خلال القصف.", "إسماعيل", "الزيات"),
        ("قال الأمير محمد بن سلمان آل سعود إن العمل مستمر.", "بن", "آل"),
        ("وصل الرئيس محمد ولد الشيخ أحمد إلى المطار.", "ولد", "أحمد"),
        ("نفى أحمد أبو النجا، سكرتير النقابة، الخبر.", "أبو", "النجا"),  # no list has it
        ("غادر الرئيس عبد ربه منصور المدينة.", "عبد", "ربه"),
        ("أسند عبد الحق المهمة إلى زميله.", "عبد", "الحق"),
        ("نقل ذلك عن محمد زبدة مدير المحطة.", "زبدة"),
        ("وأضاف الزلزاوي أن العمل مستمر.", "الزلزاوي"),
        ("وضمت القائمة محمد السالم، نواف الأحول، فهد المسافر، وغيرهم.", "الأحول"),
        ("وقدم الجائزة يوهان فان فلدا.", "فان"),
    ):
        tags = {word.form: word.upos for word in khabar.read(text, tree=tree, vowels=False).words}
        assert {name: tags.get(name) for name in names} == dict.fromkeys(names, "PROPN"), text


def test_words_that_can_be_names_stay_words_where_nothing_speaks_for_one():
    for text, form, upos in (
        ("وقال المتحدث باسم الوزارة إن الوفد غادر.", "اسم", "NOUN"),
        ("التقى الرئيس السوري بشار الأسد صباح اليوم الوفد.", "صباح", "NOUN"),
        ("أعرب رئيس الوزراء التركي إردوغان عن أمله.", "التركي", "ADJ"),
        ("استقبل أمير الكويت الوزير.", "أمير", "NOUN"),
        ("أقر الملك المقدوني فيليب الأول القانون.", "المقدوني", "ADJ"),
        ("ولد محمد في القاهرة.", "ولد", "VERB"),
        ("فتح الباب أمام الوفد.", "فتح", "VERB"),
        ("يسافر من مطار الملكة علياء الدولي غدا.", "الدولي", "ADJ"),
        ("قالت زينب السبت إن العمل مستمر.", "السبت", "NOUN"),
    ):
        assert the(text, form).upos == upos, text
