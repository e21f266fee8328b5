"""What a site's robots.txt allows, as RFC 9309 says and as its writers mean it."""

import time

import pytest

from ci.feeds.robots import parse_robots

SITE = "https://www.outlet.example"


def allows(text: str, path: str) -> bool:
    return parse_robots(text).allows(SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("Disallow: /news", "/news/1", False),
        ("Disallow: /news", "/newsroom", False),
        ("Disallow: /news/", "/news", True),
        ("Disallow:", "/news", True),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /*.pdf$", "/a/paper.pdf", False),
        ("Disallow: /*.pdf$", "/a/paper.pdf?x=1", True),
        ("Disallow: /*.pdf", "/a/paper.pdf?x=1", False),
        ("Disallow: /*/private/*", "/a/private/b", False),
        ("Disallow: /*/private/*", "/private/b", True),
        ("Disallow: /fish$", "/fish", False),
        ("Disallow: /fish$", "/fishing", True),
        ("Disallow: *?sort=", "/list?sort=date", False),
        ("Disallow: /\nAllow: /news", "/news/1", True),
        ("Disallow: /\nAllow: /news", "/about", False),
        ("Allow: /news\nDisallow: /news", "/news", True),
        ("Allow: /*\nDisallow: /news/old", "/news/old/1", False),
        ("Disallow: /Ä", "/%c3%84rzte", False),
        ("Disallow: /%C3%84", "/Ärzte", False),
        ("Disallow: /a%2Fb", "/a/b", True),
        ("Disallow: /%7Ejoe", "/~joe/1", False),
        ("Disallow: /*a*b*c$", "/xaxbxc", False),
        ("Disallow: /*ab*b$", "/ab", True),
        ("nonsense\nDisallow /x\nDisallow: /y # a comment", "/y", False),
    ],
)
def test_a_rule_for_everybody(rules: str, path: str, expected: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is expected


def test_our_own_group_takes_the_place_of_that_for_everybody() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: OtherBot\nUser-agent: apoptoscope/0.1\nDisallow: /search\n"
    assert allows(text, "/news")
    assert not allows(text, "/search")


def test_groups_of_one_name_count_together_and_order_does_not() -> None:
    text = "User-agent: Apoptoscope\nDisallow: /a\nUser-agent: *\nDisallow: /\nUser-agent: Apoptoscope\nDisallow: /b\n"
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_a_name_alone_allows_all() -> None:
    assert allows("User-agent: *\nDisallow: /\nUser-agent: Apoptoscope\n", "/news")


@pytest.mark.parametrize(
    ("value", "expected"), [("10", 10), ("2.5", 2.5), ("soon", 0), ("-1", 0), ("99999", 120), ("", 0)]
)
def test_the_delay_that_it_asks_for(value: str, expected: float) -> None:
    assert parse_robots(f"\ufeffUSER-AGENT : *\r\nCrawl-Delay: {value}\r\n").delay_s == expected


@pytest.mark.parametrize("text", ["", "<html><title>Not found</title></html>", "Disallow: /", "\x00\x00"])
def test_what_is_no_robots_txt_forbids_nothing(text: str) -> None:
    assert allows(text, "/news")


def test_a_pattern_of_many_stars_costs_nothing() -> None:
    rules = parse_robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "*b$\n")
    started = time.process_time()
    assert rules.allows(SITE + "/" + "a" * 4000)
    assert time.process_time() - started < 0.5
