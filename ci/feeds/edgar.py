"""Filings with the SEC: its Atom feeds, a company's submissions as JSON, and its full-text search as JSON.

The SEC asks every program for a contact in its User-Agent, and for no more than ten requests a second in all.
A filing says little by itself; where a source follows one company, the press release of a new one (exhibit 99.1 of an
8-K on an agreement, a purchase or another event; of a 6-K) is fetched: its index page, then the exhibit. One that fails
in a way that may pass is asked for again by the next polls, though its filing is known by then.
"""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from urllib.parse import urljoin, urlsplit

from ci.errors import FeedError
from ci.feeds import page, rss
from ci.feeds.apis.answers import json_object, objects, part, text, texts
from ci.feeds.charset import decode
from ci.feeds.dates import feed_date
from ci.feeds.glance import page_tree, words_of
from ci.feeds.kinds import is_html, is_xml_feed
from ci.feeds.plain import one_line
from ci.feeds.sentences import joined
from ci.feeds.urls import canonical_url, shown_url
from ci.feeds.walks import Gathered, Visit, Walk, with_query
from ci.model import Article, Fetched

MOST_EXHIBITS, MOST_EXHIBITS_SINCE = 5, 50
_MOST_DOCUMENTS = 1000
"""Lines of a filing's index page that are looked at."""
MOST_PAGES_SINCE, PAGE_SIZE = 20, 100
_MOST_BYTES, _MOST_ENTRIES, _MOST_ROWS = 256 * 1024, 200, 2000
_MOST_NAMED = 10 * _MOST_ENTRIES
"""So often stands the word `entry` in a feed with so many of them; where oftener, some are hidden in odd spellings."""
_TELLING = re.compile(r"\b(?:1\.01|1\.02|2\.01|7\.01|8\.01)\b")
"""Items of an 8-K: an agreement made or ended, a purchase, a disclosure, another event."""
_FILE = re.compile(r"CIK\d{10}-submissions-\d{3}\.json")
_ITEMS = {
    "1.01": "an agreement that matters",
    "1.02": "the end of an agreement that matters",
    "2.01": "a completed purchase or sale",
    "2.02": "results of operations",
    "7.01": "a disclosure to all",
    "8.01": "another event",
}


@dataclass(frozen=True)
class _Filing:
    company: str
    form: str
    filed: str
    index_url: str
    accession: str
    items: str = ""


def walk(visit: Visit) -> Walk:
    if "@" not in visit.contact:
        says = f"{shown_url(visit.url)} is not asked: the SEC wants an e-mail address of whoever asks"
        raise FeedError("refused", f"{says}; set APOPTOSCOPE_CONTACT")
    answers = (yield from _pages(visit)) if visit.since else [(yield visit.url)]
    if "getcurrent" in visit.url:
        return Gathered(answers)
    articles = [article for answer in answers for article in _first_filings(answer)]
    if len({article.source for article in articles}) > 1:
        return Gathered(answers)
    urls = [article.url for article in articles if _has_release(article)]
    known = visit.known(urls)
    most = MOST_EXHIBITS_SINCE if visit.since else MOST_EXHIBITS
    wanted = [url for url in urls if url not in known or (url in visit.tried and not visit.is_given_up(url))]
    releases: dict[str, Fetched] = {}
    is_whole = True
    for index_url in wanted[:most]:
        try:
            if exhibit_url := _exhibit(index := (yield index_url)):
                releases[index_url] = replace((yield exhibit_url), fetched_at=index.fetched_at)
        except FeedError as error:
            if error.retry_after_s:
                raise
            visit.note_failure(index_url, error)
            is_whole = is_whole and visit.is_given_up(index_url)
        else:
            visit.tried.pop(index_url, None)
    return Gathered(answers, is_whole, releases)


