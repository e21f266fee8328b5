"""Who is party to a deal and in which role; its drugs, its money, its territory."""

import itertools
import re
from collections.abc import Sequence

from ci.extract.lexicon import COMPANY, DRUG
from ci.extract.masked import Masked, Token
from ci.extract.roles import roles_of
from ci.extract.rules import LEARNT, Candidate
from ci.extract.scene import Scene
from ci.extract.units import signing_units
from ci.model import Name, Party

_NO_PARTY_BEFORE = re.compile(
    r"\b(?:subsidiary|unit|arm|division|affiliate|part|owner|spin-?(?:off|out)|parent|maker) of (?:the )?$|"
    r"\b(?:backed|led|supported|funded|owned|discovered|invented|founded|developed|rivall?ed|made|sold) "
    r"by (?!and )(?:[\w, ]+ )?$|"
    r"\b(?:formerly|rivals?|unlike|like|competitors?|previously|such as|compared with|against|versus|"
    r"investors?|shares in|veteran of|ex-|former|research with|search with|work with|"
    r"found(?:ed)? (?:together )?with|now|(?<!be )taken over by|behind|"
    r"(?:acquired|bought|purchased) (?:through|via)) (?:the )?$"
)
_NO_PARTY_AFTER = re.compile(
    r"'s? (?:C\d+|\w+ (?:unit|arm|subsidiary|division) C\d+)|(?:'s)? (?:subsidiary|unit|arm|affiliate|"
    r"division|spin-?(?:off|out)|alumni|veterans?)\b|-C\d+ programme?\b|-backed|-owned|"
    r"'s? (?:[\w-]+ ){0,4}(?:ceo|chief|president|shares|stock)"
)
_OF_THEIR_PROGRAMME = re.compile(r"\b(?:from|of|under) (?:the |their )?C\d+- programme?\b")
"""The second of "from the C0-C1 programme"."""
_AFTER_NAME = re.compile(r"C\d+(?: \([^()]*\))?, (?:the )?$")
_UNIT_OF = re.compile(r"C\d+'s? (?:[\w-]+ ){0,3}(?:subsidiary|unit|arm|affiliate|division)\b")
"""After the comma of another name: "Acerta Pharma, AstraZeneca's haematology arm"."""
_NOW_OWNED_BY = re.compile(
    r"\b(?:bec(?:omes?|ame|ome)|turn(?:s|ed) into|(?:is|are) now) (?:an? |now )?(?:[\w-]+ ){0,2}"
    r"(?:subsidiary|unit|arm|division|part|affiliate) of (?:the )?$"
)
_NOW_OWNER_OF = re.compile(
    r"\b(?:bec(?:omes?|ame|ome)|is now) (?:the |an? )?(?:new |sole |majority |full |outright )?owner of (?:the )?$"
)
_UNIT_THAT_IS_SOLD = re.compile(r" (?:subsidiary|unit|arm|division|affiliate) (?:of|from) (?:the )?C\d")
"""Who "buys the Idun unit of Pfizer" buys Idun."""
_ITS_UNIT = re.compile(r"\b(?:its|their|whose) (?:[\w-]+ ){0,3}(?:subsidiary|unit|arm|affiliate|division|company),? $")
_SELLER = re.compile(r"\bfrom (?:[\w'-]+ ){0,2}$")
_THAT = re.compile(r"\b(?:that|the|this) (?:company|firm|group|business|biotech)\b|\bC\d+\b")
_NEWCO_BEFORE = re.compile(
    r"\b(?:set(?:s|ting)? up|found(?:s|ed)|form(?:s|ed|ing)|creat(?:es|ed|ing)|launch(?:es|ed)|establish\w*) $"
)
_NEWCO_AFTER = re.compile(r",? (?:an?|the|their|its) (?:[\w-]+ ){0,3}(?:joint|jv\b|venture)")
_DRUG_OF = re.compile(r"'s? (?:[\w,-]+ ){0,7}?D\d+")
_WITH = re.compile(r"\b(?:with|from|to|and|by|between|of|for|into|'s) (?:the )?(?:[\w'-]+ ){0,5}$")


