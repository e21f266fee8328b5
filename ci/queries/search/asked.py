"""What was typed into the search, taken apart. Pure: names are looked up later.

`alrizomadlin "orphan drug" -melanoma company:Ascentage date:2020..2024`: words and phrases that must stand in an
article, words that must not, and what the article must be about. A mistake is a sentence and not a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches

from ci.acts import SUBTYPE_NAMES
from ci.model import SUBTYPES, EventType
from ci.store.tokens import words
from ci.when import When

KINDS = ("company", "drug", "target", "mechanism")
FIELDS = (*KINDS, "type", "date")
LEAST_BEGUN = 4
"""Letters before a `*`: all words that begin so must be gathered before the first hit is known."""
_USE = "Use company:, drug:, target:, mechanism:, type: or date:"


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side; of the last one only the beginning counts where it `is_begun`."""

    words: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True)
class Said:
    """One word or phrase as it was typed; a quoted one is meant to the letter."""

    typed: str
    phrase: Phrase
    is_quoted: bool = False


@dataclass(frozen=True)
class Term:
    """Any of these must stand in the article, or none where it is banned."""

    any_of: tuple[Said, ...]
    is_banned: bool = False


@dataclass(frozen=True)
class About:
    """What the article must name, or must not: values as typed."""

    kind: str
    values: tuple[str, ...]
    is_banned: bool = False


@dataclass(frozen=True)
class Acts:
    """Kinds of events of which one must have been read in the article, or none."""

    subtypes: frozenset[str]
    is_banned: bool = False


