"""Targets: which of the molecules that a text names are named as what a drug acts on."""

import re
from collections.abc import Callable, Iterator

from ci.extract.lexicon import DRUG, TARGET, Lexicon
from ci.extract.mentions import Mention, Mentions
from ci.extract.spotter import Spotter
from ci.extract.words import strings, words

_AFTER_NOT = re.compile(
    r"(?: ?\([^()]{1,20}\))?(?:[- ](?:\w+[- ])?(?:mutat\w+|mutant|mutations?|amplif\w+|fusions?|positive|"
    r"negative|deficien\w+|expression|expressing|"
    r"overexpress\w+|wild[- ]?type|rearrange\w+|re-?arranged|delet\w+|levels?|elisa|status|driven|altered|"
    r"alterations?|dependen\w+|high|low|null|"
    r"translocat\w+|gene (?:amplif|mutat|status|copies)\w*|copies|assay|test(?:ing)?|stain\w+|loss|itd|"
    r"profile|refractory|resistan\w+|variants?|reporter|knock-?out)\b|"
    r"[+]|/p16\b| ?(?:v600|g12|t790|y220c|r\d{3}))"
)
_NOT_BEFORE = (
    "lower",
    "suppress",
    "cut",
    "rob",
    "depriv",
    "starv",
    "reduc",
    "deplet",
    "suppression",
    "downregulat",
    "down-regulat",
    "upregulat",
    "up-regulat",
    "loss",
    "level",
    "decreas",
    "increas",
    "wild-type",
    "amplif",
    "overexpress",
    "expression",
    "copies",
    "mutations",
    "mutated",
    "mutant",
    "expressing",
    "activity",
    "elisa",
    "sandwich",
    "measur",
    "detect",
    "fall",
    "drop",
    "rise",
    "short-lived",
    "transcription",
    "production",
    "stabili",
    "accumulation",
    "biomarker",
    "marker",
    "relatives",
    "sparing",
    "spares",
    "hitting",
    "touching",
    "affecting",
    "dependent",
    "lean",
    "relies",
    "rely",
    "depend",
    "stained",
    "staining",
)
_NOT_FILLERS = frozenset(
    words(
        "the of both in for as well to on gene genes anti-apoptotic pro-survival survival protein proteins short-lived "
        "cyclin e, e myc and like such including on"
    )
)
_YES_BEFORE = (
    "inhibit",
    "antagoni",
    "agonis",
    "degrad",
    "destroy",
    "block",
    "bind",
    "target",
    "against",
    "hit",
    "activat",
    "switch",
    "stimulat",
    "silenc",
    "knock",
    "shut",
    "neutrali",
    "latch",
    "imitat",
    "mimic",
    "antibod",
    "restor",
    "reactivat",
    "reviv",
    "rescu",
    "free",
    "releas",
    "unleash",
    "dock",
    "disabl",
    "disrupt",
    "antisense",
    "directed",
    "aim",
    "act",
    "crippl",
    "attack",
    "eliminat",
    "selective",
    "specific",
    "work",
    "go",
    "zero",
    "interfer",
    "prevent",
    "inactivat",
    "dampen",
    "turn",
    "engag",
    "take",
    "remov",
)
_YES_FILLERS = frozenset(
    words(
        "of the to a an both on at for in off out down up after with protein protease enzyme kinase receptor "
        "mitochondrial anti-apoptotic apoptosis "
        "gene family human oral selective between proteins its specifically selectively directly and brake "
        "brake, death onto"
    )
)


def _follows(before: str, stems: tuple[str, ...], fillers: frozenset[str]) -> bool:
    """Whether the nearest word before that is no filler begins with one of the stems: "lowers levels of both" …"""
    for word in reversed(before.split()):
        if word.startswith(stems):
            return not word.endswith((",", ";", "."))
        if word not in fillers:
            return False
    return False


def _is_after_no(before: str) -> bool:
    return before.endswith("/p16 ") or (before[-1:] == " " and _follows(before, _NOT_BEFORE, _NOT_FILLERS))


def _is_after_yes(before: str) -> bool:
    return before.endswith(("anti-", "target-", "pan-")) or (
        before[-1:] == " " and _follows(before, _YES_BEFORE, _YES_FILLERS)
    )


