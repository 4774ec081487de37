"""Arabic as a page should show it: its faces, and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas
    from pandas.io.formats.style import Styler

# Naskh faces first, from the most readable when vocalised; the last is matplotlib's own,
# so that there is always one that has every Arabic letter.
FACES = (
    "Amiri", "Scheherazade New", "Noto Naskh Arabic", "Sakkal Majalla", "Traditional Arabic",
    "Geeza Pro", "Arabic Typesetting", "Times New Roman", "DejaVu Sans",
)  # fmt: skip
CSS = ", ".join(f'"{face}"' for face in FACES) + ", serif"


def right_to_left(table: pandas.DataFrame) -> Styler:
    """``table`` for display: its first column on the right, its cells from the right, Arabic in a
    Naskh face at a readable size. What the cells hold is text, never HTML.

    Example:
        >>> page = right_to_left(khabar.family("ق.و.ل")).to_html()
        >>> 'dir="rtl"' in page
        True
    """
    return (
        table.style.format(escape="html", na_rep="")
        .format_index(escape="html", axis="index")
        .format_index(escape="html", axis="columns")
        .set_table_attributes('lang="ar" dir="rtl"')
        .set_table_styles(
            [
                {
                    "selector": "td, tbody th",
                    "props": f"font-family: {CSS}; font-size: 1.25em; line-height: 1.7",
                },
                {"selector": "td, th", "props": "text-align: right; unicode-bidi: plaintext"},
            ]
        )
    )
