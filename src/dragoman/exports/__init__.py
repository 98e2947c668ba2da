"""The record in the forms that other programs read."""
