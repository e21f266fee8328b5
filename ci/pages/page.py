"""What a page is."""

from collections.abc import Callable
from dataclasses import dataclass

from ci.model import EventType

DRUGS = ("companies", "targets", "mechanisms", "drugs", "stages")
EVENTS = (*DRUGS, "subtypes", "dates", "confirmed")
ACTS = ("agencies", "regions")
COUNTED: dict[EventType | None, str] = {
    EventType.REGULATORY: "regulatory acts",
    EventType.COLLABORATION: "collaborations",
}


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
    lists: str = ""
    """What it lists, where neither of these tells."""

    @property
    def counted(self) -> str:
        """What the brackets behind the choices of the filter count."""
        return self.lists or ("drugs" if self.uses == DRUGS else COUNTED.get(self.kind, "events"))
