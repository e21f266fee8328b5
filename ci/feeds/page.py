"""One page, saved or fetched: HTML by its metadata and trafilatura, plain text by `saved_text`."""

import json
import re
from dataclasses import replace

import lxml.etree
import lxml.html

from ci.errors import FeedError, InputError
from ci.feeds.charset import decode
from ci.feeds.dates import believable
from ci.feeds.json_feed import is_json_feed
from ci.feeds.kinds import is_html, is_xml_feed, what_binary, what_document
from ci.feeds.metadata import Metadata, read_metadata
from ci.feeds.plain import paragraphs, tidy
from ci.feeds.saved_text import parse_text, without_furniture
from ci.feeds.urls import shown_url
from ci.model import Article, Fetched
from ci.when import When

__all__ = ["parse", "parse_text", "read_bytes"]

MAX_BYTES = 15 * 1024 * 1024
_SHORTEST_TEXT = 80
"""What trafilatura finds below this length is a caption: then the whole page is read as saved text."""
_SHORTEST_ABSTRACT = 150


def parse(fetched: Fetched, source: str = "", published: When | None = None) -> Article:
    """The article of a fetched page: title, outlet, text, and the date no more precise than given; hints win."""
    named = shown_url(fetched.url)
    if binary := what_binary(fetched.body):
        raise FeedError("malformed", f"{named} is {binary}, not a page that can be read")
    text = decode(fetched.body, fetched.content_type)
    if not text.strip():
        raise FeedError("empty", f"{named} sent an empty answer")
    if is_xml_feed(text) or is_json_feed(text):
        raise FeedError("malformed", f"{named} is a feed, not a page; add it as a feed")
    article = _from_html(text, fetched.url) if is_html(text) else parse_text(text, fetched.url)
    if not article.title:
        raise FeedError("empty", f"{named} holds no text that can be read; it may need a browser to build it")
    stated = believable(article.published, fetched.fetched_at)
    return replace(article, source=source or article.source, published=published or stated)


def read_bytes(raw: bytes, name: str, url: str = "", source: str = "", published: When | None = None) -> Article:
    """The article of a file, HTML or plain text; InputError names the file. `url`, `source`, `published` win."""
    text = _text_of(raw, name)
    if not (url or published) and not is_html(text) and (document := what_document(text, name)):
        expected = "expected a saved web page (.html) or the text of one article, its title in the first line"
        raise InputError(
            f"{name} is {document}, not an article; {expected}. If it is one, say when it appeared (--published)"
        )
    article = _from_html(text, url) if is_html(text) else parse_text(text, url, source, published)
    if not article.title:
        raise InputError(f"{name} holds no text that can be read")
    return replace(article, source=source or article.source, published=published or article.published)


def _text_of(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise InputError(
            f"{name} has {len(raw) / 1024 / 1024:.0f} MiB; at most {MAX_BYTES // 1024 // 1024} MiB are read"
        )
    if not raw.strip():
        raise InputError(f"{name} is empty")
    if binary := what_binary(raw):
        raise InputError(f"{name} is {binary}; give it as a saved web page (.html) or as plain text")
    text = decode(raw)
    if text.count("\ufffd") * 50 > len(text):
        raise InputError(f"{name} is in a character set that cannot be recognised; save it as UTF-8")
    if is_xml_feed(text) or is_json_feed(text):
        raise InputError(f"{name} is a feed, not an article; `apoptoscope sources try {name}` shows its items")
    if _is_json(text):
        raise InputError(f"{name} is a JSON file, not an article; give a saved web page (.html) or plain text")
    return text


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _from_html(markup: str, url: str) -> Article:
    tree = _tree(markup)
    meta = read_metadata(tree, markup, url) if tree is not None else Metadata()
    text = _abstract(tree) if tree is not None and meta.journal else ""
    text = without_furniture(text or _main_text(markup, url), meta.title)
    whole = None
    if len(text) < _SHORTEST_TEXT or not meta.title or not meta.published:
        whole = parse_text(paragraphs(markup), meta.url)
    if whole and len(text) < _SHORTEST_TEXT:
        text = max(text, whole.text, key=len)
    title = meta.title or (whole.title if whole else "")
    return Article(
        url=meta.url,
        title=title,
        text="" if text == title else text,
        source=meta.source or (whole.source if whole else ""),
        published=meta.published or (whole.published if whole else None),
        doi=meta.doi,
        language=meta.language,
    )


def _tree(markup: str) -> lxml.html.HtmlElement | None:
    """None where there is no element at all."""
    try:
        return lxml.html.document_fromstring(
            markup.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.ParserError, ValueError):
        return None


def _main_text(markup: str, url: str) -> str:
    """What trafilatura takes for the text; it draws tables with bars, which are no part of any sentence."""
    import trafilatura  # as slow to import as all else here together, and a poll of feeds never needs it

    found = trafilatura.extract(markup, url=url or None, include_comments=False, include_tables=True)
    rows = re.sub(r"(?m)^\|[-| ]+\| *$\n?", "", found or "")
    return tidy(re.sub(r"(?m)^\|.*\| *$", lambda row: row.group().replace("|", " "), rows))


def _abstract(tree: lxml.html.HtmlElement) -> str:
    """The abstract of a page of literature: around it stand references whose titles tell of other things."""
    for element in tree.xpath(
        "//*[@id='abstract' or @id='Abs1' or @id='eng-abstract' or contains(@class, 'abstract-content')]"
    ):
        text = paragraphs(lxml.html.tostring(element, encoding="unicode", with_tail=False))
        if len(text) >= _SHORTEST_ABSTRACT:
            return text
    return ""
