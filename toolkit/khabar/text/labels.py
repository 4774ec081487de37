"""Terms in both languages: parts of speech, features and sources, as a lesson names them.

Arabic terms follow the grammars taught in schools; where UD and the school divide the field
differently (determiner, subordinating conjunction), the nearest term is given.
"""

Pair = tuple[str, str]

UPOS: dict[str, Pair] = {
    "NOUN": ("noun", "اسم"),
    "PROPN": ("proper noun", "اسم علم"),
    "ADJ": ("adjective", "صفة"),
    "VERB": ("verb", "فعل"),
    "AUX": ("auxiliary", "فعل أو حرف مساعد"),
    "ADV": ("adverb", "ظرف"),
    "PRON": ("pronoun", "ضمير أو اسم موصول"),
    "DET": ("determiner (demonstrative)", "اسم إشارة"),
    "ADP": ("preposition", "حرف جر أو ظرف"),
    "CCONJ": ("coordinating conjunction", "حرف عطف"),
    "SCONJ": ("subordinating conjunction", "حرف مصدري أو ناسخ أو شرط"),
    "PART": ("particle", "حرف"),
    "NUM": ("numeral", "عدد"),
    "INTJ": ("interjection", "اسم فعل أو نداء"),
    "PUNCT": ("punctuation", "علامة ترقيم"),
    "SYM": ("symbol", "رمز"),
    "X": ("other", "غير ذلك"),
}

FEATURES: dict[str, Pair] = {
    "Case=Nom": ("nominative", "مرفوع"),
    "Case=Acc": ("accusative", "منصوب"),
    "Case=Gen": ("genitive", "مجرور"),
    "Definite=Def": ("definite", "معرفة"),
    "Definite=Ind": ("indefinite", "نكرة"),
    "Definite=Cons": ("construct", "مضاف"),
    "Definite=Com": ("false construct", "إضافة لفظية"),
    "Gender=Masc": ("masculine", "مذكر"),
    "Gender=Fem": ("feminine", "مؤنث"),
    "Number=Sing": ("singular", "مفرد"),
    "Number=Dual": ("dual", "مثنى"),
    "Number=Plur": ("plural", "جمع"),
    "Person=1": ("first person", "متكلم"),
    "Person=2": ("second person", "مخاطب"),
    "Person=3": ("third person", "غائب"),
    "Aspect=Perf": ("perfect", "ماض"),
    "Aspect=Imp": ("imperfect", "مضارع"),
    "Mood=Ind": ("indicative", "مرفوع"),
    "Mood=Sub": ("subjunctive", "منصوب"),
    "Mood=Jus": ("jussive", "مجزوم"),
    "Mood=Imp": ("imperative", "أمر"),
    "Voice=Act": ("active", "مبني للمعلوم"),
    "Voice=Pass": ("passive", "مبني للمجهول"),
    "NumType=Ord": ("ordinal", "عدد ترتيبي"),
    "NumForm=Digit": ("in digits", "بالأرقام"),
    "NumForm=Word": ("in letters", "بالحروف"),
    "Polarity=Neg": ("negative", "نفي"),
    "PronType=Prs": ("personal", "ضمير"),
    "PronType=Dem": ("demonstrative", "إشارة"),
    "PronType=Rel": ("relative", "موصول"),
    "PronType=Int": ("interrogative", "استفهام"),
    "PronType=Tot": ("total", "كل"),
    "PronType=Ind": ("indefinite", "مبهم"),
    "Foreign=Yes": ("foreign", "أجنبي"),
}

SOURCES: dict[str, Pair] = {
    "gold": ("annotated by hand", "تحليل يدوي"),
    "person": ("corrected at the desk", "صحّحه إنسان"),
    "lexicon": ("khabar's lexicon, chosen by frequency and context", "معجم خبر"),
    "calima": ("CALIMA, chosen by frequency and context", "معجم كاليما"),
    "backoff": ("a guess: the word is in no lexicon", "تخمين"),
    "rule": ("by rule, from the writing alone", "قاعدة"),
}

ENTITIES: dict[str, Pair] = {
    "PER": ("person", "شخص"),
    "ORG": ("organisation", "مؤسسة"),
    "GPE": ("state or city", "دولة أو مدينة"),
    "LOC": ("place", "مكان"),
    "DATE": ("date", "تاريخ"),
}

