"""What a reader clicks: each widget a small class with its ES module and CSS beside it."""

from khabar.widgets.board import AttributionBoard
from khabar.widgets.concordance import Concordance
from khabar.widgets.desk import Desk
from khabar.widgets.maker import Maker
from khabar.widgets.question import QuestionWidget
from khabar.widgets.reader import Reader
from khabar.widgets.roots import RootExplorer
from khabar.widgets.segmenter import Segmenter
from khabar.widgets.tagger import Tagger
from khabar.widgets.tree import Tree

__all__ = [
    "AttributionBoard",
    "Concordance",
    "Desk",
    "Maker",
    "QuestionWidget",
    "Reader",
    "RootExplorer",
    "Segmenter",
    "Tagger",
    "Tree",
]
