"""Whether two wordings of an indication can mean the same disease. Rough: it only has to tell diseases apart."""

import re
from functools import lru_cache

_SHORT = {
    "aml": "acute myeloid leukemia",
    "cll": "chronic lymphocytic leukemia",
    "sll": "lymphocytic lymphoma",
    "all": "acute lymphoblastic leukemia",
    "cml": "chronic myeloid leukemia",
    "mm": "multiple myeloma",
    "rrmm": "multiple myeloma",
    "mds": "myelodysplastic",
    "mf": "myelofibrosis",
    "mcl": "mantle cell lymphoma",
    "dlbcl": "diffuse large b-cell lymphoma",
    "wm": "waldenstrom",
    "nsclc": "nonsmall lung cancer",
    "sclc": "smallcell lung cancer",
    "hcc": "hepatocellular carcinoma",
    "crc": "colorectal cancer",
    "gist": "stromal",
    "nash": "steatohepatitis",
    "mpnst": "nerve sheath",
    "dmg": "glioma midline",
    "scchn": "head neck",
    "hnscc": "head neck",
    "lps": "liposarcoma",
    "ddlps": "liposarcoma",
    "aitl": "angioimmunoblastic",
    "ctcl": "cutaneous t-cell",
    "ptcl": "peripheral t-cell",
    "cd": "",
}
_PHRASES = (
    (r"non[- ]small[- ]cell", "nonsmall"),
    (r"small[- ]cell", "smallcell"),
    (r"non[- ]hodgkin\w*", "nonhodgkin"),
    (r"squamous cell carcinoma of the head and neck", "head neck"),
)
_SPELLING = (("aemi", "emi"), ("aemat", "emat"), ("oesoph", "esoph"), ("tumour", "tumor"), ("paed", "ped"))
_WORDS = """
    cancer cancers carcinoma carcinomas leukemia leukemias lymphoma lymphomas tumor tumors malignancy
    malignancies solid blood hematologic hematological haematologic neoplasm neoplasms sarcoma sarcomas disease
    diseases disorder syndrome syndromes cell cells b-cell advanced acute chronic relapsed refractory metastatic
    recurrent previously treated untreated newly diagnosed adult adults pediatric children patients patient
    people treatment therapy therapies prior line first second third least more after with without who have has
    had received receiving ineligible unfit intensive chemotherapy and the for one two three four five plus from
    than that this are been not under over age aged years year older mutation mutated mutant positive negative
    high risk severe stage including their rare orphan indication first-line second-line combination systemic
    lines regimen regimens failed progressed progression progressive following candidates transplant setting
    locally unresectable intermediate certain types type all any other
"""
_GENERIC = frozenset(_WORDS.split())


def contradict(one: str, other: str) -> bool:
    """Both name a disease, and not the same one."""
    a, b = _diseases(one), _diseases(other)
    return bool(a and b and not a & b)


def agree(one: str, other: str) -> bool:
    """Both name a disease that the other names too."""
    return bool(_diseases(one) & _diseases(other))


@lru_cache(maxsize=4096)
def _diseases(text: str) -> frozenset[str]:
    words = re.sub(r"\b[A-Z]{2,6}\b", lambda found: _SHORT.get(found[0].casefold(), found[0]), text).casefold()
    for before, after in _SPELLING:
        words = words.replace(before, after)
    for pattern, word in _PHRASES:
        words = re.sub(pattern, word, words)
    split = re.findall(r"[^\W_]+(?:-[^\W_]+)*", words)
    return frozenset(_stem(w) for w in split if len(w) > 2 and w not in _GENERIC and not w[0].isdigit())


def _stem(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "is", "us")) else word
