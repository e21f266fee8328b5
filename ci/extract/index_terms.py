"""What an index says of an article (MeSH headings, substances, keywords), as the last line of its text.

A list is no sentence: no event is read in it, and nothing that is read in the text changes because of it. A drug that
it names was studied, and a target is acted on where the term says so ("c-mdm2 antagonists & inhibitors").
"""

from collections.abc import Callable
from dataclasses import replace

from ci.extract.lexicon import DRUG, TARGET, Lexicon
from ci.extract.mechanisms import of_drug, of_target
from ci.extract.mentions import Mentions
from ci.extract.targets import Targets
from ci.extract.text import Text
from ci.model import Article, Catalog, Name, Reading, split_index


def without_index(article: Article) -> tuple[Article, list[str]]:
    """The article as its authors wrote it, and the terms of the index."""
    text, terms = split_index(article.text)
    return (replace(article, text=text), terms.split("; ")) if terms else (article, [])


def with_index(
    reading: Reading,
    terms: list[str],
    low: str,
    catalog: Catalog,
    lexicon: Lexicon,
    mentions_of: Callable[[Text], Mentions],
) -> Reading:
    """What was read, and what the terms name besides. `low` is the article's text with its terms."""
    drugs, target_ids, mechanism_ids = dict[str, Name](), list[str](), list[str]()
    for term in terms:
        mentions = mentions_of(Text(term))
        for mention in mentions.of(DRUG):
            if drug := catalog.drugs.get(mention.id):
                drugs.setdefault(drug.id, Name(drug.id, mention.name, (mentions.spelling(mention),)))
                mechanism_ids.append(of_drug(drug, low))
        if mentions.of(TARGET):
            acted_on = {m.id: of_target(m.id, catalog, low) for m in Targets(mentions, lexicon).acted_on}
            target_ids += [id_ for id_, mechanism in acted_on.items() if mechanism]
            mechanism_ids += acted_on.values()
    if not reading.is_relevant and not any(mechanism_ids):
        return reading
    named = {name.id for name in reading.drugs}
    return replace(
        reading,
        is_relevant=True,
        drugs=(*reading.drugs, *(name for id_, name in drugs.items() if id_ not in named)),
        target_ids=tuple(dict.fromkeys((*reading.target_ids, *target_ids))),
        mechanism_ids=tuple(dict.fromkeys((*reading.mechanism_ids, *filter(None, mechanism_ids)))),
    )
