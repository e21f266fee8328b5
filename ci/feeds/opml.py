"""OPML, the list of feeds that readers exchange: in and out."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from ci.errors import InputError
from ci.feeds.charset import decode
from ci.feeds.plain import one_line
from ci.feeds.urls import host_of
from ci.model import Source
from ci.shown import without_secrets

MOST_SOURCES = 5_000
LEFT_OUT = "Passwords and keys in addresses are left out"


def read_opml(raw: bytes, name: str) -> list[Source]:
    """The feeds of an OPML file, each address once; outlines without an address are groups. InputError if none."""
    text = decode(raw).lstrip("\ufeff \t\r\n")
    if re.search(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", text, re.IGNORECASE):
        raise InputError(f"{name} defines entities of its own and is not read")
    try:
        root = ET.fromstring(re.sub(r"^<\?xml.*?\?>", "", text, flags=re.DOTALL))
        sources = _each_once(_feeds(root))
    except (ET.ParseError, ValueError, RecursionError) as error:
        where = f"; it breaks at line {error.position[0]}" if isinstance(error, ET.ParseError) else ""
        raise InputError(f"{name} is not an OPML file: it is no well-formed XML{where}") from error
    if root.tag.lower() != "opml":
        raise InputError(f"{name} is not an OPML file: it begins with <{root.tag[:40]}>")
    if not sources:
        raise InputError(f"{name} names no feeds")
    return sources


def write_opml(sources: Iterable[Source], title: str = "Apoptoscope") -> bytes:
    """OPML 2.0 with one outline a group; pages are left out, because no reader could read them.

    A list goes to others: passwords and keys in addresses are left out, and a comment says of how many.
    """
    root = ET.Element("opml", version="2.0")
    bared_count = 0
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    groups: dict[str, ET.Element] = {}
    for source in sources:
        if source.kind not in ("rss", "json-feed"):
            continue
        if source.group and source.group not in groups:
            groups[source.group] = ET.SubElement(body, "outline", text=source.group)
        place = groups.get(source.group, body)
        given = without_secrets(source.url)
        bared_count += given != source.url
        kind = "rss" if source.kind == "rss" else "json"
        ET.SubElement(place, "outline", type=kind, text=source.name, title=source.name, xmlUrl=given)
    if bared_count:
        root.insert(0, ET.Comment(f" {LEFT_OUT}: {bared_count} of these feeds need them "))
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _feeds(element: ET.Element, group: str = "") -> Iterator[Source]:
    for outline in element:
        attributes = {name.lower(): value for name, value in outline.attrib.items()}
        name = one_line(attributes.get("title") or attributes.get("text") or "")
        url = _web_address(attributes.get("xmlurl", ""))
        if url:
            kind = "json-feed" if attributes.get("type", "").lower() in ("json", "jsonfeed") else "rss"
            shown = name or host_of(url)
            yield Source(id=_slug(shown), name=shown, kind=kind, url=url, group=group)
        if outline.tag.lower() in ("body", "outline"):  # some readers put feeds below a feed
            yield from _feeds(outline, name or group)


def _web_address(written: str) -> str:
    """The address of a feed, as http or https; some readers write `feed://…` and `feed:https://…`. Empty for others."""
    bare = re.sub(r"(?i)^feed:(?=https?://)", "", written.strip())
    url = re.sub(r"(?i)^feed(?=://)", "http", bare)
    found = re.match(r"(?i)https?(?=://.)", url)
    return found[0].lower() + url[found.end() :] if found else ""


def _each_once(sources: Iterator[Source]) -> list[Source]:
    """Each address once, each id once: a second one of the same name gets a number."""
    by_url: dict[str, Source] = {}
    taken: set[str] = set()
    for source in sources:
        if source.url in by_url or len(by_url) >= MOST_SOURCES:
            continue
        unique, number = source.id, 1
        while unique in taken:
            number += 1
            unique = f"{source.id}-{number}"
        taken.add(unique)
        by_url[source.url] = Source(unique, source.name, source.kind, source.url, source.group)
    return list(by_url.values())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60] or "source"
