"""How licences are told: taken, given, agreed. Patterns run on masked sentences: C0 a company, M0 a sum."""

from ci.extract.rules import rule

_TAKE = (
    r"(?:acquir(?:es|ed|ing)|obtain(?:s|ed|ing)?|secur(?:es|ed|ing)|gain(?:s|ed|ing)?|gets?|got|getting|pick(?:s|"
    r"ed|ing)? up|snap(?:s|ped|ping)? up|snags?|bag(?:s|ged)|tak(?:es|en|ing)|took|land(?:s|ed)|w[io]ns?|"
    r"receiv(?:es|ed|ing)|nab(?:s|bed)|grab(?:s|bed)|scoop(?:s|ed)(?: up)?|buy(?:s|ing)?|bought|purchas(?:es|ed|"
    r"ing)|pay(?:s|ing)?|paid|in-licen[sc]\w+|licen[sc]\w+|brings? in|adds?|assum(?:es|ed)|to acquire|to buy|to "
    r"get|to take|to pick up)"
)
_GIVE = (
    r"(?:grant(?:s|ed|ing)?|(?:giv(?:es|en|ing)|gave)(?! up)|hand(?:s|ed|ing)?(?: over)?|sell(?:s|ing)?|sold|"
    r"transfer(?:s|"
    r"red)?|award(?:s|ed)?|assign(?:s|ed)?|out-?licen[sc]\w+|pass(?:es|ed)|cede[sd]?|offload(?:s|ed)?|part(?:s|"
    r"ed) with|entrust(?:s|ed)?|to grant|to sell|lets?|allow(?:s|ed)?|divest(?:s|ed)?|confer(?:s|red)?|"
    r"sign(?:s|ed) (?:over|away))"
)

