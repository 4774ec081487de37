"""Who says what, by rule, in the frames of Arabic news."""

import pytest

import khabar

# text; then of each attribution: source (what stands for it in brackets), cue, content
FRAMES = {
    "verb, title and name, day, clause": (
        "قال المتحدث باسم الحكومة، فيكتور أوزبيكوف، يوم الثلاثاء إن الاتفاق قريب.",
        [("المتحدث باسم الحكومة، فيكتور أوزبيكوف", "قال", "إن الاتفاق قريب")],
    ),
    "the people spoken to are not the speakers": (
        'أكدت وزيرة الخارجية الألمانية لصحيفة "دير شبيغل" أن برلين مستعدة.',
        [("وزيرة الخارجية الألمانية", "أكدت", "أن برلين مستعدة")],
    ),
    "quotation, then verb": (
        '"لن نوقع على هذا الاتفاق"، قال نتنياهو أمس.',
        [("نتنياهو", "قال", '"لن نوقع على هذا الاتفاق"')],
    ),
    "colon and quotation": (
        'وقال الرئيس التركي، رجب طيب أردوغان، خلال مؤتمر صحفي: "لن نقبل بأي إملاءات".',
        [("الرئيس التركي، رجب طيب أردوغان", "وقال", '"لن نقبل بأي إملاءات"')],
    ),
    "what is counted is no word of saying": (
        "وأضاف الوزير أن الشرطة أوقفت 16 متظاهرا بعد إطلاق قنابل الغاز.",
        [("الوزير", "وأضاف", "أن الشرطة أوقفت 16 متظاهرا بعد إطلاق قنابل الغاز")],
    ),
    "a speaker between quotation marks": (
        'وقال "محلب" إن المجلس صدق على القرض.',
        [('"محلب"', "وقال", "إن المجلس صدق على القرض")],
    ),
    "what somebody calls it, within what they say": (
        "وأكدت المنظمة أن الحكومة تتستر على ما وصفته بالقمع.",
        [
            ("المنظمة", "وأكدت", "أن الحكومة تتستر على ما وصفته بالقمع"),
            ("(المنظمة)", "وصفته", "بالقمع"),
        ],
    ),
    "sites that pass words on, before their verb": (
        "وكانت بعض المواقع نقلت عن مصادر مصرية أن الوفد وصل.",
        [("مصادر مصرية", "نقلت", "أن الوفد وصل")],
    ),
    "a surname that is a verb, too": (
        "نفى وزير الخارجية يوسف رجي وجود أي تفاهم.",
        [("وزير الخارجية يوسف رجي", "نفى", "وجود أي تفاهم")],
    ),
    "nobody is said to hold it": (
        "وصل الوفد. ويعتقد أن المشتبه به فر.",
        [("()", "ويعتقد", "أن المشتبه به فر")],
    ),
    "a verbal noun that was read as a second verb": (
        "أكد رئيس النقابة كريم محفوض رفض تحويل الوزارة إلى ثكنة.",
        [("رئيس النقابة كريم محفوض", "أكد", "رفض تحويل الوزارة إلى ثكنة")],
    ),
    "a given name that is a verb, too, and an office after a comma": (
        "أكدت الدكتورة سهر الدربالي، رئيسة قسم المناعة في مستشفى الرازي، أن اللقاح آمن.",
        [("الدكتورة سهر الدربالي، رئيسة قسم المناعة في مستشفى الرازي", "أكدت", "أن اللقاح آمن")],
    ),
    "who bears a title, after the place of the office": (
        "قال المفوض المكلف بالأمن في الاتحاد الأفريقي، بانكولي أديويي، إن القرار صائب.",
        [("المفوض المكلف بالأمن في الاتحاد الأفريقي، بانكولي أديويي", "قال", "إن القرار صائب")],
    ),
    "an office without a comma after it": (
        "ثمن سامر الشناوي، المتحدث الرسمي لحزب العمل الإفراج عن المحبوسين.",
        [("سامر الشناوي، المتحدث الرسمي لحزب العمل", "ثمن", "الإفراج عن المحبوسين")],
    ),
    "what one thinks oneself, in a quotation": (
        "وقال المدرب: «كنا نعرف أن الفريق سيلعب جيدا وحضرنا لذلك، إنه يوم حزين».",
        [
            ("المدرب", "وقال", "«كنا نعرف أن الفريق سيلعب جيدا وحضرنا لذلك، إنه يوم حزين»"),
            ("(المدرب)", "نعرف", "أن الفريق سيلعب جيدا"),
        ],
    ),
    "a noun of claiming and whose claim it is": (
        "وصل الوفد بعد إعلان الحكومة عن سيطرتها على المدينة.",
        [("الحكومة", "إعلان … عن", "سيطرتها على المدينة")],
    ),
    "an aside of the writer, an office that is only pointed to": (
        "للأسف، أننا هنا. ونفى الحزب الاتهامات مشيرا إلى أمين عام الحركة.",
        [("الحزب", "ونفى", "الاتهامات")],
    ),
    "a visit says nothing": ("كانت زيارة الرئيس تؤكد ضلوع واشنطن.", []),
    "source phrase first": (
        "وبحسب مصدر دبلوماسي، فإن اللقاء عُقد.",
        [("مصدر دبلوماسي", "وبحسب", "فإن اللقاء عُقد")],
    ),
    "source phrase last, round a saying": (
        "نفى الكرملين وجود أي خلاف، نقلاً عن وكالة تاس.",
        [
            ("الكرملين", "نفى", "وجود أي خلاف"),
            ("وكالة تاس", "نقلاً عن", "نفى الكرملين وجود أي خلاف"),
        ],
    ),
    "participle": (
        "قالت مصادر في وزارة الدفاع إن القوات ستنسحب، موضحة أن العملية انتهت.",
        [
            ("مصادر في وزارة الدفاع", "قالت", "إن القوات ستنسحب"),
            ("(مصادر في وزارة الدفاع)", "موضحة", "أن العملية انتهت"),
        ],
    ),
    "the outlet that passes on": (
        'ونقلت وكالة "فرانس برس" عن مسؤول قوله إن الاتفاق قريب.',
        [("مسؤول", "ونقلت", "إن الاتفاق قريب")],
    ),
    "verb and preposition": (
        "ودعا الأمين العام للأمم المتحدة إلى وقف فوري لإطلاق النار.",
        [("الأمين العام للأمم المتحدة", "ودعا … إلى", "وقف فوري لإطلاق النار")],
    ),
    "two sayings in one sentence": (
        "وزعمت إسرائيل أنها استهدفت مواقع عسكرية، بينما أكد الجيش السوري أن القصف طال مدنيين.",
        [
            ("إسرائيل", "وزعمت", "أنها استهدفت مواقع عسكرية"),
            ("الجيش السوري", "أكد", "أن القصف طال مدنيين"),
        ],
    ),
    "subject first, and a name that it gives": (
        'الوزير قال إن بلاده ترفض ما سماه "الابتزاز السياسي".',
        [
            ("الوزير", "قال", 'إن بلاده ترفض ما سماه "الابتزاز السياسي"'),
            ("(الوزير)", "سماه", '"الابتزاز السياسي"'),
        ],
    ),
    "an object is no subject": (
        "رفضت المعارضة المقترح. وطالبت المجتمع الدولي بالضغط على الحكومة.",
        [("(المعارضة)", "وطالبت", "بالضغط على الحكومة")],
    ),
    "a pronoun for the speaker": (
        "قال الوزير إن المحادثات مستمرة، لكنه أضاف أن الخلاف كبير.",
        [
            ("الوزير", "قال", "إن المحادثات مستمرة"),
            ("لكنه", "أضاف", "أن الخلاف كبير"),
        ],
    ),
    "verbal noun": (
        "جاء ذلك بعد إعلان وزارة الدفاع أن العملية انتهت.",
        [("وزارة الدفاع", "إعلان", "أن العملية انتهت")],
    ),
    "a relative clause": (
        'جاء ذلك رداً على ماريو دراغي، الذي قال إنه "لا جدوى من التحدث".',
        [("ماريو دراغي", "قال", 'إنه "لا جدوى من التحدث"')],
    ),
    "a source phrase with its verb, before": (
        "ووفقاً لما أعلنه قصر الإليزيه اليوم السبت فإن الحوار مستمر.",
        [("قصر الإليزيه", "ووفقاً لما أعلنه", "فإن الحوار مستمر")],
    ),
    "a source phrase within": (
        'وقال ماكرون، وفقاً للمجلة، "هناك احتمال أن يفشل الاتفاق".',
        [
            ("ماكرون", "وقال", '"هناك احتمال أن يفشل الاتفاق"'),
            ("للمجلة", "وفقاً", 'وقال ماكرون … "هناك احتمال أن يفشل الاتفاق"'),
        ],
    ),
    "as someone says": (
        "الأمر صعب، كما يقول الوزير. كما قال المتحدث إن الحوار مستمر.",
        [
            ("الوزير", "كما يقول", "الأمر صعب"),
            ("المتحدث", "قال", "إن الحوار مستمر"),
        ],
    ),
    "those whom an outlet cites": (
        "أفادت وسائل إعلام فرنسية، نقلاً عن مكتب الرئيس، أن الحوار سيستمر.",
        [
            ("وسائل إعلام فرنسية", "أفادت", "أن الحوار سيستمر"),
            ("مكتب الرئيس", "نقلاً عن", "أن الحوار سيستمر"),
        ],
    ),
    "name, then title": (
        "قال حسين أمير، وزير الخارجية الإيراني يوم الأربعاء إنه تحدث إلى نظيره.",
        [("حسين أمير، وزير الخارجية الإيراني", "قال", "إنه تحدث إلى نظيره")],
    ),
    "nobody says anything": ("وصل الوزير إلى دمشق صباح اليوم.", []),
}


