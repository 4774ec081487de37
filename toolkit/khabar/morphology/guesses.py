"""How much speaks against each guess at a word that is in no table.

camel-tools' backoff offers every way of cutting the word, all alike. What its letters say is
little and is said here: a beginning that could be و, لل or ال mostly is it; an end that could be a
pronoun of two letters mostly is it; what is left must be long enough to be a word. Costs are in
powers of ten, as in :mod:`khabar.morphology.context`.
"""

from collections.abc import Mapping
from typing import Any

from khabar.text.script import bare

_LONG_ENOUGH = 3  # letters of a stem
_PRONOUNS = ("هما", "هم", "هن", "ها", "كم", "نا")


def doubt(form: str, analysis: Mapping[str, Any]) -> float:
    """The cost of a guess at ``form`` (undiacritized)."""
    stem = bare(analysis["stem"])
    article = analysis.get("prc0") == "Al_det"
    pronoun = (analysis.get("enc0") or "0") not in ("0", "na")
    cost = 0.0 if bare(analysis["diac"]) == form else 2.0  # ه read as ة, أ as ا
    if (analysis.get("prc3") or "0") not in ("0", "na"):
        cost += 3.0
    if len(stem) < _LONG_ENOUGH:
        cost += 2.0
    if not article and stem.startswith(("ال", "لل")):
        cost += 2.5
    if not article and analysis.get("prc1") == "li_prep" and stem.startswith("ل"):
        cost += 1.5
    cost += _beginning(stem, analysis)
    if not pronoun and len(stem) > _LONG_ENOUGH + 1 and stem.endswith(_PRONOUNS):
        cost += 0.8
    return cost + _part_of_speech(stem, analysis, article=article, pronoun=pronoun)


def _beginning(stem: str, analysis: Mapping[str, Any]) -> float:
    """و at the beginning is more often "and" than a letter of the word; with ب, ل and ك it is the
    other way about, unless another clitic stands before them or the article after."""
    joined = (analysis.get("prc2") or "0") not in ("0", "na")
    preposition = (analysis.get("prc1") or "0") not in ("0", "na")
    if not joined and not preposition and stem.startswith("و") and len(stem) > _LONG_ENOUGH:
        return 1.0
    if joined and analysis.get("prc2") != "wa_conj":
        return 0.7
    if preposition and analysis.get("prc0") != "Al_det":
        return 0.2 if joined else 0.6
    return 0.5 if joined and stem.startswith(("ب", "ل")) and not preposition else 0.0


def _part_of_speech(stem: str, analysis: Mapping[str, Any], *, article: bool, pronoun: bool) -> float:
    """Most words that no lexicon has are names; one with an article or a pronoun rarely is."""
    relative = stem.endswith(("ي", "ية"))
    if analysis["pos"] == "noun_prop":
        return 3.0 if pronoun else 1.0 if article else 0.0
    if analysis["pos"].startswith("adj"):
        return 0.0 if article and relative else 0.8
    return 0.0 if article or pronoun else 0.3
