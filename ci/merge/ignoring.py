"""A reading without the names that a curator said are none. Pure."""

from collections.abc import Callable
from dataclasses import replace

from ci.model import Event, EventType, Name, Reading

Ignored = frozenset[tuple[str, str]]
"""(company or drug, id)"""


def without_ignored(reading: Reading, ignored: Ignored) -> Reading:
    """Names go; so does an event that is nothing without them: a deal with no second party, an act on no drug."""
    if not ignored or not _names_any(reading, ignored):
        return reading
    is_company, is_drug = _kept("company", ignored), _kept("drug", ignored)
    events = (_without(event, is_company, is_drug) for event in reading.events)
    return replace(
        reading,
        companies=tuple(filter(is_company, reading.companies)),
        drugs=tuple(filter(is_drug, reading.drugs)),
        events=tuple(event for event in events if event is not None),
    )


def _names_any(reading: Reading, ignored: Ignored) -> bool:
    """Every name of an event is looked at too: an extractor may name there what it lists nowhere else."""
    events = reading.events
    companies = {n.id for n in reading.companies} | {n.id for e in events for n in e.all_companies}
    drugs = {n.id for n in reading.drugs} | {n.id for e in events for n in (*e.drugs, *e.combination)}
    return any(i in (companies if kind == "company" else drugs) for kind, i in ignored)


def _kept(kind: str, ignored: Ignored) -> Callable[[Name], bool]:
    return lambda name: (kind, name.id) not in ignored


def _without(event: Event, is_company: Callable[[Name], bool], is_drug: Callable[[Name], bool]) -> Event | None:
    left = replace(
        event,
        drugs=tuple(filter(is_drug, event.drugs)),
        combination=tuple(filter(is_drug, event.combination)),
        companies=tuple(filter(is_company, event.companies)),
        parties=tuple(party for party in event.parties if is_company(party.company)),
    )
    if event.type is EventType.COLLABORATION:
        return None if left.parties != event.parties and len(left.parties) < 2 else left
    return None if event.drugs and not left.drugs else left
