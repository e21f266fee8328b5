"""Who is party to a deal and in which role; its drugs, its money, its territory."""

import itertools
import re

from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Masked, Token
from ci.extract.money import Sum
from ci.extract.rules import Candidate
from ci.extract.scene import Scene, is_compared
from ci.model import Name, Party

_NO_PARTY_BEFORE = re.compile(
    r"\b(?:subsidiary|unit|arm|division|affiliate|part|owner|spin-?(?:off|out)|parent|maker) of (?:the )?$|"
    r"\b(?:backed|led|supported|funded|owned|discovered|invented|founded|developed|rivall?ed|made|sold) "
    r"by (?:[\w, ]+ )?$|"
    r"\b(?:formerly|rivals?|unlike|like|competitors?|previously|such as|compared with|against|versus|"
    r"investors?|shares in|veteran of|ex-|former|research with|search with|work with|"
    r"found(?:ed)? (?:together )?with|now|taken over by|behind) (?:the )?$"
)
_NO_PARTY_AFTER = re.compile(
    r"'s? (?:C\d+|\w+ (?:unit|arm|subsidiary|division) C\d+)|(?:'s)? (?:subsidiary|unit|arm|affiliate|"
    r"division|spin-?(?:off|out)|alumni|veterans?)\b|-backed|-owned|'s? (?:[\w-]+ ){0,4}(?:ceo|chief|"
    r"president|shares|stock)"
)
_DRUG_OF = re.compile(r"'s? (?:[\w,-]+ ){0,7}?D\d+")
_WITH = re.compile(r"\b(?:with|from|to|and|by|between|of|for|into|'s) (?:the )?(?:[\w'-]+ ){0,5}$")
_GIVES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |could |"
    r"can )*(?:out-?licen[sc]|grant|gives?|gave|sells?|sold|hand(?:s|ed)?|receive|get(?:s)? (?:an )?(?:M\d|"
    r"up ?front|milestone|royalt)|collect|earn|pocket|bag(?:s)? M|be paid|entitled|eligible|in line|"
    r"stand(?:s)? to|retain|keep|take home|book)|licen[sc](?:es|ed|ing)\b[^.;]{0,90}\bto\b)"
)
_TAKES = re.compile(
    r"(C\d+)(?:'s)?(?:,[^,;]{0,60},)?(?: [\w-]+){0,3}? (?:(?:has |have |will |would |to |is |may |"
    r"can )*(?:pay(?:s|ing)?\b|paid|in-?licen[sc]|obtain|gain|acquir|secur|pick(?:s|ed)? up|snap|"
    r"get(?:s)?[^.;]{0,60}(?:rights|licen)|receiv\w+[^.;]{0,40}(?:rights|licen)|take(?:s)? (?:over|on|"
    r"responsib|charge)|be responsible|develop|commerciali[sz]|make (?:an )?(?:up ?front|payment)|hand(?:s|"
    r"ing)? C\d+ M|bag(?:s|ged)? (?:rights|licen)|land(?:s|ed)?|win(?:s)?\b|won)|licen[sc](?:es|ed|"
    r"ing)\b[^.;]{0,90}\b(?:from|C\d+'s)\b)"
)
_TO = re.compile(
    r"\b(?:rights|licen[sc]e[sd]?|licen[sc]es|licen[sc]ing|option|granted|grants|gives|sold|sells|hands|"
    r"out-licen[sc]\w+)\b[^.;]{0,90}?\bto (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
)
_GIVEN_TO = re.compile(
    r"\b(?:grant(?:s|ed|ing)?|giv(?:es|en|ing)|gave|hand(?:s|ed|ing)?|award(?:s|ed)?|"
    r"lets?) (C\d+)\b(?! M\d)[^.;]{0,60}\b(?:rights|licen[sc]e|option)"
)
_FROM = re.compile(
    r"\b(?:licen[sc]\w+|rights|acquir\w+|bought|buys|option|obtain\w*|picked up|picks up|secur\w+|"
    r"purchas\w+)\b[^.;]{0,110}?\bfrom (?:the )?(?:[\w'-]+ ){0,4}?(C\d+)"
)
_PAYS_TO = re.compile(r"\b(?:pay(?:s|ing)?|paid|wired|handing|hands?|handed|gives?) (C\d+) (?:[\w ]{0,20})?M\d+")
_OWNS = re.compile(
    r"(C\d+)'s? (?:[\w,-]+ ){0,7}?(?:D\d+|inhibitors?|degraders?|antibod\w+|programs?|compounds?|candidates?|G\d+)"
)


