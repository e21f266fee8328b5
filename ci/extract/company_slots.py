"""Companies by the place in the sentence that only a business fills, where the word itself is none of the language."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ci.extract.agencies import OFFICES
from ci.extract.before_names import SLOTS
from ci.extract.company_forms import put
from ci.extract.company_words import NO_ACTOR, NO_NAME, NOT_ALONE, PLACES
from ci.extract.lexicon import COMPANY, DRUG, TARGET
from ci.extract.mentions import Mention, Mentions
from ci.extract.plain_words import is_first_name, is_place, is_plain

_WORD = re.compile(r"[A-ZÀ-Þ][\w'-]{1,40}(?![\w-])")
_NEXT = re.compile(r" (?:& )?[A-ZÀ-Þ][\w'-]{0,40}(?![\w-])")
_CODE = re.compile(r"\d{2}|[A-Z]{2,}-?\d|\d[A-Z]*\Z")
_COMPOUND = re.compile(
    r"([\w']{4,30})-(?:backed|owned|made|born|developed|partnered|discovered|sponsored|led|funded)\Z"
)
"""Marengo-made, Vectura-born."""
_FUND = re.compile(r" (?:Partners|Management|Securities|Advisors|Bioventures|Investments|Venture Funds?)\Z")
_FUND_WORD = re.compile(
    r" (?:Partners|Management|Securities|Advisors|Bioventures|Investments|Venture Funds?)\b(?! (?:With|with|to|To)\b)"
)
_PLACED = re.compile(
    r"(?<![\w-])[A-Z][\w.]{1,30}-(?:based|listed) ([A-ZÀ-Þ][\w'-]*\w(?: [A-ZÀ-Þ][\w-]*\w){0,2})(?= [a-z(]|,)"
)
"""Boston-based Seal Rock: a company, whatever its words mean."""
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_HEAD = re.compile(r"(?:\A|\n|[.;:?!][\"']? |\n?[\"(\u2022] ?)\Z")
_LED_IN = re.compile(
    r"(?:(?:\A|\n|[.;:?!] )(?:On|on|In|From|At|For|Last|Earlier|Meanwhile|Separately|This|Also|Now|Then|Today|"
    r"Yesterday)[^.;:?!\n]{0,40}[ ,] ?|\b(?:said|says|confirmed|announced|reported|added|told [^.;:\n]{0,60}?) that )\Z"
)
_SPEAKS = re.compile(
    r"(?: of [A-Z][a-z]+)? (?:said|says|announced|reported|disclosed|would|will|plans|has|had|stopped|started|"
    r"bought|sold|licen[sc]ed|acquired|obtained|signed|paid)\b"
)
_ACT = re.compile(
    r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?(?: \([^()]{2,30}\))?(?:, [^,.\n]{3,60},)?"
    r"(?: has| have| also| and| today| will| to| now)* (?:"
    r"[Aa]nnounce[sd]?|[Ss]aid|[Ss]ays|[Dd]ose[sd]|[Ss]tops?|[Hh]alts?|[Ll]icen[sc]e[sd]?|[Ss]ells?|[Ss]old|"
    r"[Aa]cquire[sd]?|"
    r"[Bb]uys?|[Bb]ought|[Bb]ids?|[Ss]igns?|[Ss]igned|[Nn]ame[sd]|[Pp]ays|[Pp]aid|[Rr]aise[sd]|[Ll]aunch(?:es|ed)?|"
    r"[Hh]ands?|[Hh]anded|[Dd]rops|[Dd]ropped|[Ss]helve[sd]|[Ee]nds|[Pp]artners?|[Tt]eam(?:s|ed)?|[Jj]oins?|"
    r"[Oo]wns|[Oo]wned|"
    r"[Dd]evelops|[Dd]eveloped|[Mm]akes|[Ww]idens?|[Uu]nveil(?:s|ed)?|[Ff]ile[sd]|[Ww]ins|[Ww]on|[Gg]ets|"
    r"[Rr]eport(?:s|ed)?|"
    r"[Rr]eceive[sd]|[Ss]ecure[sd]|[Oo]btain(?:s|ed)|[Ss]ubmit(?:s|ted)|[Bb]egins|[Bb]egan|[Ss]tart(?:s|ed)|"
    r"[Ii]nitiate[sd]|"
    r"[Dd]istributes?|[Mm]arkets|[Cc]ombines|[Dd]iscontinue[sd]|[Tt]erminate[sd]|[Dd]itche[sd]|[Aa]dds|[Pp]lans|"
    r"(?:(?:is|was|were|has been|have been|had been) (?:being |to be )?)(?:sold|bought|acquired|taken over|"
    r"(?:given|granted|handed|awarded) (?:an? |the |all )?(?:[\w,-]+ ){0,4}(?:licen[sc]e|rights|option)|"
    r"retained to))\b|"
    r" led (?:the|a|an|its|this|together with) (?:[\w$-]+ ){0,3}(?:round|financing|investment|groups?|investors?)\b|"
    r" (?:took|takes) part\b"
)
_TOLD = re.compile(
    r" (?:CEO|chief executive|chairman|spokes\w+|shares|shareholders|executives)\b"
    r"|, (?:now )?(?:an? |the )?(?:[\w-]+ ){0,3}(?:part|unit|subsidiary|arm|division|affiliate|spin-?out|spin-?off|"
    r"maker|developer|owner|originator) of\b"
    r"| to its (?:stable|roster|empire|fold|family)\b"
)
"""What goes behind: its CEO, its shares, "a unit of", "to its stable" of who buys it."""
_ACT_OF_CAPITALS = re.compile(r" (?:[Aa]nnounces|[Dd]oses|[Ll]icenses|[Aa]cquires|[Bb]uys|[Rr]aises|[Ss]igns)\b")
_SAYS = re.compile(r" (?:said|says)\b")
_OWNS = re.compile(
    r"'s? (?:[a-z0-9-]+ ){0,3}(?:vaccine|inhibitor|degrader|antibody|agonist|antagonist|drug|pill|medicine|candidate|"
    r"programme|program|pipeline|compound|molecule|asset|subsidiary|unit|parent|shares|chief|boss|founder|board|"
    r"shareholders|owners?|investors|headquarters|takeover|lead|partner|licensee|rival|stock)\b"
)
_ITS_NAME = re.compile(r"'s? (?:[a-z0-9-]+ ){0,3}\Z")
_LIST = re.compile(r"(?:,? and |, | & |/)(?:the )?\Z")
_LIST_AFTER = re.compile(r"(?:,? and |, | & |/)\Z")
_ALLIED = re.compile(
    r" (?:to |will |have )?(?:team(?:ed)? up|join(?:ed)? (?:forces|hands)|partner|ally|link up|sign|ink|strike|"
    r"collaborate)\b"
)
"""What a company and an institute do together: beside an institute alone a name is mostly an author's."""
_TITLES = frozenset({"Dr", "Drs", "Prof", "Professor", "Mr", "Mrs", "Ms", "Sir", "Dame"})
_NAMED = re.compile(r"([A-ZÀ-Þ](?<![\w-].)[\w-]{1,20})\.? (?=(?:[A-Z]\. ?)?([A-ZÀ-Þ][\w'-]{1,24}))")
_NO_FIRM_AFTER = re.compile(
    r",? (?:M\.?D\b|Ph\.?D|MBBS|an? (?:professor|analyst|[\w-]*ologist)|who\b|chief|CEO|head of|"
    r"director|president|et al)"
    r"|,? (?:(?:an?|the) )?(?:[\w,-]+ ){0,4}(?:trial|study|phase)\b"
)
"""What follows a person, or a trial's own name."""
_PROJECT = re.compile(r"\b(?:Project|Operation|Programme|Program|Study|Trial|Protocol|Initiative|Act|Prize|Award) \Z")


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    is_strange: bool = True
    """Written in capitals throughout: an acronym more often than a company."""


