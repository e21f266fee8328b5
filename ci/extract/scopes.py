"""What a clause says about its own words: planned, conditional, denied, or told as history."""

import re
from dataclasses import dataclass
from datetime import timedelta

from ci.extract.masked import Masked
from ci.extract.spotter import Spotter
from ci.extract.words import strings
from ci.when import When

_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|expect(?:s|ed|ing)?|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|"
    r"will|would|could|may|might|shall|"
    r"set to|due (?:to|in|by|for)|about to|poised|on track|slated|scheduled|anticipat\w+|seek(?:s|ing)?|"
    r"sought|wants?|wanted|prepar\w+|propos\w+|"
    r"potential\w*|possib\w+|eye[sd]?|eyeing|consider\w*|in talks|talks|negotiat\w+|ahead of|pending|await\w*|upcoming|"
    r"next (?:year|quarter|month|week|step)|later this year|by (?:the )?(?:end|close) of|goals?(?! (?:was|"
    r"were|is met|of the))|ready to|"
    r"readied|readies|readying|"
    r"request(?:s|ed|ing)?|ask(?:s|ed|ing)?|in the hope|target(?:s|ing)? (?:a|an|the)|guid\w+ (?:to|for)|"
    r"looking (?:for|to)|looks to|"
    r"promise[sd]?|likely|forecast\w*|predict\w*|tips?|prospect\w*|towards?|on course|working (?:to|"
    r"towards?)|need(?:s|ed)? to|needs|required for|support(?:s|ing)? (?:an?|the|for)|"
    r"mull(?:s|ing)?|explor(?:e|es|ing)|position\w* (?:for|to)|paves? the way|step closer|moves? toward|if all goes|"
    r"goal of|in order to|with a view to|with the aim|designed to|eligible (?:for|to)|able to|qualif\w+ for|"
    r"bid for|bids|bidding|push for|verdict on|decision on|under review for|road to|path to|race (?:for|to)|"
    r"en route to|nears?|close to|closer to|decide\w* (?:on|whether)|to decide|stop short)\b"
)
_FOR = re.compile(
    r"\b(?:applications?|filings?|appl(?:y|ies|ied|ying)|files?|filed|submi\w+|petition\w*|request\w*|ask\w*|"
    r"sought|seek\w*|case|bid|basis|eligib\w+|look\w*|hop\w+|wait\w*|support|"
    r"ready) (?:\w+ )?for (?:[\w-]+ ){0,4}$"
)
_SOUGHT = re.compile(
    r"(?:approv|marketing|market|clearance|authori|licen|priority|orphan|breakthrough|fast|conditional|"
    r"accelerated|rare|regist|full)"
)
_NOUNS = re.compile(
    r"(?:breakthrough|orphan|fast|priority|rare|conditional|accelerated|provisional|positive|favou?rable|"
    r"first|hold|clinical|partial|approval|go-ahead|green|nod|market|marketing|authori[sz]ation|clearance|"
    r"regist|complete|crl|phase|data|top)"
)
_INSIDE = re.compile(
    r"\b(?:could|would|might|may(?! (?:now )?(?:be |proceed|go|begin|start|resume))|will(?! be (?:handled|"
    r"reviewed|assessed|examined))|expect(?:s|ed) to|is expected|are expected|hopes? to|plans? to|planned|"
    r"aims? to|intends? to|to be|whether|if|unless|yet to)\b"
)
_NOT_INSIDE = re.compile(r"\b(?:not(?! approvable)|never|no longer)\b|n't\b")
_TO_DO = re.compile(
    r"\bto (?:(?:also|then|soon|first|formally|now|jointly|be|have|start|begin|the|a|an|its|file|win|get|"
    r"gain|secure|obtain|receive)\s)*$"
)
_REALLY_DID = re.compile(
    r"\b(?:led|forc\w+|allow\w*|permit\w*|decid\w+|chose|chosen|choos\w+|opt\w*|elect\w+|caus\w+|prompt\w*|"
    r"compel\w*|driv\w+|drove|first|second|third|only|latest|able|continu\w+|agreed|move[sd]?|oblig\w+|made|"
    r"has had|have had|had|order\w*|told|instruct\w*|advis\w+|vot\w+|determin\w+|begun|started|enough|"
    r"managed|went on|goes on|push\w*)\b[^.;]{0,50}\bto (?:\w+ ){0,3}$"
)
_AFTER_PLAN = re.compile(
    r"^[^,.;]{0,60}?\b(?:is|are|was|were|remains?|being)?\s?(?:now )?(?:unlikely|doubtful|expected|"
    r"anticipated|planned|pending|likely|possible|scheduled|slated|still to come|under discussion|due (?:in|"
    r"by|for|later|next|this|before|T\d)|on the horizon|sought|within reach|targeted for|hoped for|in sight|"
    r"would|could|may|might|will\b(?! be paid))"
)
_CONDITION = re.compile(
    r"\b(?:if|should (?=[CDG]\d|the|it|regulators)|(?:(?<=^)|(?<=, ))should|once|unless|whether|were (?:it|"
    r"the|[CD]\d+)|in the event|provided(?: that)?|assuming|subject to|until|when(?=ever)|contingent|"
    r"conditional on|hypothetical|in case|even if|as soon as|would-be)\b|\bshould (?:[\w-]+ ){1,8}$|"
    r"^when (?:the )?A\d+ $"
)
_DENIED = re.compile(
    r"\b(?:not|never|neither|nor|without|none|cannot|denied|denies|denying|deny|yet to|fail(?:s|ed|ing)? to|"
    r"failed|unlikely|rather than|instead of|no longer|no|"
    r"rumou?r\w*|speculat\w+|declin\w+|rul\w+ out|short of|lacks?|lacking|stopped short|nothing|far from|"
    r"quash\w*|dismiss\w*|refut\w*|wrongly|falsely|untrue|contrary|absence of|ha[sd]n't|isn't|wasn't|didn't|"
    r"doesn't|won't|aren't|haven't|weren't)\b"
    r"|n't\b"
)
_NO_PLAN = re.compile(r"\bwill be (?:handled|reviewed|assessed|examined)\b|\b(?:announced|has|with) plans\b")
_FALSE_NO = re.compile(
    r"\b(?:no (?:fewer|less|more|later|sooner) than|not only|no stranger|not just|no longer than|no other|"
    r"nothing short|nothing stands in (?:the|its) way|no surprise|without (?:hitting|touching|harm|delay|conditions))\b"
)
_PAST = re.compile(
    r"\b(?:previously(?! (?:un)?treated)|earlier|already(?! (?:been )?(?:treated|received|had|tried|failed|"
    r"taken|exposed|progress))|formerly|in the past|years? (?:ago|earlier|before)|"
    r"months? (?:ago|earlier|before)|weeks? (?:ago|earlier|before)|ago|originally|historically|"
    r"last (?:year|month|autumn|spring|summer|fall|winter)|at the time|back (?:in|then)|years later|"
    r"since then|long|until now|to date|first given|in prior|prior to|was once|"
    r"has (?:long )?been (?:on the market|available|marketed|sold)|remains? (?:on|in|under)|on top of (?:the|"
    r"its|an)|in addition to (?:the|its|an)|days (?:ago|earlier|"
    r"before)|in history|c[ao]mes? with the|c[ao]me with the|inherited|follows|following|comes? (?:after|on "
    r"the heels|weeks|months|a year|days|two|one|"
    r"three)|on the heels of|building on)\b"
)
_HAD = re.compile(r"(?<!has )(?<!have )\bhad\b|(?<!A0 )(?<!A1 )\bhaving\b[^,]*$|'d\b")
_THAT_HAD = re.compile(
    r"\b(?<!recalled )(?<!remembered )(?<!knew )(?<!recalls )(?:that|how) (?!had\b|which\b)[^;]*\bhad\b"
)
"""Reported speech, whatever its verb: "conceded that the trial had missed"."""
_OPINION = re.compile(
    r"(?:\")?(?:suppose|imagine|my (?:guess|bet|hunch)|i (?:think|believe|bet|expect|guess)|what if|let "
    r"us (?:assume|suppose)|let's say)\b"
)
_SHARES = re.compile(
    r"\b(?:rockets?|rocketed|soar\w*|jump\w*|climb\w*|surg\w*|leap\w*|leapt|ris(?:es|ing)|rose|gain\w*|up|"
    r"spike\w*|skyrocket\w*|"
    r"fall\w*|fell|tumbl\w*|plung\w*|slump\w*|sink\w*|sank|slid\w*|drop\w*|crash\w*|shares?|stock)\b"
)
_BEFORE_SALE = re.compile(r" ?before (?:T\d+|its|the|a) (?:\w+ )?(?:merger|takeover|sale|acquisition|deal)\b")
_HAVING = re.compile(r"^having [^,]*,")
_HAD_BEEN = re.compile(
    r"^(?: (?!who|that|which|when|and)[\w-]+){0,4} had (?:already )?(?:been|come|arrived|followed|gone)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|announced|announces|disclosed|reported|revealed|confirmed|told|added|stated|according "
    r"to|learned|noted|made public|word that|news that|unveiled)\b"
)
_BACKGROUND_START = re.compile(
    r"(?:,? ?(?:and )?)(?:which|who|whose|where|after|since(?! T\d)|following|although|though|before|having|"
    r"whereas|because|until|even)\b(?! (?:part of|of today|of T|a result|well|per))"
)
_RELATIVE = re.compile(r"\b(?:that|which|who) (?:was|were|is|are|has|had|have) (?:\w+ )?$")
_SET_OFF = re.compile(r"[,(] (?:(?:first|originally|now|newly|recently) )?$")
_PARTICIPLE = re.compile(r"(?:first )?\w+(?:ed|nsed|ght|ld|en) (?:in|by|for|from|to|there|as)\b")