def find_parties(scene: Scene, candidate: Candidate, subtype: str) -> tuple[Party, ...]:
    """The parties with their roles; empty where fewer than two are named."""
    tokens = _party_tokens(scene, candidate)
    names: dict[str, Name] = {}
    for masked, token in tokens:
        mention = masked.mention(token)
        names.setdefault(mention.id, scene.name(mention))
    if len(names) < 2:
        return ()
    first, second = list(names)[:2]
    roles = _roles(scene, candidate, subtype, first, second)
    made = [Party(names[first], roles[0]), Party(names[second], roles[1])]
    made += [
        Party(names[id_], roles[0] if roles[0] == "partner" else "partner")
        for id_ in list(names)[2:4]
        if roles[0] == "partner"
    ]
    return tuple(made)


def _party_tokens(scene: Scene, candidate: Candidate) -> list[tuple[Masked, Token]]:
    """The company before the act and the one after it; what is missing comes from title and first sentence."""
    masked = candidate.masked
    tokens = [t for t in masked.between(COMPANY, 0, len(masked.s)) if _may_be_party(masked, t, candidate)]
    topic = scene.topic_company.id if scene.topic_company else ""
    chosen = _around(masked, tokens, candidate, topic)
    found = [(masked, t) for t in chosen]
    ids = {masked.mention(t).id for t in chosen}
    if len(ids) >= 2:
        return found
    for other in _fallbacks(scene, masked):
        extra = [
            t
            for t in other.between(COMPANY, 0, len(other.s))
            if _may_be_party(other, t, None) and not (other.mention(t).is_institute and len(ids) == 0)
        ]
        for token in extra:
            if other.mention(token).id not in ids and len(ids) < 2:
                ids.add(other.mention(token).id)
                found.insert(0, (other, token)) if not chosen or chosen[0].start > candidate.start else found.append(
                    (other, token)
                )
        if len(ids) >= 2:
            break
    return found


def _fallbacks(scene: Scene, masked: Masked) -> list[Masked]:
    bodies = [m for m in scene.news if m.zone == "body" and m is not masked][:1]
    position = masked.sentence.number
    before = [scene.sentences[position - 1]] if position > 1 and scene.sentences[position - 1].zone == "body" else []
    title = [scene.title] if scene.title is not None and scene.title is not masked else []
    return [*title, *before, *bodies]


def _may_be_party(masked: Masked, token: Token, candidate: Candidate | None) -> bool:
    before, after = masked.s[max(0, token.start - 60) : token.start], masked.s[token.end : token.end + 70]
    if _NO_PARTY_BEFORE.search(before) or _NO_PARTY_AFTER.match(after):
        return False
    if re.search(r"(?:\ban?|its|the|C\d+,) $", before) and re.match(
        r" (?:subsidiary|unit|company|affiliate|spin)", after
    ):
        return False
    if re.match(r"'s? (?:[\w,-]+ ){0,5}?D\d+", after) and re.search(
        r"\b(?:with|than|against|plus|alongside|of|and|including|adds?) (?:[\w-]+ )?$", before
    ):
        drug = next((t for t in masked.between(DRUG, token.end, len(masked.s))), None)
        return (
            candidate is None
            or drug is None
            or candidate.rule.name in ("pact", "licence in", "takeover", "option", "licence pact", "money for rights")
        )
    return True


def _around(masked: Masked, tokens: list[Token], candidate: Candidate, topic: str) -> list[Token]:
    before = [t for t in tokens if t.end <= candidate.start + 1]
    within = [t for t in tokens if t.start > candidate.start - 1]
    ids = [masked.mention(t).id for t in before]
    if before and within:
        subject = _subject(masked, before, candidate)
        other = next((t for t in within if masked.mention(t).id != masked.mention(subject).id), None)
        if other is not None:
            pair = _pair_before(masked, before, subject)
            return (
                [*pair, other]
                if len(pair) == 2
                and masked.mention(other).id not in {masked.mention(t).id for t in pair}
                and _WITH.search(masked.s[max(0, other.start - 40) : other.start])
                and candidate.rule.name == "pact"
                and not _owner_only(masked, other)
                else [subject, other]
                if len(pair) < 2 or _is_object(masked, other)
                else pair
            )
    if len(set(ids)) >= 2:
        subject = _subject(masked, before, candidate)
        pair = _pair_before(masked, before, subject)
        if len(pair) == 2:
            return pair
        others = [t for t in before if masked.mention(t).id != masked.mention(subject).id]
        other = next((t for t in others if masked.mention(t).id == topic), others[-1])
        return sorted([subject, other], key=lambda t: t.start)
    seen: dict[str, Token] = {}
    for token in [*before, *within]:
        seen.setdefault(masked.mention(token).id, token)
    return list(seen.values())[:2]


