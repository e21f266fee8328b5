"""What a page is."""

from collections.abc import Callable
from dataclasses import dataclass

from ci.model import EventType

DRUGS = ("companies", "targets", "mechanisms", "drugs", "stages")
EVENTS = (*DRUGS, "subtypes", "dates", "confirmed")
ACTS = ("agencies", "regions")


@dataclass(frozen=True)
class Page:
    """`path` stands in the address; `uses` names the parts of the filter that apply; `kind` the events it shows."""

    path: str
    title: str
    icon: str
    help: str
    show: Callable[[], None]
    uses: tuple[str, ...] = ()
    kind: EventType | None = None
