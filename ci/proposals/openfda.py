"""openFDA's applications against approvals.csv and drugs.csv.

An approval here is an approved original application (NDA or BLA) of a substance, combination or indication that was
new, or an approved efficacy supplement. Left out and counted: generics, new dose forms, labelling, manufacturing,
tentative approvals.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ci.feeds.apis.openfda import Application, Submission
from ci.model import Catalog, Drug
from ci.proposals.acts import Act, in_words, propose_act
from ci.proposals.aliases import propose_brand
from ci.proposals.draft import Draft, counted
from ci.proposals.names import Spellings, company_of, listed, own_drugs

NEW_TYPES = {"1", "2", "4", "6", "9", "10"}
"""New molecular entity, ingredient, combination or indication (6, and 9 and 10 as an application of its own)."""


def names(catalog: Catalog) -> list[str]:
    """What to ask for: INNs and brands. The FDA files no medicine under a code."""
    spellings = Spellings(catalog)
    asked = (s for drug in own_drugs(catalog) for s in spellings.safe_names(drug) if s not in drug.codes)
    return [name for name in dict.fromkeys(asked) if not re.search(r"\d", name)]


def propose(catalog: Catalog, applications: Iterable[Application], today: date) -> Draft:
    draft, spellings, left_out = Draft(), Spellings(catalog), defaultdict[str, list[str]](list)
    acts = defaultdict[tuple[str, date], list[tuple[Application, Submission]]](list)
    drugs: dict[str, Drug] = {}
    for application in sorted({a.number: a for a in applications}.values(), key=lambda a: a.number):
        drug = _drug(spellings, application)
        if drug is None:
            left_out["applications of other or several of our drugs"].append(application.number)
        elif application.number.startswith("ANDA"):
            left_out["generics"].append(application.number)
        else:
            drugs[drug.id] = drug
            for submission in _approvals(application, left_out):
                assert submission.decided_on is not None
                acts[drug.id, submission.decided_on].append((application, submission))
            for brand in application.brands:
                propose_brand(draft, spellings, drug, brand, f"openFDA, {application.url}")
    for (drug_id, day), submissions in sorted(acts.items()):
        propose_act(draft, catalog, _act(catalog, drugs[drug_id], day, submissions), today)
    draft.notes += [f"left out, {reason}: {counted(numbers)}" for reason, numbers in left_out.items()]
    return draft


def _drug(spellings: Spellings, application: Application) -> Drug | None:
    """By its ingredients; by its brand only where no ingredient is given."""
    return spellings.own(application.ingredients or application.brands, with_salts=True)


def _approvals(application: Application, left_out: dict[str, list[str]]) -> Iterator[Submission]:
    for submission in application.submissions:
        reason = _why_not(application, submission)
        if reason:
            left_out[reason].append(f"{application.number} {submission.type} {submission.number}")
        else:
            yield submission


def _why_not(application: Application, submission: Submission) -> str:
    """Why a submission is no approval of ours; "" if it is."""
    if submission.status != "AP":
        return "submissions that are not (or only tentatively) approved"
    if submission.decided_on is None:
        return "submissions without a readable date"
    if submission.type == "SUPPL":
        return "" if submission.class_code == "EFFICACY" else "supplements on labelling, manufacturing and the like"
    if submission.type != "ORIG":
        return f"submissions of type {submission.type or 'unknown'}"
    types = set(re.findall(r"\d+", submission.class_code))
    if types & NEW_TYPES or (application.number.startswith("BLA") and not types):
        return ""
    return "originals of a new dose form, of another maker, or of a class that is not given"


def _act(catalog: Catalog, drug: Drug, day: date, submissions: list[tuple[Application, Submission]]) -> Act:
    """One act for a day: tablets and capsules are approved in two applications by one decision."""
    first = next((a for a, s in submissions if s.type == "ORIG"), submissions[0][0])
    company = company_of(catalog, first.sponsor)
    whose = f"{drug.name} ({company.name if company else first.sponsor or 'sponsor not given'})"
    what = listed(dict.fromkeys(_named(a, s) for a, s in submissions))
    says = (
        f"The US FDA approved {what} for {whose} on {in_words(day)}, as openFDA's record says; "
        "the record names no indication and does not tell an accelerated approval from a regular one."
    )
    return Act(drug, "approval", "FDA", day, company, says, first.url)


def _named(application: Application, submission: Submission) -> str:
    if submission.type == "ORIG":
        return f"the original application {application.number}"
    return f"efficacy supplement {submission.number} to {application.number}"
