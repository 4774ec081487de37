"""Which of the verbs that share a form stands in a sentence: by its object, its subject and what it goes with."""

import pytest

from khabar.morphology.camel import tag


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("من المنتظر أن يصدر القاضي حكمه غدا.", "يصدر", "أَصْدَرَ"),  # what has a pronoun after the subject
        ("الرئيس يصدر مرسومين عن الرواتب.", "يصدر", "أَصْدَرَ"),  # a dual in ين
        ("من المنتظر أن يصدر الحكم في القضية غدا.", "يصدر", "صَدَرَ"),
        ("يخرج الجيش من البلدة مساء اليوم.", "يخرج", "خَرَجَ"),
        ("يخرج المخرج فيلما عن الفلاحين.", "يخرج", "أَخْرَجَ"),
        ("يجري العمل على إصلاح الخط.", "يجري", "جَرَى"),
        ("يجري الوزير محادثات مع نظيره.", "يجري", "أَجْرَى"),
        ("تعرض أربعة صحفيين للضرب.", "تعرض", "تَعَرَّضَ"),  # a masculine subject
        ("تعرض القناة الفيلم مساء كل خميس.", "تعرض", "عَرَضَ"),
        ("سحب الجيش ما تبقى من قواته.", "تبقى", "تَبَقَّى"),
        ("يعد الخبراء تقريرا عن الحادث.", "يعد", "أَعَدَّ"),  # by custom
        ("يعد هذا الاتفاق أول خطوة.", "يعد", "عَدَّ"),
        ("نزل آلاف المتظاهرين إلى الشوارع احتجاجا على القرار.", "نزل", "نَزَلَ"),  # a cause is no object
        ("وتظهر الأرقام أن البطالة ارتفعت.", "تظهر", "أَظْهَرَ"),
    ],
)
def test_the_measure_of_a_verb_follows_what_stands_behind_it(text, form, lemma):
    assert next(word for token in tag(text) for word in token.words if word.form == form).lemma == lemma
