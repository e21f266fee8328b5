"""The declared shapes of the frames: queries promise them, charts and exports rely on them, tables show their help."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Column:
    """A column: `kind` is one of KINDS (a list is a tuple of texts); `title` and `help` are shown on the page."""

    name: str
    kind: str
    title: str
    help: str


KINDS = {
    "text": "str",
    "number": "float64",
    "count": "int64",
    "date": "datetime64[us]",
    "flag": "bool",
    "list": "object",
}


@dataclass(frozen=True)
class Frame:
    """A named shape; one row of it is one `row_is`."""

    name: str
    row_is: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def make(self, rows: list[dict[str, object]]) -> pd.DataFrame:
        """Rows -> a frame of exactly this shape; a missing text is "", a missing number or date stays missing."""
        made = {c.name: _cast([row.get(c.name) for row in rows], c.kind) for c in self.columns}
        return pd.DataFrame(made, columns=pd.Index(self.names), index=pd.RangeIndex(len(rows)), copy=False)

    def faults(self, frame: pd.DataFrame) -> list[str]:
        """What is wrong with a frame that claims to be of this shape."""
        found = []
        if list(frame.columns) != self.names:
            return [f"{self.name}: columns are {list(frame.columns)}, expected {self.names}"]
        for column in self.columns:
            dtype = str(frame[column.name].dtype)
            if dtype != KINDS[column.kind]:
                found.append(f"{self.name}.{column.name}: dtype is {dtype}, expected {KINDS[column.kind]}")
        return found


def _cast(values: list[Any], kind: str) -> Any:
    """As an array: a series each would be laid beside the others by its index, which takes most of the time."""
    match kind:
        case "text":
            return pd.array(["" if _is_missing(value) else str(value) for value in values], dtype="str")
        case "date":
            return pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[us]").array
        case "number":
            return np.array([np.nan if _is_missing(value) else value for value in values], dtype="float64")
        case "count":
            return np.array([0 if _is_missing(value) else value for value in values], dtype="int64")
        case "flag":
            return np.array([not _is_missing(value) and bool(value) for value in values], dtype="bool")
        case _:
            held = np.empty(len(values), dtype=object)
            held[:] = [tuple(value) if isinstance(value, tuple | list) else () for value in values]
            return held


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)


_EVENT = (
    Column("event_id", "text", "Event", "The event's key; its evidence is found under it"),
    Column("when", "text", "Date", "When it happened, as precise as known (2023-11 is a month, not a day)"),
    Column("starts_on", "date", "From", "First day of the span that the date is known to"),
    Column("ends_on", "date", "To", "Last day of the span that the date is known to"),
    Column("subtype", "text", "Act", "What kind of act"),
)
_PROOF = (
    Column("mechanisms", "list", "Mechanisms", "Mechanism categories of its apoptosis-targeted drugs"),
    Column("targets", "list", "Targets", "What its drugs act on, under the names people use"),
    Column(
        "is_curated", "flag", "Checked", "Whether a person has checked it against its source; else it was only read"
    ),
    Column("proofs_count", "count", "Proofs", "Pieces of evidence: curated rows and quotes from independent stories"),
    Column("has_dispute", "flag", "Disputed", "Whether sources disagree on a value"),
    Column("proof", "text", "Proof", "First quote, or our words for the checked source"),
    Column("source_url", "text", "Source", "Address of the first proof"),
)

LABEL = Column(
    "label", "text", "Label", "Whose label the act is on, where it is not the drug's own but of a drug given with it"
)
_DEAL = (
    Column(
        "money", "text", "Money", "As announced; “not disclosed” where the source says so, “not known” where none does"
    ),
    Column("upfront_usd_m", "number", "Upfront, US$m", "Millions of US dollars paid at once, as announced"),
    Column("total_usd_m", "number", "Total, US$m", "Millions of US dollars in all, as announced"),
    Column("money_as_stated", "text", "Money as stated", "The sum in its own words where it is not in dollars"),
    Column("territory", "text", "Territory", "Where it holds"),
    Column("status", "text", "How far", "Announced, completed or ended, where a checked source says so"),
    Column("status_as_of", "text", "How far, known on", "By what date it was known how far the deal got"),
    Column("status_source_url", "text", "Source of how far", "Page that says how far the deal got"),
)

FIRST_KNOWN = "First known"
FIRST_SHARED = "First known, with another on the same day"
FIRST_DATED = "First with a known date; another may be earlier"
FIRST_UNDATED = "May be earlier than the first with a known date"
FIRST_PERHAPS = "Perhaps first: dates overlap"
FIRST_EARLY = "Perhaps first: tables begin later elsewhere"
FIRST_IN_DOUBT = "Perhaps first: a source tells of earlier use"
"""What `first_known` says; nothing where another approval of the drug is known to be earlier, or of any other act."""
FIRST_LABELS = {
    FIRST_KNOWN: "first",
    FIRST_SHARED: "first",
    FIRST_DATED: "first known date",
    FIRST_UNDATED: "day not known",
    FIRST_PERHAPS: "perhaps first",
    FIRST_EARLY: "perhaps first",
    FIRST_IN_DOUBT: "perhaps first",
}
"""What stands beside the mark of such an approval; only FIRST_UNDATED is not marked as a first one."""
FIRST_WORDS = {
    FIRST_KNOWN: "The first approval of the drug in our tables; one elsewhere may be missing there",
    FIRST_SHARED: "The first approval of the drug in our tables, with another on the same day",
    FIRST_DATED: "No approval of the drug has an earlier day in our tables; another without a day may be earlier",
    FIRST_UNDATED: "Known without its day: it may be earlier than the first approval with a known day, or later",
    FIRST_PERHAPS: "Perhaps the first approval of the drug: the day of another one is not known",
    FIRST_EARLY: "The first approval of the drug in our tables, which begin later for other regions",
    FIRST_IN_DOUBT: "The first approval of the drug in our tables; a source tells of earlier use elsewhere",
}
"""The same in a sentence: at the mark, and in its proof."""

APPROVALS = Frame(
    "approvals",
    "regulatory act",
    (
        *_EVENT,
        Column(
            "agency",
            "text",
            "Agency",
            "Regulator; EMA stands for the European Commission's decisions too. Full names: page About",
        ),
        Column("region", "text", "Region", "Where the act holds"),
        Column("drug_ids", "list", "Drug ids", "Drugs the act is on"),
        Column("drugs", "list", "Drugs", "Names of the drugs the act is on"),
        Column("companies", "list", "Companies", "Holder or applicant"),
        Column("indication", "text", "Indication", "For what"),
        Column("combination", "list", "With", "Drugs it is given with"),
        LABEL,
        Column(
            "first_known",
            "text",
            "First",
            "Whether our tables hold no earlier approval of the drug, in any country; they may not go back far enough",
        ),
        Column("known_on", "date", "Known since", "Day on which its first proof was read or checked"),
        *_PROOF,
    ),
)

COLLABORATIONS = Frame(
    "collaborations",
    "collaboration",
    (
        *_EVENT,
        Column("company_ids", "list", "Company ids", "Parties, same order as companies"),
        Column("companies", "list", "Companies", "Who with whom"),
        Column("roles", "list", "Roles", "Role of each party, same order"),
        Column("drug_ids", "list", "Drug ids", "Drugs it is about"),
        Column("drugs", "list", "Drugs", "Names of the drugs it is about"),
        Column("amends", "text", "Amends", "Which earlier deal between the same parties it changes; counted with that"),
        *_DEAL,
        *_PROOF,
    ),
)

CLINICAL = Frame(
    "clinical",
    "clinical event",
    (
        *_EVENT,
        Column("drug_ids", "list", "Drug ids", "Drugs of the trial"),
        Column("drugs", "list", "Drugs", "Names of the drugs"),
        Column("companies", "list", "Companies", "Who runs it"),
        Column("phase", "text", "Phase", "Phase of the trial"),
        Column("trial_ids", "list", "Trials", "Registry numbers"),
        Column("indication", "text", "Indication", "In what disease"),
        *_PROOF,
    ),
)

NEWEST = Frame(
    "newest",
    "event",
    (
        *_EVENT,
        Column("type", "text", "Kind", "Collaboration, regulatory act or clinical event"),
        Column("agency", "text", "Agency", "Regulator, where it is a regulatory act"),
        Column("drug_ids", "list", "Drug ids", "Drugs it is about"),
        Column("drugs", "list", "Drugs", "Names of the drugs it is about"),
        Column("company_ids", "list", "Company ids", "Parties, holder or sponsor, same order as companies"),
        Column("companies", "list", "Companies", "Parties, holder or sponsor"),
        Column("indication", "text", "Indication", "For what"),
        Column("combination", "list", "With", "Drugs it is given with"),
        LABEL,
        Column("phase", "text", "Phase", "Phase of the trial"),
        *_DEAL,
        Column("known_at", "date", "Known since", "When its first article came in, UTC; empty for a curated row alone"),
        *_PROOF,
    ),
)

YEARLY = Frame(
    "yearly",
    "year and group",
    (
        Column("year", "count", "Year", "Year in which the events began"),
        Column("group_id", "text", "Group id", "Key of the group: a kind, an agency or a mechanism"),
        Column("group", "text", "Group", "Kind, agency or mechanism"),
        Column("events_count", "count", "Events", "Events of the group in the year"),
    ),
)

LANDSCAPE = Frame(
    "landscape",
    "drug and target",
    (
        Column("drug_id", "text", "Drug id", "Key of the drug"),
        Column("drug", "text", "Drug", "INN in lower case, else its code"),
        Column("mechanism_id", "text", "Category id", "Key of the mechanism category"),
        Column("mechanism", "text", "Mechanism", "Mechanism category"),
        Column("target_id", "text", "Target id", "HGNC symbol"),
        Column("target", "text", "Target", "The name people use"),
        Column("peak_stage", "text", "Highest stage ever", "The furthest the drug ever got"),
        Column("stage", "text", "Stage today", "Where it stands today; empty where no source was seen"),
        Column("stage_as_of", "text", "Known on", "By what date today's stage was known"),
        Column("stage_source_url", "text", "Source of the stage", "Page that says where the drug stands today"),
        Column(
            "is_other_arm",
            "flag",
            "Other arm",
            "The arm that finds the cell (antibody, ADC), not what acts on apoptosis",
        ),
        Column("is_of_family", "flag", "Of a family", "Aimed at a whole family, or at three or more of its members"),
        Column("companies", "list", "Companies", "Owners today, else who found it"),
        Column("indications", "list", "Indications", "Main indications"),
        Column("source_url", "text", "Source", "Page that shows name, target and mechanism"),
        Column("checked_on", "text", "Checked", "When that page was seen"),
    ),
)

TARGETS = Frame(
    "targets",
    "target",
    (
        Column("target_id", "text", "Target id", "HGNC symbol"),
        Column("target", "text", "Target", "The name people use"),
        Column("mechanism_id", "text", "Category id", "Key of the mechanism category"),
        Column("mechanism", "text", "Mechanism", "Mechanism category"),
        Column("peak_stage", "text", "Highest stage ever", "The furthest that any of its drugs ever got"),
        Column("drugs_count", "count", "Number of drugs", "Apoptosis-targeted drugs that act on it"),
        Column("drugs", "list", "Drugs", "Each with the furthest stage it got to, the furthest first"),
        Column(
            "family_drugs",
            "list",
            "Drugs on its family",
            "Aimed at the family or at three or more of its members: they may reach this target, none counts for it",
        ),
        Column("sourced_stage", "text", "Stage with a source", "Highest stage of today that a checked page states"),
        Column("source_url", "text", "Source", "That page; where there is none, the one that shows drug and target"),
        Column("checked_on", "text", "Checked", "When the page of the drug was seen"),
    ),
)

EVIDENCE = Frame(
    "evidence",
    "proof",
    (
        Column("event_id", "text", "Event", "The event that it proves"),
        Column("is_curated", "flag", "Curated", "A checked source in our words, rather than a quote that was read"),
        Column("quote", "text", "Words", "The exact words of the article, or our words for the checked source"),
        Column("before", "text", "Before", "What stands before the quote in its paragraph"),
        Column("after", "text", "After", "What stands after the quote in its paragraph"),
        Column("start", "number", "Start", "Offset of the quote in title, line break, text"),
        Column("end", "number", "End", "Offset behind the quote"),
        Column("source", "text", "Outlet", "Who published it"),
        Column("published", "text", "Published", "When, as precise as known"),
        Column("title", "text", "Title", "Title of the article"),
        Column("url", "text", "Link", "Where it stands"),
        Column("rule", "text", "Read by", "Name of the rule that read it"),
        Column("inferred", "list", "Inferred", "Fields that the words do not state, and how they were inferred"),
        Column("checked_on", "text", "Checked", "When a curated source was last seen"),
        Column("disputes", "list", "Disagrees on", "Values of this proof that differ from the event's"),
        Column("story_id", "text", "Story", "Proofs of one story are copies of one text, and count once"),
        Column("also_in", "list", "Also in", "Other outlets that carry the same words"),
        Column("note", "text", "Note", "Says so where only the beginning of a very long text was read"),
    ),
)

SOURCES = Frame(
    "sources",
    "source",
    (
        Column("source_id", "text", "Source id", "Key of the source"),
        Column("name", "text", "Source", "Name of the feed or page"),
        Column("kind", "text", "Kind", "How it is read"),
        Column("url", "text", "Address", "What is asked"),
        Column("state", "text", "State", "What it last answered, in words"),
        Column("last_good_at", "date", "Last good poll", "When it last gave what it should, UTC"),
        Column("next_poll_at", "date", "Next poll", "When it will be asked again, UTC"),
        Column("articles_count", "count", "Articles", "Articles kept from it"),
        Column("new_count", "count", "New in 30 days", "Articles that came in the last 30 days"),
        Column("trend", "text", "Last 30 days", "New articles, two days a bar, the newest at the right"),
        Column("last_error", "text", "Last error", "The last fault, whole"),
        Column("is_on", "flag", "On", "Whether it is polled"),
        Column("is_paused", "flag", "Paused", "Whether somebody asked that it be left alone for now"),
        Column("note", "text", "Note", "What may be missing, that it has moved, or why it is switched off"),
        Column("keeps", "text", "Keeps", "What is kept of its texts, and for how long"),
    ),
)

EXPECTED = Frame(
    "expected",
    "expected act",
    (
        Column("expected_id", "text", "Key", "Key of the curated row"),
        Column("due", "text", "Expected", "When it is, or was, expected; as precise as stated"),
        Column("starts_on", "date", "From", "First day of the span in which it is expected"),
        Column("ends_on", "date", "To", "Last day of that span"),
        Column("slips", "list", "Before", "Earlier dates that were given up, first one first"),
        Column("came", "text", "Outcome", "The act of our tables that answered it, or that none did"),
        Column("answer_id", "text", "Answered by", "Key of that act; empty where none is known"),
        Column("is_past", "flag", "Passed", "Whether the date has passed and our tables hold no act that answers it"),
        Column("subtype", "text", "Act", "What kind of act is expected"),
        Column("agency", "text", "Agency", "Regulator that is to act, or to be applied to"),
        Column("region", "text", "Region", "Where the act would hold"),
        Column("drug_id", "text", "Drug id", "Key of the drug"),
        Column("drug", "text", "Drug", "Name of the drug"),
        Column("mechanisms", "list", "Mechanisms", "Mechanism category of the drug"),
        Column("indication", "text", "Indication", "For what"),
        Column("says", "text", "Words", "Our words for what the checked source says"),
        Column("source_url", "text", "Source", "Address of that source"),
        Column("checked_on", "text", "Checked", "When the source was last seen"),
    ),
)

READING = Frame(
    "reading",
    "measure in a blind round",
    (
        Column("round", "text", "Round", "Blind round: news that the rules had never seen"),
        Column("made_on", "date", "Read on", "Day of the first pass"),
        Column("items_count", "count", "Articles", "Articles in the round"),
        Column("field", "text", "Field", "What was to be found"),
        Column("precision", "number", "Precision", "Of what was found, the share that is right"),
        Column("recall", "number", "Recall", "Of what there was, the share that was found"),
        Column("f1", "number", "F1", "Precision and recall as one number (their harmonic mean)"),
        Column("f1_low", "number", "F1, low", "Lower end of the 95 % interval of F1"),
        Column("f1_high", "number", "F1, high", "Upper end of the 95 % interval of F1"),
    ),
)

NEWS = Frame(
    "news",
    "article",
    (
        Column("article_id", "count", "Article", "Key of the article"),
        Column("published", "text", "Published", "When, as precise as known"),
        Column("title", "text", "Title", "Title of the article"),
        Column("source", "text", "Outlet", "Who published it"),
        Column("url", "text", "Link", "Where it stands"),
        Column("events_count", "count", "Events", "Events read in it and in its copies"),
        Column("story_id", "text", "Story", "Articles of one story are copies of one text"),
        Column("outlets_count", "count", "Outlets", "How many outlets carry the text, this one among them"),
        Column("also_in", "list", "Also in", "Other outlets that carry the text, whole, edited or cut"),
        Column("note", "text", "Note", "Says so where only the beginning of a very long text was read"),
    ),
)

STORIES = Frame(
    "stories",
    "story",
    (
        Column("published", "text", "Published", "When, as precise as known"),
        Column("title", "text", "Title", "Title of the first article of the story that matches"),
        Column("source", "text", "Outlet", "Who published it"),
        Column("url", "text", "Link", "Where it stands"),
        Column("passage", "text", "Passage", "Where most of what was searched for stands together"),
        Column("drugs", "list", "Drugs", "Drugs that it names"),
        Column("companies", "list", "Companies", "Companies that it names"),
        Column("targets", "list", "Targets", "Targets that it names"),
        Column("events_count", "count", "Events", "Events read in it and in its copies"),
        Column("event_ids", "list", "Event ids", "Keys of these events"),
        Column("also_in", "list", "Also in", "Other outlets that carry the text, whole, edited or cut"),
        Column("note", "text", "Note", "Says so where only the beginning of a very long text was read"),
    ),
)

FACTS = Frame(
    "facts",
    "line",
    (
        Column("what", "text", "What", "What the line is about"),
        Column("known", "text", "Known", "What is known of it"),
        Column("source_urls", "list", "Sources of this line", "Pages that say so; empty where none is noted"),
        Column("checked_days", "list", "Checked", "When each page was last seen, same order; - where it was not noted"),
        Column("said_by", "text", "Who else says so", "In words, where it is no page"),
    ),
)

NAMES = Frame(
    "names",
    "unknown name",
    (
        Column("name_id", "text", "Name id", "Key of the name until it is decided"),
        Column("kind", "text", "Taken for", "What the name was taken for: company or drug"),
        Column("name", "text", "Name", "As the articles write it"),
        Column("spellings", "list", "Spellings", "Every way in which articles write it"),
        Column("stories_count", "count", "Stories", "Independent stories that name it"),
        Column("events_count", "count", "Events", "Events that it takes part in"),
        Column("example", "text", "Example", "A sentence that names it"),
        Column("example_source", "text", "Outlet", "Who published that sentence"),
        Column("example_published", "text", "Published", "When, as precise as known"),
        Column("example_url", "text", "Link", "Where it stands"),
        Column("more_examples", "list", "More examples", "Sentences of other stories, each with its outlet"),
        Column("decision", "text", "Decision", "alias of a known one, new, or ignore; empty where nobody decided yet"),
        Column("entity_id", "text", "Is", "Id of the company or drug that it stands for since the decision"),
        Column("decided_by", "text", "By", "Who decided"),
        Column("decided_at", "date", "Decided", "When, UTC"),
        Column("why", "text", "Why", "The reason that was given"),
    ),
)

FRAMES = (
    *(APPROVALS, COLLABORATIONS, CLINICAL, LANDSCAPE, TARGETS, EVIDENCE, SOURCES, NEWS, NAMES),
    *(EXPECTED, READING, NEWEST, YEARLY, STORIES, FACTS),
)
