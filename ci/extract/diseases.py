"""Finds what a disease is called in a clause, with the words before it that belong to it."""

import re
from functools import lru_cache

from ci.extract.masked import Masked
from ci.extract.words import words

_HEAD = re.compile(
    r"\b(?:(?:squamous[- ]cell )?(?:carcinomas?|cancers?) of the \w+(?: and \w+)?|"
    r"head[- ]and[- ]neck (?:squamous[- ]cell )?(?:cancers?|carcinomas?|tumou?rs?)|"
    r"(?:solid |blood |brain |soft tissue )?tumou?rs?(?! necrosis| suppress| cells?| models?|[- ]lysis)|"
    r"leuka?emias?|lymphomas?|myelomas?|cancers?|(?:adeno|cholangio)?carcinomas?|gliomas?|melanomas?|mesothelioma|"
    r"(?:glio|neuro|retino|medullo|hepato)blastomas?|(?:lipo|chondro|osteo|leiomyo|rhabdomyo)?sarcomas?|"
    r"malignanc(?:y|ies)|neoplasms?|aml|cll/sll|cll|sll|mds|mcl|nsclc|sclc|dlbcl|gbm|hcc|all|cml|t-all|b-all|cmml|mpn|"
    r"myelodysplastic (?:syndromes?|neoplasms?)|myelofibrosis|macroglobulina?emia|amyloidosis|mastocytosis|"
    r"nash|mash|steatohepatitis|cirrhosis|hepatitis [bcd]?|liver failure|(?:liver |nash |pulmonary )?fibrosis|"
    r"psoriasis|lupus|arthritis|osteoarthritis|atopic dermatitis|ulcerative colitis|"
    r"autoimmune (?:diseases?|disorders?)|macular (?:edema|degeneration)|glaucoma|ischemic optic neuropathy|"
    r"delayed graft function|acute kidney injury|covid-19|sepsis|stroke|hearing loss|endometriosis|thrombocytopenia|"
    r"epilepsy|neuropathy|als|(?:amyotrophic lateral|multiple) sclerosis|"
    r"(?:graft-versus-host|alzheimer's|parkinson's|huntington's|crohn's|liver|kidney|retinal|eye|genetic|"
    r"inflammatory bowel) disease|(?:li-fraumeni|barth|down) syndrome)\b"
)
_STOP = frozenset(
    words(
        "for in with of against treat treating treats treatment patients people adults who whose have has had to "
        "the a an and "
        "or its their some certain as by on from that is are was were used use given take therapy into at "
        "under after case "
        "cover covers covering starving every other hits concerned sought covered indication filing use uses targets "
        "cases study trial phase patient treated versus vs plus using combination "
        "several many few various numerous two three four five six kinds types forms type form more most both all "
        "american chinese japanese european german french british australian canadian korean swiss dutch danish "
        "said says reported announced candidate drug medicine this these those being women men children woman man"
    )
)


_WORD = re.compile(r"\S+")
_TOKEN = re.compile(r"[A-Z]\d+")
_COUNTED = re.compile(r"\d[\dab/.,%]*$")
"""A number or a trial's phase: "phase 1b breast cancer study"."""
_VAGUE = re.compile(r"(?:cancers?|tumou?rs?|malignanc(?:y|ies)|neoplasms?)$")
_SO_CALLED = re.compile(
    r"[- ](?:foundation|society|institute|cent(?:er|re)|charity|council|association|research|congress|"
    r"alliance|fund|network|hospital|conference|meeting|summit|week|biology|company|group|specialist|maker)\b"
)
"""What makes of a disease the name of somebody: "Fibrolamellar Cancer Foundation"."""


def find_disease(
    masked: Masked, norm: str, near: int, start: int = 0, end: int | None = None
) -> tuple[int, int] | None:
    """Where in the text `norm` the disease stands that a stretch of the sentence names nearest after a place, else
    nearest before it; a word that is none by itself ("cancer") only where the stretch has no better one."""
    heads = [span for span in _heads(masked.s) if span[0] >= start and (end is None or span[1] <= end)]
    found = [_widened(masked.s, *span) for span in heads]
    telling = [span for span in found if not _VAGUE.match(masked.s, *span)] or found
    for one in sorted(telling, key=lambda span: (span[0] - near if span[0] >= near else 40 + near - span[0], -span[1])):
        place, stop = masked.origin(one[0]), masked.origin(one[1] - 1) + 1
        if not norm.endswith("all", place, stop):  # the leukaemia is ALL
            return place, stop
    return None


def _widened(s: str, start: int, end: int) -> tuple[int, int]:
    """With the words before it that belong to it, and those behind it on earlier treatment."""
    for word in reversed([*_WORD.finditer(s, max(0, start - 70), start)][-7:]):
        text = word.group().strip("(").lower()
        if (
            (text.rstrip(",") in _STOP and text not in ("or",))
            or text.endswith((",", ";", ":", ")", ".", "'s"))
            or _TOKEN.match(word.group())
            or _COUNTED.match(text)
        ):
            break
        start = word.start()
    while s[start : start + 3] in ("or ", "and"):
        start = s.index(" ", start) + 1
    return start, _with_lines(s, end)


@lru_cache(maxsize=64)
def _heads(s: str) -> tuple[tuple[int, int], ...]:
    """Where diseases stand; the acts of one sentence ask one after another."""
    return tuple(found.span() for found in _HEAD.finditer(s) if not _SO_CALLED.match(s, found.end()))


_EARLIER = re.compile(
    r"(?:,? (?:who|which) (?:have|has|had) (?:received|been given|had|failed))?(?:,? after)? (?:at least |no "
    r"fewer than |no less than )?"
    r"(?:one|two|three|four|\d) (?:or more )?(?:prior|previous|earlier|systemic)(?: systemic)? "
    r"(?:lines? of (?:therapy|treatment)|therap(?:y|ies)|treatments?|lines?|regimens?)"
)


def _with_lines(s: str, end: int) -> int:
    """Takes in what says after how much earlier treatment."""
    earlier = _EARLIER.match(s, end)
    return earlier.end() if earlier else end
