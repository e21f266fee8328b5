"""Names of drugs that end like no drug and stand in no table: only their place tells what they are."""

import re

from ci.extract.lexicon import DRUG
from ci.extract.mentions import Mention, Mentions, slug
from ci.extract.plain_words import is_plain
from ci.extract.text import find_words


def by_place(mentions: Mentions) -> None:
    """Adds them; codes must have been found before."""
    _by_bracket(mentions)
    _by_brand(mentions)
    _by_context(mentions)


def add_drug(mentions: Mentions, start: int, end: int, id_: str, name: str) -> None:
    mentions.add(Mention(start, end, end, DRUG, id_, name, is_guess=id_.startswith("~")))


_BEFORE_CODE = re.compile(r"(?<![\w-])([A-Z]?[a-z]{6,15}) \(\Z")


def _by_bracket(mentions: Mentions) -> None:
    """A word that is none of the language, with a code of a drug in brackets behind it: teglarinad (GMX1777)."""
    norm = mentions.text.norm
    for mention in mentions.of(DRUG):
        found = mention.is_guess and _BEFORE_CODE.search(norm, max(0, mention.start - 20), mention.start)
        if found and not is_plain(found[1]) and mentions.is_free(*found.span(1)):
            add_drug(mentions, *found.span(1), slug(found[1].lower()), found[1].lower())


_STRANGE = re.compile(
    r"(?:\b(?:inhibitor|antagonist|agonist|degrader|blocker|antisense|mimetic|activator|antibody|molecule|compound|"
    r"candidate|drug|asset|agent|pill|tablet|owns) (?:called |named |dubbed )?)([a-z]{7,16})"
    r"(?=[,.;:)]| (?:in|for|from|to|at|has|is|was|with|and)\b)|"
    r"(?<![\w-])([a-z]{7,16})(?=, (?:which|an?|its|the) (?:[\w-]+ ){0,4}(?:blocks|inhibits|degrades|binds|"
    r"antagoni|activates|inhibitor|antagonist|agonist|degrader|blocker|mimetic|activator))"
)
_GIVEN = re.compile(
    r"\b(?:(?:stud(?:y|ies)|trials?|tests?|testing|doses?|dosing|developers?|makers?) (?:of|with)|rights (?:to|for|on)|"
    r"licensed|treated with|combination with|(?:applications?|approval) (?:for|of)|designation (?:to|for|on)) "
    r"([a-z]{7,17})(?= (?:in|for|plus|as|with|alone|was|is|has|did|failed|met|to treat)\b|[,.;)])"
)
"""Where a name is a drug's if it ends like a chemical: "the phase 3 study of phenoxodiol"."""
_CHEMICAL = re.compile(r"(?:ine|ide|ole|one|ene|ane|ile|iol|rin|xin|sin|oxime|fen|mer|dar|vir|phene|amide|azole)\Z")
_SALT = r"(?:HCl|inj\.|hydrochloride|mesylate|sodium|acetate|maleate|phosphate|citrate|tosylate)"
_BRAND_OF = re.compile(
    rf"(?<![\w-])([A-Z][A-Za-z]{{4,15}}) \(([a-z]{{6,17}}(?: (?!{_SALT})[a-z]{{6,12}})?)(?: {_SALT})?"
    r"(?:, [A-Za-z]{2,5}-?\d+)?\)"
)
"""A brand with what it contains in brackets: "Aptosyn (exisulind)", "TELCYTA (canfosfamide HCl, TLK286)"."""
_STRANGE_END = re.compile(
    r"(?:(?<!ing)(?<!ed)[^aeious\W](?<!ing)(?<!ed)|ine|ide|ole|one|ate|ase|ene|ane|ile|una|ema)\Z"
)


def _by_context(mentions: Mentions) -> None:
    """A word that is none of the language where only a drug stands: "the pan-caspase inhibitor tazonavir"."""
    low, norm = mentions.text.low, mentions.text.norm
    for found in _STRANGE.finditer(norm):
        number = 1 if found[1] else 2
        word = found[number]
        if not is_plain(word) and _STRANGE_END.search(word) and mentions.is_free(*found.span(number)):
            add_drug(mentions, *found.span(number), slug(word), low[found.start(number) : found.end(number)])
    for found in _GIVEN.finditer(low):
        if not is_plain(found[1]) and _CHEMICAL.search(found[1]) and mentions.is_free(*found.span(1)):
            add_drug(mentions, *found.span(1), slug(found[1]), found[1])


def _by_brand(mentions: Mentions) -> None:
    """A brand and the name in brackets behind it, both in no table, are one drug wherever either stands."""
    low, norm = mentions.text.low, mentions.text.norm
    for found in _BRAND_OF.finditer(norm):
        inn = found[2]
        if any(map(is_plain, (found[1].lower(), *inn.split(" ")))) or not mentions.is_free(*found.span(1)):
            continue
        for name in (found[1].lower(), inn):
            for start in find_words(low, name):
                add_drug(mentions, start, start + len(name), slug(inn), inn)
