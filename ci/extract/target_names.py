"""Names of targets that no table holds as they stand: shared numbers, plurals, parts of a name, unknown symbols."""

import re
from collections.abc import Iterator

from ci.extract.lexicon import DRUG, TARGET, Lexicon
from ci.extract.mentions import Mention, Mentions
from ci.extract.spotter import Spotter
from ci.extract.words import strings

_MORE = re.compile(
    r"(?:/|,? and(?:/or)? |,? or | & |, )(?:the )?(-?[a-zα-ω]{0,4}\d{0,3}(?:\([a-z]\))?)(?![\w%]|\.\w| (?:mg|"
    r"weeks?|months?|years?|patients?|trial|percent|of))"
)
_NUMBER_END = re.compile(r"(.*?)(-?[a-z]{0,2}\d{1,2}|[ -]?x[l]|[ -]?w)\Z")


def within_drugs(mentions: Mentions, lexicon: Lexicon) -> Iterator[Mention]:
    """A target inside a drug's name: recombinant human p53 adenovirus, anti-DR5 CAR-T."""
    for drug in mentions.of(DRUG):
        spelling = mentions.text.low[drug.start : drug.end]
        if " " in spelling or "-" in spelling:
            for found in re.finditer(r"[a-z]{2,}\d+|survivin", spelling):
                entry = lexicon.knows(found.group())
                if entry is not None and entry.kind == TARGET:
                    place = drug.start + found.start()
                    yield Mention(
                        place, place + len(found.group()), place + len(found.group()), TARGET, entry.id, entry.name
                    )


def coordinated(mention: Mention, low: str, lexicon: Lexicon) -> Iterator[Mention]:
    """CDK2/9, BCL-2/XL, death receptors 4 and/or 5: a second member that leaves the common part out."""
    stem_end = _NUMBER_END.match(low[mention.start : mention.end])
    if not stem_end:
        return
    stems = dict.fromkeys((stem_end.group(1), low[mention.start : mention.end].rstrip("0123456789-")))
    place = mention.end
    for _ in range(3):
        more = _MORE.match(low, place)
        if not more or not more.group(1):
            return
        number = more.group(1).lstrip("-")
        known = (lexicon.knows(stem + glue + number) for stem in stems for glue in ("", "-"))
        entry = next((e for e in known if e is not None), None)
        if entry is None or entry.kind != TARGET:
            return
        yield Mention(more.start(1), more.end(1), more.end(1), TARGET, entry.id, entry.name)
        place = more.end()


_UNKNOWN = re.compile(
    r"(?<![\w-])([A-Z]{2,6}\d{1,2}[A-Z]?|[A-Z][a-z]{2}\d{1,2})(?:/([A-Z]{2,6}\d{0,2}))?[- ]"
    r"(?i:(?:kinase |oral )?(?:inhibitor|degrader|agonist|antagonist|blocker|antibody|project))(?:s|\b)"
)
_ACTORS = Spotter(
    strings("nhibitor|INHIBITOR|egrader|DEGRADER|gonist|AGONIST|ntagonist|ANTAGONIST|locker|ntibody|project"),
    before=24,
    after=3,
)
_NO_TARGET = re.compile(r"(?:PHASE|COVID|GLP|IL|PD|CAR|ADC)\d*\Z")


def unknown_targets(mentions: Mentions) -> None:
    """What a drug is said to inhibit and no table holds: "the Cdc7 inhibitor"."""
    norm = mentions.text.norm
    for found in (found for left, right in _ACTORS.windows(norm) for found in _UNKNOWN.finditer(norm, left, right)):
        for number in (1, 2):
            symbol = (found.group(number) or "").upper()
            if (
                any(c.isdigit() for c in symbol)
                and mentions.is_free(*found.span(number))
                and not _NO_TARGET.match(symbol)
            ):
                mentions.add(Mention(*found.span(number), found.end(number), TARGET, symbol, symbol, is_guess=True))


_PLURAL = re.compile(
    r"\b(?:death receptors?|drs?|trail receptors?|trail-rs?|cdks?|cyclin-dependent kinases?|ciaps?|"
    r"cellular iaps?|tnfrsf10)[ -]?(\d+[ab]?|a|b)((?:(?:,|/| and(?:/or)?| or| &| and/or) ?\d+)+)"
)
_PLURALS = Spotter(strings("receptors|drs |dr4|dr5|cdks|cdk|kinases|ciap|cellular iap|trail-r|tnfrsf10"), 0, 0)


def plural_names(mentions: Mentions, lexicon: Lexicon) -> None:
    """death receptors 4 and/or 5, CDKs 2 and 9, cIAP1/2: each number is a target of its own."""
    low = mentions.text.low
    if not _PLURALS.sees(low):
        return
    for found in _PLURAL.finditer(low):
        stem = re.sub(r"s?[ -]?\Z", "", low[found.start() : found.start(1)])
        for number in re.finditer(r"\d+[ab]?", low[found.start(1) : found.end()]):
            entry = next(
                (
                    e
                    for glue in ("", " ", "-")
                    if (e := lexicon.knows(stem + glue + number.group())) and e.kind == TARGET
                ),
                None,
            )
            if entry:
                start = found.start(1) + number.start()
                end = found.start(1) + number.end()
                mentions.add(Mention(start, end, end, TARGET, entry.id, entry.name))
