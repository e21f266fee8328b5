"""What has plainly not happened, in words without doubt: asked of what rules or models find, however sure they are.

The scopes of scopes.py see more, and now and then too much: where the model is all but certain of an act they are not
asked. These words are few and plain, and are believed before it wherever they stand in the clauses of the act.
"""

import re

_ADVERBS = r"(?:(?:also|then|soon|now|formally|jointly|next|first|again|later|\w+ly) )?"
_TO_ACT = (
    r"(?:re)?(?:submit|fil(?:e|ing)|seek|appl(?:y|ying)|start|begin|dos(?:e|ing)|launch|initiat(?:e|ing)|"
    r"commenc(?:e|ing)|enrol\w*|"
    r"open|read out|report|present|withdraw|enter|test|treat|recruit|request|ask|complete|submission|file|take|move|"
    r"advance|bring|stop|end|halt)"
)
_PLANNED = re.compile(
    r"\b(?:plans?|planned|planning|intends?|intended|intending|hopes?|hoped|hoping|expects?|expected|expecting|aims?|"
    r"aimed|aiming|wants?|means|seeks|proposes|prepar(?:es|ing)|on track|on course|due|scheduled|slated|ready|targets?|"
    r"anticipates?|guid(?:es|ing|ance)|pencilled in|eyes|eyeing) (?:the )?(?:it |C\d+ |company )?(?:to )?"
    + _ADVERBS
    + _TO_ACT
    + r"\b|\b(?:could|may|might|would|should|will) (?:not )?(?:soon |then |also |now |perhaps |only )*"
    r"(?:re)?(?:submit|file|apply|seek|start|begin|dose|launch|initiate|commence|enrol\w*|ask|request)\b"
    r"|\b(?:could|may|might|would|is likely to|is set to) (?:soon |then |also |now |perhaps |well |yet )*"
    r"(?:approve|clear|grant|accept|lift|recommend|authori[sz]e)\b"
    r"|\b(?:could|may|might) (?:soon |then |also |now |perhaps |well )*be (?:approved|lifted|cleared|granted|accepted|"
    r"removed|started|submitted|filed|withdrawn)\b"
    r"|\b(?:dosing|start|beginning|initiation|filing|submission)\b[^.;,]{0,50} (?:is|are|was) (?:now )?(?:planned|"
    r"expected|scheduled|due|slated|foreseen|pencilled in) (?:for|in|by|to|T\d+)\b"
    r"|\b(?:is|remains) (?:[\w']+ ){0,3}(?:next|chief|main|stated|declared) (?:goal|aim|step|target|ambition)\b"
    r"|\b(?:was|is|has been|were) (?:also )?asked (?:for|to)\b"
    r"|\b(?<!no longer )(?:plans?|intends?|means|wishes|hopes) to (?:[\w']+ ){1,6}(?:for|as soon as)\b"
    r"|\bstands? (?:a|some|no|little) chance of\b"
    r"|\b(?:could|may|might) (?:soon )?(?:bring|put|spell)\b[^.;]{0,60}\b(?:end|stop|close|halt)\b"
)
_ASKED_FOR = re.compile(
    r"\b(?:orphan|fast[- ]track|breakthrough|priority[- ]review|rare[- ]p(?:a)?ediatric)"
    r"(?: drug| therapy| status| designation| review| label)? (?:application|request|bid|plans?|hopes?|wish)\b|"
    r"\b(?:request|bid|quest|wish|hopes?|plea|push) for (?:an? |the )?(?:\w+ )?"
    r"(?:orphan|fast|breakthrough|priority|rare)"
    r"|\b(?:seek(?:s|ing)?|sought|appl(?:y|ies|ied|ying) for|ask(?:s|ed|ing)? for|request(?:s|ed|ing)?) (?:an? |the )?"
    r"(?:[\w-]+ ){0,2}(?:orphan|fast[- ]track|breakthrough|priority[- ]review|rare[- ]p(?:a)?ediatric)"
)
_GIVEN = re.compile(r"\b(?:grant|accord|approv|won|wins|giv|gave|award|said yes|follow|accept|agreed|received)\w*")
_DENIED = re.compile(
    r"\b(?:has|have|had|was|were|is|are|did|does|do)(?: not|n't)(?: yet| so far| ever)?(?: been| be)? "
    + _ADVERBS
    + r"(?:submi\w+|fil(?:e|ed)|dos(?:e|ed)|start(?:ed)?|beg[au]n|begin|stop(?:ped)?|end(?:ed)?|halt(?:ed)?|approv\w+|"
    r"clear(?:ed)?|grant(?:ed)?|receiv\w+|accept(?:ed)?|licen[sc]\w+|acquir\w+|agree[d]?|sign(?:ed)?|put|plac\w+|"
    r"withdr\w+|launch(?:ed)?|initiated?|enrol\w*|treat(?:ed)?)\b"
    r"|\b(?:denie[sd]|denying|deny|refut\w+) (?:that |it |having |any |reports? |rumou?rs? |talk )"
    r"|\bdenie[sd] (?:the )?(?:[\w-]+ ){0,2}(?:orphan|fast|breakthrough|priority|approv|designation|application)"
    r"|\b(?:refuse[sd]|decline[sd]|turn(?:s|ed) down|reject(?:s|ed)|withh(?:eld|olds)) (?:the )?(?:[\w-]+ ){0,3}"
    r"(?:orphan|fast[- ]track|breakthrough|priority|designation)"
    r"|\bno (?:[\w-]+ )?(?:patients?|person|volunteer|participant) (?:has|have|had) (?:yet )?been "
    r"(?:dosed|treated|enrol)"
    r"|\b(?:has|have|had|did)(?: not|n't) (?:yet )?(?:enter|conclud|found|form|recommend)(?:e?d)?\b"
    r"|\bnever an? |\bstill no (?:patient|approval|licen|deal|filing|decision)|"
    r"^no (?:opinion|approval|licen[sc]e|designation|filing|patient) |"
    r"\b(?:has|have|had) (?:still )?yet to (?:answer|decide|rule|act|grant|approve|agree|say|respond|follow)\b|"
    r"\bno other\b[^.;]{0,80}\b(?:has|have|had|is|was) (?:been |yet )?(?:approved|cleared|licen[sc]ed|authori[sz]ed)\b|"
    r"\b(?:has|have|had) (?:approved|registered|granted|cleared|received|signed|accepted|issued) no\b|"
    r"\b(?:is|are|was|were) what (?:the )?(?:[\w-]+ ){1,2}(?:expects?|hopes? for|wants?|awaits?|bets? on)\b|"
    r"\bstop(?:s|ped) short of\b|\b(?:is|was|are|were) (?:untrue|false|wrong|unfounded|baseless|invented)\b"
)
_NOT_STOPPED = re.compile(
    r"\b(?:denie[sd]|denying|deny) (?:that |it |having |any |reports? |rumou?rs? )|"
    r"\b(?:was|were|is|are|has|have|had|did)(?: not|n't) (?:been |be )?(?:stop\w*|halt\w*|end(?:ed)?|terminat\w+|"
    r"suspend\w*|withdr\w+|put on|placed on|pulled|(?:put|plac\w+) (?:D\d+|it|the [\w-]+) on)\b|"
    r"\b(?:sent|received|got|issued|sends|receives) (?:C\d+ |it |them |the company )?no "
    r"(?:complete response|refus|clinical hold|such letter)|"
    r"\bnever (?:began|begun|started|opened)\b|\bbefore (?:its |the |a )?first patient\b|"
    r"\b(?:none of|no|neither|nobody|no one)\b[^.;]{0,60}\b(?:will|has|have|had|was|were|is|are) (?:be(?:en)? )?"
    r"(?:cut short|stopped|ended|suspended|abandoned|halted|terminated|paused|dropped|(?:put|placed) on)\b|"
    r"\b(?:reject|refus)\w* (?:nothing|none)\b|"
    r"\b(?:resum|restart|reopen|re-open)(?:s|ed|es|ing)?\b[^.;,]{0,60}\b(?:paused|halted|stopped|suspended|frozen)\b|"
    r"\b(?:rather than|instead of) (?:\w+ly )?(?:stop|halt|end|terminat|abandon|drop|clos)\w*"
)
_LONG_AGO = re.compile(
    r"\b(?:it is|it's|it has been) (?:[\w-]+ ){1,4}(?:years?|decades?|months) since\b|"
    r"\b(?:years|decades?|a decade) ago\b|"
    r"\bcame to C\d+ (?:with|through|by|in) (?:its|the|a) (?:merger|purchase|acquisition|takeover)\b"
)
_CALLED_OFF = re.compile(
    r"\b(?:tor(?:e|n) up|call(?:s|ed) off|scrap(?:s|ped)|abandon(?:s|ed)|walk(?:s|ed) away from|pull(?:s|ed) out of|"
    r"dropp?(?:s|ed)|withdr(?:ew|aws|awn))\b"
    r"[^.;]{0,40}\b(?:purchase|acqui\w+|takeover|merger|buy-?out|bid|offer for|plans? to (?:buy|take over))\b"
)