_PLANS = Spotter(
    strings(
        "plan|inten|expect|aim|hop|will|would|could|may|might|shall|set to|due |about to|poised|on track|slated|"
        "schedul|anticipat|seek|sought|want|prepar|propos|potential|possib|"
        "eye|consider|talks|negotiat|ahead|pending|await|upcoming|next |later|by the |by end|goal|ready|readi|"
        "ready|request|ask|in the hope|target|guid|look|promis|likely|forecast|predict|tip|"
        "prospect|toward|on course|working|need|required|support|mull|explor|position|paves|step closer|all goes|"
        "in order|with a|designed|eligib|able to|qualif|bid|push|verdict|decision|under review|road|path|"
        "race|route|near|close|decide|stop short"
    ),
    0,
    0,
)
_LATER = Spotter(
    strings(
        "unlikely|doubtful|expect|anticipat|plan|pending|likely|possib|schedul|slated|still to|under disc|due |"
        "horizon|sought|reach|target|hoped|in sight|would|could|may|might|will"
    ),
    0,
    0,
)
_IFS = Spotter(
    strings(
        "when |if|should|once|unless|whether|were |in the event|provided|assuming|subject|until|whenever|contingent|"
        "conditional|hypothe|in case|as soon|would-be"
    ),
    0,
    0,
)
_NOS = Spotter(
    strings(
        "no|n't|never|without|cannot|deni|deny|yet to|fail|unlikely|rather|instead|rumo|speculat|declin|rul|"
        "short|lack|far from|quash|dismiss|refut|wrong|false|untrue|contrary|absence"
    ),
    0,
    0,
)
_PASTS = Spotter(
    strings(
        "previous|earlier|already|former|in the past|ago|before|origin|historic|last |at the time|back |years|"
        "ago|since|long|until|to date|first given|prior|was once|has |remain|on top|in addition|history|follow|come|"
        "on the heels|building on|months|weeks|days"
    ),
    0,
    0,
)
"""Plain strings without which the patterns above need not be tried."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How the words at a place are meant; `is_history`: told in passing; `is_background`: a side clause."""

    is_planned: bool
    is_conditional: bool
    is_denied: bool
    is_history: bool
    is_background: bool

    @property
    def is_fact(self) -> bool:
        return not (self.is_planned or self.is_conditional or self.is_denied)