def find_parties(scene: Scene, candidate: Candidate, subtype: str) -> tuple[Party, ...]:
    """The parties with their roles; empty where fewer than two are named."""
    tokens = _sold_on(candidate) if subtype == "acquisition" else []
    tokens = tokens or _party_tokens(scene, candidate)
    names: dict[str, Name] = {}
    for masked, token in tokens:
        mention = masked.mention(token)
        names.setdefault(mention.id, scene.name(mention))
    signing = signing_units(scene, list(names.values()))
    if len(signing) < len(names) and len(signing) == 1:
        signing += _another(scene, candidate, {*names, signing[0].id})
    if len(signing) < 2:
        return ()
    return with_roles(scene, candidate, subtype, signing)


_SOLD_ON = re.compile(
    r"(C\d+)(?:, [^,;.]{1,80},)? (?:has been|have been|was|is|is being|is to be|will be) (?:now )?"
    r"(?:bought|acquired|purchased|taken over|snapped up) from [^.;]{1,60}? by (?:[\w'-]+ ){0,2}(C\d+)"
)


def _sold_on(candidate: Candidate) -> list[tuple[Masked, Token]]:
    """ "Idun was bought from Pfizer by Conatus": what is bought, and who buys; the seller is neither."""
    masked = candidate.masked
    found = _SOLD_ON.search(masked.s)
    if not found or not found.start(1) <= candidate.start < found.end():
        return []
    places = {found.start(1), found.start(2)}
    return [(masked, token) for token in masked.between(COMPANY, 0, len(masked.s)) if token.start in places]


def _another(scene: Scene, candidate: Candidate, known: set[str]) -> list[Name]:
    """Where parent and unit were taken for the two parties: the first other company that may be one."""
    for masked in (candidate.masked, *_fallbacks(scene, candidate.masked)):
        for token in masked.between(COMPANY, 0, len(masked.s)):
            if masked.mention(token).id not in known and _may_be_party(masked, token, None):
                return [scene.name(masked.mention(token))]
    return []


def with_roles(scene: Scene, candidate: Candidate, subtype: str, names: Sequence[Name]) -> tuple[Party, ...]:
    """The first two with their roles; up to two more where all are partners."""
    first, second = names[:2]
    roles = roles_of(scene, candidate, subtype, first.id, second.id)
    made = [Party(first, roles[0]), Party(second, roles[1])]
    return tuple(made + [Party(name, "partner") for name in names[2:4] if roles[0] == "partner"])


def _party_tokens(scene: Scene, candidate: Candidate) -> list[tuple[Masked, Token]]:
    """The company before the act and the one after it; what is missing comes from title and first sentence."""
    masked = candidate.masked
    tokens = [t for t in masked.between(COMPANY, 0, len(masked.s)) if _may_be_party(masked, t, candidate)]
    topic = scene.topic_company.id if scene.topic_company else ""
    chosen = _around(masked, tokens, candidate, topic)
    found = [(masked, t) for t in _with_listed(masked, tokens, chosen)]
    ids = {masked.mention(t).id for t in chosen}
    if len(ids) >= 2:
        return found
    is_sure = candidate.rule.name == LEARNT and masked.zone == "title"
    for other in _fallbacks(scene, masked, 3 if is_sure else 1):
        extra = [t for t in other.between(COMPANY, 0, len(other.s)) if _may_be_party(other, t, None)]
        extra.sort(key=lambda t: other.mention(t).is_institute)  # an institute is never the only party
        for token in extra:
            mention = other.mention(token)
            if mention.id not in ids and len(ids) < 2 and (ids or not mention.is_institute):
                ids.add(mention.id)
                found.insert(0, (other, token)) if not chosen or chosen[0].start > candidate.start else found.append(
                    (other, token)
                )
        if len(ids) >= 2:
            break
    return found


