"""Targets: which of the molecules that a text names are named as what a drug acts on."""

import re
from collections.abc import Callable
from dataclasses import replace

from ci.extract.lexicon import TARGET, Lexicon
from ci.extract.mentions import Mention, Mentions
from ci.extract.target_names import coordinated, within_drugs
from ci.extract.target_words import (
    AFTER_NOT,
    AFTER_YES,
    BELONGS,
    GIVEN_AFTER,
    HAD_BEFORE,
    IS_NOT_ITSELF,
    IS_THE_DRUG,
    KEPT_INSIDE,
    KIN,
    MEMBERS,
    P53_ACT,
    P53_MDM2,
    P53_PATIENTS,
    P53_SPARED,
    STATUS,
    STRONG_YES,
    SUPERFAMILY,
    TOGETHER,
    is_after_no,
    is_after_yes,
)

_DOWNSTREAM = frozenset({"MCL1", "BCL2", "BCL2L1", "BIRC5", "XIAP", "MYC"})
_CLASSES = frozenset(
    {
        "hdac",
        "histone deacetylase",
        "histone deacetylases",
        "proteasome",
        "tubulin",
        "microtubule",
        "microtubules",
        "beta-tubulin",
        "dna methyltransferase",
        "proteasome inhibitor",
    }
)
"""Families and complexes, not molecules."""
_IAPS = frozenset({"XIAP", "BIRC2", "BIRC3", "BIRC7"})
_ANY_OF = frozenset({"trail receptor", "trail receptors", "trail-r", "trail death receptor", "trail death receptors"})
"""One of two, and the text does not say which."""


def _members(mention: Mention, low: str, lexicon: Lexicon) -> list[Mention]:
    """cIAPs, where they do not stand in brackets for the family's name, are cIAP1 and cIAP2."""
    if mention.id != "IAP" or low[mention.start : mention.end] not in ("ciaps", "c-iaps"):
        return [mention]
    if low[mention.start - 1 : mention.start] == "(":
        return [mention]
    both = [entry for name in ("cIAP1", "cIAP2") if (entry := lexicon.knows(name)) is not None]
    return [replace(mention, id=entry.id, name=entry.name) for entry in both] or [mention]


_ANY_PD1 = re.compile(r"(?:pd-?1|pd-\(1\)|programmed death-?1)(?: or |/|-| and/or )$")
"""PD-1/PD-L1 names a class."""


def _is_no_target(mention: Mention, spelled: str, before: str, after: str) -> bool:
    """Whether the words around say that a class is named, a relative, or the drug itself."""
    if spelled in _CLASSES or spelled in _ANY_OF or KIN.search(before) or IS_NOT_ITSELF.search(before):
        return True
    if before.endswith(("other than a ", "other than an ", "other than the ", "other than ")):
        return True
    match mention.id:
        case "CD274":
            return bool(_ANY_PD1.search(before))
        case "IAP":  # the family of a target that is named itself
            return bool(MEMBERS.match(after) or BELONGS.search(before))
        case "TNF":
            return bool(SUPERFAMILY.match(after))
        case "FASLG":
            return bool(IS_THE_DRUG.search(before) or GIVEN_AFTER.match(after))
    return mention.id.startswith("CASP") and not (AFTER_YES.match(after) or is_after_yes(before))


