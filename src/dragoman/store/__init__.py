"""The record on disk: one SQLite file that stays readable while a batch is written.

`connection` opens and migrates it, `write` puts readings in, `load` takes them out as they were,
`query` answers who was in contact with whom and who said what, `lines` dumps and loads JSON Lines.
"""
