"""Which drugs an act is on, and whose they are."""

import re

from ci.extract.fields import Fields
from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Masked, Token
from ci.extract.mentions import Mention
from ci.extract.scene import Scene
from ci.extract.side_drugs import is_added, is_compared
from ci.model import Name

_JOINED = re.compile(r",? ?(?:and|or|&|/|,|and its|and the|as well as|and also|plus)? ?\Z")
_OWNER = re.compile(r"(C\d+)(?:'s?|-(?:sponsored|owned|run|led))? (?:(?!C\d)[\w,'()+/-]+ ){0,9}?\Z")
_FROM = re.compile(
    r"\s?(?:\([^()]{0,60}\) ?)?,? ?(?:(?:developed|made|discovered|being developed|owned|sponsored|sold|"
    r"marketed|run|created|which was developed|applied for|submitted|filed|co-developed)? ?(?:by|from)|of|"
    r"\() ?(?:[\w'-]+ ){0,3}?(C\d+)"
)
_PASSIVE_BY = re.compile(
    r"\b(?:applied for|sponsored|submitted|filed|developed|made|run|conducted|initiated|led|reported|"
    r"announced|held) by (?:[\w'-]+ ){0,3}?(C\d+)"
)
_OTHER = re.compile(
    r"(?:\b(?:licen[sc]ed (?:\w+ ){0,3}?from|in-licen[sc]ed from|partner(?:ed)?(?: with)?|with|against|"
    r"unlike|rivals?|like|discovered by|found together with|together with|acquired by|owned by|subsidiary of|"
    r"unit of|bought by|backed by|from|by|to|including|such as|sold by|alongside|than|made by|marketed by|"
    r"behind)|partner)(?: (?:the|its|swiss|french|japanese|german|giant|drugmaker|partner|rival))* $"
)


def drugs_of(fields: Fields, *, is_regulatory: bool) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """(the drugs that the act is on, the drugs that they are given with)."""
    masked = fields.masked
    tokens = _drug_tokens(fields)
    main = [t for t in tokens if not is_compared(masked, t.start)]
    added = [t for t in main if is_added(masked, t.start) and _is_companion(fields, t, main)]
    main = [t for t in main if t not in added]
    main = _nearest_group(fields, main)
    mentions = [masked.mention(t) for t in main]
    if not mentions:
        mentions = _spoken_of(fields)
        if mentions:
            fields.inferred["drugs"] = "from the rest of the text"
    if main and _only_added(fields, main):
        topic = _spoken_of(fields)
        added, mentions = (
            ([*main, *added], topic)
            if topic and is_regulatory
            else (added, [*topic, *(m for m in mentions if _is_own_right(fields, m.id))])
        )
    chosen = {m.id: fields.scene.name(m) for m in mentions}
    companions = {m.id: fields.scene.name(m) for t in added if (m := masked.mention(t)).id not in chosen}
    if not is_regulatory:
        chosen |= {i: n for i, n in companions.items() if _is_own_right(fields, i)}
    return tuple(chosen.values()), tuple(companions.values())


def _drug_tokens(fields: Fields) -> list[Token]:
    masked = fields.masked
    tokens = masked.between(DRUG, fields.left, fields.right)
    if any(not is_compared(masked, t.start) for t in tokens):
        return tokens
    return masked.between(DRUG, 0, len(masked.s))


def _is_companion(fields: Fields, token: Token, main: list[Token]) -> bool:
    """Whether a drug after "with" or "and" is a partner: what is ours stands as an equal after a plain "and"."""
    masked, mention = fields.masked, fields.masked.mention(token)
    is_equal = fields.scene.is_ours(mention.id) or mention.is_guess
    before = masked.s[max(0, token.start - 40) : token.start]
    return (
        not (
            is_equal
            and re.search(r"(?:D\d+|, |\band) (?:and |or )?(?:(?:its|the|a) )?(?:[\w-]+ ){0,3}$|,? and $|, $", before)
            and not re.search(r"\b(?:with|plus|alongside|adding|combination)\b", before)
        )
        and len(main) > 1
    )


