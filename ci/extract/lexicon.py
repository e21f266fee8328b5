"""The dictionary: every known spelling of a company, drug or target in one automaton, built once from the Catalog."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ci.extract.spotter import Sorted
from ci.extract.text import Text, is_cjk, is_edge
from ci.extract.words import words
from ci.model import Catalog, Company

_NEAR = 600
"""How far from a lookalike spelling a word may stand that makes it ours: a few sentences."""
_ACTED_ON = re.compile(r"[- ](?:\w+ )?(?:inhibit|antagon|agonis|degrad|activat|antibod|block|mimetic)")
COMPANY, DRUG, TARGET = "C", "D", "G"

_PARTS = re.compile(r"[- ]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_LEGAL_END = re.compile(
    r",? (?:inc|incorporated|corp|corporation|ltd|limited|co|company|llc|plc|ag|gmbh|s\.?a\.?|ab|n\.?v\.?)\.?$", re.I
)
GENERIC_WORDS = frozenset(
    words(
        "pharma pharmaceutical pharmaceuticals therapeutics biotech biotechnology biosciences bioscience "
        "oncology medicines "
        "sciences biologics bio laboratories labs biopharma biopharmaceuticals holdings group company the"
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a spelling means; `exact` holds the spellings as written where case tells it from an ordinary word."""

    kind: str
    id: str
    name: str
    exact: frozenset[str]


class Hit(NamedTuple):
    start: int
    end: int
    entry: Entry


ORDINARY_WORDS = frozenset(
    words(
        "rain unity prelude frontier nippon notable presage lung innovation silence sierra cornerstone "
        "ligand prime sage "
        "arch vision horizon pioneer summit genesis triumph harmony insight eclipse compass pathway catalyst "
        "century spring "
        "summer aurora nova alpha beta delta omega apex zenith origin legend phoenix eagle jade pearl amber "
        "coral island river "
        "lantern blueprint constellation everest infinity revolution relay "
        "forest valley harbor bridge castle tower crown shield arrow spark pulse rhythm concert encore verve "
        "vigor vital"
    )
)
COMMON_WORDS = frozenset(
    words(
        "human american united first new national advanced global oncology cancer gene cell life precision "
        "clinical general "
        "royal university institute cambridge boston the van st big blue east west north south medical "
        "research foundation "
        "treatment immune tumor blood memorial cold bio drug star genetics dana mayo massachusetts critical "
        "lifesci nicholas "
        "shanghai beijing shenzhen guangzhou wuhan hangzhou suzhou jiangsu zhejiang chongqing chengdu china "
        "taiwan korea "
        "hong hainan sichuan shandong yantai tianjin nanjing hebei sino chia imperial king's johns albert walter "
        "fibrolamellar broad "
        "adc car rna dna cns protac antibody peptide vaccine immune immuno canada japan india israel "
        "australia korea europe asia america france germany italy spain britain "
        "england london paris tokyo york health care sumitomo johnson bristol-myers schering lite rein marshall "
        "kyowa dainippon leukemia loxo tang cr innovative guardian seattle swedish royalty laboratoires laboratorios "
        "laboratori laboratorio farmaceutici"
    )
)


