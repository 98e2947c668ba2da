"""Documents as sentences, tokens and dependencies; the days that expressions mean."""

from dragoman.language.model import Language, load_language

__all__ = ["Language", "load_language"]
