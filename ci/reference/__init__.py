"""data/ -> Catalog, or every fault of data/ at once with file and line.

`tables` says what each file holds, `rows` reads a file into rows, `build` turns rows into the model, `rules` are
the checks that look across rows and files.
"""

import hashlib
from datetime import date
from pathlib import Path

from ci.errors import Fault, InputError, ReferenceFaultError
from ci.model import Catalog
from ci.reference.build import build_catalog
from ci.reference.rows import Row, read_table
from ci.reference.rules import RULES
from ci.reference.tables import TABLES

__all__ = ["data_digest", "load_catalog", "read_catalog", "stale_rows"]


def load_catalog(data_dir: Path, today: date | None = None) -> Catalog:
    """The curated tables, all of them valid; raises ReferenceFaultError that holds every fault."""
    catalog, faults = read_catalog(data_dir, today)
    if faults:
        raise ReferenceFaultError(faults, data_dir)
    return catalog


def read_catalog(data_dir: Path, today: date | None = None) -> tuple[Catalog, list[Fault]]:
    """What could be built of data/, and all that is wrong with it, in the order of files and lines.

    `today` is the day after which no date may lie; None leaves that check out (a wrong clock must stop nobody).
    """
    rows, faults = _read_rows(data_dir)
    for rule in RULES:
        faults.extend(rule(rows, today))
    catalog = build_catalog(rows, _version(data_dir, rows))
    return catalog, sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.message))


def stale_rows(data_dir: Path, today: date, days: int = 365) -> list[Fault]:
    """Rows whose source was last seen more than `days` ago."""
    rows, _ = _read_rows(data_dir)
    return [
        Fault(file, row.line, f"{row['id']}: last checked {row.when('checked_on')}, more than {days} days ago")
        for file, table_rows in rows.items()
        for row in table_rows
        if (when := row.when("checked_on")) and (today - when.ends_on).days > days
    ]


def _read_rows(data_dir: Path) -> tuple[dict[str, list[Row]], list[Fault]]:
    if not data_dir.is_dir():
        raise InputError(f"{data_dir}: no such folder; the curated tables are looked for there (APOPTOSCOPE_DATA_DIR)")
    if not any((data_dir / table.file).exists() for table in TABLES):
        files = ", ".join(table.file for table in TABLES)
        raise InputError(f"{data_dir}: none of the curated tables is there; expected {files} (APOPTOSCOPE_DATA_DIR)")
    faults: list[Fault] = []
    return {table.file: read_table(data_dir / table.file, table, faults) for table in TABLES}, faults


def _version(data_dir: Path, rows: dict[str, list[Row]]) -> str:
    """`2026-11-21 3fa9c1b`: the newest check's date and a short hash of all tables."""
    checked = (row["checked_on"] for table_rows in rows.values() for row in table_rows if row.when("checked_on"))
    return f"{max(checked, default='undated')} {data_digest(data_dir)}"


def data_digest(data_dir: Path) -> str:
    """The short hash of all tables, by which a version ends: it tells whether data/ has changed without reading it."""
    digest = hashlib.sha256()
    for table in TABLES:
        path = data_dir / table.file
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:7]
