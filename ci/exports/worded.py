"""The words of a cell: an act as its agency calls it, quotes as quotes, ours for a checked source as ours."""

from dataclasses import replace

import pandas as pd

from ci.acts import act_name
from ci.frames import EVIDENCE, Column, Frame

OURS = "In our words: "
SAYS = Column("says", "text", "In our words", "Our words for what the checked source says; no quotation")
QUOTE = Column("quote", "text", "Quote", "The exact words of the article; empty for a checked source")


def words_of(words: str, *, is_ours: bool) -> str:
    """For a place that holds either: `“They agreed”`, or `In our words: they agreed`."""
    if not words:
        return ""
    return f"{OURS}{words}" if is_ours else f"“{words}”"


def acts_in_words(texts: pd.DataFrame) -> pd.DataFrame:
    """Rows as texts, with the words for each kind of event instead of its key; those of the pages."""
    if "subtype" not in texts:
        return texts
    agencies = texts["agency"] if "agency" in texts else [""] * len(texts)
    named = [act_name(str(kind), str(agency or "")) for kind, agency in zip(texts["subtype"], agencies, strict=True)]
    return texts.assign(subtype=pd.Series(named, index=texts.index, dtype="str"))


def evidence_apart(evidence: pd.DataFrame) -> tuple[Frame, pd.DataFrame]:
    """Proofs with quotes and our own words in two columns, and their shape."""
    place = EVIDENCE.names.index("quote")
    columns = (*EVIDENCE.columns[:place], QUOTE, SAYS, *EVIDENCE.columns[place + 1 :])
    ours = evidence["is_curated"]
    apart = evidence.assign(quote=evidence["quote"].where(~ours, ""), says=evidence["quote"].where(ours, ""))
    return replace(EVIDENCE, columns=columns), apart


def proofs_marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose `proof` may be either, each said to be what it is."""
    if not {"proof", "is_curated"} <= set(rows.columns):
        return rows
    pairs = zip(rows["proof"], rows["is_curated"], strict=True)
    marked = [words_of(str(words), is_ours=bool(ours)) for words, ours in pairs]
    return rows.assign(proof=pd.Series(marked, index=rows.index, dtype="str"))
