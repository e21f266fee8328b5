"""What proves the rows of any table: the proofs of events, or the checked pages that other rows carry themselves."""

from collections.abc import Callable, Sequence

import pandas as pd

from ci.charts.rows import Row, rows_of
from ci.frames import EVIDENCE
from ci.pages import reads

AT_ONCE = 500
"""The proofs of so many events are asked for in one go."""


def of_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """frames.EVIDENCE; what is no event stands under its own key, and nothing is proved where no page is named."""
    if "event_id" in rows:
        return of_events(list(rows["event_id"]))
    key, proofs = next(((key, proofs) for key, proofs in _OWN.items() if key in rows), ("", _nothing))
    found = [
        {"event_id": row[key], **proof}
        for row in rows_of(rows.drop_duplicates(key) if key else rows)
        for proof in proofs(row)
    ]
    return EVIDENCE.make(found)


def of_events(event_ids: Sequence[str]) -> pd.DataFrame:
    """frames.EVIDENCE of these events."""
    parts = [reads.evidence(event_ids[start : start + AT_ONCE]) for start in range(0, max(len(event_ids), 1), AT_ONCE)]
    return pd.concat(parts, ignore_index=True)


def _of_expected(row: Row) -> list[Row]:
    return [_checked(row["says"], row["source_url"], row["checked_on"])]


def _of_drug(row: Row) -> list[Row]:
    found = [_checked(f"{row['drug']}: name, target and mechanism", row["source_url"], row["checked_on"])]
    if row["stage"] and row["stage_source_url"]:
        found.append(_checked(f"{row['drug']}: stands at {row['stage']}", row["stage_source_url"], row["stage_as_of"]))
    return found


def _of_name(row: Row) -> list[Row]:
    """The sentence of an article that names it; none where the name was decided without one."""
    if not row["example"]:
        return []
    copied = {"quote": "example", "source": "example_source", "published": "example_published", "url": "example_url"}
    return [{name: row[of] for name, of in copied.items()}]


def _of_fact(row: Row) -> list[Row]:
    pages = zip(row["source_urls"], row["checked_days"], strict=True)
    return [_checked(f"{row['what']}: {row['known']}", url, day.removeprefix("-")) for url, day in pages]


def _nothing(_: Row) -> list[Row]:
    return []


def _checked(says: str, url: str, on: str) -> Row:
    return {"is_curated": True, "quote": says, "url": url, "checked_on": on}


_OWN: dict[str, Callable[[Row], list[Row]]] = {
    "expected_id": _of_expected,
    "drug_id": _of_drug,
    "name_id": _of_name,
    "what": _of_fact,
}
"""The column that tells what a row is, where it is no event -> its proofs."""
