"""`python -m training.events`: fits the learned scorer of event types and how it is weighed against cues.

The votes of words are fitted by logistic regression on our sentences, phrases and cues.  How much votes and cues count,
and how far the sum is to be trusted, is fitted on the longer sentences, each scored by votes fitted without it.  It
writes `src/dragoman/coding/data/learned.npz` and `learned.toml`.  The same input gives the same weights.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from dragoman.coding.given import EVIDENCE, Sided, gather_evidence
from dragoman.coding.learned import BESIDE_IT, LINK, ON_THE_WAY, TYPES, find_words
from dragoman.coding.lexicon import EventLexicon, load_event_lexicon
from dragoman.coding.scene import Scene
from dragoman.language.model import Language, load_language
from dragoman.pipeline import analyse_text
from dragoman.reading.text import make_document
from dragoman.record import Document, EventType, Segment, SegmentKind, Span
from training.examples import Phrase, Sentence, read_cues, read_phrases, read_sentences

DATA = Path(__file__).resolve().parent.parent / "src" / "dragoman" / "coding" / "data"
Floats = npt.NDArray[np.float64]
Row = Mapping[str, float]
FOLDS = 4
STRENGTH = 4.0  # inverse of the pull of the weights towards nothing
ROUNDS = 100
CUE_SHARE, PHRASE_SHARE = 0.3, 1.0  # how much a phrase of a cue, and one of ours, counts against a sentence
# our sentences tell things in rarer words than news does, so that cues fare worse on them: there votes count for less
EASE = 0.5
LEAST_VOTE = 0.05  # features all whose votes are smaller are left out
PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "to",
        "of",
        "from",
        "with",
        "for",
        "at",
        "against",
        "into",
        "as",
        "between",
        "by",
        "off",
        "out",
        "over",
        "up",
        "down",
        "about",
        "upon",
        "under",
        "outside",
        "towards",
        "toward",
        "behind",
        "back",
        "near",
        "along",
        "after",
        "through",
        "alongside",
        "away",
        "around",
        "before",
        "without",
        "aside",
        "across",
        "home",
    ]
)
OTHERS = frozenset(
    [
        "will",
        "would",
        "must",
        "should",
        "not",
        "never",
        "can",
        "could",
        "may",
        "need",
        "have",
        "be",
        "cannot",
        "that",
        "more",
    ]
)
OPENING = frozenset(["to", "will", "would", "must", "should", "not", "can", "could", "may", "that", "never", "need"])
# a type's own CAMEO code, where no cue tells a closer one
CAMEO = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070",
    "RETREAT": "087", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "190",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence as the model sees it."""

    sentence: Sentence
    sided: Sided
    words: Row


def main() -> None:
    """Fit, and write the two files."""
    lexicon = load_event_lexicon()
    verbs = _verbs(lexicon)
    read = read_all(load_language(), lexicon)
    told = (*read_phrases(), *read_cues())
    shares = [PHRASE_SHARE] * len(list(read_phrases())) + [CUE_SHARE] * (len(told) - len(list(read_phrases())))
    phrases = [phrase_words(one, lexicon, verbs) for one in told]
    columns = Columns.make([*(one.words for one in read), *phrases], load_language())
    kinds = np.array([TYPES.index(one.sentence.type) for one in read])
    sentences = columns.matrix(one.words for one in read)
    extra = Extra(columns.matrix(phrases), np.array([TYPES.index(one.type) for one in told]), np.array(shares))
    held_out = predict_held_out(sentences, kinds, extra)
    longer = np.array([not one.sentence.short for one in read])
    evidence = np.array([weigh(one, row, lexicon) for one, row in zip(read, held_out, strict=True)])
    weights = fit_weights(evidence[longer], kinds[longer])
    likely, right, error = calibrate(evidence[longer], kinds[longer])
    model = fit_votes(sentences, kinds, extra)
    write_votes(model, columns, load_language())
    write_weights(weights, likely, right)
    alone = float((held_out.argmax(axis=1) == kinds)[longer].mean())
    both = float((evidence[longer] @ weights).argmax(axis=1).__eq__(kinds[longer]).mean())
    sys.stdout.write(
        f"{len(read)} sentences, {len(told)} phrases; held out: votes alone {alone:.3f}, with cues {both:.3f}, "
        f"calibration error {error:.3f}\n"
    )


# ------------------------------------------------------------ reading


