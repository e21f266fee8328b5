"""Companies in no table: found by form, by act and in lists; then what belongs to each name, and its short forms."""

import re

from ci.extract.company_acts import by_act, by_company, by_deal, by_description, by_gift
from ci.extract.company_forms import by_head_word, by_kind_word, by_ticker, institutes
from ci.extract.company_lists import INVESTORS, SUBSIDIARY, by_list, by_neighbours
from ci.extract.company_slots import by_slot
from ci.extract.lexicon import COMPANY, Lexicon, is_institute
from ci.extract.listed_names import by_listed_name
from ci.extract.mentions import Mention, Mentions
from ci.extract.plain_words import is_first_name
from ci.extract.short_names import (
    find_belongings,
    find_ordinary_words,
    find_short_forms,
    join_former_names,
    join_spellings,
)
from ci.extract.whole_names import by_whole_name, investor_names
from ci.model import Catalog


def find_companies(mentions: Mentions, lexicon: Lexicon, catalog: Catalog) -> None:
    """Adds the companies and institutes that no table holds, then what belongs to each name, then short forms."""
    by_kind_word(mentions)
    by_head_word(mentions)
    by_ticker(mentions)
    by_act(mentions)
    by_deal(mentions)
    by_gift(mentions)
    by_company(mentions)
    by_description(mentions)
    by_list(mentions, SUBSIDIARY, is_many=False)
    by_list(mentions, INVESTORS, is_many=True)
    by_neighbours(mentions)
    institutes(mentions)
    by_slot(mentions)
    by_listed_name(mentions)
    by_whole_name(mentions)
    _drop_people(mentions)
    join_former_names(mentions)
    join_spellings(mentions)
    _mark_institutes(mentions)
    aliases = find_belongings(mentions)
    find_short_forms(mentions, lexicon, aliases)
    find_ordinary_words(mentions, lexicon, catalog)
    _by_longer_name(mentions)


def _by_longer_name(mentions: Mentions) -> None:
    """ "Merck" beside "Merck KGaA" is that one, unless the other Merck is named in full too."""
    norm = mentions.text.norm
    spelled = [(norm[m.start : m.end], m) for m in mentions.of(COMPANY)]
    whole = [(spelling.split(" ", 1)[0], m) for spelling, m in spelled if " " in spelling]
    named_in_full = {m.id for _, m in whole}
    by_first: dict[str, dict[str, Mention]] = {}
    for first, mention in whole:
        by_first.setdefault(first, {})[mention.id] = mention
    for spelling, mention in spelled:
        if " " in spelling or mention.id in named_in_full:
            continue
        longer = by_first.get(spelling, {})
        if len(longer) == 1:
            other = next(iter(longer.values()))
            mention.id, mention.name, mention.is_guess = other.id, other.name, other.is_guess


def _mark_institutes(mentions: Mentions) -> None:
    for mention in mentions.of(COMPANY):
        is_one = mention.is_institute or is_institute(mention.name)
        mention.is_institute = is_one and mention.name not in investor_names()


_PERSON_BEFORE = re.compile(r"(?:\A|[^\w&])([A-Z][a-z]+|[A-Z]\.) \Z")
_TITLED = re.compile(r"\b(?:Dr|Prof|Mr|Ms|Mrs)\.? \Z")
_PERSON_AFTER = re.compile(
    r",? (?:MD|M\.D|Ph\.?D|DPhil|PharmD|MBBS|MBA|CEO|chief|president|chair\w*|head of|director|professor|founder|"
    r"an? (?:analyst|oncologist|h[a]?ematologist|professor))\b"
)


def _drop_people(mentions: Mentions) -> None:
    """Anthony Sun, MD: a surname that is a company's name too."""
    norm = mentions.text.norm
    for mention in mentions.of(COMPANY):
        if " " in norm[mention.start : mention.end]:
            continue
        before = _PERSON_BEFORE.search(norm, max(0, mention.start - 20), mention.start)
        is_named = before and (_PERSON_AFTER.match(norm, mention.end) or is_first_name(before[1]))
        if is_named or _TITLED.search(norm, max(0, mention.start - 6), mention.start):
            mentions.drop(mention)
