"""Tables of Arabic as a page should show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.fonts import CSS

if TYPE_CHECKING:
    import pandas
    from pandas.io.formats.style import Styler


def right_to_left(table: pandas.DataFrame) -> Styler:
    """``table`` for display: its first column on the right, its cells from the right, Arabic in a
    Naskh face at a readable size. What the cells hold is text, never HTML."""
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
