"""Europe PMC's search: articles and preprints with their abstracts (europepmc.org/RestfulWebService).

A search with a wrong field name answers 200 with no hits at all: no hits is a fault here. Pages follow a cursor, while
they end with an article that is not known: the search must be sorted by date, the newest first.
"""

import re
from collections.abc import Iterator
from typing import Any

from ci.errors import FeedError
from ci.feeds.apis.answers import json_object, objects, part, text, texts
from ci.feeds.dates import believable, feed_date
from ci.feeds.literature import Link, Record, as_article, mesh_term
from ci.feeds.plain import paragraphs
from ci.feeds.urls import shown_url
from ci.feeds.walks import Gathered, Visit, Walk, cut_off, query_of, with_query
from ci.model import Article, Fetched
from ci.when import When

MOST_PAGES, MOST_PAGES_SINCE = 5, 50


def walk(visit: Visit) -> Walk:
    first = with_query(visit.url, format="json", resultType="core", cursorMark="", **_span(visit))
    most = MOST_PAGES_SINCE if visit.since else MOST_PAGES
    answers, url, cursor = [], first, "*"
    while url:
        answer = yield url
        answers.append(answer)
        found = _found(answer)
        following = text(found, "nextCursorMark")
        goes_on = following not in ("", cursor) and _ends_unknown(answer, visit)
        if goes_on and len(answers) >= most:
            return Gathered(answers, gap=cut_off(f"{most} pages"))
        url, cursor = (with_query(first, cursorMark=following) if goes_on else ""), following
    return Gathered(answers)


def parse(fetched: Fetched) -> list[Article]:
    return [as_article(_record(raw, fetched)) for raw in objects(_found(fetched), "resultList", "result")]


def _found(fetched: Fetched) -> dict[str, Any]:
    found = json_object(fetched, "hitCount", "resultList")
    if not part(found, "hitCount"):
        says = f"{shown_url(fetched.url)} finds nothing in Europe PMC; check how the search is written"
        raise FeedError("empty", says)
    return found


def _ends_unknown(answer: Fetched, visit: Visit) -> bool:
    urls = [article.url for article in parse(answer)]
    return bool(urls) and (visit.since is not None or urls[-1] not in visit.known(urls))


def _span(visit: Visit) -> dict[str, object]:
    """With `since`: the search, bound to what first appeared from that day on."""
    if visit.since is None:
        return {}
    query = f"({query_of(visit.url, 'query')}) AND (FIRST_PDATE:[{visit.since.isoformat()} TO 3000-12-31])"
    return {"query": query, "pageSize": 500}


def _record(raw: dict[str, Any], fetched: Fetched) -> Record:
    source, number, doi = text(raw, "source"), text(raw, "id"), text(raw, "doi")
    journal = text(raw, "journalInfo", "journal", "title") or text(raw, "bookOrReportDetails", "publisher")
    return Record(
        guid=f"{source}:{number}",
        pmid=pmid if (pmid := text(raw, "pmid")).isdigit() else "",
        url=f"https://doi.org/{doi}" if doi else f"https://europepmc.org/article/{source}/{number}",
        title=text(raw, "title"),
        abstract=_abstract(part(raw, "abstractText")),
        journal=journal,
        published=_published(raw, fetched),
        doi=doi,
        language={"eng": "en"}.get(text(raw, "language"), text(raw, "language")[:2]),
        links=tuple(
            Link(text(each, "type"), text(each, "reference"), text(each, "id") if text(each, "source") == "MED" else "")
            for each in objects(raw, "commentCorrectionList", "commentCorrection")
        ),
        terms=tuple(_terms(raw)),
    )


def _terms(raw: dict[str, Any]) -> Iterator[str]:
    """Headings, substances and the authors' keywords."""
    for heading in objects(raw, "meshHeadingList", "meshHeading"):
        qualifiers = objects(heading, "meshQualifierList", "meshQualifier")
        yield mesh_term(text(heading, "descriptorName"), (text(each, "qualifierName") for each in qualifiers))
    yield from (text(each, "name") for each in objects(raw, "chemicalList", "chemical"))
    yield from texts(raw, "keywordList", "keyword")


def _abstract(markup: object) -> str:
    """Headings of sections become labels at the beginning of a line, as PubMed has them."""
    if not isinstance(markup, str):
        return ""
    return paragraphs(re.sub(r"<h4>\s*(.*?)[:.]?\s*</h4>\s*", r"<p>\1: ", markup))


def _published(raw: dict[str, Any], fetched: Fetched) -> When | None:
    """The day online. `firstPublicationDate` says January the first where only the year is known, so the first of a
    month is believed only where the issue's date says nothing less precise."""
    now = fetched.fetched_at
    online = feed_date(text(raw, "electronicPublicationDate"), now)
    first = feed_date(text(raw, "firstPublicationDate"), now)
    issue = believable(feed_date(text(raw, "journalInfo", "dateOfPublication"), now), now)
    if online or first is None:
        return online or issue
    return issue if issue and first.starts_on.day == 1 and issue.overlaps(first) else first
