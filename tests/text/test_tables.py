import pandas

from khabar.text.tables import right_to_left


def test_a_table_of_arabic_runs_from_the_right_and_shows_text_as_text():
    html = right_to_left(pandas.DataFrame({"<i>": ["<b>قال"]}, index=["<u>"])).to_html()
    assert 'lang="ar" dir="rtl"' in html
    assert "&lt;b&gt;قال" in html
    assert not {"<b>", "<i>", "<u>"} & set(html.replace(">", "> ").split())
