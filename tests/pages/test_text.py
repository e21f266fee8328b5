"""Text from the web is shown as text, and only addresses that open a page can be clicked."""

import pytest

from ci.pages.text import also, link, literal, safe_url, with_commands


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("from $119 to $240 million", r"from \$119 to \$240 million"),
        ("![x](https://t.example/x.png)", r"\!\[x\]\(https\://t\.example/x\.png\)"),
        ("<img src=x>", r"\<img src=x\>"),
        (":red[now] `code` *b* _i_ # h", r"\:red\[now\] \`code\` \*b\* \_i\_ \# h"),
        ("a\nb", "a b"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert literal(text) == shown


def test_a_command_in_a_sentence_is_shown_as_one() -> None:
    assert with_commands("No *source* 'x'; `make run` helps.") == r"No \*source\* 'x'; `make run` helps\."
    assert with_commands("One ` alone") == r"One \` alone"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "https://x.example/ a", "https://x.example/>", "", "ftp://x.example"],
)
def test_an_address_that_is_no_page_is_not_a_link(url: str) -> None:
    assert safe_url(url) == ""
    assert link(url, "words") == "words"


def test_a_link_keeps_brackets_in_the_address_and_in_the_words() -> None:
    assert link("https://x.example/a_(b)", "a [b]") == r"[a \[b\]](<https://x.example/a_(b)>)"


@pytest.mark.parametrize(
    ("outlets", "said"),
    [((), ""), (("A", "B"), "also in A, B"), (tuple("ABCDEF"), "also in A, B, C, D and 2 more")],
)
def test_other_outlets_are_named_up_to_four(outlets: tuple[str, ...], said: str) -> None:
    assert also(outlets) == said
