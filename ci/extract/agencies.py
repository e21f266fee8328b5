"""Regulators, and the countries from which one can be inferred."""

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.text import is_edge
from ci.extract.words import strings
from ci.model import AGENCIES

_NAMES: tuple[tuple[str, str, str], ...] = (
    (
        "FDA",
        "United States",
        "fda|food and drug administration|food & drug administration|usfda|cder|regulators in the united states|"
        "regulators in washington",
    ),
    (
        "EMA",
        "European Union",
        "ema|emea|european medicines agency|european medicines evaluation agency|european commission|european "
        "union|chmp|committee for medicinal products for human use|committee for orphan medicinal products|"
        "regulators in europe|regulators in brussels|eu panel|ema panel|european panel|eu committee|eu experts",
    ),
    (
        "NMPA",
        "China",
        "nmpa|cfda|cde|national medical products administration|china food and drug administration|state food "
        "and drug administration|state drug administration|center for drug evaluation|centre for drug evaluation|"
        "regulators in china|regulators in beijing|国家药监局|药监局|药品审评中心|国家药品监督管理局",
    ),
    (
        "PMDA",
        "Japan",
        "pmda|mhlw|pharmaceuticals and medical devices agency|ministry of health, labour and welfare|ministry of "
        "health, labor and welfare|ministry of health labour and welfare|japanese health ministry|japan's health "
        "ministry|japan's ministry of health|regulators in japan|regulators in tokyo|厚生労働省|厚労省",
    ),
    ("MHRA", "United Kingdom", "mhra|medicines and healthcare products regulatory agency"),
    ("Health Canada", "Canada", "health canada"),
    ("TGA", "Australia", "tga|therapeutic goods administration|artg|australian register of therapeutic goods"),
    ("Swissmedic", "Switzerland", "swissmedic|swiss agency for therapeutic products"),
    (
        "MFDS",
        "South Korea",
        "mfds|kfda|ministry of food and drug safety|korea food and drug administration|korean ministry of food "
        "and drug safety",
    ),
    ("TFDA", "Taiwan", "taiwan fda|taiwan food and drug administration|tfda"),
    ("SFDA", "Saudi Arabia", "saudi fda|saudi food and drug authority|saudi food & drug authority"),
    ("ANVISA", "Brazil", "anvisa|brazilian health regulatory agency|brazilian health surveillance agency"),
    (
        "DCGI",
        "India",
        "cdsco|dcgi|drugs controller general of india|drug controller general of india|"
        "central drugs standard control organisation|central drugs "
        "standard control organization",
    ),
    ("ISAF", "Macau", "pharmaceutical administration bureau|isaf"),
    ("NPRA", "Malaysia", "npra|national pharmaceutical regulatory agency"),
    ("Thai FDA", "Thailand", "thai fda|thai food and drug administration"),
    ("BPOM", "Indonesia", "bpom|badan pom"),
    ("DH", "Hong Kong", "hong kong department of health|department of health of hong kong"),
    ("ANMAT", "Argentina", "anmat"),
    ("INVIMA", "Colombia", "invima"),
    ("SAHPRA", "South Africa", "sahpra"),
    ("HSA", "Singapore", "singapore hsa|health sciences authority"),
    (
        "Israel Ministry of Health",
        "Israel",
        "israel ministry of health|israeli ministry of health|israel's ministry of health|israeli health ministry",
    ),
    ("Medsafe", "New Zealand", "medsafe"),
    ("COFEPRIS", "Mexico", "cofepris"),
)
"""Agency, the region it acts for, and its names in small letters."""

