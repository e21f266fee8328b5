"""One event from two that tell the same act: the fields that one leaves open come from the other."""

from dataclasses import replace

from ci.extract.sameness import ids_of
from ci.model import Event, EventType
from ci.when import When


def filled(lead: Event, other: Event) -> Event:
    inferred = dict(lead.inferred)
    when, inferred = _better_date(lead, other, inferred)
    agency, region = lead.agency, lead.region
    if "agency" in inferred and "agency" not in other.inferred and other.agency:
        agency, region = other.agency, other.region
        inferred.pop("agency", None)
        inferred.pop("region", None)
    drugs = lead.drugs
    if lead.type == EventType.COLLABORATION and ids_of(other.drugs) > ids_of(drugs):
        drugs = other.drugs
    if other.drugs and (not drugs or ("drugs" in inferred and "drugs" not in other.inferred)):
        drugs = other.drugs
        inferred.pop("drugs", None)
    companies = lead.companies
    if other.companies and (not companies or ("companies" in inferred and "companies" not in other.inferred)):
        companies = other.companies
        inferred.pop("companies", None)
    return replace(
        lead,
        when=when,
        agency=agency,
        region=region,
        drugs=drugs,
        companies=companies,
        indication=lead.indication or other.indication,
        combination=lead.combination or other.combination,
        phase=lead.phase or other.phase,
        trial_ids=lead.trial_ids or other.trial_ids,
        upfront_usd_m=lead.upfront_usd_m if lead.upfront_usd_m is not None else other.upfront_usd_m,
        total_usd_m=lead.total_usd_m if lead.total_usd_m is not None else other.total_usd_m,
        money_as_stated=lead.money_as_stated or other.money_as_stated,
        territory=lead.territory or other.territory,
        inferred=inferred,
    )


def _better_date(lead: Event, other: Event, inferred: dict[str, str]) -> tuple[When, dict[str, str]]:
    """A stated date before an inferred one; of two inferred ones the one from the text before the article's."""

    def rank(event: Event) -> int:
        how = event.inferred.get("date", "")
        return 0 if not how else 1 if how.startswith("from “") else 2 if "announced" in how or "paragraph" in how else 3

    if rank(other) < rank(lead):
        inferred.pop("date", None)
        if "date" in other.inferred:
            inferred["date"] = other.inferred["date"]
        return other.when, inferred
    return lead.when, inferred
