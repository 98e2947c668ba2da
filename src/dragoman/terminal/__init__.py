"""What people see in the terminal: ledgers, tables, marked text, progress.

Everything is built from plain text, never from markup, and passes through `text.plain`, so that a
document cannot colour, move or command the terminal that shows it.
"""
