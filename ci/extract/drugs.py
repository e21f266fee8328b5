"""Drugs in no table, known by the form of a code or the stem of an INN; misspellings; other names in brackets."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from ci.extract.lexicon import DRUG, Lexicon, variants
from ci.extract.mentions import Mention, Mentions, slug
from ci.extract.strange_names import add_drug, by_place
from ci.extract.text import find_words
from ci.extract.words import words
from ci.model import Catalog

_CODE = re.compile(
    r"[A-Z](?<![\w-].)(?:[A-Z]?[A-Za-z]{0,4}[- ]?\d{3,7}[A-Za-z]?|[A-Z]{1,5}-?\d{3,7}[A-Z]{0,3}(?:-\d{1,3})?|"
    r"[A-Z]{1,3}[-/][A-Za-z]?\d{1,2}[A-Za-z]?|[A-Z]{2,4}-[a-z]\d{1,2}|[A-Z]{1,3}/\d{3,5}|[A-Z]{1,3}-?[A-Z]\d{3,5}[A-Za-z]?|"
    r"[A-Z]{0,2}\d{1,3}-\d{3,5}|[A-Z]{2,3} \d{2}[A-Za-z]?)(?![\w-]*\d|\w)"
)
"""Its first capital stands before all else, so that only capitals are looked at."""
_STEMS = tuple(
    words(
        "clax madlin lutlin inapant mapant ermin tinib ciclib parib lisib rafenib zomib denib degib sertib "
        "metinib mab mcept bercept bart tapopt nexor "
        "caspan casan leucel parvovec denovec norsen mersen nersen siran platin rubicin taxel citabine trexed "
        "nidomide lidomide nostat inostat degron "
        "glutide vastat gepant resib rasib menib fusp tecan zolomide metostat bulin vedotin deruxtecan "
        "ixibat parstat sulfase gliptin gliflozin grastim plestim poetin setron rolimus mustine fosfamide arabine "
        "fosadine limogene repvec lutamide prazole conazole oxacin cycline tegravir buvir previr"
    )
)
"""How INNs end; a word of at least seven letters that ends so and stands in no table is a drug all the same."""
_ENDS = frozenset(stem[-3:] for stem in _STEMS)
"""Their last letters: most words are ruled out by these."""
_NOT_CODE = re.compile(
    r"(?:NCT|FTSE|NASDAQ|NIKKEI|DAX|CAC|CX[A-Z]{2}|JX[A-Z]{2}|ISRCTN|IND|NDA|SNDA|BLA|MAA|ANDA|EMEA|ICD|PMC|PMID|DOI|CIK|ISO|SARS|COVID|"
    r"CTR|CD|ACTRN|JRCT|"
    r"UMIN|KCT|HLA|IL|"
    r"RMB|USD|EUR|CNY|HKD|GBP|JPY|NOK|DKK|SEK|CHF|KRW|INR|AUD|CAD|SGD|TWD|NTD|ILS|BRL|PLN|CZK|HUF|"
    r"HKEX|SEHK|SSE|TSE|ASX|AIM|SIX|KOSDAQ|SZSE|TSX|HK|SH|SZ|ZIP|CA|MA|NJ|NY|PA|"
    r"TX|NC|MD|DC|ATC|L0|V0|GCT|OTC|"
    r"TP(?=[- ]?[567]3\b)|"
    r"PD|EGFR|HER|KRAS|BRAF|ASH|ASCO|ESMO|EHA|AACR|SITC|SABCS|JPM|BIO|CPHI|PMEC|NO|ID|GMP|GCP|EU|US|UK|FY|"
    r"MDM|CDK|BCL|DR|FLT|H|Q|SEC|F|S|K|R|P|T|Y|V|G|X|MMR|HPV|HIV|HBV|HCV|COV|A|B)[- ]?\d"
)
_AS_DRUG_BEFORE = re.compile(
    r"(?:inhibitor|antagonist|agonist|degrader|molecule|compound|drug|antibody|candidate|therapy|agent|"
    r"mimetic|dubbed|called|named|known as|blocker|activator|vaccine|product|protac|programme?|variant|peptide|pill|"
    r"tablet|protein|silencer|glue|conjugate|tests|testing|develops|made|"
    r"licensed|acquired|licenses|licences|of|plus|with|for|to|its|asset|treatment|medicine|regarding|concerning|around|"
    r"antisense|oligonucleotide|stabili[sz]er|corrector|(?:re)?activator|restorer|binder|inducer|disruptor|modulator|"
    r"prodrug|pro-drug|nanobody|ligand|capsules|injection|backup|back-up|follow-on|follow-up|successor|into|"
    r"namely|contributes|brings|(?:asset|candidate|product|drug|programme?) is)[,:]? $"
)
_AS_DRUG_AFTER = re.compile(
    r"\s?\([a-z]{5,}|,? (?:an?|its|the|their|our|which is an?|is an?)\b[^.;]{0,60}(?:inhibitor|antagonist|"
    r"agonist|degrader|molecule|compound|drug|antibody|candidate|mimetic|blocker|activator|peptide|therapy|"
    r"vaccine|protein)|"
    r" (?:inhibitor|tablets?|capsules?|monotherapy|plus|in combination|combined|dos)"
)
_TICKERS = re.compile(r"(?:SH|SZ|HK|CA|MA|NJ|NY|PA|TX|NC|MD|DC|PD|SIX|AIM)-\d{3,5}[A-Za-z]?\Z")
"""Letters of exchanges and states, which begin codes of drugs too."""
_ACTS = re.compile(
    r",? (?:which |that |also |now |selectively |potently )*(?:targets?|inhibit\w*|blocks?|binds?|hits?|degrades?|"
    r"kills?|restores?|suppresses|silences?|(?:re)?awakens?|wakes? up|forces? open|shuts? (?:down|off)|induces|"
    r"drives? \w+ cells|(?:sends?|pushes|tips?) (?:\w+ ){0,2}cells|"
    r"antagoni\w+|activates?|an? (?:oral |selective |dual |novel )*(?:[\w/-]+ ){0,2}"
    r"(?:inhibitor|degrader|agonist|antagonist))\b"
)
_SMALL_CODE = re.compile(
    r"\b(?:known as|called|named|dubbed|codenamed|code-named|lab name|code name|designated|candidate|compound|molecule|"
    r"drug|inhibitor|degrader|agonist|antagonist|mimetic|antibody) \"?([a-z]{2,4}-\d{2,5}[a-z]?(?:/[a-z])?)(?![\w-])"
)
"""Codes in small letters count only where they are said to name a drug."""
_SMALL_DIGITS = re.compile(r"-\d(?<=[a-z]{2}-\d)\d")
"""What a code in small letters cannot do without."""
_TRIAL_WORDS = re.compile(
    r"(?:trials?|stud(?:y|ies)|cohort|arm|part|protocol|group|site)\b[:,]? ?"
    r"\(?(?:[a-z]{2,5}-?\d{2,4}[a-z]?(?:, | and |, and ))*$"
)
_TRIAL_AFTER = re.compile(
    r"\s?(?:\(NCT|trial|study|cohort|,? (?:a|an|the|its) (?:[\w-]+ ){0,3}(?:phase|trial|study))", re.I
)
_IN_BRACKETS = re.compile(r" ?[\[(]([^()\[\]]{1,80})[\])]")
_PART = re.compile(
    r"\s*(?:[;,/]| or | and |formerly(?: known as)?|previously(?: known as)?|also (?:known as|called)|trade "
    r"name:?|brand(?: name)?:?|now|code-?named)\s*"
)
_NAME_LIKE = re.compile(r"[A-Za-z\u3040-\u9fff][\w\u3040-\u9fff.+-]*(?:[ -]?\w*\d[\w-]*)?\Z")
_LETTER = re.compile(r"\b(?<!-)[a-z]{7,}(?!\w)")


class Misspellings:
    """INNs of at least eight letters by their first four, for names that are one or two letters wrong."""

    def __init__(self, by_start: dict[str, list[tuple[str, str]]]) -> None:
        self.by_start = by_start
        self.find = lru_cache(maxsize=4_096)(self._find)
        """Id of the drug that a word misspells; empty for none."""

    @classmethod
    def of(cls, catalog: Catalog) -> "Misspellings":
        by_start: dict[str, list[tuple[str, str]]] = {}
        for drug in catalog.drugs.values():
            for name in (drug.name, *drug.brands):
                low = name.lower()
                if len(low) >= 8 and low.isalpha():
                    by_start.setdefault(low[:4], []).append((low, drug.id))
        return cls(by_start)

    def _find(self, word: str) -> str:
        near = [
            (distance, id_)
            for name, id_ in self.by_start.get(word[:4], ())
            if abs(len(name) - len(word)) <= 2
            and 0
            < (distance := DamerauLevenshtein.distance(name, word, score_cutoff=2))
            <= (2 if len(name) >= 10 else 1)
        ]
        return min(near)[1] if near else ""


def find_drugs(mentions: Mentions, lexicon: Lexicon, misspellings: Misspellings, catalog: Catalog) -> None:
    """Adds the drugs that no table holds, then what belongs to each name."""
    _by_stem(mentions, misspellings, catalog)
    _by_code(mentions, lexicon)
    by_place(mentions)
    _belongings(mentions, lexicon)


_SECOND = re.compile(
    r" (?:tesirine|vedotin|deruxtecan|govitecan|mafodotin|ozogamicin|ravtansine|soravtansine|emtansine|pasudotox|"
    r"sodium|alfa|beta)(?!\w)|-(?:alfa|beta|s)(?!\w)"
)
"""The second word of a conjugate's or a protein's name."""


def _by_stem(mentions: Mentions, misspellings: Misspellings, catalog: Catalog) -> None:
    by_start = misspellings.by_start
    for found in _LETTER.finditer(mentions.text.low):
        word = found.group()
        if word[:4] in by_start and mentions.is_free(*found.span()) and not _is_plain_word(word):
            id_ = misspellings.find(word)
            if id_:
                add_drug(mentions, *found.span(), id_, catalog.drugs[id_].name)
        if word[-3:] in _ENDS and word.endswith(_STEMS):
            more = _SECOND.match(mentions.text.low, found.end())
            end = more.end() if more else found.end()
            name = mentions.text.low[found.start() : end]
            add_drug(mentions, found.start(), end, slug(name), name)


def _is_plain_word(word: str) -> bool:
    """English words that stand a letter away from a name."""
    return word.endswith(("ing", "tion", "tions", "ment", "ally", "able", "ness", "ally"))


def _by_code(mentions: Mentions, lexicon: Lexicon) -> None:
    norm = mentions.text.norm
    for found in _CODE.finditer(norm):
        code = found.group()
        if not mentions.is_free(*found.span()) or not _is_code(norm, found.start(), found.end(), code):
            continue
        name = code.strip()
        known = next((e for v in variants(name) if (e := lexicon.knows(v)) and e.kind == DRUG), None)
        id_, shown = (known.id, known.name) if known else (slug(name.replace(" ", "-")), name)
        add_drug(mentions, found.start(), found.start() + len(name), id_, shown)
    for found in _SMALL_CODE.finditer(norm) if _SMALL_DIGITS.search(norm) else ():
        if mentions.is_free(*found.span(1)) and not _NOT_CODE.match(found.group(1).upper()):
            known_code = lexicon.knows(found.group(1))
            if known_code is None or known_code.kind == DRUG:
                add_drug(mentions, *found.span(1), slug(found.group(1)), found.group(1))


def _is_code(norm: str, start: int, end: int, code: str) -> bool:
    if _NOT_CODE.match(code) and not (_TICKERS.match(code) and _ACTS.match(norm, end)):
        return False
    digits = re.search(r"\d+", code)
    assert digits is not None
    if " " in code and (re.fullmatch(r"19\d\d|20[0-4]\d", digits.group()) or not code.split(" ")[0].isupper()):
        return False
    before, after = norm[max(0, start - 70) : start].lower(), norm[end : end + 90]
    if _TRIAL_WORDS.search(before) or _TRIAL_AFTER.match(after):
        return False
    if len(digits.group()) >= 3:
        return True
    return bool(_AS_DRUG_BEFORE.search(before) or _ACTS.match(norm, end) or _AS_DRUG_AFTER.match(after.lower()))


def _belongings(mentions: Mentions, lexicon: Lexicon) -> None:
    """Brackets after a drug hold its other names: they become one name, the known one where there is one."""
    norm = mentions.text.norm
    same: dict[str, tuple[str, str]] = {}
    aliases: dict[str, Mention] = {}
    for mention in mentions.of(DRUG):
        if not mentions.holds(mention):
            continue
        bracket = _IN_BRACKETS.match(norm, _skip_space(norm, mention.end))
        if bracket and (names := _names_in(bracket, mention, mentions, lexicon)) is not None:
            for other_id, other_name, spelling in names:
                _join(mention, other_id, other_name, same)
                if spelling:
                    aliases.setdefault(spelling, mention)
            mentions.stretch(mention, bracket.end())
    _rename(mentions, same)
    for spelling, mention in aliases.items():
        id_, name = same.get(mention.id, (mention.id, mention.name))
        for start in find_words(norm, spelling):
            add_drug(mentions, start, start + len(spelling), id_, name)


def _skip_space(norm: str, place: int) -> int:
    while norm[place : place + 2] == "  ":
        place += 1
    return place


def _names_in(
    bracket: re.Match[str], mention: Mention, mentions: Mentions, lexicon: Lexicon
) -> list[tuple[str, str, str]] | None:
    """(id, name, spelling) of the drug names that fill a bracket; None where it holds something else."""
    found: list[tuple[str, str, str]] = []
    inside = [m for m in mentions.within(bracket.start(), bracket.end()) if m.kind == DRUG]
    for part in _PART.split(bracket.group(1)):
        part = part.strip(" \"'")
        if not part:
            continue
        known = lexicon.knows(part)
        if known is not None and known.kind == DRUG:
            found.append((known.id, known.name, ""))
        elif known is not None:
            return None
        elif guess := next((m for m in inside if mentions.text.norm[m.start : m.end] == part), None):
            found.append((guess.id, guess.name, ""))
        elif (
            _NAME_LIKE.match(part)
            and (any(c.isdigit() for c in part) or not part.isascii())
            and len(part) <= 24
            and not _NOT_CODE.match(part)
        ):
            found.append(("", "", part))
        else:
            return None
    return found or None


def _join(mention: Mention, other_id: str, other_name: str, same: dict[str, tuple[str, str]]) -> None:
    if not other_id or other_id == mention.id:
        return
    if mention.id.startswith("~") and not other_id.startswith("~"):
        same[mention.id] = (other_id, other_name)
    elif other_id.startswith("~"):
        same[other_id] = (mention.id, mention.name)


def _rename(mentions: Mentions, same: dict[str, tuple[str, str]]) -> None:
    for mention in mentions.of(DRUG):
        if mention.id in same:
            mention.id, mention.name = same[mention.id]
            mention.is_guess = mention.id.startswith("~")
