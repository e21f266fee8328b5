"""How trials are said to start, to stop and to read out. Patterns run on masked sentences."""

from ci.extract.rules import rule

_ONE = (
    r"(?:patient|participant|subject|volunteer|person|woman|man|child|infant|cohort|people|human|individual|"
    r"recruit|enrollee)s?"
)
_TRIAL = (
    r"(?:trials?\b|stud(?:y|ies)\b|phase (?:[1-4]|i+v?\b|one|two|three)\w*|the clinic\b|clinic\b|human test\w*|"
    r"first-in-human|clinical test\w*|clinical development|dosing\b|enroll?ment\b|arm\b|cohort\b|pivotal\b|"
    r"combination part|expansion\b|patients\b|recruitment\b)"
)
_STOPS = (
    r"(?:br(?:eak|oke|oken)(?:s|ing)? off|terminat(?:es?|ed|ing|ion)|discontinu(?:es?|ed|ing|ation)|halt(?:s|"
    r"ed|ing)?|paus(?:es?|ed|ing)|"
    r"suspen(?:ds?|ded|ding|sion)|stop(?:s|ped|ping)?|end(?:s|ed|ing)?|abandon(?:s|ed|ing)?|drop(?:s|ped|"
    r"ping)?|shel(?:ves|ved|ving|ve)|scrap(?:s|ped|ping)?|"
    r"ax(?:es?|ed|ing)|cancel(?:s|led|ed|ling|ing|lation)?|clos(?:es?|ed|ing|ure)|call(?:s|ed|ing)? (?:off|"
    r"time on|a halt to|it quits)|pull(?:s|ed|ing)? (?:(?:the )?plug|out|back)|w(?:ind|ound)(?:s|"
    r"ing)? (?:down|up)|ditch(?:es|ed|ing)?|cull(?:s|ed|ing)?|kill(?:s|ed|ing)?|"
    r"fr(?:eezes|oze|ozen|eezing)|curtail(?:s|ed|ing)?|mothball(?:s|ed|ing)?|deprioriti[sz](?:es?|ed|ing)|"
    r"giv(?:es|en|ing) up|gave up|walk(?:s|ed|ing)? away|jettison(?:s|ed|ing)?|cut(?:s|ting)? short|cutting|"
    r"cuts|shut(?:s|ting)?(?: (?:down|off)|(?= (?:enrol|recruit)|[^.;]{0,60}\bdown\b))|call halt|"
    r"quits?|retir(?:es?|ed|ing)|ceas(?:es?|ed|ing)|"
    r"interrupt(?:s|ed|ing)?|on ice|gone are|no longer (?:recruit|enrol|develop|pursu)\w*|stand(?:s|ing)? "
    r"down|throw(?:s|n)? in the towel|bow(?:s|ed) out|sideline[sd]?|park(?:s|ed|ing)|dump(?:s|ed|ing)?|"
    r"struck off|strikes off|(?:has|have|had|been) struck|toss(?:es|ed)|wrap(?:s|ped) up early|stopped early|early end)"
)
_BETTER = (
    r"(?:overall response|objective response|response rate|responses?\b(?! letter)|responded|\borr\b|\bcrs?\b|"
    r"complete (?:remissions?|responses?(?! letter))|partial (?:remissions?|responses?)|remissions?|survival|"
    r"\bpfs\b|\bos\b|efficacy|anti-?tumou?r activity|clinical (?:activity|benefit)|activity|benefit|tolerat\w+|"
    r"tolerab\w+|safety|safe\b|\bmrd\b|shrink\w*|shrank|shrunk|disease control|progression|\bhazard|improve\w*|"
    r"alive|life\b|death|spleen|\bblasts?\b|bone marrow|lymphocyte|symptom\w*|\bfibrosis|signals?|neutropenia|"
    r"toxicit\w+|placebo|durab\w+|relapses?\b|recover\w*)"
)

