"""Who there is in a document, and which words stand for whom."""
