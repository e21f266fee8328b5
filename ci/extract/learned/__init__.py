"""What was learnt from examples: how likely each sentence tells each act, and what that makes of the rules' finds."""

from ci.extract.learned.model import Model, load_model

__all__ = ["Model", "load_model"]
