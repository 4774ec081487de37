"""The annotated text: the document and its words, its letters, labels and tables. Knows no morphology."""