def by_slot(mentions: Mentions) -> None:
    """Adds what stands where a business must stand, then what is listed beside such a name."""
    norm = mentions.text.norm
    for found in _PLACED.finditer(norm) if "-based " in norm or "-listed " in norm else ():
        if not _in_capitals(norm, found.end()):
            put(mentions, *found.span(1))
    waiting = _candidates(mentions)
    if not waiting:
        return
    ours = sorted(m.start for kind in (DRUG, TARGET) for m in mentions.of(kind))
    drug_ends = {m.stop for m in mentions.of(DRUG)}
    left = []
    for one in waiting:
        if (
            _FUND.search(norm, one.start, one.end)
            or _acts(norm, one)
            or _is_called(norm, one)
            or _owns(norm, one, ours)
            or _brings(norm, one, drug_ends)
        ):
            put(mentions, one.start, one.end)
        else:
            left.append(one)
    taken = {m.name for m in mentions.of(COMPANY)}
    for one in [one for one in left if norm[one.start : one.end] in taken]:
        put(mentions, one.start, one.end)
    for _ in range(3):
        firms = mentions.of(COMPANY)
        listed = {one for one in left if not one.is_strange and _is_listed(norm, one, firms)}
        for one in sorted(listed, key=lambda one: one.start):
            put(mentions, one.start, one.end)
        left = [one for one in left if one not in listed]
        if not listed:
            break