class Lexicon:
    """All known spellings, ready to be found in a Text."""

    def __init__(self, catalog: Catalog) -> None:
        self._entries: dict[str, Entry] = {}
        _add_targets(self, catalog)
        _add_companies(self, catalog)
        _add_drugs(self, catalog)
        _add_short_names(self, catalog)
        self._spellings = list(self._entries)
        self._automaton = AhoCorasick(self._spellings or ["\x00"], matchkind=MatchKind.LeftmostLongest)
        self.ordinary = {
            short: c
            for c in catalog.companies.values()
            if (short := first_word(c.name)).lower() in ORDINARY_WORDS and not is_institute(c.name)
        }
        """First words that are words of the language too: Rain, Unity; a name only with other signs."""
        self.ordinary_spots = Sorted({short: (short, short.capitalize()) for short in self.ordinary})
        company_names = {low for low, entry in self._entries.items() if entry.kind == COMPANY}
        self._unless = {
            Text(x.spelling).low: tuple(Text(word).low for word in x.unless)
            for x in catalog.lookalikes
            if x.unless and x.spelling.lower() not in company_names
        }
        """Spellings that look like ours, with the words of which one must stand near."""

    def put(self, kind: str, id_: str, name: str, spelling: str, *, by_case: bool = False) -> None:
        """Adds a spelling; the first meaning that claims one keeps it."""
        low = Text(spelling.strip()).low
        if len(low) < 2:
            return
        known = self._entries.get(low)
        exact = frozenset({Text(spelling.strip()).norm}) if by_case else frozenset()
        if known is None:
            self._entries[low] = Entry(kind, id_, name, exact)
        elif known.kind == kind and known.id == id_ and (known.exact or exact):
            merged = known.exact | exact if known.exact and exact else frozenset()
            self._entries[low] = Entry(kind, id_, name, merged)

    def find(self, text: Text) -> list[Hit]:
        """Known names in order of appearance, none within another."""
        hits = []
        low, norm = text.low, text.norm
        for _, start, end in self._automaton.find_matches_as_indexes(low):
            if not is_edge(low, start, end):
                end = self._shorter(low, start, end)
                if not end:
                    continue
            entry = self._entries[low[start:end]]
            if _is_written_so(entry, norm, start, end) and self._is_meant(low, start, end):
                hits.append(Hit(start, end, entry))
        return hits

    def _is_meant(self, low: str, start: int, end: int) -> bool:
        """Whether a spelling that looks like ours has a word near it by which it is ours."""
        unless = self._unless.get(low[start:end])
        if not unless:
            return True
        near = low[max(0, start - _NEAR) : start] + low[end : end + _NEAR]
        return bool(_ACTED_ON.match(low, end)) or any(word in near for word in unless)

    def _shorter(self, low: str, start: int, end: int) -> int:
        """The end of a shorter name where the longest one stops within a word ("Bcl-2 proteins"); 0 for none."""
        for place in range(end - 1, start + 2, -1):
            if not low[place].isalnum() and is_edge(low, start, place) and low[start:place] in self._entries:
                return place
        return 0

    def knows(self, spelling: str) -> Entry | None:
        """What a whole spelling means, in any case and with any dash."""
        return self._entries.get(_as_read(spelling))


@lru_cache(maxsize=4_096)
def _as_read(spelling: str) -> str:
    return Text(spelling.strip()).low


def first_word(name: str) -> str:
    """The part of a name that a text may use alone once it gave the whole: Ascentage of Ascentage Pharma."""
    words = name.replace(",", " ").split()
    if len(words) > 1 and len(words[0]) >= 2 and words[0].lower() not in GENERIC_WORDS and words[1].lower() != "&":
        return words[0]
    return ""


_INSTITUTE = re.compile(
    r"University|Institut|Cancer Cent|College|Hospital|Society|Foundation(?! Medicine)|\bUCLA\b|"
    r"\bMD Anderson|Roswell Park|Sanford|City of Hope|Dana[- ]Farber|Mayo|Sloan|Gustave Roussy|"
    r"Cancer Research UK|Medical Cent|Academy|Clinic\b|School|Network"
)


@lru_cache(maxsize=4_096)
def is_institute(name: str) -> bool:
    """A university, hospital or charity: a company only where it is party to a deal."""
    return bool(_INSTITUTE.search(name))


def _add_short_names(lexicon: "Lexicon", catalog: Catalog) -> None:
    """Kartos for Kartos Therapeutics, wherever the word means nothing else."""
    firsts = Counter(word for c in catalog.companies.values() for word in {first_word(s).lower() for s in c.spellings})
    for company in sorted(catalog.companies.values(), key=_is_ghost):
        for name in (company.name, *company.aliases, *(n.split(" (")[0] for n in company.former_names)):
            short = first_word(name)
            if (
                len(short) >= 3
                and firsts[short.lower()] == 1
                and short.lower() not in COMMON_WORDS | ORDINARY_WORDS
                and not is_institute(name)
                and short.replace("-", "").isalnum()
                and not name.startswith("former name")
            ):
                lexicon.put(COMPANY, company.id, company.name, short, by_case=True)