def _is_object(masked: Masked, token: Token) -> bool:
    return bool(
        re.search(
            r"\b(?:with|from|to|by|of) (?:the )?(?:[\w'-]+ ){0,3}$", masked.s[max(0, token.start - 40) : token.start]
        )
    )


def _owner_only(masked: Masked, token: Token) -> bool:
    return bool(_DRUG_OF.match(masked.s[token.end : token.end + 70]))


def _subject(masked: Masked, before: list[Token], candidate: Candidate) -> Token:
    """The company that acts: the one of the clause, else the first of the sentence."""
    left, _ = masked.clause(candidate.start)
    near = [t for t in before if t.start >= left and not re.match(r"'s? [\w-]+", masked.s[t.end : t.end + 20])]
    return (
        near[0]
        if near
        else next((t for t in before if not re.match(r"'s? [\w-]+", masked.s[t.end : t.end + 20])), before[0])
    )


def _pair_before(masked: Masked, before: list[Token], subject: Token) -> list[Token]:
    """Two companies joined by "and" as the subject."""
    for first, second in itertools.pairwise(before):
        if (
            subject in (first, second)
            and re.fullmatch(
                r"(?:,? and |, | & |/| - |-|'s? and )(?:the |[\w-]+ (?:startup|drugmaker|biotech|"
                r"based) )?(?:[\w'.-]+ ){0,4}",
                masked.s[first.end : second.start],
            )
            and masked.mention(first).id != masked.mention(second).id
        ):
            return [first, second]
    return [subject]


def _roles(scene: Scene, candidate: Candidate, subtype: str, first: str, second: str) -> tuple[str, str]:
    match subtype:
        case "acquisition":
            return ("target", "acquirer") if _is_bought(candidate, first) else ("acquirer", "target")
        case "license" | "option":
            return ("licensee", "licensor") if _takes(scene, candidate, first, second) else ("licensor", "licensee")
        case "termination":
            return _ended_roles(scene, candidate, first, second)
        case "commercialization" if "licen" in candidate.masked.s:
            return ("licensee", "licensor") if _takes(scene, candidate, first, second) else ("licensor", "licensee")
    return "partner", "partner"


_IS_BOUGHT = re.compile(
    r"\b(?:acquired|bought|purchased|swallowed|snapped up|taken over|absorbed) by\b|be (?:acquired|bought|"
    r"taken|purchased)"
    r"|\b(?:sold|sells?|selling)\b|becomes? "
)
_BUY_OF = re.compile(r"(?:acquisition|takeover|purchase|buy-?out) of\b")


def _is_bought(candidate: Candidate, first: str) -> bool:
    """Whether the first party is the one that is bought: by the passive, by "sells", by "the takeover of"."""
    masked = candidate.masked
    words = masked.s[candidate.start : candidate.end]
    if _BUY_OF.search(words):
        after = masked.between(COMPANY, candidate.start, len(masked.s))
        return bool(after) and masked.mention(after[0]).id == first
    return bool(_IS_BOUGHT.search(words) or re.search(r"\bby C\d+", masked.s[candidate.start : candidate.end + 30]))


def _takes(scene: Scene, candidate: Candidate, first: str, second: str) -> bool:
    """Whether the first party takes the rights: by the verb of this sentence, else by what the article says of both."""
    votes = _all_votes(scene, candidate, first, second)
    return votes > 0


def _all_votes(scene: Scene, candidate: Candidate, first: str, second: str) -> float:
    """Positive where the first party takes: by this sentence, then by the rest, then by whose drug it was."""
    votes = _votes(candidate.masked, first, second) * 3.0
    if candidate.rule.name == "licence in" and not votes:
        votes += 1.0
    if candidate.rule.name == "licence out" and not votes:
        votes -= 1.0
    if not votes or abs(votes) < 3:
        votes += sum(_votes(m, first, second) for m in scene.news)
    if abs(votes) < 1:
        votes += _known_roles(scene, first, second)
    if abs(votes) < 1:
        for mention in scene.topic_drugs[:1]:
            drug = scene.catalog.drugs.get(mention.id)
            origin = drug.originator_id if drug else ""
            votes += 1.0 if origin == second else -1.0 if origin == first else 0.0
    return votes


def _known_roles(scene: Scene, first: str, second: str) -> float:
    """What the curated deals say of these two companies."""
    for deal in scene.catalog.events:
        roles = dict(deal.parties)
        if {first, second} <= set(roles) and set(roles.values()) >= {"licensor", "licensee"}:
            return 1.0 if roles[first] == "licensee" else -1.0
    return 0.0


