"""Odd ways to tell each kind of act, and their twins that tell none."""

import pytest

from ci.extract import Reader
from ci.model import SUBTYPES
from tests.extract.samples import Sample, faults, samples

_ALL = list(samples())


@pytest.mark.parametrize("sample", _ALL, ids=lambda s: s.place)
def test_sample_is_read_as_it_says(reader: Reader, sample: Sample) -> None:
    assert not faults(reader, sample), f"{sample.title} || {sample.text}"


def test_every_subtype_has_samples() -> None:
    for kind, subtypes in SUBTYPES.items():
        for subtype in subtypes:
            here = [s for s in _ALL if s.section == f"{kind}/{subtype}"]
            assert sum(s.mark == "+" for s in here) >= 3, f"write more + lines under ## {kind}/{subtype}"