CLINICAL_RULES = (
    rule(
        "first patient",
        "trial-start",
        "first|patient n",
        r"\bpatient (?:no\.?|number) ?(?:1|one)\b|(?:becomes?|became|become|is|"
        r"was) (?:now )?the (?:very )?first (?=(?:\w+ )?to "
        r"(?:receive|get|be (?:given|dosed|treated|injected|infused|enrol\w+|randomi[sz]ed)|take|join|try)\b)|"
        r"(?:reach(?:es|ed)|injected into|goes into|given to|lands in) (?:its|the|a) first (?:[\w-]+ )?"
        r"(?:patient|person|volunteer|participant|human|knee|eye|arm|subject)s?\b|\bfirst (?:[\w-]+ ){0,4}?"
        + _ONE
        + r"\b[^.;:]{0,90}?\b(?:dosed|treated|enrol\w+|given|randomi[sz]ed|received|receives|gets|got|injected|"
        r"infused|dosing|recruited|administered|has had|have had|took|swallow(?:s|ed)|joined|entered|"
        r"on (?:the )?D\d+|in\b)"
        r"|\b(?:dos(?:e|es|ed|ing)|treat(?:s|ed|ing|ment of(?: the| a)?)?|enrol(?:s|ls|led|ed|ling|ing|"
        r"l?ment of(?: the| its| a)?)?|recruit(?:s|ed|ing)?|inject(?:s|ed)|randomi[sz](?:es|ed|ation)|"
        r"infus(?:es|ed)|giv(?:es|en|ing)|gave|administ\w+|put(?:s)?|sign(?:s|ed) up|admit\w*|see[sn]?|"
        r"welcom\w+)\b[^.;:]{0,50}\bfirst (?:[\w-]+ ){0,4}?"
        + _ONE
        + r"|\bfirst (?:dose(?! group| level| cohort| escal)|injection|infusion|administration|enroll?ment|"
        r"patient in|human dosing|human dose)\b",
    ),
    rule(
        "trial begins",
        "trial-start",
        "start|beg|commenc|initiat|launch|kick|open|embark|enter|mov|advanc|goes|gone|went|tak|took|into|onset|"
        "roll|under way|underway|set off|activat|progress|running|in motion|sets |off the ground|made it|dosing",
        r"\b(?:start(?:s|ed|ing)?|begins?|began|begun|beginning|commenc(?:es|ed|ing|ement)|initiat(?:es|ed|"
        r"ing|ion)|launch(?:es|ed|ing)?|kick(?:s|ed|ing)?[- ]?(?:off|ed off)|open(?:s|ed|ing)?|embark(?:s|"
        r"ed) (?:on|upon)|set(?:s)? off|set(?:s)? in motion|activat(?:es|ed)|roll(?:s|ed) "
        r"out)\b[^.;:]{0,100}?\b"
        + _TRIAL
        + r"|\b(?:enter(?:s|ed|ing)?|mov(?:es|ed|ing)|advanc(?:es|ed|ing)|go(?:es|ne)|went|tak(?:es|en|ing)|took|"
        r"progress(?:es|ed)|push(?:es|ed)|steps?|stepped|brings?|"
        r"brought)\b[^.;:]{0,60}?\b(?:(?:in)?to (?:[\w-]+ ){0,4}?(?:phase (?:[1-4]|i+v?\b)|the clinic\b|"
        r"clinic\b|human\w*|man\b|first-in-human|pivotal|clinical (?:trials?|test\w*|stud\w+)|trials?\b)|"
        r"into (?:[\w-]+ ){0,2}(?:patients|people)\b|(?:the )?clinic\b|(?<!of the )(?<!in the )(?<!of "
        r"a )(?<!in a )(?<!from the )(?:first-in-human|clinical|"
        r"phase (?:[1-4]|i+v?)\w*) (?:trials?|test\w*|stud\w+))"
        + r"|\b(?:trials?|stud(?:y|ies)|dosing|enroll?ment|recruitment|phase (?:[1-4]|i+v?)\w*|arm|cohort|"
        r"treatment|clinical testing)\b[^.;:]{0,90}?\b(?:(?:has|have|had|is|was|were|are|got|gets)? ?(?:now |"
        r"just |also |formally |officially )?(?:started|starts|begun|begins|began|commenced|commences|"
        r"initiated|launched|opened|opens|kicked off|kicks off)|(?:got|gets|getting|now|is now) under ?way|"
        r"go(?:es)? live|went live|is (?:now )?open|(?:is|are) (?:now )?(?:up and )running)\b"
        r"|\b(?:dosing|treatment|recruitment|enroll?ment) (?:is|has got|got) (?:now )?under ?way\b|\bgot off "
        r"the ground\b|\bmade it into (?:an? |its |the )?(?:phase|clinic|first|pivotal|human)"
        r"|\bsets? [^.;]{0,60}\b(?:trial|stud(?:y|ies)|phase \w+)\b[^.;]{0,20}\bin motion\b"
        r"|\bgo(?:es|ing)? into (?:its|an?|the) (?:first )?(?:[\w-]+ )?(?:study|studies|trials?)\b|\bwent "
        r"into (?:its|an?|the) (?:[\w-]+ ){0,2}(?:study|trials?)\b",
        needs="trial|stud|phase|clinic|human|dosing|enrol|arm|cohort|pivotal|combination part|expansion|patients|"
        "people|recruit|man|treatment|ground|made it",
    ),
    rule(
        "endpoint",
        "readout",
        "endpoint|end point|end-point|goal|objective|mark|primary|statistical|longer",
        r"\b(?:me?et(?:s|ing)?|hit(?:s|ting)?|reach(?:ed|es)|achiev(?:ed|es)|miss(?:ed|es|ing)?|fail(?:ed|"
        r"s)?(?: to)?|flunk(?:ed|s)|satisf(?:ied|ies)|(?:did|does)(?: not|n't) (?:meet|hit|reach|achieve|"
        r"make)|fell short|falls short|clear(?:ed|s)|attain(?:ed|s)|succeed(?:ed|"
        r"s))\b[^.;:]{0,70}\b(?:end-?\s?points?|goals?|objectives?|primary|mark|statistical significance)\b"
        r"|\b(?:end-?\s?points?|goals?|objectives?)\b[^.;:]{0,50}\b(?:met|missed|reached|hit|achieved|unmet|"
        r"not met|attained)\b"
        r"|\b(?:not|never|be|was|were|is|reach(?:es|ed)) (?:\w+ )?statistically significant\b|"
        r"\bstatistical significance (?:was|could)\b"
        r"|\b(?:did|does|do) not (?:live|survive|go) (?:\w+ )?longer\b",
        own_negation=True,
    ),
    rule(
        "failure",
        "readout",
        "did not|does not|not be shown|n't|flat|passed|flying|nothing|little|difference|effect|fared|flunk|fail|flop|"
        "stumbl|disappoint|beat|outperform|lost|lose|better|benefit|miss|differ|short|work|"
        "improv|extend|prolong|strike|setback|bust|dose-limit|serious|unexpected|safety|crash|surpass|tops|"
        "hit |win |success|setback|blow|"
        "triumph",
        r"\b(?:flunk(?:s|ed)|flop(?:s|ped)?|stumbl(?:es|ed)|disappoint(?:s|ed|ing)|bombs|crash(?:es|ed)|"
        r"c[ao]mes? up short|falls? short|fell short|fell flat|falls flat|passed (?:its|the|"
        r"their) [^.;]{0,30}\btest|with flying colou?rs|did (?:nothing|little) (?:for|to|against)|made no "
        r"difference|had no (?:\w+ )?effect|fared no better|(?:did|does|could|do)(?: not|n't) (?:help|beat|"
        r"outperform|"
        r"improve|extend|prolong|show|work|help|better|slow|lengthen|delay|reduce|separate|differ|spare|add)|"
        r"(?:could|can|did)(?: not|n't) be shown to (?:be )?|(?:failed|fails|failing|failure) (?:again |"
        r"once more |once again )?(?:to (?:beat|improve|extend|"
        r"prolong|show|work|help|better|demonstrate|slow|outperform|separate|lengthen|reach|hit|meet|deliver|"
        r"outdo|best|top)|in|of)|no (?:better|benefit|improvement|advantage|difference|survival|more "
        r"effective|sign of)|(?:neither|none)[^.;:]{0,40}\bbeat\b|lost (?:out )?to D\d+|loses to|beat(?:s|"
        r"en)? (?:D\d+|placebo|chemo\w*|standard|control|the)|outperform(?:s|ed)|outlived|tops|missed|misses|"
        r"miss for)\b|\b(?:no|without|free of) (?:any )?(?:dose-limiting|serious (?:side|adverse)|unexpected|"
        r"new safety)|\b(?:hit|win|success|miss|failure|flop|setback|disappointment|blow|triumph|"
        r"victory|strike)\b (?:\w+ ){0,2}(?:for|with|as) (?:[CD]\d|[\w' -]{0,30}[CDG]\d)",
        own_negation=True,
    ),
    rule(
        "shows",
        "readout",
        "%|percent|per cent|median|surviv|respon|remission|alive|show|demonstrat|achiev|produc|yield|report|"
        "deliver|led to|induc|shrank|shrink|halv|cut|extend|prolong|improv|gave|give|post|elicit|respond|"
        "lengthen|result|slow|rais|doubl|tripl|lift|clear|reduc|keep|kept|saw|seen|brought|bring|drove|offer|"
        "than p|than on |than with|than in |than D|than c|just as|a blank|versus|vs|against|compared|rather "
        "than|without|answered|speed|hasten|got better|fewer|tolerat|look|"
        "tout|hail|delay|log|record|notch|regist|boast|prov|hazard|more frequent|lived|died",
        r"\b(?:show(?:s|ed|n|ing)?|demonstrat(?:es|ed|ing)|achiev(?:es|ed|ing)|produc(?:es|ed|ing)|yield(?:s|"
        r"ed|ing)?|report(?:s|ed|ing)?|deliver(?:s|ed|ing)?|led to|induc(?:es|ed|ing)|shrank|shrink(?:s|"
        r"ing)?|halv(?:es|ed)|cut(?:s|ting)?|extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|improv(?:es|ed|ing)|"
        r"gave|giv(?:es|ing)|post(?:s|ed|ing)?|elicit(?:s|ed|ing)?|respond(?:s|ed|ing)?|lengthen(?:s|ed|"
        r"ing)?|result(?:s|ed|ing)? in|slow(?:s|ed|ing)?|rais(?:es|ed)|doubl(?:es|ed)|tripl(?:es|ed)|"
        r"lift(?:s|ed)|clear(?:s|ed)|reduc(?:es|ed)|ke(?:eps|pt)|saw|seen|brings?|brought|drove|drives|"
        r"offer(?:s|ed)|was (?:well )?tolerated|well tolerated|ha(?:d|ve|s) (?:an? |no |"
        r"any )?(?=(?:[\w-]+ ){0,2}(?:respon|remission))|tout(?:s|ed)|hail(?:s|ed)|delay(?:s|ed|ing)?|"
        r"log(?:s|ged)|record(?:s|ed)|notch(?:es|ed)|boasts?|came|reached|were|was|proved|look(?:s|"
        r"ed) (?:good|better|promising|encouraging|safe|well)|stood at|hit|hits)\b[^.;:]{0,110}?"
        + _BETTER
        + r"|"
        + _BETTER
        + r"[^.;:]{0,70}\b(?:was|were|came|rose|reached|stood|fell|seen|in|of|shown|observed|reported|among|"
        r"improved|at)\b[^.;:]{0,40}(?<![A-Z\d])\d"
        + r"|\b(?:half|a third|a quarter|two-thirds|three-quarters|most|all|majority|one in \w+) "
        r"of (?:the )?(?:[\w-]+ ){0,4}(?:patients|people|participants|men|women|"
        r"children)\b[^.;:]{0,50}(?:alive|respon|remission|surviv|shrank|benefit|improv)"
        r"|\d+(?:\.\d+)? ?(?:months?|weeks?|years?|%|percent|per cent|points?)\b[^.;]{0,70}\b(?:versus|vs\.?|"
        r"against|compared (?:with|to)|rather than)\b"
        r"[^.;]{0,40}(?:\d+(?:\.\d+)? ?(?:months?|weeks?|years?|%|percent|per cent|points?|on|in|for|with)\b|"
        r"placebo|controls?)"
        r"|\bno (?:more|better|longer|faster|fewer|less) than (?:on |with |in )?(?:placebo|controls?|D\d+|"
        r"chemo)|\bjust as (?:often|many|much)\b|\bdr(?:aws|ew) a blank\b"
        r"|\bwent (?:for )?(?:an? )?(?:median (?:of )?)?\d+(?:\.\d+)? (?:months|weeks|years) without\b|"
        r"\b(?:patients|people|women|men) [^.;]{0,20}\banswered to\b"
        r"|(?:responses?|remissions?|\bcrs?|\bprs?) (?:was|were) (?:\w+ly )?(?:observed|seen|recorded|"
        r"achieved|reported|noted)"
        r"|\b(?:speed(?:s|ed)(?: up)?|hasten(?:s|ed)) (?:\w+ ){0,2}recover|\bgot better (?:after|sooner|"
        r"faster|in)|\bfewer (?:patients )?died\b|"
        r"\blived (?:\w+ )?(?:longer|shorter|less long)\b|\bdied (?:sooner|earlier|later) (?:on|with|than)\b"
        r"|\d+(?:\.\d+)? ?(?:%|percent|per cent)[^.;:]{0,90}\b(?:responded|responses?|remission|alive|"
        r"survival|shrink\w*|shrank|improved|benefit)|\b(?:patients?|\d+) (?:\w+ ){0,4}responded|"
        r"median (?:\w+[- ]){0,3}survival",
        needs="respon|remission|surviv|effica|activity|benefit|toler|safe|shrink|shrunk|shrank|"
        "control|progress|hazard|improv|alive|life|death|spleen|blast|marrow|lymphocyte|symptom|fibrosis|signal|"
        "neutropenia|toxicit|placebo|durab|relapse|recover|versus|vs|against|compared|rather than|no more|no better|"
        "no longer|no faster|no fewer|no less|just as|blank|without|answered|got better|died|lived",
        needs_words="orr|crs?|prs?|pfs|os|mrd",
    ),
    rule(
        "data told",
        "readout",
        "data|results|finding|readout|reads out|read out|outcome|update|efficacy|signal|analysis|first numbers",
        r"\b(?:top-?\s?line|interim|preliminary|early|updated|positive|negative|encouraging|new|final|full|"
        r"long-term|promising|mixed|detailed|latest|first|initial|mature|follow-up|failed|disappointing|"
        r"phase (?:[1-4]|i+v?)\w*|clinical|trial|study|first-in-human|dose-finding|dose-escalation|pivotal|"
        r"strong|impressive|"
        r"\d+-(?:month|year|week)|safety and efficacy|efficacy)\b (?:[\w/-]+ ){0,4}?(?:data\b|results?\b|"
        r"findings\b|read-?out\b|outcomes?\b|numbers\b|analysis\b)"
        r"|\b(?:present(?:s|ed|ing)?|report(?:s|ed|ing)?|unveil(?:s|ed|ing)?|publish(?:es|ed)|announc(?:es|"
        r"ed|ing)|releas(?:es|ed)|shar(?:es|ed)|disclos(?:es|ed)|detail(?:s|ed)|unwraps?|reveal(?:s|ed)|"
        r"tout(?:s|ed)|post(?:s|ed))\b[^.;:]{0,60}\b(?:data|results|findings)\b[^.;:]{0,60}\b(?:trial|study|"
        r"phase|patients|D\d+)|\b(?:trial|study|phase (?:[1-4]|i+v?)\w*)\b[^.;:]{0,40}\b(?:reads? out|"
        r"read-?out|succeeds?|succeeded)\b",
    ),
    rule(
        "outcome told",
        "readout",
        "outcome|result|upshot|finding|figures|numbers",
        r"^(?:that|this|such|these|those) (?:is|are|was|were) the (?:main |first |final |key )?(?:outcomes?|"
        r"results?|upshot|"
        r"findings?|figures|numbers)\b[^.;]*\b(?:trials?|study|phase (?:[1-4]|i+v?)\w*)\b",
    ),
    rule(
        "registry start",
        "trial-start",
        "start",
        r"^(?:actual )?(?:study|trial) start(?: date)?(?: \(actual\))?:? ?T\d",
    ),
    rule(
        "registry status",
        "trial-stop",
        "status",
        r"^(?:overall |recruitment )?status(?: (?:has )?changed)?(?: to)?: (?:terminated|withdrawn|suspended)\b",
    ),
    rule("abstract", "readout", "result|finding", r"^(?:results?|findings)\b ?[:.\u2014-].*(?<![A-Z\d])\d"),
    rule(
        "named trial stops",
        "trial-stop",
        "wound|wrapped|terminat|discontin|halt|stop|ended|closed|scrapped|shelved|abandon",
        r"\b([a-z][\w-]*[a-z0-9])(?:, (?:in which|where|which) [^,;.]{5,120},)? "
        r"(?:is|are|was|were|has been|have been|will be) "
        r"(?:now |also |being |itself |likewise )*"
        r"(?:wound (?:up|down)|wrapped up|terminated|discontinued|halted|stopped|ended|closed|scrapped|shelved|"
        r"abandoned)\b",
    ),
    rule(
        "another trial stops",
        "trial-stop",
        "also |likewise ",
        r"\band (?:it |the (?:company|firm|group) )?(?:(?:has|have|had|is|are|will) )?(?:also|likewise) (?:be(?:en)? )?"
        + _STOPS
        + r" (?:the |its |an? |another )?(?:[\w/-]+ ){0,3}?(?:trial|study|phase (?:[1-4]|i+v?)\w*)\b",
    ),
    rule(
        "trial stops",
        "trial-stop",
        "terminat|discontin|halt|paus|suspen|stop|end|abandon|drop|shel|scrap|ax|cancel|clos|call|pull|wind|"
        "wound|struck|strik|ditch|cull|kill|freez|froz|curtail|mothball|depriorit|giv|gave|walk|jettison|cut|"
        "shut|bring|"
        "brought|quit|retir|ceas|interrupt|ice|gone are|no longer|towel|break|broke|off D|tested any|no more|"
        "no further|end of "
        "the|carried on|bow|sideline|park|dump|toss|early",
        r"\b"
        + _STOPS
        + r"\b[^.;:]{0,100}?\b(?:trials?\b|stud(?:y|ies)\b|phase (?:[1-4]|i+v?)\w*|enroll?ment\b|enrol?ling\b|"
        r"enrol?l?\b|recruit\w*|dosing\b|develop\w+|program(?:me)?s?\b|work (?:on|in)\b|test(?:s|ing)\b|D\d+|"
        r"arm\b|project|candidate|agonist|antagonist|inhibitor|degrader|antibody|compound|molecule)"
        r"|\bt(?:ak(?:es|ing)|ook) (?:\w+ ){0,2}(?:patients|people) off D\d+|\bbr(?:ing(?:s|ing)?|"
        r"ought)\b[^.;:]{0,90}\b(?:trial|study|program(?:me)?|development|enroll?ment|"
        r"work|testing)\b[^.;:]{0,40}\bto an? (?:early |premature |abrupt )?(?:end|close|halt|stop)\b"
        r"|\b(?:trials?|stud(?:y|ies)|phase (?:[1-4]|i+v?)\w*|enroll?ment|recruitment|dosing|development|"
        r"program(?:me)?|D\d+|work on D\d+|arm)\b[^.;:]{0,120}?\b(?:terminated|discontinued|halted|paused|"
        r"suspended|stopped|ended|ends|abandoned|dropped|shelved|scrapped|axed|cancell?ed|closed|called off|"
        r"wound down|ditched|culled|frozen|on ice|mothballed|deprioriti[sz]ed|put on (?:ice|hold|pause)|struck off|cut "
        r"short|shut down|brought to an end|to a (?:close|halt|stop)|(?:is|are|now|all) over\b|"
        r"ceased|grinds? to|given up|"
        r"stopped early|tested any (?:further|more)|no (?:more|further) (?:patients|enrol\w+|dosing|"
        r"recruits)|(?:the )?end of the (?:road|line)|discontinuation|termination|halt\b|no more\b(?! than)|on hold|"
        r"not be carried on|not (?:be )?(?:continue|proceed|"
        r"going forward|go forward|advance))",
    ),
)
