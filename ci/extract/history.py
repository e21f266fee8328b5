"""Whether a clause tells what lies behind: by its words, by its date, or as a side clause."""

import re
from datetime import timedelta

from ci.extract.masked import Masked
from ci.extract.spotter import Spotter
from ci.extract.words import strings
from ci.when import When

_PAST = re.compile(
    r"\b(?:previously(?! (?:un)?treated)|earlier(?! (?:this (?:week|month)|(?:[\w-]+ )?(?:therap|treatment|"
    r"lines?|regimen)))|(?<!patient has )already(?! (?:been )?(?:treated|received|had|tried|failed|"
    r"taken|exposed|progress))|formerly(?! (?:known|called|named|[CD]\d))|in the past|years? (?:ago|earlier|before)|"
    r"months? (?:ago|earlier|before)|weeks? (?:ago|earlier|before)|(?<!days )(?<!day )ago|originally|historically|"
    r"last (?:year|month|autumn|spring|summer|fall|winter)|at the time|back (?:in|then)|years later|"
    r"since then|long|until now|to date|first given|in prior|prior to|was once|"
    r"has (?:long )?been (?:on the market|available|marketed|sold)|remains? (?:on|in|under)|on top of (?:the|"
    r"its|an)|in addition to (?:the|its|an)|days (?:earlier|before)|in history|c[ao]mes? with the|"
    r"c[ao]me with the|inherited|follows|following(?! (?:the|"
    r"an?) (?:[\w-]+ ){0,2}(?:recommendation|opinion|review|advice|look))|comes? (?:after|on "
    r"the heels|weeks|months|a year|days|two|one|"
    r"three)|on the heels of|building on)\b"
)
_HAD = re.compile(r"(?<!has )(?<!have )(?<!who )\bhad\b|(?<!A0 )(?<!A1 )\bhaving\b[^,]*$|'d\b")
_THAT_HAD = re.compile(
    r"\b(?<!recalled )(?<!remembered )(?<!knew )(?<!recalls )(?:that|how) (?!had\b|which\b)[^;]*\bhad\b"
)
"""Reported speech, whatever its verb: "conceded that the trial had missed"."""
_SHARES = re.compile(
    r"\b(?:rockets?|rocketed|soar\w*|jump\w*|climb\w*|surg\w*|leap\w*|leapt|ris(?:es|ing)|rose|gain\w*|up|"
    r"spike\w*|skyrocket\w*|shed|lost (?:[\d.,]+ ?(?:%|percent)|a (?:third|half|quarter))|of its value|"
    r"fall\w*|fell|tumbl\w*|plung\w*|slump\w*|sink\w*|sank|slid\w*|drop\w*|crash\w*|shares?|stock)\b"
)
_BEFORE_SALE = re.compile(r" ?before (?:T\d+|its|the|a) (?:\w+ )?(?:merger|takeover|sale|acquisition|deal)\b")
_HAVING = re.compile(r"^having [^,]*,")
_HAD_DONE = re.compile(r"\b(?:has |have )?had (?:its|their) (?=(?:[\w-]+ ){0,9}$)")
""" "C0 had its application cleared" tells what was done for it, now."""
_HAD_BEEN = re.compile(
    r"^(?: (?!who|that|which|when|and)[\w-]+){0,4} had (?:already )?(?:been|come|arrived|followed|gone)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|announced|announces|disclosed|reported|revealed|confirmed|told|added|stated|according "
    r"to|learned|noted|made public|word that|news that|unveiled)\b"
)
_BACKGROUND_START = re.compile(
    r"(?:,? ?(?:and )?)(?:which|who|whose|where|after|since(?! T\d)|following|although|though|before|"
    r"whereas|because|until|even)\b(?! (?:part of|of today|of T|a result|well|per))"
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
_MAIN_VERB = re.compile(r"C\d+ (?:T\d+ )?(?:has|have|had|is|was|said|announced|will)\b")


_RESUMED = re.compile(
    r"(?<!\bthat), (?:(?:has|have|is|are|was|were|will|became|becomes|today|T\d+|announced|said) )"
    r"(?!.*, (?:which|who|whose|where|after|since|following|although|though|before|because|until|even)\b)"
)
"""After its comma the main clause goes on: "C0, which sells drugs in China, has licensed …"."""


_GOES_ON = re.compile(r",? ?which (?:is|has|will|was) also\b")
"""A relative clause that tells the next piece of news: "…, which is also giving it a priority review"."""


def is_side_clause(left: int, clause: str, head: str) -> bool:
    """A clause that begins with after, which, since …; at the head of a sentence it ends at its comma."""
    if not _BACKGROUND_START.match(clause) or _GOES_ON.match(clause) or (left < 25 and "," in head):
        return False
    return not (left < 3 and _MAIN_VERB.search(head)) and not _RESUMED.search(head)


def moved_shares(masked: Masked, left: int) -> bool:
    """ "Shares rocket after Jazz agreed …": the side clause is the news."""
    return masked.s.startswith(("after ", "as "), left) and bool(_SHARES.search(masked.s[:left]))


def is_history(masked: Masked, left: int, right: int, start: int, end: int, published: When | None) -> bool:
    clause, head = masked.s[left:right], masked.s[left:start]
    clause = _HAVING.sub("", clause) if clause.startswith("having") else clause
    clause, head = _ASIDE.sub(" ", clause), _ASIDE.sub(" ", head)
    if _PASTS.sees(clause) and _PAST.search(clause):
        return True
    if _BEFORE_SALE.match(masked.s, right) or is_dated_back(masked, left, right, published, start, end):
        return True
    if _HAD_BEEN.match(masked.s[end:right]):
        return True
    if (
        ("ha" in head or "'d" in head)
        and _HAD.search(_HAD_DONE.sub("", head))
        and not _is_of_these_days(masked, start, published)
    ):
        told = masked.s[: left + len(head)]
        return is_side_clause(left, clause, head) or not (_SAID.search(told) or _THAT_HAD.search(told))
    return False


_JUST = re.compile(r"\b(?:overnight|shortly before|hours earlier|just|this (?:morning|week))\b")


def _is_of_these_days(masked: Masked, start: int, published: When | None) -> bool:
    """A "had" dated within the week: "had therefore on Monday stopped the trial", "overnight it had ended"."""
    if _JUST.search(masked.s, 0, start):
        return True
    days = [dated.when for dated in masked.dates(0, start) if dated.when and dated.when.precision == "day"]
    return published is not None and any(0 <= (published.starts_on - day.ends_on).days <= 7 for day in days)


_ASIDE = re.compile(r", (?:which|who|whose) [^,;]{3,120}, ")
_PACT_BEFORE = re.compile(r"\b(?:collaboration|alliance|pact|deal|agreement|partnership|licen[sc]e|option|contract) $")
_SET_IN = re.compile(r"(?:, (?:which|who|whose|where) [^,;]*|^(?:having|following|after|since|despite|unlike) [^,;]*)$")


def _is_set_in(s: str, place: int, act_start: int) -> bool:
    """Whether a date before an act stands in a clause of its own, which ends before the act begins."""
    return place < act_start and "," in s[place:act_start] and bool(_SET_IN.search(s[:place]))


_ITS = re.compile(r"(?:its|their|the|an?) ")
_RECENTLY = re.compile(r"last week|past week|(?:days?|an? week) (?:ago|earlier|before)")
_OF_ANOTHER_ACT = re.compile(
    r"\b(?:imposed|placed|put in place|introduced|ordered|granted|issued|announced|born|listed|spun (?:out|"
    r"off)|established|signed|founded|agreed|started|formed|created|incorporated|set up|launched|based) $|"
    r" (?:on |the |a )?(?:clinical |partial |full )+hold $"
)


_INNER_ACT = re.compile(
    r"\b(?:that (?=C\d|it|they)|(?:which|who|whom|it|they|he|she) )(?:[\w.&/-]+ ){0,4}?"
    r"(?:\w+ed|bought|took|sold|won|gave|got|put|set|made|began|struck|signed) (?:[\w.&/()-]+ ){0,8}$"
)
"""A clause of its own between act and date: "the drug that C1 took into phase 3 in March"."""
_OWN_DATE = re.compile(r",? (?:granted|issued|given|handed down) $")
"""Right behind the act: "its fourth approval, granted on Wednesday"."""
_IS_PACT = re.compile(r"(?:licen[sc]es?|licen[sc]ing|options?|pacts?|deals?|agreements?|alliances?|collaborations?)$")

_SIGNS = re.compile(r"\b(?:signed|struck|agreed|concluded|announced|reached|made|entered|sealed|closed|inked)\b")


def is_of_another_act(masked: Masked, act_end: int, place: int) -> bool:
    """Whether a date behind an act dates something else; a pact is dated by the clause that says who signed it."""
    if place <= act_end:
        return False
    between = masked.s[act_end:place]
    is_pact = _SIGNS.search(between) and _IS_PACT.search(masked.s[max(0, act_end - 40) : act_end])
    if _OWN_DATE.match(between):
        return False
    is_inner = bool(_INNER_ACT.search(between)) and not is_pact
    return is_inner or bool(_OF_ANOTHER_ACT.search(between))


_OF_NOUN = re.compile(
    r"T\d+'s (?:[\w-]+ ){0,2}(?:alliance|pact|deal|agreement|licen[sc]e|collaboration|accord|contract|option)\b"
)
""""Under last year's alliance": the alliance is of last year."""


def is_dated_back(
    masked: Masked, left: int, right: int, published: When | None, act_start: int = 0, act_end: int = 10**9
) -> bool:
    """Whether the clause dates itself six weeks and more before publication, or to a time that is only past.

    A date behind a participle after the act ("the hold imposed in March") dates that, not the act; so does one that is
    set in before it ("C0, which had opted in in 2005, hands back").
    """
    tokens = {id(t.what): t for t in masked.tokens}
    for dated in masked.dates(left, right) or masked.dates(0, masked.head_of(left)):
        if _ITS.match(dated.said) or _RECENTLY.match(dated.said):
            continue  # "its 2002 agreement" names the pact, not the day of the act
        place = tokens[id(dated)].start
        if masked.s[:place].endswith(("up to ", "as of ", "through ", "cut-off ", "cutoff ")):
            continue
        if is_of_another_act(masked, act_end, place) or _OF_NOUN.match(masked.s, place):
            continue
        if _is_set_in(masked.s, place, act_start) or (
            dated.said.startswith("of ") and _PACT_BEFORE.search(masked.s, 0, place)
        ):
            continue  # "the collaboration of 2009 is at an end"
        if dated.is_past:
            return True
        if dated.when and published and dated.when.ends_on < published.starts_on - timedelta(days=45):
            return not _leads(masked, dated.start)
    return False


def _leads(masked: Masked, start: int) -> bool:
    """A month before a colon at the head of a sentence belongs to a review of the year."""
    return start == masked.sentence.start and masked.s[2:3] == ":"
