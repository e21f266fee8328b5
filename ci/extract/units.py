"""Parents and their units: where a text names the unit that signs, the unit is the party and not its parent."""

import re
from collections.abc import Iterator, Sequence

from ci.extract.lexicon import COMPANY
from ci.extract.masked import Masked
from ci.extract.scene import Scene
from ci.model import Name

_KIND = r"(?:[\w-]+ ){0,3}(?:subsidiary|unit|arm|affiliate|division)"
_OF_PARENT = re.compile(rf"C(\d+),? (?:an?|the|now an?) {_KIND} of (?:the )?(?:[\w-]+ ){{0,2}}?C(\d+)")
_OF_UNIT = re.compile(
    rf"C(\d+)(?:'s?)? (?:group's )?{_KIND},? C(\d+)|C(\d+)'s? C(\d+) (?:subsidiary|unit|arm|division)\b"
)
_OWN_UNIT = re.compile(
    rf"\b(?:its|(?:the )?(?:group|company|firm)'s|the (?:holding|controlled|wholly[- ]owned)) "
    rf"(?:{_KIND},? C(\d+)|C(\d+) (?:[\w-]+ )?(?:subsidiary|unit|arm)\b)"
)


def signing_units(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """The companies, each parent replaced by the unit that the news names as its own; no company stands twice."""
    if scene.units is None:
        scene.units = {parent: unit for parent, unit in _units(scene) if unit.id != parent}
    unit_of = scene.units
    return list({one.id: one for one in (unit_of.get(name.id, name) for name in names)}.values())


def _units(scene: Scene) -> Iterator[tuple[str, Name]]:
    """(id of a parent, its unit), as often as the news states it."""
    for masked in scene.news:
        companies = masked.between(COMPANY, 0, len(masked.s))
        if not companies:
            continue
        named = [masked.mention(token) for token in companies]
        for found in _OF_PARENT.finditer(masked.s):
            yield named[int(found[2])].id, scene.name(named[int(found[1])])
        for found in _OF_UNIT.finditer(masked.s):
            parent, unit = (int(number) for number in found.groups() if number)
            yield named[parent].id, scene.name(named[unit])
        for found in _OWN_UNIT.finditer(masked.s):
            if parent_id := _owner(scene, masked, found.start()):
                yield parent_id, scene.name(named[int(found[1] or found[2])])


def _owner(scene: Scene, masked: Masked, place: int) -> str:
    """Whose unit "its" is: the first company before it, else the one that the article is about."""
    before = masked.between(COMPANY, 0, place)
    if before:
        return masked.mention(before[0]).id
    return scene.topic_company.id if scene.topic_company else ""