def _pages(visit: Visit) -> Generator[str, Fetched, list[Fetched]]:
    """A company's filings, or a search's, back to `since`, page by page; a feed of all companies has one alone."""
    assert visit.since
    answers: list[Fetched] = []
    for start in range(0, MOST_PAGES_SINCE * PAGE_SIZE, PAGE_SIZE):
        if "search-index" in visit.url:
            span = {"dateRange": "custom", "startdt": visit.since.isoformat(), "enddt": "2999-12-31", "from": start}
            answers.append((yield with_query(visit.url, **span)))
        elif "getcompany" in visit.url:
            answers.append((yield with_query(visit.url, start=start, count=PAGE_SIZE)))
        else:
            return (yield from _all_submissions(visit.url, visit.since))
        found = _first_filings(answers[-1])
        oldest = min((article.published.starts_on for article in found if article.published), default=None)
        if len(found) < PAGE_SIZE or (oldest and oldest < visit.since):
            break
    return answers


def _all_submissions(url: str, since: date) -> Generator[str, Fetched, list[Fetched]]:
    """The newest thousand or so, and the files of older ones that reach back to `since`, which do not say whose they
    are: each becomes an answer like the first."""
    answers = [first := (yield url)]
    if not decode(first.body, first.content_type).lstrip("\ufeff \t\r\n").startswith("{"):
        return answers
    company = json_object(first)
    for name in _older_files(company, since):
        older = yield urljoin(url, name)
        whole = {"name": company.get("name"), "cik": company.get("cik"), "filings": {"recent": json_object(older)}}
        answers.append(replace(older, body=json.dumps(whole).encode(), content_type="application/json"))
    return answers


def _older_files(company: dict[str, object], since: date) -> list[str]:
    """Their names, the newest first."""
    files = [file for file in objects(company, "filings", "files") if text(file, "filingTo") >= since.isoformat()]
    files.sort(key=lambda file: text(file, "filingTo"), reverse=True)
    return [name for file in files if _FILE.fullmatch(name := text(file, "name"))][:MOST_PAGES_SINCE]


def _first_filings(answer: Fetched) -> list[Article]:
    """So many of an answer's filings as any that is meant well has, at a small price whatever was sent."""
    if decode(answer.body[:_MOST_BYTES], answer.content_type).lstrip("\ufeff \t\r\n").startswith("{"):
        return [_article(filing, answer) for filing in islice(_filings(answer), _MOST_ROWS)]
    if len(answer.body) <= _MOST_BYTES and answer.body.count(b"entry") <= _MOST_NAMED:
        return parse(answer)
    ends = list(islice(re.finditer(rb"</entry>", answer.body[:_MOST_BYTES]), _MOST_ENTRIES))
    body = answer.body[: ends[-1].end()] + b"</feed>" if ends else b""
    return parse(replace(answer, body=body)) if 0 < body.count(b"entry") <= _MOST_NAMED else []


def parse(fetched: Fetched) -> list[Article]:
    """The filings of a feed or of a JSON answer; the text of an exhibit."""
    markup = decode(fetched.body, fetched.content_type).lstrip("\ufeff \t\r\n")
    if is_xml_feed(markup):
        return [_article(_of_entry(entry), fetched) for entry in rss.parse(fetched)]
    if markup.startswith("{"):
        return [_article(filing, fetched) for filing in _filings(fetched)]
    if not is_html(markup) and not urlsplit(fetched.url).path.startswith("/Archives/"):
        raise FeedError("not-a-feed", f"{shown_url(fetched.url)} is neither a feed of filings nor an exhibit")
    return [replace(page.parse(_without_envelope(fetched)), source="SEC EDGAR")]


def _without_envelope(exhibit: Fetched) -> Fetched:
    """Without `<DOCUMENT><TYPE>EX-99.1 … <TEXT>` around it, and the line that says only which exhibit it is."""
    body = re.sub(rb"\A\s*<DOCUMENT>\s.{0,2000}?<TEXT>", b"", exhibit.body, flags=re.DOTALL)
    body = re.sub(rb"</TEXT>\s*</DOCUMENT>\s*\Z", b"", body)
    return replace(exhibit, body=re.sub(rb"(?i)\A\s*exhibit\s+99(?:\.\d)?\s*\n", b"", body))


