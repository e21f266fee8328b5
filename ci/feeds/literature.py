"""What PubMed and Europe PMC share: one record of the literature becomes one article, corrections named at its end."""

from collections.abc import Iterable
from dataclasses import dataclass

from ci.feeds.plain import one_line, tidy
from ci.feeds.urls import doi_in
from ci.model import INDEX_TERMS, Article
from ci.when import When

_NOTES = {
    "erratumin": "A correction to this article appeared",
    "erratumfor": "This is a correction to an earlier article",
    "correctedandrepublishedin": "A corrected version of this article appeared",
    "correctedandrepublishedfrom": "This is the corrected version of an earlier article",
    "retractionin": "This article was retracted",
    "partialretractionin": "This article was retracted in part",
    "retractionof": "This is the retraction of an earlier article",
    "expressionofconcernin": "The journal expressed concern about this article",
    "expressionofconcernfor": "This is an expression of concern about an earlier article",
    "updatein": "An update of this article appeared",
    "updateof": "This is an update of an earlier article",
}
"""Kind of link, in small letters without blanks -> our words for it. Comments and the like are left out."""


@dataclass(frozen=True)
class Link:
    """Another record that corrects this one, or that this one corrects."""

    kind: str
    reference: str
    pmid: str = ""


@dataclass(frozen=True)
class Record:
    """`pmid` where it is in PubMed: then both services give it the same address; else `url` holds."""

    guid: str
    title: str
    abstract: str
    journal: str
    published: When | None
    doi: str = ""
    pmid: str = ""
    url: str = ""
    language: str = ""
    links: tuple[Link, ...] = ()
    terms: tuple[str, ...] = ()
    """What the index says of it: headings, substances, keywords."""


def article_url(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def as_article(record: Record) -> Article:
    """Title without the full stop that indexes put there; abstract; a line for each correction, one for the index."""
    title = one_line(record.title)
    title = title[:-1] if title.endswith(".") and not title.endswith("..") else title
    return Article(
        url=article_url(record.pmid) if record.pmid else record.url,
        title=title or "Untitled",
        text=tidy("\n".join([record.abstract, *_notes(record.links), *_index(record.terms)])),
        source=one_line(record.journal),
        published=record.published,
        guid=record.guid,
        doi=doi_in(record.doi),
        language=record.language,
    )


def mesh_term(heading: str, qualifiers: Iterable[str]) -> str:
    """A heading, and how the article is about it where that is what a drug does: "c-mdm2 antagonists & inhibitors"."""
    return " ".join([heading, *(one for one in qualifiers if one in _DRUGGED)])


_DRUGGED = ("antagonists & inhibitors", "agonists")


def _index(terms: Iterable[str]) -> Iterable[str]:
    """One line, in an order of its own: both services tell of the same record, each in another order."""
    told: dict[str, str] = {}
    for term in map(one_line, terms):
        if term:
            told.setdefault(term.casefold(), term.replace(";", ","))
    if told:
        yield INDEX_TERMS + "; ".join(told[key] for key in sorted(told))


def _notes(links: Iterable[Link]) -> Iterable[str]:
    for link in links:
        says = _NOTES.get(link.kind.replace(" ", "").lower())
        if says:
            where = "; ".join(
                part for part in (one_line(link.reference).rstrip("."), f"PMID {link.pmid}" * bool(link.pmid)) if part
            )
            yield f"{says}: {where}." if where else f"{says}."
