"""What changed in the last twelve months: each event in one line, or since when nothing is known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from ci.acts import act_name, within
from ci.filters import Filters
from ci.model import EventType
from ci.queries.expected import expected
from ci.queries.narrowing import family
from ci.queries.newest import events_count, newest
from ci.store import tables as t
from ci.when import When

TOLD = 8
"""So many are told in full; the sections below hold the rest."""


@dataclass(frozen=True)
class Line:
    """An event in one line; `is_vague` where its date may lie before the months that are asked for."""

    event_id: str
    when: str
    words: str
    is_checked: bool
    is_vague: bool = False
    is_for_drug: bool = False
    """Whether it stands with a company as the one that owns or found the drug, beside the others that it names."""


@dataclass(frozen=True)
class Latest:
    """The newest events since the first day of a month a year ago, the last one before, and what is expected."""

    since: date
    lines: tuple[Line, ...] = ()
    count: int = 0
    before: Line | None = None
    expected: tuple[str, ...] = ()
    stage: str = ""
    """Where a drug stands, if that is known of a later day than any of its events."""


def latest(connection: Connection, filters: Filters, today: date) -> Latest:
    """The last twelve months of what the filters keep."""
    since = date(today.year - 1, today.month, 1)
    asked = replace(filters, since=since)
    recent = newest(connection, asked, TOLD).to_dict("records")
    earlier = newest(connection, replace(filters, until=since - timedelta(days=1)), 0 if recent else 1).to_dict(
        "records"
    )
    planned = expected(connection, filters, today).to_dict("records")
    last = [*recent, *earlier][:1]
    foreign = _foreign(connection, filters, [*recent, *earlier])
    return Latest(
        since,
        tuple(_line(event, since, foreign) for event in recent),
        events_count(connection, asked),
        _line(earlier[0], since, foreign) if earlier else None,
        tuple(_expected(act) for act in planned if not act["answer_id"]),
        _stage(connection, filters, last[0]["ends_on"].date() if last else date.min),
    )


def _stage(connection: Connection, filters: Filters, known: date) -> str:
    """`discontinued (as of 24 Jun 2024)`, of the one drug that is asked for."""
    if len(filters.drugs) != 1:
        return ""
    d = t.drugs.c
    row = connection.execute(select(d.stage, d.stage_as_of).where(d.id == filters.drugs[0])).first()
    if row is None or not row.stage or not row.stage_as_of:
        return ""
    as_of = When.parse(row.stage_as_of)
    return f"{row.stage} (as of {as_of})" if as_of.ends_on > known else ""


def since_words(latest: Latest) -> str:
    """`Nov 2025`."""
    return str(When.parse(f"{latest.since:%Y-%m}"))


def _foreign(connection: Connection, filters: Filters, events: Sequence[Mapping[Any, Any]]) -> set[str]:
    """Those of the events that name companies, but none of the companies that are asked for."""
    if not filters.companies:
        return set()
    of, ids = t.event_companies.c, [event["event_id"] for event in events if len(event["companies"])]
    ours = of.company_id.in_(family(connection, filters.companies))
    return set(ids) - set(connection.execute(select(of.event_id).where(of.event_id.in_(ids), ours)).scalars())


def _line(event: Mapping[Any, Any], since: date, foreign: Collection[str]) -> Line:
    is_vague = event["starts_on"].date() < since <= event["ends_on"].date()
    key = event["event_id"]
    return Line(key, event["when"], words(event), bool(event["is_curated"]), is_vague, key in foreign)


def words(event: Mapping[Any, Any]) -> str:
    """`Acquisition (announced, closing not confirmed): Ipsen and Kartos, on navtemadlin; US$450m upfront`."""
    act, drugs, companies = act_name(event["subtype"], event["agency"]), event["drugs"], event["companies"]
    match event["type"]:
        case EventType.COLLABORATION:
            how_far = f" ({event['status']})" if event["status"] else ""
            about = f", on {', '.join(drugs)}" if drugs else ""
            money = f"{'money ' * event['money'].startswith('not ')}{event['money']}"
            return f"{act}{how_far}: {' and '.join(companies) or 'parties not named'}{about}; {money}"
        case EventType.REGULATORY:
            label = f"; {event['label']}" if event["label"] else ""
            by = f"{event['agency']}: {within(act)}" if event["agency"] else act
            return f"{by} of {_about(drugs, event['indication'], event['combination'])}{_of(companies)}{label}"
        case _:
            phase = f", phase {event['phase']}" if event["phase"] else ""
            said = _clipped(event["proof"], is_ours=bool(event["is_curated"]))
            told = f" — {said}" * (event["subtype"] in _TOLD_BY_WORDS)
            return f"{act}{phase}: {_about(drugs, event['indication'], event['combination'])}{_of(companies)}{told}"


_TOLD_BY_WORDS = ("readout", "trial-stop")
"""Of these the kind alone says too little: the outcome, or why the trial ended, stands in the words."""
_CLIPPED = 160


def _clipped(words: str, *, is_ours: bool) -> str:
    """`“did not meet its primary endpoint …”`: the words that prove it, as far as there is room; ours are no quote."""
    kept = words if len(words) <= _CLIPPED else f"{words[:_CLIPPED].rsplit(' ', 1)[0]} …"
    return kept if is_ours else f"“{kept}”"


def _expected(act: Mapping[Any, Any]) -> str:
    what = within(act_name(act["subtype"], act["agency"]))
    passed = f" ({within(act['came'])})" if act["is_past"] else ""
    return (
        f"{act['due']}, {act['agency'] or act['region']}: {what} of {_about([act['drug']], act['indication'])}{passed}"
    )


def _about(drugs: Any, indication: str, given_with: Any = ()) -> str:
    """`venetoclax with decitabine and cedazuridine, acute myeloid leukaemia`."""
    named = " with ".join(" and ".join(some) for some in (drugs, given_with) if len(some))
    return ", ".join(part for part in (named, indication) if part) or "a drug that is not named"


def _of(companies: Any) -> str:
    return f" ({', '.join(companies)})" if len(companies) else ""
