"""Plain RSS 2.0 and Atom 1.0 read straight from their XML tree: the same as feedparser gives, in a tenth of its time.

Only what is surely read the same is read here: well-formed, no unknown elements, nothing said twice, no markup that is
not escaped, no addresses relative to `xml:base`. All else is None, and feedparser's.
"""

import contextlib
import re
from typing import Any
from xml.etree import ElementTree

from ci.feeds.plain import TEXT
from ci.feeds.xml import Xml

ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
_SY = "{http://purl.org/rss/1.0/modules/syndication/}"
_WFW = "{http://wellformedweb.org/CommentAPI/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"

_WINDOWS = re.compile(r"[\x80-\x9f]")
"""Letters of windows-1252 that were taken for others: feedparser mends them."""
_BASE = re.compile(r"xml:base|\sbase\s*=")
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)/+")
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")

_RSS_ITEM = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "description": "summary",
    "pubdate": "published",
    f"{_CONTENT}encoded": "content",
    f"{_DC}date": "updated",
}
_RSS_ITEM_UNREAD = {
    *("author", "category", "comments", "enclosure"),
    *(f"{_DC}creator", f"{_DC}subject", f"{_SLASH}comments", f"{_WFW}commentRss"),
    *(f"{_MEDIA}thumbnail", f"{_MEDIA}content"),
}
_CHANNEL = {"title": "title", "link": "link", "language": "language"}
_CHANNEL_UNREAD = {
    *("description", "copyright", "managingeditor", "webmaster", "pubdate", "lastbuilddate", "category", "generator"),
    *("docs", "ttl", "rating", f"{_SY}updatePeriod", f"{_SY}updateFrequency", f"{_SY}updateBase"),
}
_IMAGE = {"title", "url", "link", "width", "height", "description"}
_ENTRY = {"title": "title", "id": "id", "summary": "summary", "content": "content"}
_ENTRY |= {"published": "published", "updated": "updated"}
_FEED_UNREAD = {"id", "updated", "subtitle", "generator", "rights", "icon", "logo", "category"}
_PERSON = {f"{ATOM}{name}" for name in ("name", "email", "uri")}
_TEXT_TYPES = {"": TEXT, "text": TEXT, "text/plain": TEXT, "html": "text/html", "text/html": "text/html"}
_HTML = {"text/html", "application/xhtml+xml", "html"}

Entry = dict[str, Any]


class _OtherError(Exception):
    """Something that is feedparser's to read."""


def read(document: Xml) -> dict[str, Any] | None:
    """`feed` and `entries` with the fields that articles are made of; None for what is not read here."""
    if document.root not in ("rss", "feed") or ("base" in document.text and _BASE.search(document.text)):
        return None
    try:
        root = ElementTree.fromstring(document.text)
        if root.tag == "rss":
            return _rss(root)
        return _atom(root) if root.tag == f"{ATOM}feed" else None
    except (ElementTree.ParseError, _OtherError):
        return None


def _rss(root: ElementTree.Element) -> dict[str, Any] | None:
    channel = root.find("channel")
    if channel is None or len(root) != 1 or channel.attrib or any(name.startswith("{") for name in root.attrib):
        return None
    feed, entries = Entry(), list[Entry]()
    for child in channel:
        name = _lower(child.tag)
        if name == "item":
            entries.append(_item(child))
        elif name == "image":
            _check(all(part.tag in _IMAGE and _is_plain(part) for part in child))
        elif child.tag == f"{ATOM}link":
            _check(child.get("rel", "alternate").lower() != "alternate" and "href" in child.attrib)
        else:
            _take(feed, child, _CHANNEL.get(name), is_unread=name in _CHANNEL_UNREAD)
    return {"feed": feed, "entries": entries}