def _candidates(mentions: Mentions) -> list[_Candidate]:
    """Capitalised words that are none of the language, and what follows them as part of a name."""
    norm, past = mentions.text.norm, 0
    found: list[_Candidate] = []
    people: frozenset[str] | None = None
    for word in _WORD.finditer(norm):
        start, end = word.span()
        if start < past or not mentions.is_free(start, end) or _goes_before(norm, start):
            continue
        name = _bare(word.group())
        if not name:
            continue
        if people is None:
            people = _people(norm)
        if name in people or _PROJECT.search(norm, max(0, start - 12), start):
            continue
        end = start + len(name)
        if end == word.end():
            end = _whole(mentions, start, end)
        past = end
        if len(name) < 4 and end == start + len(name):
            continue
        if _NO_FIRM_AFTER.match(norm, end) or any(part in people for part in norm[start:end].split(" ")):
            continue
        found.append(_Candidate(_with_place(norm, start), end, norm[start:end].isupper()))
    return found


def _goes_before(norm: str, start: int) -> bool:
    return start > 0 and (norm[start - 1].isalnum() or norm[start - 1] in "'-_")


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    """The name in a word as it stands: without "'s", without "-made"; empty for what is no name."""
    name = word.removesuffix("'s").removesuffix("'")
    if compound := _COMPOUND.match(name):
        name = compound[1]
    low = name.lower()
    if "'" in name[:-2] and not name.replace("'", "").isalpha():
        return ""
    if low in OFFICES or low in NO_ACTOR or low in NO_NAME or low in NOT_ALONE or is_plain(name) or _CODE.search(name):
        return ""
    return "" if "-" in name and name.rsplit("-", 1)[1].islower() else name


def _whole(mentions: Mentions, start: int, end: int) -> int:
    """The end of a name of several words; in a headline in capitals, a plain word ends it."""
    norm = mentions.text.norm
    is_headline = _in_capitals(norm, end)
    if fund := _FUND_WORD.match(norm, end):
        return fund.end()
    for _ in range(3):
        more = _NEXT.match(norm, end)
        if not more or not mentions.is_free(*more.span()) or _CODE.search(more.group()):
            break
        word = more.group().strip(" &")
        bare = word.removesuffix("'s").removesuffix("'")
        if (is_headline and is_plain(bare)) or bare.lower() in NO_NAME:
            break
        end = more.end() - (len(word) - len(bare))
        if bare != word:
            break
    return end


def _in_capitals(norm: str, end: int) -> bool:
    following = _LONG_WORD.findall(norm[end : end + 48].split("\n")[0])[:4]
    return bool(following) and sum(word[0].isupper() for word in following) > 0.7 * len(following)