def relations(talk):
    for a in talk.attributions:
        source = talk.text(a.source) or f"({talk.text(a.antecedent)})"
        yield source, talk.text(a.cue), talk.text(a.content)


@pytest.mark.parametrize("frame", FRAMES)
def test_the_frame_is_understood(frame):
    text, expected = FRAMES[frame]
    assert list(relations(khabar.interpret(khabar.read(text)))) == expected


def test_the_outlet_is_kept_apart_from_the_speaker():
    talk = khabar.interpret(khabar.read('ونقلت وكالة "فرانس برس" عن مسؤول قوله إن الاتفاق قريب.'))
    assert talk.chain(talk.attributions[0]) == ["وكالة فرانس برس", "مسؤول"]
    talk = khabar.interpret(khabar.read('كشفت مصادر مطلعة لـ"العربي الجديد" أن الوفد غادر.'))
    assert talk.attributions[0].via == "العربي الجديد"
    talk = khabar.interpret(khabar.read("وقال الوزير لوكالة رويترز إن الاتفاق قريب."))
    assert talk.attributions[0].via == "وكالة رويترز"
    talk = khabar.interpret(khabar.read('وقال الوزير إن الاتفاق قريب، بحسب ما أوردت صحيفة "الغارديان".'))
    said, relayed = talk.attributions
    assert said.nested_in == relayed.id and said.via == "صحيفة الغارديان"


