"""How regulators' acts are told. Patterns run on masked sentences: A0 an agency, D0 a drug, C0 a company."""

from ci.extract.designation_rules import DESIGNATION_RULES
from ci.extract.rules import rule

GIVEN = (
    r"(?:grant(?:s|ed|ing)?|award(?:s|ed|ing)?|giv(?:es|en|ing)|gave|receiv(?:es|ed|ing)|receipt|gets?|got|"
    r"gotten|wins?|won|winning|obtain(?:s|ed|ing)?|secur(?:es|ed|ing)|earn(?:s|ed|ing)?|"
    r"gain(?:s|ed|ing)?|land(?:s|ed|ing)?|nab(?:s|bed)?|snag(?:s|ged)?|bag(?:s|ged)?|pick(?:s|ed)? up|"
    r"hand(?:s|ed|ing)?|confer(?:s|red)?|bestow(?:s|ed)?|scor(?:es|ed)|clinch(?:es|ed)|"
    r"tak(?:es|en)|took|accord(?:s|ed)|designat(?:es|ed|ing|ion)|assign(?:s|ed)|issu(?:es|ed)|add(?:s|ed)|"
    r"put|placed?|places|lands|collect(?:s|ed)|notch(?:es|ed)|reap(?:s|ed)|capture[sd]?|"
    r"has|now|became|becomes|named|names|call(?:s|ed)|deem(?:s|ed)|made|makes|extend(?:s|ed)|announce[sd]?|"
    r"said|says|today|approv(?:es|ed)|accept(?:s|ed)|agree[sd]|tapp(?:s|ed)|anoint(?:s|ed)|list(?:s|ed)|"
    r"enter(?:s|ed)|nod|lift(?:s|ed)|recogni[sz](?:es|ed)|select(?:s|ed)|with|signed|cleared|stamp(?:s|ed)|"
    r"allow(?:s|ed)|let|lets|permit(?:s|ted)|welcom(?:es|ed)|celebrat\w+|elevat\w+|upgrad\w+|bless(?:es|ed)|"
    r"first|joins?|joined|admitted|admits|went|goes|go|come|comes|came|arrived|follow(?:s|ed)|confirmed|"
    r"confirms|T\d+)"
)
_TRIAL = (
    r"(?:(?:clinical |human |pivotal |registrational |first-in-human )?(?:trials?|stud(?:y|ies)|test(?:s|ing)?|"
    r"investigation)\b|phase (?:i+v?|[1-4])|the clinic\b|clinical (?:use|development|work|evaluation|"
    r"research)\b|\bind\b|"
    r"investigational new drug|\bcta\b|(?:in|into|on) (?:humans?|people|patients|man|volunteers)\b|dosing)"
)
_MARKET = (
    r"(?:application|variation|new drug|(?:s?nda|s?bla|maa|jnda|nds|mna)\b|filing|dossier|submission|package|request)"
)

