"""Where the rights of a deal hold, in the article's own words as far as they are a list of places."""

import re

from ci.extract.masked import Masked
from ci.extract.scene import Scene

_US, _UK = r"u[.\u00b7]s[.\u00b7](?:a[.\u00b7])?", r"u[.\u00b7]k[.\u00b7]"
_PLACE = (
    r"(?:(?:all|most|the|rest|remainder|of|parts|greater|mainland|continental|other|certain|people's|republic|special|"
    r"administrative|region) )*"
    rf"(?:china|prc|japan|{_US}|usa?\b|{_UK}|united states|(?:north|south|latin|central) america|"
    r"european (?:union|economic area)|europe|eu\b|uk\b|united kingdom|great britain|ireland|"
    r"asia(?:[- ]pacific(?: region)?)?|(?:south-?east|east|central) asia|asean(?: \w+)?|(?:south )?korea|taiwan|"
    r"maca[ou](?: sar)?|hong kong(?: sar)?|israel|russia|cis\b|turkey|middle east|africa|canada|mexico|brazil|"
    r"australasia|australia|new zealand|india|singapore|malaysia|thailand|vietnam|indonesia|(?:the )?philippines|"
    r"germany|france|italy|spain|switzerland|austria|scandinavia|nordic countries|far east|pacific rim|"
    r"emerging markets|key (?:markets|countries)|markets|countries|A\d+)"
)
_PLACES = rf"(?P<places>{_PLACE}(?:(?:,? (?:and|or|as well as|including)|,|/| &)?(?: in| for)? ?{_PLACE})*)"
_OUTSIDE = re.compile(
    rf"\b(?:outside(?: of)?|excluding|except(?:ing)?(?: for| in)?|other than|apart from|with the exception of|"
    rf"everywhere[- ]but(?:[- ]in)?|anywhere but(?: in)?|all but|save(?: for)?|ex)[- ](?:in )?{_PLACES}"
)
_ELSEWHERE = re.compile(
    rf"\b(?:keeps?|retains?|retained|keeping|retaining|stays?|remains?|reserves?|hold(?:s|ing)? on to)\b[^.;]{{0,60}}?"
    rf"\b(?:in|for|to) {_PLACES}"
)
"""What the other one keeps."""
_INSIDE = re.compile(rf"\b(?:in|for|across|throughout|to|covering|covers?|of) {_PLACES}")
_OF_LAND = re.compile(
    r"\b(?P<land>japanese|chinese|greater china|china|european|eu|us|u[.\u00b7]s[.\u00b7]|american|north american|"
    r"asian|asia-pacific|japan|canadian|korean|indian|taiwanese|australian) "
    r"(?:\w+ )?(?:rights|licen[sc]e|distribut\w+|territor\w+)"
)
_WORLD = re.compile(
    r"\b(?:worldwide|global|world-?wide)\b,? (?:[\w-]+,? ){0,4}?(?:rights?|licen|collab|commerc|develop|deal|agree|"
    r"allian|pact|option)|\b(?:rights?|licen\w+|commerciali\w+|develop\w*|market\w*|sales?|sell)\b[^.;]{0,60}\b"
    r"(?:worldwide|globally|(?:around|across|all over|throughout|for) the (?:whole |entire )?(?:world|globe)|"
    r"world over|all territories|everywhere)|\bfor the (?:whole|entire) (?:world|globe)\b"
)
_RIGHTS = re.compile(
    r"\b(?:rights?|licen\w+|commerciali\w+|market(?:s|ing|ed)?|sales?|sells?|selling|distribut\w+|develop(?:s|ing|ment)?|"
    r"territor\w+|promot\w+|entrusts?)\b"
)
_NO_RIGHT = re.compile(
    r"\b(?:approv\w+|authori[sz]\w+|trials?|stud(?:y|ies)|based|seated|listed|headquartered|incorporated|filed|"
    r"launched|available|submi\w+|cleared|designat\w+|choose|elect|offices?|labs?|laborator\w+)\b[^.;]{0,50}$"
)
"""Before a place that says something else."""
_LANDS = {
    "japanese": "Japan",
    "chinese": "China",
    "european": "Europe",
    "eu": "European Union",
    "us": "United States",
    "u.s.": "United States",
    "u\u00b7s\u00b7": "United States",
    "american": "United States",
    "north american": "North America",
    "asian": "Asia",
    "canadian": "Canada",
    "korean": "Korea",
    "indian": "India",
    "taiwanese": "Taiwan",
    "australian": "Australia",
    "greater china": "Greater China",
    "asia-pacific": "Asia-Pacific",
    "china": "China",
    "japan": "Japan",
}
_NAMELESS = re.compile(r"(?:all |most |the |rest |of |other |certain )*(?:key )?(?:markets|countries|region)$")
_REACH = 2
"""Sentences behind the one that tells the deal."""


def territory_of(scene: Scene, masked: Masked) -> str:
    """Where a deal holds: what its sentence says, else what the headline or those behind it in the paragraph say of
    rights; empty where nothing does."""
    at = masked.sentence.number
    behind = [
        m
        for m in scene.sentences[at + 1 : at + 1 + _REACH]
        if m.zone == "body" and m.sentence.paragraph == masked.sentence.paragraph
    ]
    title = [scene.title] if scene.title is not None and at <= _REACH else []
    for other in (masked, *title, *behind):
        if found := _stated(scene, other, is_own=other is masked):
            return found
    return ""


def _stated(scene: Scene, masked: Masked, *, is_own: bool) -> str:
    s = masked.s
    if (found := _OUTSIDE.search(s)) and (places := _words(scene, masked, found)):
        return f"worldwide excluding {places}"
    if not _RIGHTS.search(s):
        return "worldwide" if is_own and _WORLD.search(s) else ""
    if found := _OF_LAND.search(s):
        return _LANDS[found.group("land")]
    kept = {found.start("places") for found in _ELSEWHERE.finditer(s)}
    for found in _INSIDE.finditer(s):
        place = found.start("places")
        if place in kept or _NO_RIGHT.search(s[max(0, place - 70) : place]) or _NAMELESS.match(found.group("places")):
            continue
        if _RIGHTS.search(s[max(0, place - 130) : place]) or _RIGHTS.match(s, found.end() + 1):
            places = _words(scene, masked, found)
            if places:
                return "worldwide" if _WORLD.search(s, 0, place) else places
    return "worldwide" if _WORLD.search(s) else ""


def _words(scene: Scene, masked: Masked, found: re.Match[str]) -> str:
    """The places as the article writes them; empty where one of them is an agency."""
    norm, (start, end) = scene.text.norm, found.span("places")
    for token in masked.between("A", start, end):
        if norm[masked.origin(token.start) : masked.origin(token.end)].casefold() not in _UNIONS:
            return ""
    words = norm[masked.origin(start) : masked.origin(end)]
    return re.sub(r"^the ", "", words).strip(" ,/")


_UNIONS = frozenset({"european union", "eu", "the european union"})
"""What else is read as an agency: it approves."""
