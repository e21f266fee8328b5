"""Who owns what: companies by mechanism, and two companies side by side."""

from collections.abc import Sequence
from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from ci.charts.landscape import EMPTY, acting, drugs_in_cells, furthest_in_cells, home_targets, mechanisms_in
from ci.charts.looks import LIGHT, OTHER, Look
from ci.charts.matrix import Line, count_matrix
from ci.charts.theme import empty_figure, mechanism_name

COMPANIES_SHOWN = 17
"""With more of them the letters of a picture for a slide are smaller than 9 points."""
IN_SHORT = {"preclinical": "preclin.", "registration": "registr."}
"""Stages as they fit into a cell."""
NAMED_LETTERS = 30


def company_matrix(
    landscape: pd.DataFrame,
    look: Look = LIGHT,
    companies: int = COMPANIES_SHOWN,
    *,
    is_narrow: bool = False,
    with_stages: bool = True,
) -> go.Figure:
    """Companies down, mechanisms across, drugs counted in each cell, and how far they got. Draws frames.LANDSCAPE.

    Only the so many companies with the most drugs. Without stages in the cells, hints alone tell them.
    """
    owned = landscape.explode("companies").dropna(subset=["companies"])
    if owned.empty:
        return empty_figure(EMPTY)
    owned = owned.assign(mechanism=owned["mechanism_id"].map(mechanism_name))
    cells = drugs_in_cells(owned, "companies", "mechanism")
    shown = most_drugs(landscape)[:companies]
    hues = {mechanism_name(m): look.mechanisms.get(m, look.mechanisms[OTHER]) for m in mechanisms_in(owned)}
    rows = [Line(company, look.faint) for company in shown]
    furthest = furthest_in_cells(owned, "companies", "mechanism")
    return count_matrix(
        rows,
        list(hues),
        {k: v for k, v in cells.items() if k[0] in shown},
        look,
        hues,
        furthest=furthest,
        printed={k: IN_SHORT.get(stage, stage) for k, stage in furthest.items()} if with_stages else None,
        is_narrow=is_narrow,
    )


def company_pair(
    landscape: pd.DataFrame, look: Look = LIGHT, pair: Sequence[str] = (), *, is_narrow: bool = False
) -> go.Figure:
    """Two companies across, the targets of either down, drugs counted in each cell, and how far they got. Draws
    frames.LANDSCAPE.

    Without a `pair` the two companies with the most drugs are shown.
    """
    owned = acting(landscape).explode("companies").dropna(subset=["companies"])
    shown = list(pair) or most_drugs(landscape)[:2]
    owned = owned[owned["companies"].isin(shown)]
    if owned.empty:
        return empty_figure("Neither company owns a drug that matches these filters.")
    rows = [
        Line(target, look.mechanisms.get(mechanism, look.mechanisms[OTHER]), mechanism_name(mechanism))
        for mechanism in mechanisms_in(owned)
        for target in home_targets(owned, owned[owned["mechanism_id"] == mechanism], mechanism)
    ]
    cells, furthest = drugs_in_cells(owned, "target", "companies"), furthest_in_cells(owned, "target", "companies")
    printed = furthest if is_narrow else {place: _named(cells[place], furthest.get(place, "")) for place in cells}
    return count_matrix(rows, shown, cells, look, furthest=furthest, printed=printed, is_narrow=is_narrow)


def _named(drugs: Sequence[str], furthest: str) -> str:
    """`venetoclax, navitoclax +2 · approved`: as many of the drugs as a cell of two columns has room for."""
    ends = accumulate(len(drug) + 2 for drug in drugs)
    fitting = max(1, sum(end <= NAMED_LETTERS for end in ends))
    names = ", ".join(drugs[:fitting]) + f" +{len(drugs) - fitting}" * (fitting < len(drugs))
    return f"{names} · {furthest}" if furthest else names


def pair_finding(landscape: pd.DataFrame, pair: Sequence[str] = ()) -> str:
    """The pair's title: on which targets both have a drug."""
    first, *rest = list(pair) or most_drugs(landscape)[:2] or [""]
    if not rest:
        return "Two companies are needed"
    owned = acting(landscape).explode("companies")
    targets = [set(owned.loc[owned["companies"] == name, "target"]) - {""} for name in (first, rest[0])]
    both = sorted(targets[0] & targets[1])
    met = f"both act on {', '.join(both[:4])}{' and more' * (len(both) > 4)}" if both else "they share no target"
    return f"{first} has {len(targets[0])} target{'s' * (len(targets[0]) != 1)}, {rest[0]} {len(targets[1])}; {met}"


def most_drugs(landscape: pd.DataFrame) -> list[str]:
    """The owners, those with the most drugs first."""
    owned = landscape.explode("companies").dropna(subset=["companies"])
    ranked = owned.groupby("companies")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    return [str(name) for name in ranked.index]


def owners_finding(landscape: pd.DataFrame) -> str:
    """The company matrix's title: who holds the most drugs."""
    owned = landscape.explode("companies").dropna(subset=["companies"])
    counts = owned.groupby("companies")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    if counts.empty:
        return "No drug with a known owner"
    total = landscape["drug_id"].nunique()
    without = total - owned["drug_id"].nunique()
    said = f"{counts.index[0]} holds {counts.iloc[0]} of {total} drugs; {len(counts)} owners in all"
    return f"{said}, none known of {without} drug{'s' * (without != 1)}" if without else said
