"""Reads the sample files: lines of text that carry what must be read in them (see samples/README.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ci.extract import Reader
from ci.model import Article, Event, Name, Reading
from ci.when import When

FOLDER = Path(__file__).parent / "samples"
PUBLISHED = When.parse("2024-05-14")
PLAIN_TITLE = "News from the company"


@dataclass(frozen=True)
class Sample:
    """One line of a sample file."""

    place: str
    mark: str
    section: str
    title: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        return Article("https://example.org/sample", self.title, self.text, published=PUBLISHED)


def samples() -> Iterator[Sample]:
    """Every line of every file that expects something."""
    for path in sorted(FOLDER.glob("*.txt")):
        section = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("## "):
                section = line[3:].strip()
            elif line[:2] in ("+ ", "- ", "= "):
                yield _sample(f"{path.stem}:{number}", line, section)


def _sample(place: str, line: str, section: str) -> Sample:
    said, _, expected = line[2:].partition(" => ")
    title, _, text = said.partition(" || ")
    if not text and said.endswith("."):
        title, text = PLAIN_TITLE, said
    pairs = [part.split("=", 1) for part in expected.split(";") if "=" in part]
    return Sample(place, line[0], section, title, text, {k.strip(): v.strip() for k, v in pairs})


def faults(reader: Reader, sample: Sample) -> list[str]:
    """What is wrong with the reading of a sample; empty where all is right."""
    reading = reader.read(sample.article)
    if sample.mark == "=":
        return _name_faults(reading, sample)
    events = reading.events
    found = sorted(f"{e.type}/{e.subtype}" for e in events)
    wanted = sorted([sample.section, *filter(None, [sample.fields.get("also", "")])]) if sample.mark == "+" else []
    if found != wanted:
        return [f"read {found or 'nothing'}, expected {wanted or 'nothing'}"]
    if sample.mark == "-":
        return []
    event = next(e for e in events if f"{e.type}/{e.subtype}" == sample.section)
    return [
        f"{name} is {shown}, expected {value}"
        for name, value in sample.fields.items()
        if name != "also" and not (check := _check(event, name, value))[0]
        for shown in [check[1]]
    ]


def _name_faults(reading: Reading, sample: Sample) -> list[str]:
    if sample.fields.get("relevant") == "no":
        return ["is read as relevant"] if reading.is_relevant else []
    found = []
    for name, value in sample.fields.items():
        wanted = [part.strip() for part in value.split(",") if part.strip()]
        if name in ("companies", "drugs"):
            named = getattr(reading, name)
            shown: object = [n.name for n in named]
            is_right = _are(named, wanted)
        else:
            shown = reading.target_ids if name == "targets" else reading.mechanism_ids
            is_right = list(reading.target_ids if name == "targets" else reading.mechanism_ids) == wanted
        if not is_right:
            found.append(f"{name} are {shown}, expected {wanted}")
    return found


def _check(event: Event, name: str, value: str) -> tuple[bool, object]:
    match name:
        case "date":
            return event.when.iso == value, event.when.iso
        case "agency" | "region" | "phase":
            return getattr(event, name) == value, getattr(event, name)
        case "upfront" | "total":
            amount = event.upfront_usd_m if name == "upfront" else event.total_usd_m
            return amount == float(value), amount
        case "trials":
            return ",".join(event.trial_ids) == value, event.trial_ids
        case "drugs" | "companies":
            named = event.drugs if name == "drugs" else event.companies
            return _are(named, value.split(",")), [n.name for n in named]
        case "parties":
            return _are_parties(event, value), [(p.company.name, p.role) for p in event.parties]
    raise ValueError(f"unknown field {name!r} in a sample")


def _are(named: tuple[Name, ...], wanted: list[str]) -> bool:
    return len(named) == len(wanted) and all(any(_is(n, w) for n in named) for w in wanted)


def _are_parties(event: Event, value: str) -> bool:
    wanted = [part.strip().rsplit(":", 1) for part in value.split(",")]
    return len(event.parties) == len(wanted) and all(
        any(_is(p.company, company) and p.role == role for p in event.parties) for company, role in wanted
    )


def _is(name: Name, wanted: str) -> bool:
    """Whether a name is meant: its first word is that of one of the spellings."""
    first = wanted.strip().lower().split()[0]
    return any(first == spelling.lower().split()[0] for spelling in (name.name, *name.spellings))
