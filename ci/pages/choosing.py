"""The words of a choice in a box. While it can be chosen it carries its other names, because a box is searched by its
words: BeiGene, Venclexta and 亚盛医药 find what they name. Once it is chosen its own name is enough.

The browser sends these words back. They hold counts that change while a page is open, so they are read with patience.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ci.pages.asking import made
from ci.queries.choices import Choice

_OUT_OF_SIGHT = "\u2003" * 40
"""Blanks that a browser keeps: what stands behind them can be typed but is cut off by the edge of the box."""
LETTERS, WIDE_LETTERS = 38, 90
"""So many letters are seen in a box of the filter, and in one as wide as the page."""
_SHORT = re.compile(r"(?P<name>.*?) \(\d[\d,]*\)(?: · .*)?", re.DOTALL)


def words(choices: Mapping[str, Choice], chosen: Iterable[str], *, has_count: bool = True) -> Callable[[str], str]:
    """For `format_func`: short for what is chosen, with all names for the rest. `choices` are kept ones."""
    told = made(_whole_words, choices, has_count)
    chosen_words = {i: short(choices[i], has_count) for i in chosen if i in choices}

    def words_of(value: str) -> str:
        return chosen_words.get(value) or told.get(value) or (f"{value} (0)" if has_count else value)

    return words_of


def _whole_words(choices: Mapping[str, Choice], has_count: bool) -> dict[str, str]:
    return {i: _whole(choice, has_count) for i, choice in choices.items()}


def short(choice: Choice, has_count: bool = True) -> str:
    """`BeOne Medicines (37)`."""
    return f"{choice.label} ({choice.count:,})" if has_count else choice.label


def _whole(choice: Choice, has_count: bool) -> str:
    """`BeOne Medicines (37) · BeiGene, 百济神州`, and out of sight how else these names are typed."""
    first = short(choice, has_count)
    shown = _fitting(choice.also, (LETTERS if has_count else WIDE_LETTERS) - _wide(first) - 3)
    also = f" · {', '.join(shown)}" if shown else ""
    rest = (*choice.also[len(shown) :], *choice.typed)
    return f"{first}{also}{_OUT_OF_SIGHT}{', '.join(rest)}" if rest else f"{first}{also}"


def _fitting(names: Sequence[str], letters: int) -> Sequence[str]:
    """As many of the names as are seen whole: half a name at the edge of the box says nothing."""
    for count, name in enumerate(names):
        letters -= _wide(name) + 2 * bool(count)
        if letters < 0:
            return names[:count]
    return names


def _wide(text: str) -> int:
    """Letters, of which one of ours takes half the room of a Chinese one."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def ids(values: Sequence[str], choices: Mapping[str, Choice]) -> list[str]:
    """What a box holds as ids, also where it holds words that were sent before a count changed."""
    if all(value in choices for value in values):
        return list(dict.fromkeys(values))
    by_name = {choice.label: choice.id for choice in choices.values()}
    return list(dict.fromkeys(_id(value, choices, by_name) for value in values))


def _id(value: str, choices: Mapping[str, Choice], by_name: Mapping[str, str]) -> str:
    if value in choices:
        return value
    name = found["name"] if (found := _SHORT.fullmatch(value)) else value.partition(" · ")[0].partition("\u2003")[0]
    return by_name.get(name, name)