def read_all(language: Language, lexicon: EventLexicon) -> list[Read]:
    """Return all sentences, parsed."""
    found: list[Read] = []
    for one in read_sentences():
        made = make_document(one.text)
        body = (Segment(SegmentKind.BODY, Span(0, len(one.text))),)
        document = Document(made.document_id, made.version, one.text, made.source, body)
        scene = Scene(analyse_text(document, language), lexicon.actors, lexicon.measures)
        sided = Sided(scene, one.actor, one.recipient)
        found.append(Read(one, sided, find_words(scene, sided.actor, sided.recipient)))
    return found


def phrase_words(phrase: Phrase, lexicon: EventLexicon, verbs: frozenset[str]) -> Row:
    """Return the features of a phrase as `find_words` has them for a sentence."""
    found: dict[str, float] = {}
    before = ""
    for at, word in enumerate(phrase.words):
        opens = before in OPENING and (word in verbs or before != "to")
        if word in PREPOSITIONS:
            found[f"p:{word}"] = BESIDE_IT
        elif word in OTHERS:
            found[f"o:{word}"] = BESIDE_IT
        else:
            verb = opens or (at == 0 and (word in verbs or word not in lexicon.nouns))
            weight = ON_THE_WAY if at == 0 else BESIDE_IT
            found[f"v:{word}" if verb else f"n:{word}"] = found[f"w:{word}"] = weight
        if at:
            found[f"{phrase.words[0]}~{word}"] = ON_THE_WAY
            found[f"{before}_{word}"] = LINK
        before = word
    return found


def _verbs(lexicon: EventLexicon) -> frozenset[str]:
    governing = {verb for governors in lexicon.governors.values() for one in governors for verb in one.verbs}
    return frozenset(lexicon.verbs) | governing


# ------------------------------------------------------------ matrices


@dataclass(frozen=True, slots=True)
class Columns:
    """Features → columns: one for each feature, then the vector of the verbs and that of the nouns."""

    names: DictVectorizer
    language: Language

    @staticmethod
    def make(rows: Sequence[Row], language: Language) -> Columns:
        return Columns(DictVectorizer().fit(rows), language)

    def matrix(self, rows: Iterable[Row]) -> csr_matrix:
        """Return a row for each of the rows."""
        kept = list(rows)
        vectors = [[self._mean(row, kind) for row in kept] for kind in ("v:", "n:")]
        return csr_matrix(hstack([self.names.transform(kept), *(csr_matrix(np.array(one)) for one in vectors)]))

    def _mean(self, row: Row, kind: str) -> Floats:
        told = [(word[2:], weight) for word, weight in row.items() if word.startswith(kind)]
        if not told:
            return np.zeros(vector_of("", self.language).shape)
        return np.asarray(sum(weight * vector_of(word, self.language) for word, weight in told) / len(told) ** 0.5)


@dataclass(frozen=True, slots=True)
class Extra:
    """Phrases that stand beside the sentences in every fit: their rows, types and shares."""

    rows: csr_matrix
    kinds: npt.NDArray[np.int64]
    shares: Floats


# ------------------------------------------------------------ fitting


def fit_votes(rows: csr_matrix, kinds: npt.NDArray[np.int64], extra: Extra) -> LogisticRegression:
    """Return the votes that sentences and phrases make most likely."""
    shares = np.concatenate([np.ones(len(kinds)), extra.shares])
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
    return model.fit(vstack([rows, extra.rows]).tocsr(), np.concatenate([kinds, extra.kinds]), sample_weight=shares)


def predict_held_out(rows: csr_matrix, kinds: npt.NDArray[np.int64], extra: Extra) -> Floats:
    """Return for each sentence the shares of the types, by votes fitted without it."""
    found = np.zeros((len(kinds), len(TYPES)))
    fold = np.random.default_rng(0).permutation(len(kinds)) % FOLDS
    for one in range(FOLDS):
        train, held = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        found[held] = fit_votes(rows[train], kinds[train], extra).predict_proba(rows[held])
    return found


def weigh(one: Read, shares: Floats, lexicon: EventLexicon) -> Floats:
    """Return the evidence for each type of a sentence: a row a type, a column a kind of evidence."""
    said = {kind: float(share) for kind, share in zip(TYPES, shares, strict=True)}
    evidence = gather_evidence(one.sided, one.sided.rank(lexicon), one.sided.guess(lexicon), said)
    return np.array([evidence[kind] for kind in TYPES])


