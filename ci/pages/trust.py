"""How sure an event is, in words: who tells it, what had to be inferred, where sources disagree."""

from collections.abc import Sequence

from ci.charts.rows import Row
from ci.quality import Measure
from ci.queries.outlet_kinds import UNKNOWN, WEAK


def trust(event: Row, proofs: Sequence[Row], measure: Measure | None = None, sites: Sequence[str] = ()) -> str:
    """Some sentences: who tells it, how often such is right (`measure` is of its kind), what its words state.

    `sites` says of what sort the pages are that its curated rows were checked against.
    """
    parts = (_told(proofs), _weak(sites), _how_often(proofs, measure), _fields(event, proofs), _disputed(event))
    return " ".join(sentence for sentence in parts if sentence)


def _how_often(proofs: Sequence[Row], measure: Measure | None) -> str:
    """For what no person has checked; one event has no figure of its own, its kind has."""
    if measure is None or any(proof["is_curated"] for proof in proofs):
        return ""
    return (
        f"Of {measure.found_count} events of this kind read in news that the reader had never seen, "
        f"{measure.precision:.0%} were right."
    )


def _told(proofs: Sequence[Row]) -> str:
    checked = sum(bool(proof["is_curated"]) for proof in proofs)
    stories = len({proof["story_id"] or proof["url"] for proof in proofs if not proof["is_curated"]})
    if checked and stories:
        tell = "one story that we read tells it too" if stories == 1 else f"{stories} stories that we read tell it too"
        return f"A curated row, checked against its source; {tell}."
    if checked > 1:
        return f"A curated row, checked against {checked} sources."
    if checked:
        return "A curated row, checked against its source."
    if stories > 1:
        return f"Read by rules in {stories} independent stories that agree on the act; no person has checked it."
    if any("learned" in (proof["rule"] or "") for proof in proofs):
        return "One story, read by the trained model where no rule knew the words; no person has checked it."
    return "One story, read by a rule; no person has checked it."


def _weak(sites: Sequence[str]) -> str:
    """That no better page than these was found, where it is so."""
    if not sites or not WEAK.issuperset(sites):
        return ""
    return f"Only {' and '.join(dict.fromkeys(map(_SAID.get, sites, sites)))}: look at it before you rely on it."


_SAID = {
    UNKNOWN: "a site whose kind we do not know",
    "open data file, not an official page": "an open data file",
    "public data set": "a public data set",
    "encyclopedia": "an encyclopedia",
}
STATED = {
    "drugs": "drugs",
    "companies": "companies",
    "when": "date",
    "agency": "agency",
    "indication": "indication",
    "combination": "what it is given with",
    "phase": "phase",
    "trial_ids": "trial numbers",
    "money": "money",
    "territory": "territory",
}
"""Field of an event -> what it is called; in the words of FIELDS of the proofs where it may be inferred."""


AS_TOLD = frozenset({"indication", "combination", "territory"})
"""Values that may stand in the headline or the next sentence instead."""


def _in(event: Row, field: str, words: str) -> bool:
    value = event[field]
    if isinstance(value, str) and value.startswith("worldwide"):
        return "world" in words or "glob" in words or "excluding" in value
    return all(one.casefold() in words for one in ([value] if isinstance(value, str) else value))


def _fields(event: Row, proofs: Sequence[Row]) -> str:
    """Which values the words state, which stand beside them, and which none of the proofs states: a checked row states
    all of its own."""
    if not proofs or any(proof["is_curated"] for proof in proofs):
        return ""
    of_each = [{inferred.partition(":")[0].lower() for inferred in proof["inferred"]} for proof in proofs]
    inferred = sorted(set.intersection(*of_each))
    stated = [name for field, name in STATED.items() if event.get(field) and name not in inferred]
    words = " ".join(proof["quote"] for proof in proofs).casefold()
    beside = [
        name for field, name in STATED.items() if field in AS_TOLD and name in stated and not _in(event, field, words)
    ]
    stated = [name for name in stated if name not in beside]
    lines = (
        ("Stated in the words", stated),
        ("Told beside them", beside),
        ("Inferred, not stated", inferred),
    )
    return " ".join(f"{what}: {', '.join(names)}." for what, names in lines if names)


def _disputed(event: Row) -> str:
    return "Sources disagree on a value; each says below what it says otherwise." if event["has_dispute"] else ""


def rule_words(rule: str) -> str:
    """`regulatory.approved-by` -> "regulatory: approved by"."""
    return rule.replace(".", ": ").replace("-", " ").replace("_", " ")


def remarks(proof: Row) -> list[str]:
    """What a proof leaves to inference, and where it says otherwise; of one value that is both in one line."""
    inferred = {line.partition(": ")[0]: line.partition(": ")[2] for line in proof["inferred"]}
    lines = []
    for dispute in proof["disputes"]:
        name, _, value = dispute.partition(": ")
        how = inferred.pop(name, "")
        lines.append(f"{name}: {value}, which its words do not state ({how})" if how else f"Says otherwise: {dispute}")
    return [*(f"{name}: not stated in its words ({how})" for name, how in inferred.items()), *lines]
