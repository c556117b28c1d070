"""The words by which a published course is found, and their pieces, by which it is found despite typing errors."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """Lower-case words without accents, in order: “Élan vital!” gives elan, vital."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return WORD.findall(plain.casefold())


def trigrams_of(*texts: str) -> list[str]:
    """The three-letter pieces of every word, each padded with two spaces before and one behind, sorted, each once."""
    pieces: set[str] = set()
    for word in _all_words(texts):
        padded = f"  {word} "
        pieces.update(padded[start : start + 3] for start in range(len(padded) - 2))
    return sorted(pieces)


def commonness(piece: str) -> int:
    """How common a piece is by its kind: beginnings of words are shared by most, then their ends."""
    return 2 * piece.startswith(" ") + piece.startswith("  ") + piece.endswith(" ")


def _all_words(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from words_of(text)