def _is_own_right(fields: Fields, drug_id: str) -> bool:
    """A companion that a trial is about too: ours, another company's new drug, an antibody."""
    scene = fields.scene
    if scene.is_ours(drug_id) or drug_id.startswith("~"):
        return True
    masked = fields.masked
    for token in masked.between(DRUG, 0, len(masked.s)):
        if masked.mention(token).id == drug_id and re.search(
            r"C\d+'s? (?:(?!with|plus|and|alongside)[\w-]+ ){0,4}$", masked.s[max(0, token.start - 50) : token.start]
        ):
            return True
    return False


def _nearest_group(fields: Fields, tokens: list[Token]) -> list[Token]:
    """The drug nearest to the act, and those that stand beside it as equals."""
    if len(tokens) < 2:
        return tokens
    start, end = fields.candidate.start, fields.candidate.end
    near = min(
        tokens,
        key=lambda t: (
            max(t.start - end, start - t.end, 0) + (25 if t.start >= end and _is_side(fields, t) else 0),
            t.start,
        ),
    )
    group = [near]
    place = tokens.index(near)
    for other in reversed(tokens[:place]):
        if not _JOINED.match(fields.masked.s[other.end : group[0].start]):
            break
        group.insert(0, other)
    for other in tokens[place + 1 :]:
        if not _JOINED.match(fields.masked.s[group[-1].end : other.start]):
            break
        group.append(other)
    return list({fields.masked.mention(t).id: t for t in reversed(group)}.values())[::-1]


def _is_side(fields: Fields, token: Token) -> bool:
    return bool(
        re.search(
            r"\b(?:with|after|than|alongside|plus|and) (?:[\w-]+ ){0,2}$",
            fields.masked.s[max(0, token.start - 30) : token.start],
        )
    )


def _only_added(fields: Fields, main: list[Token]) -> bool:
    """ "an arm that adds Keytruda": the drug that it is added to stands elsewhere."""
    scene, masked = fields.scene, fields.masked
    if any(scene.is_ours(masked.mention(t).id) or masked.mention(t).is_guess for t in main):
        return False
    before = masked.s[max(0, main[0].start - 40) : main[0].start]
    return bool(
        re.search(
            r"\b(?:adds?|adding|added|with|plus|alongside|combined with|combination with) (?:[\w&.'-]+ ){0,4}$", before
        )
    )


def _spoken_of(fields: Fields) -> list[Mention]:
    """The drug that "it" or "the drug" stands for: one of the sentence before, else what the article is about."""
    scene = fields.scene
    ours = [m for m in scene.topic_drugs if scene.is_ours(m.id)]
    firms = {fields.masked.mention(t).id for t in fields.masked.between(COMPANY, 0, len(fields.masked.s))}
    own = [m for m in ours if (d := scene.catalog.drugs.get(m.id)) and firms & {d.originator_id, *d.owner_ids}]
    ours = own if firms and own and ours[0] not in own else ours
    unknown = [m for m in scene.topic_drugs if m.is_guess]
    return (ours or unknown or scene.topic_drugs)[:1]


def holders_of(fields: Fields, drugs: tuple[Name, ...]) -> tuple[Name, ...]:
    """Whose drug or trial it is: named beside the drug, else who speaks, else whose news it is."""
    scene, masked = fields.scene, fields.masked
    ids = {d.id for d in drugs[:1]}
    for token in masked.between(DRUG, 0, len(masked.s)):
        if masked.mention(token).id in ids and (owner := _beside(masked, token)):
            return _with_equals(scene, masked, owner)
    found = _PASSIVE_BY.search(fields.clause)
    if found and (named := _token_at(masked, fields.left + found.start(1))):
        return _with_equals(scene, masked, named)
    speakers = [
        t for t in masked.between(COMPANY, 0, len(masked.s)) if _may_hold(masked, t) and not _owns_other(masked, t, ids)
    ]
    before = [t for t in speakers if t.start <= fields.candidate.start] or speakers
    if before:
        return _with_equals(
            scene,
            masked,
            before[0]
            if masked.zone == "title"
            else before[-1]
            if len(before) > 1 and before[-1].start >= fields.left
            else before[0],
        )
    topic = scene.topic_company
    if topic is None:
        return ()
    fields.inferred["companies"] = "from the rest of the text"
    return (scene.name(topic), *_parents(scene, topic))


