"""Which of our drugs and companies a name of an API means; in doubt, none."""

import re
from collections.abc import Iterable

from ci.model import Catalog, Company, Drug

SHORTEST = 4
"""Shorter spellings (p28, TRA) mean too many things in a registry of all medicine."""

_LEGAL = frozenset({
    "ab", "ag", "and", "aps", "belgium", "bv", "bvba", "co", "company", "corp", "corporation", "deutschland",
    "europe", "europharm", "france", "gmbh", "holding", "holdings", "i", "ii", "inc", "incorporated", "international",
    "ireland", "italia", "kg", "kgaa", "limited", "llc", "lp", "ltd", "netherlands", "nv", "oy", "pharma",
    "pharmaceutical", "pharmaceuticals", "plc", "pte", "pty", "pvt", "sa", "sarl", "sas", "se", "spa", "srl", "uk",
    "us", "usa",
})  # fmt: skip


def key(spelling: str) -> str:
    """Case, blanks and dashes do not make two names of one: the rule of `apoptoscope check`."""
    return re.sub(r"[\s\u2010-\u2015-]+", "", spelling).casefold()


def own_drugs(catalog: Catalog) -> list[Drug]:
    """The apoptosis-targeted drugs, by id; partner drugs are vocabulary and not kept up to date here."""
    return sorted((d for d in catalog.drugs.values() if not d.is_partner), key=lambda d: d.id)


class Spellings:
    """All spellings of our drugs, and whose each is."""

    def __init__(self, catalog: Catalog) -> None:
        self._owner = {key(s): drug for drug in catalog.drugs.values() for s in drug.spellings if s}
        others = [s for target in catalog.targets.values() for s in (target.id, target.name, *target.aliases)]
        others += [s for company in catalog.companies.values() for s in company.spellings]
        self._others = {key(s) for s in others}
        self._lookalikes = {key(each.spelling) for each in catalog.lookalikes}

    def owner(self, name: str, *, with_salts: bool = False) -> Drug | None:
        """The drug that a name means; `with_salts`, `Navitoclax dihydrochloride` is navitoclax."""
        if not with_salts:
            return self._owner.get(key(name))
        words = name.split()
        for count in range(len(words), 0, -1):
            found = self._owner.get(key(" ".join(words[:count])))
            if found and (count == len(words) or self.is_safe(" ".join(words[:count]))):
                return found
        return None

    def own(self, names: Iterable[str], *, with_salts: bool = False) -> Drug | None:
        """The one drug of ours that the names mean; None where they mean none, or several."""
        owners = (self.owner(name, with_salts=with_salts) for name in names)
        found = {drug.id: drug for drug in owners if drug and not drug.is_partner}
        return next(iter(found.values())) if len(found) == 1 else None

    def is_safe(self, spelling: str) -> bool:
        """Whether a spelling may be asked for in a register of all medicine: long enough, plain, no lookalike."""
        is_plain = re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .+/()'-]*", spelling) is not None
        return is_plain and len(key(spelling)) >= SHORTEST and key(spelling) not in self._lookalikes

    def safe_names(self, drug: Drug) -> list[str]:
        return [s for s in dict.fromkeys((drug.name, *drug.codes, *drug.brands)) if self.is_safe(s)]

    def why_not_new(self, alias: str, drug: Drug) -> str:
        """Why an alias cannot be given to a drug: "" if it can, "known" if it stands there already, else the reason."""
        owner = self._owner.get(key(alias))
        if owner:
            return "known" if owner.id == drug.id else f"is a name of {owner.id} here"
        if key(alias) in self._others:
            return "is a name of a company or a target here"
        if key(drug.name) in key(alias):
            return "known"
        if ";" in alias or not self.is_safe(alias):
            return "is too short or too odd for a name, or a known lookalike"
        return ""


def spelled_in(text: str, spellings: Iterable[str]) -> bool:
    """Whether one of the spellings stands in the text as a word of its own (ABT-263 does not stand in ABT-2637)."""
    return any(re.search(rf"(?<![\w-]){_loose(s)}(?![\w-])", text, re.IGNORECASE) for s in spellings)


def _loose(spelling: str) -> str:
    """`ABT-199`, `ABT 199` and `ABT199` alike."""
    return r"[\s-]?".join(re.escape(piece) for piece in re.findall(r"[^\s-]+", _split_code(spelling)))


def _split_code(spelling: str) -> str:
    return re.sub(r"(?<=[A-Za-z])(?=\d)", " ", spelling)


def company_of(catalog: Catalog, written: str) -> Company | None:
    """`ABBVIE INC` and `AbbVie Deutschland GmbH & Co. KG` are AbbVie: what follows the name must be a legal form."""
    known = {tuple(_words(s)): company for company in catalog.companies.values() for s in company.spellings}
    words = _words(written)
    for count in range(len(words), 0, -1):
        company = known.get(tuple(words[:count]))
        if company and all(word in _LEGAL for word in words[count:]):
            return company
    return None


def _words(written: str) -> list[str]:
    words = re.findall(r"\w+", written.casefold().replace(".", ""))
    return [_FDA_SHORT.get(word, word) for word in words]


_FDA_SHORT = {"pharms": "pharmaceuticals", "theraps": "therapeutics", "labs": "laboratories"}
"""The FDA shortens the words of a sponsor's name: KARYOPHARM THERAPS."""


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    items: list[str] = list(names)
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def brand_case(written: str) -> str:
    """`VENCLEXTA` is written Venclexta; mixed case stays."""
    return written.capitalize() if written.isupper() else written
