"""How deals between companies are told. Patterns run on masked sentences: C0 a company, M0 a sum."""

import re

from ci.extract.ending_rules import ENDING_RULES
from ci.extract.licence_rules import LICENCE_RULES
from ci.extract.rules import rule

_DO = (
    r"(?:entrust\w*|hand\w*|giv\w*|gave|assign\w*|task\w*|charg\w*|leav\w*|left|tak(?:es|en|ing) (?:over|on)|"
    r"took (?:over|on))"
)

COLLABORATION_RULES = (
    *ENDING_RULES,
    rule(
        "joint venture",
        "joint-venture",
        "joint|jv|newco|jointly owned",
        r"\bjoint(?:ly)?[- ](?:owned (?:company|venture)|ventures?|company|held company|stock company)\b|"
        r"\bjvs?\b|\b(?:50[:/-]50|equally|jointly) (?:owned )?(?:venture|company|owned)\b",
    ),
    rule(
        "option",
        "option",
        "option|not the obligation|not an obligation|licen|first pick|first call",
        r"\bC\d+ may (?:later |then )?licen[sc]e [^.;]{0,60}\bfrom C\d|\bfirst (?:pick|call) (?:of|on) D\d|"
        r"\bthe (?:exclusive |sole )?right,? (?:but )?(?:is )?not (?:the|an) obligation,? to\b|"
        r"\bC\d+ (?:can|may) (?:acquire|take|obtain|secure) (?:an? |"
        r"the )?(?:[\w-]+ )?licen[sc]e\b[^.;]{0,80}\b(?:within|"
        r"after|once|if|upon|following|at the end of)\b|"
        r"\b(?<!stock )(?<!treatment )(?<!therapeutic )(?<!share )(?<!therapy )(?<!good )(?<!effective )(?<!n"
        r"ew )(?<!few )(?<!strategic )options?\b(?!(?:ee|al)| for patients| for (?:people|men|women|those|"
        r"adults)| in the treatment|s are limited| to patients)",
    ),
    rule(
        "option used",
        "option",
        "exercis|opt|option|trigger|activat",
        r"\b(?:pull(?:s|ed) the trigger on|exercis(?:es|ed|ing|e)|trigger(?:s|ed)|activat(?:es|ed)|"
        r"took up|takes up|taken up)\b[^.;]{0,40}\boption\b|\bopt(?:s|ed) in\b|option exercise",
    ),
    rule(
        "takeover",
        "acquisition",
        "acqui|buy|bought|purchas|takeover|take over|takes over|took over|taken over|taking over|merg|"
        "snap|swallow|snaffl|scoop|"
        "tender|gobbl|absor|offer|price|for C|M0|bid|sold|sell|sale|own|subsidiary|control of|belong|hold of|"
        "part of|portfolio|pipeline| share|owner|into the hands|is going to|fetch|whole|entire|hoover|mop|gulp|"
        "adds C|add C|joins the C|join the C|to pay M|"
        "now part|now a part|plunk|possession",
        r"\b(?:acquir(?:es|ed|ing|e)|buy(?:s|ing)?(?! into)|bought(?! into)|purchas(?:es|ed|ing|e)|tak(?:es|ing|e|"
        r"en) over|"
        r"took over|swallow(?:s|ed|ing)?|snap(?:s|ped|ping)? up|scoop(?:s|ed|ing)? up|gobbl(?:es|ed|ing)(?: "
        r"up)?|absorb(?:s|ed|ing)?|merg(?:es|ed|ing|e)|picks? up|snaffl(?:es|ed)|pay(?:s|ing)? M\d+ for|"
        r"paid M\d+ for|handing C\d+ M\d+ for|splash(?:es|ed|ing)? (?:out )?|forks? (?:out|over)|shell(?:s|"
        r"ed|ing)? out)\b[^.;]{0,110}?(?:\bC\d+|D\d+|compan(?:y|ies)|programs?\b|programmes?\b|assets?\b|"
        r"inhibitors?\b|portfolio|candidates?|compounds?|owner|maker|developer|biotech|"
        r"all (?:of )?(?:the )?(?:\w+ )?shares)"
        + r"|\b(?:acquisition|takeover|buy-?out|purchase|merger|buyout|sale|acquirer)\b[^.;]{0,70}(?:\b(?:of|"
        r"with|by|between|for|from|to)\b)[^.;]{0,60}(?:C\d+|programs?|assets?|D\d+|it\b)|\b(?:agreed|agrees|"
        r"set|to) (?:to )?be (?:acquired|bought|taken over|purchased)|\b(?:acquired|bought|purchased|"
        r"swallowed|snapped up|taken over|absorbed) by\b|C\d+(?:'s)? (?:\w+ ){0,4}(?:takeover|acquisition|"
        r"buy-?out|merger)|\b(?:sold|sells|selling|sell) (?:itself[^.;]{0,60}|out|(?:its |"
        r"the )?[^.;]{0,60}(?:programs?|programmes?|assets?|portfolio|business|D\d+)) to C\d+|tender offer|"
        r"\bcontrol of C\d+ (?:has |have |now )?(?:gone|pass(?:es|ed)|went|goes|fall(?:s|en)) to C\d+|"
        r"\bC\d+,?[^.;]{0,60}\b(?:now )?belongs? to C\d+|"
        r"(?:\$\d[\d,]*|M\d+)(?: in cash)? (?:a|per|for each|for every) share\b|\bbecomes? "
        r"the (?:new )?owner of C\d+|C\d+[^.;]{0,120}\bfetch(?:es|ed)? M\d+[^.;]{0,40}\bfrom C\d+|"
        r"C\d+ (?:is taking|takes|took) (?:over )?the (?:whole|entire) (?:company|firm|business)\b|\bpass(?:es|"
        r"ed) into the hands of C\d+|"
        r"\bis (?:going|sold|off) to C\d+|\b(?:hoover|mop|gulp|lap)(?:s|ed) up\b[^.;]{0,40}\bC\d+|"
        r"\btak(?:es|ing|en) (?:on |over )?(?:the |its |C\d+'s )?(?:[\w'-]+ ){0,3}(?:entire|whole|complete) "
        r"(?:portfolio|pipeline|business)\b|"
        r"\badds? C\d+ to its\b|\bjoins? the C\d+ (?:family|group|fold|stable)\b|"
        r"\bagree[sd]? to pay M\d+[^.;]{0,30}\bfor (?:it|C\d+)\b|"
        r"\bhas been (?:a |an )?(?:wholly[- ]owned |fully[- ]owned )?(?:part|subsidiary|unit) of C\d+|"
        r"\baccept(?:s|ed) (?:an? |the )?(?:[\w-]+ ){0,3}?(?:buy-?out|takeover)(?: offer| bid| proposal)? (?:from|"
        r"by)\b[^.;]{0,30}"
        r"C\d+|\bplunk(?:s|ed|ing) down\b[^.;]{0,40}\bfor (?:[\w-]+ ){0,3}C\d+|"
        r"\b(?:lay(?:s|ing)?|laid) out M\d+\b[^.;]{0,90}?\bfor C\d+|\b(?:majority|sole|outright|"
        r"new) owner of C\d+|\btak(?:es|en|ing) (?:ownership|control) of C\d+|"
        r"\btook (?:ownership|control) of C\d+|"
        r"\bc[ao]m(?:es?|ing) into possession of (?:(?:5[1-9]|[6-9]\d|100)(?:,\d+)? ?(?:%|"
        r"per ?cent) of )?(?:[\w'-]+ ){0,3}"
        r"C\d+|"
        r"\bC\d+ is (?:now )?(?:a )?(?:part|subsidiary|unit) of C\d+|\bC\d+ is now (?:a )?(?:part|subsidiary|"
        r"unit) of C\d+|\bmerged with C\d+|\bgets? hold of (?:C|"
        r"D)\d+|\bbec(?:omes?|ame) (?:a |an |its |the |part of |property of )(?:C\d+|[^.;]{0,30}subsidiary)",
        own_plan=True,
        needs="acqui|buy|bought|purchas|over|swallow|snap|scoop|gobbl|absor|merg|pick|snaffl|pay|paid|handing|splash|"
        "fork|shell|lay|laid|sale|sold|sell|tender offer|control of|belong|share|owner|hands of|going to|off to|hoover|"
        "mop|gulp|lap|add|join|accept|plunk|part |part of|subsidiary|unit |hold of|becom|becam|portfolio|pipeline|"
        "business|possession",
    ),
    *LICENCE_RULES,
    rule(
        "sales pact",
        "commercialization",
        "seller|commerciali|distribut|market|promot|sell|sales|launch",
        r"\b(?:(?:exclusive |joint )?(?:commerciali[sz]ation|commercial|distribution|marketing|co-?marketing|"
        r"promotion|co-?promotion|sales|supply and distribution|named[- ]patient|early "
        r"access))\b[^.;]{0,30}\b(?:agreement|deal|pact|partnership|partner|alliance|rights|accord|"
        r"collaboration|contract|tie-?up|arrangement)"
        r"|\bbe (?:promoted|marketed|sold|distributed)\b[^.;]{0,60}\bby C\d+ and C\d+\b"
        r"|\bC\d+ (?:to let|lets|will let|is letting|to have) C\d+ (?:sell|market|promote|distribute)\b"
        r"|\bC\d+ (?:will|to|is to|shall) (?:carry out|handle|take care of|look after|take charge of|"
        r"be responsible for|"
        r"see to) (?:the |its )?(?:[\w-]+ ){0,3}(?:promotion|sales|selling|marketing|distribution|"
        r"commerciali[sz]ation)\b"
        r"|\b" + _DO + r"\b[^.;]{0,70}\b(?:commerciali[sz]ation|distribution|marketing|promotion|selling|sales?) of\b"
        r"|\b(?:selling|sales?|marketing|distribution|commerciali[sz]ation|"
        r"promotion) of\b[^.;]{0,80}\b(?:pass(?:es|ed)|"
        r"goes|went|falls?|fell) (?:in)?to (?:the hands of )?C\d+"
        r"|\b(?:to|will|shall|and) (?:exclusively |jointly |co-?)?(?:commerciali[sz]e|distribute|market|"
        r"co-?market|promote|co-?promote|sell)\b[^.;]{0,90}(?:D\d+|C\d+|T\d+|product|drug|medicine|"
        r"biosimilars|tablets|it\b)|\bbec(?:omes?|ame) (?:the |its |C\d+'s )?(?:\w+ )?(?:seller|distributor|"
        r"marketer|marketing partner|sales partner|commercial partner)\b|\b(?:appoint(?:s|ed)?|nam(?:es|ed)|"
        r"tap(?:s|ped)|sign(?:s|ed) up|"
        r"enlist(?:s|ed)|chose|chosen|pick(?:s|ed))\b[^.;]{0,60}\b(?:distribut\w+|sell|market|"
        r"commerciali[sz]\w+|promot\w+|bring|launch)",
        own_plan=True,
    ),
    rule(
        "developed together",
        "co-development",
        "co-dev|codev|joint|together|share|side by side|development and comm|split|half",
        r"\b(?:co-?develop\w*|joint(?:ly)? (?:develop\w*|fund)|develop(?:ing|ed|"
        r"s)? (?:[\w-]+ ){0,5}(?:together|jointly|in tandem|side by side)|"
        r"developed (?:[\w-]+ ){0,5}jointly (?:with|by)|"
        r"together (?:develop|take|advance|"
        r"bring)|joint(?:ly)? (?:global )?(?:clinical )?(?:development|advance)|co-?fund\w*|shar(?:e|es|"
        r"ing) (?:the )?(?:\w+ )?(?:development )?(?:costs?|profits?|expenses)|split(?:s|"
        r"ting)? (?:the )?(?:\w+ )?(?:costs?|profits?)|development and commerciali[sz]ation (?:agreement|"
        r"collaboration|partnership|alliance|pact|deal)|co-?commerciali[sz]\w*)",
        own_plan=True,
    ),
    rule(
        "pact",
        "research-collaboration",
        "collab|partner|allian|allie|ally|team|tie|pair|join|pact|together|hook|agree|deal|accord|link|"
        "cooperat|co-operat|hands|enlist|sign|contract|union|combin|forces|supply|evaluat|study|test|explor|"
        "pool|their lot|suppl|lend|lent|contribut|try",
        r"\b(?:collaborat\w+|partner(?:s|ed|ship|ships|ing)?|alliances?|all(?:y|ies|ied)|team(?:s|ed|"
        r"ing)?[- ]?up|teams? with|tie[- ]?ups?|ties? up|tied up|pair(?:s|ed|ing)?[- ]up|join(?:s|ed|"
        r"ing)? (?:forces|hands|up|C\d+ (?:in|for|on|to))|joined in|join in|pacts?|work(?:s|ing)? together|"
        r"hook(?:s|ed)? up|accords?|link(?:s|ed)?[- ]up|links? (?:arms|with)|cooperat\w+|co-operat\w+|"
        r"(?:signs?|signed|ink(?:s|ed)|enter(?:s|ed)(?: into)?|str(?:ikes?|uck)|reach(?:es|ed)|cut|"
        r"clinch(?:es|ed)|seal(?:s|ed)|conclud(?:es|ed))\b[^.;]{0,40}\b(?:agreements?|deals?|contract|"
        r"arrangement|mou|memorandum)|agree(?:d|s|ing)? (?:to|on)|(?:agreed|signed|sealed|struck) by C\d+ and C\d+|"
        r"(?:agreements?|deals?) (?:with|between|"
        r"under|to|that|on|for|worth|covers|calls)|enlist(?:s|ed)|sign(?:s|ed)? up|supply (?:agreement|deal|"
        r"pact|D\d+)|pair(?:s|ing|ed)? (?:[\w-]+ ){0,4}[DG]\d|to (?:study|test|trial|evaluate|combine|pair|"
        r"explore|assess)|(?:is|are) to (?:supply|provide)|suppl(?:ies|ying) D\d+|thr(?:ow|own|ows|ew) in "
        r"their lot|pool(?:s|ed|ing)? (?:their|"
        r"its)|will (?:supply|provide)|(?:study|test|trial|evaluate|combine|pair|explore|assess|"
        r"try)(?:s|es|ing|ed)? [^.;]{0,80}\b(?:with|and|plus|alongside) C\d+'s|"
        r"(?:lends?|lent|contribut\w+|donat\w+|chips? in) D\d+|will (?:try|test|study|combine|"
        r"pair) D\d+[^.;]{0,40} together|will (?:search|look|hunt|screen|work) together|"
        r"will jointly (?:study|test|evaluate|explore|investigate)|sponsored research (?:agreement|contract|deal)|"
        r"C\d+ and C\d+ (?:to|will|are to) (?:probe|hunt|search|screen|look|design|explore|investigate|study|seek)\b"
        r"[^.;]{0,60} (?:together|jointly|side by side|in tandem)|"
        r"(?:under|through|as part of) an? (?:[\w-]+ ){0,3}(?:collaboration|agreement|partnership|pact|alliance) "
        r"with C\d+[^.;]{0,40} (?:made known|announced|unveiled|disclosed|signed|agreed|struck))\b",
        own_plan=True,
    ),
)
"""Order counts where two rules find the same words; the pact of no stated kind comes last."""

GENERIC = frozenset({"pact"})
PACT_NEWS = re.compile(
    r"\b(?:suppl\w+|provid\w+|pool\w*|enter(?:s|ed|ing)|sign(?:s|ed|ing)|ink(?:s|ed)|form(?:s|ed|ing)|"
    r"str(?:ikes?|uck)|agree[sd]?|"
    r"agreeing|announc\w+|establish\w*|forg(?:es?|ed)|set(?:s|ting)? up|launch(?:es|ed)?|team\w*|join\w*|"
    r"pair\w*|expand\w*|extend\w*|seal\w*|clinch\w*|"
    r"reach(?:es|ed)|unveil\w*|conclud\w*|broker\w*|cut|land\w*|tap(?:s|ped)|enlist\w*|pick(?:s|ed)|link\w*|"
    r"initiat\w*|hooks?|hooked|T\d+|said|says|creat\w+|has|have|begin\w*|began|will|ally|allies|allied|"
    r"commit\w*|complet\w*|clos(?:es|ed)|gets|won|wins|deal|today|to (?:collaborate|partner|study|test|"
    r"explore|evaluate|combine|develop|co-?\w+))\b"
)