_AFTER_YES = re.compile(
    r"(?: ?\([^()]{1,30}\))?[- ]?(?:/[\w.-]+ )?(?:protein |kinase |receptor |gene |pathway |and \S+ |/\S+ |"
    r"p53 |selective |targeted |specific )*"
    r"(?:inhibit\w*|antagonis\w*|agonis\w*|degrader\w*|blocker\w*|blockade|blocking|antibod\w+|target\w+|"
    r"selective|directed|activat\w+|modulat\w+|antisense|"
    r"mimetic\w*|engager\w*|bispecific\w*|adc\b|car-?t|protac\w*|reactivat\w*|binder\w*|drugs?\b|"
    r"programme?s?\b|stapled peptides?|small molecules?|vaccine\w*|interaction|axis|stabili[sz]er\w*)"
)
_MORE = re.compile(
    r"(?:/|,? and(?:/or)? |,? or | & |, )(?:the )?(-?[a-zα-ω]{0,4}\d{0,3}(?:\([a-z]\))?)(?![\w.%]| (?:mg|"
    r"weeks?|months?|years?|patients?|trial|percent|of))"
)
_NUMBER_END = re.compile(r"(.*?)(-?[a-z]{0,2}\d{1,2}|[ -]?x[l]|[ -]?w)\Z")
_P53_ACT = re.compile(
    r"p53[- ](?:reactivat|gene therapy|activat|reviv|restor|tumou?r suppressor therapy|stabili|stapled|"
    r"y220c[- ](?:reactivat|stabili|correct)|pathway activat|adenovir|vaccine)|"
    r"(?:reactivat|reviv|restor|rescu|refold|correct|stabili[sz]|unleash|free|releas|wake|awaken|switch(?:es|"
    r"ing)? on|turn(?:s|ing)? on|activat|rebuild|repair|frees up|protect|induc|re-?arm|bring\w* back|"
    r"target)\w*[^.;]{0,30}\bp53|"
    r"helps? (?:mutant |mutated |wild-type )?p53|p53 (?:that carries|back to work|back into|work again|free|"
    r"to (?:kill|do|work))|mdm[2x4x][-/]p53|hdm2[-/]p53|mdm2[/-]mdmx?4?[-/]p53|"
    r"(?:recombinant|adenovir\w*|gene|carry\w*|deliver\w*|wild-type)[^.;]{0,40}\bp53\b[^.;]{0,30}(?:adenovir|"
    r"gene|vector|therap)|ad-?p53|rad-p53|binding (?:of |to )?p53|"
    r"for (?:tumou?rs|cancers?|patients)[^.;]{0,40}p53 y220c|mutant p53|p53 y220c"
)
_P53_MDM2 = re.compile(r"p53[^.;]{0,45}\b[mh]dm[2x4]|\b[mh]dm[2x4]\b[^.;]{0,45}p53")
"""The two named together: their bond is meant, unless p53 describes a patient."""
_P53_PATIENTS = re.compile(
    r"(?:wild-type|mutant|mutated|y220c)?[ -]?(?:tp53|p53)(?:[ -](?:wild-?type|mutated|mutant|mutations?|"
    r"status|deleted|positive|negative|y220c mutation))"
)


_STRONG_YES = re.compile(
    r"\b(?:lowers?|reduc\w+|inhibit\w*|prevent\w*|blocks?|cuts?|suppress\w*|shuts? (?:down|off)|"
    r"stops?) (?:the )?production "
    r"of (?:the )?(?:protein )?$"
)
_TOGETHER = re.compile(r"(?: ?\([^()]*\))?(?:,| and| or|/| as well as| of| both| cyclin e,?| the| proteins?| plus)+ ?$")
_STATUS = re.compile(r"wild[- ]?type|mutat|mutant|y220c")
_HAD_BEFORE = re.compile(
    r"(?:refractory to|resistant to|intolerant (?:to|of)|exposed to|failed|failure of|progress\w+ (?:on|"
    r"after)|pretreated with|"
    r"treated with|one of (?:them|which)|escaped|previous\w*|prior|who (?:have|had)|through (?:two|one|three|at "
    r"least)[^.;]{0,40}including|ineligible for|"
    r"(?:whom|where) (?:an? )?)[^.;:]{0,90}\Z"
)
_MEMBERS = re.compile(r"s?\)?(?: proteins?)?,? ?(?:\(|including |such as |namely )(?:xiap|c-?iap|ml-?iap|survivin)")
_BELONGS = re.compile(r"\b(?:member of|belongs? to|part of|one of) (?:the |an? )?(?:[\w-]+ ){0,2}$")
_KEPT_INSIDE = re.compile(r"\b(?:retain\w*|nucleus|nuclear|export\w*|lock\w*)\b")
"""What an XPO1 inhibitor does to p53 makes it no target."""
_SUPERFAMILY = re.compile(r"\)? ?(?:receptor )?superfamily")
_DOWNSTREAM = frozenset({"MCL1", "BCL2", "BCL2L1", "BIRC5", "XIAP"})
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


