"""Every abbreviation that a page can show stands on About."""

import ast
import csv
import re
from pathlib import Path

import pytest

from ci.pages.words import OTHER_AGENCIES, WORDS
from ci.settings import ROOT

SHOWN = {
    "approvals": ("indication", "combination", "agency", "region"),
    "deals": ("money_as_stated", "territory"),
    "drugs": ("indications", "modality", "action", "stage"),
    "expected": ("indication", "agency", "region"),
}
FORMATS = {"CSV", "PNG", "SVG", "XLSX", "HTML", "ZIP", "PPTX", "RIS", "YYYY", "MM", "DD"}
FORMATS |= {"CJK", "SC", "UI", "OR", "APG"}
"""Kinds of files, a pattern of dates, a font, an operator of the search and the code in its example."""
NAMED = ("drugs", "partner_drugs", "targets", "companies")
"""Their names are no abbreviations of ours."""


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def abbreviations(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z]{2,}[0-9]*\b", text))


@pytest.mark.parametrize("table", SHOWN)
def test_every_abbreviation_in_the_curated_tables_is_explained(table: str) -> None:
    names = " ".join(text for of in NAMED for row in rows(of) for text in row.values())
    own = set(re.findall(r"[\w.-]+", names))
    explained = abbreviations(" ".join([*WORDS, *WORDS.values()]))
    for row in rows(table):
        shown = " ".join(row[column] for column in SHOWN[table])
        missing = {word for word in abbreviations(shown) - explained if not any(word in name for name in own)}
        assert not missing, f"{row['id']}: add a line to TERMS in ci/pages/words.py for {sorted(missing)}"


def words_of(path: Path) -> str:
    """The sentences in a module that a page can show: every text but the docstrings and the scripts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "\n".join(str(n.value) for n in texts if id(n) not in silent and "{" not in str(n.value))


@pytest.mark.parametrize("folder", ["pages", "charts"])
def test_every_abbreviation_in_our_own_words_is_explained(folder: str) -> None:
    explained = abbreviations(" ".join([*WORDS, *WORDS.values()]))
    for path in sorted((ROOT / "ci" / folder).glob("*.py")):
        if path.name not in ("licences.py", "looks.py"):  # proper names, and colours
            missing = abbreviations(words_of(path)) - explained - FORMATS
            assert not missing, f"{path.name}: add a line to TERMS in ci/pages/words.py for {sorted(missing)}"


def test_every_agency_of_the_curated_acts_is_named() -> None:
    from ci.model import AGENCIES

    agencies = {row["agency"] for table in ("approvals", "expected") for row in rows(table)}
    assert agencies <= set(AGENCIES) | set(OTHER_AGENCIES)


@pytest.mark.parametrize("agency", ["FDA", "EMA", "NMPA", "PMDA", "MHRA", "TGA", "DH", "ISAF", "TFDA", "MFDS", "HSA"])
def test_an_agency_has_its_full_name(agency: str) -> None:
    assert re.fullmatch(r"Regulator: [\w' ]{12,}", WORDS[agency])
