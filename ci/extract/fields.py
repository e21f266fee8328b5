"""The fields of an event that its sentence gives: which drug, whose, when, for what, in which trial."""

import re
from dataclasses import dataclass, field
from datetime import date

from ci.extract.dates import MONTHS, Dated
from ci.extract.diseases import find_disease
from ci.extract.history import is_of_another_act
from ci.extract.masked import Masked
from ci.extract.rules import Candidate
from ci.extract.scene import Scene
from ci.model import Quote
from ci.when import When

_QUOTE_AT_MOST = 320
EVER = When(date(1900, 1, 1), date(2099, 12, 31))


@dataclass(slots=True)
class Fields:
    """A candidate with the clause that tells it and the words that prove it."""

    scene: Scene
    candidate: Candidate
    left: int = 0
    right: int = 0
    clause: str = ""
    inferred: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left, self.right = self.candidate.masked.clause(self.candidate.start)
        self.right = max(self.right, min(self.candidate.end, len(self.masked.s)))
        self.clause = self.masked.s[self.left : self.right]

    @property
    def masked(self) -> Masked:
        return self.candidate.masked

    @property
    def quote(self) -> Quote:
        """The sentence, or the clause of a long one, word for word from the article."""
        masked = self.masked
        start, end = masked.sentence.start, masked.sentence.end
        if end - start > _QUOTE_AT_MOST:
            start, end = masked.origin(self.left), masked.origin(self.right)
        return quote_of(self.scene, start, end)


def quote_of(scene: Scene, start: int, end: int) -> Quote:
    """A quote from places in the text as read; spaces and loose commas at its ends are left out."""
    norm = scene.text.norm
    while start < end and norm[start] in " ,;\n-":
        start += 1
    while end > start and norm[end - 1] in " ,;\n-":
        end -= 1
    return Quote.of(scene.text.original, *scene.text.place(start, end))


_SPAN_OF = re.compile(r"(?:by|since|until|from|of|for|its|their|fiscal|during|a|the|before|after)\b")
"""Words that make a month or a year name something else than the day of the act: "by 2025", "its 2002 pact"."""


def date_of(fields: Fields) -> tuple[When, dict[str, str]]:
    """When it happened, as precise as the text says; what had to be inferred."""
    scene, masked = fields.scene, fields.masked
    stated = _stated_date(fields)
    if stated is not None:
        said = stated.said.strip()
        is_whole = re.search(r"(?:19|20)\d\d", said) and stated.when is not None
        return stated.when or EVER, {} if is_whole else {"date": f"from “{said}”, counted from the article's date"}
    if lead := _lead_date(fields):
        return lead, {"date": "from the head of the paragraph"}
    if scene.announced and masked.sentence.number <= 4:
        return scene.announced, {"date": "from the day on which it was announced"}
    if scene.published:
        return scene.published, {"date": "from the article's date"}
    return EVER, {"date": "the text gives none"}


_PARTED = 60


def _stated_date(fields: Fields) -> Dated | None:
    """The nearest date of the clause, one at the head of the sentence, else a day elsewhere in the sentence."""
    scene, masked = fields.scene, fields.masked
    place = masked.origin(fields.candidate.start)
    right = fields.right + 24 if fields.clause.rstrip().endswith(":") else fields.right
    stop = masked.origin(max(fields.candidate.start, fields.candidate.end - 1))

    def far(dated: Dated) -> int:
        """Letters between act and date; a date that "and" parts from the act belongs to what stands before."""
        if dated.start >= place:
            return max(0, dated.start - stop)
        between = scene.text.low[dated.end : place]
        return place - dated.start + (_PARTED if ", and " in between else 0)

    for dated in sorted(masked.dates(fields.left, right), key=far) + masked.dates(0, masked.head_of(fields.left)):
        is_span = bool(_SPAN_OF.match(dated.said)) and dated.when is not None and dated.when.precision != "day"
        if _can_be(fields, dated) and (not is_span or fields.candidate.strength == 1):
            return dated
    for dated in sorted(masked.dates(0, len(masked.s)), key=lambda d: abs(d.start - place)):
        if _can_be(fields, dated) and _is_recent_day(fields, dated):
            return dated
    return None


