"""Which of an article's targets an event is about: an article on one drug names the targets of others in passing."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ci.extract.lexicon import DRUG, TARGET
from ci.extract.masked import Masked
from ci.extract.mentions import Mention
from ci.extract.scene import Scene
from ci.model import Event


def with_targets(scene: Scene, events: tuple[Event, ...], named: list[Mention]) -> tuple[Event, ...]:
    """Each event with the targets that stand with it; `named` are those of the article in order of mention.

    They stand in its quote, in a sentence that names its drugs and no other of ours, or in the headline of an article
    that tells nothing else. An event that is alone and whose drugs no table knows has all of them.
    """
    if not named:
        return events
    if len(events) == 1 and not any(scene.is_ours(drug.id) for drug in (*events[0].drugs, *events[0].combination)):
        return (replace(events[0], target_ids=_ids(named)),)
    owners = _owners(scene) if events else {}
    return tuple(_with_own(scene, event, named, owners, is_alone=len(events) == 1) for event in events)


def _with_own(scene: Scene, event: Event, named: list[Mention], owners: dict[int, str], *, is_alone: bool) -> Event:
    """`owners` says which targets are named as those of one drug: of another drug's they are not the event's."""
    places = list(_places(scene, event, is_alone=is_alone))
    drugs = {drug.id for drug in (*event.drugs, *event.combination)}
    near = (m for m in named if any(start <= m.start < end for start, end in places))
    own = [m for m in near if owners.get(m.start, "") in ("", *drugs)]
    return replace(event, target_ids=_ids(own)) if own else event


def _places(scene: Scene, event: Event, *, is_alone: bool) -> Iterator[tuple[int, int]]:
    """Stretches of the text as read."""
    yield scene.text.find_back(event.quote.start), scene.text.find_back(event.quote.end)
    drugs = {drug.id for drug in (*event.drugs, *event.combination)}
    for masked in scene.news:
        if (masked.zone == "title" and is_alone) or _is_of(scene, masked, drugs):
            yield masked.sentence.start, masked.sentence.end


_OWNER = re.compile(r"(?:[- ](?!and\b|or\b|with\b|plus\b)[\w-]+){0,3} \(?(D\d+)")
"""Behind a target, the drug that acts on it: "the FLT3 inhibitor quizartinib"."""


def _owners(scene: Scene) -> dict[int, str]:
    """Where a target stands -> the id of the drug behind it that acts on it."""
    found: dict[int, str] = {}
    for masked in scene.news:
        drugs = {token.start: masked.mention(token).id for token in masked.between(DRUG, 0, len(masked.s))}
        for token in masked.between(TARGET, 0, len(masked.s)) if drugs else ():
            if owner := _OWNER.match(masked.s, token.end):
                found[masked.mention(token).start] = drugs.get(owner.start(1), "")
    return found


def _is_of(scene: Scene, masked: Masked, drugs: set[str]) -> bool:
    """Whether a sentence names some of the drugs and beside them none of ours."""
    there = {masked.mention(token).id for token in masked.between(DRUG, 0, len(masked.s))}
    return bool(there & drugs) and not any(scene.is_ours(id_) for id_ in there - drugs)


def _ids(mentions: list[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.id for m in mentions))
