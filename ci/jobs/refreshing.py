"""Public APIs asked about our drugs, and what they know more as a patch for a curator; data/ is never written here."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ci import proposals
from ci.errors import InputError
from ci.jobs.asking import APIS, Progress, ask_all
from ci.proposals import Draft, Patch
from ci.reference import load_catalog, read_catalog
from ci.settings import Settings

MARK = "# apoptoscope refresh"
TABLES = ("approvals.csv", "drugs.csv")


@dataclass(frozen=True)
class Refreshed:
    """`text` is the patch with its reasons and notes; `written` the file, if one was written."""

    text: str
    changes_count: int
    rows_count: int
    notes_count: int
    written: Path | None = None


def refresh(
    settings: Settings,
    names: tuple[str, ...],
    today: date,
    progress: Progress,
    *,
    base_url: str = "",
    out: Path | None = None,
    is_dry_run: bool = False,
) -> Refreshed:
    """Asks the APIs of these names and drafts a patch; writes it to `out` unless it is a dry run or empty.

    Raises FeedError where an API does not answer as documented: then nothing is written at all.
    """
    data_dir = settings.data_dir
    place = out or default_out(data_dir, names, today)
    if not is_dry_run:
        check_place(place, data_dir)
    catalog = load_catalog(data_dir)
    found = asyncio.run(ask_all(settings, catalog, {name: APIS[name] for name in names}, base_url, progress))
    draft = Draft()
    for name, records in found.items():
        draft.add_all(APIS[name].propose(catalog, records, today))
    tables = {file: (data_dir / file).read_bytes().decode("utf-8") for file in TABLES}
    patch = proposals.make_patch(draft, tables, data_dir.name)
    check_patch(patch, data_dir)
    text = patch.text(_opening(names, today))
    written = place if patch.diff and not is_dry_run else None
    if written:
        write_patch(written, text)
    return Refreshed(text, len(patch.reasons) - len(draft.rows), len(draft.rows), len(patch.notes), written)


def default_out(data_dir: Path, names: tuple[str, ...], today: date) -> Path:
    """`var/refresh-openfda-2026-11-21.patch`, beside data/."""
    name = names[0] if len(names) == 1 else "all"
    return data_dir.parent / "var" / f"refresh-{name}-{today}.patch"


def _opening(names: tuple[str, ...], today: date) -> Iterator[str]:
    yield f"{MARK[2:]} {' '.join(names)}, {today}: proposals for a curator; data/ itself is untouched."
    yield "Read each row and its proof; take it all with `git apply`, or copy the rows that you accept."
    yield "Then run `apoptoscope check`."
    for name in names:
        api = APIS[name]
        yield f"What {api.title} does not list proves nothing: {api.absence}."
    yield "Nothing is proposed because it is absent somewhere."


def check_patch(patch: Patch, data_dir: Path) -> None:
    """The tables as they would be must be as valid as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(data_dir, Path(folder) / "data"))
        for file, text in patch.tables.items():
            (copy / file).write_bytes(text.encode("utf-8"))
        _, faults = read_catalog(copy)
    if faults:
        raise InputError(f"the proposal would break the tables, so nothing was written: {faults[0]}")


def check_place(place: Path, data_dir: Path, mark: str = MARK) -> None:
    """A patch never lands among the tables, and never on a file that is something else."""
    if place.resolve().is_relative_to(data_dir.resolve()):
        raise InputError(f"{place}: lies in {data_dir}, where only tables stand; choose another file with --out")
    try:
        if place.exists() and not place.read_bytes().startswith(mark.encode()):
            raise InputError(f"{place}: exists and is no patch of this command; choose another file with --out")
    except OSError as error:
        raise InputError(f"{place}: {error.strerror}; choose another file with --out") from error


def write_patch(place: Path, text: str) -> None:
    """The whole patch or none of it."""
    partial = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(text.encode("utf-8"))
        partial.replace(place)
    except OSError as error:
        raise InputError(f"{place}: {error.strerror}; choose another file with --out") from error
    finally:
        partial.unlink(missing_ok=True)
