"""openFDA drugsfda: applications with their submissions (open.fda.gov/apis/drug/drugsfda).

Limits without a key: 240 requests a minute, 1,000 a day; `limit` at most 1,000, `skip` at most 25,000. A search
without any match is answered with 404 and `{"error": {"code": "NOT_FOUND", …}}`: a value here, not a fault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ci.errors import FeedError
from ci.feeds.apis import MOST_PAGES, Pages
from ci.feeds.apis.answers import address, batches, endless, json_object, objects, part, text, texts
from ci.model import Fetched

BASE_URL = "https://api.fda.gov/drug/drugsfda.json"
PAGE_SIZE = 100
_FIELDS = ("products.active_ingredients.name", "products.brand_name")


@dataclass(frozen=True)
class Submission:
    """`type` is ORIG or SUPPL, `status` AP (approved) or TA (tentatively), `class_code` TYPE 1, EFFICACY, LABELING …"""

    type: str
    number: str
    status: str
    decided_on: date | None
    class_code: str
    is_priority: bool = False
    letter_url: str = ""
    """Its approval letter, where the FDA shows one."""


@dataclass(frozen=True)
class Application:
    """`number` starts with NDA, BLA or ANDA."""

    number: str
    sponsor: str
    brands: tuple[str, ...]
    ingredients: tuple[str, ...]
    submissions: tuple[Submission, ...]

    @property
    def url(self) -> str:
        return address(BASE_URL, search=f'application_number:"{self.number}"')


def searches(names: Iterable[str], base_url: str = BASE_URL) -> list[str]:
    """First addresses of as few searches as hold all names."""
    return [address(base_url, search=query, limit=PAGE_SIZE) for query in queries(names)]


def queries(names: Iterable[str]) -> Iterator[str]:
    """As few as hold all names; two terms side by side mean either."""
    return batches((f'{field}:"{name}"' for name in names for field in _FIELDS), " ")


def pages(first: str) -> Pages[Application]:
    found: list[Application] = []
    skip = 0
    for _ in range(MOST_PAGES):
        try:
            fetched = yield f"{first}&skip={skip}" if skip else first
        except FeedError as error:
            if error.status == 404:
                break
            raise
        answer = json_object(fetched, "results")
        page = _applications(answer)
        found += page
        skip += PAGE_SIZE
        total = part(answer, "meta", "results", "total")
        if not page or not isinstance(total, int) or skip >= total:
            break
    else:
        raise endless(first)
    return found


def applications(fetched: Fetched) -> list[Application]:
    """The applications of one answer."""
    return _applications(json_object(fetched, "results"))


def _applications(answer: dict[str, Any]) -> list[Application]:
    return [_application(raw) for raw in objects(answer, "results")]


def _application(raw: dict[str, Any]) -> Application:
    products = objects(raw, "products")
    ingredients = [text(i, "name") for product in products for i in objects(product, "active_ingredients")]
    ingredients += [*texts(raw, "openfda", "generic_name"), *texts(raw, "openfda", "substance_name")]
    return Application(
        number=text(raw, "application_number"),
        sponsor=text(raw, "sponsor_name"),
        brands=tuple(dict.fromkeys(text(product, "brand_name") for product in products)),
        ingredients=tuple(dict.fromkeys(ingredients)),
        submissions=tuple(_submission(submission) for submission in objects(raw, "submissions")),
    )


def _submission(raw: dict[str, Any]) -> Submission:
    return Submission(
        type=text(raw, "submission_type"),
        number=text(raw, "submission_number"),
        status=text(raw, "submission_status"),
        decided_on=_day(text(raw, "submission_status_date")),
        class_code=text(raw, "submission_class_code").upper(),
        is_priority=text(raw, "review_priority").upper() == "PRIORITY",
        letter_url=next((text(doc, "url") for doc in _letters(raw)), ""),
    )


def _letters(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [doc for doc in objects(raw, "application_docs") if text(doc, "type").lower() == "letter"]


def _day(written: str) -> date | None:
    """yyyymmdd; None for anything else."""
    try:
        return datetime.strptime(written, "%Y%m%d").date() if len(written) == 8 else None
    except ValueError:
        return None
