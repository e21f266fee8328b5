"""EMA's file of medicines: an article a decision (opinion, authorisation, refusal, its end), told in sentences.

The file holds the whole past; articles are made of the last two years, as a feed has a window. What is older stands in
the curated tables, which `apoptoscope refresh ema` compares with the same file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ci.feeds.apis.ema import Medicine, medicines
from ci.feeds.plain import one_line, tidy
from ci.feeds.sentences import joined, said, sentence
from ci.feeds.urls import canonical_url
from ci.model import Article, Fetched
from ci.when import When

WINDOW = timedelta(days=731)
_ENDS = {
    "withdrawn": "was withdrawn",
    "revoked": "was revoked",
    "expired": "expired",
    "lapsed": "lapsed",
    "not renewed": "was not renewed",
    "suspended": "was suspended",
}


@dataclass(frozen=True)
class _Act:
    kind: str
    happened_on: date
    title: str
    says: str


def parse(fetched: Fetched) -> list[Article]:
    """Generics and biosimilars are left out: they are approvals of a copy."""
    since = fetched.fetched_at.date() - WINDOW if fetched.fetched_at else date.min
    return [
        _article(medicine, act)
        for medicine in medicines(fetched)
        if medicine.name and not medicine.is_copy
        for act in _acts(medicine)
        if act.happened_on >= since
    ]


def _acts(medicine: Medicine) -> Iterator[_Act]:
    name, holder = _drug(medicine), f"of {medicine.holder}" if medicine.holder else ""
    if medicine.opinion_on and medicine.opinion.lower() in ("positive", "negative"):
        yield _opinion(medicine, name, holder, medicine.opinion_on)
    if medicine.authorised_on:
        kind = "conditional marketing authorisation" if medicine.is_conditional else "marketing authorisation"
        says = f"The European Commission granted {kind} in the European Union to {name} {holder}".rstrip()
        yield _Act("authorisation", medicine.authorised_on, f"{kind.capitalize()} for {name}", says)
    if medicine.ended_on and (end := _ENDS.get(medicine.status.lower())):
        says = f"The marketing authorisation of {name} {holder}".rstrip() + f" in the European Union {end}"
        yield _Act("end", medicine.ended_on, f"Marketing authorisation of {name} {end}", says)


def _opinion(medicine: Medicine, name: str, holder: str, adopted_on: date) -> _Act:
    word = medicine.opinion.lower()
    advice = "recommending that it be authorised" if word == "positive" else "recommending that it be refused"
    says = f"The EMA's committee CHMP adopted a {word} opinion on {name} {holder}".rstrip() + f", {advice},"
    return _Act("opinion", adopted_on, f"{word.capitalize()} opinion of the CHMP on {name}", says)


def _article(medicine: Medicine, act: _Act) -> Article:
    areas = sentence("Its therapeutic area is", joined(medicine.areas)) if medicine.areas else ""
    indication = sentence("The indication as the EMA words it:", medicine.indication) if medicine.indication else ""
    key = f"{act.kind}-{act.happened_on}"
    url = canonical_url(medicine.url)
    return Article(
        url=f"{url}?act={key}" if url else "",  # one page tells them all; the query keeps its acts apart
        title=one_line(act.title),
        text=tidy("\n".join(line for line in (sentence(act.says, said(act.happened_on)), areas, indication) if line)),
        source="EMA",
        published=When.day(act.happened_on),
        guid=f"{medicine.product_number or medicine.name}-{key}",
        language="en",
    )


def _drug(medicine: Medicine) -> str:
    substances = joined([each for each in medicine.substances if each.lower() != medicine.name.lower()])
    return f"{medicine.name} ({substances})" if substances else medicine.name
