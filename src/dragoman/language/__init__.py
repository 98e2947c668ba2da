from dragoman.language.model import Language, load_language

__all__ = ["Language", "load_language"]
