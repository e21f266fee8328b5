"""The words by which a clause plans, hopes, asks, doubts, makes conditions or denies."""

import re

from ci.extract.spotter import Spotter
from ci.extract.words import strings

PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|expect(?:s|ed|ing)?|aim(?:s|ed|ing)?|hop(?:e|es|ed|ing)|"
    r"will|would|could|may(?! (?:now|henceforth|again|from)\b)|might|shall|"
    r"set to|due (?:to|in|by|for)|about to|poised|on track|slated|scheduled|anticipat\w+|seek(?:s|ing)?|"
    r"sought|(?<!for )wants?|wanted|prepar\w+|propos\w+|"
    r"potential\w*|possib\w+|eye[sd]?|eyeing|consider\w*|in talks|talks|negotiat\w+|ahead of|pending|await\w*|"
    r"upcoming|"
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
FOR = re.compile(
    r"\b(?:applications?|filings?|appl(?:y|ies|ied|ying)|files?|filed|submi\w+|petition\w*|request\w*|ask\w*|"
    r"sought|seek\w*|case|bid|basis|eligib\w+|look\w*|hop\w+|wait\w*|support|"
    r"ready) (?:\w+ )?for (?:[\w-]+ ){0,4}$"
)
SOUGHT = re.compile(
    r"(?:approv|marketing|market|clearance|authori|licen|priority|orphan|breakthrough|fast|conditional|"
    r"accelerated|rare|regist|full)"
)
NOUNS = re.compile(
    r"(?:breakthrough|orphan|fast|priority|rare|conditional|accelerated|provisional|positive|favou?rable|"
    r"first|hold|clinical|partial|approval|go-ahead|green|nod|market|marketing|authori[sz]ation|clearance|"
    r"regist|complete|crl|phase|data|top)"
)
INSIDE = re.compile(
    r"\b(?:could|would|might|may(?! (?:now )?(?:be |proceed|go|begin|start|resume))|(?<!what )will(?! be (?:handled|"
    r"reviewed|assessed|examined))|expect(?:s|ed) to|is expected|are expected|hopes? to|plans? to|planned|"
    r"aims? to|intends? to|to be|whether|if|unless|yet to)\b"
)
NOT_INSIDE = re.compile(r"\b(?:not(?! approvable)|never|no longer)\b|n't\b")
TO_DO = re.compile(
    r"\bto (?:(?:also|then|soon|first|formally|now|jointly|be|have|start|begin|the|a|an|its|file|win|get|"
    r"gain|secure|obtain|receive)\s)*$"
)
REALLY_DID = re.compile(
    r"\b(?:led|forc\w+|allow\w*|permit\w*|decid\w+|chose|chosen|choos\w+|opt\w*|elect\w+|caus\w+|prompt\w*|"
    r"compel\w*|driv\w+|drove|first|second|third|only|latest|able|continu\w+|agreed|move[sd]?|oblig\w+|made|"
    r"has had|have had|had|order\w*|told|instruct\w*|advis\w+|vot\w+|determin\w+|begun|started|enough|"
    r"managed|went on|goes on|push\w*|resolv\w+|right|br(?:ought|ings?)|judged|deemed|ruled)\b(?:[^.;]|"
    r"\.\)){0,50}\bto (?:\w+ ){0,3}$"
)
AFTER_PLAN = re.compile(
    r"^[^,.;]{0,60}?\b(?:is|are|was|were|remains?|being)?\s?(?:now )?(?:unlikely|doubtful|expected|"
    r"anticipated|planned|pending|requested|asked for|applied for|likely|"
    r"possible(?! (?:[\w-]+ )?(?:safety|problem|risk|harm|signal|side|link|toxicit|death|heart|liver|cardiac))|"
    r"scheduled|slated|"
    r"still to come|under discussion|due (?:in|"
    r"by|for|later|next|this|before|T\d)|on the horizon|sought|within reach|targeted for|hoped for|in sight|"
    r"(?:[\w']+ ){0,2}next (?:goal|aim|step|target|ambition)|would|could|may|might|will\b(?! be paid))"
)
CONDITION = re.compile(
    r"\b(?:if|should (?=[CDG]\d|the|it|regulators)|(?:(?<=^)|(?<=, ))should|once(?!-)|unless|whether|were (?:it|"
    r"the|[CD]\d+)|in the event|provided(?: that)?|assuming|subject to|until|when(?=ever)|contingent (?:up)?on|"
    r"conditional on|hypothetical|in case|even if|as soon as|would-be|"
    r"(?:chances?|odds|probability|likelihood) of)\b|\bshould (?:[\w-]+ ){1,8}$|"
    r"^when (?:the )?A\d+ $"
)
DENIED = re.compile(
    r"\b(?:not|never|neither|nor|without|none|cannot|denied|denies|denying|deny|yet to|fail(?:s|ed|ing)? to|"
    r"failed|unlikely|rather than|instead of|no longer|no|"
    r"rumou?r\w*|speculat\w+|declin\w+|rul\w+ out|short of|lacks?|lacking|stopped short|nothing|far from|"
    r"quash\w*|dismiss\w*|refut\w*|wrongly|falsely|untrue|contrary|absence of|ha[sd]n't|isn't|wasn't|didn't|"
    r"doesn't|won't|aren't|haven't|weren't)\b"
    r"|n't\b"
)
NO_PLAN = re.compile(
    r"\bwill be (?:handled|reviewed|assessed|examined)\b|\b(?:announced|has|with) plans\b|\bat (?:the|"
    r"its own) request\b|"
    r"\b(?:me?et(?:s|ing)?|hit(?:s|ting)?|reach\w*|achiev\w*|miss\w*) (?:its|the|their|all|"
    r"both) (?:[\w-]+ ){0,2}goals?\b|"
    r"\b(?:proud|pleased|happy|glad|delighted|excited|thrilled) to (?:share|announce|report|say|tell|confirm|inform)\b|"
    r"\bpotential (?:new )?(?:therap\w+|treatment|drug|medicine|cure)\b"
)
FALSE_NO = re.compile(
    r"\b(?:no (?:fewer|less|more|later|sooner) than|not only|no stranger|not just|no longer than|no other|"
    r"nothing short|nothing stands in (?:the|its) way|no surprise|without (?:hitting|touching|harm|delay|"
    r"conditions))\b"
)
OPINION = re.compile(
    r"(?:\")?(?:suppose|imagine|my (?:guess|bet|hunch)|i (?:think|believe|bet|expect|guess)|what if|let "
    r"us (?:assume|suppose)|let's say)\b"
)
PLANS = Spotter(
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
LATER = Spotter(
    strings(
        "unlikely|doubtful|expect|anticipat|plan|pending|likely|possib|schedul|slated|still to|under disc|due |"
        "horizon|sought|request|asked|applied|reach|target|hoped|in sight|next |would|could|may|might|will"
    ),
    0,
    0,
)
IFS = Spotter(
    strings(
        "when |if|should|once|unless|whether|were |in the event|provided|assuming|subject|until|whenever|contingent|"
        "conditional|hypothe|in case|as soon|would-be|chance|odds|probability|likelihood"
    ),
    0,
    0,
)
NOS = Spotter(
    strings(
        "no|n't|never|without|cannot|deni|deny|yet to|fail|unlikely|rather|instead|rumo|speculat|declin|rul|"
        "short|lack|far from|quash|dismiss|refut|wrong|false|untrue|contrary|absence"
    ),
    0,
    0,
)