_REFUSED = re.compile(
    r"\b(?:negative|unfavou?rable|adverse) (?:\w+ )?(?:opinion|view|recommendation|verdict|trend vote)|"
    r"\b(?:recommend\w*|opinion) [^.;]{0,60}\b(?:refus\w+|against (?:\w+ )?(?:approv|grant|authori|licen)|"
    r"not (?:be )?(?:approv|grant|authori))|\bvote[ds]? (?:\w+ )?against\b"
)


_GUESSED = re.compile(
    r"\b(?:posts?|rumou?rs?|blogs?|gossip) (?:\w+ )?(?:claim|suggest|hint|alleg|ha[sd] it)\w*|"
    r"\b(?:in|begun|opened|holds?|holding) (?:\w+ )?talks\b|\b(?:negotiating|considers|considering|mulls|mulling) |"
    r"\banalysts? (?:\w+ )?(?:expect|predict|believe|think|see|bet|speculat)\w*|\b(?:tipped|rumou?red|expected) to $|"
    r"\bnever $"
)


def is_guessed(head: str) -> bool:
    """A deal of which others say that it may come; `head` is what stands before its words in their clause."""
    return bool(_GUESSED.search(head))


def is_refused(sentence: str) -> bool:
    """An opinion, of which nothing good is said."""
    return bool(_REFUSED.search(sentence))


