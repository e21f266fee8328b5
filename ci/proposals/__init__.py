"""What public APIs know and data/ does not, as changes for a curator to accept: pure, no network, no clock.

`draft` is the shape of a proposal; one module an API compares its records with the catalog; `sheet` and `patch` turn a
proposal into a unified diff. Two rules hold everywhere: nothing is proposed because something is absent from an
API, and what was left out is said in a note.
"""

from ci.proposals import chembl, clinicaltrials, ema, openfda
from ci.proposals.draft import Change, Draft, NewRow
from ci.proposals.patch import Patch, make_patch

__all__ = ["Change", "Draft", "NewRow", "Patch", "chembl", "clinicaltrials", "ema", "make_patch", "openfda"]
