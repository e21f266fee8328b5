"""One slide of a deck."""

from collections.abc import Callable
from dataclasses import dataclass

from ci.exports.slide_box import Box, Slide


@dataclass(frozen=True)
class Leaf:
    """What a slide draws, and what it says of it."""

    draw: Callable[[Slide, Box], None]
    title: str = ""
    """Where the slide has another title than the finding."""
    event_ids: tuple[str, ...] | None = None
    """The events whose proofs stand in its notes; None for all of them."""
