"""What a person says of the list of sources: pause, how much to keep, OPML in and out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from ci.errors import InputError
from ci.feeds import KINDS
from ci.feeds.opml import read_opml, write_opml
from ci.jobs.opening import open_and_load
from ci.model import Source
from ci.settings import Settings
from ci.store import Keep, Policy, Store

MOST_BYTES = 5 * 1024 * 1024


@dataclass
class Imported:
    """What came of an OPML file."""

    added: list[Source] = field(default_factory=list)
    known_count: int = 0


def pause(settings: Settings, source_id: str, *, is_paused: bool) -> None:
    """A paused source is left alone until it is let on; then it is asked at once, also where it was switched off."""
    with _opened(settings) as store:
        kind = store.source(source_id).source.kind
        if not is_paused and kind not in KINDS:
            says = f"{source_id} is of the kind {kind!r}, which is not read yet"
            raise InputError(f"{says}; read are {', '.join(KINDS)}")
        store.set_paused(source_id, is_paused=is_paused)


def keep(
    settings: Settings,
    source_id: str,
    what: Keep | None = None,
    days: int | None = None,
    fetches_text: bool | None = None,
) -> Policy:
    """How much of its texts is kept; what is not given stays as it is."""
    with _opened(settings) as store:
        held = store.source(source_id).policy
        policy = Policy(
            held.keep if what is None else what,
            held.days if days is None else days,
            held.fetches_text if fetches_text is None else fetches_text,
        )
        store.set_policy(source_id, policy)
        return policy


def import_opml(settings: Settings, raw: bytes, name: str) -> Imported:
    """Adds the feeds of the file whose addresses are not in the list yet; asks none of them."""
    if len(raw) > MOST_BYTES:
        raise InputError(f"{name} has {len(raw) // 1024 // 1024} MiB; an OPML file has at most 5 MiB")
    done = Imported()
    with _opened(settings) as store:
        states = store.sources()
        urls = {state.source.url for state in states}
        ids = {state.id for state in states}
        for source in read_opml(raw, name):
            if source.url in urls:
                done.known_count += 1
                continue
            own = replace(source, id=free_id(source.id, ids))
            store.add_source(own)
            ids.add(own.id)
            done.added.append(own)
    return done


def export_opml(settings: Settings) -> bytes:
    """The feeds of the list that are on; pages and APIs are left out, because no reader could read them."""
    with _opened(settings) as store:
        return write_opml(state.source for state in store.sources() if state.source.is_on)


def free_id(wanted: str, taken: set[str]) -> str:
    """The id, or with a number where another source has it."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    store = open_and_load(settings)
    try:
        yield store
    finally:
        store.close()