def _can_be(fields: Fields, dated: Dated) -> bool:
    """Not after publication, and saying more than the article's own date does."""
    when, published = dated.when, fields.scene.published
    if when is None or published is None or _is_of_founding(fields, dated):
        return when is not None and published is None
    if fields.scene.text.low.startswith("'s ", dated.end) and when.precision == "year":
        return False
    if fields.candidate.strength > 1 and (_is_of_another_act(fields, dated) or _is_of_shares(fields, dated)):
        return False
    if when.starts_on > published.ends_on:
        return False
    if when.precision == "year" and published.precision != "year" and published.starts_on.year == when.starts_on.year:
        return False
    return not (when.starts_on <= published.starts_on and published.ends_on <= when.ends_on)


def _is_of_another_act(fields: Fields, dated: Dated) -> bool:
    """The day of a clause of its own behind the act: "picked up the drug that C1 took into phase 3 last autumn"."""
    masked = fields.masked
    place = next((t.start for t in masked.tokens if t.what is dated), -1)
    return is_of_another_act(masked, fields.candidate.end, place)


_SHARES = re.compile(r"\b(?:whose|its|the) (?:shares|stock) (?!after|as|when|on news)[^,;.]{0,60}$")


def _is_of_shares(fields: Fields, dated: Dated) -> bool:
    """The day of a price: "whose shares fetched five dollars on Tuesday, will be sold"."""
    return bool(_SHARES.search(fields.scene.text.low[max(0, dated.start - 90) : dated.start]))


_FOUNDED = re.compile(
    r"\b(?:founded|established|incorporated|set up|launched|discovered|born|listed)(?: back)?(?: in)? ?$"
)


def _is_of_founding(fields: Fields, dated: Dated) -> bool:
    """The year of a company, not of what it does now: "Kartos, founded in 2018"."""
    return bool(_FOUNDED.search(fields.scene.text.low[max(0, dated.start - 24) : dated.start]))


def _is_recent_day(fields: Fields, dated: Dated) -> bool:
    when, published = dated.when, fields.scene.published
    if when is None or when.precision != "day":
        return False
    return published is None or (published.starts_on - when.ends_on).days <= 30


def _lead_date(fields: Fields) -> When | None:
    """A month and a colon at the head of a sentence, as in a review of the year."""
    masked = fields.masked
    if masked.s.startswith("T0:") and (dated := masked.dates(0, 1)):
        return dated[0].when
    published = fields.scene.published
    for other in (
        fields.scene.sentences[masked.sentence.number - 1 :: -1] if published and masked.sentence.number else []
    ):
        if other.sentence.paragraph != masked.sentence.paragraph:
            break
        if (head := _MONTH_HEAD.fullmatch(other.s)) and published:
            month = MONTHS.index(head.group(1)[:3]) + 1
            year = published.ends_on.year - (month > published.ends_on.month)
            day = _ON_THE.search(masked.s)
            return When.parse(f"{year}-{month:02}" + (f"-{int(day.group(1)):02}" if day else ""))
    return None


_MONTH_HEAD = re.compile(
    r"(january|february|march|april|may|june|july|august|september|october|november|december)[.:]?"
)
_ON_THE = re.compile(r"\bon the (\d{1,2})(?:st|nd|rd|th)\b")


def indication_of(fields: Fields) -> str:
    """For what disease, in the article's own words."""
    masked = fields.masked
    sentences = [(masked, fields.candidate.start)]
    position = masked.sentence.number
    following = fields.scene.sentences[position + 1 : position + 2]
    sentences += [(m, 0) for m in following if m.zone == "body"]
    if fields.scene.title is not None:
        sentences.append((fields.scene.title, 0))
    for other, near in sentences:
        if span := find_disease(other, fields.scene.text.norm, near):
            return quote_of(fields.scene, *span).text
    return ""
