"""A curator decides on an unknown name: it holds at once, and the articles that name it are read again."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from zlib import crc32

from ci.errors import InputError
from ci.extract import Reader
from ci.jobs.opening import open_and_load, reading_catalog
from ci.jobs.refreshing import check_patch, check_place, write_patch
from ci.model import Catalog, NameDecision, Verdict
from ci.proposals import Patch, make_patch
from ci.proposals.decided import propose
from ci.queries.names import Known, find_names, newest_url, spellings_of
from ci.reference import load_catalog
from ci.reference.build import slug
from ci.reference.decisions import spelling_key
from ci.reference.tables import COMPANIES, DRUGS, LOOKALIKES, PARTNERS
from ci.settings import Settings
from ci.store import Store

BATCH = 200
MARK = "# apoptoscope names"


@dataclass(frozen=True)
class Wish:
    """What the curator says. `alias_of` goes with an alias, `mechanism` with a new apoptosis-targeted drug."""

    name: str
    verdict: Verdict
    kind: str = ""
    alias_of: str = ""
    mechanism: str = ""
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class Decided:
    decision: NameDecision
    articles_count: int


def decide(settings: Settings, wish: Wish, now: datetime) -> Decided:
    """Keeps the decision and reads again what it concerns. Or InputError, and nothing is kept."""
    data = load_catalog(settings.data_dir)
    store = open_and_load(settings, data)
    try:
        known = _meant(store, wish.name, wish.kind)
        decision = _decision(store, reading_catalog(store, data), known, wish, now)
        return Decided(decision, _read(store, data, store.decide_name(decision)))
    finally:
        store.close()


def undo(settings: Settings, name: str, kind: str = "") -> Decided:
    """Takes a decision back: the name stands on the list again where articles name it."""
    data = load_catalog(settings.data_dir)
    store = open_and_load(settings, data)
    try:
        known = _meant(store, name, kind)
        held = {(one.kind, one.name_id): one for one in store.name_decisions()}
        decision = held.get((known.kind, known.name_id))
        if decision is None:
            raise InputError(
                f"Nobody decided on {known.name!r} yet; `apoptoscope names list --decided` shows what was."
            )
        _require_unused(held.values(), decision)
        return Decided(decision, _read(store, data, store.withdraw_name(decision)))
    finally:
        store.close()


def export(settings: Settings, today: date, folder: Path | None = None) -> tuple[Patch, Path | None]:
    """The decisions as a patch of data/, which itself is not changed; written to `folder` where one is given."""
    data_dir = settings.data_dir
    place = folder / f"names-{today}.patch" if folder else None
    if place:
        check_place(place, data_dir, MARK)
    data = load_catalog(data_dir)
    store = open_and_load(settings, data)
    try:
        draft = propose(data, store.name_decisions())
    finally:
        store.close()
    tables = {file: (data_dir / file).read_bytes().decode("utf-8") for file in (COMPANIES, DRUGS, PARTNERS, LOOKALIKES)}
    patch = make_patch(draft, tables, data_dir.name)
    check_patch(patch, data_dir)
    if place and patch.diff:
        write_patch(place, patch_text(patch, today))
    return patch, place if patch.diff else None


def patch_text(patch: Patch, today: date) -> str:
    opening = (
        f"{MARK[2:]} export, {today}: what curators decided on unknown names; data/ itself is untouched.",
        "Read each row and its proof; take it all with `git apply`, or copy the rows that you accept.",
        "Then run `apoptoscope check`.",
    )
    return patch.text(opening)


# ---------------------------------------------------------------- what is meant


def _meant(store: Store, typed: str, kind: str) -> Known:
    with store.reading() as connection:
        found = find_names(connection, typed, kind)
    if not found:
        of_kind = f" {kind}" if kind else ""
        raise InputError(f"No unknown{of_kind} name is called {typed!r}; `apoptoscope names list` shows them.")
    if len(found) > 1:
        raise InputError(f"{typed!r} is on the list as a company and as a drug; say which with --kind.")
    return found[0]


def _decision(store: Store, catalog: Catalog, known: Known, wish: Wish, now: datetime) -> NameDecision:
    with store.reading() as connection:
        url = newest_url(connection, known)
        spellings = [s for s in spellings_of(connection, known.kind, known.name_id) if _is_same(s, known.name)]
    earlier = next((o for o in store.name_decisions() if (o.kind, o.name_id) == (known.kind, known.name_id)), None)
    if earlier:
        _require_unused(store.name_decisions(), earlier)
    return NameDecision(
        known.kind,
        known.name_id,
        known.name,
        wish.verdict,
        now,
        entity_id=_entity_id(catalog, known, wish, earlier),
        mechanism_id=_mechanism_id(catalog, known, wish),
        spellings=tuple(dict.fromkeys((known.name, *spellings, *(earlier.spellings if earlier else ())))),
        source_url=url or (earlier.source_url if earlier else ""),
        decided_by=wish.by.strip(),
        why=wish.why.strip(),
    )


def _is_same(spelling: str, name: str) -> bool:
    """Short forms (Foobar for Foobar Bio) are found by reading; kept as names they would be found anywhere."""
    return spelling_key(spelling) == spelling_key(name)


def _require_unused(decisions: Iterable[NameDecision], gone: NameDecision) -> None:
    """An entry that another decision leans on cannot go before that one."""
    aliases = (one for one in decisions if one.verdict is Verdict.ALIAS and one.kind == gone.kind)
    others = [one for one in aliases if one.entity_id == gone.entity_id]
    if gone.verdict is Verdict.NEW and others:
        raise InputError(f"{others[0].name!r} is an alias of {gone.name!r}; decide on that one first.")


def _entity_id(catalog: Catalog, known: Known, wish: Wish, earlier: NameDecision | None) -> str:
    held = catalog.companies if known.kind == "company" else catalog.drugs
    if wish.verdict is Verdict.IGNORE:
        return ""
    if wish.verdict is Verdict.NEW:
        return _new_id(held, known, earlier)
    if wish.alias_of in held and not (
        earlier and earlier.verdict is Verdict.NEW and earlier.entity_id == wish.alias_of
    ):
        return wish.alias_of
    near = get_close_matches(wish.alias_of.lower(), list(held), n=3, cutoff=0.5)
    hint = f"; near are {', '.join(near)}" if near else ""
    raise InputError(f"There is no {known.kind} with the id {wish.alias_of!r}{hint}.")


def _new_id(held: Container[str], known: Known, earlier: NameDecision | None) -> str:
    """The slug of the name; a number for one without a letter of the Latin alphabet, the same on every machine."""
    new_id = slug(known.name) or f"{known.kind}-{crc32(known.name.encode('utf-8')):08x}"
    if new_id in held and not (earlier and earlier.entity_id == new_id):
        raise InputError(
            f"There is a {known.kind} {new_id!r} already; take the name as its alias: --as-alias-of {new_id}."
        )
    return new_id


def _mechanism_id(catalog: Catalog, known: Known, wish: Wish) -> str:
    if not wish.mechanism:
        return ""
    if known.kind != "drug" or wish.verdict is not Verdict.NEW:
        raise InputError("A mechanism goes with a new drug only.")
    categories = [node.id for node in catalog.mechanisms.values() if node.level == "category"]
    if wish.mechanism not in categories:
        raise InputError(
            f"There is no mechanism category {wish.mechanism!r}; there are {', '.join(sorted(categories))}."
        )
    return wish.mechanism


# ---------------------------------------------------------------- reading again


def _read(store: Store, data: Catalog, revision_ids: list[int]) -> int:
    """Reads these revisions with the decisions as they are now; one that is killed here leaves them to the poller."""
    catalog = reading_catalog(store, data)
    store.load_catalog(catalog)
    reader, waiting = Reader(catalog), iter(revision_ids)
    while batch := list(islice(waiting, BATCH)):
        unread = store.unread_revisions(only=batch)
        store.record_readings([(one.revision_id, reader.read(one.article)) for one in unread], catalog)
    return len(revision_ids)
