"""One file -> rows whose every cell was checked against its column; a faulty cell is reported and left out."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from ci.errors import Fault
from ci.model import ROLES
from ci.reference.tables import Cell, Table
from ci.when import When

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)?")
TRIAL = re.compile(r"NCT\d{8}|EUCTR[\d-]+|CTR\d{8}|ChiCTR\d+|jRCT\w+|ISRCTN\d+|ACTRN\d+|[\d-]{14}(-\d\d)?")
URL = re.compile(r"https?://[^\s/]+\S*")
DISPUTE = re.compile(r"(\w+)=(.+) @ (https?://\S+)")


@dataclass(frozen=True)
class Row:
    """The valid cells of one line, as texts; `[]` gives "" for an empty one."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def list(self, column: str) -> tuple[str, ...]:
        return split(self[column])

    def number(self, column: str) -> float | None:
        return float(self[column]) if self[column] else None

    def when(self, column: str) -> When | None:
        return When.parse(self[column]) if self[column] else None

    def roles(self, column: str) -> tuple[tuple[str, str], ...]:
        """`a=partner; b=licensee` -> (("a", "partner"), ("b", "licensee"))"""
        return tuple((part.partition("=")[0], part.partition("=")[2]) for part in self.list(column))

    def disputes(self, column: str) -> tuple[tuple[str, str, str], ...]:
        found = (DISPUTE.fullmatch(part) for part in self.list(column))
        return tuple((m[1], m[2], m[3]) for m in found if m)


def split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("; ") if part.strip())


def read_table(path: Path, table: Table, faults: list[Fault]) -> list[Row]:
    """All rows of a file; what is wrong with header and cells is added to `faults`."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if reader.fieldnames != table.columns:
                wrong = ", ".join(reader.fieldnames or ["nothing"])
                faults.append(Fault(table.file, 1, f"header is {wrong}; expected {', '.join(table.columns)}"))
            return [_read_row(reader.line_num, raw, table, faults) for raw in reader]
    except FileNotFoundError:
        faults.append(Fault(table.file, 0, "file is missing"))
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(table.file, 0, f"cannot be read as UTF-8 CSV: {error}"))
    return []


def _read_row(line: int, raw: dict[str, str | None], table: Table, faults: list[Fault]) -> Row:
    values = {}
    if None in raw or None in raw.values():
        faults.append(Fault(table.file, line, f"row has another number of cells than the {len(table.cells)} columns"))
    for cell in table.cells:
        text = raw.get(cell.name) or ""
        found = list(_cell_faults(cell, text))
        faults.extend(Fault(table.file, line, fault) for fault in found)
        if not found:
            values[cell.name] = text
    return Row(line, values)


def _cell_faults(cell: Cell, text: str) -> list[str]:
    """What is wrong with one cell; references to other rows are checked later, in rules."""
    if not text:
        return [f"{cell.name} is empty"] if cell.required else []
    if text != text.strip():
        return [f"{cell.name} {text!r} begins or ends with a blank"]
    if cell.one_of and text not in cell.one_of:
        return [f"{cell.name} {text!r} is not one of {', '.join(cell.one_of)}"]
    parts = split(text) if cell.kind in ("list", "trials") else (text,)
    if cell.pattern:
        return [
            f"{cell.name} {p!r} does not look like {cell.pattern}" for p in parts if not re.fullmatch(cell.pattern, p)
        ]
    return [fault for part in parts if (fault := _value_fault(cell, part))]


def _value_fault(cell: Cell, text: str) -> str:
    match cell.kind:
        case "slug":
            return "" if SLUG.fullmatch(text) else f"{cell.name} {text!r} is not a slug (lower case, digits, hyphens)"
        case "symbol":
            return "" if SYMBOL.fullmatch(text) else f"{cell.name} {text!r} is not an HGNC symbol"
        case "url":
            return "" if URL.fullmatch(text) else f"{cell.name} {text!r} is not an http(s) address"
        case "trials":
            return "" if TRIAL.fullmatch(text) else f"{cell.name} {text!r} is not a registry number"
        case "number":
            return "" if re.fullmatch(r"\d+(\.\d+)?", text) else f"{cell.name} {text!r} is not a number of millions"
        case "date" | "planned":
            return _date_fault(cell.name, text)
        case "roles":
            wrong = [part for part in split(text) if part.partition("=")[2] not in ROLES]
            return f"{cell.name} {wrong[0]!r} is not company=role with a role of {', '.join(ROLES)}" if wrong else ""
        case "disputes":
            wrong = [part for part in split(text) if not DISPUTE.fullmatch(part)]
            return f"{cell.name} {wrong[0]!r} is not field=value @ https://…" if wrong else ""
    return ""


def _date_fault(name: str, text: str) -> str:
    try:
        When.parse(text)
    except ValueError as error:
        return f"{name}: {error}"
    return ""
