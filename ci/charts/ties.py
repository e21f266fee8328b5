"""Who deals with whom: ties between companies, and which of them a network draws."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from ci.charts.network import in_groups
from ci.charts.theme import family_of

if TYPE_CHECKING:
    import networkx as nx


@dataclass
class Tie:
    """All deals of one family between two companies."""

    pair: tuple[str, str]
    family: str
    rows: list[int] = field(default_factory=list)


def chosen_ties(
    collaborations: pd.DataFrame, names: dict[str, str], only_groups: bool, busiest: int | None
) -> list[Tie]:
    """The ties of the companies that are drawn: all, those of larger groups, or those among the busiest."""
    ties = all_ties(collaborations)
    if only_groups and (kept := in_groups(graph_of(ties, names))):
        ties = [tie for tie in ties if names[tie.pair[0]] in kept]
    if busiest is None or len({names[c] for tie in ties for c in tie.pair}) <= busiest:
        return ties
    counts = Counter(names[c] for tie in ties for c in tie.pair for _ in tie.rows)
    ranked = set(sorted(counts, key=lambda name: (-counts[name], name))[:busiest])
    among = [tie for tie in ties if {names[c] for c in tie.pair} <= ranked]
    kept = in_groups(graph_of(among, names))
    return [tie for tie in among if names[tie.pair[0]] in kept] or among


def all_ties(collaborations: pd.DataFrame) -> list[Tie]:
    rows: defaultdict[tuple[tuple[str, str], str], list[int]] = defaultdict(list)
    for row, (subtype, company_ids) in enumerate(
        zip(collaborations["subtype"].tolist(), collaborations["company_ids"].tolist(), strict=True)
    ):
        family = family_of(subtype).id
        for pair in combinations(sorted(set(company_ids)), 2):
            rows[pair, family].append(row)
    return [Tie(*key, rows[key]) for key in sorted(rows)]


def deals_behind(collaborations: pd.DataFrame, mark: Sequence[str]) -> list[str]:
    """The events that a mark of the network stands for: (company,), or (company, company, family) of a tie.

    The picture holds these names and not the events: those of a few hundred marks are half a megabyte.
    """
    parties, family = set(mark[:2]), mark[2] if len(mark) > 2 else ""
    columns = (collaborations[name].tolist() for name in ("event_id", "companies", "subtype"))
    return [
        event_id
        for event_id, companies, subtype in zip(*columns, strict=True)
        if parties <= set(companies) and family in ("", family_of(subtype).id)
    ]


def company_names(collaborations: pd.DataFrame) -> dict[str, str]:
    """Id -> the name that stands in the picture, once each."""
    pairs = zip(collaborations["company_ids"], collaborations["companies"], strict=True)
    return {key: name for ids, names in pairs for key, name in zip(ids, names, strict=True)}


def graph_of(ties: list[Tie], names: dict[str, str]) -> "nx.Graph[str]":
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((names[a], names[b]) for a, b in (tie.pair for tie in ties))
    return graph
