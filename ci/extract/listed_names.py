"""Makers of medicines that are listed on an exchange, by the one word that tells each from all others.

listed_names.txt: first words of company names in industry "Biotechnology" or "Pharmaceuticals" of FinanceDatabase
(MIT, https://github.com/JerBouma/FinanceDatabase, state of 2026-08-16) that are no word of the language, no place, no
person's name and no drug. They are names only: nothing else is known of these companies, so they are guesses.
"""

import re
from functools import cache
from pathlib import Path

from ci.extract.company_forms import put
from ci.extract.mentions import Mentions

FILE = Path(__file__).with_suffix(".txt")
_CAPITAL = re.compile(r"(?<![\w&-])[A-Z][A-Za-z]{3,}(?:-[A-Z][a-z]+)?(?![\w-])")


@cache
def listed_names() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").split())


def by_listed_name(mentions: Mentions) -> None:
    known = listed_names()
    for found in _CAPITAL.finditer(mentions.text.norm):
        if found.group() in known:
            put(mentions, *found.span())
