"""Plain text saved from a page, furniture and all: which line is site, headline or date, and where the text ends."""

import re
from dataclasses import dataclass, field

from ci.feeds.dates import MONTH, written_date
from ci.feeds.lines import (
    citation,
    dateline,
    ends_text,
    is_furniture,
    is_glued,
    is_menu,
    is_reference,
    is_sentence,
)
from ci.feeds.plain import cleaned, one_line
from ci.feeds.urls import canonical_url, doi_in, host_of
from ci.model import Article
from ci.when import When

_SEPARATORS = r"\s+[|–—:»·-]+\s+"
_WIRES = {
    "business wire": "Business Wire",
    "businesswire": "Business Wire",
    "prnewswire": "PR Newswire",
    "pr newswire": "PR Newswire",
    "globe newswire": "GlobeNewswire",
    "globenewswire": "GlobeNewswire",
    "accesswire": "ACCESSWIRE",
}
_PRESS_DATELINE = re.compile(
    rf"^.{{0,120}}?(?P<date>{MONTH}\s*\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}\s+{MONTH},?\s+(?:19|20)\d\d)"
    r"[^.]{0,40}?(?:--|[-–—]|\)|/PRNewswire|\(GLOBE|\(BUSINESS)",
    re.IGNORECASE,
)
_DOI_LINE = re.compile(r"^\W*(?:https?://(?:dx\.)?doi\.org/|doi\b\W*)", re.IGNORECASE)
_AUTHORS = re.compile(r"^(?:by|from|written by|author:?)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,4}\W*$", re.IGNORECASE)


@dataclass
class _Head:
    """What stands above the text."""

    candidates: list[str] = field(default_factory=list)
    """Lines that may be the site, the headline or a subtitle, in order."""
    after_title: int | None = None
    """How many candidates stood above the first date, citation or author."""
    journal: str = ""
    date: When | None = None
    doi: str = ""
    begins_at: int = 0
    """Index of the first line of the text."""


def parse_text(text: str, url: str = "", source: str = "", published: When | None = None) -> Article:
    """An article from plain text. What the caller knows (`url`, `source`, `published`) wins over what stands there."""
    lines = _lines(text)
    head = _head(lines)
    title, site, subtitles = _title(head)
    body = _body(lines[head.begins_at :], title, site)
    if not title and body:
        title, body = _split_headline(body)
    opening = body[0] if body else ""
    return Article(
        url=canonical_url(url) if url else "",
        title=one_line(title),
        text="\n".join(subtitles + body),
        source=source or head.journal or site or _wire(opening) or _signed(lines) or host_of(url),
        published=published or head.date or _press_date(opening),
        doi=head.doi or doi_in(url),
    )


def without_furniture(text: str, title: str) -> str:
    """The paragraphs of an article's text that are to be read, without a repeated headline."""
    return "\n".join(_body(_lines(text), title, ""))


def _lines(text: str) -> list[str]:
    """Lines without empty ones; hard-wrapped paragraphs are joined first."""
    text = cleaned(text).expandtabs(4)
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        raw = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        lines += [" ".join(raw)] if _is_wrapped(raw) else raw
    return lines


def _is_wrapped(block: list[str]) -> bool:
    """A paragraph broken at a fixed width: all lines but the last are nearly as long as the longest."""
    if len(block) < 2 or len(longest := max(block, key=len)) > 110:
        return False
    is_even = all(len(line) > max(45, 0.75 * len(longest)) for line in block[:-1])
    return is_even and any(line[-1] not in ".!?:" for line in block[:-1])


def _head(lines: list[str]) -> _Head:
    """Reads down to the first sentence; takes dates, citations and DOIs on the way."""
    head = _Head(begins_at=len(lines))
    for index, line in enumerate(lines):
        if _DOI_LINE.match(line):
            head.doi = head.doi or doi_in(line)
            continue
        if is_furniture(line) or is_menu(line) or is_glued(line):
            continue
        if _is_imprint(line, head):
            if head.after_title is None and head.candidates:
                head.after_title = len(head.candidates)
            continue
        if ends_text(line) and not head.candidates:
            continue
        if is_sentence(line) and not _repeated_later(line, lines[index + 1 :]):
            head.begins_at = index
            break
        head.candidates.append(line)
    return head


