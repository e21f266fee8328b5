"""The words by which a text shows an apoptosis mechanism without naming a drug or a target of our tables."""

import re

from ci.extract.spotter import Sorted
from ci.extract.words import strings

PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "iap",
        re.compile(
            r"\bsmac[- ]mimetics?\b|\bsmac[- ]mimic\w*|\biap[- ](?:inhibitor|antagonist)|second "
            r"mitochondria-derived activator|\bbir domain|inhibitors? of "
            r"apoptosis (?:proteins? )?(?:\(\w+\) )?(?:antagonist|inhibitor)|"
            r"peptides? (?:from|of|derived from) survivin|mimetics? of smac|"
            r"survivin[- ](?:(?:cancer|peptide|dna|tumou?r|therapeutic) )?(?:vaccine|"
            r"inhibitor|suppress|target|antisense|directed|peptide|based)|(?:vaccine|antisense|immunotherapy|"
            r"inhibitor|therap\w+|peptides?|drug)[^.;]{0,30}(?:against|target\w+|of|to) survivin|"
            r"xiap[- ](?:inhibitor|antisense|antagonist)"
        ),
    ),
    (
        "caspase",
        re.compile(
            r"\b(?:pan-?)?caspase(?:[- ]?\d+)?(?:/\d+)?[- ](?:inhibitor|activator|inhibition|blocker)|"
            r"inhibitors? of (?:\w+ )?caspase|procaspase[- ]?3? ?activat|inducible caspase|"
            r"caspase-?9 (?:safety|suicide) switch|caspase-(?:inhibiting|blocking|activating)|blocks? caspase|"
            r"works? on caspases|caspase (?:work|hunt|research|programmes?|programs?|portfolio)|"
            r"caspases\b[^.;]{0,90}\b(?:discover|find|develop)\w* inhibitors|"
            r"caspases\b[^.;]{0,120}\b(?:activat\w+|inhibit\w*|blocks?) them\b"
        ),
    ),
    (
        "bcl2-family",
        re.compile(
            r"\bbh3[- ]mimetics?\b|\bbcl-?2[- ]family (?:inhibitor|protein inhibitor|antagonist|drug)|"
            r"\b(?:pan-)?bcl-?(?:2|xl|w)[- ](?:\w+[- ])?(?:inhibitor|degrader|antagonist|antisense|blocker)|"
            r"mcl-?1[- ](?:inhibitor|degrader|antagonist|blocker)|inhibit\w* (?:of )?(?:both )?(?:bcl-?2|"
            r"mcl-?1|bcl-?xl)|bcl-?(?:2|xl)/bcl-?(?:xl|2) (?:inhibitor|degrader)|bfl-?1 inhibitor|"
            r"(?:aimed at|against|targets?|targeting|hits?) (?:the )?bcl(?:-?2)?[- ]family"
        ),
    ),
    (
        "mdm2-p53",
        re.compile(
            r"\b[mh]dm[24x](?:[/-](?:mdm[4x]|p53|x|4))? ?[- ]?(?:inhibitor|antagonist|degrader|blocker|"
            r"protac|interaction)|mdm2[- ]p53|p53[- ]mdm2|inhibit\w* (?:of )?[mh]dm2|blocks? [mh]dm2"
        ),
    ),
    (
        "p53-reactivation",
        re.compile(
            r"p53[- ](?:re-?activat|gene therapy|reviv|rescue|correct)|(?:re-?activat|restor|rescu|"
            r"refold)\w* (?:of )?(?:mutant |mutated |y220c |wild-type )*p53|mutant p53 (?:reactivat|rescue|"
            r"corrector|stabili)|p53 y220c[- ](?:\w+[- ])?(?:reactivat|stabili|activat|select|inhibitor|"
            r"correct|drug|programme?)|\b(?:put|get|bring|set)\w* [^.;]{0,30}p53\b[^.;]{0,40}"
            r"\bback (?:in)?to (?:work|duty|service|life)|"
            r"p53[^.;]{0,20}\bback (?:in)?to (?:work|duty|service)"
        ),
    ),
    (
        "death-receptor",
        re.compile(
            r"\bdr[45][- ](?:\w+[- ])?(?:agonist|antibod|activat|target)|"
            r"death[- ]receptors? (?:[45] )?(?:agonist|antibod|activat|\w+ agonist)|"
            r"agonis\w+ (?:antibod\w+ )?(?:of|to|against|at) (?:the )?(?:dr[45]|death receptor|trail)|"
            r"trail[- ](?:receptor|r[12])[- ]?(?:\d )?(?:agonist|antibod)|trail[- ](?:based|fusion|trimer|"
            r"receptor agonist|variant|mimetic)|recombinant (?:human )?(?:circularly permuted )?trail|"
            r"apo-?2l|trail (?:protein|ligand|cytokine)|tnf-related apoptosis|tumou?r necrosis "
            r"factor[- ]related apoptosis|"
            r"cd95[- ]?l? ?(?:ligand )?(?:inhibitor|block|fusion)|fas[- ]ligand (?:inhibitor|block)"
        ),
    ),
    (
        "mitochondrial",
        re.compile(
            r"\bclpp[- ](?:agonist|activat)|(?:activat|"
            r"agonis)\w* (?:of )?(?:the )?(?:mitochondrial )?(?:protease )?clpp|\bbax[- ](?:activat|agonist)|"
            r"bak[- ](?:direct )?activat|direct (?:bax|bak)|(?:activat\w+|awaken\w*|w[ao]ke\w*(?: up)?|waking(?: up)?|"
            r"switch\w* on|turn(?:s|ing)? on|open(?:s|ing)?|by way of) (?:of )?(?:the )?"
            r"(?:pro-?apoptotic )?(?:protein )?ba[xk]\b|"
            r"ba[xk](?: protein)? (?:can be |is |was )?(?:switched|turned|opened(?! at)|awakened)"
        ),
    ),
)
TELLTALES = Sorted(
    {
        mechanism: strings(told)
        for mechanism, told in {
            "iap": "smac|iap|second mitochondria|bir domain|apoptosis|survivin",
            "caspase": "caspase",
            "bcl2-family": "bh3|bcl|mcl|bfl",
            "mdm2-p53": "mdm|hdm",
            "p53-reactivation": "p53",
            "death-receptor": "apo2l|apo-2l|dr4|dr5|death|trail|necrosis factor|cd95|fas",
            "mitochondrial": "clpp|bax|bak",
            "indirect": "cdk9|cdk2/9|xpo1|exportin|bet |brd4|cyclin-dependent|transcription",
        }.items()
    }
)
"""Plain strings of each mechanism, without which its phrase need not be tried."""


def may_show_mechanism(low: str) -> bool:
    """Whether any of the phrases stands in a text, or that something drives cells into apoptosis."""
    if "apopto" in low or "programmed death" in low:
        return True
    spots = TELLTALES.spots(low)
    return any(mechanism in spots and phrase.search(low) for mechanism, phrase in PHRASES)
