"""Under what terms our sources may be used, as far as we know; for About."""

LICENCES = (
    (
        "Curated tables",
        "Facts in our own words. Each row links the page that says it; that page belongs to its publisher.",
    ),
    ("Articles", "Belong to their publishers. Kept for reading and search; shown as a short quote with its link."),
    ("HGNC gene names", "CC0: free to use."),
    ("UniProt identifiers", "CC BY 4.0: free to use with attribution to UniProt."),
    ("ChEMBL identifiers", "CC BY-SA 3.0: free to use with attribution to ChEMBL, shared alike."),
    ("openFDA", "CC0 unless a record says otherwise. The FDA does not endorse this product."),
    ("ClinicalTrials.gov", "Public. To be named as the source, with the day on which it was read."),
    ("EMA", "May be reused where the EMA is named as the source."),
    ("PubMed, Europe PMC", "Records may be read freely; abstracts can belong to their publishers."),
)
"""Source -> terms. A source may change its terms: look there before passing data on."""
