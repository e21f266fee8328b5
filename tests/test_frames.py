from datetime import date

import pandas as pd
import pytest

from ci.frames import APPROVALS, FRAMES, Frame


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.name)
def test_an_empty_frame_has_the_declared_shape(frame: Frame) -> None:
    assert frame.faults(frame.make([])) == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda f: f.name)
def test_every_column_explains_itself(frame: Frame) -> None:
    assert all(column.title and column.help for column in frame.columns)
    assert len(set(frame.names)) == len(frame.names)


def test_a_row_with_gaps_is_cast_to_the_shape() -> None:
    made = APPROVALS.make([{"event_id": "a", "starts_on": date(2023, 11, 1), "drugs": ["venetoclax"], "agency": None}])
    assert APPROVALS.faults(made) == []
    assert made.loc[0, "drugs"] == ("venetoclax",)
    assert made.loc[0, "agency"] == "" and pd.isna(made.loc[0, "ends_on"])


def test_a_wrong_shape_is_told() -> None:
    wrong = APPROVALS.make([]).assign(starts_on="")
    assert any("starts_on" in fault for fault in APPROVALS.faults(wrong))
    assert APPROVALS.faults(pd.DataFrame({"x": [1]}))
