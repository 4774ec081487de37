"""A day as people write it, in English or Arabic: what a learner means by "Saturday 1 October 2016"."""

from __future__ import annotations

import re
from datetime import date

from khabar.discourse.vocabulary import words
from khabar.text.script import fold

_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _numbered(english: tuple[str, ...], arabic: str, first: int) -> dict[str, int]:
    names = {name: n for n, name in enumerate(english, first)} | {
        n[:3]: i for i, n in enumerate(english, first)
    }
    named = words(arabic).items()
    return names | {form: int(n) for name, n in named for form in (name, name.removeprefix("ال"))}


NAMES_OF_MONTHS = _numbered(_ENGLISH_MONTHS, "month", 1)
NAMES_OF_DAYS = _numbered(_ENGLISH_DAYS, "weekday", 0)
# What may stand in a date and says nothing of it.
FILLERS = {
    "of",
    "the",
    "on",
    "st",
    "nd",
    "rd",
    "th",
    *map(fold, ("يوم", "من", "في", "عام", "سنة", "شهر", "م")),
}


def days(text: str) -> set[str]:
    """The days, as YYYY-MM-DD, that a writing can mean; none if it is no date, or if it names a weekday that
    the day is not. A date in numbers alone may have the day first or the month first."""
    found = re.findall(r"\d+|[^\W\d_]+", fold(text).casefold())
    numbers = [int(word) for word in found if word.isdigit()]
    phrase = " ".join(word for word in found if not word.isdigit() and word not in FILLERS)
    month, phrase = _taken(phrase, NAMES_OF_MONTHS)
    weekday, phrase = _taken(phrase, NAMES_OF_DAYS)
    if phrase or len(numbers) != (2 if month else 3):
        return set()
    if numbers[0] > 31:
        numbers = [*numbers[1:][::-1], numbers[0]]  # the year last, the month before it
    *rest, year = numbers
    orders = [(rest[0], month)] if month else [(rest[0], rest[1]), (rest[1], rest[0])]
    meant = [_day(year, month, day) for day, month in orders]
    return {day.isoformat() for day in meant if day and weekday in (None, day.weekday())}


def _taken(phrase: str, names: dict[str, int]) -> tuple[int | None, str]:
    """The number of the name that the phrase holds, and the phrase without it; longer names first."""
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in f" {phrase} ":
            return names[name], " ".join(f" {phrase} ".replace(f" {name} ", " ", 1).split())
    return None, phrase


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
