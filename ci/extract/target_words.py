"""The words around a molecule by which it is acted on, or only measured, mutated or lowered."""

import re

from ci.extract.words import words

AFTER_NOT = re.compile(
    r"(?: ?\([^()]{1,20}\))?(?: (?:or|and) [a-z]+\d+(?= mutat))?"
    r"(?:[- ](?:\w+[- ])?(?:mutat\w+|mutant|mutations?|amplif\w+|fusions?|positive|"
    r"negative|deficien\w+|expression|expressing|"
    r"overexpress\w+|wild[- ]?type|rearrange\w+|re-?arranged|delet\w+|levels?|elisa|status|driven|altered|"
    r"alterations?|dependen\w+|high|low|null|"
    r"translocat\w+|gene (?:amplif|mutat|status|copies)\w*|copies|assay|test(?:ing)?|stain\w+|loss|itd|"
    r"(?:based )?(?:gene )?signature|profile|refractory|resistan\w+|variants?|reporter|knock-?out|"
    r"pre-?treated|experienced|exposed|"
    r"(?:inhibitors?[- ](?:relapsed|refractory|resistant|experienced|pre-?treated|naive|failure)))\b|"
    r"[+]|/p16\b| ?(?:v600|g12|t790|y220c|r\d{3}))"
)
IS_NOT_ITSELF = re.compile(
    r"(?:nyse|nasdaq|hkex|asx|lse)[^)]{0,12}[:.] ?$|"
    r"\b(?:shown|seen|measured|judged|detected|by|of) (?:by )?(?:activated|cleaved) $"
)
"""A ticker spelled like a target, and what is measured of it."""
IS_THE_DRUG = re.compile(
    r"(?:recombinant|synthetic|soluble|(?:hexa|multi|oligo|tri)meri(?:c|[sz]ed)|multimer(?:s|ic form)? of"
    r"|(?:exposed|bathed|bathing) (?:to|in|with)) (?:human )?$"
)
"""A ligand that is given."""
GIVEN_AFTER = re.compile(
    r"(?:[- ](?:treated|induced|mediated|exposed)\b|[- ](?:drug|protein|multimer|hexamer|fusion drug|molecule)s?\b)"
)
"""What a drug that is the ligand itself is called."""
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
    "awaken",
    "wak",
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
    "counter",
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


def is_after_no(before: str) -> bool:
    return before.endswith("/p16 ") or (before[-1:] == " " and _follows(before, _NOT_BEFORE, _NOT_FILLERS))


def is_after_yes(before: str) -> bool:
    return before.endswith(("anti-", "target-", "pan-")) or (
        before[-1:] == " " and _follows(before, _YES_BEFORE, _YES_FILLERS)
    )


