"""What all tests share: generated inputs are the same in each run, and a busy machine fails none."""

import pytest
from hypothesis import settings

settings.register_profile("khabar", deadline=None, derandomize=True)
settings.load_profile("khabar")


@pytest.fixture
def file(tmp_path):
    """A news text of two sentences, on disk."""
    path = tmp_path / "news.txt"
    path.write_text(
        "أعلنت وزارة الخارجية الأردنية، أمس الاثنين، أن الوزير بحث مع نظيره المصري سبل وقف إطلاق النار.\n"
        "وقال المتحدث إن الجانبين اتفقا على مواصلة المشاورات.",
        encoding="utf-8",
    )
    return path
