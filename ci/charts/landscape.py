"""The landscape: targets by highest stage, and those that no drug got far with."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ci.charts.looks import LIGHT, OTHER, Look
from ci.charts.matrix import Line, count_matrix
from ci.charts.rows import rows_of
from ci.charts.theme import MECHANISM_NAMES, empty_figure, mechanism_name
from ci.model import ENDED, STAGES, MechanismCategory

EMPTY = "No drug matches these filters."
EARLY = list(STAGES[:2])
IN_SHORT: dict[str, str] = {
    MechanismCategory.P53_REACTIVATION: "p53 react.",
    MechanismCategory.DEATH_RECEPTOR: "death rec.",
    MechanismCategory.MITOCHONDRIAL: "mitochondr.",
    MechanismCategory.INDIRECT: "indirect",
}
"""Mechanisms as they fit into a cell."""


def stage_matrix(landscape: pd.DataFrame, look: Look = LIGHT, *, is_narrow: bool = False) -> go.Figure:
    """Targets down, highest stage ever across, drugs counted in each cell. Draws frames.LANDSCAPE.

    A cell that none of the drugs of its row's mechanism is in has the hue of the drugs that are in it: an indirect
    inducer that also lowers MCL-1 makes no approved MCL-1 inhibitor; it names their mechanism.

    A bar says how many are known to be discontinued.
    """
    if landscape.empty:
        return empty_figure(EMPTY)
    landscape = acting(landscape)
    cells = drugs_in_cells(landscape, "target", "peak_stage")
    rows = _lines(landscape, look)
    foreign = _foreign(landscape, rows)
    return count_matrix(
        rows,
        list(STAGES),
        {k: v for k, v in cells.items() if k[1] in STAGES},
        look,
        own={place: look.mechanisms.get(mechanism, look.mechanisms[OTHER]) for place, mechanism in foreign.items()},
        printed={} if is_narrow else {place: _in_short(mechanism) for place, mechanism in foreign.items()},
        others={place: mechanism_name(mechanism) for place, mechanism in foreign.items()},
        ended=drugs_in_cells(landscape[landscape["stage"] == ENDED], "target", "peak_stage"),
        beside=_beside(landscape, rows),
        is_narrow=is_narrow,
    )


def _lines(landscape: pd.DataFrame, look: Look) -> list[Line]:
    """A row for each target, below the mechanism that most of its drugs belong to."""
    return [
        Line(target, look.mechanisms.get(mechanism, look.mechanisms[OTHER]), mechanism_name(mechanism))
        for mechanism in mechanisms_in(landscape)
        for target in home_targets(landscape, landscape[landscape["mechanism_id"] == mechanism], mechanism)
    ]


def _beside(landscape: pd.DataFrame, rows: Sequence[Line]) -> dict[str, list[str]]:
    """Target without a drug beyond phase 1 -> the drugs aimed at several of its family, not counted for it."""
    wide, own = landscape[landscape["is_of_family"]], drugs_in_cells(landscape.assign(all=""), "target", "all")
    by_home = wide.groupby("mechanism")["drug"].unique()
    found = {
        row.label: [drug for drug in by_home[row.group] if drug not in own.get((row.label, ""), ())]
        for row in rows
        if row.group in by_home
    }
    late = set(landscape.loc[~landscape["peak_stage"].isin(["", *EARLY]), "target"])
    return {label: drugs for label, drugs in found.items() if drugs and label not in late}


def _foreign(landscape: pd.DataFrame, rows: Sequence[Line]) -> dict[tuple[str, str], str]:
    """The mechanism of cells whose drugs all belong to other mechanisms than the row does."""
    homes = {row.label: row.group for row in rows}
    inside: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for drug in rows_of(landscape):
        if drug["target"] and drug["peak_stage"] in STAGES:
            inside[drug["target"], drug["peak_stage"]][drug["mechanism_id"]] += 1
    return {
        place: counted.most_common(1)[0][0]
        for place, counted in inside.items()
        if homes.get(place[0], "") not in [mechanism_name(mechanism) for mechanism in counted]
    }


def _in_short(mechanism: str) -> str:
    return IN_SHORT.get(mechanism, mechanism_name(mechanism))


def furthest_in_cells(landscape: pd.DataFrame, row: str, column: str) -> dict[tuple[str, str], str]:
    """(row, column) -> the furthest stage that one of the drugs in that cell ever reached, where any is known."""
    found: dict[tuple[str, str], str] = {}
    for drug in rows_of(landscape):
        place = drug[row], drug[column]
        if rank(drug["peak_stage"]) > rank(found.get(place, "")):
            found[place] = drug["peak_stage"]
    return found


def matrix_note(landscape: pd.DataFrame) -> str:
    """What the bars and the strange hues of the matrix say; nothing where it has none."""
    acting_ = acting(landscape)
    ended = acting_.loc[acting_["stage"] == ENDED, "drug_id"].nunique()
    said = [f"Bar under a number: the share of its drugs known to be discontinued, {ended} in all."] * bool(ended)
    if _foreign(acting_, _lines(acting_, LIGHT)):
        said.append("A cell in another colour than its row, with words, holds drugs of that other mechanism alone.")
    return " ".join(said)


def finding(landscape: pd.DataFrame) -> str:
    """The matrix's title: where nothing is approved yet."""
    if landscape.empty:
        return "No drug"
    named = acting(landscape)
    named = named[named["target"] != ""]  # a drug of unknown target is no target
    by_target = named.assign(rank=named["peak_stage"].map(rank)).groupby("target")["rank"].max()
    approved = set(by_target.index[by_target == len(STAGES) - 1])
    other = approved - _approved_directly(named)
    early = int((by_target <= rank("phase 1")).sum())
    drugs = landscape["drug_id"].nunique()
    of_drugs = f"({drugs} drug{'s' * (drugs != 1)})"
    if len(by_target) == 1:
        reached = STAGES[int(by_target.iloc[0])] if by_target.iloc[0] >= 0 else "not known"
        reached += ", by drugs of another mechanism alone" * bool(other)
        return f"Highest stage ever reached at {by_target.index[0]}: {reached} {of_drugs}"
    said = f"Highest stage ever reached: approved at {len(approved - other)} of {len(by_target)} targets"
    said += f", at {len(other)} more by drugs of another mechanism alone" * bool(other)
    return f"{said}{f', none beyond phase 1 at {early}' * bool(early)} {of_drugs}"


