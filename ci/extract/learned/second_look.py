"""Where rules and linear model leave a doubt, the encoder is asked about the sentences that may tell an act.

It costs a hundred times what the linear model does, so it is not asked where that is sure: of the labelled news that
concern us every second article is, with a third of all sentences.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ci.extract.learned.encoder import Encoder, seen_sentences
from ci.extract.learned.model import Odds
from ci.extract.masked import Masked

DOUBT = (0.1, 0.9)
"""Between these chances it is open whether an act is told; outside, a second look changed one reading in a thousand."""
_HOPELESS = -4.0
"""Sentences whose best log odds lie below tell nothing that is ever believed."""
AT_MOST = 12
"""So many sentences of one article are asked about, the likeliest: a book costs no more than a long article."""


def is_open(chances: NDArray[np.float64]) -> bool:
    """Whether any of the chances leaves a doubt."""
    low, high = DOUBT
    return bool(((chances > low) & (chances < high)).any())


def looked_again(encoder: Encoder, news: Sequence[Masked], odds: Odds) -> Odds:
    """The odds of both models together."""
    places = worth_asking(odds)
    seen = seen_sentences(news)
    return together(odds, places, encoder.odds([seen[place] for place in places]))


def worth_asking(odds: Odds) -> NDArray[np.intp]:
    """The places of the sentences that may tell an act, in their order: at least the likeliest one."""
    best = odds.max(axis=1)
    likeliest = np.argsort(-best, kind="stable")[:AT_MOST]
    return np.sort(likeliest[best[likeliest] >= min(_HOPELESS, best.max())])


def together(odds: Odds, places: NDArray[np.intp], asked: Odds) -> Odds:
    """The mean of both log odds where the encoder was asked."""
    both = odds.copy()
    both[places] = (odds[places] + asked) / 2
    return both
