"""ChEMBL's molecules against the names and identifiers of drugs.csv."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ci.feeds.apis.chembl import Molecule
from ci.model import STAGES, Catalog, Drug
from ci.proposals.aliases import propose_brand, propose_code
from ci.proposals.draft import Change, Draft, counted
from ci.proposals.names import Spellings, own_drugs

NAMING = ("INN", "USAN", "BAN", "JAN", "FDA", "RESEARCH_CODE")
"""Kinds of synonyms by which a molecule may be recognised; OTHER holds plenty that is only near."""

PHASES = {1: "phase 1", 2: "phase 2", 3: "phase 3", 4: "approved"}

Records = Mapping[str, list[Molecule]]
"""Id of a parent molecule -> it and its salts, as far as they were found."""


def ids(catalog: Catalog) -> list[str]:
    return [found for drug in own_drugs(catalog) if (found := chembl_id(drug))]


def names(catalog: Catalog) -> list[str]:
    """Names and codes of the drugs whose ChEMBL id we do not have."""
    spellings = Spellings(catalog)
    unknown = (drug for drug in own_drugs(catalog) if not chembl_id(drug))
    return [name for drug in unknown for name in spellings.safe_names(drug) if name not in drug.brands]


def chembl_id(drug: Drug) -> str:
    return next((each for each in drug.identifiers if each.startswith("CHEMBL")), "")


def propose(catalog: Catalog, molecules: Iterable[Molecule], _today: date) -> Draft:
    """Names and identifiers carry no date, so the day changes nothing here."""
    draft, spellings, others = Draft(), Spellings(catalog), list[str]()
    found = _by_drug(catalog, spellings, molecules, draft.notes)
    for drug in own_drugs(catalog):
        records = found.get(drug.id, {})
        if not chembl_id(drug) and len(records) > 1:
            draft.notes.append(f"{drug.id}: ChEMBL has several molecules of its names, {counted(records)}; left out")
            continue
        for forms in records.values():
            others += _propose(draft, spellings, drug, forms)
    if others:
        draft.notes.append(f"left out, synonyms that are neither brands nor codes: {counted(others)}")
    return draft


def _by_drug(
    catalog: Catalog, spellings: Spellings, molecules: Iterable[Molecule], notes: list[str]
) -> Mapping[str, Records]:
    by_id = {chembl_id(drug): drug for drug in own_drugs(catalog) if chembl_id(drug)}
    found: dict[str, dict[str, list[Molecule]]] = defaultdict(lambda: defaultdict(list))
    for molecule in sorted(set(molecules), key=lambda m: (m.id, m.own_id)):
        named = spellings.own([molecule.name]) or spellings.own(_naming(molecule))
        drug = by_id.get(molecule.id) or by_id.get(molecule.own_id) or named
        if drug:
            found[drug.id][molecule.id].append(molecule)
        else:
            notes.append(f"{molecule.url} bears names of none or of several of our drugs; left out")
    return found


def _naming(molecule: Molecule) -> list[str]:
    return [name for name in (molecule.name, *(s for s, kind in molecule.synonyms if kind in NAMING)) if name]


def _propose(draft: Draft, spellings: Spellings, drug: Drug, forms: list[Molecule]) -> list[str]:
    """Identifier, brands and codes of one molecule and its salts; returns the synonyms of other kinds."""
    ours, url = chembl_id(drug), forms[0].url
    if ours and all(ours not in (form.id, form.own_id) for form in forms):
        draft.notes.append(f"{drug.id}: our id is {ours}, ChEMBL's record of that name is {url}; left out")
        return []
    if not ours:
        why = f"identifier {forms[0].id} added: ChEMBL, {url}"
        draft.change(Change("drugs.csv", drug.id, "identifiers", forms[0].id, why, is_addition=True))
    others = []
    for name, kind in dict.fromkeys(synonym for form in forms for synonym in form.synonyms):
        if kind == "TRADE_NAME":
            propose_brand(draft, spellings, drug, name, f"ChEMBL, {url}")
        elif kind == "RESEARCH_CODE":
            propose_code(draft, spellings, drug, name, f"ChEMBL, {url}")
        elif spellings.why_not_new(name, drug) != "known":
            others.append(name)
    _note_phase(draft, drug, forms)
    return others


def _note_phase(draft: Draft, drug: Drug, forms: list[Molecule]) -> None:
    """ChEMBL's phase names no trial, so it is a hint and no proof."""
    stage = PHASES.get(int(max((form.max_phase or 0 for form in forms), default=0)), "")
    if stage and drug.peak_stage and STAGES.index(stage) > STAGES.index(drug.peak_stage):
        draft.notes.append(
            f"{drug.id}: ChEMBL counts {stage} where peak_stage is {drug.peak_stage}, and names no trial; left out"
        )
