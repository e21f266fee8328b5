"""PubMed by the E-utilities: esearch gives numbers, efetch the records (www.ncbi.nlm.nih.gov/books/NBK25499).

The address of a source is that of an esearch. NCBI wants to know `tool` and `email`, and no more than three requests
a second without a key (see `manners`). MeSH headings and substances are an index's words, not the article's: they
stand in a line of their own at its end.
"""

import re
from collections.abc import Generator, Iterator

import lxml.etree

from ci.errors import FeedError
from ci.feeds.apis.answers import json_object, part, text, texts
from ci.feeds.charset import decode
from ci.feeds.dates import feed_date
from ci.feeds.literature import Link, Record, article_url, as_article, mesh_term
from ci.feeds.plain import cleaned, lowered, raised
from ci.feeds.robots import PRODUCT
from ci.feeds.urls import shown_url
from ci.feeds.walks import Gathered, Visit, Walk, cut_off, with_query
from ci.feeds.xml import what_it_is
from ci.model import Article, Fetched
from ci.when import When

MOST_RECORDS = 500
MOST_SINCE, AT_ONCE_SINCE = 9_000, 1_000
"""Of one search that asks for history: PubMed gives no more than 9,999."""
AT_ONCE = 200
"""Numbers in one efetch; more must be posted."""
_ROOT = "PubmedArticleSet"
_LANGUAGES = {"eng": "en", "fre": "fr", "ger": "de", "jpn": "ja", "chi": "zh", "spa": "es", "ita": "it", "kor": "ko"}


def walk(visit: Visit) -> Walk:
    if "esearch.fcgi" not in visit.url:
        says = f"{shown_url(visit.url)} is no PubMed search; its address has esearch.fcgi and a term"
        raise FeedError("not-a-feed", says)
    who = {"tool": PRODUCT, "email": visit.email, **({"api_key": visit.api_key} if visit.api_key else {})}
    ids, gap = yield from _search(visit, who)
    base = visit.url.partition("?")[0].replace("esearch.fcgi", "efetch.fcgi")
    answers = []
    for start in range(0, len(ids), AT_ONCE):
        wanted = ",".join(ids[start : start + AT_ONCE])
        answers.append((yield f"{with_query(base, db='pubmed', retmode='xml', **who)}&id={wanted}"))
    return Gathered(answers, gap=gap)


def _search(visit: Visit, who: dict[str, str]) -> Generator[str, Fetched, tuple[list[str], str]]:
    """The newest numbers; with `since` all that were published from that day on, as many as PubMed gives. And what
    was left out, in words: nothing, where the last of them is known."""
    first = with_query(visit.url, db="pubmed", retmode="json", **who)
    if visit.since is None:
        found = yield first
        ids = _ids(found)[:MOST_RECORDS]
        goes_on = bool(ids) and _count(found) > len(ids) and not visit.known([article_url(ids[-1])])
        return ids, cut_off(f"{len(ids)} records") if goes_on else ""
    span = {"datetype": "pdat", "mindate": f"{visit.since:%Y/%m/%d}", "maxdate": "3000", "reldate": ""}
    ids, gap = [], ""
    for start in range(0, MOST_SINCE, AT_ONCE_SINCE):
        found = yield with_query(first, retstart=start, retmax=AT_ONCE_SINCE, **span)
        ids += (some := _ids(found))
        if len(some) < AT_ONCE_SINCE:
            break
    else:
        gap = cut_off(f"{MOST_SINCE:,} records") if _count(found) > MOST_SINCE else ""
    return list(dict.fromkeys(ids)), gap


def _count(found: Fetched) -> int:
    """How many there are in all."""
    count = text(json_object(found, "esearchresult"), "esearchresult", "count")
    return int(count) if count.isdecimal() else 0


def parse(fetched: Fetched) -> list[Article]:
    """The records of an efetch answer."""
    return [as_article(_record(each, fetched)) for each in _opened(fetched).iterfind("PubmedArticle")]


def _ids(found: Fetched) -> list[str]:
    """The numbers that a search found; none is no fault, a search that was not understood is one."""
    result = part(json_object(found, "esearchresult"), "esearchresult")
    wrong = text(result, "ERROR") or ", ".join(texts(result, "errorlist", "fieldsnotfound"))
    if wrong:
        says = f"{shown_url(found.url)} was not understood by PubMed: {wrong[:200]}; check how the search is written"
        raise FeedError("malformed", says)
    return [number for number in texts(result, "idlist") if number.isdigit()]


