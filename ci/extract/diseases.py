"""Finds what a disease is called in a clause, with the words before it that belong to it."""

import re
from functools import lru_cache

from ci.extract.words import words

_HEAD = re.compile(
    r"\b(?:leuk[a]?emias?|lymphomas?|myelomas?|cancers?|carcinomas?|(?:solid |blood |brain |soft "
    r"tissue )?tumou?rs?(?! necrosis| suppress| cells?| models?)|gliomas?|glioblastoma|sarcomas?|"
    r"liposarcomas?|chondrosarcomas?|osteosarcoma|"
    r"melanomas?|"
    r"neuroblastoma|mesothelioma|malignanc(?:y|ies)|aml|cll/sll|cll|sll|mds|mcl|nsclc|sclc|dlbcl|gbm|hcc|all|"
    r"cml|nash|mash|t-all|b-all|cmml|mpn|"
    r"myelodysplastic (?:syndromes?|neoplasms?)|myelofibrosis|macroglobulin[a]?emia|amyloidosis|cirrhosis|"
    r"(?:liver |nash |pulmonary )?fibrosis|hepatitis [bcd]?|steatohepatitis|neoplasms?|"
    r"psoriasis|lupus|arthritis|osteoarthritis|macular (?:edema|degeneration)|epilepsy|delayed graft "
    r"function|acute kidney injury|liver failure|autoimmune (?:diseases?|disorders?)|adenocarcinoma|"
    r"(?:graft-versus-host|alzheimer's|parkinson's|crohn's|liver|kidney|retinal|eye|genetic|inflammatory "
    r"bowel) disease|covid-19|sepsis|glaucoma|ischemic optic neuropathy|neuropathy)\b"
)
_STOP = frozenset(
    words(
        "for in with of against treat treating treats treatment patients people adults who whose have has had to "
        "the a an and "
        "or its their some certain as by on from that is are was were used use given take therapy into at "
        "under after case "
        "cover covers covering starving every other hits concerned sought covered indication filing use uses targets "
        "cases study trial phase patient treated versus vs plus using combination"
    )
)


_WORD = re.compile(r"\S+")
_TOKEN = re.compile(r"[A-Z]\d+")


def find_disease(s: str, near: int) -> tuple[int, int] | None:
    """(start, end) of the disease that stands nearest after a place, else nearest before it."""
    found = _heads(s)
    if not found:
        return None
    start, end = min(found, key=lambda span: span[0] - near if span[0] >= near else 40 + near - span[0])
    for word in reversed([*_WORD.finditer(s, max(0, start - 70), start)][-7:]):
        text = word.group().strip("(").lower()
        if (
            (text.rstrip(",") in _STOP and text not in ("or",))
            or text.endswith((",", ";", ":", ")", "."))
            or _TOKEN.match(word.group())
        ):
            break
        start = word.start()
    while s[start : start + 3] in ("or ", "and"):
        start = s.index(" ", start) + 1
    return start, _with_lines(s, end)


@lru_cache(maxsize=64)
def _heads(s: str) -> tuple[tuple[int, int], ...]:
    """Where diseases stand; the acts of one sentence ask one after another."""
    return tuple(found.span() for found in _HEAD.finditer(s))


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
