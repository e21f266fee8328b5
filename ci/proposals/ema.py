"""EMA's medicines against approvals.csv and drugs.csv: authorisations, pending opinions, brands."""

from collections.abc import Iterable
from datetime import date

from ci.feeds.apis.ema import Medicine
from ci.model import Catalog, Drug
from ci.proposals.acts import Act, in_words, propose_act
from ci.proposals.aliases import propose_brand
from ci.proposals.draft import Draft, counted
from ci.proposals.names import Spellings, company_of, listed


def propose(catalog: Catalog, medicines: Iterable[Medicine], today: date) -> Draft:
    draft, spellings, copies = Draft(), Spellings(catalog), list[str]()
    for medicine in sorted(medicines, key=lambda m: (m.product_number, m.name)):
        drug = spellings.own(medicine.substances or (medicine.name,), with_salts=True)
        if drug is None:
            continue
        if medicine.is_copy:
            copies.append(medicine.name)
            continue
        for act in _acts(catalog, drug, medicine):
            propose_act(draft, catalog, act, today)
        draft.notes += _notes(catalog, drug, medicine)
        if medicine.authorised_on:
            propose_brand(draft, spellings, drug, medicine.name, f"EMA, {medicine.url}")
    if copies:
        draft.notes.append(f"left out, generics, hybrids and biosimilars: {counted(copies)}")
    return draft


def _acts(catalog: Catalog, drug: Drug, medicine: Medicine) -> Iterable[Act]:
    company = company_of(catalog, medicine.holder)
    whose = f"{medicine.name} ({drug.name}, {company.name if company else medicine.holder or 'holder not given'})"
    area = f" in the area of {listed(medicine.areas)}" if medicine.areas else ""
    if _opinion_is_the_first(medicine):
        assert medicine.opinion_on is not None
        says = f"EMA's committee gave a positive opinion on {whose}{area} on {in_words(medicine.opinion_on)}."
        yield Act(drug, "positive-opinion", "EMA", medicine.opinion_on, company, says, medicine.url)
    if medicine.authorised_on:
        subtype = "conditional-approval" if medicine.is_conditional else "approval"
        how = ", conditionally" if medicine.is_conditional else ""
        says = (
            f"The European Commission authorised {whose}{area} on {in_words(medicine.authorised_on)}{how}, "
            "as EMA's file says; of conditions it tells today's only."
        )
        yield Act(drug, subtype, "EMA", medicine.authorised_on, company, says, medicine.url)


def _opinion_is_the_first(medicine: Medicine) -> bool:
    """The file keeps the latest opinion only; one after the authorisation is about a change that it does not name."""
    if medicine.opinion.casefold() != "positive" or not medicine.opinion_on:
        return False
    return medicine.opinion_on <= medicine.authorised_on if medicine.authorised_on else medicine.status == "Opinion"


def _notes(catalog: Catalog, drug: Drug, medicine: Medicine) -> Iterable[str]:
    where = f"{drug.id}: {medicine.url}"
    if medicine.opinion_on and medicine.authorised_on and medicine.opinion_on > medicine.authorised_on:
        yield f"{where} gives an opinion of {in_words(medicine.opinion_on)} on a later change, not which; left out"
    if medicine.ended_on:
        yield f"{where} says that the authorisation ended on {in_words(medicine.ended_on)}; look whether a row says so"
    if medicine.status not in ("Authorised", "Opinion") and not medicine.ended_on:
        yield f"{where} has the status {medicine.status or 'not given'!r}; left out"
    if not medicine.is_conditional and _was_conditional(catalog, drug):
        yield f"{where} is no longer marked conditional; the day of the change is not in the file"


def _was_conditional(catalog: Catalog, drug: Drug) -> bool:
    return any(
        e.subtype == "conditional-approval" and e.agency == "EMA" and drug.id in e.drug_ids for e in catalog.events
    )