def _of_entry(entry: Article) -> _Filing:
    """An entry of an Atom feed; `8-K - NAME (0001234567) (Filer)` tells who filed it, else the feed is its own."""
    named = re.match(r"(?P<form>[\w/ -]+?)\s+-\s+(?P<rest>.+)", entry.title)
    filer = re.match(r"(.+?) \(\d{10}\)", named["rest"]) if named else None
    filed = re.search(r"\bFiled\W+(\d{4}-\d\d-\d\d)", entry.text, re.IGNORECASE)
    accession = re.search(r"\d{10}-\d\d-\d{6}", f"{entry.guid} {entry.url}")
    return _Filing(
        company=filer.group(1) if filer else re.sub(r"\s*\(\d{10}\).*", "", entry.source),
        form=named["form"] if named else entry.title,
        filed=filed.group(1) if filed else entry.published.iso if entry.published else "",
        index_url=entry.url,
        accession=accession.group() if accession else entry.guid,
        items=",".join(dict.fromkeys(re.findall(r"\bItems? (\d\.\d\d)\b", entry.text))),
    )


def _filings(fetched: Fetched) -> Iterator[_Filing]:
    answer = json_object(fetched)
    if part(answer, "filings", "recent") is not None:
        yield from _submissions(answer)
    elif part(answer, "hits", "hits") is not None:
        yield from _hits(answer)
    else:
        raise FeedError("malformed", f"{shown_url(fetched.url)} sent neither submissions nor hits of a search")


def _submissions(answer: dict[str, object]) -> Iterator[_Filing]:
    recent = part(answer, "filings", "recent")
    columns = [_column(recent, name) for name in ("accessionNumber", "form", "filingDate", "items")]
    company, cik = text(answer, "name"), text(answer, "cik").lstrip("0")
    for accession, form, filed, items in zip(*columns, strict=False):
        yield _Filing(company, form, filed, _index_url(cik, accession), accession, items)


def _column(record: object, name: str) -> Iterator[str]:
    """A column of the submissions: as long as the others, empty texts among them."""
    column, accessions = part(record, name), part(record, "accessionNumber")
    count = len(accessions) if isinstance(accessions, list) else 0
    values = column if isinstance(column, list) else []
    return (one_line(str(values[n])) if n < len(values) else "" for n in range(count))


def _hits(answer: dict[str, object]) -> Iterator[_Filing]:
    for hit in objects(answer, "hits", "hits"):
        source = part(hit, "_source")
        accession = text(source, "adsh") or text(hit, "_id").partition(":")[0]
        cik = next(iter(texts(source, "ciks")), "").lstrip("0")
        company = re.sub(r"\s*\((?:CIK )?[^)]*\)", "", next(iter(texts(source, "display_names")), "")).strip()
        form, filed = text(source, "form") or text(source, "root_form"), text(source, "file_date")
        yield _Filing(company, form, filed, _index_url(cik, accession), accession, ",".join(texts(source, "items")))


def _index_url(cik: str, accession: str) -> str:
    return f"https://www.sec.gov/Archives/edgar/data/{cik}/{accession.replace('-', '')}/{accession}-index.htm"


def _article(filing: _Filing, fetched: Fetched) -> Article:
    numbers = re.findall(r"\d\.\d\d", filing.items)
    items = joined([_ITEMS.get(number, f"item {number}") for number in numbers])
    about = f" It reports {items} (items {', '.join(numbers)})." if items else ""
    return Article(
        url=canonical_url(filing.index_url),
        title=one_line(f"{filing.form} of {filing.company} ({filing.accession})"),
        text=f"{filing.company} filed a form {filing.form} with the SEC on {filing.filed}.{about}",
        source=filing.company or "SEC EDGAR",
        published=feed_date(filing.filed, fetched.fetched_at),
        guid=f"urn:tag:sec.gov,2008:accession-number={filing.accession}",
        language="en",
    )


def _has_release(article: Article) -> bool:
    words = f"{article.title}\n{article.text}"
    return re.search(r"\b6-K\b", words) is not None or ("8-K" in words and _TELLING.search(words) is not None)


def _exhibit(index: Fetched) -> str:
    """The address of exhibit 99.1 on a filing's index page; empty where it has none."""
    tree = page_tree(index)
    if tree is None:
        return ""
    for row in islice(tree.iter("tr"), _MOST_DOCUMENTS):
        cells = {words_of(cell) for cell in islice(row.iter("td"), 10)}
        if {"EX-99.1", "EX-99"} & cells:
            return next((url for link in row.iter("a") if (url := canonical_url(link.get("href", ""), index.url))), "")
    return ""
