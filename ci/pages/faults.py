"""Expected faults as a sentence with the remedy, never as a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from ci.errors import CiError
from ci.pages.text import with_commands

log = logging.getLogger(__name__)


@contextmanager
def as_sentences() -> Iterator[None]:
    """What stops a page is said on it. A database that goes away while a page is drawn is such a fault too."""
    try:
        yield
    except CiError as error:
        _say(str(error))
    except SQLAlchemyError as error:
        log.exception("the database did not answer")
        _say(f"The database did not answer as expected ({type(error).__name__}); try again, or see the log.")


def _say(sentence: str) -> None:
    st.error(with_commands(sentence), title="This page cannot be shown now", icon=":material/database_off:")
    st.button("Try again", icon=":material/refresh:")
    st.stop()