def _approved_directly(landscape: pd.DataFrame) -> set[str]:
    """Targets with an approved drug of the mechanism that their row stands under."""
    homes = landscape.groupby("target")["mechanism_id"].agg(_most_common)
    approved = landscape[landscape["peak_stage"] == STAGES[-1]]
    return set(approved.loc[approved["mechanism_id"] == approved["target"].map(homes), "target"])


def _most_common(ids: "pd.Series[str]") -> str:
    return str(ids.value_counts(sort=True).index[0])


def target_gaps(
    targets: pd.DataFrame, look: Look = LIGHT, landscape: pd.DataFrame | None = None, *, is_narrow: bool = False
) -> go.Figure:
    """Targets without a drug beyond phase 1 down, stages across, drugs counted in each cell. Draws frames.TARGETS.

    `landscape` (frames.LANDSCAPE) holds their drugs; without it each target has its drugs at its highest stage.
    """
    if targets.empty:
        return empty_figure("Every target that matches these filters has a drug beyond phase 1.")
    if landscape is None:
        cells = {(row["target"], row["peak_stage"]): list(row["drugs"]) for row in rows_of(targets) if row["drugs"]}
    else:
        cells = drugs_in_cells(acting(landscape), "target", "peak_stage")
    rows = [
        Line(row["target"], look.mechanisms.get(row["mechanism_id"], look.mechanisms[OTHER]), row["mechanism"])
        for row in rows_of(targets)
    ]
    named = set(targets["target"])
    shown = {place: drugs for place, drugs in cells.items() if place[0] in named and place[1] in EARLY}
    beside = {row["target"]: row["family_drugs"] for row in rows_of(targets) if row["family_drugs"]}
    return count_matrix(rows, EARLY, shown, look, beside=beside, is_narrow=is_narrow)


def gaps_finding(targets: pd.DataFrame) -> str:
    """The title of the list: how many targets, and how many of them without any drug."""
    if targets.empty:
        return "No target without a drug beyond phase 1"
    none = int((targets["drugs_count"] == 0).sum())
    said = f"{len(targets) - none} target{'s' * (len(targets) - none != 1)} with no drug beyond phase 1"
    return f"{said}, and {none} without any drug that we know" if none else said


def acting(landscape: pd.DataFrame) -> pd.DataFrame:
    """Without the arms that only find the cell (of a two-sided antibody, of an ADC): no apoptosis targets."""
    return landscape[~landscape["is_other_arm"]]


def rank(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else -1


def mechanisms_in(landscape: pd.DataFrame) -> list[str]:
    present = set(landscape["mechanism_id"])
    return [m for m in MECHANISM_NAMES if m in present] + sorted(present - set(MECHANISM_NAMES))


def home_targets(landscape: pd.DataFrame, of_mechanism: pd.DataFrame, mechanism: str) -> list[str]:
    """Targets most of whose drugs belong to this mechanism, those with the most drugs first."""
    counts = of_mechanism.groupby("target")["drug_id"].nunique().sort_values(ascending=False, kind="stable")
    homes = landscape.groupby("target")["mechanism_id"].agg(_most_common)
    return [str(target) for target in counts.index if target and homes[target] == mechanism]


def drugs_in_cells(landscape: pd.DataFrame, row: str, column: str) -> dict[tuple[str, str], list[str]]:
    """(row, column) -> the drugs in that cell, each once."""
    cells: dict[tuple[str, str], list[str]] = {}
    for drug in rows_of(landscape):
        named = cells.setdefault((drug[row], drug[column]), [])
        if drug[row] and drug["drug"] not in named:
            named.append(drug["drug"])
    return {place: drugs for place, drugs in cells.items() if drugs}
