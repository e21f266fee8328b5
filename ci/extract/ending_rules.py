"""How the end of a deal is told: rights given back or taken back, pacts ended, options not used."""

from ci.extract.rules import rule

_PACT = (
    r"(?:agreements?|collaborations?|alliance|partnership|deals?|pacts?|licen[sc]es?|licen[sc]ing|rights|"
    r"options?|contract|tie-?up|accord|arrangement|cooperation|relationship|joint venture|venture)"
)

ENDING_RULES = (
    rule(
        "rights returned",
        "termination",
        "return|hand|giv|gave|relinquish|surrender|revert|back",
        r"\b(?:(?<!in )return(?:s|ed|ing)?|hand(?:s|ed|ing)?(?: \w+){0,5}? back|giv(?:es|en|ing)(?: \w+){0,5}? back|"
        r"gave(?: \w+){0,5}? back|(?:giv(?:es|en|ing)|gave) up|relinquish\w*|surrender\w*|revert\w*|"
        r"cede[sd]?|sen(?:ds|t)(?: \w+){0,5}? "
        r"back|send back)\b[^.;]{0,110}\b(?:rights|licen[sc]e|D\d+|inhibitor|program|compound|option|asset|"
        r"C\d+)",
    ),
    rule(
        "rights regained",
        "termination",
        "regain|reclaim|back|recover|reacquir|re-acquir",
        r"\brights to [^.;]{3,60} (?:fall|fell|go|went|pass|passed|come|came) back to (?:the )?C\d+|"
        r"\b(?:regain(?:s|ed|ing)?|reclaim(?:s|ed|ing)?|tak(?:es|en|ing)(?: \w+){0,3}? back|"
        r"took(?: \w+){0,3}? back|gets?(?: \w+){0,4}? back|got(?: \w+){0,4}? back|w[io]ns? back|recover(?:s|"
        r"ed)|re-?acquir(?:es|ed)|buys? back|bought back)\b[^.;]{0,110}\b(?:rights|licen[sc]e|D\d+|inhibitor|"
        r"program|compound|antibod\w+|control|asset|C\d+)",
    ),
    rule(
        "pact ends",
        "termination",
        "separate|no more|history|leav|has left|wound|terminat|end|scrap|dissol|cancel|exit|walk|pull|opt|drop|"
        "quit|discontin|"
        "part|ax|break|unwind|split|"
        "call|laps|expir|notice|divorc|tear|tore|sever|cut|bail|abandon|halt|wind|dump|ditch|over|collaps",
        r"\b(?:terminat(?:es|ed|ing|ion)|end(?:s|ed|ing)?|scrap(?:s|ped)|dissol(?:ves|ved|ution)|cancel(?:s|"
        r"led|ed|lation)?|exit(?:s|ed)?|walk(?:s|ed|ing)? (?:away|out)|pull(?:s|ed)? (?:out|the plug)|"
        r"opt(?:s|ed)? out|quits?|discontinu(?:es|ed)|ax(?:es|ed)|unw(?:inds|ound)|call(?:s|ed)? (?:off|time "
        r"on)|leav(?:es|ing)|has left|tear(?:s)? up|tore up|sever(?:s|ed)|bail(?:s|ed)|abandon(?:s|ed)|break(?:s|"
        r"ing)? (?:off|up)|"
        r"broke off|drop(?:s|ped)|cut(?:s|ting)? ties|wind(?:s)? (?:up|down)|dump(?:s|ed)|ditch(?:es|ed)|"
        r"halt(?:s|ed))\b[^.;]{0,90}\b"
        + _PACT
        + r"|\b"
        + _PACT
        + r"\b[^.;]{0,120}\b(?:terminated|ended|ends|scrapped|dissolved|cancell?ed|called off|unwound|severed|"
        r"torn up|wound (?:up|down)|(?:is|was|are|now) (?:over|no more|history|dead)|at an end|lapsed|lapses|"
        r"expired|expires|comes? to an end|came to an end|termination|axed|falls? apart|collapsed?|abandoned|"
        r"dropped)\b|\b(?:gone|go|going|went) (?:their )?(?:own |separate )+ways?\b|\bpart(?:s|ed|ing)? (?:ways|"
        r"company)\b|\b(?:split(?:s|ting)? (?:from|with|up)|break-?up|divorces?|cuts? ties)\b"
        r"|\b(?:giv(?:es|en|ing)|gave|serv(?:es|ed|ing)) (?:\w+ )?notice (?:on|of|to (?:end|terminate)|"
        r"that it (?:is|will))\b"
        r"[^.;]{0,60}\b" + _PACT,
        needs="agreement|collaboration|alliance|partnership|deal|pact|licen|rights|option|contract|tie|accord|"
        "arrangement|cooperation|relationship|venture|way|company|split|break|divorce",
    ),
    rule(
        "option declined",
        "termination",
        "option|not extend|not renew|not prolong",
        r"\b(?:(?:will|does|did|would) not|decid(?:ed|es) not to|declin(?:ed|es) to|cho(?:se|oses) not to|"
        r"elect(?:ed|s) not to) (?:take up|exercise|pick up|use) (?:its|the|an|that) (?:[\w-]+ )?option\b|"
        r"\blets? (?:its|the) (?:[\w-]+ )?option [^.;]{0,60}\b(?:lapse|expire)\b|"
        r"\b(?:did|does|will|would|has|have) not (?:extend(?:ed)?|renew(?:ed)?|prolong(?:ed)?) (?:its|the|their) "
        r"(?:[\w-]+ ){0,3}" + _PACT,
        own_negation=True,
    ),
)
