"""A story in the list of news: what was read in it, at a glance."""

import pytest

from ci.pages.story import acts_in_words


@pytest.mark.parametrize(
    ("acts", "words"),
    [
        (("Approval, FDA",), "Approval, FDA"),
        (("Approval, FDA", "Licence"), "Approval, FDA; Licence"),
        (("Approval, FDA", "Licence", "Readout", "Trial start"), "Approval, FDA; Licence and 2 more"),
    ],
)
def test_what_was_read_is_told_at_a_glance(acts: tuple[str, ...], words: str) -> None:
    assert acts_in_words(acts) == words
