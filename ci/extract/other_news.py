"""Sets apart what an article tells of others: the next item of a roundup, other headlines below the text."""

from bisect import bisect_left

from ci.extract.lexicon import COMPANY, DRUG, TARGET
from ci.extract.mentions import Mention, Mentions
from ci.extract.sentences import Sentence

_LEAD = 6
"""Sentences at the top of an article that are always its own."""


def set_apart(sentences: list[Sentence], mentions: Mentions) -> list[Sentence]:
    """Far below the headline, what is about companies of which the article tells nothing else is of zone "other".

    Its own are the companies in the headline, and those that stand in one sentence with a drug, a target or another
    company of its own. A sentence without a company goes with the one before it in its paragraph.
    """
    told = [place for place, sentence in enumerate(sentences) if sentence.zone in ("title", "body")]
    if len(told) <= _LEAD:
        return sentences
    found = list(mentions)
    starts = [m.start for m in found]
    named = {p: found[bisect_left(starts, sentences[p].start) : bisect_left(starts, sentences[p].end)] for p in told}
    ours = {m.id for p in told if _names_subject(sentences[p], named[p]) for m in named[p] if m.kind == COMPANY}
    apart, is_ours, paragraph = list(sentences), True, -1
    for place in told[_LEAD:]:
        sentence = sentences[place]
        companies = {m.id for m in named[place] if m.kind == COMPANY}
        if _names_subject(sentence, named[place]) or not ours.isdisjoint(companies):
            is_ours = True
            ours |= companies
        elif companies:
            is_ours = False
        elif sentence.paragraph != paragraph:
            is_ours = True
        paragraph = sentence.paragraph
        if not is_ours:
            apart[place] = sentence._replace(zone="other")
    return apart


def _names_subject(sentence: Sentence, named: list[Mention]) -> bool:
    return sentence.zone == "title" or any(m.kind in (DRUG, TARGET) for m in named)
