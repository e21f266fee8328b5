"""Tellings -> events. An event is a function of the tellings alone, so adding one by one and reading all anew agree."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from ci.merge import Act, Kinship, closure, differences, event_key, group, merge_values
from ci.merge.act import from_claims
from ci.model import Catalog
from ci.store import event_counts
from ci.store import tables as t
from ci.store.engine import is_one_of
from ci.store.reference import add_provisional


@dataclass(frozen=True)
class Told:
    """A stored telling."""

    act: Act
    event_id: str | None
    story_id: str
    quote: str
    source_url: str
    known_at: datetime | None
    is_disputed: bool


def stored(connection: Connection, kinship: Kinship, where: ColumnElement[bool] | None = None) -> list[Told]:
    """Tellings as they are stored, ready to be compared."""
    joined = t.evidence.outerjoin(t.revisions, t.revisions.c.id == t.evidence.c.revision_id).outerjoin(
        t.articles, t.articles.c.id == t.revisions.c.article_id
    )
    columns = (*t.evidence.c, t.articles.c.story_id, t.revisions.c.first_seen_at)
    asked = select(*columns).select_from(joined)
    rows = connection.execute(asked if where is None else asked.where(where))
    return [_told(row, kinship) for row in rows]


def _told(row: Any, kinship: Kinship) -> Told:
    is_curated = row.curated_id is not None
    origin = row.curated_id if is_curated else f"{row.revision_id:010d}"
    act = from_claims(
        row.claims, origin=origin, is_curated=is_curated, told_on=row.told_on, start=row.start or 0, ref=row.id
    )
    story = f"curated {row.curated_id}" if is_curated else row.story_id
    return Told(
        act.among(kinship), row.event_id, story, row.quote, row.source_url, row.first_seen_at, bool(row.disputes)
    )


def derive_all(connection: Connection, catalog: Catalog, kinship: Kinship) -> None:
    """Throws all events away and groups all tellings anew."""
    connection.execute(update(t.evidence).values(event_id=None))
    connection.execute(delete(t.events))
    told = {item.act.ref: item for item in stored(connection, kinship)}
    _write(connection, [[told[act.ref] for act in acts] for acts in group(item.act for item in told.values())], catalog)
    event_counts.recount(connection)


def derive_around(connection: Connection, changed: Sequence[Told], catalog: Catalog, kinship: Kinship) -> None:
    """Groups anew the tellings that came or went (the store holds these no more) and all that are bound to them."""
    candidates = _Candidates(connection, kinship)
    around = closure((item.act for item in changed), candidates)
    kept = {act.ref: candidates.told[act.ref] for act in around if act.ref in candidates.told}
    gone = {item.event_id for item in changed} | {item.event_id for item in kept.values()}
    keys = _keys_of(connection, gone - {None})
    while True:
        groups = [[kept[act.ref] for act in acts] for acts in group(item.act for item in kept.values())]
        keys |= {event_key(merge_values([item.act for item in members])) for members in groups}
        of_clashing = t.evidence.c.event_id.in_(select(t.events.c.id).where(t.events.c.key.in_(keys)))
        clashing = _others(connection, kinship, of_clashing, kept)
        if not clashing:
            break
        kept |= clashing
    gone |= {item.event_id for item in kept.values()}
    lost = {event_id for event_id in gone if event_id is not None}
    event_counts.take_events(connection, lost)
    connection.execute(update(t.evidence).where(t.evidence.c.event_id.in_(lost)).values(event_id=None))
    connection.execute(delete(t.events).where(t.events.c.id.in_(lost)))
    event_counts.add_events(connection, _write(connection, groups, catalog))


def _others(
    connection: Connection, kinship: Kinship, where: ColumnElement[bool], known: Collection[int]
) -> dict[int, Told]:
    """Stored tellings by number, without those that are known: to make one anew takes longer than to find it."""
    found = set(connection.execute(select(t.evidence.c.id).where(where)).scalars()) - set(known)
    of_found = is_one_of(connection, t.evidence.c.id, found)
    return {item.act.ref: item for item in stored(connection, kinship, of_found)} if found else {}


def _keys_of(connection: Connection, event_ids: set[Any]) -> set[str]:
    return set(connection.execute(select(t.events.c.key).where(t.events.c.id.in_(event_ids))).scalars())


class _Candidates:
    """Finds stored tellings by key, and remembers them by number."""

    def __init__(self, connection: Connection, kinship: Kinship) -> None:
        self._connection, self._kinship = connection, kinship
        self.told: dict[int, Told] = {}

    def __call__(self, keys: set[str]) -> Iterable[Act]:
        """Those that were not given before."""
        of_keys = is_one_of(self._connection, t.evidence_keys.c.key, keys)
        having = t.evidence.c.id.in_(select(t.evidence_keys.c.evidence_id).where(of_keys))
        found = _others(self._connection, self._kinship, having, self.told)
        self.told |= found
        return [item.act for item in found.values()]


# ---------------------------------------------------------------- writing


def _write(connection: Connection, groups: Sequence[Sequence[Told]], catalog: Catalog) -> list[str]:
    """Stores an event for each group of tellings; their ids."""
    merged = [(merge_values([item.act for item in members]), members) for members in groups]
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for event_id, key, shown, members in _with_ids(merged):
        _add_rows(rows, event_id, key, shown, members, catalog)
    unknown = {row["target_id"] for row in rows[t.event_targets]} - catalog.targets.keys()
    add_provisional(connection, t.targets, {i: i for i in unknown})
    for table in (t.events, t.event_companies, t.event_drugs, t.event_targets, t.event_mechanisms, t.event_trials):
        if rows[table]:
            connection.execute(insert(table), rows[table])
    if rows[t.evidence]:
        one = update(t.evidence).where(t.evidence.c.id == bindparam("of"))
        connection.execute(one, rows[t.evidence])
    return [row["id"] for row in rows[t.events]]


_Merged = tuple[Act, Sequence[Told]]


def _with_ids(merged: Sequence[_Merged]) -> list[tuple[str, str, Act, Sequence[Told]]]:
    """Two acts of one key (two designations in one month) are numbered: curated ones first, then as they were told."""
    by_key: dict[str, list[_Merged]] = defaultdict(list)
    for shown, members in merged:
        by_key[event_key(shown)].append((shown, members))
    named = []
    for key, same in by_key.items():
        same.sort(key=lambda pair: (not pair[0].is_curated, min(m.act.told_on for m in pair[1]), pair[0].order))
        for number, (shown, members) in enumerate(same, start=1):
            named.append((key if number == 1 else f"{key}-{number}", key, shown, members))
    return named


_COPIED = ("type", "subtype", "agency", "region", "indication", "phase", "money_as_stated", "territory")


def _add_rows(
    rows: dict[Any, list[dict[str, Any]]],
    event_id: str,
    key: str,
    shown: Act,
    members: Sequence[Told],
    catalog: Catalog,
) -> None:
    ordered = sorted(members, key=lambda item: _proof_order(item.act))
    differing = {item.act.ref: differences(item.act, shown) for item in members}
    rows[t.events].append(
        {
            "id": event_id,
            "key": key,
            **{name: str(getattr(shown, name)) for name in _COPIED},
            "starts_on": shown.when.starts_on,
            "ends_on": shown.when.ends_on,
            "upfront_usd_m": shown.upfront_usd_m,
            "total_usd_m": shown.total_usd_m,
            "is_curated": any(item.act.is_curated for item in members),
            "has_dispute": any(i.is_disputed for i in members)
            or any(d.is_dispute for ds in differing.values() for d in ds),
            "proofs_count": len({item.story_id for item in members}),
            "proof": ordered[0].quote,
            "source_url": ordered[0].source_url,
            "known_at": min((item.known_at for item in members if item.known_at), default=None),
        }
    )
    for table, links in _links(shown, catalog).items():
        rows[table] += [{"event_id": event_id, "position": n, **link} for n, link in enumerate(links)]
    for ref, found in differing.items():
        listed = [[difference.field, difference.value, difference.is_dispute] for difference in found]
        rows[t.evidence].append({"of": ref, "event_id": event_id, "differences": listed})


def _proof_order(act: Act) -> tuple[bool, date, str, int]:
    """Curated first, then as it was told."""
    return (not act.is_curated, act.told_on, act.origin, act.start)


def _links(shown: Act, catalog: Catalog) -> dict[Any, list[dict[str, Any]]]:
    """Who and what an event is tied to. Its targets are those of its drugs, a partner's in combination left out, and
    those that its tellings name."""
    ours = tuple(i for i in shown.combination_ids if i in catalog.drugs and not catalog.drugs[i].is_partner)
    acting = [catalog.drugs[i] for i in dict.fromkeys(shown.drug_ids + ours) if i in catalog.drugs]
    target_ids = dict.fromkeys([i for drug in acting for i in drug.target_ids] + list(shown.target_ids))
    mechanism_ids = dict.fromkeys([d.mechanism_id for d in acting if d.mechanism_id] + list(shown.mechanism_ids))
    if not mechanism_ids:
        of_targets = (catalog.targets[i].mechanism_id for i in target_ids if i in catalog.targets)
        mechanism_ids = dict.fromkeys(i for i in of_targets if i)
    roles = dict(shown.parties) | {i: "" for i in shown.company_ids if i not in dict(shown.parties)}
    drugs: dict[str, bool] = dict.fromkeys(shown.drug_ids, False)
    drugs |= {i: True for i in shown.combination_ids if i not in drugs}
    return {
        t.event_companies: [{"company_id": i, "role": role} for i, role in roles.items()],
        t.event_drugs: [{"drug_id": i, "is_combination": is_with} for i, is_with in drugs.items()],
        t.event_targets: [{"target_id": i} for i in target_ids],
        t.event_mechanisms: [{"mechanism_id": i} for i in mechanism_ids],
        t.event_trials: [{"trial_id": i} for i in shown.trial_ids],
    }
