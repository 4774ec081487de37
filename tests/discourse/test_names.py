"""Names and dates, by rule."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

import khabar
from khabar.discourse.naming import GAZETTEER

LEXICON = Path(__file__).parents[2] / "toolkit" / "lexicon"


def named(text, **options):
    talk = khabar.interpret(khabar.read(text), **options)
    return {talk.text(e.span): e for e in talk.entities}


def test_the_gazetteer_is_the_lexicons():
    spec = importlib.util.spec_from_file_location("gazetteer_builder", LEXICON / "gazetteer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.gazetteer() == GAZETTEER.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("التقى الوزير نظيره في بكين.", "بكين", "GPE"),
        ("قال المتحدث باسم الحكومة، فيكتور أوزبيكوف، إن الاتفاق قريب.", "فيكتور أوزبيكوف", "PER"),
        ("وقال الرئيس التركي، رجب طيب أردوغان، إن الاتفاق قريب.", "رجب طيب أردوغان", "PER"),
        ("قالت وزارة الدفاع التركية إن القوات ستنسحب.", "وزارة الدفاع التركية", "ORG"),
        ("دعا الاتحاد الأوروبي إلى الحوار.", "الاتحاد الأوروبي", "ORG"),
        ('ذكرت صحيفة "دير شبيغل" أن الاتفاق قريب.', "دير شبيغل", "ORG"),
        ("حذرت الأمم المتحدة من المجاعة في قطاع غزة.", "قطاع غزة", "LOC"),
        ("حذرت الأمم المتحدة من المجاعة في قطاع غزة.", "الأمم المتحدة", "ORG"),
        ("تدخلت الولايات المتحدة في الشرق الأوسط.", "الولايات المتحدة", "GPE"),
        ("وصل إلى مدينة الحزم وزار مطار هيثرو.", "الحزم", "GPE"),
        ("وصل إلى مدينة الحزم وزار مطار هيثرو.", "مطار هيثرو", "LOC"),
        ("قالت منظمة الأمم المتحدة للطفولة إن الوضع صعب.", "منظمة الأمم المتحدة للطفولة", "ORG"),
        ("أفادت القناة 12 الإسرائيلية بأن الاتفاق قريب.", "القناة 12", "ORG"),
        ("أعرب رئيس شركة هونر الصينية عن استيائه.", "شركة هونر", "ORG"),
        ("زار دولة الكويت والمملكة الأردنية الهاشمية.", "دولة الكويت", "GPE"),
        ("زار دولة الكويت والمملكة الأردنية الهاشمية.", "والمملكة الأردنية الهاشمية", "GPE"),
        ("خسر ليفربول المباراة بهدف في الدوري.", "ليفربول", "ORG"),
        ("سافر اللاعب إلى ليفربول بعد المباراة.", "ليفربول", "GPE"),
        ("ارتفعت أسهم شركة Tesla بعد قرار Tesla.", "شركة Tesla", "ORG"),
        ("ارتفعت أسهم شركة Tesla بعد قرار Tesla.", "Tesla", "ORG"),
        ("واتهم ماسك رويترز بالكذب.", "ماسك", "PER"),
        ("قال السيد أسامة حماد إن الأمر صعب.", "أسامة حماد", "PER"),
        ("استقبل أمير قطر الشيخ تميم الوفد.", "قطر", "GPE"),
        ("قال محافظ البنك المركزي إن السعر ثابت.", "البنك المركزي", "ORG"),
        ("زار محمد ولد الشيخ الغزواني باريس.", "محمد ولد الشيخ الغزواني", "PER"),
        ("قالت حكومة هونغ كونغ إن الأمر انتهى.", "حكومة هونغ كونغ", "ORG"),
        ('أنقذت منظمة حماية الحيوان "هايتاب" الخيول.', "هايتاب", "ORG"),
        ("وقع ذلك في آيار (مايو).", "آيار (مايو)", "DATE"),
        ("التقى سعادة نجيب بن علي محافظ الظاهرة الوفد.", "نجيب بن علي", "PER"),
        ("التقى سعادة نجيب بن علي محافظ الظاهرة الوفد.", "الظاهرة", "GPE"),
        ("وافق المجلس الأعلى للجامعات على القرار.", "المجلس الأعلى للجامعات", "ORG"),
        ("قال زعيم حزب العمال إن شرطة دبي ساعدته.", "حزب العمال", "ORG"),
        ("قال زعيم حزب العمال إن شرطة دبي ساعدته.", "شرطة دبي", "ORG"),
        ("قال نائب الرئيس، مسرور بارزاني، إن العمل بدأ.", "مسرور بارزاني", "PER"),
        ("أكدت الوكالة الوطنية لإدارة الكوارث وقوع الهزة.", "الوكالة الوطنية لإدارة الكوارث", "ORG"),
        ("قالت وكالة الأرصاد الجوية وعلم المناخ إن المطر قادم.", "وكالة الأرصاد الجوية وعلم المناخ", "ORG"),
        ("نظمته وزارة الثقافة والعلاقات مع البرلمان أمس.", "وزارة الثقافة والعلاقات مع البرلمان", "ORG"),
        ("زار جامعة الأمير محمد بن فهد في الخبر.", "جامعة الأمير محمد بن فهد", "ORG"),
        ("شكر قرارات الاتحاد الإفريقي لكرة اليد الأخيرة.", "الاتحاد الإفريقي لكرة اليد", "ORG"),
        ("قال مدير المعهد الدولي للسلام إن الأمر صعب.", "المعهد الدولي للسلام", "ORG"),
        ("أعلنت تنسيقية لجان المقاومة الانسحاب.", "تنسيقية لجان المقاومة", "ORG"),
        ("أعلنت قيادة الفرقة الـ19 مشاة أن قواتها تصدت.", "الفرقة الـ19 مشاة", "ORG"),
        ("وصل الوفد إلى بلدة كفر حمرة أمس.", "كفر حمرة", "GPE"),
        (
            "قال المكتب الوطني للدفاع عن الأرض ومقاومة الاستيطان ذلك.",
            "المكتب الوطني للدفاع عن الأرض ومقاومة الاستيطان",
            "ORG",
        ),
        (
            "زارته وزارة الشؤون البلدية والقروية والإسكان أمس.",
            "وزارة الشؤون البلدية والقروية والإسكان",
            "ORG",
        ),
        ("وأعضاء مجلس إدارة المصرف المركزي حضروا.", "المصرف المركزي", "ORG"),
        ("وأسهمت في ذلك شركة البحري، وشركة سالك.", "وشركة سالك", "ORG"),
        ('وكتب على موقع التواصل الاجتماعي "إكس" ذلك.', "إكس", "ORG"),
        ("قال محافظ الخليل ذلك. وسقط المطر جنوب الخليل.", "الخليل", "GPE"),
        ("جرت الاعتقالات في نابلس وجنين.", "وجنين", "GPE"),
        ("وقالت ماري بارا رئيسة الشركة إنها ستربح.", "ماري بارا", "PER"),
        ("وأكد النائب العام في المملكة العربية السعودية، سعود المعجب، ذلك.", "سعود المعجب", "PER"),
        ("وطلبت من الكاتب إسماعيل عبدالله الأمين العام للهيئة ذلك.", "إسماعيل عبدالله", "PER"),
        ("تعقد الجلسات يومي 11 و12 يناير.", "يومي 11 و12 يناير", "DATE"),
        ("تنتهي المهلة خلال الأسبوع المقبل.", "الأسبوع المقبل", "DATE"),
        ("غادر مساء اليوم، الأحد، إلى القاهرة.", "مساء اليوم، الأحد", "DATE"),
        ("يبدأ العمل في أوائل آب.", "أوائل آب", "DATE"),
        ("استمرت الحرب أكثر من ثلاثة أشهر.", "أكثر من ثلاثة أشهر", "DATE"),
        ("استمرت الزيارة يومين.", "يومين", "DATE"),
    ],
)
def test_a_name_is_found_with_its_type(text, name, kind):
    assert named(text)[name].type == kind


def test_neighbours_are_not_one_name():
    assert {"موسكو", "كييف"} <= set(named("اتهمت موسكو كييف بقصف المحطة."))


def test_a_surname_alone_is_the_person_named_before():
    found = named("قال وزير الخارجية، سيرغي لافروف، إن المحادثات مستمرة. وأضاف لافروف أن الخلاف كبير.")
    assert found["لافروف"].name == found["سيرغي لافروف"].name == "Sergey Lavrov"


def test_a_description_is_no_name():
    assert not named("قالت صحيفة محلية إن الوزير سافر مع وفد كبير.")
    assert not named("وقال مسؤول كبير إن الحكومة المركزية، من ناحية أخرى، سترد.")
    assert set(named('ارتفعت أسهم شركة صناعة السيارات الكهربائية "تسلا" كثيرا.')) == {"تسلا"}
    assert not named("كان مركز الزلزال بعيدا، وبلغت قوته سبع درجات على مقياس ريختر.")


def test_days_are_counted_from_the_day_of_publication():
    text = "قال الوزير اليوم الأحد إن اللقاء عُقد أمس السبت، بعد لقاء الجمعة وزيارة في 3 تشرين الأول 2015."
    days = {words: e.iso for words, e in named(text, published=date(2016, 10, 2)).items() if e.type == "DATE"}
    assert days == {
        "اليوم الأحد": "2016-10-02",
        "أمس السبت": "2016-10-01",
        "الجمعة": "2016-09-30",
        "3 تشرين الأول 2015": "2015-10-03",
    }
    assert {e.iso for e in named(text).values() if e.type == "DATE"} == {None, "2015-10-03"}


def test_a_hijri_date_and_an_open_interval_are_resolved():
    text = "بدأ الصوم في رمضان 1445، واستمرت الدراسة من 5 ذي القعدة 1445 هـ حتى يونيو 2026، منذ عام 2011، كما في 1320 هـ."
    days = {words: e.iso for words, e in named(text).items() if e.type == "DATE"}
    assert days == {
        "رمضان 1445": "2024-03-11/2024-04-09",
        "5 ذي القعدة 1445 هـ": "2024-05-13",
        "يونيو 2026": "../2026-06",
        "عام 2011": "2011/..",
        "1320 هـ": "1902~",
    }


def test_what_is_proposed_says_on_which_word_it_rests_and_how_sure_it_is():
    talk = khabar.interpret(khabar.read("قال وزير الخارجية سيرغي لافروف إن روسيا لم تقصف المدينة."))
    rules = {talk.text(e.span): e.rule for e in talk.entities} | {
        talk.text(e.trigger): e.rule for e in talk.events
    }
    assert rules["سيرغي لافروف"] == "title: وزير"
    assert rules["تقصف"] == "negation: لم"
    assert all(0 < item.sure < 1 for item in (*talk.entities, *talk.events))


def test_what_is_guessed_says_so():
    # No lexicon has this name, and nothing before it says what it is.
    note = named("وصل الوفد إلى زرقندستان.")["زرقندستان"].note
    assert note and "guessed" in note


def test_one_speaker_has_one_name_and_another_of_the_family_has_another():
    talk = khabar.interpret(
        khabar.read(
            "قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات صعبة. وأضاف لافروف أن الوقت ينفد. وأكد الوزير أن"
            " بلاده ملتزمة. وقال محامي ترامب إن موكله بريء. وقال ترامب إنه بريء. وقالت ميلانيا ترامب إنها واثقة."
            " وقال دونالد ترامب إن الأمر انتهى."
        )
    )
    minister, lawyer, trump = "وزير الخارجية الروسي سيرغي لافروف", "محامي ترامب", "ترامب"
    heard = [a.source_name for a in talk.attributions]
    assert heard == [minister, minister, minister, lawyer, trump, "ميلانيا ترامب", trump]
    assert set(talk.shares()) == {khabar.discourse.model.AUTHOR, *heard}


def test_a_title_with_a_country_names_no_one_of_another():
    talk = khabar.interpret(
        khabar.read(
            "التقى الوزير السعودي فيصل القصبي الوزير الياباني ماتسوموتو. وقال الوزير الياباني إن العلاقات قوية."
            " وأكد الوزير السعودي أن التعاون مهم."
        )
    )
    japanese, saudi = (a.source_name for a in talk.attributions)
    assert "القصبي" not in japanese and "القصبي" in saudi


def test_who_leads_a_body_is_not_the_body():
    talk = khabar.interpret(
        khabar.read(
            "وقال مدير عام منظمة الصحة العالمية، تيدروس غيبرييسوس، إن الوضع خطير. وأضاف أن الأطفال في خطر."
        )
    )
    first, second = (a.source_name for a in talk.attributions)
    assert first == second and "تيدروس" in first


def test_a_thing_that_is_a_name_too():
    mourning = khabar.interpret(khabar.read("أعلنت ليبيا الحداد الوطني ثلاثة أيام."))
    assert not [e for e in mourning.entities if e.type == "PER"]


def test_a_name_that_begins_a_longer_one_may_end_the_text():
    told = khabar.interpret(khabar.read("أفادت بذلك سكاي نيوز"))
    assert [told.text(e.span) for e in told.entities] == ["سكاي نيوز"]
