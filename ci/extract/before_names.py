"""What stands right before a name that can only be a company's: who is bought, who signs, whose founder speaks."""

import re

_SLOTS = (
    ("based|listed|Based|Listed|headquartered|quoted", r"[A-ZÀ-Þ][\w.]{1,30}-\w+"),
    (
        "startup|up|spinout|spinoff|out|off|biotech|company|drugmaker|maker|manufacturer|venture|insurer|fund|"
        "subsidiary|parent|affiliate|newcomer|Newcomer|buyer|purchaser|giant|outfit|upstart|licensee|licensor|"
        "distributor|wholesaler|developer|firm|group|house|peer|player|concern|specialist|sponsor|Sponsor|backer|investor|"
        "held",
        r"(?<![\w-])(?:start-?up|spin-?(?:out|off)|biotech|company|drugmaker|drug maker|maker|manufacturer|venture|"
        r"insurer|fund|subsidiary|parent|affiliate|[Nn]ewcomer|buyer|purchaser|giant|outfit|upstart|licensee|licensor|"
        r"distributor|wholesaler|developer|(?:existing|new|lead) (?:backer|investor)|(?:privately|closely)[ -]held|"
        r"(?:biotech|pharma|drug|biopharma|p53|cancer|oncology|fellow|private|small|tiny|young|local|"
        r"[A-Z][a-z]+(?:an|ish|ese|ch|ss)) (?:firm|group|house|peer|player|concern|specialist)|[Ss]ponsor)",
    ),
    (
        "of|at|for|from|in",
        r"\b(?:CEO|chief executive|chief \w+ officer|founder|co-founder|spokes\w+|chairman|chairwoman|shareholders|"
        r"boards?|management|veterans?|scientists|chemists|subsidiary|unit|parent|investors|stake|[Ss]hares|control|takeover|acquisition|"
        r"purchase) (?:of|at|for|from|in)",
    ),
    (
        "by|at",
        r"\b(?:developed|made|manufactured|sold|marketed|licen[sc]ed|in-licen[sc]ed|out-licen[sc]ed|acquired|bought|"
        r"owned|dropped|shelved|supplied|distributed|commerciali[sz]ed|promoted|returned|discovered|invented|originated|"
        r"joined|backed|led|funded) (?:\w+ly )?(?:by|at)|"
        r"\b(?:licen[sc]e|option|rights)(?: [\w,-]+){0,3} by|\b(?:licen[sc]ed|acquired|bought) from [^.;:\n]{3,40} by",
    ),
    (
        "at|retained|hired|engaged|with",
        r"\b(?:[Aa]nalysts?|[Ss]trategists?|[Bb]ankers?|[Bb]rokers?) (?:at|with)|"
        r"\b(?:has|have|had) (?:retained|hired|engaged)",
    ),
    (
        "buy|buys|buying|bought|Buys|Bought|acquire|acquires|acquired|acquiring|Acquires|Acquired|over|Over|"
        "swallows|swallowed|up|outbid|outbids|sued|sues|back|backs|join|joins|Joins|taps|Taps|enlists|Enlists",
        r"\b(?:[Bb]uy(?:s|ing)?|[Bb]ought|[Aa]cquir(?:es?|ed|ing)|[Tt]akes? [Oo]ver|[Tt]ook [Oo]ver|swallow(?:s|ed)|"
        r"(?:snap(?:s|ped)?|gobble[sd]?|scoop(?:s|ed)?) up|outbids?|sued|sues|backs?|[Jj]oins?|[Tt]aps|[Ee]nlists)",
    ),
    (
        "for|to|with|For|To|With",
        r"\b(?:[Mm]erg(?:es?|ed|ing) [Ww]ith|[Bb]ids? [Ff]or|(?:[Tt]eam|[Pp]artner)(?:s|ed)?(?: [Uu]p)? [Ww]ith|"
        r"(?:[Ss]ign|[Aa]gree)(?:s|d|ed) [Ww]ith|"
        r"[Jj]oin(?:s|ed)? (?:[Ff]orces|[Hh]ands|[Uu]p) [Ww]ith|"
        r"[Ll]icen[sc]ed [Tt]o|[Ss]old [Tt]o|contract (?:to|with))",
    ),
    (
        "from|From",
        r"\b(?:[Rr]ights|[Ll]icen[sc]\w+|[Oo]ption|[Aa]cquire[sd]?|[Bb]uys|[Bb]ought|[Oo]btain\w*|[Pp]urchase[sd]?|"
        r"[Ii]n-licen[sc]\w+)\b[^.;:?\n]{0,70}? [Ff]rom",
    ),
    (
        "to|To",
        r"\b(?:[Ss]ells|[Ss]old|[Ll]icen[sc]e[sd]|[Oo]ut-licen[sc]\w+|[Hh]ands|[Hh]anded|[Rr]eturn(?:s|ed)|"
        r"[Tt]ransfer\w*|[Aa]ssign(?:s|ed)|[Gg]rant(?:s|ed)|[Rr]ights)\b[^.;:?\n]{0,70}? [Tt]o",
    ),
)
"""The last word before a name, and what must stand there: the Basel start-up X, founder of X, sells … to X."""


def _by_last_word() -> dict[str, list[re.Pattern[str]]]:
    made: dict[str, list[re.Pattern[str]]] = {}
    for lasts, slot in _SLOTS:
        pattern = re.compile(rf"(?:{slot}) (?:the )?\Z")
        for last in dict.fromkeys(lasts.split("|")):
            made.setdefault(last, []).append(pattern)
    return made


SLOTS = _by_last_word()
"""By the last word before a name: what the text before it must end with."""
