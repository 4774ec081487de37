"""Queries and measures: against plain counting in the documents, and published worked examples."""

from collections import Counter

import numpy as np
import pandas
import pytest
from scipy import stats

from khabar.corpus import comparing, measures
from khabar.corpus.query import QueryError, parse
from khabar.text.script import bare


def sentences(corpus):
    for document in corpus:
        for sentence in document.sentences:
            yield sentence.words


QUERIES = {
    "قال": lambda words, i: bare(words[i].form) == "قال",
    "pos:VERB": lambda words, i: words[i].upos == "VERB",
    '[root="ق.و.ل" & pos="VERB"]': lambda words, i: (
        words[i].misc.get("Root") == "ق.و.ل" and words[i].upos == "VERB"
    ),
    '[lemma="وزير" & !(Case="Nom")]': lambda words, i: (
        bare(words[i].lemma) == "وزير" and words[i].feats.get("Case") != "Nom"
    ),
    '[lemma="وزير"] [pos="NOUN"]': lambda words, i: (
        bare(words[i].lemma) == "وزير" and i + 1 < len(words) and words[i + 1].upos == "NOUN"
    ),
    '[pos="VERB"] []{0,2} [pos="PROPN"]': lambda words, i: (
        words[i].upos == "VERB" and any(w.upos == "PROPN" for w in words[i + 1 : i + 4])
    ),
    '"مصر" | "روسيا"': lambda words, i: bare(words[i].form) in ("مصر", "روسيا"),
    '[form="ال.*يه"%d]': lambda words, i: (
        bare(words[i].form).startswith("ال") and bare(words[i].form)[-2:] in ("ية", "يه")
    ),
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_what_plain_reading_finds(corpus, query):
    wanted = sum(QUERIES[query](words, i) for words in sentences(corpus) for i in range(len(words)))
    assert wanted and len(corpus.concordance(query)) == wanted == corpus.count(query)["matches"].sum()


def test_a_condition_on_metadata_keeps_to_its_texts(corpus):
    lines = corpus.concordance('pos:VERB :: outlet="الأفق" & date>="2026-06-01"')
    assert set(lines["outlet"]) == {"الأفق"} and lines["date"].min() >= "2026-06-01"


def test_a_line_stands_in_its_text(corpus, source):
    lines = corpus.concordance('[lemma="قال"]', width=5)
    names = corpus.documents().set_index("id")["name"]
    for line in lines.sample(10, random_state=1).to_dict("records"):
        text = " ".join((source / names[line["id"]]).read_text(encoding="utf-8").split())
        assert " ".join([line["before"], line["match"], line["after"]]).strip() in text
        token = corpus[line["id"]].token(line["paragraph"], line["position"])
        assert line["match"].startswith(token.form)


def test_lines_are_sorted_by_the_word_before(corpus):
    before = corpus.concordance("pos:PROPN", sort="before")["before"].map(lambda text: text.split()[-1:])
    assert before.tolist() == sorted(before)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "empty"), ("[lemma=قال]", "quotation marks"), ('[lema="قال"]', "lema"), ('[lemma="قال"', "not closed"),
        ('"قال', "not closed"), ('[lemma="(قال"]', "regular expression"), ('"وزير الخارجية"', "each word"),
        ('[pos="VERB"]{3,1}', "smaller number first"), ("[]*", "left out"), ('قال :: colour="red"', "colour"),
        ('[lemma="قال" pos="VERB"]', "missing"), ("قال ]", "nothing"), ("lemma:", "missing"), ("[lemma]", "expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_query_is_explained_at_its_place(query, said):
    with pytest.raises(QueryError, match=said) as caught:
        parse(query, ["outlet", "date"])
    assert "⟨here⟩" in str(caught.value)


def test_frequencies_are_those_of_the_words(corpus):
    plain = Counter((w.lemma, w.upos) for words in sentences(corpus) for w in words if w.upos != "PUNCT")
    table = corpus.frequency()
    assert dict(zip(zip(table["lemma"], table["upos"], strict=True), table["count"], strict=True)) == plain


@pytest.mark.parametrize(
    "table",
    ["frequency", "dispersion", "ngrams", "profiles"],
)
def test_the_lines_behind_a_number_are_as_many_as_it_says(corpus, table):
    rows = getattr(corpus, table)()
    number = "words" if table == "profiles" else "count"
    for row in rows.head(4).to_dict("records"):
        assert len(corpus.concordance(row["lines"])) == row[number], row["lines"]


def test_lines_behind_keyness_relations_events_and_rates(corpus):
    key = corpus.keyness("outlet", "الأفق").iloc[0]
    assert len(corpus.concordance(key["lines"])) == key["count"]
    for said in corpus.profiles(by="outlet").query("relations > 0").head(9).to_dict("records"):
        for name in ("relations", "direct", "mixed", "indirect", "nested", "relayed"):
            assert len(corpus.concordance(said[f"lines_of_{name}"])) == said[name], (said["speaker"], name)
    edges = corpus.network(by="outlet")
    for edge in [*edges.head(9).to_dict("records"), edges[edges["reporter"] == "الأفق"].iloc[0]]:
        assert len(corpus.concordance(edge["lines"])) == edge["relations"]
    for event in corpus.timeline().head(6).to_dict("records"):
        assert len(corpus.concordance(event["lines"])) == event["events"]
    rate = corpus.compare('[lemma="قال"]', "outlet").iloc[0]
    assert len(corpus.concordance(rate["lines"])) == rate["matches"]


def test_dispersion_is_gries_own_example():
    """Gries 2008: five parts of 9, 10, 10, 10 and 11 words in which a word stands 1 to 5 times: DP 0.18."""
    counts = pandas.DataFrame({"value": ["a"] * 5, "part": range(5), "n": [1, 2, 3, 4, 5]})
    found = measures.dispersions(counts, pandas.Series([9, 10, 10, 10, 11]))
    assert found.loc[0, "dp"] == pytest.approx(0.18) and found.loc[0, "dp_norm"] == pytest.approx(0.18 / 0.82)
    alone = pandas.DataFrame({"value": ["a"], "part": [0], "n": [4]})
    assert measures.dispersions(alone, pandas.Series([9, 10, 10, 10, 11])).loc[0, "dp"] == pytest.approx(0.82)
    # Lijffijt and Gries 2012: three equal parts, of which one has two thirds of the word, another the rest.
    thirds = pandas.DataFrame({"value": ["a"] * 2, "part": [0, 1], "n": [2, 1]})
    found = measures.dispersions(thirds, pandas.Series([10, 10, 10])).loc[0]
    assert (found["dp"], found["dp_norm"]) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


# Dunning 1993, his table of bigrams: the four cells and -2 log λ.
DUNNING = {
    "the swiss": ((110, 2442, 111, 29114), 270.72),
    "can be": ((29, 13, 123, 31612), 263.90),
    "previous year": ((31, 23, 139, 31584), 256.84),
    "mineral water": ((10, 0, 3, 31764), 167.23),
    "great deal": ((4, 11, 1, 31761), 57.44),
}


@pytest.mark.parametrize("bigram", DUNNING)
def test_log_likelihood_is_dunnings_own(bigram):
    (a, b, c, d), printed = DUNNING[bigram]
    found = measures.log_likelihood(pandas.Series([a]), pandas.Series([c]), a + b, c + d)[0]
    assert found == pytest.approx(printed, abs=0.006)
    table = stats.chi2_contingency([[a, b], [c, d]], lambda_="log-likelihood", correction=False)
    assert found == pytest.approx(table[0])


def test_the_log_ratio_doubles_and_its_interval_is_that_of_statsmodels():
    """Hardie 2014: 1 is twice as often, 2 four times; none there counts as half a word."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    one, other = pandas.Series([20, 40, 10, 3]), pandas.Series([10, 10, 10, 0])
    found = measures.log_ratio(one, other, 1000, 1000)
    assert found["log_ratio"].tolist() == pytest.approx([1, 2, 0, np.log2(6)])
    for row, a, b in zip(found.to_dict("records"), one, other, strict=True):
        if b:
            ends = confint_proportions_2indep(a, 1000, b, 1000, compare="ratio", method="log")
            assert [row["low"], row["high"]] == pytest.approx(np.log2(ends).tolist(), abs=1e-4)


def test_log_dice_has_its_bounds():
    """Rychlý 2008: 14 where two words stand together only, one less for half as often, 0 for once in 16,000."""
    assert measures.log_dice(50, 50, 50) == 14
    assert measures.log_dice(25, 50, 50) == 13
    assert measures.log_dice(1, 16_384, 16_384) == 0


def test_an_interval_covers_what_it_promises():
    chance = np.random.default_rng(3)
    hits = 0
    for _ in range(60):
        words = chance.integers(100, 300, size=40)
        texts = np.stack([chance.binomial(words, 0.02), words], axis=1).astype(float)
        low, high = comparing.interval(texts, None, 1000, 0.9, 1, 400)
        hits += low <= 20 <= high
    assert 45 <= hits <= 60


def test_the_study_finds_what_was_put_in(corpus):
    rates = corpus.compare('[lemma="زعم"]', "outlet").set_index("outlet")["rate"]
    assert rates.idxmax() == "الميدان"


def test_duplicates_are_found_though_a_few_words_differ():
    from khabar.corpus.duplicates import duplicates

    text = [f"كلمة{n}" for n in range(200)]
    changed = [*text[:100], "أخرى", *text[101:]]
    found = duplicates([("a", text), ("b", changed), ("c", text[::-1])], 0.8)
    assert found[["id", "same_as"]].to_numpy().tolist() == [["b", "a"]]