def _opened(fetched: Fetched) -> lxml.etree._Element:
    """The XML, its DOCTYPE never followed and its own entities refused."""
    named = shown_url(fetched.url)
    markup = decode(fetched.body, fetched.content_type).lstrip("\ufeff \t\r\n")
    if f"<{_ROOT}" not in markup[:4000]:
        raise FeedError("not-a-feed", f"{named} is no answer of PubMed: {what_it_is(markup)}")
    if not markup.rstrip().endswith((f"</{_ROOT}>", "/>")):
        raise FeedError("truncated", f"{named} broke off before the end of its records; it will be asked again later")
    if re.search(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", markup[:4000], re.IGNORECASE):
        raise FeedError("malformed", f"{named} defines entities of its own and is not read")
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        return lxml.etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise FeedError("malformed", f"{named} cannot be parsed as XML: {str(error)[:120]}") from error


def _record(each: lxml.etree._Element, fetched: Fetched) -> Record:
    article = "MedlineCitation/Article"
    pmid = _text(each, "MedlineCitation/PMID")
    language = _text(each, f"{article}/Language").lower()
    return Record(
        guid=f"pmid:{pmid}",
        pmid=pmid if pmid.isdigit() else "",
        title=_text(each, f"{article}/ArticleTitle") or _text(each, f"{article}/VernacularTitle"),
        abstract=_abstract(each),
        journal=_text(each, f"{article}/Journal/Title"),
        published=_published(each, fetched),
        doi=_text(each, "PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
        or _text(each, f"{article}/ELocationID[@EIdType='doi']"),
        language=_LANGUAGES.get(language, language[:2]),
        links=tuple(
            Link(link.get("RefType", ""), _text(link, "RefSource"), _text(link, "PMID"))
            for link in each.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
        ),
        terms=tuple(_terms(each)),
    )


def _abstract(each: lxml.etree._Element) -> str:
    """One line a section, each with its label (`Methods: …`) where it has one."""
    lines = []
    for section in each.iterfind("MedlineCitation/Article/Abstract/AbstractText"):
        label, said = section.get("Label", "").strip(), _flat(section)
        if said:
            lines.append(f"{label.capitalize()}: {said}" if label and label.upper() != "UNLABELLED" else said)
    return "\n".join(lines)


def _terms(each: lxml.etree._Element) -> Iterator[str]:
    """Headings, substances and the authors' keywords."""
    for heading in each.iterfind("MedlineCitation/MeshHeadingList/MeshHeading"):
        yield mesh_term(_text(heading, "DescriptorName"), map(_flat, heading.iterfind("QualifierName")))
    for path in ("ChemicalList/Chemical/NameOfSubstance", "KeywordList/Keyword"):
        yield from map(_flat, each.iterfind(f"MedlineCitation/{path}"))


def _published(each: lxml.etree._Element, fetched: Fetched) -> When | None:
    """The day it appeared online; else its issue's date, which may be a month, a season's year or a span."""
    for path in ("ArticleDate", "Journal/JournalIssue/PubDate"):
        date = each.find(f"MedlineCitation/Article/{path}")
        if date is not None:
            parts = (_text(date, name) for name in ("Year", "Month", "Day"))
            written = "-".join(part for part in parts if part) or _text(date, "MedlineDate")
            year = re.search(r"\b(?:19|20)\d\d\b", written)
            when = feed_date(written, fetched.fetched_at) or (feed_date(year.group()) if year else None)
            if when:
                return when
    return None


def _text(each: lxml.etree._Element, path: str) -> str:
    found = each.find(path)
    return _flat(found) if found is not None else ""


def _flat(element: lxml.etree._Element) -> str:
    """All text of an element in one line: what is in italics is part of the words around it, what is raised a power."""
    return " ".join(cleaned(lowered("".join(_pieces(element)))).split())


def _pieces(element: lxml.etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            inner = "".join(_pieces(child))
            yield raised(inner) if child.tag == "sup" else inner
        yield child.tail or ""