@dataclass(frozen=True)
class Asked:
    terms: tuple[Term, ...] = ()
    about: tuple[About, ...] = ()
    acts: tuple[Acts, ...] = ()
    since: date | None = None
    until: date | None = None
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Slips that leave no doubt of what can be searched: told, and the search runs."""

    @property
    def is_empty(self) -> bool:
        return self == Asked()


@dataclass
class _Taken:
    """What was taken apart so far."""

    terms: list[Term] = field(default_factory=list)
    about: list[About] = field(default_factory=list)
    acts: list[Acts] = field(default_factory=list)
    since: date | None = None
    until: date | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_or: bool = False


_PART = re.compile(r'(?P<dash>-)?(?:(?P<field>[^\W\d_]+):\s*)?(?:"(?P<quoted>[^"]*)(?P<close>"?)|(?P<bare>[^\s"]+))?')
_QUOTES = str.maketrans("“”„«»「」：", '""""""":')


def parse(typed: str) -> Asked:
    """Takes a search apart; `faults` and `notes` hold a sentence for each mistake."""
    taken = _Taken()
    plain = typed.translate(_QUOTES)
    for part in _parts(plain):
        _take(taken, part)
    if _has_open_bracket(plain):
        taken.notes.append(
            "A bracket stands alone. Brackets are not read, and none is needed: OR joins the words beside it."
        )
    if taken.is_or:
        taken.faults.append("OR stands between two words or phrases: orphan OR priority.")
    if taken.since and taken.until and taken.since > taken.until:
        taken.faults.append(f"The dates are crossed: nothing is after {taken.since} and before {taken.until}.")
    lists = {name: tuple(getattr(taken, name)) for name in ("terms", "about", "acts", "faults", "notes")}
    return Asked(**lists, since=taken.since, until=taken.until)


def _has_open_bracket(typed: str) -> bool:
    """Whether a bracket outside quotation marks has no partner."""
    bare = re.sub(r'"[^"]*"?', " ", typed)
    return any(bare.count(opening) != bare.count(closing) for opening, closing in ("()", "[]", "{}"))


def _parts(typed: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(typed):
        found = _PART.match(typed, at)
        if not found or found.end() == at:
            at += 1
            continue
        yield found
        at = found.end()


def _take(taken: _Taken, part: re.Match[str]) -> None:
    if part["quoted"] is not None and not part["close"]:
        how = "all behind it is taken for one name" if part["field"] else "the words behind it are searched one by one"
        taken.notes.append(f"A quotation mark is opened and not closed; {how}.")
        if not part["field"]:
            for word in part["quoted"].split():
                _take_words(taken, word, bool(part["dash"]), is_quoted=False)
            return
    name, value = (part["field"] or "").casefold(), part["quoted"] if part["quoted"] is not None else part["bare"] or ""
    is_banned = bool(part["dash"])
    if name and name not in FIELDS:
        if near := get_close_matches(name, FIELDS, 1, 0.7):
            taken.faults.append(f"“{name}:” is not known; did you mean {near[0]}:? {_USE}.")
            return
        value = f"{part['field']}:{value}"  # a ticker such as HKEX:6855 is words
        name = ""
    if not name:
        _take_words(taken, value, is_banned, is_quoted=part["quoted"] is not None)
    elif not value.strip(", "):
        taken.faults.append(f"“{name}:” needs something behind it, for example {_EXAMPLES[name]}.")
    elif name == "date":
        _take_dates(taken, value, is_banned)
    elif name == "type":
        _take_type(taken, value, is_banned)
    else:
        values = (value,) if part["quoted"] is not None else tuple(v for v in value.split(",") if v)
        taken.about.append(About(name, values, is_banned))


_EXAMPLES = {
    "company": "company:Ascentage",
    "drug": "drug:APG-115",
    "target": "target:MDM2",
    "mechanism": "mechanism:bcl2-family",
    "type": "type:approval",
    "date": "date:2024..",
}


def _take_words(taken: _Taken, value: str, is_banned: bool, *, is_quoted: bool) -> None:
    if value == "OR" and not is_quoted and not is_banned:
        taken.is_or = True
        if not taken.terms or taken.terms[-1].is_banned:
            taken.faults.append("OR stands between two words or phrases: orphan OR priority.")
            taken.is_or = False
        return
    found = tuple(words(value))
    if not found:
        return
    is_begun = value.endswith("*") and not is_quoted and found[-1].isascii()
    if is_begun and len(found[-1]) < LEAST_BEGUN:
        taken.faults.append(f"“{value}” begins too many words; write at least {LEAST_BEGUN} letters before the *.")
        return
    said = Said(value.rstrip("*"), Phrase(found, is_begun), is_quoted)
    if taken.is_or and not is_banned:
        taken.terms[-1] = replace(taken.terms[-1], any_of=(*taken.terms[-1].any_of, said))
        taken.is_or = False
    else:
        taken.terms.append(Term((said,), is_banned))


# ---------------------------------------------------------------- dates and kinds


def _take_dates(taken: _Taken, value: str, is_banned: bool) -> None:
    first, dots, last = value.partition("..")
    since, until = _span(first), _span(last if dots else first)
    bad = [text for text, span in ((first, since), (last, until)) if text and span is None]
    if is_banned:
        taken.faults.append("date: cannot be excluded; give the span that you want, for example date:..2019.")
    elif bad or not (first or last):
        taken.faults.append(
            f"“{bad[0] if bad else value}” is not a date; write 2024, 2024-03 or 2024-03-15, or a span: 2023..2024-06."
        )
    else:
        taken.since = since.starts_on if since and first else taken.since
        taken.until = until.ends_on if until and (last or not dots) else taken.until


def _span(text: str) -> When | None:
    if not re.fullmatch(r"\d{4}(-\d{1,2}(-\d{1,2})?)?", text):
        return None
    try:
        return When.parse("-".join(part.zfill(2) for part in text.split("-")))
    except ValueError:
        return None


_WORDS_OF_TYPES: dict[str, EventType] = {
    **dict.fromkeys(("deal", "collaboration", "partnership"), EventType.COLLABORATION),
    **dict.fromkeys(("regulatory", "act", "regulatory act"), EventType.REGULATORY),
    **dict.fromkeys(("clinical", "trial", "clinical event"), EventType.CLINICAL),
}


def _take_type(taken: _Taken, value: str, is_banned: bool) -> None:
    found: set[str] = set()
    known = _known_types()
    for one in value.split(","):
        wanted = " ".join(words(one))
        if wanted in known:
            found |= known[wanted]
        else:
            near = get_close_matches(wanted, known, 3, 0.6)
            hint = (
                f"; near to it: {', '.join(near)}" if near else "; try deal, regulatory, clinical, approval or license"
            )
            taken.faults.append(f"“{one}” is no kind of event{hint}.")
    if found:
        taken.acts.append(Acts(frozenset(found), is_banned))


def _known_types() -> dict[str, set[str]]:
    """What can stand behind `type:` -> the kinds of events that it means."""
    known = {" ".join(words(name)): set(SUBTYPES[kind]) for name, kind in _WORDS_OF_TYPES.items()}
    for key, shown in SUBTYPE_NAMES.items():
        known[" ".join(words(key))] = known[" ".join(words(shown))] = {key}
    return known
