"""What belongs to a company's name, and the short forms by which the text calls it later."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from ci.extract.company_words import LEGAL, NOT_ALONE, PLACES, TICKER
from ci.extract.lexicon import COMPANY, DRUG, GENERIC_WORDS, Lexicon, first_word
from ci.extract.mentions import Mention, Mentions
from ci.extract.text import find_words, is_alone
from ci.extract.words import words
from ci.model import Catalog

_IN_BRACKETS = re.compile(r" ?\(([^()]{1,70})\)")
_ALIAS = re.compile(
    r"(?:the |or )?[\"']?([A-Z\u3040-\u9fff][\w&.' \u3040-\u9fff-]{0,40}?)[\"']?(?:,? or the \"company\")?\Z", re.I
)
_FORMER = re.compile(
    r"(?:(?:formerly|once|previously|until \w+)(?: known as| called)?|now|also known as|fka) ([A-Z][\w&.' -]{2,40})\Z"
)
_THE_COMPANY = re.compile(r"(?:the )?[\"']company[\"']", re.I)
"""By which a filing calls who files it, from then on."""
_NAME_PARTS = re.compile(r"[\s,&-]+")
_WORDS = re.compile(r"[\s,.]+")
_TIE = re.compile(r"(?:'s)?,? (?:and|&|with|from|to|joins|buys|taps) |/|\u2013|-")
_NAMES_KEPT = 4_096
"""So many names of companies keep what was made of them: the same few stand in most articles."""
FORMS = frozenset(words("& inc ltd co corp ag plc llc gmbh sa nv ab limited incorporated corporation"))


def find_belongings(mentions: Mentions) -> dict[str, Mention]:
    """Stretches each name over legal suffix, ticker and brackets; returns the short forms that brackets define."""
    norm = mentions.text.norm
    aliases: dict[str, Mention] = {}
    for mention in mentions.of(COMPANY):
        stop = mention.end
        while legal := LEGAL.match(norm, stop) or (norm[stop : stop + 1] == "." and LEGAL.match(norm, stop + 1)):
            stop = legal.end()
        if (
            norm[stop - 1 : stop] == "."
            and re.match(r"(?:\s+[A-Z\"]|\s*$)", norm[stop:])
            and not norm[stop:].startswith((" (", " Announce"))
        ):
            stop -= 1  # the stop may end the sentence
        for _ in range(3):
            bracket = TICKER.match(norm, stop) or _bracket_names(norm, stop, mention, aliases)
            if not bracket:
                break
            stop = bracket.end()
        if stop > mention.stop:
            mentions.stretch(mention, stop)
    return aliases


def _bracket_names(norm: str, stop: int, mention: Mention, aliases: dict[str, Mention]) -> re.Match[str] | None:
    bracket = _IN_BRACKETS.match(norm, stop)
    if not bracket:
        return None
    is_taken = False
    for part in re.split(r"[;,] ?", bracket.group(1)):
        alias = _ALIAS.match(part)
        former = _FORMER.match(part)
        if _THE_COMPANY.fullmatch(part):
            aliases.setdefault("the Company", mention)
            is_taken = True
        elif former:
            aliases.setdefault(former.group(1).strip(), mention)
            is_taken = True
        elif alias and _stands_for(alias.group(1), norm[mention.start : mention.end], is_quoted='"' in part):
            aliases.setdefault(alias.group(1), mention)
            is_taken = True
        elif re.fullmatch(r"\$?[A-Z]{2,5}|\d{3,6}[.-]?[A-Z]{0,2}|the \"?company\"?", part, re.I) and is_taken:
            continue
    return bracket if is_taken else None


def _stands_for(alias: str, name: str, *, is_quoted: bool) -> bool:
    """Whether a bracket after a name holds a short form of it: a word of it, its initials, or its native name."""
    if not alias.isascii():
        return True
    words = [w for w in _NAME_PARTS.split(name) if w]
    if alias.lower() in ("company", "the company"):
        return False
    initials = "".join(w[0] for w in words if w[0].isupper())
    letters = alias.replace(".", "")
    if (
        letters.isupper()
        and 2 <= len(letters) <= 6
        and (letters == initials[: len(letters)] or (letters[0] == name[:1].upper() and is_quoted))
    ):
        return True
    return alias.lower() in name.lower() or (is_quoted and alias[:3].lower() == name[:3].lower())


def find_short_forms(mentions: Mentions, lexicon: Lexicon, aliases: dict[str, Mention]) -> None:
    """Ascentage for Ascentage Pharma, once the whole name stands; Xinpeng for Shenzhen Xinpeng Bioengineering."""
    whole = mentions.of(COMPANY)
    wanted: dict[str, Mention] = dict(aliases)
    for mention in whole:
        if mention.is_guess and " " not in mention.name:
            wanted.setdefault(mention.name, mention)
        for name in dict.fromkeys((mention.name, mentions.text.norm[mention.start : mention.end])):
            for short in _short_forms(name):
                wanted.setdefault(short, mention)
    norm = mentions.text.norm
    for short, mention in wanted.items():
        known = lexicon.knows(short)
        if known is not None and known.kind != COMPANY:
            continue
        for start in find_words(norm, short):
            end = start + len(short)
            if mentions.is_free(start, end) and not _goes_on(norm, end):
                mentions.add(
                    Mention(start, end, end, COMPANY, mention.id, mention.name, mention.is_institute, mention.is_guess)
                )


_ACTS = re.compile(
    r"(?:,? (?:has|have))? (?:taken|licen[sc]e[sd]|in-licen[sc]e[sd]|acquire[sd]|bought|buys|dosed|pays|paid|"
    r"signed|announced|"
    r"reported|said|says|started|begun)\b"
)


def find_ordinary_words(mentions: Mentions, lexicon: Lexicon, catalog: Catalog) -> None:
    """Rain, Unity: companies where the text names a drug of theirs, or ties the word to another company."""
    norm = mentions.text.norm
    owners = {o for m in mentions.of(DRUG) if (d := catalog.drugs.get(m.id)) for o in (*d.owner_ids, d.originator_id)}
    firms = mentions.of(COMPANY)
    spots = lexicon.ordinary_spots.spots(norm)
    for short, company in lexicon.ordinary.items():
        for start, end in spots.get(short, ()):
            if not is_alone(norm, start, end):
                continue
            is_ours = company.id in owners or _is_tied(norm, start, end, firms) or bool(_ACTS.match(norm, end))
            if is_ours and mentions.is_free(start, end) and not _goes_on(norm, end):
                mentions.add(Mention(start, end, end, COMPANY, company.id, company.name))


def _is_tied(norm: str, start: int, end: int, firms: list[Mention]) -> bool:
    """Whether a company stands right before or after, with no more than "and" or "with" between."""
    at = bisect_left(firms, start, key=lambda m: m.start)
    return any(
        not m.is_guess and _TIE.fullmatch(norm[min(end, m.stop) : max(start, m.start)])
        for m in firms[max(0, at - 1) : at + 1]
    )


@lru_cache(maxsize=_NAMES_KEPT)
def _short_forms(name: str) -> tuple[str, ...]:
    """By what a text may call a company once it gave the whole name."""
    return tuple(filter(None, (_short(name), _initials(name))))


def _short(name: str) -> str:
    words = name.replace(",", " ").split()
    while words and words[0].lower() in PLACES:
        words = words[1:]
    short = first_word(" ".join(words)) or (words[0] if len(words) == 1 and words[0] != name else "")
    return "" if short.lower() in NOT_ALONE or len(short) < 3 or not short[0].isalnum() else short


def _initials(name: str) -> str:
    """HGS for Human Genome Sciences."""
    letters = "".join(
        w[0] for w in _NAME_PARTS.split(name) if w[:1].isupper() and w.lower() not in ("inc", "ltd", "co", "the")
    )
    return letters if len(letters) >= 3 else ""


_ONCE = re.compile(r",? (?:formerly|once|previously)(?: known as| called| named)?:? (?:the )?")


def join_former_names(mentions: Mentions) -> None:
    """CTI BioPharma, once known as Cell Therapeutics, is one company."""
    norm = mentions.text.norm
    for present, former in pairwise(mentions.of(COMPANY)):
        if _ONCE.fullmatch(norm, present.stop, former.start):
            old = former.id
            for mention in mentions.of(COMPANY):
                if mention.id == old:
                    mention.id, mention.name, mention.is_guess = present.id, present.name, present.is_guess


def join_spellings(mentions: Mentions) -> None:
    """Marina Bio and Marina Biotech are one company: names that differ only in general words."""
    by_core: dict[str, Mention] = {}
    for mention in sorted(mentions.of(COMPANY), key=lambda m: (m.is_guess, -len(m.name), m.start)):
        core = _core(mention.name)
        if not core:
            continue
        known = by_core.setdefault(core, mention)
        if mention.is_guess and known.id != mention.id:
            mention.id, mention.name, mention.is_guess = known.id, known.name, known.is_guess
    _join_first_words(mentions)


@lru_cache(maxsize=_NAMES_KEPT)
def _core(name: str) -> str:
    return " ".join(w for w in _WORDS.split(name.lower()) if w and w not in GENERIC_WORDS and w not in FORMS)


def _join_first_words(mentions: Mentions) -> None:
    """Merck alone, in a text that names Merck KGaA in full, is Merck KGaA; Meiji is Meiji Seika."""
    norm = mentions.text.norm
    firms = mentions.of(COMPANY)
    whole = [m for m in firms if " " in norm[m.start : m.end]]
    by_first = {norm[m.start : m.end].split()[0]: m for m in reversed(whole)}
    full_ids = {m.id for m in whole}
    for mention in firms:
        long = by_first.get(norm[mention.start : mention.end])
        if long is not None and long.id != mention.id and mention.id not in full_ids and long.start < mention.start:
            mention.id, mention.name, mention.is_guess = long.id, long.name, long.is_guess


_GOES_ON = re.compile(r" (?:Street|Road|Avenue|University|Hospital|Institute|City|County|School|-\d)")


def _goes_on(norm: str, end: int) -> bool:
    """Whether the word is the beginning of some other name: Rain Street, Unity Church."""
    return bool(_GOES_ON.match(norm, end, end + 14))