_OTHER_NAME = re.compile(
    r" (?:[A-Z][\w&-]+ )?(?:Venture Funds?|Therapeutics|Pharma\w*|Bio\w*|Ventures|Capital|Oncology|Medicines|"
    r"Healthcare|Laboratories|Labs|Holdings|Partners|Genomics)\b"
    r"| (?:[A-Z][\w-]+ )?(?:University|Medical Cent(?:er|re)|Hospital)\b"
)
"""Words that make a single name before them part of a longer one: WuXi Healthcare Ventures is not WuXi Biologics."""


def _is_written_so(entry: Entry, norm: str, start: int, end: int) -> bool:
    first = norm[start]
    if entry.kind == COMPANY and first.islower() and entry.name[0].isupper() and "-" not in norm[start:end]:
        return False  # but sanofi-aventis wrote itself so
    if entry.kind == COMPANY and norm[end : end + 1] == "-" and norm[end + 1 : end + 2].isdigit():
        return False
    if entry.exact and norm[start:end] not in entry.exact:
        return False
    if entry.kind == TARGET and first.islower() and norm[start - 1 : start] == "-" and norm[start - 2].isupper():
        return False  # ZN-c5 is a drug
    return not (entry.kind == COMPANY and " " not in norm[start:end] and _OTHER_NAME.match(norm, end))


def variants(spelling: str) -> Iterable[str]:
    """APG-115, APG 115 and APG115 for any one of them; the spelling itself for a plain word."""
    low = spelling.lower()
    yield spelling
    if any(c.isdigit() for c in low) and not any(is_cjk(c) for c in low):
        parts = [p for p in _PARTS.split(low) if p]
        if 1 < len(parts) <= 4 and all(p.isalnum() for p in parts):
            yield from ("-".join(parts), "".join(parts), " ".join(parts))


def _is_short_word(spelling: str) -> bool:
    return spelling.isascii() and spelling.isalpha() and len(spelling) <= 5


def _add_targets(lexicon: Lexicon, catalog: Catalog) -> None:
    for target in catalog.targets.values():
        names = [target.id, target.name, *target.aliases]
        for name in names:
            by_case = _is_short_word(name) and not (name[0].isupper() and name[1:].islower() and len(name) > 4)
            for variant in variants(name):
                lexicon.put(TARGET, target.id, target.name, variant, by_case=by_case)


def _add_companies(lexicon: Lexicon, catalog: Catalog) -> None:
    rows = sorted(catalog.companies.values(), key=_is_ghost)
    for company in rows:
        for name in company.spellings:
            if name.startswith("former name of"):
                continue
            by_case = _is_short_word(name) and name.isupper()
            lexicon.put(COMPANY, company.id, company.name, name, by_case=by_case)
            bare = _LEGAL_END.sub("", name).removesuffix(" &").removesuffix(" and")
            if bare != name and len(bare) > 3:
                lexicon.put(COMPANY, company.id, company.name, bare, by_case=_is_short_word(bare) and bare.isupper())


def _is_ghost(company: Company) -> int:
    """A row that only keeps a former name gives way to the company of today."""
    return int(company.status in ("renamed",) or any(a.startswith("former name of") for a in company.aliases))


def _add_drugs(lexicon: Lexicon, catalog: Catalog) -> None:
    for drug in sorted(catalog.drugs.values(), key=lambda d: d.is_partner):
        for spelling in drug.spellings:
            by_case = _is_short_word(spelling) and spelling.isupper()
            for variant in variants(spelling):
                lexicon.put(DRUG, drug.id, drug.name, variant, by_case=by_case)
