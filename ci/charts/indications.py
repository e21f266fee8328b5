"""An indication in the words of a lane: the disease, without line of treatment, stage or marker."""

import re
from functools import lru_cache

NOT_NAMED = "Indication not named"
LETTERS = 30

_DISEASES = (  # abbreviations count in capitals alone: `all` is no leukaemia
    (r"\bCLL\b|\bSLL\b|(?i:chronic lymphocytic|small lymphocytic)", "CLL / SLL"),
    (r"\bAML\b|(?i:acute myelo(id|genous) leuk)", "AML"),
    (r"\bAPL\b|(?i:acute promyelocytic)", "APL"),
    (r"\bCML\b|(?i:chronic myelo(id|genous)|chronic or accelerated phase)", "CML"),
    (r"\bALL\b|(?i:acute lymphoblastic)", "ALL"),
    (r"\bMDS\b|(?i:myelodysplas)", "MDS"),
    (r"\bMF\b|(?i:myelofibrosis)", "Myelofibrosis"),
    (r"\bR?R?MM\b|(?i:multiple myeloma)", "Multiple myeloma"),
    (r"\bMCL\b|(?i:mantle cell)", "Mantle cell lymphoma"),
    (r"\bDLBCL\b|(?i:diffuse large b)", "DLBCL"),
    (r"\bFL\b|(?i:follicular lymphoma)", "Follicular lymphoma"),
    (r"\bWM\b|(?i:waldenstr)", "Waldenström"),
    (r"(?i:burkitt)", "Burkitt lymphoma"),
    (r"(?i:prolymphocytic)", "Prolymphocytic leukaemia"),
    (r"(?i:t-cell lymphoma)", "T-cell lymphoma"),
    (r"(?i:high-grade b-cell lymphoma)", "High-grade B-cell"),
    (r"(?i:non-hodgkin)", "Non-Hodgkin lymphoma"),
    (r"(?i:gli(oma|oblastoma))", "Glioma"),
    (r"(?i:neuroblastoma)", "Neuroblastoma"),
    (r"(?i:retinoblastoma)", "Retinoblastoma"),
    (r"(?i:melanoma)", "Melanoma"),
    (r"(?i:merkel)", "Merkel cell carcinoma"),
    (r"(?i:head and neck)", "Head and neck cancer"),
    (r"(?i:nasopharyn)", "Nasopharyngeal cancer"),
    (r"\bNSCLC\b|(?i:non-small cell lung)", "NSCLC"),
    (r"\bSCLC\b|(?i:(?<!non-)small cell lung)", "SCLC"),
    (r"(?i:ovarian)", "Ovarian cancer"),
    (r"(?i:pancrea\w* (cancer|or prostate))", "Pancreatic cancer"),
    (r"(?i:prostate)", "Prostate cancer"),
    (r"(?i:breast)", "Breast cancer"),
    (r"(?i:biliary)", "Biliary cancer"),
    (r"(?i:(gastric|stomach) )", "Gastric cancer"),
    (r"(?i:liver cancer|hepatocellular)", "Liver cancer"),
    (r"(?i:chondrosarcoma)", "Chondrosarcoma"),
    (r"(?i:soft[- ]tissue sarcoma|liposarcoma)", "Soft tissue sarcoma"),
    (r"(?i:graft-versus-host)", "Graft-versus-host disease"),
    (r"(?i:li-fraumeni)", "Li-Fraumeni cancers"),
)
PERSONS = ("Burkitt", "Li-Fraumeni", "Merkel", "Waldenstr")
_BEFORE = re.compile(
    r"^(relapsed|refractory|recurrent|advanced|metastatic|unresectable|newly diagnosed|previously (un)?treated|"
    r"untreated|late-stage|platinum-resistant|(higher|high|low)[- ]risk|paediatric|pediatric|adult|acute|or|and|,|"
    r"\s)+\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r",| (after|with|that|in|who|caused|following|not|unfit|ineligible|refractory)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def diseases(indication: str) -> tuple[str, ...]:
    """ "previously treated CLL or SLL and mantle cell lymphoma" -> ("CLL / SLL", "Mantle cell lymphoma")."""
    plain = indication.replace("ö", "o")
    found = [name for pattern, name in _DISEASES if re.search(pattern, plain)]
    return tuple(found) or (_own_words(indication),)


def _own_words(indication: str) -> str:
    """What nobody listed keeps the words of its row, without what stands around the disease."""
    words = _AFTER.split(_BEFORE.sub("", indication.strip()), maxsplit=1)[0].strip() or indication.strip()
    if len(words) > LETTERS:
        words = words[:LETTERS].rsplit(" ", 1)[0] + " …"
    return words[:1].upper() + words[1:] or NOT_NAMED


def in_sentence(name: str) -> str:
    """ "Glioma" -> "glioma"; abbreviations and what is called after a person keep their capital."""
    return name if name[1:2].isupper() or name.startswith(PERSONS) else name[:1].lower() + name[1:]
