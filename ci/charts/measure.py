"""How wide words are in a picture, without the reader's font: a little too wide rather than cut at the edge."""

from collections.abc import Iterator

NARROW, WIDE = frozenset(" .,:;'!|()[]/-·ijlftrI"), frozenset("mwMW%@—…")
FIRST_CHINESE = 0x2E80


def ems(text: str) -> float:
    """The width of a line in units of its font size."""
    return sum(map(_ems, text))


def _ems(letter: str) -> float:
    if ord(letter) >= FIRST_CHINESE:
        return 1.0
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.92
    return 0.72 if letter.isupper() else 0.58


def folded_to(text: str, room: float, *, is_bold: bool = False) -> list[str]:
    """The lines of a text, broken at blanks, that are no wider than `room` in units of the font size."""
    return list(_lines(text.split(), room / 1.06 if is_bold else room))


def _lines(words: list[str], room: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if ems(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        while ems(word) > room:
            end = _fitting(word, room)
            yield word[:end]
            word = word[end:]
        line = word
    if line:
        yield line


def _fitting(word: str, room: float) -> int:
    """How many letters of a word without blanks fit; one at least."""
    for end in range(1, len(word)):
        if ems(word[: end + 1]) > room:
            return end
    return len(word)
