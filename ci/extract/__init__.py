"""Reading the news: article -> Reading, pure and deterministic.

text, sentences, words      one plain spelling with a way back to the stored offsets; sentences and their zones
lexicon, spotter            every known spelling in one automaton; where a pattern is worth trying at all
mentions                    a name at its place; who and what is named:
  companies                 known ones, and by company_forms, company_acts, company_lists; short_names
  drugs; targets            target_names, target_words (is it acted on, or only measured?)
money, dates, agencies, diseases
masked                      a sentence with tokens for names
scopes, plans, history      what a clause says is planned, denied, conditional or past
scene, side_drugs           the article laid out: what rules see; which drugs are only compared or added
rules                       what a rule is; one table and one extractor for each type of event:
  collaborations            deal_acts (is it a deal?), deals (the event), parties, roles, terms
  regulatory                regulatory_acts (is it an act?), regulatory_events
  clinical                  trials
fields, subjects            the fields of an event
learned                     a model trained on examples, weighed against the rules
join, sameness, filling     tellings of one act become one event
passing, gaps               tellings that are no news; what the sentences around add
mechanisms                  what makes an article ours
index_terms                 what an index says of it besides
gate                        a quick look whether an article can concern us
reader, guide               the whole; the reading as JSON
"""

from ci.extract.gate import Gate
from ci.extract.reader import EXTRACTORS, Reader

__all__ = ["EXTRACTORS", "Gate", "Reader"]