def test_how_words_are_given_and_how_the_writer_stands_to_them():
    talk = khabar.interpret(khabar.read('وزعم الوزير أن الاتفاق "خيانة". وقال الرئيس: "لن نوقع على شيء".'))
    claimed, said = talk.attributions
    assert (claimed.mode, claimed.stance, said.mode, said.stance) == (
        "mixed",
        "distance",
        "direct",
        "acknowledge",
    )
    assert talk.text(claimed.quoted) == '"خيانة"' and said.quoted == said.content


@pytest.mark.parametrize(
    "text",
    [
        "قال",
        "قال:",
        "قال إن",
        'قال "',
        "بحسب",
        "وصف بـ",
        "وصف الصفقة بـ، وغادر",
        "، قالت",
        'وكالة "',
        "نقلاً عن ما",
    ],
)
def test_a_fragment_breaks_nothing(text):
    talk = khabar.interpret(khabar.read(text))
    assert all(a.content and a.cue for a in talk.attributions)


def test_each_event_has_its_reporter_and_each_choice_of_words_its_author():
    talk = khabar.interpret(khabar.read('زعم الوزير أن الحرب "لعبة" لكنها ستنتهي. وصل الوفد أمس.'))
    reporters = {talk.text(e.trigger): e.reporter for e in talk.events}
    assert reporters["ستنتهي"] == "الوزير" and reporters["وصل"] == "the writer"
    whose = {(r.type, r.whose) for r in talk.rhetoric}
    assert whose == {("quotation marks", "the writer"), ("stance connective", "الوزير")}
