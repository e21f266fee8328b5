"""How sure an event is, in words: who tells it, what had to be inferred, where sources disagree."""

from collections.abc import Sequence

from ci.charts.rows import Row


def trust(event: Row, proofs: Sequence[Row]) -> str:
    """One or two sentences: no number, for none was measured for a single event."""
    return " ".join(sentence for sentence in (_told(proofs), _inferred(proofs), _disputed(event)) if sentence)


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


def _inferred(proofs: Sequence[Row]) -> str:
    """What none of the proofs states in words: a checked row states all of its own."""
    if not proofs or any(proof["is_curated"] for proof in proofs):
        return ""
    of_each = [{inferred.partition(":")[0].lower() for inferred in proof["inferred"]} for proof in proofs]
    everywhere = sorted(set.intersection(*of_each))
    return f"Inferred, not stated: {', '.join(everywhere)}." if everywhere else ""


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