def scope_at(masked: Masked, start: int, end: int, published: When | None) -> Scope:
    """The scope of the words from `start` to `end` of a masked sentence."""
    left, right = masked.clause(start)
    head, tail = masked.s[left:start], masked.s[end:right]
    clause = masked.s[left:right]
    planned = _PLANS.sees(head) and bool(_PLAN.search(_NO_PLAN.sub("", head)))
    planned = planned or bool(_SOUGHT.match(masked.s, start) and _FOR.search(head[-80:]))
    planned = planned or (_LATER.sees(tail) and bool(_AFTER_PLAN.search(tail)))
    if not planned and _TO_DO.search(head) and not _NOUNS.match(masked.s, start):
        planned = not _REALLY_DID.search(masked.s[max(0, left - 60) : start])
    planned = planned and not _told_as_done(head)
    return Scope(
        is_planned=planned,
        is_conditional=(_IFS.sees(head) and bool(_CONDITION.search(head)))
        or bool(_OPINION.match(masked.s))
        or _is_due(masked, left),
        is_denied=_NOS.sees(head) and bool(_DENIED.search(_FALSE_NO.sub("", head))),
        is_history=_is_history(masked, left, right, start, end, published),
        is_background=(_is_side_clause(left, clause, head) and not _moved_shares(masked, left))
        or bool(_RELATIVE.search(head))
        or bool(_SET_OFF.search(head) and _PARTICIPLE.match(masked.s, start)),
    )


