"""Labels of a transcript: the name that opens a turn, a remark behind it, a colon, and words to follow."""

from __future__ import annotations

import re

from dragoman.record import Parse, Token

# matches "(retranslated)", "(through interpreter)" between a name and its colon
LABEL_REMARK = r"(?:[ \u00a0]\([^)\n]{1,40}\))?"
AFTER_NAME = re.compile(rf"{LABEL_REMARK}:[ \u00a0]*(?=\S)")


def find_label(text: str, parse: Parse, number: int) -> Token | None:
    """Return the first token of a sentence that opens its paragraph where a colon behind it makes it a label, or None.

    `number` is the sentence's; a remark in brackets may stand before the colon: "Ana Velk (retranslated): …".
    """
    sentence = parse.sentences[number]
    opens = number == 0 or parse.sentences[number - 1].paragraph != sentence.paragraph
    if not opens or sentence.last - sentence.first < 2:
        return None
    token = parse.tokens[sentence.first]
    return token if AFTER_NAME.match(text, token.end) else None
