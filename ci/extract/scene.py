"""An article laid out for reading: sentences with their names, and what the whole of it is about."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import timedelta

from ci.extract.agencies import AGENCY_OF, find_agencies, find_countries
from ci.extract.dates import find_dates
from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Item, Masked, mask
from ci.extract.mentions import Mention, Mentions
from ci.extract.money import find_sums
from ci.extract.other_news import set_apart
from ci.extract.sentences import Sentence
from ci.extract.side_drugs import is_added, is_compared
from ci.extract.text import Text
from ci.model import Article, Catalog, Name
from ci.when import When

_SAID_WHEN = re.compile(
    r"(?:said|says|announced|disclosed|reported|revealed|unveiled|confirmed|told|made public|published|"
    r"posted|issued|out|stated|released|to (?:tell|report|announce|share)|owned up|admitted|conceded|learned|"
    r"heard)\b[^.;]{0,75}?(T\d+)|(T\d+) (?:said|announced|disclosed|reported|"
    r"revealed|unveiled|confirmed|posted)|^(?:on )?(T\d+),"
)
_BACKER = re.compile(
    r"(?:backed|led|supported|funded|owned|licensed|discovered|invented|acquired|bought|subsidiary|unit|"
    r"rival|rivals|partner|against|like|unlike|from|with|by|to|of|and|partnered with|including|versus|"
    r"vs\.?)(?: the)? $"
)


_SPEAKS_NOW = re.compile(r",? (?:T\d+ )?(?:said|says|announced|reported|today)")
_SPEAKS = re.compile(
    r"\d|trial|study|agency|regulator|compan|drug|partners|patient|endpoint|enrol|dos(?:ed|ing)|appl(?:y|"
    r"ied)|approv|licen|venture|agreement|deal|pact|collab|allian|wrapped up|wound (?:up|down)|terminat|discontinu|"
    r"halted|respon[ds]|remission"
)


@dataclass(slots=True)
class Scene:
    """One article; `published` is its date, or the dateline's where the source gave none."""

    article: Article
    catalog: Catalog
    text: Text
    mentions: Mentions
    sentences: list[Masked]
    news: list[Masked]
    """The sentences that may tell news: not who the company is, not cautions."""
    telling: list[Masked]
    """Those of them that name anything that an act could be on."""
    published: When | None
    announced: When | None = None
    dateline: When | None = None
    topic_company: Mention | None = None
    topic_drugs: list[Mention] = field(default_factory=list)
    leanings: dict[tuple[str, str, str], float] = field(default_factory=dict)
    """(kind, one, other) -> who takes, worked out once an article however often it tells of the two."""
    units: dict[str, Name] | None = None
    """Id of a parent -> its unit, likewise."""
    chances: dict[tuple[int, str], list[dict[str, float]]] = field(default_factory=dict)
    """(number of the sentence, kind of deal) -> of each of its sums what it may be, likewise."""
    _names: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def title(self) -> Masked | None:
        return self.sentences[0] if self.sentences and self.sentences[0].zone == "title" else None

    def name(self, mention: Mention) -> Name:
        """The mention as a name, with every spelling of it in the article."""
        if not self._names:
            spellings: dict[tuple[str, str], dict[str, None]] = {}
            for one in self.mentions:
                spellings.setdefault((one.kind, one.id), {})[self.mentions.spelling(one)] = None
            self._names = {key: tuple(found) for key, found in spellings.items()}
        return Name(mention.id, mention.name, self._names.get((mention.kind, mention.id), ()))

    def sentence_at(self, place: int) -> Masked | None:
        """The sentence in which a place of the text lies."""
        at = bisect_right(self.sentences, place, key=lambda m: m.sentence.start) - 1
        found = self.sentences[at] if at >= 0 else None
        return found if found is not None and place < found.sentence.end else None

    def is_news(self, place: int) -> bool:
        """Whether a place of the text stands in headline or body."""
        masked = self.sentence_at(place)
        return masked is not None and masked.zone in ("title", "body")

    def is_ours(self, drug_id: str) -> bool:
        """Whether a drug is apoptosis-targeted as far as the tables know."""
        drug = self.catalog.drugs.get(drug_id)
        return bool(drug and drug.mechanism_id)


def lay_out(article: Article, catalog: Catalog, text: Text, sentences: list[Sentence], mentions: Mentions) -> Scene:
    """Masks the sentences and finds out when it was said and who and what it is about."""
    sentences = set_apart(sentences, mentions)
    dateline = _dateline(text, sentences, article.published)
    published = article.published or dateline
    base = dateline if dateline and published and dateline.overlaps(published, 10) else published
    items = _items(text, mentions, base, max((s.end for s in sentences if s.zone in ("title", "body")), default=0))
    masked, at = [], 0
    for sentence in sentences:
        while at < len(items) and items[at].start < sentence.start:
            at += 1
        stop = at
        while stop < len(items) and items[stop].start < sentence.end:
            stop += 1
        masked.append(mask(sentence, text.low, items[at:stop]))
        at = stop
    news = [m for m in masked if m.zone in ("title", "body")]
    telling = [m for m in news if m.tokens or m.zone == "title" or _SPEAKS.search(m.s)]
    scene = Scene(article, catalog, text, mentions, masked, news, telling, base, dateline=dateline)
    scene.announced = _announced(scene)
    scene.topic_company = _topic_company(scene)
    scene.topic_drugs = _topic_drugs(scene)
    return scene