def _is_imprint(line: str, head: _Head) -> bool:
    """A line that only says when, where or by whom; its facts are noted, the first of each kind winning."""
    if cited := citation(line):
        head.journal = head.journal or cited.journal
        head.date = head.date or cited.date
        if not head.doi and "doi" in line.lower():
            head.doi = doi_in(line)
        return True
    if when := dateline(line):
        head.date = head.date or when
        return True
    return _AUTHORS.match(line) is not None


def _repeated_later(line: str, later: list[str]) -> bool:
    """A headline that ends like a sentence, known by standing there twice."""
    return len(line) < 250 and line in later[:12]


def _title(head: _Head) -> tuple[str, str, list[str]]:
    """Headline, site and subtitles from the lines above the text."""
    candidates = [line for line in head.candidates if len(line) <= 400]
    if not candidates:
        return "", "", []
    title, site = _split_site(candidates)
    if not title:
        title = next((line for line in candidates if candidates.count(line) > 1), "")
    if not title:
        above = candidates[: head.after_title] if head.after_title else candidates
        title = max(reversed(above), key=_headline_score)
    where = candidates.index(title) if title in candidates else 0
    site = site or _site(candidates[:where])
    below = [line for line in candidates[where + 1 :] if line != title and title not in line]
    return title, site, [line for line in dict.fromkeys(below) if len(line.split()) >= 6]


def _headline_score(line: str) -> float:
    """Headlines have five to thirty words and no full stop at their end; names of sites and rubrics are shorter."""
    words = len(line.split())
    wide = len(re.findall(r"[\u3040-\u9fff\uac00-\ud7af]", line)) / 2
    length = min(words + wide, 12)
    return length - (4 if line.endswith((".", ":")) else 0) - (4 if line.isupper() and words < 4 else 0)


def _split_site(candidates: list[str]) -> tuple[str, str]:
    """`Headline | Site` where one half stands alone on another line."""
    for line in candidates:
        for separator in re.finditer(_SEPARATORS, line):
            halves = line[: separator.start()], line[separator.end() :]
            if any(other in halves for other in candidates if other != line):
                shorter, longer = sorted(halves, key=len)
                return longer, shorter
    return "", ""


def _site(above: list[str]) -> str:
    """The site's name: the first short line above the headline."""
    for line in above:
        is_abbreviated = line.count(".") * 2 > len(line.split())  # Int. J. Mol. Sci.
        if len(line.split()) <= 6 and len(line) <= 60 and (is_abbreviated or line[-1] not in ".:?!"):
            return line
    return ""


def _body(lines: list[str], title: str, site: str) -> list[str]:
    """The lines to read, up to where the page lists other things, without what trails behind the last sentence."""
    kept: list[str] = []
    for line in lines:
        if ends_text(line) and any(is_sentence(read) for read in kept):
            break
        if is_furniture(line) or is_glued(line) or is_menu(line) or is_reference(line) or _DOI_LINE.match(line):
            continue
        if line in (title, site) or dateline(line) or (citation(line) and not is_sentence(line)):
            continue
        kept.append(line)
    while kept and not _may_end(kept[-1]) and any(is_sentence(read) for read in kept):
        kept.pop()
    return kept


def _may_end(line: str) -> bool:
    """Whether a text may end with this line: a sentence, or an entry of its own list."""
    return is_sentence(line) or re.match(r"[•*▪‣–-]\s*\w", line) is not None


def _split_headline(body: list[str]) -> tuple[str, list[str]]:
    """A text without a headline gets its first sentence as one; it stays in the text unless it is a line of its own."""
    sentence = re.match(r".{20,200}?[.!?。](?=\s|$)", body[0])
    headline = sentence.group() if sentence else body[0][:160]
    return headline, body[1:] if body[0] == headline else body


def _wire(opening: str) -> str:
    """The wire that a press release's dateline names."""
    head = opening[:250].lower()
    return next((name for mark, name in _WIRES.items() if mark in head), "")


def _signed(lines: list[str]) -> str:
    """The name in the last lines' `SOURCE Riverbend Biotech`."""
    found = (re.match(r"source(?::\s*|\s+)(\w.{1,60})$", line, re.IGNORECASE) for line in reversed(lines[-6:]))
    return next((match.group(1).rstrip(" .") for match in found if match), "")


def _press_date(opening: str) -> When | None:
    """The date of `AUSTIN, Texas, May 30, 2008 – …`; a day without a year is no date."""
    found = _PRESS_DATELINE.match(opening[:250])
    return written_date(found["date"]) if found else None
