"""The dashboard: the only package that imports streamlit. One thin module a page; PAGES lists them all."""

from pathlib import Path

from ci.model import EventType
from ci.pages import about, approvals, collaborations, mechanisms, names, news, overview, profile, sources
from ci.pages.page import ACTS, DRUGS, EVENTS, Page

ICON = str(Path(__file__).parent / "icon.svg")

PAGES: tuple[Page, ...] = (
    Page(
        "overview",
        "Overview",
        ":material/dashboard:",
        "What is new since the last visit, the newest events, and four pictures of the whole.",
        overview.show,
        (*DRUGS, *ACTS, "dates", "confirmed"),
    ),
    Page(
        "approvals",
        "Approval timeline",
        ":material/timeline:",
        "Regulatory acts over time, a lane per drug: what was approved where, and what led to it.",
        approvals.show,
        (*EVENTS, *ACTS),
        EventType.REGULATORY,
    ),
    Page(
        "collaborations",
        "Collaborations",
        ":material/hub:",
        "Who works with whom: the network of companies, deals over time, and each deal with its source.",
        collaborations.show,
        EVENTS,
        EventType.COLLABORATION,
    ),
    Page(
        "mechanisms",
        "Mechanisms",
        ":material/grid_on:",
        "The landscape: which targets have drugs at which stage, who owns them, and where nothing is.",
        mechanisms.show,
        DRUGS,
    ),
    Page(
        "news",
        "News",
        ":material/newspaper:",
        "The articles that were collected, newest first, with what was read in them.",
        news.show,
        (*DRUGS, "dates"),
        lists="stories",
    ),
    Page(
        "profile",
        "Profiles",
        ":material/badge:",
        "One company, drug or target: what, who, stage, deals, acts, trials, news.",
        profile.show,
    ),
    Page(
        "sources",
        "Sources",
        ":material/rss_feed:",
        "What is asked for news, and what each last answered.",
        sources.show,
    ),
    Page(
        "names",
        "Unknown names",
        ":material/playlist_add_check:",
        "Names that were read as a company or a drug and stand in no table, to be decided.",
        names.show,
    ),
    Page(
        "about", "About", ":material/info:", "How it is made, what the words mean, which version this is.", about.show
    ),
)
"""Every page, in the order of the menu; the first is the one that opens."""
