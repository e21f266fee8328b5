"""An article laid out for reading: sentences with their names, and what the whole of it is about."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from ci.extract.agencies import find_agencies
from ci.extract.dates import Dated, find_dates
from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Item, Masked, mask
from ci.extract.mentions import Mention, Mentions
from ci.extract.money import Sum, find_sums
from ci.extract.sentences import Sentence
from ci.extract.text import Text
from ci.model import Article, Catalog, Name
from ci.when import When

_SAID_WHEN = re.compile(
    r"(?:said|says|announced|disclosed|reported|revealed|unveiled|confirmed|told|made public|published|posted|issued|out|stated|released)\b[^.;]{0,45}?(T\d+)|(T\d+) (?:said|announced|disclosed|reported|revealed|unveiled|confirmed|posted)|^(?:on )?(T\d+),"
)
_DATELINE = re.compile(r"\s*[(\[]?[^.\n]{0,80}?")
_SUBJECT = re.compile(r"(?:^|\W)(?:[\w,' -]{0,40} )?(C\d+)(?:(?:'s)? |, )")
_BACKER = re.compile(
    r"(?:backed|led|supported|funded|owned|licensed|discovered|invented|acquired|bought|subsidiary|unit|rival|rivals|partner|against|like|unlike|from|with|by|to|of|and|partnered with|including|versus|vs\.?)(?: the)? $"
)


@dataclass(slots=True)
class Scene:
    """One article; `published` is its date, or the dateline's where the source gave none."""

    article: Article
    catalog: Catalog
    text: Text
    mentions: Mentions
    sentences: list[Masked]
    published: When | None
    announced: When | None = None
    dateline: When | None = None
    topic_company: Mention | None = None
    topic_drugs: list[Mention] = field(default_factory=list)

    @property
    def title(self) -> Masked | None:
        return self.sentences[0] if self.sentences and self.sentences[0].zone == "title" else None

    @property
    def news(self) -> list[Masked]:
        """The sentences that may tell news."""
        return [m for m in self.sentences if m.zone in ("title", "body")]

    def name(self, mention: Mention) -> Name:
        """The mention as a name, with every spelling of it in the article."""
        spellings = dict.fromkeys(
            self.mentions.spelling(m) for m in self.mentions if m.id == mention.id and m.kind == mention.kind
        )
        return Name(mention.id, mention.name, tuple(spellings))

    def is_ours(self, drug_id: str) -> bool:
        """Whether a drug is apoptosis-targeted as far as the tables know."""
        drug = self.catalog.drugs.get(drug_id)
        return bool(drug and drug.mechanism_id)


def lay_out(article: Article, catalog: Catalog, text: Text, sentences: list[Sentence], mentions: Mentions) -> Scene:
    """Masks the sentences and finds out when it was said and who and what it is about."""
    dateline = _dateline(text, sentences, article.published)
    published = article.published or dateline
    base = dateline if dateline and published and dateline.overlaps(published, 10) else published
    items = _items(text, mentions, base)
    masked, at = [], 0
    for sentence in sentences:
        while at < len(items) and items[at].start < sentence.start:
            at += 1
        stop = at
        while stop < len(items) and items[stop].start < sentence.end:
            stop += 1
        masked.append(mask(sentence, text.low, items[at:stop]))
        at = stop
    scene = Scene(article, catalog, text, mentions, masked, base, dateline=dateline)
    scene.announced = _announced(scene)
    scene.topic_company = _topic_company(scene)
    scene.topic_drugs = _topic_drugs(scene)
    return scene


def _items(text: Text, mentions: Mentions, published: When | None) -> list[Item]:
    low = text.low
    items = [Item(m.start, m.stop, m.kind, m) for m in mentions]
    items += [
        Item(start, end, "A", agency) for start, end, agency in find_agencies(low) if mentions.is_free(start, end)
    ]
    items += [Item(s.start, s.end, "M", s) for s in find_sums(low)]
    items += [Item(d.start, d.end, "T", d) for d in find_dates(low, published) if mentions.is_free(d.start, d.end)]
    return sorted(items, key=lambda item: (item.start, -item.stop))


def _dateline(text: Text, sentences: list[Sentence], published: When | None) -> When | None:
    """The first full date near the top of the body: the dateline of a release, the line under a headline."""
    body = [s for s in sentences if s.zone == "body"][:3]
    for sentence in body:
        for dated in find_dates(text.low, None, sentence.start, min(sentence.end, sentence.start + 120)):
            if dated.when and dated.when.precision == "day":
                return dated.when
    return None


def _announced(scene: Scene) -> When | None:
    """Monday, yesterday: the day on which the news was told, where the first sentences say it."""
    for masked in scene.news[:4]:
        found = _SAID_WHEN.search(masked.s)
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
            before, after = masked.s[max(0, token.start - 24) : token.start], masked.s[token.end : token.end + 30]
            if _BACKER.search(before):
                points -= 1.6
            if re.match(r",? (?:T\d+ )?(?:said|says|announced|reported|today)", after):
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


_COMPARED = re.compile(
    r"(?:\b(?:versus|vs\.?|against|compared (?:with|to)|comparing (?:it )?(?:with|to)|than|lost to|lose to|beat(?:s|en|ing)?|outperform\w*|over|superior to|inferior to|head-to-head with|instead of|rather than|"
    r"rivals?|unlike|in place of|better than|behind|following|resistant|refractory to|resistance to|progressed on|relapsed? (?:on|after)|after|pretreated with|intolerant to|failed?(?: on)?|relapsed?(?: or refractory)? to|switch\w* from|exposed to|control arm of)|-resistant|competitors?,?(?: such as)?)"
    r"(?: (?:a|an|the|with|by|alone|treatment|therapy|on|prior|previous|either|combination|of|to|those|given|its|current|standard|placebo|plus|bcl-?2|inhibitors?|such|as|like|including|drug|class|[CG]\d+(?:'s)?|D\d+(?: and|,| plus| or)?))* $"
)
_ADDED = re.compile(
    r"(?:\b(?:with|plus|and|alongside|in combination with|combined with|together with|added to|adding|on top of|joined to|paired with|pairing|next to|backbone of|or|combination of [\w ]+ and)|\+|,)"
    r"(?: (?:a|an|the|either|both|low-dose|high-dose|standard|azacitidine|intravenous|oral|[CG]\d+(?:'s)?|anti-G\d+|chemotherapy|drug|inhibitor|antibody|checkpoint|immunotherapy|of|by|and|or|steroid|backbone))*,? ?(?:D\d+(?:,? (?:and|or|plus) |, | \+ ))*$"
)


def is_compared(masked: Masked, place: int) -> bool:
    """Whether the drug at a place is only what another is measured against, or what failed before."""
    return bool(_COMPARED.search(masked.s[max(0, place - 80) : place]))


def is_added(masked: Masked, place: int) -> bool:
    """Whether the drug at a place is given with another that stands before it."""
    if re.search(r"\b(?:add(?:ing|ed|s)?|addition of) D\d+ to (?:[\w-]+ ){0,3}$", masked.s[max(0, place - 60) : place]):
        return True
    found = _ADDED.search(masked.s[max(0, place - 90) : place])
    return bool(found) and bool(masked.between(DRUG, 0, place))


def sums_of(masked: Masked) -> list[Sum]:
    return masked.sums()


def dated_of(masked: Masked, start: int, end: int) -> list[Dated]:
    return masked.dates(start, end)
