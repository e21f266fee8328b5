"""Reading the news: article -> Reading, pure and deterministic.

text, sentences, words      one plain spelling with a way back to the stored offsets; sentences and their zones
lexicon, spotter            every known spelling in one automaton; where a pattern is worth trying at all
mentions                    a name at its place; companies, short_names, drugs, targets find those of each kind
money, dates, agencies, diseases
masked, scopes              a sentence with tokens for names; what a clause says is planned, denied or past
scene, side_drugs           the article laid out: what rules see; which drugs are only compared or added
collaborations, regulatory, clinical    one extractor a type of event, each with a table of rules beside it
parties, roles, terms; fields, subjects, trials    the fields of an event
loose                       a second look where no rule found anything
join                        headline and body that tell one act become one event
mechanisms                  what makes an article ours
reader, guide               the whole; the reading as JSON
"""

from ci.extract.reader import EXTRACTORS, Reader

__all__ = ["EXTRACTORS", "Reader"]
