"""The fields of an event that its sentence gives: which drug, whose, when, for what, in which trial."""

import re
from dataclasses import dataclass, field
from datetime import date

from ci.extract.diseases import find_disease
from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Masked, Token
from ci.extract.mentions import Mention
from ci.extract.rules import Candidate
from ci.extract.scene import Scene, is_added, is_compared
from ci.model import Name, Quote
from ci.when import When

_QUOTE_AT_MOST = 320
_EVER = When(date(1900, 1, 1), date(2099, 12, 31))
_JOINED = re.compile(r",? ?(?:and|or|&|/|,|and its|and the|as well as|and also|plus)? ?\Z")
_OWNER = re.compile(r"(C\d+)(?:'s?|-(?:sponsored|partnered|owned|run|led))? (?:(?!C\d)[\w,'()+/-]+ ){0,9}?\Z")
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
_POSSESSIVE_DRUG = re.compile(r"'s? (?:[\w,-]+ ){0,7}?D\d+")
_TRIAL_ID = re.compile(
    r"\b(?:nct ?\d{8}|isrctn ?\d{8}|eudract ?\d{4}-\d{6}-\d\d|\d{4}-\d{6}-\d\d(?:-\d\d)?|chictr[-\w]{6,20}|"
    r"ctr ?20\d{6}|actrn ?\d{14}|jrct[s\d]{8,14}|umin ?\d{9}|kct ?\d{7}|drks ?\d{8})\b"
)
_PHASE = re.compile(
    r"\bphases? ?(?:(?:is|of|was) )?(?P<a>iii|ii|iv|i|[1-4]|one|two|three|four)[ab]?(?: ?(?:/|-|and|to|or|&|"
    r"–) ?(?:phase )?(?P<b>iii|ii|iv|i|[1-4])[ab]?\b)?(?![\w]| dose)|\b(?P<c>first-in-human)\b|"
    r"\b(?P<d>late-stage)\b|\b(?P<e>mid-?stage)\b|\bp(?P<f>[123])\b"
)
_NUMBER = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}


@dataclass(slots=True)
class Fields:
    """A candidate with the clause that tells it and the words that prove it."""

    scene: Scene
    candidate: Candidate
    left: int = 0
    right: int = 0
    clause: str = ""
    inferred: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left, self.right = self.candidate.masked.clause(self.candidate.start)
        self.right = max(self.right, min(self.candidate.end, len(self.masked.s)))
        self.clause = self.masked.s[self.left : self.right]

    @property
    def masked(self) -> Masked:
        return self.candidate.masked

    @property
    def quote(self) -> Quote:
        """The sentence, or the clause of a long one, word for word from the article."""
        masked = self.masked
        start, end = masked.sentence.start, masked.sentence.end
        if end - start > _QUOTE_AT_MOST:
            start, end = masked.origin(self.left), masked.origin(self.right)
        return quote_of(self.scene, start, end)


def quote_of(scene: Scene, start: int, end: int) -> Quote:
    """A quote from places in the text as read; spaces and loose commas at its ends are left out."""
    norm = scene.text.norm
    while start < end and norm[start] in " ,;\n-":
        start += 1
    while end > start and norm[end - 1] in " ,;\n-":
        end -= 1
    return Quote.of(scene.text.original, *scene.text.place(start, end))


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
        added, mentions = ([*main, *added], topic) if topic and is_regulatory else (added, [*topic, *mentions])
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
            r"C\d+'s? (?:[\w-]+ ){0,4}$", masked.s[max(0, token.start - 50) : token.start]
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
    speakers = [t for t in masked.between(COMPANY, 0, len(masked.s)) if _may_hold(masked, t)]
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
    return (scene.name(topic),)


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


_WHOSE = re.compile(r"'s? (?:[\w-]+ ){0,2}C\d")


def _may_hold(masked: Masked, token: Token) -> bool:
    mention = masked.mention(token)
    before, after = masked.s[max(0, token.start - 50) : token.start], masked.s[token.end : token.end + 70]
    if re.search(r"C\d+'s (?:\w+ ){0,2}$", before):
        return True
    if mention.is_institute or _OTHER.search(before) or _WHOSE.match(after):
        return False
    return not re.match(r"'s? (?:[\w-]+ ){0,6}?D\d+", after) or not re.search(
        r"(?:with|than|against|after|plus|and) $", before
    )


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