_LANDS: tuple[tuple[str, str], ...] = (
    (
        "United States",
        "u.s.|u.s|u\u00b7s\u00b7|u\u00b7s\u00b7a\u00b7|u.s.a.|us|united states|america|american|stateside",
    ),
    ("European Union", "europe|european|eu|e.u.|brussels"),
    ("China", "china|chinese|beijing|中国"),
    ("Japan", "japan|japanese|tokyo|日本"),
    ("United Kingdom", "u.k.|u\u00b7k\u00b7|uk|britain|british|great britain"),
    ("Canada", "canada|canadian"),
    ("Australia", "australia|australian"),
    ("Switzerland", "switzerland|swiss"),
    ("South Korea", "south korea|south korean|korea|korean"),
    ("Taiwan", "taiwan|taiwanese"),
    ("Israel", "israel|israeli"),
    ("Brazil", "brazil|brazilian"),
    ("Singapore", "singapore"),
    ("India", "india"),
    ("Kazakhstan", "kazakhstan"),
    ("Russia", "russia|russian"),
    ("Turkey", "turkey|turkish|türkiye"),
    ("Mexico", "mexico|mexican"),
    ("Saudi Arabia", "saudi arabia|saudi"),
    ("United Arab Emirates", "united arab emirates|uae"),
    ("Hong Kong", "hong kong"),
    ("Macau", "macau|macao"),
    ("Indonesia", "indonesia|indonesian"),
    ("South Africa", "south africa|south african"),
    ("Malaysia", "malaysia|malaysian"),
    ("Thailand", "thailand"),
    ("Vietnam", "vietnam"),
    ("New Zealand", "new zealand"),
    ("Argentina", "argentina"),
    ("Colombia", "colombia"),
)
_FIELDS = ("", "drug ", "health ", "medicines ", "medicine ", "medical ", "drugs ", "food and drug ")
_OFFICES = strings(
    "regulator|regulators|watchdog|authorities|authority|agency|officials|drug agency|food and drug administration|fda"
)
_ONLY_BEFORE = {
    "ec": re.compile(r" (?:approv|grant|decision|marketing|authori|adopt|has|gave|clear|nod)"),
    "comp": re.compile(r" (?:opinion|issued|adopted|gave|recommend)"),
}
"""Short names that are other words too, with what must follow."""

OFFICES = frozenset(name for _, _, names in _NAMES for name in names.split("|"))
"""Names of regulators in small letters."""
AGENCY_OF = {region: agency for agency, region in AGENCIES.items()} | {
    region: agency for agency, region, _ in _NAMES if agency not in AGENCIES
}
REGION_OF = {agency: region for agency, region, _ in _NAMES}


def _spellings() -> Iterable[tuple[str, str]]:
    for agency, _, names in _NAMES:
        for name in names.split("|"):
            yield name, agency
    for region, names in _LANDS:
        if region not in AGENCY_OF:
            continue
        for land in names.split("|"):
            for field in _FIELDS:
                for office in _OFFICES:
                    yield f"{land} {field}{office}", AGENCY_OF[region]
                    yield f"{land}'s {field}{office}", AGENCY_OF[region]
    yield from (("ec", "EMA"), ("comp", "EMA"))


_AGENCIES = dict(_spellings())
_AGENCY_LIST = list(_AGENCIES)
_FIND_AGENCY = AhoCorasick(_AGENCY_LIST, matchkind=MatchKind.LeftmostLongest)
_REGIONS = {name: region for region, names in _LANDS for name in names.split("|")}
_REGION_LIST = list(_REGIONS)
_FIND_REGION = AhoCorasick(_REGION_LIST, matchkind=MatchKind.LeftmostLongest)


def find_agencies(low: str) -> list[tuple[int, int, str]]:
    """(start, end, agency) in order of appearance."""
    found = []
    for index, start, end in _FIND_AGENCY.find_matches_as_indexes(low):
        name = _AGENCY_LIST[index]
        if is_edge(low, start, end) and low[start - 1 : start] != "-":
            must = _ONLY_BEFORE.get(name)
            if must is None or must.match(low, end):
                found.append((start, end, _AGENCIES[name]))
    return found


def find_countries(low: str) -> list[tuple[int, int, str]]:
    """(start, end, region) for each country or its adjective."""
    return [
        (start, end, _REGIONS[_REGION_LIST[index]])
        for index, start, end in _FIND_REGION.find_matches_as_indexes(low)
        if is_edge(low, start, end) and low[start - 1 : start] != "."
    ]
