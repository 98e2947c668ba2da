"""Measures dragoman against gold sets that are no part of the product: contacts, the two seeds, dates, a survey.

In: the shared folder (`DRAGOMAN_SHARED`, ../shared by default). Out: `results.json` with every figure and its n, held
to `floors.json`; a table in the terminal; lists of failures under `work/`, which git ignores because they quote
documents that are not ours.
"""
