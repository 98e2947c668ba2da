"""The commands of dragoman, a module a subject; `cli` puts them together."""
