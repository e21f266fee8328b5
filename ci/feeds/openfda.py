"""openFDA drugsfda: an article an approval, original or for a new use; told in sentences.

Left out are generics, tentative approvals, and supplements on labelling and manufacturing: no news of this field.
"""

from datetime import date

from ci.errors import FeedError
from ci.feeds.apis import openfda
from ci.feeds.apis.answers import json_object
from ci.feeds.apis.openfda import Application, Submission
from ci.feeds.drug_searches import searches
from ci.feeds.plain import one_line, tidy
from ci.feeds.sentences import joined, named, said, sentence
from ci.feeds.urls import canonical_url, shown_url
from ci.feeds.walks import Gathered, Visit, Walk, paged, query_of, with_query
from ci.model import Article, Fetched
from ci.when import When

MOST_PAGES, MOST_PAGES_SINCE = 10, 50
_OVERVIEW = "https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo={digits}"


def walk(visit: Visit) -> Walk:
    """openFDA sends one record unless more are asked for, and 404 where nothing matches."""
    most = MOST_PAGES_SINCE if visit.since else MOST_PAGES
    answers: list[Fetched] = []
    for each in searches(visit, openfda.queries):
        first = with_query(each.url, limit=openfda.PAGE_SIZE, skip="", **_span(each))
        answers += (yield from paged(openfda.pages(first), lambda answer: True, most)).answers
    if not answers:
        says = f"{shown_url(visit.url)} finds nothing at openFDA; check how the search is written"
        raise FeedError("empty", says, status=404)
    return Gathered(answers)


def _span(visit: Visit) -> dict[str, object]:
    """With `since`: the search, bound to applications that something was decided on from that day on."""
    if visit.since is None:
        return {}
    days = f"submissions.submission_status_date:[{visit.since:%Y%m%d} TO 29991231]"
    search = query_of(visit.url, "search")
    return {"search": f"({search}) AND {days}" if search else days}


def parse(fetched: Fetched) -> list[Article]:
    json_object(fetched, "results", "meta")
    return [
        _article(application, submission, submission.decided_on)
        for application in openfda.applications(fetched)
        for submission in application.submissions
        if submission.decided_on and _is_news(application, submission)
    ]


def _is_news(application: Application, submission: Submission) -> bool:
    is_new = submission.type == "ORIG" or submission.class_code == "EFFICACY"
    return is_new and submission.status == "AP" and application.number.startswith(("NDA", "BLA"))


def _article(application: Application, submission: Submission, decided_on: date) -> Article:
    name, sponsor = _drug(application), named(application.sponsor)
    is_original = submission.type == "ORIG"
    what = name if is_original else f"a supplement for a new use or new evidence of {name}"
    number = f"{submission.type} {submission.number}".strip()
    filed = f"The application is {application.number}, {'original submission' if is_original else 'supplement'} "
    lines = (
        sentence("The FDA approved", what, f"of {sponsor}" if sponsor else "", said(decided_on)),
        sentence(filed + submission.number),
        "It had priority review." if submission.is_priority else "",
    )
    return Article(
        url=_url(application, submission),
        title=one_line(f"FDA approval of {what} ({application.number} {number})"),
        text=tidy("\n".join(line for line in lines if line)),
        source="openFDA",
        published=When.day(decided_on),
        guid=f"{application.number}-{submission.type}-{submission.number}",
        language="en",
    )


def _drug(application: Application) -> str:
    """`Venclexta (venetoclax)`: the brand, and what is in it."""
    brand = next((named(brand) for brand in application.brands if brand), "")
    substance = joined([i.lower() for i in application.ingredients])
    return f"{brand} ({substance})" if brand and substance else brand or substance or application.number


def _url(application: Application, submission: Submission) -> str:
    """The approval letter; else the application's page, with the submission in the address to keep them apart."""
    page = _OVERVIEW.format(digits=application.number.lstrip("ABDLN"))
    return canonical_url(submission.letter_url) or f"{page}&submission={submission.type}-{submission.number}"
