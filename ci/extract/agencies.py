"""Regulators, and the countries from which one can be inferred."""

import re

from ci.extract.spotter import Spotter
from ci.model import AGENCIES

_NAMES: tuple[tuple[str, str, str], ...] = (
    ("Taiwan FDA", "Taiwan", r"taiwan(?:'s|ese)? (?:fda|food and drug administration)|tfda"),
    ("SFDA", "Saudi Arabia", r"saudi (?:arabia'?s? )?(?:fda|food (?:and|&) drug authority)"),
    (
        "MFDS",
        "South Korea",
        r"mfds|(?:south )?korea(?:'s|n)? (?:ministry of food and drug safety|food and drug administration|fda)|ministry of food and drug safety|kfda",
    ),
    ("ANVISA", "Brazil", r"anvisa|brazil(?:'s|ian)? (?:health )?(?:regulator|surveillance agency|regulatory agency)"),
    ("CDSCO", "India", r"cdsco|dcgi|drugs controller general of india|central drugs standard control organi[sz]ation"),
    ("HSA", "Singapore", r"singapore(?:'s)? (?:hsa|health sciences authority)|health sciences authority"),
    ("Israel Ministry of Health", "Israel", r"israel(?:'s|i)? ministry of health|israeli health ministry"),
    ("Medsafe", "New Zealand", r"medsafe"),
    ("COFEPRIS", "Mexico", r"cofepris"),
    (
        "NMPA",
        "China",
        r"(?:china's |chinese )?(?:state (?:food|drug) (?:and drug )?administration(?: of china| \(sfda\))?|china food and drug administration|national medical products administration|center for drug evaluation|centre for drug evaluation)|nmpa|cfda|china's (?:drug |health |medicines )?(?:regulators?|fda|food and drug administration|watchdog|panel|experts|drug agency)|chinese (?:drug |health |medicines |medical )?(?:regulators?|authorit(?:y|ies)|watchdog|panel|experts|agency|officials)|china's cde|cde\b|beijing's regulators?|regulators? in (?:china|beijing)|beijing regulators?|国家药监局|药监局|药品审评中心",
    ),
    (
        "PMDA",
        "Japan",
        r"pmda|mhlw|pharmaceuticals and medical devices agency|(?:japan's |japanese )?ministry of health,? labou?r(?:,)? and welfare|japan(?:'s|ese) (?:health ministry|health |drug |medicines )?(?:ministry|regulators?|authorit(?:y|ies)|watchdog)|japan's ministry of health|regulators? in (?:japan|tokyo)|厚生労働省|厚労省",
    ),
    (
        "MHRA",
        "United Kingdom",
        r"mhra|medicines and healthcare products regulatory agency|(?:uk|u\.k\.|british|britain)(?:'s)? (?:drug |medicines |health )?(?:regulators?|watchdog|panel|experts|agency)",
    ),
    (
        "Health Canada",
        "Canada",
        r"health canada|canad(?:a's|ian) (?:drug |health )?(?:regulators?|authorities|watchdog)",
    ),
    (
        "TGA",
        "Australia",
        r"tga|therapeutic goods administration|artg|australian register of therapeutic goods|australia(?:'s|n) (?:drug |medicines |health )?(?:regulators?|watchdog|panel|experts|authorities)",
    ),
    (
        "Swissmedic",
        "Switzerland",
        r"swissmedic|swiss (?:agency for therapeutic products|regulators?|drug agency|authorities)",
    ),
    (
        "EMA",
        "European Union",
        r"emea|ema|european medicines (?:evaluation )?agency|european (?:commission|union)|e\.?c\.?(?= (?:approv|grant|decision|marketing|authori|adopt|has|gave|clear|nod))|chmp|comp(?= (?:opinion|issued|adopted|gave|recommend))|committee for (?:orphan )?medicinal products(?: for human use)?|(?:eu|european|europe's|brussels'?s?)(?: (?:drug|medicines|health))? (?:regulators?|watchdog|panel|experts|authorit(?:y|ies)|agency|officials|drug agency)|committee for medicinal products for human use|(?:eu|european|ema|e\.u\.) (?:panel|experts|committee|advisers)|regulators? in (?:europe|brussels)|brussels(?= (?:approv|clear|gave|grant|sign))",
    ),
    (
        "FDA",
        "United States",
        r"(?:u\.?s\.? |american |us )?(?:food (?:and|&) drug administration|fda)(?:'s)?(?= )?|usfda|u\.?s\.? regulators?|us regulators?|american (?:drug )?regulators?|u\.?s\.? (?:drug |health )?(?:agency|watchdog|panel|experts|regulator|authorities)|cder|regulators? in (?:the )?(?:u\.s\.|us|united states|washington)",
    ),
)
AGENCY = re.compile("|".join(rf"(?P<a{i}>(?<![\w-])(?:{pattern})(?![\w]))" for i, (_, _, pattern) in enumerate(_NAMES)))
_HINTS = Spotter(
    "fda|food and drug|food & drug|ema|emea|nmpa|cde|mhlw|pmda|evaluation|medicin|regulat|commission|european union|health canada|tga|swissmedic|mhra|ministry|committee|"
    "chmp|authorit|anvisa|dcgi|cdsco|cofepris|medsafe|artg|watchdog|panel|experts|comp |ec |e.c.|officials|brussels|药|厚|cder|administration|agency|kfda|mfds|hsa|therapeutic goods".split(
        "|"
    ),
    before=45,
    after=70,
)

