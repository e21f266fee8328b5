"""What a feed's XML must be before a parser sees it: decoded, whole, without its own entities, no attribute soup."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from ci.errors import FeedError
from ci.feeds.charset import decode
from ci.feeds.urls import canonical_url, shown_url
from ci.model import Fetched

ROOTS = ("rss", "rdf", "feed", "channel")
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?P<subset>\[)?[^>]*>?", re.IGNORECASE)
_ROOT = re.compile(r"<(?P<name>(?:[\w.-]+:)?(?P<local>[\w.-]+))(?=[\s/>])")
_FORBIDDEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTROLS = bytes(n for n in range(32) if n not in b"\t\n\r")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)")
_NUMBERS = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]+|[0-9]+);)+")
_LONG = 65_536
_LONG_TAG = re.compile(rf"<[^<>]{{{_LONG},}}")
_MOST_ATTRIBUTES = 1_000
_DEEPEST = 500


@dataclass(frozen=True)
class Xml:
    """A document that may be parsed: no declaration, no DOCTYPE, named entities as characters."""

    root: str
    """Local name of the first element, in lower case."""
    text: str


def open_xml(fetched: Fetched) -> Xml:
    """The feed's text, or a FeedError: empty, not-a-feed, truncated, malformed."""
    named = shown_url(fetched.url)
    text = _allowed(decode(fetched.body, fetched.content_type)).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError("empty", f"{named} sent an empty answer")
    text = _without_doctype(text[_prolog_end(text) :], named)
    root = _ROOT.match(text)
    if not root or root["local"].lower() not in ROOTS:
        hint = feed_link(text, fetched.url)
        remedy = f"it names a feed at {shown_url(hint)}" if hint else "look for a feed address on the site"
        raise FeedError("not-a-feed", f"{named} is not a feed: {what_it_is(text)}; {remedy}")
    if not _is_closed(text, root):
        raise FeedError("truncated", f"{named} broke off before the end of the feed; it will be asked again later")
    if (len(text) > _LONG and _has_attribute_soup(text)) or _is_too_deep(text):
        raise FeedError("malformed", f"{named} is built to exhaust its readers and is not read")
    return Xml(root["local"].lower(), _NUMBERS.sub(_possible, _ENTITY.sub(_character, text)))


def _allowed(text: str) -> str:
    """Without what XML forbids. Hardly any text holds it: to look for it first takes a tenth of the time."""
    try:
        encoded = text.encode()
        is_clean = (
            len(encoded.translate(None, _CONTROLS)) == len(encoded) and "\ufffe" not in text and "\uffff" not in text
        )
    except UnicodeEncodeError:
        is_clean = False
    return text if is_clean else _FORBIDDEN.sub("", text)


def feed_link(text: str, base: str) -> str:
    """The address of the feed that a page names in its head; empty where it names none."""
    for link in re.findall(r"<link\b[^>]{1,2000}>", text[:200_000], re.IGNORECASE):
        href = re.search(r"href\s*=\s*[\"']?([^\"'\s>]+)", link, re.IGNORECASE)
        if href and re.search(r"application/(?:rss|atom|feed)\+(?:xml|json)", link, re.IGNORECASE):
            return canonical_url(html.unescape(href.group(1)), base)
    return ""


def what_it_is(text: str) -> str:
    """What something that is no feed looks like, in words."""
    head = text.lstrip()[:1000].lower()
    if title := re.search(r"<title[^>]*>(.*?)</title", text[:50_000], re.IGNORECASE | re.DOTALL):
        name = " ".join(html.unescape(title.group(1)).split())[:80]
        return f"it is a web page named “{name}”" if name else "it is a web page"
    if head.startswith(("<!doctype html", "<html", "<head", "<body", "<div", "<script")):
        return "it is a web page"
    if head.startswith(("{", "[")):
        return "it is JSON of another kind"
    if head.startswith("<"):
        return "it is XML of another kind"
    return "it is a PDF file" if head.startswith("%pdf") else "it is text or data of another kind"


def _prolog_end(text: str) -> int:
    found = _PROLOG.match(text)
    return found.end() if found else 0


def _without_doctype(text: str, named: str) -> str:
    """Refuses a DOCTYPE that defines entities, forgets one that only names its kind."""
    found = _DOCTYPE.match(text)
    if not found:
        return text
    if found["subset"]:
        raise FeedError("malformed", f"{named} defines entities of its own, which can exhaust a reader and is not read")
    rest = text[found.end() :]
    return text if re.match(r"<!doctype\s+html", text, re.IGNORECASE) else rest[_prolog_end(rest) :]


def _is_closed(text: str, root: re.Match[str]) -> bool:
    """Whether the root element ends: what is cut off must not pass as a shorter feed."""
    opening = text[root.start() : text.find(">", root.start()) + 1]
    if opening.endswith("/>"):
        return True
    closing = re.compile(rf"</{re.escape(root['name'])}\s*>", re.IGNORECASE)
    ends = [found.start() for found in closing.finditer(text)]
    return bool(ends) and (
        _is_outside(text, ends[-1]) or any(closing.match(each[0]) for each in _tokens(closing, text))
    )


def _is_outside(text: str, at: int) -> bool:
    """Whether a place is surely neither in a CDATA section nor in a comment: told without reading what is before."""
    sections = (("<![CDATA[", "]]>"), ("<!--", "-->"))
    return all(text.rfind(opening, 0, at) <= text.rfind(end, 0, at) for opening, end in sections)


def _tokens(closing: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """CDATA sections and comments, each as one, and the ends of the root that stand outside of them."""
    return re.finditer(rf"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|{closing.pattern}", text, re.I | re.S)


def _has_attribute_soup(text: str) -> bool:
    return any(tag.group().count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text))


def _is_too_deep(text: str) -> bool:
    """Whether elements open far more often in a row than any feed's do."""
    is_possible = any(part.count("<") >= _DEEPEST for part in text.split("</"))
    return is_possible and re.search(rf"(?:<[A-Za-z][^<>/]*>\s*){{{_DEEPEST}}}", text) is not None


def _character(found: re.Match[str]) -> str:
    name = found.group(1)
    return found.group() if name not in html5 else html.escape(html5[name], quote=False)


def _possible(found: re.Match[str]) -> str:
    """References by number as they are; if XML forbids one, without it, surrogates joined to what they stand for."""
    codes = [_code(written) for written in found.group()[2:-1].split(";&#")]
    meant = "".join(map(chr, codes)).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    allowed = _FORBIDDEN.sub("", meant)
    return found.group() if len(allowed) == len(codes) else "".join(f"&#{ord(character)};" for character in allowed)


def _code(written: str) -> int:
    """The number of a character, 0 where there is no such character."""
    digits, base = (written[1:], 16) if written[0] in "xX" else (written, 10)
    digits = digits.lstrip("0")
    return code if len(digits) < 8 and (code := int(digits or "0", base)) <= 0x10FFFF else 0