class Targets:
    """What a text names as targets: HGNC symbols in order of first mention, and which of them by a drug's action."""

    def __init__(self, mentions: Mentions, lexicon: Lexicon) -> None:
        self.named: list[Mention] = []
        self.acted_on: list[Mention] = []
        text = mentions.text
        denied_to = -1
        for mention in [*mentions.of(TARGET), *_within_drugs(mentions, lexicon)]:
            if text.low[mention.start : mention.end] in _CLASSES:
                continue
            before, after = (
                text.low[max(0, mention.start - 60) : mention.start],
                text.low[mention.end : mention.end + 60],
            )
            if mention.id == "TP53":
                self._p53(mention, text.low)
                continue
            if mention.id == "CD274" and re.search(
                r"(?:pd-?1|pd-\(1\)|programmed death-?1)(?: or |/|-| and/or )$", before
            ):
                continue  # PD-1/PD-L1 names a class
            if before.endswith(("other than a ", "other than an ", "other than the ", "other than ")):
                continue
            if mention.id == "IAP" and (_MEMBERS.match(after) or _BELONGS.search(before)):
                continue  # the family of a target that is named itself
            if mention.id == "TNF" and _SUPERFAMILY.match(after):
                continue
            if mention.id.startswith("CASP") and not (_AFTER_YES.match(after) or _is_after_yes(before)):
                continue
            is_joined = (
                denied_to >= 0
                and mention.start - denied_to < 60
                and bool(_TOGETHER.fullmatch(text.low[denied_to : mention.start]))
            )
            if (is_joined or _AFTER_NOT.match(after) or _is_after_no(before)) and not _STRONG_YES.search(before):
                denied_to = mention.end
                continue
            self.named.append(mention)
            self.named.extend(_coordinated(mention, text.low, lexicon))
            if _AFTER_YES.match(after) or _is_after_yes(before):
                self.acted_on.append(mention)

    def with_p53(self, mentions: Mentions, is_ours: bool, is_reactivator: bool = False) -> None:
        """p53 is a target of an article on MDM2 or on a p53 reactivator wherever it is more than a patient's status.

        For a reactivator of one mutant ("the Y220C mutation in p53") the patients' status is the target.
        """
        ids = {m.id for m in self.named}
        if "TP53" in ids or not (is_ours or ids & {"MDM2", "MDM4"}):
            return
        for mention in mentions.of(TARGET):
            around = mentions.text.low[max(0, mention.start - 14) : mention.end + 18]
            is_status = bool(_P53_PATIENTS.search(around) or _STATUS.search(around))
            if mention.id == "TP53" and (is_reactivator or not is_status):
                self.named.append(mention)
                return

    def without_earlier(self, mentions: Mentions, is_ours: Callable[[str], bool]) -> None:
        """A class of drugs that patients had before ("refractory to a BTK inhibitor") is no target of the news."""
        low = mentions.text.low
        self.named = [
            m for m in self.named if is_ours(m.id) or not _HAD_BEFORE.search(low, max(0, m.start - 110), m.start)
        ]

    def without_downstream(self, is_indirect: Callable[[str], bool]) -> None:
        """Where the drug acts on CDK9 or XPO1, what it lowers further down is no target of its own."""
        if any(is_indirect(m.id) for m in self.acted_on):
            direct = {m.id for m in self.acted_on}
            lost = _DOWNSTREAM - direct
            self.named = [m for m in self.named if m.id not in lost]

    def _p53(self, mention: Mention, low: str) -> None:
        start, end = max(0, mention.start - 60), mention.end + 50
        window = low[start:end]
        if _KEPT_INSIDE.search(window):
            return
        around = low[max(0, mention.start - 14) : mention.end + 18]
        if (
            _P53_MDM2.search(window)
            and not _P53_PATIENTS.search(around)
            and not re.search(r"wild[- ]type|mutat|mutant", around)
        ):
            self.named.append(mention)
            return
        for found in _P53_ACT.finditer(window):
            if found.start() <= mention.end - start and found.end() >= mention.start - start:
                around = low[max(0, mention.start - 10) : mention.end + 14]
                if _P53_PATIENTS.search(around) and not re.search(
                    r"mdm|reactiv|reviv|restor|rescu|refold|work|help|correct|carries|pc14586|rezatapopt", window
                ):
                    continue
                self.named.append(mention)
                self.acted_on.append(mention)
                return


