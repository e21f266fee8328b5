"""EMA's file of medicines: one JSON document, refreshed twice a day (www.ema.europa.eu, "download medicine data").

The whole file comes in one request of several megabytes: ask for it at most every 12 hours. Dates are dd/mm/yyyy.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ci.feeds.apis import Pages
from ci.feeds.apis.answers import json_object, objects, text
from ci.model import Fetched

BASE_URL = "https://www.ema.europa.eu/en/documents/report/medicines-output-medicines_json-report_en.json"


@dataclass(frozen=True)
class Medicine:
    """A human medicine; `status` is Authorised, Opinion, Withdrawn, Refused …, `opinion` Positive or Negative."""

    name: str
    product_number: str
    status: str
    opinion: str
    substances: tuple[str, ...]
    areas: tuple[str, ...]
    holder: str
    is_conditional: bool
    is_copy: bool
    """A generic, hybrid or biosimilar."""
    opinion_on: date | None
    authorised_on: date | None
    ended_on: date | None
    url: str
    indication: str = ""


def searches(base_url: str = BASE_URL) -> list[str]:
    return [base_url]


def pages(first: str) -> Pages[Medicine]:
    return medicines((yield first))


def medicines(fetched: Fetched) -> list[Medicine]:
    """The human medicines of the file."""
    answer = json_object(fetched, "data")
    return [_medicine(raw) for raw in objects(answer, "data") if text(raw, "category").lower() in ("human", "")]


def _medicine(raw: dict[str, Any]) -> Medicine:
    substances = (text(raw, "international_non_proprietary_name_common_name"), text(raw, "active_substance"))
    return Medicine(
        name=text(raw, "name_of_medicine"),
        product_number=text(raw, "ema_product_number"),
        status=text(raw, "medicine_status"),
        opinion=text(raw, "opinion_status"),
        substances=tuple(dict.fromkeys(part for both in substances for part in _parts(both))),
        areas=_parts(text(raw, "therapeutic_area_mesh"), ";"),
        holder=text(raw, "marketing_authorisation_developer_applicant_holder"),
        is_conditional=_is_yes(raw, "conditional_approval"),
        is_copy=any(_is_yes(raw, flag) for flag in ("generic", "generic_or_hybrid", "biosimilar")),
        opinion_on=_day(text(raw, "opinion_adopted_date")),
        authorised_on=_day(text(raw, "marketing_authorisation_date")),
        ended_on=_day(text(raw, "withdrawal_expiry_revocation_lapse_of_marketing_authorisation_date")),
        url=text(raw, "medicine_url"),
        indication=text(raw, "therapeutic_indication"),
    )


def _parts(written: str, separators: str = ",;/+") -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(f"[{separators}]", written) if part.strip())


def _is_yes(raw: dict[str, Any], flag: str) -> bool:
    return text(raw, flag).casefold() == "yes"


def _day(written: str) -> date | None:
    """dd/mm/yyyy, perhaps with a time; the ISO form too, which EMA's other files use. None for anything else."""
    for form, length in (("%d/%m/%Y", 10), ("%Y-%m-%d", 10)):
        try:
            return datetime.strptime(written[:length], form).date()
        except ValueError:
            continue
    return None