AFTER_YES = re.compile(
    r"(?: ?\([^()]{1,30}\))?[- ]?(?:/[\w.-]+ )?(?:protein |kinase |receptor |gene |pathway |and \S+ |/\S+ |"
    r"p53 |selective |targeted |specific )*"
    r"(?:inhibit\w*|antagonis\w*|agonis\w*|degrader\w*|blocker\w*|blockade|blocking|antibod\w+|target\w+|"
    r"selective|directed|activat\w+|modulat\w+|antisense|"
    r"mimetic\w*|engager\w*|bispecific\w*|adc\b|car-?t|protac\w*|reactivat\w*|binder\w*|drugs?\b|"
    r"programme?s?\b|projects?\b|assets?\b|(?:stapled )?peptides?\b|small molecules?|(?:molecular )?glues?\b|"
    r"silenc\w+|nanoparticle\w*|conjugate\w*|sirna|vaccine\w*|interaction|axis|stabili[sz]er\w*|"
    r"(?:hexa|tri|multi)mers?\b|clusterers?\b|cross-?linkers?\b|fusions?\b|nanobod\w+|disrupt[eo]rs?\b|pills?\b|"
    r"tablets?\b|"
    r"capsules?\b|medicines?\b|candidates?\b|compounds?\b|molecules?\b|chemistry\b)"
)
P53_ACT = re.compile(
    r"p53[- ](?:reactivat|refold|glue|pill|gene therapy|activat|reviv|restor|tumou?r suppressor therapy|stabili|"
    r"stapled|"
    r"y220c[- ](?:reactivat|stabili|correct)|pathway activat|adenovir|vaccine)|"
    r"(?:reactivat|reviv|restor|rescu|refold|correct|stabili[sz]|unleash|free|releas|wake|awaken|switch(?:es|"
    r"ing)? on|turn(?:s|ing)? on|(?:switch|turn)\w*(?=[^.;]{0,20}p53 (?:back )?on\b)|activat|rebuild|repair|frees up|"
    r"protect|induc|re-?arm|bring\w* back|"
    r"target)\w*[^.;]{0,30}\bp53|"
    r"helps? (?:mutant |mutated |wild-type )?p53|p53 (?:that carries|back to work|back into|work again|free|"
    r"to (?:kill|do|work))|mdm[2x4x][-/]p53|hdm2[-/]p53|mdm2[/-]mdmx?4?[-/]p53|"
    r"(?:recombinant|adenovir\w*|gene|carry\w*|deliver\w*|wild-type)[^.;]{0,40}\bp53\b[^.;]{0,30}(?:adenovir|"
    r"gene|vector|therap)|ad-?p53|rad-p53|binding (?:of |to )?p53|"
    r"gene therapy[^.;]{0,80}\b(?:rights|licen[sc]e) (?:to|for|on) p53|"
    r"for (?:tumou?rs|cancers?|patients)[^.;]{0,40}p53 y220c|mutant p53|p53 y220c"
)
P53_SPARED = re.compile(
    r"\b(?:silenc(?:es|ed|ing)|switch(?:es|ed|ing)? off|turn(?:s|ed|ing)? off|knock(?:s|ed|ing)? down) "
    r"(?:of |the )?(?:gene |protein )?\Z"
)
"""A drug that puts p53 out for hours, to spare healthy cells, is the contrary of one that brings it back."""
P53_MDM2 = re.compile(r"p53[^.;]{0,45}\b[mh]dm[2x4]|\b[mh]dm[2x4]\b[^.;]{0,45}p53")
"""The two named together: their bond is meant, unless p53 describes a patient."""
P53_PATIENTS = re.compile(
    r"(?:wild-type|mutant|mutated|y220c)?[ -]?(?:tp53|p53)(?:[ -](?:wild-?type|mutated|mutant|mutations?|"
    r"status|deleted|positive|negative|y220c mutation))"
)
STRONG_YES = re.compile(
    r"\b(?:lowers?|reduc\w+|inhibit\w*|prevent\w*|blocks?|cuts?|suppress\w*|shuts? (?:down|off)|"
    r"stops?) (?:the )?production "
    r"of (?:the )?(?:protein )?$"
)
TOGETHER = re.compile(r"(?: ?\([^()]*\))?(?:,| and| or|/| as well as| of| both| cyclin e,?| the| proteins?| plus)+ ?$")
STATUS = re.compile(r"wild[- ]?type|mutat|mutant|y220c")
HAD_BEFORE = re.compile(
    r"(?:refractory to|resistant to|intolerant (?:to|of)|exposed to|failed|failure of|progress\w+ (?:on|"
    r"after)|pretreated with|"
    r"treated with|one of (?:them|which)|escaped|previous\w*|prior|who (?:have|had)|(?:have|having) had|"
    r"through (?:two|one|three|at "
    r"least)[^.;]{0,40}including|(?:therap(?:y|ies)|treatments?),? (?:including|among (?:them|which))|"
    r"(?:c[oa]me back|relapsed|returned|recurred) after|"
    r"respond\w* (?:poorly|inadequately|too little) to|ineligible for|"
    r"(?:whom|where) (?:an? )?|treatments? that included|refractory after|treatments?,)[^.;:]{0,90}\Z"
)
KIN = re.compile(
    r"\b(?:cousins?|relatives?|siblings?|brothers?|sisters?|kin|downstream|upstream) of (?:the )?"
    r"(?:[\w-]+(?:,| and|, and) ){0,4}$|"
    r"\b(?:same|other) (?:clan|family|class|kin) as (?:[\w-]+(?:,| and|, and) ){0,3}$|"
    r"\bproteins,? from (?:[\w-]+ to )?$|"
    r"\ban? (?:[\w-]+ )?(?:member|protein) of (?:the )?$"
)
"""What stands here only says where a target belongs: "a cousin of Bcl-2 and Bcl-xL"."""
MEMBERS = re.compile(r" \d|s?\)?(?: proteins?)?,? ?(?:\(|including |such as |namely )(?:xiap|c-?iap|ml-?iap|survivin)")
BELONGS = re.compile(
    r"\b(?:member of|belongs? to|part of|one of) (?:the |an? )?(?:[\w-]+ ){0,2}$|"
    r"\b(?:survivin|xiap|c-?iap-?[12]|livin|ml-?iap)\)?, (?:itself )?(?:an? |the )(?:\w+ )?$"
)
KEPT_INSIDE = re.compile(r"\b(?:retain\w*|nucleus|nuclear|export\w*|lock\w*)\b")
"""What an XPO1 inhibitor does to p53 makes it no target."""
SUPERFAMILY = re.compile(r"\)? ?(?:receptor )?superfamily|[- ]related apoptosis")