def _with_place(norm: str, start: int) -> int:
    """Jiangsu Hengrui: Chinese names begin with the province."""
    before = norm[max(0, start - 14) : start].rstrip(" ").rsplit(" ", 1)[-1]
    return start - len(before) - 1 if before[:1].isupper() and before.lower() in PLACES else start


def _people(norm: str) -> frozenset[str]:
    """Surnames: what is said with a title or a first name."""
    return frozenset(
        found[2].removesuffix("'s") for found in _NAMED.finditer(norm) if found[1] in _TITLES or is_first_name(found[1])
    )


def _acts(norm: str, one: _Candidate) -> bool:
    """At the head of a sentence, before a verb of business."""
    if _HEAD.search(norm, max(0, one.start - 3), one.start):
        act = _ACT_OF_CAPITALS if one.is_strange else _ACT
        is_person = " " in norm[one.start : one.end] and _SAYS.match(norm, one.end)
        return bool(act.match(norm, one.end)) and not is_person
    near = max(0, one.start - 90)
    return not one.is_strange and bool(_SPEAKS.match(norm, one.end) and _LED_IN.search(norm, near, one.start))


def _is_called(norm: str, one: _Candidate) -> bool:
    """By a slot right before it, by "-backed" behind it, or by a place that owns it: Sweden's Biovica."""
    if not one.is_strange and _TOLD.match(norm, one.end):
        return True
    if norm.startswith("-", one.end) and _COMPOUND.match(norm[one.start : one.end + 12].split(" ")[0]):
        return True
    if one.is_strange:
        return False
    line = max(norm.rfind("\n", max(0, one.start - 120), one.start) + 1, one.start - 120)
    words = norm[line : one.start].removesuffix("the ").rstrip(" ").rsplit(" ", 1)
    last = words[-1]
    patterns = SLOTS.get(last.rsplit("-", 1)[-1], ())
    if any(pattern.search(norm, line, one.start) for pattern in patterns):
        return True
    return last.endswith("'s") and is_place(last)


def _owns(norm: str, one: _Candidate, ours: list[int]) -> bool:
    """Xantheon's survivin vaccine: whose drug or target it is."""
    if norm[one.end : one.end + 1] != "'" or one.is_strange:
        return False
    if _OWNS.match(norm, one.end):
        return True
    at = bisect_left(ours, one.end)
    return at < len(ours) and ours[at] - one.end < 60 and bool(_ITS_NAME.fullmatch(norm[one.end : ours[at]]))


_FROM = re.compile(r"\)?,? (?:from|by) (?:the )?\Z")
_SET_OFF = re.compile(r"(?: of [A-Z]\w+)?(?:,|\.| \(| is\b| has\b| for\b| in\b| to\b)")


def _brings(norm: str, one: _Candidate, drug_ends: set[int]) -> bool:
    """Right behind a drug: "TLY012, from Theraly Fibrosis, as a treatment"."""
    found = None if one.is_strange else _FROM.search(norm, max(0, one.start - 12), one.start)
    return found is not None and found.start() in drug_ends and bool(_SET_OFF.match(norm, one.end))


def _is_listed(norm: str, one: _Candidate, firms: list[Mention]) -> bool:
    """In one list with a company: "Sandoz, Zydus and …"."""
    at = bisect_left(firms, one.start, key=lambda m: m.start)
    is_behind = at and (not firms[at - 1].is_institute or _ALLIED.match(norm, one.end))
    if is_behind and _LIST.fullmatch(norm[firms[at - 1].stop : one.start]):
        return not norm.startswith(("-", " trial", " study", " test"), one.end)
    if at == len(firms) or norm[one.start - 1 : one.start] == "(":
        return False
    if firms[at].is_institute and not _ALLIED.match(norm, firms[at].stop):
        return False
    gap = norm[one.end : firms[at].start]
    return bool(_LIST_AFTER.fullmatch(gap)) and not (gap == ", " and norm.startswith("'", firms[at].stop))