_SUPPOSED = re.compile(
    r"(?:^|[,;] )(?:if|were|had|should) (?:it|the|an?|this|that|[ACD]\d+)\b[^;]*\bwould\b|"
    r"\bwould\b[^;]*\b(?:if|should (?:the|it|an?|that|[ACD]\d+)|were (?:the|it) )\b"
)


def is_supposed(sentence: str, place: int) -> bool:
    """Whether words at a place tell what would be, if something were; what stands before that may be so."""
    found = _SUPPOSED.search(sentence)
    return found is not None and found.start() <= place


def is_planned(clause: str) -> bool:
    """Whether somebody only means to do it; deals are announced so, acts and trials are not."""
    return bool(_PLANNED.search(clause) or (_ASKED_FOR.search(clause) and not _GIVEN.search(clause)))


def is_denied(clause: str, *, is_negative: bool) -> bool:
    """`is_negative`: of an act that is itself told with a "not", such as a trial stopped."""
    return bool((_NOT_STOPPED if is_negative else _DENIED).search(clause))


def is_long_ago(clause: str) -> bool:
    """Told as years back, whatever its words."""
    return bool(_LONG_AGO.search(clause))


_TALKED_OF = re.compile(
    r"\b(?:said|rumou?red|reported|thought) to be (?:buying|selling|near|close|about|weighing|in talks)\b|\bmum on\b|"
    r"\bbets? on\b|\bis the (?:aim|goal|hope)\b|\breadies\b|\bhopes? (?:for|of)\b|, (?:\w+ ){0,2}hopes?$|"
    r"\b(?:questions and answers|landscape (?:analysis|review)|systematic review|invited commentary|a perspective|"
    r"a look (?:at|back)|reader's letter|rationale and design|design and rationale)\b|"
    r"\b(?:approval|designation|review|orphan|breakthrough|hold)\? |"
    r"\bapproval (?:history|package|prospects?|chances?|hopes?|odds|timeline)\b|"
    r"\bunder evaluation\b|\bto (?:weigh|strip)\b|\byears of\b|\burges?\b|\blessons\b|^what an? |\bmust not\b|"
    r"^supplement(?:al|ary) announcement\b"
)


_GIVEN_UP = re.compile(
    r"\b(?:approvals?|authori[sz]ations?|licen[sc]es?|registrations?|clearances?)\b[^.;,]{0,25}\b"
    r"(?:relinquished|revoked|lapsed|surrendered|expired|annulled|rescinded)\b|"
    r"\btermination of (?:the )?(?:registration|licensing|authori[sz]ation) procedure"
)


def is_given_up(clause: str) -> bool:
    """An approval of which is told that it is one no more."""
    return bool(_GIVEN_UP.search(clause))


def is_talked_of(headline: str) -> bool:
    """A headline on hopes, rumours, history or method: its words name acts and tell none."""
    return bool(_TALKED_OF.search(headline))


_OF_METHOD = re.compile(
    r"\btrials? in progress\b|\brationale and design\b|\bdesign and rationale\b|: (?:rationale|design)\b|\bdesign of\b|"
    r"\bcommentary\b|\bprotocol (?:for|of)\b|\bstudy protocol\b|\b(?:a|an) (?:systematic )?(?:review|perspective)$"
)


def is_of_method(headline: str) -> bool:
    """A paper on how a trial is run, or on what others found: the figures in it are of earlier studies."""
    return bool(_OF_METHOD.search(headline))


def is_called_off(sentence: str) -> bool:
    """A purchase that was agreed and does not come about."""
    return bool(_CALLED_OFF.search(sentence))
