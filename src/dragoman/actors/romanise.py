"""Words of any script as Latin letters: what goes in is one word, what comes out spells its sounds.

Arabic and Hebrew letters write few vowels; theirs come out as sounds that may be several (`lexicons/spelling.toml`).
Chinese comes out in pinyin, as it sounds, Korean in the revised romanisation, a capital at each syllable.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final, Literal

from anyascii import anyascii

Script = Literal["latin", "cyrillic", "arabic", "hebrew", "han", "hangul", "other"]

# First and last code point of blocks of letters, with their script; what stands in none is "other".
_BLOCKS: Final[tuple[tuple[int, int, Script], ...]] = (
    (0x0000, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFF, "arabic"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
)

# Sounds of `lexicons/spelling.toml`; what writes no sound of its own is empty.
_ARABIC: Final = {
    **dict(zip("بتجحدرزسصضطفقكکلمنهپگیي", "btjhdrzssdtfqkklmnhpgYY", strict=True)),
    **dict.fromkeys("ىا", "a"),
    **dict.fromkeys("أإآٱعءئؤ", "A"),
    **dict.fromkeys("ةە", "a"),
    "ث": "T",
    "خ": "x",
    "ذ": "D",
    "ش": "S",
    "ظ": "D",
    "غ": "G",
    "و": "W",
    "چ": "c",
    "ژ": "Z",
    "ڤ": "v",
    "ھ": "h",
    "ہ": "h",
    "ں": "n",
    "ے": "Y",
    "ٹ": "t",
    "ڈ": "d",
    "ڑ": "r",
    "ڭ": "N",
    **dict.fromkeys("ً ٌ ٍ َ ُ ِ ّ ْ ـ".split(), ""),  # noqa: SIM905 - marks on a letter would not show as strings
}
_HEBREW: Final = dict(zip("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "ABgdhWzxtYKKlmmnnsAPPCCkrSt", strict=True))
_CYRILLIC: Final = {
    **dict(zip("абвгґдезиійклмнопрстуфыэ", "abvggdeziiyklmnoprstufye", strict=True)),
    **dict(zip("јқүұөһәћђў", "yquuohacjw", strict=True)),  # South Slavic, Kazakh, Mongolian, Belarusian
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "є": "ye",
    "ї": "yi",
    "ъ": "",
    "ь": "",
    "љ": "l",
    "њ": "n",
    "џ": "j",
    "ғ": "gh",
    "ң": "ng",
    "ѓ": "g",
    "ќ": "k",
    "ѕ": "z",
}
_LATIN: Final = {
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ə": "a",
    "ŋ": "ng",
}
_HACEKS: Final = {
    "č": "ch",
    "š": "sh",
    "ž": "zh",
    "ć": "ch",
    "ç": "ch",
    "ş": "sh",
    "ğ": "g",
    "ţ": "ts",
    "ș": "sh",
    "ț": "ts",
    "ń": "n",
}


# Letters of pinyin that sound otherwise than in English: "Qin" as "Chin", "Cai" as "Tsai".
_PINYIN: Final = re.compile("[qQxXcC](?!h)|[zZ]h")
_PINYIN_SOUNDS: Final = {"q": "ch", "Q": "Ch", "x": "sh", "X": "Sh", "c": "ts", "C": "Ts", "zh": "j", "Zh": "J"}


def find_script(word: str) -> Script:
    """Return the script of a word's first letter; "other" where it has none that is known here."""
    for letter in word:
        if letter.isalpha():
            point = ord(letter)
            for first, last, script in _BLOCKS:
                if first <= point <= last:
                    return script
            return "other"
    return "latin"


def is_abjad(script: Script) -> bool:
    """Whether a script leaves short vowels unwritten."""
    return script in {"arabic", "hebrew"}


@functools.lru_cache(maxsize=100_000)
def romanise(word: str) -> str:
    """Return a word in lower-case Latin letters; one of Arabic or Hebrew script as the sounds of `spelling.toml`.

    Chinese and Korean keep a capital at the head of each syllable: "近平" → "JinPing".
    """
    script = find_script(word)
    if script == "arabic":
        return _spell(word, _ARABIC)
    if script == "hebrew":
        return _spell(word, _HEBREW)
    if script == "cyrillic":
        return _spell(word.lower(), _CYRILLIC)
    if script == "han":
        syllables = "".join(letter for letter in anyascii(word) if letter.isalpha())
        return _PINYIN.sub(lambda match: _PINYIN_SOUNDS[match[0]], syllables)
    if script == "hangul":
        return "".join(letter for letter in anyascii(word) if letter.isalpha())
    if script == "latin":
        return fold_latin(word)
    return "".join(letter for letter in anyascii(word).lower() if letter.isalnum())


def fold_latin(word: str, *, haceks: bool = False) -> str:
    """Return a Latin word without accents and capitals; with `haceks`, "č" is "ch" as it sounds."""
    lowered = word.lower()
    if lowered.isascii():
        return "".join(filter(str.isalnum, lowered))
    if haceks:
        lowered = "".join(_HACEKS.get(letter, letter) for letter in unicodedata.normalize("NFC", lowered))
    spelt = "".join(_LATIN.get(letter, letter) for letter in lowered)
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelt) if letter.isalnum() and letter.isascii())


def _spell(word: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, "") for letter in unicodedata.normalize("NFC", word))
