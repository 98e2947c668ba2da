"""Readings of several documents → which of them tell one event, and what each account says of it."""
