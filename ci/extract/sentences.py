"""Cuts a text into sentences and says of each where it stands: title, body, or a tail that tells no news."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ci.extract.words import words

_CUT = re.compile(
    r"\n+|(?<=\s)(?=[\u2022\u25aa\u25e6\u00b7] )|"
    r"(?<=[.!?])[\"')\]]*[ \n]+(?=[\"'(\[$]?[A-Z0-9\u00c0-\u00de\u3040-\u9fff])|(?<=[\u3002\uff01\uff1f])"
)
LONGEST = 1_500
"""Characters of a sentence; the longest in the labelled news has 385."""
_STOP = re.compile(r"[\n.!?\u3002\uff01\uff1f]")
_FIRST_WORD = re.compile(r"[\"'(]?([A-Za-z]+)")
_LAST_WORD = re.compile(r"(?:^|[\s(\"'])([\w.&-]{1,14})\.[\"')\]]*\s*$")
_SHORT = frozenset(
    words(
        "inc ltd co corp cos llc plc dr mr mrs ms prof vs no nos st jr sr fig figs al approx e.g i.e u.s u.k "
        "u.s.a ph.d m.d "
        "jan feb mar apr jun jul aug sep sept oct nov dec n.j n.y n.c s.c pa md mass calif mich conn md ga "
        "fla tex va wash "
        "d.c bros assn dept univ est ed eds vol pp cf ca k.k s.a s.p.a b.v n.v a.g p.o h.k ill ind minn wis ore colo"
    )
)
_FIRM = frozenset(
    {"inc", "ltd", "co", "corp", "llc", "plc", "k.k", "s.a", "s.p.a", "b.v", "n.v", "a.g", "u.s", "u.k", "al"}
)
_STARTERS = frozenset(
    words(
        "the it in under this its a an as on at for with these those that he she they we our according following "
        "earlier "
        "last if however both financial shares terms about by to no some one two three after based patients since"
    )
)
_COUNTED = re.compile(
    r"(?:[Pp]hase|[Tt]ype|[Cc]lass|[Gg]rade|[Ss]tage|[Vv]itamin|[Hh]epatitis|[Hh]ep|[Ff]actor|[Aa]rm|"
    r"[Cc]ohort|[Pp]art) \w\.?$"
)
_ABOUT = re.compile(
    r"about (?!to |the (?:study|trial|phase)|half|one|two|\d|\$)[\w&'().,\- /]{2,80}$|about (?!to |half|one|"
    r"two)[\w&'().,\- ]{2,60}?(?: ?:| ?\u2014 )",
)
_NO_NEWS = re.compile(
    r"(?:safe harbou?r|(?:cautionary )?(?:note|statement)s? (?:on|regarding|concerning|about) forward|"
    r"forward[- ]looking statements?\b"
    r"|this (?:press|news) release (?:may )?contains?|certain statements (?:in|made)|important safety "
    r"information|references?$"
    r"|(?:media|investor|press|corporate|company)s?(?: and (?:media|investor)s?)?(?: relations)? contacts?\b|"
    r"contacts?:?$|source:? |disclosures?$"
    r"|(?:this|the) (?:press |news )?(?:release|announcement) (?:may )?contains? .{0,40}forward)",
)
_BACK = re.compile(r"(?:abstract|background|methods|results|conclusions?)\b")


class Sentence(NamedTuple):
    """A stretch of the text.

    `zone` is title, body, about (who a company is), tail (cautions, references) or other (news of others).
    """

    start: int
    end: int
    zone: str
    number: int
    paragraph: int


def find_sentences(norm: str, low: str, title_end: int) -> list[Sentence]:
    """All sentences in order; the title is one sentence however many stops it has."""
    found: list[Sentence] = []
    if title_end:
        found.append(Sentence(0, title_end, "title", 0, 0))
    zone, paragraph = "body", 1
    for start, end, is_new_paragraph in _short_enough(norm, _pieces(norm, title_end)):
        paragraph += is_new_paragraph
        zone = _zone(low[start:end], zone, is_new_paragraph)
        found.append(Sentence(start, end, zone, len(found), paragraph))
    return found


def _zone(low: str, zone: str, is_new_paragraph: bool) -> str:
    if zone == "tail" or _NO_NEWS.match(low):
        return "tail"
    if low.startswith("about ") and _ABOUT.match(low[:90] if ":" in low[:90] or len(low) > 90 else low.rstrip(" .:")):
        return "about"
    if zone == "about" and is_new_paragraph and _BACK.match(low):
        return "body"
    return zone


def _short_enough(norm: str, pieces: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Cuts what has no stop for pages (a table, a list): each word of it may set off a look at all of it."""
    for start, end, is_new in pieces:
        while end - start > LONGEST:
            border = norm.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = border + 1 if border > 0 else start + LONGEST
            yield start, cut, is_new
            start, is_new = cut, False
        yield start, end, is_new


def _cuts(norm: str, start: int) -> Iterator[re.Match[str]]:
    """Where a sentence may end: looked for only behind a stop and at line breaks."""
    past = start
    for stop in _STOP.finditer(norm, start):
        place = stop.start() if stop.group()[0] == "\n" else stop.end()
        if place >= past and (cut := _CUT.match(norm, place)):
            past = cut.end()
            yield cut


def _pieces(norm: str, title_end: int) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    start, is_new = title_end, True
    for cut in _cuts(norm, title_end):
        ends_line = "\n" in cut.group()
        if not ends_line and _is_abbreviation(norm, start, cut.start(), cut.end()):
            continue
        if cut.start() == cut.end() and cut.start() - start < 12:
            continue  # no Chinese sentence is as short as that
        if norm[start : cut.start()].strip():
            pieces.append((*_strip(norm, start, cut.end()), is_new))
            is_new = False
        start = cut.end()
        is_new = is_new or ends_line
    if norm[start:].strip():
        pieces.append((*_strip(norm, start, len(norm)), is_new))
    return pieces


def _strip(norm: str, start: int, end: int) -> tuple[int, int]:
    while start < end and norm[start].isspace():
        start += 1
    while end > start and norm[end - 1].isspace():
        end -= 1
    return start, end


def _is_abbreviation(norm: str, start: int, stop: int, after: int) -> bool:
    found = _LAST_WORD.search(norm, max(start - 1, stop - 18, 0), stop)
    if not found:
        return False
    word = found.group(1).lower()
    following = _FIRST_WORD.match(norm, after, after + 20)
    is_start = following is not None and following.group(1).lower() in _STARTERS
    if word in _FIRM:
        return not is_start
    return word in _SHORT or (
        len(word) == 1
        and found.group(1).isupper()
        and not is_start
        and not _COUNTED.search(norm, max(start, stop - 14), stop)
    )
