"""Who held which office when: the registry of offices, its types and how to load it."""

from dragoman.registry.offices import Office, read_office
from dragoman.registry.registry import Registry, Source, load_registry
from dragoman.registry.tenures import Certainty, Person, Tenure

__all__ = ["Certainty", "Office", "Person", "Registry", "Source", "Tenure", "load_registry", "read_office"]
