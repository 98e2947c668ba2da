"""Who said what to whom, on whose word: the verbs and nouns of speech, quotations, transcripts."""
