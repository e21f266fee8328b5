"""The notes of a slide: what it shows, the proof of each row, and how its view is opened again."""

import ipaddress
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from ci.acts import act_name
from ci.exports.parcel import Parcel
from ci.exports.slide_text import clean
from ci.exports.worded import words_of

ROWS, LETTERS = 60, 400


def reachable(address: str) -> str:
    """The address, unless it means the very machine that it was taken on: of no use to whoever gets the file."""
    host = urlsplit(address).hostname or ""
    if not host or host == "localhost" or host.endswith(".localhost"):
        return ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return address
    return "" if number.is_loopback or number.is_unspecified else address


def how_to_open(address: str) -> str:
    """A sentence: the link, or which page and which filter to choose where a link leads nowhere."""
    if reachable(address):
        return f"This view, as it stands today: {address}"
    parts = urlsplit(address)
    page = parts.path.strip("/") or "overview"
    chosen = [f"{name} = {value}" for name, value in parse_qsl(parts.query)]
    return f"To see it live, open Apoptoscope at its page “{page}”" + (
        f" and choose {', '.join(chosen)}." if chosen else "."
    )


def notes(parcel: Parcel, event_ids: tuple[str, ...] | None) -> str:
    """Plain text, one paragraph a line."""
    lines = [parcel.title, parcel.filters, parcel.source_line, *([how_to_open(parcel.address)] * bool(parcel.address))]
    said = list(_proofs(parcel, event_ids))
    if said:
        lines += ["", "What proves each row, the newest first:", *said[:ROWS]]
    if len(said) > ROWS:
        lines.append(f"… and {len(said) - ROWS} more, in the workbook that can be downloaded beside this slide.")
    return clean_lines(lines)


def clean_lines(lines: Iterable[str]) -> str:
    return "\n".join(clean(line.replace("\n", " ")) for line in lines)


def _proofs(parcel: Parcel, event_ids: tuple[str, ...] | None) -> Iterable[str]:
    if "event_id" not in parcel.rows:
        yield from _of_drugs(parcel.rows)
        return
    rows = parcel.rows if event_ids is None else parcel.rows[parcel.rows["event_id"].isin(event_ids)]
    evidence: dict[str, list[dict[str, Any]]] = {}
    for proof in parcel.evidence.to_dict("records"):
        evidence.setdefault(str(proof["event_id"]), []).append({str(k): v for k, v in proof.items()})
    for row in rows.sort_values("starts_on", ascending=False, kind="stable").to_dict("records"):
        proofs = evidence.get(row["event_id"], [])
        yield f"{_row_words({str(k): v for k, v in row.items()})}. {' / '.join(map(_proof_words, proofs[:3]))}".strip()


def _row_words(row: dict[str, Any]) -> str:
    who = [", ".join(row[name]) for name in ("companies", "drugs") if row.get(name)]
    what = act_name(row["subtype"], row.get("agency", ""))
    parts = [row["when"], *who[-1:], what, row.get("agency", ""), row.get("indication", "")]
    if not row.get("agency"):
        parts = [row["when"], *who, what]
    return " · ".join(str(part) for part in parts if part)


def _proof_words(proof: dict[str, Any]) -> str:
    words = str(proof["quote"]).replace("\n", " ")
    said = words if len(words) <= LETTERS else words[:LETTERS].rsplit(" ", 1)[0] + " …"
    of = "curated row" if proof["is_curated"] else str(proof["source"])
    checked = f", checked {proof['checked_on']}" if proof["checked_on"] else ""
    return f"{words_of(said, is_ours=bool(proof['is_curated']))} ({of}{checked}) {proof['url']}"


def _of_drugs(rows: pd.DataFrame) -> Iterable[str]:
    """Rows that carry their own source."""
    if "source_url" in rows and "drug" in rows:
        for row in rows.drop_duplicates("drug").to_dict("records"):
            yield " · ".join(str(row[name]) for name in ("drug", "mechanism", "peak_stage", "source_url") if row[name])
