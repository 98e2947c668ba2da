"""A password that visitors must know: a file with its scrypt hash in, whether a word given is it out.

The file has one line, `scrypt$N$r$p$salt$hash`, salt and hash in hexadecimal; `dragoman password` writes it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import InputError, OptionError

SHORTEST: Final = 12  # characters
LONGEST: Final = 1_000
# What one guess costs: 32 MiB, three times over (OWASP's password storage cheat sheet, 2^15, 8, 3).
_COST: Final = (2**15, 8, 3)
_MEMORY: Final = 128 * 2**20  # bytes that a hash in a file may ask for
_LINE: Final = re.compile(  # scrypt$32768$8$3$00112233445566778899aabbccddeeff$…
    r"scrypt\$(?P<n>\d{5,7})\$(?P<r>\d{1,2})\$(?P<p>\d{1,2})\$(?P<salt>(?:[0-9a-f]{2}){16,32})\$(?P<digest>[0-9a-f]{64})"
)
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """A password as it is kept: what one guess costs, the salt, and what comes out."""

    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    def fits(self, given: str) -> bool:
        """Return whether a word is the password; takes about a tenth of a second."""
        return hmac.compare_digest(_derive(given[:LONGEST], self.salt, (self.n, self.r, self.p)), self.digest)

    def __str__(self) -> str:
        return f"scrypt${self.n}${self.r}${self.p}${self.salt.hex()}${self.digest.hex()}"


def _derive(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def hash_password(password: str, cost: tuple[int, int, int] = _COST) -> PasswordHash:
    """Return the hash of a password under a salt of its own; raises `OptionError` for one that is soon guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise OptionError(f"the password has {len(password)} characters; give {SHORTEST} to {LONGEST}")
    if len(set(password)) < 5:
        raise OptionError("the password has few different characters; give one that is not soon guessed")
    salt = secrets.token_bytes(16)
    return PasswordHash(*cost, salt, _derive(password, salt, cost))


def write_password_file(path: Path, password: str) -> None:
    """Write the hash of a password to a file that nobody else can read, in place of one that was there.

    Raises `InputError` where it cannot be written.
    """
    line = f"{hash_password(password)}\n"
    part = path.with_name(f"{path.name}.unfinished")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(line)
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a file in a folder that exists and may be written") from error


def read_password_file(path: Path) -> PasswordHash:
    """Return the hash that a file holds; raises `InputError` for a file that others can read, or that holds none."""
    again = f"write it anew: dragoman password {path}"
    try:
        mode = path.stat().st_mode
        line = path.read_text(encoding="ascii").strip() if mode & stat.S_IFREG else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or 'no password file'}; {again}") from error
    if os.name == "posix" and mode & _OTHERS:
        raise InputError(f"{path}: others can read it (mode {stat.S_IMODE(mode):o}); run chmod 600 {path}")
    found = _read_hash(line)
    if found is None:
        raise InputError(f"{path}: this is no hash of a password; {again}")
    return found


def _read_hash(line: str) -> PasswordHash | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    n, r, p = (int(match[name]) for name in ("n", "r", "p"))
    found = PasswordHash(n, r, p, bytes.fromhex(match["salt"]), bytes.fromhex(match["digest"]))
    return found if n >= 2**14 and n & (n - 1) == 0 and r >= 8 and p >= 1 and 128 * n * r < _MEMORY else None
