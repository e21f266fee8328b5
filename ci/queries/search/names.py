"""The names in a search: one spelling of a company, drug or target finds all the others, in every script."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from sqlalchemy import Connection, func, select

from ci.queries.narrowing import family, with_members
from ci.queries.profile import PARTS
from ci.queries.search.asked import About, Acts, Asked, Phrase, Said, Term
from ci.queries.spellings import brief
from ci.store import tables as t
from ci.store.reference import CATALOG_VERSION
from ci.store.tokens import words

Words = tuple[str, ...]
Entity = tuple[str, str]
"""Kind and id."""

_NAMES = {
    "company": t.company_names.c.company_id,
    "drug": t.drug_names.c.drug_id,
    "target": t.target_names.c.target_id,
}
SHOWN = 6
"""So many other names are told; all are searched."""


@dataclass
class Lexicon:
    """Every name, as words."""

    entities: dict[Words, list[Entity]] = field(default_factory=dict)
    spellings: dict[Entity, dict[Words, str]] = field(default_factory=dict)
    """Words -> as it is written, the shown name first."""
    longest: int = 0

    def add(self, entity: Entity, name: str) -> None:
        found = tuple(words(name))
        if not found:
            return
        held = self.entities.setdefault(found, [])
        if entity not in held:
            held.append(entity)
        self.spellings.setdefault(entity, {}).setdefault(found, name)
        self.longest = max(self.longest, len(found))

    def shown(self, entity: Entity) -> str:
        return next(iter(self.spellings[entity].values()))


def lexicon(connection: Connection) -> Lexicon:
    """All names that the database knows. Of mechanisms those that articles are read for: no single members."""
    made = Lexicon()
    for kind, key in _NAMES.items():
        table = t.metadata.tables[PARTS[kind]]
        for row in connection.execute(select(table.c.id, table.c.name)):
            made.add((kind, row.id), row.name)
        for row in connection.execute(select(key.label("id"), key.table.c.name)):
            made.add((kind, row.id), row.name)
    m = t.mechanisms.c
    for row in connection.execute(select(m.id, m.name).where(m.level != "member")):
        made.add(("mechanism", row.id), row.name)
        made.add(("mechanism", row.id), row.id)
    return made


_HELD: dict[tuple[str, ...], Lexicon] = {}
"""Making one costs as much as a search: the last one of a database is held until its names change."""


def known_names(connection: Connection) -> Lexicon:
    """The lexicon of this database as it is now."""
    counts = (select(func.count()).select_from(table).scalar_subquery() for table in (t.companies, t.drugs))
    version = select(t.meta.c.value).where(t.meta.c.key == CATALOG_VERSION).scalar_subquery()
    key = (str(connection.engine.url), *map(str, connection.execute(select(version, *counts)).one()))
    if key not in _HELD:
        for old in [held for held in _HELD if held[0] == key[0]]:
            _HELD.pop(old, None)
        _HELD[key] = lexicon(connection)
    return _HELD[key]


@dataclass(frozen=True)
class Mentioned:
    """Ids of one kind, of which the article must name one, or none."""

    kind: str
    ids: tuple[str, ...]
    is_banned: bool = False


@dataclass(frozen=True)
class Meant:
    """A search with its names looked up: what the words must be, what the article must be about."""

    required: tuple[tuple[Phrase, ...], ...] = ()
    banned: tuple[Phrase, ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    acts: tuple[Acts, ...] = ()
    marked: tuple[tuple[Phrase, ...], ...] = ()
    """What is to be marked for each of `required`: the longer spellings too."""
    also: tuple[str, ...] = ()
    """Sentences that say which other names are searched."""
    named: tuple[tuple[Entity, str], ...] = ()
    """What the words name, with the name that is shown of it."""
    faults: tuple[str, ...] = ()


def meant(connection: Connection, asked: Asked, known: Lexicon) -> Meant:
    """Looks up every name in a search."""
    marked: list[tuple[Phrase, ...]] = []
    banned: list[Phrase] = []
    also: dict[str, None] = {}
    named: dict[tuple[Entity, str], None] = {}
    for term in _with_rows_joined(asked.terms, known):
        phrases: dict[Phrase, None] = {}
        for said in term.any_of:
            phrases |= dict.fromkeys([said.phrase, *_others(said, known)])
            also |= dict.fromkeys(_told(said, known))
            named |= {(entity, known.shown(entity)): None for entity in _entities(said, known) if not term.is_banned}
        if term.is_banned:
            banned += phrases
        else:
            marked.append(tuple(phrases))
    mentioned, faults = _resolved(connection, asked.about, known)
    return Meant(
        required=tuple(without_longer(phrases) for phrases in marked),
        banned=tuple(banned),
        mentioned=tuple(mentioned),
        acts=asked.acts,
        marked=tuple(marked),
        also=tuple(also),
        named=tuple(named),
        faults=(*asked.faults, *faults),
    )


def without_longer(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Who looks for `ascentage` need not look for `ascentage pharma` too."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda one: len(one.words)):
        if not any(_holds(phrase.words, other.words) for other in kept if not other.is_begun):
            kept.append(phrase)
    return tuple(kept)


def _holds(row: Words, part: Words) -> bool:
    return any(row[at : at + len(part)] == part for at in range(len(row) - len(part) + 1))


# ---------------------------------------------------------------- names among the words


def _with_rows_joined(terms: Sequence[Term], known: Lexicon) -> Iterator[Term]:
    """Words that stand side by side and are a name together, such as Ascentage Pharma, as one."""
    at = 0
    while at < len(terms):
        count = next((n for n in range(known.longest, 1, -1) if _is_name(terms[at : at + n], n, known)), 1)
        yield _joined(terms[at : at + count]) if count > 1 else terms[at]
        at += count


def _is_name(row: Sequence[Term], count: int, known: Lexicon) -> bool:
    if len(row) < count or any(not _is_plain(term) for term in row):
        return False
    return tuple(word for term in row for word in term.any_of[0].phrase.words) in known.entities


def _is_plain(term: Term) -> bool:
    said = term.any_of[0]
    return len(term.any_of) == 1 and not (term.is_banned or said.is_quoted or said.phrase.is_begun)


def _joined(row: Sequence[Term]) -> Term:
    typed = " ".join(term.any_of[0].typed for term in row)
    return Term((Said(typed, Phrase(tuple(word for term in row for word in term.any_of[0].phrase.words))),))


def _entities(said: Said, known: Lexicon) -> list[Entity]:
    if said.is_quoted or said.phrase.is_begun:
        return []
    return [entity for entity in known.entities.get(said.phrase.words, ()) if entity[0] != "mechanism"]


def _others(said: Said, known: Lexicon) -> Iterator[Phrase]:
    """The other spellings; a single letter would find anything."""
    for entity in _entities(said, known):
        for spelling in known.spellings[entity]:
            if len("".join(spelling)) > 1:
                yield Phrase(spelling)


def _told(said: Said, known: Lexicon) -> Iterator[str]:
    for entity in _entities(said, known):
        names = [name for found, name in known.spellings[entity].items() if found != said.phrase.words]
        shown = brief(said.typed, names)[:SHOWN]
        if shown:
            yield f"“{said.typed}” is searched as {', '.join(shown)} too"


# ---------------------------------------------------------------- company:, drug:, target:, mechanism:


def _resolved(connection: Connection, about: Iterable[About], known: Lexicon) -> tuple[list[Mentioned], list[str]]:
    mentioned: list[Mentioned] = []
    faults: list[str] = []
    for one in about:
        ids: list[str] = []
        for value in one.values:
            found = _find(one.kind, value, known)
            ids += found
            if not found:
                faults.append(_unknown(one.kind, value, known))
        if ids:
            mentioned.append(Mentioned(one.kind, tuple(_with_family(connection, one.kind, ids)), one.is_banned))
    return mentioned, faults


def _find(kind: str, value: str, known: Lexicon) -> list[str]:
    """Who has exactly this name; else the one whose name begins so, if there is but one."""
    wanted = tuple(words(value))
    exact = [i for of, i in known.entities.get(wanted, ()) if of == kind]
    if exact or not wanted:
        return exact
    begun = {i for found, held in known.entities.items() if _begins(found, wanted) for of, i in held if of == kind}
    return list(begun) if len(begun) == 1 else []


def _begins(name: Words, wanted: Words) -> bool:
    return name[: len(wanted) - 1] == wanted[:-1] and "".join(name).startswith("".join(wanted))


def _unknown(kind: str, value: str, known: Lexicon) -> str:
    wanted = tuple(words(value))
    names = {
        " ".join(found): known.shown((of, i)) for found, held in known.entities.items() for of, i in held if of == kind
    }
    begun = sorted({shown for found, shown in names.items() if wanted and _begins(tuple(found.split()), wanted)})
    if begun:
        return f"“{value}” could be {_either(begun)}; write more of the name."
    words_of = {found.split()[0]: shown for found, shown in names.items() if " " in found} | names
    near = list(dict.fromkeys(words_of[match] for match in get_close_matches(" ".join(wanted), words_of, 3, 0.7)))
    hint = f"; did you mean {_either(near)}?" if near else "; leave the operator out to search for the word itself."
    return f"No {kind} is known as “{value}”{hint}"


def _either(names: Sequence[str], most: int = 5) -> str:
    shown = list(names[:most])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _with_family(connection: Connection, kind: str, ids: Sequence[str]) -> list[str]:
    """A company with all that belongs to it, a mechanism with all below it: as the filter has it."""
    if kind == "company":
        return family(connection, ids)
    return with_members(connection, ids) if kind == "mechanism" else list(dict.fromkeys(ids))