_PARENT = re.compile(
    r",? ?\(?(?:which |that )?(?:is |belongs |an? )?(?:wholly |fully |100%[ -])?-?(?:owned|wholly|to|"
    r"(?:[\w-]+ )?subsidiary) "
    r"(?:owned )?(?:by|to|of) (?:the )?(C\d+)|,? which belongs (?:wholly |entirely )?to (C\d+)"
)


def _parents(scene: Scene, company: Mention) -> tuple[Name, ...]:
    """The owner of a company, where the text says so right behind its name."""
    for masked in scene.news:
        for token in masked.between(COMPANY, 0, len(masked.s)):
            if masked.mention(token).id == company.id and (found := _PARENT.match(masked.s, token.end)):
                owner = _token_at(masked, found.start(1) if found.group(1) else found.start(2))
                if owner is not None and masked.mention(owner).id != company.id:
                    return (scene.name(masked.mention(owner)),)
    return ()


def _owns_other(masked: Masked, token: Token, ids: set[str]) -> bool:
    """ "adds Merck's Keytruda": whose drug is another one does not hold this act."""
    owned = re.match(r"'s? (?:[\w-]+ ){0,4}?(D\d+)", masked.s[token.end : token.end + 50])
    drug = _token_at(masked, token.end + owned.start(1)) if owned and ids else None
    return drug is not None and masked.mention(drug).id not in ids


def _beside(masked: Masked, token: Token) -> Token | None:
    before = masked.s[max(0, token.start - 90) : token.start]
    owner = _OWNER.search(before)
    if owner and re.search(r"C\d+(?:'s?|-\w+) ", owner.group()[:16]):
        place = max(0, token.start - 90) + owner.start(1)
        last = [t for t in masked.between(COMPANY, 0, token.start) if t.start >= place]
        return last[-1] if last and re.match(r"'|-", masked.s[last[-1].end :]) else _token_at(masked, place)
    after = _FROM.match(masked.s, token.end)
    return _token_at(masked, after.start(1)) if after else None


def _token_at(masked: Masked, start: int) -> Token | None:
    return next((t for t in masked.tokens if t.start == start), None)


_IS_PAID = re.compile(
    r" (?:has |is to )?(?:collect|bank|earn|pocket|receiv|get|bag|net)(?:s|ed|e[sd])? (?:an? |its |the |"
    r"first |another )*"
    r"(?:M\d|milestone)"
)
"""Who collects a milestone is not whose trial it is."""
_WHOSE = re.compile(r"'s? (?:[\w-]+ ){0,2}C\d")


_ITS_OWN = re.compile(r"C\d+'s (?:\w+ ){0,2}$")
_ITS_DRUG = re.compile(r"'s? (?:[\w-]+ ){0,6}?D\d+")
_BESIDE = re.compile(r"(?:with|than|against|after|plus|and) $")


def _may_hold(masked: Masked, token: Token) -> bool:
    mention = masked.mention(token)
    before, after = masked.s[max(0, token.start - 50) : token.start], masked.s[token.end : token.end + 70]
    if _ITS_OWN.search(before):
        return True
    if _IS_PAID.match(after):
        return False
    if mention.is_institute or _OTHER.search(before) or _WHOSE.match(after):
        return False
    return not _ITS_DRUG.match(after) or not _BESIDE.search(before)


def _with_equals(scene: Scene, masked: Masked, token: Token) -> tuple[Name, ...]:
    """The company, and one joined to it by "and" or a stroke."""
    chosen = [token]
    for other in masked.between(COMPANY, 0, len(masked.s)):
        if other is not token and not masked.mention(other).is_institute:
            gap = masked.s[min(token.end, other.end) : max(token.start, other.start)]
            if re.fullmatch(r" (?:and|&) (?:its |partner |the )*|/|, ?(?:and )?(?:partner )?", gap) and not re.search(
                r", $", gap
            ):
                chosen.append(other)
    chosen.sort(key=lambda t: t.start)
    names = {masked.mention(t).id: scene.name(masked.mention(t)) for t in chosen}
    return tuple(names.values())
