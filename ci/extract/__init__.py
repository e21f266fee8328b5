"""Reading the news: article -> Reading, pure and deterministic.

text        one plain spelling of dashes, spaces and quotes, with a way back to the stored offsets
sentences   sentences and the zone each stands in (title, body, about, tail)
lexicon     every known spelling in one automaton; mentions, companies, drugs, targets find the names
money, dates, agencies, diseases
masked      a sentence with names replaced by tokens, its clauses; scopes says what is planned, denied or history
scene       the article laid out: what rules see
collaborations, regulatory, clinical   one extractor a type of event, each with its table of rules
join        headline and body that tell one act become one event
reader      the whole; guide: as JSON
"""

from ci.extract.reader import EXTRACTORS, Reader

__all__ = ["EXTRACTORS", "Reader"]