REGULATORY_RULES = (
    rule(
        "hold lifted",
        "hold-lifted",
        "hold|paus|resum|restart|again|go on|carry on",
        r"(?:lift(?:s|ed|ing)?|tak(?:es|en|ing) (?:off|away)|took (?:off|away)|remov(?:es|ed|al|ing)|releas(?:es|"
        r"ed|ing)|drop(?:s|ped)|rescind(?:s|ed)|"
        r"clear(?:s|ed)|end(?:s|ed|ing)|resolv(?:es|ed)|withdr(?:ew|awn?|aws))\b[^.;]{0,60}\b(?:clinical |"
        r"partial |full )*holds?\b|\bt(?:akes?|ook|aken|aking) (?:the |its |an? )?(?:clinical |partial |"
        r"full )*hold off\b"
        r"|\bholds?\b[^.;]{0,70}\b(?:lifted|is history|gone|removed|released|rescinded|resolved|withdrawn|"
        r"cleared|dropped|"
        r"has ended|is over|no longer)\b|\b(?:off|from|out of|free of|end to(?: the| a| its)?|lifting of(?: "
        r"the| a)?)\s(?:partial |full |its |the |a )*(?:clinical |partial )*hold\b"
        r"|A\d+\b[^.;]{0,60}\b(?:allow\w*|lets?|permit\w*|agree\w*|clear\w*|green ?light|nod|go-ahead|says?|"
        r"said|tells?|told)\b[^.;]{0,70}\b(?:resum\w+|restart\w*|(?:go|carry) on with|(?:recruit|enrol|dose|dosing|"
        r"treat)\w* (?:\w+ ){0,2}again)|(?:cleared|allowed|permitted|"
        r"free)\b[^.;]{0,30}\b(?:to )?(?:resum\w+|restart\w*|re-?open\w*)"
        r"|A\d+\b[^.;]{0,60}\b(?:safe to|may|can|free to) (?:now |again )?(?:go ahead|proceed|continue|press on)\b",
    ),
    rule(
        "clinical hold",
        "clinical-hold",
        "hold|halt|suspend|stop|freez|froze|paus|brake",
        r"\b(?<!stay on )(?<!remain on )(?<!stays on )(?<!remains on )(?:clinical|partial|full|regulatory|A\d+|"
        r"complete)(?: \w+)? hold\b(?! off\b)|\b(?:put|puts|placed|places|"
        r"placing|slapp\w+|slaps|on|impos\w+|order\w*|issu\w+|under|hit (?:by|with))\b[^.;]{0,40}?\b(?:on|"
        r"an?|the|full|partial|clinical|immediate|temporary|A\d+|slaps?|slapped|imposes?|orders?) hold\b"
        r"|\bA\d+(?:'s)? (?:has |have |had |T\d+ )?(?:\w+ly )?(?:halt(?:s|ed)|suspend(?:s|ed)|stop(?:s|ped)|"
        r"fr(?:eezes|oze|ozen)|paus(?:es|ed)|order(?:s|ed)(?: a| the)? (?:halt|stop|"
        r"pause))\b[^.;]{0,80}(?:trial|stud|test|dosing|enrol|program)"
        r"|\bA\d+\b[^.;]{0,20}\b(?:told|tells|ordered|orders|asked|asks|instructed|made|"
        r"forced)\b[^.;]{0,40}\bto (?:stop|halt|pause|suspend|freeze)\b[^.;]{0,30}(?:dosing|trial|stud|enrol|"
        r"recruit|test)|"
        r"\b(?:halted|suspended|stopped|frozen|paused) by (?:the )?A\d+|"
        r"\bA\d+\b[^.;]{0,20}\b(?:put|puts|plac(?:es|ed)|impos(?:es|ed)|order(?:s|ed)|call(?:s|ed)|slam(?:s|"
        r"med)|hit(?:s)?)\b"
        r"[^.;]{0,30}\b(?:stop|halt|freeze|pause|brakes?)\b (?:on|to|of)\b",
    ),
    rule(
        "complete response",
        "complete-response",
        "complete response letter|crl|approvable|turn|reject|refus|declin|knock|spurn|rebuff|snub|thumbs|"
        "deny|denie|negative|not approv|against|letter|unfavo|setback|before|cannot|could not|would not|"
        "unable|not ready|no to|not to approve|can't|will not|nix|shoot|shot|"
        "bounce|did not",
        r"\bA\d+\b[^.;]{0,40}\b(?:can(?:not|'t)|could not|would not|is (?:not able|unable) to|not ready to|"
        r"will not) (?:yet )?(?:approve|clear|license)\b|"
        r"\b(?:application|dossier|filing)\b[^.;]{0,170}\b(?:cannot|could not|would not) be approved\b|"
        r"\b(?:wants?|asks? for|demands?|demanded|requires?|required|requested) (?:more|further|additional|"
        r"another|new) "
        r"(?:data|trial|study|evidence|information) before (?:it|any|approv|saying)|"
        r"\b(?:must|needs to|has to) [^.;]{0,40}(?:trial|study|data)[^.;]{0,30} before [^.;]{0,40}, "
        r"(?:the )?A\d+ (?:wrote|says|said|told)\b|complete response "
        r"letters?|\bcrls?\b|\b(?:non|not)[- ]approvable|\brefus(?:al|e[ds]?)[- ]to[- ]file|"
        r"\bA\d+(?:'s)?\b[^.;]{0,50}\b(?:turn(?:s|ed)(?: \w+){0,4} (?:down|away|back)|reject(?:s|ed)|"
        r"refus(?:es|ed)|declin(?:es|ed) to (?:approve|clear|license)|knock(?:s|ed)(?: \w+){0,3} back|"
        r"spurn(?:s|ed)|rebuff(?:s|ed)|snub(?:s|bed)|says? no|said no|thumbs[- ]down|bounc(?:es|ed)|nix(?:es|"
        r"ed)|den(?:ies|ied)|(?:did|would|does|will) not (?:approve|clear)|sen(?:ds|t)(?: \w+){0,4} (?:back|"
        r"away))"
        r"|\b(?:rejection|rejected|turned (?:down|away|back)|refused|refusal|rebuffed|spurned|snub|knocked "
        r"back|thumbs[- ]down|denied|knock-back)\b[^.;]{0,50}\b(?:by|from|at) (?:the )?(?:\w+ )?A\d+|"
        r"\bA\d+ (?:rejection|refusal|rebuff|snub|knock-?back|setback)\b|(?:unfavou?rable|negative) opinion",
        own_negation=True,
        needs="A0|be approved|before|complete response|crl|approvable|refus|opinion",
    ),
    rule(
        "given up",
        "withdrawal",
        "no longer",
        r"\bno longer (?:wish(?:es|ed)|want(?:s|ed)) to pursue (?:its|the|this|their) [^.;]{0,40}application\b",
        own_negation=True,
    ),
    rule(
        "withdrawal",
        "withdrawal",
        "withdr|pull|revok|rescind|recall|delist|back|off the|off its|retract",
        r"\b(?:t(?:ook|akes?|aken|aking)|str(?:uck|ikes?|iking)) D\d+ off (?:the|its) (?:[\w.]+ ){0,2}(?:market|"
        r"books|register|list|shelves)\b|"
        r"\bt(?:ook|akes?|aken) (?:back )?(?:its|the|their|an?) (?:[\w-]+ ){0,6}(?:application|filing|dossier)\b"
        r"[^.;]{0,60}\bback\b|"
        r"\b(?:withdr(?:ew|aws?|awn|awal|awing)|retract(?:s|ed|ing)|pull(?:s|ed|ing)|revok(?:es|ed|ing)|"
        r"revocation|rescind(?:s|"
        r"ed|ing))\b[^.;]{0,90}\b(?:applications?|filing|submission|approv(?:al|ed)|indications?|"
        r"authori[sz]ation|market(?:ing)?|licen[sc]e|maa|s?nda|s?bla|designation|status|dossier|sale|shelves|"
        r"orphan)\b"
        r"|\b(?:applications?|filing|submission|approval|indications?|authori[sz]ation|licen[sc]e|maa|s?nda|"
        r"s?bla|dossier|D\d+)\b[^.;]{0,60}\b(?:withdrawn|pulled|revoked|rescinded|withdrawal)\b",
    ),
    rule(
        "positive opinion",
        "positive-opinion",
        "opinion|recommend|endors|back|favo|support|thumbs",
        r"(?:positive|favou?rable) (?:\w+ )?(?:opinion|view|recommendation|verdict)|"
        r"\bA\d+(?:'s)?\b(?: \([^()]*\))?[^.;]{0,60}\b(?:recommend(?:s|ed|ing|ation)?|endors(?:es|ed|ement)|"
        r"back(?:s|ed|ing)|favou?rs?|support(?:s|ed))\b|\brecommend(?:s|ed|ing|"
        r"ation)\b[^.;]{0,80}\b(?:approv\w+|authori[sz]\w+|licen[sc]\w+)|\b(?:recommended|endorsed|backed|"
        r"backing|endorsement|recommendation|thumbs[- ]up)\b[^.;]{0,30}\b(?:by|from|of) (?:the |\w+'s )?A\d+|"
        r"\b(?:advis[eo]rs?|advisory (?:committee|panel|council)|experts?|(?:committee|panel|council)(?: "
        r"on (?:[\w-]+ ){0,3})?)\b"
        r"[^.;]{0,30}\b(?:endors(?:es|ed)|recommend(?:s|ed)|back(?:s|ed)|favou?r(?:s|ed)|vot(?:es|ed) (?:in "
        r"favou?r|for))\b",
    ),
    *DESIGNATION_RULES,
    rule(
        "conditional approval",
        "conditional-approval",
        "accelerated|conditional|provisional|interim|nod|approv|time-limited|temporary|with conditions|noc/c",
        r"\b(?:accelerated|conditional|provisional|temporary|interim|"
        r"time-limited)(?:ly)?,? (?:\w+ )?(?:(?:marketing |market )?(?:approv\w+|authori[sz]\w+|nod|"
        r"clearance|clear(?:s|ed)|registration|registered|licen[sc]\w+|green light|go-ahead|okay|"
        r"thumbs[- ]up|permit|permission))"
        r"|\b(?:approv\w+|authori[sz]\w+|clear\w+|licen[sc]ed|registered|nod|green "
        r"light)\b[^.;]{0,60}(?:under|via|through|on an?|with|by|using|along)(?: (?:the|its|a|an|"
        r"A\d+'s))? (?:accelerated|conditional|provisional)|conditionally (?:\w+ )?(?:approv|authori|licen|"
        r"clear)\w+|(?:accelerated|conditional)[- ](?:approval (?:pathway|route|basis)|(?:pathway|route)\b)|"
        r"nod[^.;]{0,20}(?:conditional|accelerated)|\bnotice of compliance (?:with|under) conditions?\b|\bnoc/c\b",
        needs_news=True,
    ),
    rule(
        "ind clearance",
        "ind-clearance",
        "object|let|allow|permit|free|ind|investigational|cta|clinical trial application|trial|stud|clinic|"
        "phase|test|human|people|patients|man|dosing|impd|ctx|ctn",
        r"(?:A\d+|regulators?|authorit\w+|(?:drug |health )?agenc\w+)(?:'s)?\b(?:,? "
        r"and A\d+)?[^.;]{0,60}\b(?:clear(?:s|ed|ance|ing)?|accept(?:s|ed|ance)|approv(?:es|ed|al|ing)|"
        r"allow(?:s|ed|ing)?|let(?:s|ting)?|permit(?:s|ted)?|permission|authori[sz](?:es|ed|ation)|"
        r"green[- ]?light(?:s|ed)?|green-?lit|go-ahead|nods?|okay(?:s|ed)?|ok(?:s|'d|ays)?|consent\w*|"
        r"wave[sd]? through|waved|bless(?:es|ed|ing)|sign(?:s|ed)?[- ]off|thumbs[- ]up|may proceed|can "
        r"proceed|free to|raised no objections?|no objections?)\b[^.;]{0,90}"
        + _TRIAL
        + r"|(?:"
        + _TRIAL
        + r"|application|D\d+)[^.;]{0,80}\b(?:clear(?:s|ed|ance)?|accept(?:ed|ance)|approv(?:ed|al)|allowed|"
        r"permitted|permission|authori[sz](?:ed|ation)|green[- ]?lit|green light(?:ed)?|go-ahead|nod|okayed|"
        r"ok'?d|consent|effective|in effect|sign-off|signed off|waved through|may proceed|can (?:now )?proceed|no "
        r"objections?)\b[^.;]{0,60}(?:A\d+|" + _TRIAL + r")"
        r"|\b(?:may|can|could|free to) (?:now )?(?:go ahead|proceed|press ahead) (?:with|to)\b[^.;]{0,40}"
        + _TRIAL
        + r"|\b(?:clear(?:ed|s|ance)|go-ahead|green light|nod|permission|okay|approval|allowed|"
        r"authori[sz]ation|consent|may proceed)\b[^.;]{0,30}(?:for|of|to|on)\b[^.;]{0,70}"
        + _TRIAL
        + r"|\b(?:ind|cta|investigational new drug(?: application)?|clinical trial "
        r"application)s?\b[^.;]{0,50}\b(?:clear(?:ed|s|ance)|accept(?:ed|ance|s)|approv(?:ed|al|es)|nod|"
        r"go-ahead|green light|okay|permission|(?:is|"
        r"now|went|becomes?|became|has gone|goes) (?:now )?(?:effective|active|open|live|into effect)|in "
        r"effect|took effect)"
        r"|\bclinical trial (?:approval|permit|licen[sc]e|authori[sz]ation)s?\b[^.;]{0,90}\b(?:issued|granted|given|"
        r"received|obtained)\b"
        r"|\b(?:clear(?:s|ed|ance|ing)?|accept(?:s|ed|ance|ing)?|pass(?:es|ed)|grant(?:s|ed)|approv(?:es|ed|al|ing)|"
        r"receiv(?:es|ed)|obtain(?:s|ed)|issu(?:es|ed)|w[io]ns?)\b[^.;]{0,50}\b(?:inds?|investigational new drug|"
        r"ctas?|ctx|ctn|clinical trial (?:applications?|exemption|authori[sz]ation|permit|licen[sc]e|certificate|"
        r"notification|approval))\b"
        r"|\bA\d+\b[^.;]{0,30}\b(?:gave|gives|given|granted)\b[^.;]{0,20}\b(?:ind|"
        r"cta)\b[^.;]{0,20}\b(?:blessing|nod|okay|"
        r"go-ahead|clearance)\b"
        r"|\bno[- ]objections?(?: letter| notice)?\b|"
        + _TRIAL
        + r"[^.;]{0,60}\b(?:may|can|could|is free to) (?:now )?(?:proceed|go ahead|begin|start)\b"
        r"|\b(?:open|clear|cleared)\s?(?:ed)? (?:an?|the|its)? ?(?:ind|investigational new drug)\b"
        r"|\bA\d+\b[^.;]{0,40}\b(?:let(?:s|ting)?|allow(?:s|ed|ing)?|permit(?:s|ted)?|clear(?:s|ed)?|"
        r"free(?:s|d)?|tells?|told|give[sn]?|gave)\b[^.;]{0,60}\b(?:open|start|begin|run|launch|proceed|dose|"
        r"move|take|go ahead|press ahead|commence|initiate|test|try|study)\b",
        needs="clear|accept|approv|allow|let|permi|authori|green|go-ahead|go ahead|nod|okay|ok|consent|wave|bless|sign|"
        "thumbs|proceed|free|objection|effect|live|active|tell|told|give|gave|pass|grant|receiv|obtain|issu|win|won",
    ),
    rule(
        "acceptance",
        "acceptance",
        "complete|sufficient|assess|evaluation|accept|validat|review|docket|admit|taken up|takes up|took up|"
        "taken on|filed|"
        "agree|begun to|examin",
        r"(?:accept(?:s|ed|ance)|validat(?:es|ed|ion)|admit(?:s|ted)|docket(?:s|ed)|took up|takes up|taken "
        r"up|agreed to review|taken on)\b[^.;]{0,110}"
        + _MARKET
        + r"|"
        + _MARKET
        + r"[^.;]{0,90}\b(?:accept(?:ed|ance)|validated|validation|docketed|admitted|taken up|under way at|"
        r"deemed (?:complete|sufficient))\b"
        r"|\b(?:tak(?:es|en|ing)|took)\b[^.;]{0,30}\b(?:application|filing|dossier|"
        r"submission)\b[^.;]{0,30}\binto (?:its )?"
        r"(?:review|assessment|evaluation)\b"
        r"|\bA\d+\b[^.;]{0,50}\b(?:accept(?:s|ed)|agree[sd] to (?:review|consider|examine)|(?:starts?|began|"
        r"begins?|has (?:begun|started)|opens?|opened|kicks? off|to) (?:its |the |a |formal )*(?:review|"
        r"assess|evaluat|examin)\w*|will review|is reviewing|now reviewing)|accepted for (?:\w+ )?(?:review|"
        r"filing|assessment)|^(?:japan|china|europe|canada|australia|britain|south korea|"
        r"taiwan)(?:'s)? (?:begins?|starts?|opens?|"
        r"takes? up) (?:its |the |a |formal )*(?:review|assessment|examination) of\b",
    ),
    rule(
        "submission",
        "submission",
        "desk|submi|fil|roll|sent|send|lodg|appl|hand|put in|dossier|request|seek|ask|deliver",
        r"\b(?:submit(?:s|ted|ting)?|submission|fil(?:es|ed|ing)|sen(?:ds|t)|lodg(?:es|ed|ing)|hand(?:s|ed) "
        r"in|put(?:s)? in|tender(?:s|ed)|deliver(?:s|ed)|complet(?:es|ed|ion of)|mail(?:s|ed)|wrapp?(?:s|ed) "
        r"up|roll(?:s|ed|ing))\b(?:(?!, while )[^.;]){0,110}(?:"
        + _MARKET[3:-1]
        + r"|for (?:\w+ ){0,4}(?:approval|authori[sz]ation|registration|clearance|nod)|approval|licen[sc]e)"
        r"|^C\d+ (?:files|submits) D\d+\b"
        r"|\b(?:submit(?:s|ted)|fil(?:es|ed)|sen(?:ds|t)|lodg(?:es|ed)) (?:one|another|the same|"
        r"its own) (?:with|to|at) "
        r"(?:the )?A\d+|\basks? A\d+ for (?!more|further|a meeting|advice|guidance)|\bon (?:the )?A\d+'s desk\b|"
        r"\bask(?:s|ed) A\d+ (?:T\d+ )?to (?:clear|approve|allow|license|okay|back|authori[sz]e|green-?light|add|"
        r"extend|expand|widen)\b|"
        r"\b(?:applied|"
        r"applies|apply|applying|filed|files|filing|asks?|asked|petition\w*|requests?|"
        r"requested)\b (?:\w+ ){0,3}?(?:to|with|for|at|before)\b[^.;]{0,70}(?:A\d+|approv\w+|"
        r"authori[sz]ation|licen[sc]e|registration|to (?:market|sell|clear|approve|license|okay|back))"
        r"|"
        + _MARKET
        + r"[^.;]{0,30}\b(?:from|by) (?:[\w'-]+ ){0,3}?C\d+ to (?:the )?A\d+|"
        + _MARKET
        + r"[^.;]{0,110}\b(?:submitted|filed|lodged|handed in|sent (?:in|off)|goes? to|went to|gone to|"
        r"lands? (?:at|on)|landed|is (?:now )?(?:with|at|before|in)|in the hands of|(?:gone|went) in to|went "
        r"in|is in|are in|"
        r"reached|reaches|"
        r"on (?:the )?A\d+)\b|\b(?:files|filed|submits|submitted)\b[^.;]{0,40}D\d+[^.;]{0,40}\b(?:with|to|"
        r"for approval|in) (?:the )?(?:\w+ )?(?:A\d+|china|japan|europe)|\b(?:sends?|sent|takes|took|hands|"
        r"handed)\b[^.;]{0,40}D\d+[^.;]{0,40}\b(?:with|to) (?:the )?(?:\w+ )?A\d+",
    ),
    rule(
        "approval",
        "approval",
        "approv|authori|licen|okay|ok'd|green|go-ahead|nod|thumbs|clear|regist|bless|sign|market|wav|prescri|"
        "sold|let|permission|leave to|indication|label|compliance|decision to|be sold|be given|be prescribed|"
        "be used|be marketed|consent|assent|may now|agreement to|"
        "the uses|won over|wins over|said yes|entered the",
        r"\bapprov(?:es|ed|als?|ing)\b|\b(?:marketing |market |full )?(?:authori[sz](?:es|ed|ation|ing)|"
        r"regist(?:ration|ered|ers))\b|\blicen[sc](?:ed|es|ing)\b(?! and access)|\b(?:product |marketing )licen[sc]e\b|"
        r"\bokay(?:s|ed)?\b|\bok'?d\b|\boks\b|\bgreen[- ]?lit\b|\bgreen[- ]?light(?:s|ed)?\b|\bgo-ahead\b|"
        r"\bnods?\b|\bthumbs[- ]up\b|\bclear(?:s|ed|ance)\b|\bbless(?:es|ed|ing)\b|\bsign(?:s|ed)?[- ]off\b|"
        r"\b(?:onto|on to|reach(?:es|ed)|enter(?:s|ed)) (?:the )?(?:\w+ )?market(?:place)?\b|\bwav(?:es|"
        r"ed)\b[^.;]{0,40}\bthrough\b|\bcan (?:now )?be (?:prescribed|sold|marketed)\b|\blets? C\d+ (?:sell|"
        r"market)\b|\b(?:permission|leave) to (?:market|sell)\b|"
        r"\b(?:consent|assent|agreement) to the (?:use|sale|marketing) of\b|\bmay now (?:sell|market)\b|"
        r"\bD\d+ (?:has )?entered the A\d+(?= on|[.,]|$)|"
        r"\b(?:entered|(?:included|listed|placed|entered|added) (?:in|on|to|into|onto)) the (?:[\w-]+ ){0,3}register\b|"
        r"\bdecision to (?:register|approve|authori[sz]e|license) (?:\w+ )?(?:was|has been) (?:made|taken)\b|"
        r"\bnotice of compliance\b|\b(?:may|can) (?:now |from T\d+ |henceforth )?be (?:sold|prescribed|"
        r"marketed|used)\b|"
        r"\b(?:has |have |had )?(?:add(?:s|ed)|admit(?:s|ted)) [^.;]{3,80} to the (?:D\d+ )?(?:uses|indications|label|"
        r"licen[sc]e)\b|"
        r"\b(?:won|wins) over (?:the )?A\d+|\b(?:has |have )said yes\b|"
        r"\b(?:gain\w*|add(?:s|ed)|w[io]ns?|secur\w+|obtain\w*|receiv\w+|gets?|got|grant\w*|pick\w* up|"
        r"land\w*|clinch\w*) "
        r"(?:an?|its|the) (?:[\w'-]+ ){0,3}indications?\b|\b(?:joins?|joined|added to|enters?|entered) (?:the |its )?"
        r"(?:[\w-]+ ){0,2}label\b|\blabel (?:expan|exten|widen|broaden)\w+",
        needs_news=True,
    ),
)
"""Order counts: words that an earlier rule took are not read again by a later one."""
