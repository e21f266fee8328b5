"""Reads one article: a quick look whether it can concern us, then names, then events with their words."""

from collections.abc import Callable, Iterator
from operator import is_

from ci.extract.clinical import clinical, study_record
from ci.extract.clinical_rules import CLINICAL_RULES
from ci.extract.collaboration_rules import COLLABORATION_RULES
from ci.extract.collaborations import collaborations
from ci.extract.companies import find_companies
from ci.extract.drugs import Misspellings, find_drugs
from ci.extract.event_targets import with_targets
from ci.extract.gate import Gate
from ci.extract.index_terms import with_index, without_index
from ci.extract.join import join_tellings
from ci.extract.learned import Model, load_model
from ci.extract.learned.weighing import weighed
from ci.extract.lexicon import COMPANY, DRUG, Lexicon
from ci.extract.mechanisms import find_mechanisms, is_about_our_drug, leave_a_chance
from ci.extract.mentions import Mentions
from ci.extract.regulatory import regulatory
from ci.extract.regulatory_rules import REGULATORY_RULES
from ci.extract.rules import Cues, Telling
from ci.extract.scene import Scene, lay_out
from ci.extract.sentences import find_sentences
from ci.extract.target_names import plural_names, unknown_targets
from ci.extract.targets import Targets
from ci.extract.text import READ_AT_MOST, Text
from ci.model import Article, Catalog, Event, Name, Reading

EXTRACTORS: tuple[Callable[[Scene, Cues], Iterator[Telling]], ...] = (collaborations, regulatory, clinical)
"""One for each type of event."""

_NOTHING = Reading(False)
"""Of nineteen articles in twenty; one for all of them, because it is sent from process to process."""


class Reader:
    """Built once from the Catalog; `read` is pure and gives the same answer each time.

    `model`: another one than that of the package, to try how it reads.
    """

    def __init__(self, catalog: Catalog, model: Model | None = None) -> None:
        self._catalog = catalog
        self._lexicon = Lexicon(catalog)
        self._misspellings = Misspellings.of(catalog)
        self._cues = Cues((*COLLABORATION_RULES, *REGULATORY_RULES, *CLINICAL_RULES))
        self._model = model or load_model()
        self._gate = Gate(catalog)

    def read(self, article: Article) -> Reading:
        """All that the article says; nothing where it is not about an apoptosis-targeted therapy."""
        own, terms = without_index(article)
        reading = self._read(own)
        if not terms or not self._gate.may_concern_us(low := Text(article.full_text).low):
            return reading
        return with_index(reading, terms, low, self._catalog, self._lexicon, self._mentions)

    def _read(self, article: Article) -> Reading:
        full = article.full_text
        unread = READ_AT_MOST if len(full) > READ_AT_MOST else None
        text = Text(full)
        if not self._gate.may_concern_us(text.low):
            return _nothing(unread)
        mentions = self._mentions(text)
        if not leave_a_chance(mentions, self._catalog):
            return _nothing(unread)
        scene, targets = self._scene(article, mentions)
        mechanisms = find_mechanisms(scene, targets)
        if not mechanisms and not is_about_our_drug(scene):
            return _nothing(unread)
        named = sorted(targets.named, key=lambda m: m.start)
        events = with_targets(scene, self._events(scene), named)
        parties = {p.company.id for event in events for p in event.parties}
        return Reading(
            True,
            companies=_names(scene, COMPANY, lambda m: not m.is_institute or m.id in parties),
            drugs=_names(scene, DRUG, lambda m: True),
            target_ids=tuple(dict.fromkeys(m.id for m in named)),
            mechanism_ids=mechanisms,
            events=events,
            unread_from=unread,
        )

    def scene(self, article: Article) -> Scene:
        """An article as rules and model see it."""
        article, _ = without_index(article)
        return self._scene(article, self._mentions(Text(article.full_text)))[0]

    def tellings(self, scene: Scene) -> list[Telling]:
        """All that the rules alone find in it, before anything is joined."""
        self._cues.mark(scene.telling)
        return [telling for extractor in EXTRACTORS for telling in extractor(scene, self._cues)]

    def _events(self, scene: Scene) -> tuple[Event, ...]:
        """What rules and model tell together; they are joined once where the model changes nothing."""
        tellings = self.tellings(scene)
        by_rules = join_tellings(scene, tellings)
        kept = weighed(scene, self._model, tellings, [event.subtype for event in by_rules])
        is_same = len(kept) == len(tellings) and all(map(is_, kept, tellings))
        events = by_rules if is_same else join_tellings(scene, kept)
        return events or join_tellings(scene, study_record(scene))

    def _mentions(self, text: Text) -> Mentions:
        """The drugs and targets, and the companies that the tables know."""
        mentions = Mentions(text, self._lexicon.find(text))
        plural_names(mentions, self._lexicon)
        find_drugs(mentions, self._lexicon, self._misspellings, self._catalog)
        return mentions

    def _scene(self, article: Article, mentions: Mentions) -> tuple[Scene, Targets]:
        text = mentions.text
        title_end = text.find_back(len(article.title))
        find_companies(mentions, self._lexicon, self._catalog)
        unknown_targets(mentions)
        sentences = find_sentences(text.norm, text.low, title_end)
        scene = lay_out(article, self._catalog, text, sentences, mentions)
        targets = Targets(mentions, self._lexicon)
        known = self._catalog.targets
        ours = {d.mechanism_id for m in mentions.of(DRUG) if (d := self._catalog.drugs.get(m.id))}
        targets.with_p53(mentions, bool(ours & {"p53-reactivation", "mdm2-p53"}), "p53-reactivation" in ours)
        drugs = (self._catalog.drugs.get(m.id) for m in mentions.of(DRUG))
        targets.with_known(
            mentions, {id_ for d in drugs if d and d.mechanism_id for id_ in d.target_ids}, scene.is_news
        )
        targets.without_earlier(mentions, lambda id_: id_ in known and bool(known[id_].mechanism_id))
        targets.without_downstream(lambda id_: id_ in known and known[id_].mechanism_id == "indirect")
        targets.without_family()
        return scene, targets


def _nothing(unread_from: int | None) -> Reading:
    return _NOTHING if unread_from is None else Reading(False, unread_from=unread_from)


def _names(scene: Scene, kind: str, is_wanted: Callable[..., bool]) -> tuple[Name, ...]:
    first = {m.id: m for m in reversed(list(scene.mentions)) if m.kind == kind and is_wanted(m)}
    return tuple(scene.name(m) for m in sorted(first.values(), key=lambda m: m.start))