def _item(item: ElementTree.Element) -> Entry:
    _check(not item.attrib)
    entry: Entry = {}
    for child in item:
        name = _lower(child.tag)
        if name == "guid":
            _check("id" not in entry and _is_leaf(child) and child.attrib.keys() <= {"isPermaLink"})
            entry["id"] = _text(child)
            if child.get("isPermaLink", "true") == "true":
                entry["id"] = _address(entry["id"])
        else:
            _take(entry, child, _RSS_ITEM.get(name), is_unread=name in _RSS_ITEM_UNREAD)
    if "link" in entry:
        entry["link"] = _REFERENCE.sub(r"&\g<1>", entry["link"].replace("&amp;", "&"))
        entry["links"] = [{"href": entry["link"]}]
    return entry


def _take(into: Entry, element: ElementTree.Element, name: str | None, *, is_unread: bool) -> None:
    """Keeps the text of an element that is read."""
    _check(_is_leaf(element) and (is_unread or (name is not None and name not in into and not element.attrib)))
    if name == "content":
        into[name] = [{"value": _text(element)}]
    elif name:
        into[name] = _address(_text(element)) if name == "link" else _text(element)


def _atom(root: ElementTree.Element) -> dict[str, Any]:
    feed, entries = Entry(), list[Entry]()
    _check(root.attrib.keys() <= {f"{_XML}lang"})
    if language := root.get(f"{_XML}lang"):
        feed["language"] = language.replace("_", "-")
    for child in root:
        name = child.tag.removeprefix(ATOM)
        if name == "entry":
            entries.append(_entry(child))
        elif name == "title":
            _take_text(feed, child, name)
        elif name == "link":
            _take_link(feed, child)
        else:
            _check(_is_person(child) if name == "author" else name in _FEED_UNREAD and _is_leaf(child))
    return {"version": "atom10", "feed": feed, "entries": entries}


def _entry(element: ElementTree.Element) -> Entry:
    _check(element.attrib.keys() <= {f"{_XML}lang"})
    entry: Entry = {}
    for child in element:
        name = child.tag.removeprefix(ATOM)
        if name == "link":
            _take_link(entry, child)
        elif name in ("author", "contributor"):
            _check(_is_person(child))
        elif name in _ENTRY:
            _take_text(entry, child, _ENTRY[name])
        else:
            _check(_is_leaf(child) and name in ("category", "rights"))
    return entry


def _take_text(into: Entry, element: ElementTree.Element, name: str) -> None:
    is_typed = element.attrib.keys() <= {"type", f"{_XML}lang"} and element.get("type", "") in _TEXT_TYPES
    _check(name not in into and _is_leaf(element) and is_typed)
    text = _text(element)
    kind = _TEXT_TYPES[element.get("type", "")]
    if name == "content":
        into[name] = [{"value": text, "type": kind}]
    else:
        into[name] = _address(text) if name == "id" else text
        into[f"{name}_detail"] = {"type": kind}


def _take_link(into: Entry, element: ElementTree.Element) -> None:
    _check(_is_leaf(element) and "href" in element.attrib and element.attrib.keys().isdisjoint({"url", "uri"}))
    rel, kind = element.get("rel", "alternate").lower(), element.get("type", "text/html").lower()
    link = {"rel": rel, "href": _address(element.get("href", ""))}
    into.setdefault("links", []).append(link)
    if rel == "alternate" and kind in _HTML:
        into["link"] = link["href"]


# ---------------------------------------------------------------- elements


def _check(is_plain: bool) -> None:
    if not is_plain:
        raise _OtherError


def _is_leaf(element: ElementTree.Element) -> bool:
    return len(element) == 0


def _is_plain(element: ElementTree.Element) -> bool:
    return len(element) == 0 and not element.attrib


def _is_person(element: ElementTree.Element) -> bool:
    return all(part.tag in _PERSON and _is_plain(part) for part in element)


def _lower(tag: str) -> str:
    return tag if tag.startswith("{") else tag.lower()


def _text(element: ElementTree.Element) -> str:
    """The text, mended where UTF-8 was taken for Latin-1 and encoded once more."""
    text = (element.text or "").strip()
    if text.isascii():
        return text
    with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    _check(not _WINDOWS.search(text))
    return text


def _address(text: str) -> str:
    """An address without the surplus slashes that some write behind its scheme."""
    return _SLASHES.sub(r"\1", text)
