"""Two tellings of one act -> one event. Pure: no clock, no database.

act          what one telling says, in ids, ready to be compared; to and from the JSON that the store keeps as claims
indications  whether two wordings can mean the same disease
sameness     same_act, and the grouping of many tellings into acts
ignoring     a reading without the names that a curator said are none
values       the values that an event shows, where its tellings differ, and its key
"""

from ci.merge.act import Act, Kinship
from ci.merge.ignoring import without_ignored
from ci.merge.sameness import closure, group, same_act
from ci.merge.values import Difference, differences, event_key, merge_values

__all__ = [
    "Act",
    "Difference",
    "Kinship",
    "closure",
    "differences",
    "event_key",
    "group",
    "merge_values",
    "same_act",
    "without_ignored",
]
