"""The errors that khabar raises on bad input, each a :class:`ValueError`."""


class KhabarError(ValueError):
    """Bad input: the message says in one sentence what is wrong and what to do.

    Example:
        >>> try:
        ...     khabar.read("hello")
        ... except khabar.KhabarError as error:
        ...     print(error)
        There is no Arabic letter in the text: khabar reads Arabic script only.
    """


class TextError(KhabarError):
    """The text is empty, is not Arabic or cannot be decoded."""


class ConlluError(KhabarError):
    """The CoNLL-U is broken; the message names the line."""


class DataError(KhabarError):
    """A data file (database, model, annotation) is missing, damaged or foreign."""
