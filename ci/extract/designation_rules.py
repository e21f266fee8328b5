"""How designations and priority reviews are told. Patterns run on masked sentences: A0 an agency, D0 a drug."""

from ci.extract.rules import rule

DESIGNATION_RULES = (
    rule(
        "rare pediatric",
        "rare-pediatric",
        "rare p|rpd",
        r"rare (?:and )?p(?:a)?ediatric[- ]diseases?|rare p(?:a)?ediatric (?:designation|status|tag)|\brpdd?\b",
        needs_news=True,
    ),
    rule(
        "breakthrough",
        "breakthrough",
        "breakthrough|btd|sakigake",
        r"breakthrough(?:[- ](?:therapy|drug|medicine|therapeutic|treatment))*(?:[- ](?:designat\w+|status|"
        r"standing|rank|seal|"
        r"tag|label|badge|nod|list|therapy|drug))|designat\w+[^.;]{0,50}breakthrough|"
        r"breakthrough[^.;]{0,40}designation|\bA\d+ (?:sees?|saw|recogni[sz]es|recogni[sz]ed|finds) an? "
        r"breakthrough\b|\bbtd\b|\x22breakthrough\x22|innovative "
        r"licensing[^.;]{0,40}(?:passport|designation)|"
        r"sakigake",
        needs_news=True,
    ),
    rule("fast track", "fast-track", "fast", r"\bfast[- ]?track(?:s|ed|ing)?\b", needs_news=True),
    rule(
        "priority review",
        "priority-review",
        "priority|faster|quicker|speed",
        r"\b(?:faster|quicker|speedier) (?:A\d+ )?review (?:from|of|by|in|for)\b|\bspeeds? up (?:its |"
        r"the )?review of\b|"
        r"\bpriority (?:review|evaluation|status|assessment|examination|handling|track|lane|queue)\b(?! "
        r"voucher)|(?:reviewed?|"
        r"review) (?:\w+ ){0,3}(?:with|under|as a) priority|speed(?:y|ier|ed-up) (?:six|"
        r"eight)?-?(?:month )?review",
        needs_news=True,
    ),
    rule(
        "orphan",
        "orphan",
        "orphan|rare-d|rare d",
        r"\borphan\b(?! receptor)|\brare[- ]disease (?:medicines?|drugs?|products?|status|designation|therap\w+)\b",
        needs_news=True,
    ),
)