def fit_weights(evidence: Floats, kinds: npt.NDArray[np.int64], pull: float = 0.005) -> Floats:
    """Return the weights of the kinds of evidence that make the types most likely."""
    rows = np.arange(len(kinds))

    def cost(weights: Floats) -> tuple[float, Floats]:
        shares = share_out_all(evidence, weights)
        loss = -np.log(shares[rows, kinds] + 1e-12).mean() + pull * (weights @ weights)
        slope = ((shares[:, :, None] * evidence).sum(axis=1) - evidence[rows, kinds]).mean(axis=0)
        return float(loss), slope + 2 * pull * weights

    weights = np.asarray(minimize(cost, np.zeros(len(EVIDENCE)), jac=True, method="L-BFGS-B").x)
    weights[EVIDENCE.index("learned")] *= EASE
    return weights


def share_out_all(evidence: Floats, weights: Floats) -> Floats:
    """Return the shares of the types of all sentences."""
    sums = evidence @ weights
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def calibrate(evidence: Floats, kinds: npt.NDArray[np.int64]) -> tuple[Floats, Floats, float]:
    """Return points of the share of an answer and how often it is right, and the error before they are applied."""
    shares = np.zeros(len(kinds))
    right = np.zeros(len(kinds))
    fold = np.random.default_rng(1).permutation(len(kinds)) % FOLDS
    for one in range(FOLDS):
        train, held = fold != one, fold == one
        found = share_out_all(evidence[held], fit_weights(evidence[train], kinds[train]))
        shares[held], right[held] = found.max(axis=1), found.argmax(axis=1) == kinds[held]
    rising = IsotonicRegression(out_of_bounds="clip").fit(shares, right)
    points = np.linspace(0.1, 1.0, 10)
    smooth = np.convolve(np.pad(rising.predict(points), 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    return points, np.clip(smooth, 0.05, 0.97), float(abs(shares - rising.predict(shares)).mean())


# ------------------------------------------------------------ writing


def vector_of(word: str, language: Language) -> Floats:
    """Return the vector of a word at length one, or nothing where the model has none for it."""
    vector = np.asarray(language.pipeline.vocab.get_vector(word), dtype=np.float64)
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def write_votes(model: LogisticRegression, columns: Columns, language: Language) -> None:
    """Write the votes: of each feature, and of each verb and noun of the language model by its vector."""
    weights = np.asarray(model.coef_.T)
    names = [str(name) for name in columns.names.get_feature_names_out()]
    own = weights[: len(names)]
    kept = [at for at in range(len(names)) if abs(own[at]).max() >= LEAST_VOTE]
    size = (len(weights) - len(names)) // 2
    parts: dict[str, Any] = {"features": "\n".join(names[at] for at in kept), "bias": model.intercept_}
    tables = {"votes": own[kept]}
    for key, name, start in (("v", "verbs", len(names)), ("n", "nouns", len(names) + size)):
        words = [word for word in known_words(language, key) if vector_of(word, language).any()]
        parts[name] = "\n".join(words)
        tables[key] = np.array([vector_of(word, language) for word in words]) @ weights[start : start + size]
    for key, table in tables.items():
        scale = float(abs(table).max()) / 127
        parts[key], parts[f"{key}_scale"] = np.round(table / scale).astype(np.int8), np.float32(scale)
    DATA.mkdir(exist_ok=True)
    np.savez_compressed(DATA / "learned.npz", **parts)


def known_words(language: Language, kind: str) -> list[str]:
    """Return the verbs or nouns of the language model's own word lists, in order."""
    lookups = cast("Any", language.pipeline.get_pipe("lemmatizer")).lookups
    words: Iterable[str] = lookups.get_table("lemma_index")["verb" if kind == "v" else "noun"]
    return sorted(word for word in words if word.isalpha() and word.isascii())


def write_weights(weights: Floats, likely: Floats, right: Floats) -> None:
    """Write the table of weights, of confidence, and the types' own codes."""
    lines = [
        "# Written by `python -m training.events`; see docs/event-model.md.", "",
        "# How much each piece of evidence for a type counts (`coding/given.py` tells what they are).", "[weights]",
        *(f"{name} = {weight:.4f}" for name, weight in zip(EVIDENCE, weights, strict=True)), "",
        "# What share of the evidence an answer had, and how often such answers were right.", "[confidence]",
        f"likely = [{', '.join(f'{one:.2f}' for one in likely)}]",
        f"right = [{', '.join(f'{one:.3f}' for one in right)}]", "",
        "# The CAMEO code of a type by itself.", "[cameo]", *(f'{kind} = "{CAMEO[kind]}"' for kind in EventType), "",
    ]  # fmt: skip
    (DATA / "learned.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