def _within_drugs(mentions: Mentions, lexicon: Lexicon) -> Iterator[Mention]:
    """A target inside a drug's name: recombinant human p53 adenovirus, anti-DR5 CAR-T."""
    for drug in mentions.of(DRUG):
        spelling = mentions.text.low[drug.start : drug.end]
        if " " in spelling or "-" in spelling:
            for found in re.finditer(r"[a-z]+\d+|mdm2|survivin", spelling):
                entry = lexicon.knows(found.group())
                if entry is not None and entry.kind == TARGET:
                    place = drug.start + found.start()
                    yield Mention(
                        place, place + len(found.group()), place + len(found.group()), TARGET, entry.id, entry.name
                    )


def _coordinated(mention: Mention, low: str, lexicon: Lexicon) -> Iterator[Mention]:
    """CDK2/9, BCL-2/XL, death receptors 4 and/or 5: a second member that leaves the common part out."""
    stem_end = _NUMBER_END.match(low[mention.start : mention.end])
    if not stem_end:
        return
    stem, place = stem_end.group(1), mention.end
    for _ in range(3):
        more = _MORE.match(low, place)
        if not more or not more.group(1):
            return
        entry = lexicon.knows(stem + more.group(1).lstrip("-")) or lexicon.knows(stem + "-" + more.group(1).lstrip("-"))
        if entry is None or entry.kind != TARGET:
            return
        yield Mention(more.start(1), more.end(1), more.end(1), TARGET, entry.id, entry.name)
        place = more.end()


_UNKNOWN = re.compile(
    r"(?<![\w-])([A-Z]{2,5}\d{1,2}[A-Z]?|[A-Z][a-z]{2}\d{1,2})[- ]"
    r"(?:inhibitor|degrader|agonist|antagonist|blocker|antibody)(?:s|\b)"
)
_NO_TARGET = re.compile(r"(?:PHASE|COVID|GLP|IL|PD|CAR|ADC)\d*\Z")


def unknown_targets(mentions: Mentions) -> None:
    """What a drug is said to inhibit and no table holds: "the Cdc7 inhibitor"."""
    for found in _UNKNOWN.finditer(mentions.text.norm):
        symbol = found.group(1).upper()
        if mentions.is_free(*found.span(1)) and not _NO_TARGET.match(symbol):
            mentions.add(Mention(*found.span(1), found.end(1), TARGET, symbol, symbol, is_guess=True))


_PLURAL = re.compile(
    r"\b(?:death receptors?|drs?|trail receptors?|trail-rs?|cdks?|cyclin-dependent kinases?|ciaps?|"
    r"tnfrsf10)[ -]?(\d+[ab]?|a|b)((?:(?:,|/| and(?:/or)?| or| &| and/or) ?\d+)+)"
)


_PLURALS = Spotter(strings("receptors|drs |dr4|dr5|cdks|cdk|kinases|ciap|trail-r|tnfrsf10"), 0, 0)


def plural_names(mentions: Mentions, lexicon: Lexicon) -> None:
    """death receptors 4 and/or 5, CDKs 2 and 9, cIAP1/2: each number is a target of its own."""
    low = mentions.text.low
    if not _PLURALS.sees(low):
        return
    for found in _PLURAL.finditer(low):
        stem = re.sub(r"s?[ -]?\Z", "", low[found.start() : found.start(1)])
        for number in re.finditer(r"\d+[ab]?", low[found.start(1) : found.end()]):
            entry = next(
                (
                    e
                    for glue in ("", " ", "-")
                    if (e := lexicon.knows(stem + glue + number.group())) and e.kind == TARGET
                ),
                None,
            )
            if entry:
                start = found.start(1) + number.start()
                end = found.start(1) + number.end()
                mentions.add(Mention(start, end, end, TARGET, entry.id, entry.name))
