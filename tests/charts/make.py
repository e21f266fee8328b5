"""Small frames for charts and exports; each builder fills what a test does not name."""

from datetime import date

import pandas as pd

from ci.frames import APPROVALS, COLLABORATIONS, EVIDENCE, EXPECTED, LANDSCAPE
from ci.when import When


def act(drug: str = "venetoclax", on: str = "2016-04-11", agency: str = "FDA", **more: object) -> dict[str, object]:
    """A row of frames.APPROVALS; `on` is as precise as known, "" where nothing is known."""
    row: dict[str, object] = {
        "subtype": "approval",
        "agency": agency,
        "region": "United States",
        "drug_ids": [drug],
        "drugs": [drug],
        "companies": ["AbbVie"],
        "indication": "CLL with 17p deletion",
        "mechanisms": ["BCL-2 family"],
        "targets": ["BCL-2"],
        "is_curated": True,
        "proofs_count": 1,
        "proof": "The agency approved it",
        "source_url": "https://example.org/act",
    }
    return {"event_id": f"{drug}-{agency}-{on}", **span(on), **row, **more}


def deal(*companies: str, on: str = "2020-05-04", subtype: str = "license", **more: object) -> dict[str, object]:
    """A row of frames.COLLABORATIONS between the named companies."""
    ids = [name.lower().replace(" ", "-") for name in companies]
    row: dict[str, object] = {
        "company_ids": ids,
        "companies": list(companies),
        "roles": ["partner"] * len(companies),
        "drugs": ["alrizomadlin"],
        "drug_ids": ["alrizomadlin"],
        "is_curated": True,
        "proof": "They agreed",
        "source_url": "https://example.org/deal",
    }
    return {"event_id": "-".join([*ids, subtype, on]), "subtype": subtype, **span(on), **row, **more}


def drug(name: str, target: str, mechanism_id: str, peak_stage: str, *companies: str) -> dict[str, object]:
    """A row of frames.LANDSCAPE."""
    return {
        "drug_id": name,
        "drug": name,
        "mechanism_id": mechanism_id,
        "target": target,
        "target_id": target,
        "peak_stage": peak_stage,
        "companies": list(companies),
    }


def planned(drug: str, due: str, *slips: str, agency: str = "FDA") -> dict[str, object]:
    """A row of frames.EXPECTED: an approval."""
    row = {"drug": drug, "drug_id": drug, "agency": agency, "subtype": "approval", "slips": list(slips)}
    when = span(due)
    return {**row, **when, "due": when["when"], "expected_id": f"{drug}-{due}", "mechanisms": ["BCL-2 family"]}


def span(on: str) -> dict[str, object]:
    if not on:
        return {"when": "", "starts_on": None, "ends_on": None}
    when = When.parse(on)
    return {"when": str(when), "starts_on": when.starts_on, "ends_on": when.ends_on}


def approvals(*rows: dict[str, object]) -> pd.DataFrame:
    return APPROVALS.make(list(rows))


def expected(*rows: dict[str, object]) -> pd.DataFrame:
    return EXPECTED.make([{k: v for k, v in row.items() if k in EXPECTED.names} for row in rows])


def collaborations(*rows: dict[str, object]) -> pd.DataFrame:
    return COLLABORATIONS.make(list(rows))


def landscape(*rows: dict[str, object]) -> pd.DataFrame:
    return LANDSCAPE.make(list(rows))


def evidence(*event_ids: str) -> pd.DataFrame:
    return EVIDENCE.make([{"event_id": i, "quote": f"the words of {i}", "source": "Outlet"} for i in event_ids])


TODAY = date(2026, 11, 21)