class Targets:
    """What a text names as targets: HGNC symbols in order of first mention, and which of them by a drug's action."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.named: list[Mention] = []
        self.acted_on: list[Mention] = []
        self.inhibited: set[str] = set()
        """Of those acted on, what the name of a class says: "MCL-1 inhibitor", not "takes MCL-1 away"."""
        self.known: set[str] = set()
        """Of those named, what the drugs of the text are known to act on."""
        low = mentions.text.low
        denied_to = -1
        for mention in [*mentions.of(TARGET), *within_drugs(mentions, lexicon)]:
            before, after = low[max(0, mention.start - 60) : mention.start], low[mention.end : mention.end + 60]
            if mention.id == "TP53":
                self._p53(mention, low)
                continue
            if _is_no_target(mention, low[mention.start : mention.end], before, after):
                continue
            is_joined = (
                denied_to >= 0
                and mention.start - denied_to < 60
                and bool(TOGETHER.fullmatch(low[denied_to : mention.start]))
            )
            if (is_joined or AFTER_NOT.match(after) or is_after_no(before)) and not STRONG_YES.search(before):
                denied_to = mention.end
                continue
            self.named.extend(_members(mention, low, lexicon))
            self.named.extend(coordinated(mention, low, lexicon))
            is_class = bool(AFTER_YES.match(after))
            if is_class or is_after_yes(before):
                self.acted_on.append(mention)
            if is_class:
                self.inhibited.add(mention.id)

    def with_p53(self, mentions: Mentions, is_ours: bool, is_reactivator: bool = False) -> None:
        """p53 is a target of an article on MDM2 or on a p53 reactivator wherever it is more than a patient's status.

        For a reactivator of one mutant ("the Y220C mutation in p53") the patients' status is the target.
        """
        ids = {m.id for m in self.named}
        if "TP53" in ids or not (is_ours or ids & {"MDM2", "MDM4"}):
            return
        for mention in mentions.of(TARGET):
            around = mentions.text.low[max(0, mention.start - 14) : mention.end + 18]
            is_status = bool(P53_PATIENTS.search(around) or STATUS.search(around))
            if mention.id == "TP53" and (is_reactivator or not is_status):
                self.named.append(mention)
                return

    def with_known(self, mentions: Mentions, ids: set[str], is_news: Callable[[int], bool]) -> None:
        """What a drug of the text is known to act on is its target wherever the news names it ("cuts Bcl-2")."""
        named = {m.id for m in self.named}
        self.known = ids & named
        for mention in mentions.of(TARGET):
            if mention.id in ids - named - {"TP53"} and is_news(mention.start):
                named.add(mention.id)
                self.named.append(mention)

    def without_earlier(self, mentions: Mentions, is_ours: Callable[[str], bool]) -> None:
        """A class of drugs that patients had before ("refractory to a BTK inhibitor") is no target of the news."""
        low = mentions.text.low
        self.named = [
            m for m in self.named if is_ours(m.id) or not HAD_BEFORE.search(low, max(0, m.start - 110), m.start)
        ]

    def without_family(self) -> None:
        """Where its members are named ("cIAP1 and XIAP"), "IAP antagonist" is the drug's class, no target."""
        if _IAPS & {m.id for m in self.acted_on}:
            self.named = [m for m in self.named if m.id != "IAP"]

    def without_downstream(self, is_indirect: Callable[[str], bool]) -> None:
        """Where the drug acts on CDK9 or XPO1, what it lowers further down is no target of its own."""
        direct = {m.id for m in self.acted_on} | self.known
        if any(is_indirect(id_) for id_ in direct):
            lost = _DOWNSTREAM - self.inhibited - self.known
            self.named = [m for m in self.named if m.id not in lost]

    def _p53(self, mention: Mention, low: str) -> None:
        start, end = max(0, mention.start - 60), mention.end + 50
        window = low[start:end]
        if KEPT_INSIDE.search(window):
            return
        if P53_SPARED.search(low[max(0, mention.start - 40) : mention.start]):
            self.named.append(mention)
            return
        around = low[max(0, mention.start - 14) : mention.end + 18]
        if (
            P53_MDM2.search(window)
            and not P53_PATIENTS.search(around)
            and not re.search(r"wild[- ]type|mutat|mutant", around)
        ):
            self.named.append(mention)
            return
        for found in P53_ACT.finditer(window):
            if found.start() <= mention.end - start and found.end() >= mention.start - start:
                around = low[max(0, mention.start - 10) : mention.end + 14]
                if P53_PATIENTS.search(around) and not re.search(
                    r"mdm|reactiv|reviv|restor|rescu|refold|work|help|correct|carries|pc14586|rezatapopt", window
                ):
                    continue
                self.named.append(mention)
                self.acted_on.append(mention)
                return
