"""Places: a gazetteer that comes with the package, and which place the words of a text mean."""
