"""Names that lead to profiles, in tables and in texts: the address of a profile, and the words that stand there."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from ci.pages.text import literal

OF_COLUMNS = {
    "drug": "drug",
    "drugs": "drug",
    "family_drugs": "drug",
    "combination": "drug",
    "companies": "company",
    "target": "target",
    "targets": "target",
}
"""Column of a frame -> what its names are names of."""
WITH = "with"
"""The part of the address that holds whoever is named in the same cell: a cell of a table holds one link."""
WORDS = r"^[^#]*#(.*)$"
"""Where in an address of `cell` its words stand."""


def cell(kind: str, names: Sequence[str], words: str, ids: Mapping[str, str]) -> str:
    """The address of the first of these names that has a profile, the others beside it; its end are the words to show.
    Where none has a profile it leads to the page that finds one."""
    keys = [ids[name] for name in (_bare(name, ids) for name in names) if name in ids]
    query = [(kind, key) for key in keys[:1]] + [(WITH, key) for key in dict.fromkeys(keys[1:])]
    return f"profile{'?' * bool(query)}{urlencode(query)}#{_kept_whole(words)}" if words else ""


def in_text(kind: str, words: str, ids: Mapping[str, str]) -> str:
    """Markdown of a list of names such as `AbbVie, Genentech`, each a link where it has a profile."""
    return ", ".join(_link(kind, name, ids) for name in words.split(", "))


def _link(kind: str, name: str, ids: Mapping[str, str]) -> str:
    return f"[{literal(name)}](profile?{urlencode({kind: ids[name]})})" if name in ids else literal(name)


def _bare(name: str, ids: Mapping[str, str]) -> str:
    """`venetoclax (approved)` is a name with its stage."""
    return name if name in ids else name.rpartition(" (")[0]


def _kept_whole(words: str) -> str:
    """The browser takes a plus for a blank, and what follows a percent sign for a letter; all else it shows as it is,
    and a table is searched by it."""
    return words.replace("%", "%25").replace("+", "%2B")