def scope_of_act(masked: Masked, start: int, end: int, published: When | None, *, negation: bool, plan: bool) -> Scope:
    """The scope of an act told by words from `start` to `end`: of its first word, its last, and what lies between.

    `negation` and `plan` say that a "not" or a "will" between the words belongs to the act.
    """
    first = scope_at(masked, start, end, published)
    inside = masked.s[start:end]
    last = first
    if masked.clause(max(start, end - 1)) != masked.clause(start):
        last = scope_at(masked, max(start, masked.s.rfind(" ", start, end) + 1), end, published)
    return Scope(
        is_planned=first.is_planned or last.is_planned or (not plan and bool(_INSIDE.search(inside))),
        is_conditional=first.is_conditional or last.is_conditional,
        is_denied=first.is_denied or (not negation and (last.is_denied or bool(_NOT_INSIDE.search(inside)))),
        is_history=first.is_history or last.is_history,
        is_background=first.is_background or last.is_background,
    )


_MAIN_VERB = re.compile(r"C\d+ (?:T\d+ )?(?:has|have|had|is|was|said|announced|will)\b")


def _is_side_clause(left: int, clause: str, head: str) -> bool:
    """A clause that begins with after, which, since …; at the head of a sentence it ends at its comma."""
    if not _BACKGROUND_START.match(clause) or (left < 25 and "," in head):
        return False
    return not (left < 3 and _MAIN_VERB.search(head))


def _moved_shares(masked: Masked, left: int) -> bool:
    """ "Shares rocket after Jazz agreed …": the side clause is the news."""
    return masked.s.startswith(("after ", "as "), left) and bool(_SHARES.search(masked.s[:left]))


def _is_due(masked: Masked, left: int) -> bool:
    """ "$1 million when it enters the clinic": what a payment waits for has not happened."""
    return masked.s.startswith(("when ", "once ", "as soon as "), left) and bool(
        re.search(r"\bM\d+\b", masked.s[:left])
    )


def _told_as_done(head: str) -> bool:
    """A perfect right before the words outweighs a plan further to the left: "plans ... said it has received"."""
    return bool(
        re.search(r"\b(?:has|have) (?:just |now |also |today |recently |T\d+ |formally )*(?:been )?$", head)
    ) and not re.search(
        r"\b(?:will|would|could|may|might|expects? to|plans? to|hopes? to|until|once|if)\b[^,]{0,40}$", head
    )


def _is_history(masked: Masked, left: int, right: int, start: int, end: int, published: When | None) -> bool:
    clause, head = masked.s[left:right], masked.s[left:start]
    clause = _HAVING.sub("", clause)
    if _PASTS.sees(clause) and _PAST.search(clause):
        return True
    if _BEFORE_SALE.match(masked.s, right) or is_dated_back(masked, left, right, published, end):
        return True
    if _HAD_BEEN.match(masked.s[end:right]):
        return True
    if _HAD.search(head):
        told = masked.s[: left + len(head)]
        return _is_side_clause(left, clause, head) or not (_SAID.search(told) or _THAT_HAD.search(told))
    return False


_RECENTLY = re.compile(r"last week|past week|(?:days?|an? week) (?:ago|earlier|before)")
_OF_ANOTHER_ACT = re.compile(
    r"\b(?:imposed|placed|put in place|introduced|ordered|granted|issued|announced|born|listed|spun (?:out|"
    r"off)|established) $"
)


def is_dated_back(masked: Masked, left: int, right: int, published: When | None, act_end: int = 10**9) -> bool:
    """Whether the clause dates itself six weeks and more before publication, or to a time that is only past.

    A date behind a participle after the act ("the hold imposed in March") dates that, not the act.
    """
    tokens = {id(t.what): t for t in masked.tokens}
    for dated in masked.dates(left, right) or masked.dates(0, 20):
        if re.match(r"(?:its|their|the|an?) ", dated.said) or _RECENTLY.match(dated.said):
            continue  # "its 2002 agreement" names the pact, not the day of the act
        place = tokens[id(dated)].start
        if masked.s[:place].endswith(("up to ", "as of ", "through ", "cut-off ", "cutoff ")):
            continue
        if place > act_end and _OF_ANOTHER_ACT.search(masked.s[act_end:place]):
            continue
        if dated.is_past:
            return True
        if dated.when and published and dated.when.ends_on < published.starts_on - timedelta(days=45):
            return not _leads(masked, dated.start)
    return False


def _leads(masked: Masked, start: int) -> bool:
    """A month before a colon at the head of a sentence belongs to a review of the year."""
    return start == masked.sentence.start and masked.s[2:3] == ":"
