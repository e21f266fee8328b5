"""Words and abbreviations that stand on any page; About lists them. A test looks for those that are missing."""

from ci.model import AGENCIES, AGENCY_NAMES

TERMS = {
    "ADC": "Antibody-drug conjugate: an antibody that carries a poison to the cell",
    "AL amyloidosis": "Light-chain amyloidosis: a blood disease in which a misfolded protein settles in organs",
    "ALL": "Acute lymphoblastic leukaemia",
    "AML": "Acute myeloid leukaemia",
    "APL": "Acute promyelocytic leukaemia",
    "ASEAN": "Association of Southeast Asian Nations",
    "BCL-2, BCL-XL, BCL-W, MCL-1, BFL-1": "Proteins that keep damaged cells alive; BH3 mimetics block them",
    "BCR-ABL": "The fused protein that drives chronic myeloid leukaemia",
    "BH3 mimetic": "A drug that imitates the part of a cell-death protein that fits into BCL-2 and its kin",
    "BTK": "Bruton tyrosine kinase, which B cells need to grow",
    "CD20": "A mark on B cells that antibodies such as rituximab bind",
    "CDK9": "Cyclin-dependent kinase 9; without it a cell runs out of MCL-1",
    "CHMP": "The committee of the EMA that gives opinions on medicines",
    "CLL": "Chronic lymphocytic leukaemia",
    "CML": "Chronic myeloid leukaemia",
    "CNS": "Central nervous system: brain and spinal cord",
    "Complete response letter, CRL": "The FDA's answer that an application cannot be approved as it is",
    "Conditional approval": "Approval on early evidence, to be confirmed; accelerated approval in the United States",
    "DLBCL": "Diffuse large B-cell lymphoma",
    "DR3, DR4, DR5, DR6": "Death receptors; TRAIL binds DR4 (TNFRSF10A) and DR5 (TNFRSF10B)",
    "EUR, RMB, JPY": "Euro, Chinese yuan, Japanese yen",
    "F1": "Precision and recall as one number: their harmonic mean",
    "HER2": "A growth receptor on some breast and stomach cancers",
    "HGNC": "The committee that names human genes",
    "HIV": "Human immunodeficiency virus",
    "IAP, cIAP1, cIAP2, XIAP": "Inhibitor of apoptosis proteins; SMAC mimetics degrade or block them",
    "IDH1, IDH2": "Enzymes whose mutants drive some leukaemias",
    "IND": "Investigational new drug application: permission to begin trials in people",
    "INN": "International non-proprietary name of a medicine",
    "JAK": "Janus kinase; its inhibitors treat myelofibrosis",
    "LNA": "Locked nucleic acid: a building block of antisense drugs",
    "MDM2, MDMX": "The proteins that hold p53 back and mark it for destruction",
    "MDS": "Myelodysplastic syndrome",
    "MYC": "A gene that drives the growth of many tumours",
    "n": "The number of rows in a picture",
    "NSCLC, SCLC": "Non-small-cell and small-cell lung cancer",
    "OPML": "A list of feeds as a file, which other feed readers write and read too",
    "p53, TP53": "The guardian protein that lets damaged cells die, and its gene",
    "PMC": "PubMed Central; Europe PMC is its European sister, with abstracts and open texts",
    "PROTAC": "A molecule that makes the cell destroy a chosen protein",
    "SEC": "Securities and Exchange Commission, with which companies listed in the United States file",
    "SLL": "Small lymphocytic lymphoma, the lymph-node form of CLL",
    "SMAC": "The protein that lifts the block of IAPs; its mimetics do the same",
    "Stage IIB, IV": "Stages of melanoma, from II (local) to IV (spread)",
    "TNFR1": "Tumour necrosis factor receptor 1",
    "TRAIL": "The signal protein that makes tumour cells die through DR4 and DR5",
    "UK, US, EU": "United Kingdom, United States, European Union",
    "URL": "The address of a page",
    "US$m": "Millions of US dollars, as announced",
    "UTC": "Coordinated universal time, in which all times are given",
    "XPO1": "Exportin 1, which carries p53 and other guardians out of the nucleus",
}

OTHER_AGENCIES = {name: words for name, words in AGENCY_NAMES.items() if name not in AGENCIES}
WORDS = TERMS | {name: f"Regulator: {words}" for name, words in AGENCY_NAMES.items()}


def in_order() -> list[tuple[str, str]]:
    """By word, whatever its case."""
    return sorted(WORDS.items(), key=lambda pair: pair[0].casefold())
