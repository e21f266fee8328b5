"""Copies of one text are one story, whatever an outlet did to them; two texts about one act are two."""

import random
import time
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from ci.filters import Filters
from ci.model import INDEX_TERMS, Article, Reading
from ci.queries.news import news
from ci.store import PollOutcome, Store, tables
from ci.store.arrivals import add_articles
from ci.store.likeness import Likeness, alike
from ci.store.stories import COMMON
from tests.make import CATALOG, NOW, make_article

RELEASE = """
SUZHOU, China, July 10 - Ascentage Pharma today announced that the National Medical Products Administration has granted
conditional approval to lisaftoclax, its BCL-2 inhibitor, for adults with relapsed or refractory chronic lymphocytic
leukemia or small lymphocytic lymphoma who received at least one earlier treatment that contained a BTK inhibitor.
The decision rests on a single-arm study that the company ran at hospitals across the country. Most patients had
responded by the time of the analysis, and blood counts recovered in the weeks that followed. Tumor lysis was rare when
the dose was raised from day to day. "Patients in China waited for years for a medicine of this class from home," the
chairman of the company said. "We will bring it to hospitals before the end of the summer." A larger trial that
compares the tablets with immunochemotherapy goes on and must confirm the benefit. The company holds all rights outside
of an option that it gave to a Japanese partner last year. Analysts expect first sales in the third quarter.
""".replace("\n", " ").strip()  # fmt: skip

ABOUT = """
About the company. It develops medicines that restore cell death in cancer, and its pipeline covers BCL-2, IAP and MDM2.
This release holds forward-looking statements. They are subject to risks that may cause results to differ from what is
said here, among them the outcome of trials, the view of regulators, competition and access to capital. Nobody should
place undue reliance on them, and the company does not undertake to update any of them except as the law requires.
""".replace("\n", " ").strip()  # fmt: skip

OTHER_REPORT = """
China has its first home-grown BCL-2 blocker. The regulator cleared lisaftoclax on Thursday on condition that a
confirmatory study succeeds, Ascentage Pharma said. The label covers relapsed or refractory chronic lymphocytic leukemia
after a BTK inhibitor. Shares rose seven percent in Hong Kong. Venetoclax, which AbbVie and Roche sell, has been on the
market there since 2020, though not for this disease. "We will bring it to hospitals before the end of the summer," the
chairman said. Takeda may license the drug for the rest of the world.
""".replace("\n", " ").strip()  # fmt: skip


def likeness(text: str, title: str = "China approves lisaftoclax") -> Likeness:
    made = Likeness.of(title, text)
    assert made is not None
    return made


def edited(text: str, share: float, seed: int) -> str:
    """So many of the words replaced, dropped or doubled."""
    draw, words = random.Random(seed), []
    for word in text.split():
        words += draw.choice(([], ["said"], [word, word])) if draw.random() < share else [word]
    return " ".join(words)


def cut(text: str, count: int) -> str:
    return " ".join(text.split()[:count]) + " […]"