def date_of(fields: Fields) -> tuple[When, dict[str, str]]:
    """When it happened, as precise as the text says; what had to be inferred."""
    scene, masked = fields.scene, fields.masked
    published = scene.published
    right_edge = fields.right + 24 if fields.clause.rstrip().endswith(":") else fields.right
    for left, right, is_near in ((fields.left, right_edge, True), (0, len(masked.s), False)):
        for dated in sorted(
            masked.dates(left, right), key=lambda d: abs(d.start - masked.origin(fields.candidate.start))
        ):
            when = dated.when
            if when is None or (published and when.starts_on > published.ends_on):
                continue
            if (
                re.match(r"(?:by|since|until|from|of|for|its|their|fiscal|during|a|the|before|after)\b", dated.said)
                and when.precision != "day"
            ) and not (is_near and fields.candidate.strength == 1):
                continue
            if not is_near and when.precision != "day":
                continue
            if not is_near and published and (published.starts_on - when.ends_on).days > 30:
                continue
            if (
                published
                and when.precision == "year"
                and published.precision != "year"
                and published.starts_on.year == when.starts_on.year
            ):
                continue
            if published and when.starts_on <= published.starts_on and published.ends_on <= when.ends_on:
                continue  # the item's own date says it more exactly
            said = dated.said
            return when, {} if re.search(r"(?:19|20)\d\d", said) else {
                "date": f"from “{said.strip()}”, counted from the article's date"
            }
    lead = _lead_date(fields)
    if lead:
        return lead, {"date": "from the head of the paragraph"}
    if scene.announced and masked.sentence.number <= 4:
        return scene.announced, {"date": "from the day on which it was announced"}
    if scene.published:
        return scene.published, {"date": "from the article's date"}
    return _EVER, {"date": "the text gives none"}


def _lead_date(fields: Fields) -> When | None:
    """A month and a colon at the head of a sentence, as in a review of the year."""
    masked = fields.masked
    if masked.s.startswith("T0:") and (dated := masked.dates(0, 1)):
        return dated[0].when
    return None


def indication_of(fields: Fields) -> str:
    """For what disease, in the article's own words."""
    masked = fields.masked
    sentences = [(masked, fields.candidate.start)]
    position = masked.sentence.number
    following = fields.scene.sentences[position + 1 : position + 2]
    sentences += [(m, 0) for m in following if m.zone == "body"]
    if fields.scene.title is not None:
        sentences.append((fields.scene.title, 0))
    for other, near in sentences:
        found = find_disease(other.s, near)
        if found:
            start, end = other.origin(found[0]), other.origin(found[1] - 1) + 1
            return quote_of(fields.scene, start, end).text
    return ""


def trial_ids_of(masked: Masked, left: int, right: int) -> tuple[str, ...]:
    """Registry numbers in the clause, else in the sentence."""
    for text in (masked.s[left:right], masked.s):
        found = [m.group().upper().replace("NCT ", "NCT") for m in _TRIAL_ID.finditer(text)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def phase_near(scene: Scene, masked: Masked) -> str:
    """The phase of the next sentence, of the one before, else the only one that the article names."""
    position = masked.sentence.number
    bodies = [
        m
        for m in scene.sentences[position + 1 : position + 2] + scene.sentences[max(0, position - 1) : position]
        if m.zone in ("title", "body")
    ]
    for other in bodies:
        if phase := phase_of(other.s):
            return phase
    named = {p for m in scene.news if (p := phase_of(m.s))}
    return named.pop() if len(named) == 1 else ""


def trial_ids_near(scene: Scene, masked: Masked) -> tuple[str, ...]:
    """The registry number of the sentence before or after, else the only one of the article."""
    position = masked.sentence.number
    for other in scene.sentences[max(0, position - 1) : position] + scene.sentences[position + 1 : position + 2]:
        if found := trial_ids_of(other, 0, 0):
            return found if len(found) == 1 else ()
    named = {i for m in scene.news for i in trial_ids_of(m, 0, 0)}
    return tuple(named) if len(named) == 1 else ()


def phase_of(text: str) -> str:
    """1, 1/2, 2, 2/3, 3 or 4 for however a phase is written; empty for none."""
    for found in _PHASE.finditer(text):
        if found.group("a"):
            first = _NUMBER.get(found.group("a"), found.group("a"))
            second = _NUMBER.get(found.group("b") or "", found.group("b") or "")
            joined = f"{first}/{second}" if second and second != first else first
            return joined if joined in ("1", "1/2", "2", "2/3", "3", "4") else first
        if found.group("f"):
            return found.group("f")
        if found.group("c"):
            return "1"
        return "3" if found.group("d") else "2"
    return ""
