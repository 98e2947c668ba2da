"""What can go wrong, as one tree.

DragomanError
├── InputError       a file or table that cannot be read: names file, cause and remedy
├── OptionError      an option whose value makes no sense
│   └── MissingError     it names a document, actor or contact that the record does not have
├── LexiconError     a rule file that contradicts itself or lacks an example
├── LanguageError    the language model is missing or does not load
├── JudgementError   a judgement that contradicts others, or names what is not there
└── StoreError       a store that cannot be opened, is of a newer version, or is damaged
"""


class DragomanError(Exception):
    """Anything dragoman raises on purpose; the message names what, where, and what would be right."""


class InputError(DragomanError):
    """A document, file or table that cannot be read."""


class OptionError(DragomanError):
    """An option or argument that cannot be meant as given."""


class MissingError(OptionError):
    """An id of something that the record does not have."""


class LexiconError(DragomanError):
    """A lexicon file that is malformed, contradicts itself or lacks its examples."""


class LanguageError(DragomanError):
    """The language model is missing, incomplete or of an unusable version."""


class JudgementError(DragomanError):
    """A judgement that cannot stand beside those made before, or that names an actor or judgement there is not."""


class StoreError(DragomanError):
    """A store that cannot be opened, read or written."""
