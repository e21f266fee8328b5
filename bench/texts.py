"""Generated feeds: labelled news of the tests and neutral sentences of our own, the same texts in every run."""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

WORDS_AN_ITEM = 300
SEED = 20261121
Item = dict[str, Any]

_PLACES = [
    "Boston",
    "Basel",
    "Copenhagen",
    "Osaka",
    "Leeds",
    "Toronto",
    "Lyon",
    "Ghent",
    "Austin",
    "Seoul",
    "Melbourne",
    "Haifa",
    "Uppsala",
    "Dublin",
]
_HEADS = [
    "Northgate",
    "Halden",
    "Merivale",
    "Castlebury",
    "Tarn",
    "Okafor",
    "Lindqvist",
    "Bellweather",
    "Quarrie",
    "Sundown",
    "Ashcombe",
    "Vireo",
]
_TAILS = ("Health", "Pharma", "Diagnostics", "Biosciences", "Medical", "Logistics", "Devices", "Therapeutics")
_FIELDS = (
    "asthma",
    "type 2 diabetes",
    "migraine",
    "heart failure",
    "plaque psoriasis",
    "seasonal influenza",
    "chronic kidney disease",
    "macular degeneration",
    "hypertension",
    "breast cancer screening",
    "knee osteoarthritis",
    "hepatitis C",
)
_SENTENCES = (
    "{company} said on {day} that sales in {field} rose {percent} percent to ${sum} million in the {quarter} quarter.",
    "The {place} company now expects revenue of ${sum} million to ${more} million this year.",
    "Analysts had looked for earnings of {cents} cents a share, according to a survey of {count} banks.",
    "The FDA approved a new autoinjector of {company} for adults with {field}.",
    "European regulators will review the device for {field} in the {quarter} quarter of {year}.",
    "{company} and {other} signed a supply agreement worth up to ${sum} million.",
    "In a Phase {phase} trial of {count} patients with {field}, the tablet lowered symptoms by {percent} percent.",
    "Shares of {company} fell {percent} percent in early trading in {place}.",
    "The trial, known as {head}-{phase}, is to enrol {count} adults at {percent} centres in {place} and elsewhere.",
    "{company} named {person} chief financial officer, effective {month} {percent}, {year}.",
    "Before that, {person} spent {percent} years with {other} in {place}.",
    "The board of {company} approved a dividend of {cents} cents a share.",
    "Hospitals in {place} report a shortage of infusion sets since {month}, and expect it to last into {year}.",
    "The health ministry plans to spend ${sum} million on vaccination against {field}.",
    "A survey among {count} physicians found that one in {phase} would change the treatment of {field}.",
    "{company} opened a plant in {place} that employs {count} people.",
    "The court in {place} dismissed the suit of {other} over two patents on a delivery pen.",
    "The most common side effects were headache, nausea and fatigue, as in earlier studies in {field}.",
    "Researchers in {place} followed {count} volunteers for {percent} months and published the results on {day}.",
    "{company} also bought a maker of laboratory software for ${sum} million in cash.",
    "The insurer covers the test for {field} from {month} {year} at a price of ${cents}.",
    "Pharmacies in {place} will hand out the generic tablet under a tender won by {other}.",
    "{person} told the conference in {place} that demand came back faster than planned.",
    "The company ended {month} with ${more} million in cash and no debt.",
    "About {count} people live with {field} in the region, and {percent} percent of them are untreated.",
    "A second study compares two doses with placebo over {percent} weeks and reads out in {year}.",
    "{company} recalled {count} meters because of a faulty sensor.",
    "The agreement runs for {phase} years and can be extended twice.",
    "Storage at room temperature makes the vaccine easier to deliver, the agency said.",
    "Costs of freight and energy took {percent} points off the margin.",
    "The pollen season began {percent} days earlier than in {year}, and clinics in {place} are full.",
    "{other} declined to comment on the report, which appeared in a newspaper in {place} on {day}.",
)
_TITLES = (
    "{company} lifts its outlook after a strong {quarter} quarter",
    "{company} and {other} agree on supply of delivery pens",
    "New autoinjector for {field} reaches pharmacies in {place}",
    "{company} names {person} to its board",
    "Shortage of infusion sets lasts into {year}, hospitals in {place} say",
    "Study in {field} meets its goal, {company} says",
)
_PEOPLE = ("Maria Oduya", "Jonas Wirth", "Helen Park", "Tomas Ferreira", "Aiko Mori", "Priya Nair", "Luc Besson-Roy")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def broad(labelled: Path, count: int) -> Iterator[Item]:
    """Of 20 items 1 is about our field, 1 only looks so (it was labelled not relevant), 18 are other news."""
    ours, others = _labelled(labelled)
    dice = random.Random(SEED)
    for number in range(count):
        if number % 20 == 7:
            yield _padded(number, ours[(number // 20) % len(ours)], dice)
        elif number % 20 == 14:
            yield _padded(number, others[(number // 20) % len(others)], dice)
        else:
            yield _padded(number, {"title": _filled(dice, _TITLES), "text": ""}, dice)


def relevant(labelled: Path, count: int) -> Iterator[Item]:
    """Every item is about our field: one labelled piece of news, then neutral sentences up to 300 words."""
    ours, _ = _labelled(labelled)
    dice = random.Random(SEED)
    for number in range(count):
        yield _padded(number, ours[number % len(ours)], dice)


def dense(labelled: Path, count: int) -> Iterator[Item]:
    """Harder than any feed: nothing but our news, several labelled pieces in one item, up to 300 words."""
    ours, _ = _labelled(labelled)
    dice = random.Random(SEED)
    for number in range(count):
        first, *more = dice.sample(ours, 12)
        parts = [first["text"]]
        while len(" ".join(parts).split()) < WORDS_AN_ITEM and more:
            parts.append(more.pop()["text"])
        yield _item(number, first["title"], "\n\n".join(parts))


def short(labelled: Path, count: int, words: int = 80) -> Iterator[Item]:
    """Of 20 items 1 is about our field; all others are in invented words, the common ones often, as in any language.

    No two of them share a phrase by accident, as sentences from a few patterns would: each is a story of its own.
    """
    ours, _ = _labelled(labelled)
    dice = random.Random(SEED)
    lexicon = ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(2, 4)))
               for _ in range(20_000)]  # fmt: skip
    sizes = [1 / (place + 3) for place in range(len(lexicon))]
    weights = list(accumulate(sizes))
    for number in range(count):
        news = ours[(number // 20) % len(ours)] if number % 20 == 7 else {"title": "", "text": ""}
        told = dice.choices(lexicon, cum_weights=weights, k=max(24, words - len(news["text"].split())))
        sentences = [" ".join(told[start : start + 12]).capitalize() + "." for start in range(0, len(told), 12)]
        yield _item(
            number, news["title"] or sentences.pop().rstrip("."), f"{news['text']}\n\n{' '.join(sentences)}".strip()
        )


def names(spellings: list[str], count: int) -> list[str]:
    """The project's own names first, then made-up ones, so that every matcher searches for the same `count`."""
    dice = random.Random(SEED)
    found = dict.fromkeys(s for s in spellings if len(s) > 2)
    while len(found) < count:
        found["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(3, 6)))] = None
    return list(found)[:count]


def sentence(dice: random.Random) -> str:
    """One neutral sentence."""
    return _filled(dice, _SENTENCES)


def write(items: Iterator[Item], path: Path) -> list[str]:
    """The items as JSON lines; returns their texts."""
    texts = []
    with path.open("w", encoding="utf-8") as out:
        for item in items:
            out.write(json.dumps(item, ensure_ascii=False) + "\n")
            texts.append(f"{item['title']}\n{item['text']}")
    return texts


def _labelled(path: Path) -> tuple[list[Item], list[Item]]:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [i for i in items if i["relevant"]], [i for i in items if not i["relevant"]]


def _padded(number: int, news: Item, dice: random.Random) -> Item:
    paragraphs = [news["text"]] if news["text"] else []
    missing = WORDS_AN_ITEM - len(f"{news['title']} {news['text']}".split())
    while missing > 0:
        paragraph: list[str] = []
        while missing > 0 and len(paragraph) < 4:
            paragraph.append(_filled(dice, _SENTENCES))
            missing -= len(paragraph[-1].split())
        paragraphs.append(" ".join(paragraph))
    return _item(number, news["title"], "\n\n".join(paragraphs))


def _item(number: int, title: str, text: str) -> Item:
    day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
    url = f"https://feed.example/{number}"
    return {"id": f"bench-{number}", "url": url, "source": "Feed", "published": day, "title": title, "text": text}


def _filled(dice: random.Random, templates: tuple[str, ...]) -> str:
    return dice.choice(templates).format(
        company=f"{dice.choice(_HEADS)} {dice.choice(_TAILS)}",
        other=f"{dice.choice(_HEADS)} {dice.choice(_TAILS)}",
        head=dice.choice(_HEADS).upper(),
        person=dice.choice(_PEOPLE),
        place=dice.choice(_PLACES),
        field=dice.choice(_FIELDS),
        day=dice.choice(_DAYS),
        month=dice.choice(_MONTHS),
        quarter=dice.choice(("first", "second", "third", "fourth")),
        year=dice.randint(2024, 2028),
        percent=dice.randint(2, 28),
        sum=dice.randint(20, 480),
        more=dice.randint(500, 990),
        cents=dice.randint(11, 99),
        count=dice.randint(120, 980),
        phase=dice.randint(2, 4),
    )
