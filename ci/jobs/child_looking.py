"""In the child that parses, with the text at hand: what need not be read. Nothing of the reader until it is told to."""

from typing import TYPE_CHECKING

from ci.feeds.guarded import limit_memory
from ci.model import Article, Catalog

if TYPE_CHECKING:
    from ci.extract import Gate

_gates: dict[str, "Gate"] = {}
"""The gate, by the version of its catalog."""
_FOR_A_GATE_MIB = 1024


def look_with(catalog: Catalog) -> None:
    """From now on every article is looked at with this catalog."""
    from ci.extract import Gate

    limit_memory(_FOR_A_GATE_MIB)
    _gates.clear()
    _gates[catalog.version] = Gate(catalog)
    limit_memory()  # what a gate takes is not on the account of the next feed


def says_nothing_to(article: Article) -> str:
    """The version of the catalog whose reader finds nothing in the article; empty where it is to be read."""
    return next((version for version, gate in _gates.items() if gate.keeps_out(article)), "")