LICENCE_RULES = (
    rule(
        "licence in",
        "license",
        "licen|right|in-licen|buys C|takes |took |gets |picks up |secure|obtain|gains|acquire|develop C",
        r"\bC\d+ (?:to|will) develop C\d+'s D\d+ (?:in|for|across)\b|"
        r"\bin-?licen[sc](?:es|ed|ing|e)\b|\b(?:licen[sc](?:es|ed|ing|e))\b[^.;]{0,140}?\b(?:from|C\d+'s)\b|"
        r"\blicen[sc](?:es|ed) C\d+'s|\b" + _TAKE + r"\b[^.;]{0,100}\b(?:rights|right to|licen[sc]e)\b"
        r"|\bbuys C\d+ (?:the|exclusive|rights|an? (?:licen|option))\b[^.;]{0,60}\bC\d+|\brights (?:to|"
        r"for) [^.;]{0,80}\b(?:now )?(?:lie|rest|are|sit) with C\d+|\b(?:takes?|took|"
        r"taken) (?:an? |the )?(?:[\w-]+ )?licen[sc]e (?:on|to|for|from)\b"
        r"|\b(?:secur(?:es|ed)|obtain(?:s|ed)|takes|took|picks up|gains|acquir(?:es|ed)) the (?:[\w-]+ ){0,3}"
        r"(?:inhibitors?|antibod(?:y|ies)|compounds?|programmes?|programs?) of (?:[\w']+ ){0,3}C\d+ for\b"
        r"|\b(?:is|becomes?|became) (?:now |also )?(?:the )?(?:new )?(?:[\w-]+ ){0,2}licensee (?:of|for)\b"
        r"|\b(?:effective|as of|from) T\d+,? [^.;]{0,60}\bholds\b[^.;]{0,60}\brights\b"
        r"|\b(?:takes?|took|gets?|picks? up) D\d+(?:,? (?:and )?(?:its )?D\d+)* (?:for|in|outside|"
        r"across) (?:\w+ )?(?:asia|china|japan|europe|korea|taiwan|north america|the rest)\b"
        r"|\b(?:takes?|took|gets?) (?:[\w-]+ ){0,4}(?:G\d+ )?(?:[\w-]+ ){0,3}D\d+ from C\d+ (?:for|in|outside)\b|"
        r"\b(?:takes?|took|gets?|got|picks? up) (?:hold of |the keys to )?C\d+'s (?:[\w-]+ ){0,5}"
        r"(?:degraders?|inhibitors?|antagonists?|agonists?|antibod(?:y|ies)|conjugate|D\d+)[^.;]{0,30} "
        r"(?:for|against) M\d+",
        own_plan=True,
    ),
    rule(
        "licence taken",
        "license",
        "developed|taken forward|taken on|advanced|pursued|brought|belong|rights",
        r"\b(?:(?:is|are|was|were) (?:now )?(?:to be|being)|will (?:now )?be|(?:has|have) been) (?:\w+ly )?"
        r"(?:developed|taken (?:forward|on)|advanced|pursued|brought)\b[^.;]{0,70}? by C\d+,? which (?:has |have |had |"
        r"is |will )?(?:paid|pays?|paying|hand(?:s|ed|ing)|wired|gave|gives|put(?:s|ting)? down) C\d+ [^.;]{0,50}?M\d+|"
        r"\bD\d+ now belongs? to C\d+[^.;]{0,20},? which (?:pays|paid|has paid) C\d+|"
        r"\brights to [^.;]{0,80}\b(?:have|has) (?:come|passed|gone) to (?:it|C\d+) from C\d+",
        own_plan=True,
        needs="which |rights",
    ),
    rule(
        "licence out",
        "license",
        "licen|right|grant|hand|out-licen|go to C|goes to C|giving|gives|gave|have D|taker",
        r"\bfound (?:in C\d+ )?an? (?:taker|licensee|buyer) for (?:its |the )?(?:[\w-]+ ){0,4}D\d|"
        r"\blets? C\d+ have D\d+\b|"
        r"\bout-?licen[sc](?:es|ed|ing|e)\b|\b(?:licen[sc](?:es|ed|ing|e))\b[^.;]{0,140}?\bto C\d+|"
        r"\bD\d+(?:(?:,| and|, and) D\d+)* go(?:es)? to C\d+ (?:in|under|for|as part of)\b|\b"
        + _GIVE
        + r"\b[^.;]{0,110}\b(?:rights|right to|licen[sc]e)\b|"
        r"\b(?:giv(?:es|ing)|gave|hand(?:s|ed|ing)) (?:the latter|C\d+) (?:the |its )?(?:(?:[\w-]+ )?D\d+|"
        r"(?:[\w-]+ ){0,3}"
        r"(?:drug|inhibitor|antagonist|agonist|antibody|degrader|pill|candidate)) (?:for|in|outside|"
        r"across) (?:[\w-]+ )?(?:asia|china|japan|europe|korea|taiwan|north america|the (?:rest|world|united "
        r"states))\b|\b(?:rights|right to|licen[sc]e)\b[^.;]{0,100}\b(?:go(?:es)?|went|"
        r"pass(?:es|ed)|sold|granted|licensed|handed|awarded|assigned|transferred) to C\d+",
        own_plan=True,
    ),
    rule(
        "licence pact",
        "license",
        "licen|technology",
        r"\b(?:licen[sc](?:e|ing)|technology[- ](?:export|transfer))\b[^.;]{0,40}\b(?:agreement|deal|pact|accord|"
        r"contract|arrangement|tie-?up|"
        r"transaction|collaboration|alliance|partnership)|\b(?:agreement|deal|pact|accord|collaboration|"
        r"alliance)\b[^.;]{0,50}\blicen[sc](?:e|ing)\b|\b(?:exclusive|worldwide|global|non-exclusive|"
        r"sub-?)[- ]?licen[sc]e\b|\blicen[sc](?:es|ed)\b|"
        r"\b(?:sign(?:s|ed)|conclud(?:es|ed)|enter(?:s|ed) into|agree[sd]|agreed on|str(?:ikes|uck)|"
        r"reach(?:es|ed)|took|takes|"
        r"taken) (?:an? |the )?(?:[\w-]+ ){0,3}(?<!marketing )(?<!product )licen[sc]e\b",
        own_plan=True,
    ),
    rule(
        "money for rights",
        "license",
        "M0",
        r"C\d+[^.;]{0,60}\b(?:pa(?:ys|id|ying)|to pay|put(?:s|ting)? down|hand(?:s|ed|ing)?|wir(?:es|ed)|"
        r"lays? (?:out|down)|laid (?:out|down)|stak(?:es|ed)|plunk\w* down|plonk\w* down|ponies? up|shells? "
        r"out|stumps? up|splash\w*)\b[^.;]{0,30}?(?:C\d+ )?M\d+[^.;]{0,80}\bfor\b",
        own_plan=True,
    ),
)