_LISTED = re.compile(r",? (?:and|&) (?:the )?(?:[\w'-]+ ){0,2}|, (?:the )?")


def _with_listed(masked: Masked, tokens: list[Token], chosen: list[Token]) -> list[Token]:
    """The chosen, and those that a list after "with" joins to the last of them: "with Tybourne and OrbiMed"."""
    if len(chosen) != 2 or not re.search(r"\b(?:with|between) (?:[\w'-]+ ){0,3}$", masked.s[: chosen[-1].start]):
        return chosen
    listed = list(chosen)
    ids = {masked.mention(t).id for t in chosen}
    for token in tokens:
        gap = masked.s[listed[-1].end : token.start]
        if token.start > listed[-1].end and _LISTED.fullmatch(gap) and masked.mention(token).id not in ids:
            ids.add(masked.mention(token).id)
            listed.append(token)
    return listed


def _fallbacks(scene: Scene, masked: Masked, count: int = 1) -> list[Masked]:
    """The headline, the sentence before, and the first `count` of the body."""
    bodies = [m for m in scene.news if m.zone == "body" and m is not masked][:count]
    position = masked.sentence.number
    before = [scene.sentences[position - 1]] if position > 1 and scene.sentences[position - 1].zone == "body" else []
    title = [scene.title] if scene.title is not None and scene.title is not masked else []
    return [*title, *before, *bodies]


_THE = re.compile(r"(?:\ban?|its|the|C\d+,) $")
_A_UNIT = re.compile(r" (?:subsidiary|unit|company|affiliate|spin)")
_BESIDE = re.compile(r"\b(?:with|than|against|plus|alongside|of|and|including|adds?) (?:[\w-]+ )?$")
_ITS_DRUG = re.compile(r"'s? (?:[\w,-]+ ){0,5}?D\d+")


_OF_OWNERS = ("pact", "licence in", "takeover", "option", "licence pact", "money for rights", LEARNT)
"""Rules that speak of a company by what it owns."""


def _may_be_party(masked: Masked, token: Token, candidate: Candidate | None) -> bool:
    before, after = masked.s[max(0, token.start - 60) : token.start], masked.s[token.end : token.end + 70]
    if candidate is not None and candidate.rule.name == "takeover" and _NOW_OWNED_BY.search(before):
        return True
    if _NOW_OWNER_OF.search(before):
        return True
    if candidate is not None and candidate.rule.name == "takeover" and _UNIT_THAT_IS_SOLD.match(after):
        return True
    if _NO_PARTY_BEFORE.search(before) or _NO_PARTY_AFTER.match(after) or _OF_THEIR_PROGRAMME.search(before + after):
        return False
    if _NEWCO_BEFORE.search(before) and _NEWCO_AFTER.match(after):
        return False
    if (
        candidate is not None
        and candidate.rule.name == "takeover"
        and _SELLER.search(before)
        and _THAT.search(masked.s, candidate.start + 1, token.start)  # not who accepts "a buyout from C1"
    ):
        return False
    if _AFTER_NAME.search(before) and _UNIT_OF.match(masked.s, token.start):
        return False
    if _A_UNIT.match(after) and _THE.search(before):
        return False
    if _ITS_DRUG.match(after) and _BESIDE.search(before):
        drug = next((t for t in masked.between(DRUG, token.end, len(masked.s))), None)
        return candidate is None or drug is None or candidate.rule.name in _OF_OWNERS
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
    owned = [t for t in before if t.start >= left and _ITS_UNIT.search(masked.s[max(0, t.start - 50) : t.start])]
    if owned:
        return owned[-1]
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
                r"(?: of (?:the )?[\w.]+)?(?:,? and |, | & |/| - |-|'s? and )(?:the |[\w-]+ "
                r"(?:startup|drugmaker|biotech|based) )?(?:[\w'.-]+ ){0,4}",
                masked.s[first.end : second.start],
            )
            and masked.mention(first).id != masked.mention(second).id
        ):
            return [first, second]
    return [subject]
