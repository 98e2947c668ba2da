"""Words → their vectors in the language model, where it has any (the medium model has, the small one has none)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.language.model import Language

Matrix = npt.NDArray[np.float32]


def compare_words(words: Sequence[str], language: Language) -> Matrix:
    """Return the cosine of every pair of words, in order: 0 where the model has no vector for one of them."""
    vocabulary = language.pipeline.vocab
    if not words or not vocabulary.vectors_length:
        return np.zeros((len(words), len(words)), dtype=np.float32)
    vectors = np.asarray([vocabulary.get_vector(word) for word in words], dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return np.asarray(unit @ unit.T, dtype=np.float32)
