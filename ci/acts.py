"""The words for what happened: a kind of event, and the same as the agency that did it calls it."""

from collections.abc import Sequence

from ci.model import SUBTYPES

SUBTYPE_NAMES = {key: words for subtypes in SUBTYPES.values() for key, words in subtypes.items()}
"""Subtype of any event -> the words that a page, a chart and a download show."""

_EUROPEAN = ("EMA", "MHRA", "Swissmedic")


def subtype_name(subtype: str) -> str:
    """`fast-track` -> "Fast track designation"; a kind that nobody knows is shown as it stands."""
    return SUBTYPE_NAMES.get(subtype, subtype)


def act_name(subtype: str, agency: str = "") -> str:
    """The same in the words of the agency: an IND is American and Chinese, Europe authorises a clinical trial."""
    if subtype == "ind-clearance" and agency in _EUROPEAN:
        return "Clinical trial authorisation"
    return subtype_name(subtype)


def within(words: str) -> str:
    """As they stand within a sentence: "fast track designation", but "IND clearance"."""
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"


def on_label(label: str) -> str:
    """`label of acalabrutinib` as a sentence, with what it means; nothing of an act on the drug's own label."""
    return f"On the {label}, not on the drug’s own" if label else ""


def who_with_whom(companies: Sequence[str], roles: Sequence[str], subtype: str) -> str:
    """The parties to a deal, with what each gives or takes where that is known: `Ipsen buys Kartos`."""
    return who_from_whom(companies, roles, subtype) or ", ".join(companies)


def who_from_whom(companies: Sequence[str], roles: Sequence[str], subtype: str) -> str:
    """The same where one gives and one takes; nothing of partners."""
    of: dict[str, list[str]] = {}
    for company, role in zip(companies, roles, strict=True):
        of.setdefault(role, []).append(company)
    for taker, giver, words in (("acquirer", "target", "buys"), ("licensee", "licensor", "from")):
        if set(of) == {taker, giver} and subtype != "termination":
            return f"{' and '.join(of[taker])} {words} {' and '.join(of[giver])}"
    return ""
