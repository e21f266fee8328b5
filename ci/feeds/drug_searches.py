"""Searches for the drugs of our tables: `{drugs}` in the address of a source stands for their names.

The names follow data/ and the decisions of curators; nobody keeps a second list in an address. They need more than one
request where they are too long for one address.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ci.feeds.apis import Pages
from ci.feeds.walks import DRUGS, Gathered, Visit, Walk, paged
from ci.model import Fetched


def searches(visit: Visit, queries: Callable[[Iterable[str]], Iterable[str]]) -> list[Visit]:
    """A visit for each search that it takes; the visit itself where it names what it searches for."""
    if not visit.is_for_our_drugs:
        return [visit]
    return [replace(visit, url=visit.url.replace(DRUGS, quote(query, safe=""))) for query in queries(visit.names())]


def all_paged(
    firsts: list[str], pages: Callable[[str], Pages[Any]], goes_on: Callable[[Fetched], bool], most: int
) -> Walk:
    """The searches one after the other, `most` pages in all; those that were not reached come with the next poll."""
    answers: list[Fetched] = []
    gaps: list[str] = []
    for done_count, first in enumerate(firsts):
        if len(answers) >= most:
            gaps.append(f"{len(firsts) - done_count} of {len(firsts)} searches are left for the next poll")
            break
        gathered = yield from paged(pages(first), goes_on, most - len(answers))
        answers += gathered.answers
        gaps += [gathered.gap] if gathered.gap else []
    return Gathered(answers, gap="; ".join(gaps))
