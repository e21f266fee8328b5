"""Sentences with the acts that they tell: what the model of ci/extract/learned is trained on."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ci.extract import Reader
from ci.extract.masked import Masked
from ci.extract.scene import Scene
from ci.model import SUBTYPES, Article
from ci.settings import ROOT
from ci.when import When
from tests.extract import samples
from tests.reading import score

TRAINING = ROOT / "data" / "training"
LABELLED = ROOT / "tests" / "reading"
KNOWN = frozenset(subtype for of_type in SUBTYPES.values() for subtype in of_type)
SHUT = 3
"""Every third item of dev.jsonl is never learnt from."""


@dataclass(frozen=True)
class Lesson:
    """One article: its sentences; what each tells, and what it may tell or not (it is left out there)."""

    id: str
    source: str
    news: list[Masked]
    told: list[frozenset[str]]
    unsure: list[frozenset[str]]


def lessons(reader: Reader) -> Iterator[Lesson]:
    yield from written(reader)
    yield from sampled(reader)
    for path in sorted(LABELLED.glob("*.jsonl")):
        yield from labelled(reader, path)


def digest() -> str:
    """Of all texts that a model is trained on, in the order of their names."""
    files = [*TRAINING.glob("*.t[xs][tv]"), *samples.FOLDER.glob("*.txt"), *LABELLED.glob("*.jsonl")]
    files += (LABELLED / "first_passes").glob("*.json")
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


@dataclass(frozen=True)
class Written:
    """An article of data/training: its date and its labelled lines, the headline first."""

    published: str
    lines: list[tuple[str, str, frozenset[str]]]


def written_articles(path: Path) -> Iterator[Written]:
    """The articles of a training file; a line that is not as README says raises ValueError with its place."""
    article: Written | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            if article:
                yield article
            article = Written(line.split()[-1], [])
        elif line.strip():
            if article is None or not (found := _LINE.fullmatch(line)):
                raise ValueError(
                    f"{path.name}:{number}: expected “T text | labels” or “S text | labels”, found {line!r}"
                )
            labels = frozenset(label.strip() for label in found[3].split(";")) - {"-"}
            if unknown := {label.lstrip("~") for label in labels} - KNOWN:
                raise ValueError(f"{path.name}:{number}: no such act: {', '.join(sorted(unknown))}")
            article.lines.append((found[1], found[2].strip(), labels))
    if article:
        yield article


_LINE = re.compile(r"([TS]) (.+) \| ([^|]+)")


def written(reader: Reader) -> Iterator[Lesson]:
    """What was written for training, labelled sentence by sentence."""
    for path in sorted(TRAINING.glob("*.txt")):
        for number, article in enumerate(written_articles(path)):
            title = " ".join(text for mark, text, _ in article.lines if mark == "T")
            body = " ".join(text for mark, text, _ in article.lines if mark == "S")
            scene = _scene(reader, title, body, article.published)
            spans = list(_spans(scene.article.full_text, article.lines))
            yield _lesson(f"{path.stem}:{number}", path.stem, scene, lambda m, s=spans: _of_span(m, s))


def _spans(full: str, lines: list[tuple[str, str, frozenset[str]]]) -> Iterator[tuple[int, int, frozenset[str]]]:
    at = 0
    for _, text, labels in lines:
        start = full.find(text, at)
        if start >= 0:
            at = start + len(text)
            yield start, at, labels


def _of_span(masked: Masked, spans: list[tuple[int, int, frozenset[str]]]) -> "Labels":
    """The labels of the lines that a sentence mostly stands for."""
    start, end = masked.sentence.start, masked.sentence.end
    found: frozenset[str] = frozenset()
    for first, last, labels in spans:
        if min(last, end) - max(first, start) > min(last - first, end - start) / 2:
            found |= labels
    return frozenset(label for label in found if not label.startswith("~")), NONE


def sampled(reader: Reader) -> Iterator[Lesson]:
    """The samples of the rules' own tests: one line, one act or none."""
    for one in samples.samples():
        if one.mark == "=":
            continue
        wanted = frozenset({one.section, one.fields.get("also", "")}) - {""} if one.mark == "+" else frozenset()
        subtypes = frozenset(name.split("/")[1] for name in wanted)
        scene = reader.scene(one.article)
        is_two = bool(one.text) and one.title != samples.PLAIN_TITLE

        def labels(
            m: Masked,
            plain: str = one.title,
            own: frozenset[str] = subtypes,
            two: bool = is_two,
        ) -> Labels:
            if m.zone == "title" and plain == samples.PLAIN_TITLE:
                return NONE, NONE
            return (NONE, own) if two and m.zone == "title" else (own, NONE)

        yield _lesson(one.place, "samples", scene, labels)


NONE: frozenset[str] = frozenset()
Labels = tuple[frozenset[str], frozenset[str]]
"""What a sentence tells, and what it may tell or not."""


def labelled(reader: Reader, path: Path) -> Iterator[Lesson]:
    """Labelled news: the sentence of the evidence tells the act; where a rule finds it again, it may."""
    for number, item in enumerate(score.read(path), 1):
        if not item["relevant"] or (path.stem == "dev" and number % SHUT == 0):
            continue
        scene = _scene(reader, item["title"], item["text"], item["published"])
        yield _lesson(item["id"], path.stem, scene, _by_evidence(reader, scene, item))


def _by_evidence(reader: Reader, scene: Scene, item: dict[str, Any]) -> Callable[[Masked], Labels]:
    full = scene.article.full_text
    proofs = [(full.find(e["evidence"]), len(e["evidence"]), e["subtype"]) for e in item["events"]]
    again = {(t.masked.sentence.number, t.event.subtype) for t in reader.tellings(scene)}
    subtypes = {subtype for _, _, subtype in proofs}

    def labels(m: Masked) -> Labels:
        start, end = m.sentence.start, m.sentence.end
        told = frozenset(s for at, length, s in proofs if min(at + length, end) > max(at, start))
        return told, frozenset(s for n, s in again if n == m.sentence.number and s in subtypes) - told

    return labels


def _lesson(id_: str, source: str, scene: Scene, labels: Callable[[Masked], Labels]) -> Lesson:
    found = [labels(m) for m in scene.telling]
    told, unsure = (list(column) for column in zip(*found, strict=True)) if found else ([], [])
    return Lesson(id_, source, scene.telling, told, unsure)


def _scene(reader: Reader, title: str, text: str, published: str | None) -> Scene:
    when = When.parse(published) if published else None
    return reader.scene(Article("https://example.org/lesson", title, text, published=when))