def _votes(masked: Masked, first: str, second: str) -> float:
    """Positive where the first party takes and the second gives."""
    total = 0.0
    for pattern, weight in (
        (_TAKES, 1.0),
        (_TO, 1.0),
        (_GIVEN_TO, 1.5),
        (_GIVES, -1.0),
        (_FROM, -1.2),
        (_PAYS_TO, -1.0),
        (_OWNS, -0.6),
    ):
        for found in pattern.finditer(masked.s):
            token = next((t for t in masked.tokens if t.start == found.start(1)), None)
            if token is None:
                continue
            id_ = masked.mention(token).id
            total += weight if id_ == first else -weight if id_ == second else 0.0
    return total


def _ended_roles(scene: Scene, candidate: Candidate, first: str, second: str) -> tuple[str, str]:
    if candidate.rule.name == "rights returned":
        to = re.search(r"\b(?:back )?to (?:the )?(?:[\w'-]+ ){0,3}?(C\d+)", candidate.masked.s[candidate.start :])
        if to:
            token = next(t for t in candidate.masked.tokens if t.start == candidate.start + to.start(1))
            if candidate.masked.mention(token).id == first:
                return "licensor", "licensee"
        return "licensee", "licensor"
    if candidate.rule.name == "rights regained":
        return "licensor", "licensee"
    if re.search(r"licen|rights|option", candidate.masked.s) or _known_roles(scene, first, second):
        votes = _all_votes(scene, candidate, first, second)
        return ("licensor", "licensee") if votes < 0 else ("licensee", "licensor")
    return "partner", "partner"


def drugs_of_deal(scene: Scene, candidate: Candidate, subtype: str, parties: tuple[Party, ...]) -> tuple[Name, ...]:
    """The drugs that the deal is about: of its clause, else of the title, else of the sentence after it."""
    masked = candidate.masked
    left, right = masked.clause(candidate.start)
    ids = {p.company.id for p in parties}
    position = masked.sentence.number
    is_joint = subtype in ("clinical-collaboration", "research-collaboration", "co-development")
    places = [] if is_joint else [(masked, left, max(right, candidate.end))]
    places.append((masked, 0, len(masked.s)))
    if scene.title is not None and masked.zone != "title":
        places.append((scene.title, 0, len(scene.title.s)))
    if subtype not in ("joint-venture", "research-collaboration", "termination"):
        places += [(m, 0, len(m.s)) for m in scene.sentences[position + 1 : position + 2] if m.zone == "body"]
    for other, start, end in places:
        tokens = [
            t
            for t in other.between(DRUG, start, end)
            if not is_compared(other, t.start) and _is_of_parties(other, t, ids)
        ]
        if not is_joint:
            tokens = [t for t in tokens if not _is_mere_companion(scene, other, t)]
        if tokens:
            names = {other.mention(t).id: scene.name(other.mention(t)) for t in tokens}
            return tuple(names.values())
    return ()


def _is_of_parties(masked: Masked, token: Token, ids: set[str]) -> bool:
    """Not a third company's drug."""
    before = masked.s[max(0, token.start - 70) : token.start]
    owner = re.search(r"(C\d+)'s? (?:[\w,-]+ ){0,7}$", before)
    if not owner:
        return True
    place = max(0, token.start - 70) + owner.start(1)
    company = next((t for t in masked.tokens if t.start == place), None)
    return company is None or masked.mention(company).id in ids


def _is_mere_companion(scene: Scene, masked: Masked, token: Token) -> bool:
    return bool(
        re.search(
            r"\b(?:with|plus|alongside|combination with) (?:[\w-]+ ){0,2}$",
            masked.s[max(0, token.start - 40) : token.start],
        )
    ) and not scene.is_ours(masked.mention(token).id)


def money_of(scene: Scene, candidate: Candidate, subtype: str) -> tuple[float | None, float | None, str]:
    """(upfront, total, as stated where it is not in dollars): of this sentence; others add theirs later."""
    if subtype == "termination":
        return None, None, ""
    return sums_to_money(candidate.masked, subtype)


def sums_to_money(masked: Masked, subtype: str) -> tuple[float | None, float | None, str]:
    """What the sums of a sentence say about a deal of this kind."""
    upfront: float | None = None
    total: float | None = None
    stated: list[str] = []
    for one in masked.sums():
        role = _role(masked, one, subtype)
        if role == "none":
            if " per " in one.stated:
                stated.append(one.stated)
            continue
        if one.currency != "USD":
            stated.append(one.stated)
        elif role == "upfront" and upfront is None:
            upfront = one.millions
        elif role == "total" and (total is None or one.millions > total):
            total = one.millions
    return upfront, total, "; ".join(dict.fromkeys(stated))


