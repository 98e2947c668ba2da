"""All that the lexicons offer to the rest of the package, in one place.

Each kind of fact has a module and a TOML file of its own: `states`, `organisations`, `outlets`,
`given_names`; `files` reads any lexicon file, `words` compares words, `health` checks the lot.
A file that contradicts itself raises `LexiconError`, which names the file, the entry, cause and remedy.
"""

from dragoman.lexicons.files import Entry, lexicon_names, read_entries, read_lexicon
from dragoman.lexicons.given_names import find_gender, load_gendered_titles, load_given_names
from dragoman.lexicons.health import LexiconHealth, check_lexicons
from dragoman.lexicons.organisations import (
    Organisation,
    OrganisationKind,
    find_organisation,
    load_organisations,
    organisation_by_word,
)
from dragoman.lexicons.outlets import Outlet, Principal, find_outlet, load_outlets, principal_on
from dragoman.lexicons.states import (
    State,
    candidate_states,
    find_state,
    load_states,
    state_by_adjective,
    state_by_code,
    state_by_demonym,
    state_by_metonym,
    state_by_word,
)
from dragoman.lexicons.words import fold_words

__all__ = [
    "Entry",
    "LexiconHealth",
    "Organisation",
    "OrganisationKind",
    "Outlet",
    "Principal",
    "State",
    "candidate_states",
    "check_lexicons",
    "find_gender",
    "find_organisation",
    "find_outlet",
    "find_state",
    "fold_words",
    "lexicon_names",
    "load_gendered_titles",
    "load_given_names",
    "load_organisations",
    "load_outlets",
    "load_states",
    "organisation_by_word",
    "principal_on",
    "read_entries",
    "read_lexicon",
    "state_by_adjective",
    "state_by_code",
    "state_by_demonym",
    "state_by_metonym",
    "state_by_word",
]