# The relations of UD and the school's nearest terms: where a relation covers several (obl is حال as
# well as جار ومجرور), the i'rab says which.
DEPRELS: dict[str, Pair] = {
    "root": ("root of the sentence", "رأس الجملة"),
    "nsubj": ("subject", "فاعل أو مبتدأ أو اسم ناسخ"),
    "nsubj:pass": ("subject of a passive", "نائب فاعل"),
    "obj": ("object", "مفعول به"),
    "obl": ("adverbial", "جار ومجرور أو ظرف"),
    "obl:arg": ("complement with a preposition", "جار ومجرور يطلبه الفعل"),
    "obl:tmod": ("time", "ظرف زمان"),
    "nmod": ("attribute with a preposition", "جار ومجرور متعلق باسم"),
    "nmod:poss": ("second part of a construct", "مضاف إليه"),
    "amod": ("adjective", "نعت"),
    "nummod": ("numeral", "عدد"),
    "det": ("determiner", "اسم إشارة"),
    "case": ("preposition", "حرف جر أو ظرف"),
    "mark": ("subordinator", "حرف مصدري أو ناسخ أو شرط"),
    "cc": ("conjunction", "حرف عطف"),
    "conj": ("joined to it", "معطوف"),
    "appos": ("apposition", "بدل"),
    "flat:name": ("further part of a name", "جزء من العلم"),
    "fixed": ("part of a fixed expression", "جزء من تعبير ثابت"),
    "ccomp": ("content clause", "جملة مقول القول أو مصدر مؤول"),
    "xcomp": ("predicate", "خبر أو مفعول ثان"),
    "advcl": ("adverbial clause", "جملة ظرفية أو شرطية"),
    "advcl:pred": ("circumstance", "حال"),
    "acl": ("attributive clause", "جملة نعت"),
    "acl:relcl": ("relative clause", "جملة صلة أو نعت"),
    "advmod": ("adverb or negation", "ظرف أو حرف نفي"),
    "advmod:emph": ("focus", "توكيد أو حصر"),
    "aux": ("auxiliary", "فعل أو حرف مساعد"),
    "cop": ("copula", "فعل ناقص"),
    "dislocated": ("topic set in front", "مقدم يعود عليه ضمير"),
    "expl": ("expletive or resumptive", "ضمير عائد"),
    "dep": ("not analysed", "غير محلل"),
    "punct": ("punctuation", "علامة ترقيم"),
}

# What of a word is disputed: the columns and features that Alt names.
LAYERS: dict[str, Pair] = {
    "head": ("hangs from", "متعلق بـ"),
    "deprel": ("relation", "العلاقة"),
    "upos": ("part of speech", "قسم الكلام"),
    "lemma": ("lemma", "المدخل"),
    "Case": ("case", "الإعراب"),
    "Gender": ("gender", "الجنس"),
    "Number": ("number", "العدد"),
    "Definite": ("definiteness", "التعيين"),
    "Mood": ("mood", "صيغة المضارع"),
    "Vform": ("vowels", "الشكل"),
}

# What a table calls its columns, for readers.
COLUMNS: dict[str, str] = {
    "form": "written", "Vform": "vocalised", "lemma": "lemma", "Root": "root", "Pattern": "pattern", "Gloss": "meaning",
    "I3rab": "i‘rab", "upos": "part of speech", "deprel": "relation", "Case": "case", "Definite": "definiteness",
    "Gender": "gender", "Number": "number", "source": "from", "diac": "vocalised", "lex": "lemma", "pos": "part of speech",
    "cas": "case", "gloss": "meaning", "stemgloss": "meaning", "score": "how likely", "analysis_source": "from",
    "vox": "voice", "asp": "aspect", "Why": "why", "Sure": "how sure", "Rival": "the other reading",
}  # fmt: skip

# Why a word is doubtful, as MISC's ``Why`` says it in short (khabar.syntax.sure): what is, and between whom.
DOUBTFUL = {
    "word": "Which word it is", "voice": "Active or passive", "case": "Its case", "mood": "Its mood", "vowels": "Its vowels",
}  # fmt: skip
BETWEEN = {
    "lexicon/vowels": "the lexicon and the model of vowels do not agree",
    "lexicon/neighbours": "the word alone and its neighbours speak for different readings",
}

# CAMeL's values of its features.
CAMEL: dict[str, dict[str, str]] = {
    "cas": {"n": "nominative", "a": "accusative", "g": "genitive", "u": "not said", "na": ""},
    "stt": {"d": "definite", "i": "indefinite", "c": "construct", "u": "not said", "na": ""},
    "asp": {"p": "perfect", "i": "imperfect", "c": "imperative", "na": ""},
    "vox": {"a": "active", "p": "passive", "u": "not said", "na": ""},
    "mod": {"i": "indicative", "s": "subjunctive", "j": "jussive", "u": "not said", "na": ""},
    "gen": {"m": "masculine", "f": "feminine", "na": ""},
    "num": {"s": "singular", "d": "dual", "p": "plural", "u": "not said", "na": ""},
    "pos": {
        "noun": "noun", "noun_prop": "proper noun", "noun_num": "numeral", "noun_quant": "quantity noun",
        "adj": "adjective", "adj_comp": "elative", "adj_num": "ordinal", "adv": "adverb", "adv_rel": "relative adverb",
        "adv_interrog": "interrogative adverb", "conj": "conjunction", "conj_sub": "subordinating conjunction",
        "interj": "interjection", "prep": "preposition", "pron": "pronoun", "pron_dem": "demonstrative",
        "pron_rel": "relative pronoun", "pron_interrog": "interrogative pronoun", "pron_exclam": "exclamative",
        "verb": "verb", "verb_pseudo": "verb-like particle (إنّ and its sisters)", "part": "particle",
        "part_neg": "negation", "part_verb": "particle of verbs", "part_fut": "future particle",
        "part_interrog": "question particle", "part_voc": "vocative particle", "part_focus": "particle of focus",
        "abbrev": "abbreviation", "digit": "number in digits", "foreign": "foreign word", "punc": "punctuation",
    },
}  # fmt: skip

# The abbreviations in brackets in CAMeL's glosses.
GLOSSES: dict[str, str] = {
    "def": "definite", "indef": "indefinite", "nom": "nominative", "acc": "accusative", "gen": "genitive",
    "fem": "feminine", "masc": "masculine", "sg": "singular", "du": "dual", "pl": "plural", "ind": "indicative",
    "sub": "subjunctive", "jus": "jussive", "1p": "first person", "2p": "second person", "3p": "third person",
}  # fmt: skip