def _role(masked: Masked, one: Sum, subtype: str) -> str:
    if one.role not in ("plain",):
        return one.role if one.role in ("upfront", "total") else "none"
    token = next((t for t in masked.tokens if t.what is one), None)
    if token is None:
        return "none"
    before, after = masked.s[max(0, token.start - 50) : token.start], masked.s[token.end : token.end + 60]
    if (
        re.match(r" (?:in|of) (?:technology|research|r&d|its|equity|stock|shares|funding)", after)
        and subtype != "acquisition"
    ):
        return "none"
    if re.search(r"\bwired\b", before):
        return "upfront"
    if subtype == "acquisition":
        return "total"
    if re.search(
        r"\b(?:pa(?:ys|id|ying)|to pay|will pay|wired|receiv\w+|pockets?|pocketed|nets|banks|collects|earns|"
        r"bags|gets|put(?:s)? down|hand(?:s|ed|ing)?)\b[^.;]{0,30}$",
        before,
    ) or re.match(r" in cash| cash| for (?:an? )?(?:exclusive )?(?:option|license)", after):
        return "upfront"
    if re.search(r"\b(?:for|at|in an?|a) $", before):
        return "upfront" if subtype == "option" else "total"
    return "none"


_WORLD = re.compile(
    r"\b(?:worldwide|global|world-?wide|exclusive global)\b,? (?:[\w-]+,? ){0,4}?(?:rights|licen|collab|"
    r"commerc|develop|deal|agree|allian|pact|option)|\b(?:rights|licen\w+|commerciali\w+|develop\w*|"
    r"market\w*)\b[^.;]{0,60}\b(?:worldwide|globally|around the world|world over|all territories)"
)
_OUTSIDE = re.compile(
    r"\b(?:outside(?: of)?|excluding|except(?: for)?|other than|ex-)\s?((?:the |greater |mainland )*(?:china|"
    r"japan|us|u\.s\.|united states|europe|asia|north america|korea|taiwan|macao sar|macau|hong kong sar|"
    r"hong kong|israel|russia)(?:(?:,? and|,| or)? (?:the |greater |mainland )*(?:china|japan|u\.s\.|united "
    r"states|europe|asia|korea|taiwan|macao(?: sar)?|macau|hong kong(?: sar)?|israel|russia))*)"
)
_IN = re.compile(
    r"\b(?:in|for|across|throughout)\s((?:the |greater |mainland |rest of |most of )*(?:china|japan|us\b|"
    r"u\.s\.|united states|europe|asia(?:[- ]pacific)?|north america|south korea|korea|taiwan|macau|macao|"
    r"hong kong|israel|russia|canada|australia|latin america|india|singapore)(?:(?:,? and|,| or)? (?:the |"
    r"greater |mainland |south )*(?:china|japan|u\.s\.|united states|europe|asia|korea|taiwan|macao|macau|"
    r"hong kong|israel|canada|australia|new zealand|mexico|singapore|other \w+ countries))*)"
)
_RIGHTS_OF = re.compile(
    r"\b(japanese|chinese|european|us|u\.s\.|north american|greater china|china|japan|"
    r"asian) (?:\w+ )?(?:rights|licen[sc]e|distribut)"
)
_LANDS = {
    "japanese": "Japan",
    "chinese": "China",
    "european": "Europe",
    "us": "United States",
    "u.s.": "United States",
    "north american": "North America",
    "asian": "Asia",
}


def territory_of(s: str) -> str:
    """Where a deal holds, as stated; empty where the sentence does not say."""
    outside = _OUTSIDE.search(s)
    if outside:
        return "worldwide excluding " + _title(outside.group(1))
    if re.search(r"rights|licen|commerciali|market|sell|distribut|develop", s):
        rights = _RIGHTS_OF.search(s)
        if rights:
            return _LANDS.get(rights.group(1), _title(rights.group(1)))
        if _WORLD.search(s):
            return "worldwide"
        inside = _IN.search(s)
        if inside:
            return _title(inside.group(1))
    return "worldwide" if _WORLD.search(s) else ""


def _title(text: str) -> str:
    small = {"and", "or", "the", "of", "rest", "most", "other"}
    return " ".join(
        w if w in small else w.upper() if w in ("us", "u.s.", "sar") else w.capitalize() for w in text.split()
    )