def _items(text: Text, mentions: Mentions, published: When | None, stop: int) -> list[Item]:
    """The names of the text, and the agencies, sums and dates before `stop`, behind which no news is told."""
    low = text.low[:stop]
    items = [Item(m.start, _behind_dot(text.norm, m.stop) if m.kind == "C" else m.stop, m.kind, m) for m in mentions]
    items += [Item(start, end, "A", _at_home(text, start, end, agency)) for start, end, agency in find_agencies(low)]
    items += [Item(s.start, s.end, "M", s) for s in find_sums(low)]
    items += [Item(d.start, d.end, "T", d) for d in find_dates(low, published) if mentions.is_free(d.start, d.end)]
    return sorted(items, key=lambda item: (item.start, -item.stop))


_GOES_ON = re.compile(r"(?<=[a-z])\.(?=,? [a-z(\d])")


def _behind_dot(norm: str, stop: int) -> int:
    """The full stop of "Foobar, Inc. of Boston" belongs to the name: to the rules one ends what it stands behind."""
    return stop + bool(_GOES_ON.match(norm, stop))


def _at_home(text: Text, start: int, end: int, agency: str) -> str:
    """ "The country's FDA" is that of the country named last, and "the food and drug administration" in small letters
    the one of the country that the text is about."""
    if agency == "FDA" and text.low.endswith("country's ", 0, start) and (lands := find_countries(text.low[:start])):
        return AGENCY_OF.get(lands[-1][2], agency)
    if (
        agency == "FDA"
        and text.norm[start:end].islower()
        and "food" in text.low[start:end]
        and _IN_CHINA.search(text.low)
    ):
        return "NMPA"
    return agency


_IN_CHINA = re.compile(r"\b(?:china|chinese|yuan|rmb|beijing|shanghai|shenzhen|jiangsu|guangdong|hangzhou)\b")


_YEAR = re.compile(r"(?:19|20)\d\d")


def _dateline(text: Text, sentences: list[Sentence], published: When | None) -> When | None:
    """The first full date near the top of the body: the dateline of a release, the line under a headline."""
    body = [s for s in sentences if s.zone == "body"][:3]
    for sentence in body:
        stop = min(sentence.end, sentence.start + 100)
        if not _YEAR.search(text.low, sentence.start, stop):
            continue
        for dated in find_dates(text.low, None, sentence.start, stop):
            is_told = text.low[: dated.start].endswith((" on ", " since ", " by ", " from ", " until "))
            if dated.when and dated.when.precision == "day" and not is_told:
                return dated.when
    return None


def _announced(scene: Scene) -> When | None:
    """Monday, yesterday: the day on which the news was told, where the first sentences say it."""
    for masked in scene.news[:4]:
        found = _SAID_WHEN.search(masked.s) if "T0" in masked.s else None
        if found and scene.published:
            place = next(found.start(i) for i in (1, 2, 3) if found.group(i))
            for dated in masked.dates(place, place + 1):
                when = dated.when
                if (
                    when
                    and when.precision == "day"
                    and when.starts_on <= scene.published.ends_on < when.starts_on + timedelta(days=21)
                ):
                    return when
    return None


def _topic_company(scene: Scene) -> Mention | None:
    """The company whose news it is: in the title, first to speak in the body, named most."""
    scores: dict[str, float] = {}
    first: dict[str, Mention] = {}
    bodies = 0
    for masked in scene.news:
        bodies += masked.zone == "body"
        for number, token in enumerate(masked.between(COMPANY, 0, len(masked.s))):
            mention = masked.mention(token)
            if mention.is_institute:
                continue
            first.setdefault(mention.id, mention)
            points = 0.3
            if masked.zone == "title" or bodies == 1:
                points += 3.0 if number == 0 else 1.5
            if _BACKER.search(masked.s[max(0, token.start - 24) : token.start]):
                points -= 1.6
            if _SPEAKS_NOW.match(masked.s, token.end, token.end + 30):
                points += 1.0
            scores[mention.id] = scores.get(mention.id, 0.0) + points
    for masked in scene.sentences:
        if masked.zone == "about" and (about := masked.between(COMPANY, 0, 40)):
            mention = masked.mention(about[0])
            if mention.id in scores:
                scores[mention.id] += 1.0
    best = max(scores, key=lambda id_: scores[id_], default="")
    return first.get(best)


def _topic_drugs(scene: Scene) -> list[Mention]:
    """Drugs in the order in which the text cares for them; ours before others."""
    scores: dict[str, float] = {}
    first: dict[str, Mention] = {}
    bodies = 0
    for masked in scene.news:
        bodies += masked.zone == "body"
        for number, token in enumerate(masked.between(DRUG, 0, len(masked.s))):
            mention = masked.mention(token)
            first.setdefault(mention.id, mention)
            points = 0.5 + (3.0 if masked.zone == "title" else 1.5 if bodies == 1 else 0.0) / (1 + number * 0.5)
            if is_compared(masked, token.start) or is_added(masked, token.start):
                points = 0.1
            scores[mention.id] = scores.get(mention.id, 0.0) + points
    for id_ in scores:
        scores[id_] += 2.0 if scene.is_ours(id_) else 1.0 if id_.startswith("~") else 0.0
    return [first[id_] for id_ in sorted(scores, key=lambda id_: (-scores[id_], first[id_].start))]