_COUNTRIES: tuple[tuple[str, str], ...] = (
    ("China", r"china|chinese|中国"),
    ("Japan", r"japan(?:ese)?|日本"),
    ("European Union", r"european?|eu(?:'s)?(?= |$|-)|europe"),
    ("United Kingdom", r"u\.k\.|uk|britain|british|great britain"),
    ("Canada", r"canad(?:a|ian)"),
    ("Australia", r"australian?"),
    ("Switzerland", r"switzerland|swiss"),
    ("South Korea", r"(?:south )?korean?"),
    ("Taiwan", r"taiwan(?:ese)?"),
    ("Israel", r"israeli?"),
    ("Brazil", r"brazil(?:ian)?"),
    ("Singapore", r"singapore"),
    ("India", r"india"),
    ("United States", r"u\.s\.(?:a\.)?|united states|america|us|stateside"),
)
COUNTRY = re.compile(
    "|".join(rf"(?P<c{i}>(?<![\w.-])(?:{pattern})(?![\w]))" for i, (_, pattern) in enumerate(_COUNTRIES))
)
_LANDS = Spotter(
    "chin|japan|europ|eu|u.k|uk|brit|canad|austral|switz|swiss|korea|taiwan|israel|brazil|singap|india|u.s|united states|america|us|stateside|中国|日本".split(
        "|"
    ),
    before=8,
    after=12,
)
AGENCY_OF = {region: agency for agency, region in AGENCIES.items()} | {
    region: agency for agency, region, _ in _NAMES if agency not in AGENCIES
}
REGION_OF = {agency: region for agency, region, _ in _NAMES}


def find_agencies(low: str) -> list[tuple[int, int, str]]:
    """(start, end, agency) in order of appearance."""
    found = []
    for left, right in _HINTS.windows(low):
        for match in AGENCY.finditer(low, left, right):
            index = int((match.lastgroup or "a0")[1:])
            found.append((match.start(), match.end(), _NAMES[index][0]))
    return found


def find_countries(low: str) -> list[tuple[int, int, str]]:
    """(start, end, region) for each country or its adjective."""
    return [
        (m.start(), m.end(), _COUNTRIES[int((m.lastgroup or "c0")[1:])][0])
        for left, right in _LANDS.windows(low)
        for m in COUNTRY.finditer(low, left, right)
    ]