COPIES = {
    "another dateline": RELEASE.replace("SUZHOU, China, July 10 -", "(Wire Daily) July 11, 2025 /Newswire/ --"),
    "boilerplate behind": f"{RELEASE} {ABOUT}",
    "a lead-in before": f"Below is the text as the company sent it to us, without changes. {RELEASE}",
    "a teaser": cut(RELEASE, 32),
    "the first half": cut(RELEASE, 90),
    "capitals and dashes": RELEASE.upper().replace("-", "–"),
    "edits and boilerplate": f"{edited(RELEASE, 0.04, 1)} {ABOUT}",
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("is_first", [True, False], ids=["copy later", "copy first"])
def test_a_copy_is_the_same_story(store: Store, copy: str, is_first: bool) -> None:
    texts = [RELEASE, copy] if is_first else [copy, RELEASE]
    assert len(stories(store, texts)) == 1


def stories(store: Store, texts: list[str], published: str = "2025-07-10") -> set[str]:
    """The stories of these texts, each from an outlet of its own, taken in one after another."""
    for number, text in enumerate(texts):
        title = f"China approves lisaftoclax, number {number}"
        store.add_article(make_article(title, text, source=f"Outlet {number}", published=published), "wire", NOW)
    with store.reading() as connection:
        return set(connection.execute(select(tables.revisions.c.story_id)).scalars())


def test_of_many_edited_copies_nearly_all_are_found(store: Store) -> None:
    """One word in twenty changed: each change breaks three of the runs that are compared."""
    copies = [edited(RELEASE, 0.05, seed) for seed in range(40)]
    assert len(stories(store, [RELEASE, *copies])) == 1


def test_of_many_teasers_all_are_found(store: Store) -> None:
    assert len(stories(store, [RELEASE, *(cut(RELEASE, count) for count in range(24, 64))])) == 1


DIFFERENT = {
    "another report of the same act": OTHER_REPORT,
    "another release above the same boilerplate": (
        "Ascentage Pharma said today that the first patient received alrizomadlin in a trial in solid tumors. The "
        f"study adds it to a checkpoint inhibitor and runs at eleven centers. {ABOUT} {ABOUT.upper()}"
    ),
    "the same quote alone": (
        'In an interview the chairman spoke of hopes and prices, of hospitals and of a Japanese partner. "Patients in '
        'China waited for years for a medicine of this class from home," he said, and would not name a price.'
    ),
}


@pytest.mark.parametrize("text", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_another_text_is_another_story(store: Store, text: str) -> None:
    assert len(stories(store, [f"{RELEASE} {ABOUT}", text])) == 2
    assert alike(likeness(RELEASE), likeness(text)) == 0


def test_a_digest_is_not_the_story_that_it_quotes_in_its_middle() -> None:
    digest = f"This week in oncology. {OTHER_REPORT} {OTHER_REPORT[::-1]} {RELEASE} {ABOUT}"
    assert alike(likeness(cut(RELEASE, 40)), likeness(digest)) == 0


def test_records_that_an_index_describes_alike_are_not_one_story(store: Store) -> None:
    terms = "; ".join(f"invented heading {n}" for n in range(40))
    texts = [f"{text}\n{INDEX_TERMS}{terms}" for text in ("", "We treated 41 adults with it.", OTHER_REPORT)]
    assert len(stories(store, texts)) == 3


def test_furniture_of_one_site_does_not_make_its_pages_one_story(store: Store) -> None:
    wall = "Subscribe to read on. You have read all your free articles of this month, log in or choose a plan to go on."
    first = make_article("Roche ends talks", wall, "https://wire.example/1")
    other = make_article("Approval for aponermin", f"{wall} Thanks.", "https://wire.example/2")
    with store.writing() as connection:
        add_articles(connection, [first, other], "wire", NOW)
    with store.reading() as connection:
        assert len(set(connection.execute(select(tables.revisions.c.story_id)).scalars())) == 2


def test_a_form_that_is_filled_in_again_next_year_is_another_text(store: Store) -> None:
    assert len(stories(store, [RELEASE])) == 1
    later = make_article("Again", edited(RELEASE, 0.03, 3), published="2026-07-10")
    store.add_article(later, "wire", NOW)
    with store.reading() as connection:
        assert len(set(connection.execute(select(tables.articles.c.story_id)).scalars())) == 2


def test_a_copy_of_a_copy_is_of_its_story(store: Store) -> None:
    once = edited(RELEASE, 0.04, 1)
    assert len(stories(store, [RELEASE, once, once, edited(once, 0.04, 2), once.upper()])) == 1


def test_chinese_texts(store: Store) -> None:
    text = "亚盛医药今日宣布，国家药品监督管理局已附条件批准其BCL-2抑制剂利沙托克拉上市，用于既往经过治疗的成人患者。"
    assert len(stories(store, [text, f"【新浪医药】{text}更多内容请关注本报。"])) == 1
    assert (
        alike(
            likeness(text),
            likeness(
                "国家药品监督管理局批准了阿扑尼明用于治疗多发性骨髓瘤，由北京沙东生物开发，这是全球首个同类药物。"
            ),
        )
        == 0
    )


def test_all_of_one_poll_at_once_as_one_by_one(store: Store) -> None:
    texts = [RELEASE, OTHER_REPORT, *COPIES.values()]
    feed = [make_article(f"Number {n}", text, published="2025-07-10") for n, text in enumerate(texts)]
    store.load_catalog(CATALOG)
    store.record_poll("wire", PollOutcome("ok", articles=feed), NOW)
    with store.reading() as connection:
        ordered = (
            connection.execute(select(tables.revisions.c.story_id).order_by(tables.revisions.c.id)).scalars().all()
        )
    assert [ordered.index(story) for story in ordered] == [0, 1, *([0] * len(COPIES))]


def test_an_edited_article_stays_in_its_story_and_another_text_leaves_it(store: Store) -> None:
    article = make_article("Approved", RELEASE, guid="7", published="2025-07-10")
    store.add_article(article, "wire", NOW)
    store.add_article(make_article("Copy", RELEASE, guid="8"), "trade-press", NOW)
    store.add_article(replace(article, text=edited(RELEASE, 0.03, 4)), "wire", NOW)
    assert shown_stories(store) == [0, 0]
    store.add_article(replace(article, text=OTHER_REPORT), "wire", NOW)
    assert shown_stories(store) == [0, 1]


def shown_stories(store: Store) -> list[int]:
    with store.reading() as connection:
        ordered = connection.execute(select(tables.articles.c.story_id).order_by(tables.articles.c.id)).scalars().all()
    return [ordered.index(story) for story in ordered]


def test_what_an_older_version_stored_is_compared_by_the_next_rebuild(store: Store) -> None:
    store.load_catalog(CATALOG)
    for number, text in enumerate([RELEASE, *COPIES.values(), OTHER_REPORT]):
        store.add_article(make_article(f"Number {number}", text, published="2025-07-10"), "wire", NOW)
    with store.writing() as connection:
        connection.execute(tables.story_marks.delete())
        r = tables.revisions
        connection.execute(update(r).values(is_compared=False, story_id=r.c.words_hash))
        connection.execute(
            update(tables.articles).values(
                story_id=select(r.c.words_hash).where(r.c.id == tables.articles.c.revision_id).scalar_subquery()
            )
        )
    assert len(set(shown_stories(store))) == len(COPIES) + 1, "capitals alone made no other text before"
    store.rebuild(CATALOG, lambda _: Reading(False))
    assert shown_stories(store) == [*([0] * (len(COPIES) + 1)), len(COPIES) + 1]


def test_a_mark_that_everybody_has_is_not_kept_for_ever(store: Store) -> None:
    """The same boilerplate under a thousand texts must not make every look-up read a thousand rows."""
    feed = [numbered(n) for n in range(3 * COMMON)]
    with store.writing() as connection:
        add_articles(connection, feed, "wire", NOW)
    marks = tables.story_marks.c
    with store.reading() as connection:
        most = (
            select(func.count())
            .select_from(tables.story_marks)
            .group_by(marks.mark)
            .order_by(func.count().desc())
            .limit(1)
        )
        assert connection.execute(most).scalar_one() <= COMMON
        assert len(set(connection.execute(select(tables.revisions.c.story_id)).scalars())) == 3 * COMMON


def numbered(n: int) -> Article:
    draw = random.Random(n)
    own = " ".join("".join(draw.choices("abcdefghij", k=6)) for _ in range(60))
    return make_article(f"Text {n}", f"{own} {ABOUT}", f"https://wire.example/{n}")


def test_an_article_costs_the_same_however_many_there_are(store: Store) -> None:
    feed = [numbered(n) for n in range(1_200)]
    took = []
    for start in range(0, len(feed), 300):
        before = time.perf_counter()
        with store.writing() as connection:
            add_articles(connection, feed[start : start + 300], "wire", NOW)
        took.append(time.perf_counter() - before)
    assert min(took[1:]) < 4 * took[0], took


def test_a_text_without_an_end_costs_no_more_than_a_long_one() -> None:
    before = time.process_time()
    for text in ("a" * 1_000_000, "(" * 100_000, "a b " * 500_000):
        made = Likeness.of("t", text)
        assert made is None or len(made.marks) <= 14
    assert time.process_time() - before < 5, "what grows with the square of the length takes minutes"


def test_the_news_show_one_line_a_story_with_its_outlets(store: Store) -> None:
    store.load_catalog(CATALOG)
    texts = {
        "Wire Daily": cut(RELEASE, 40),
        "Trade Press": RELEASE,
        "": f"{RELEASE} {ABOUT}",
        "Elsewhere": OTHER_REPORT,
    }
    for number, (source, text) in enumerate(texts.items()):
        article = make_article(f"China approves lisaftoclax {number}", text, source=source, published="2025-07-10")
        added = store.add_article(article, "wire", NOW)
        reading = Reading(number != 0, target_ids=("BCL2",), unread_from=200_000 if number == 3 else None)
        store.record_reading(added.revision_id, reading, CATALOG)
    with store.reading() as connection:
        other, story = news(connection, Filters(targets=("BCL2",)), 10).to_dict("records")
    assert (story["source"], story["outlets_count"]) == ("Trade Press", 3), "the teaser says too little to be relevant"
    assert story["also_in"] == ("Wire Daily", "trade.example")
    assert (other["source"], other["outlets_count"], other["also_in"]) == ("Elsewhere", 1, ())
    assert other["note"] == "The text is longer than is read: read up to character 200,000."
    assert story["note"] == ""
