"""Contacts, statements and reported actions → coded events: PLOVER types and modes, CAMEO codes, quad classes."""
