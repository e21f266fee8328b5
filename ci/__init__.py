"""Apoptoscope: competitive intelligence (that is what `ci` means) on apoptosis-targeted therapies.

A map of the house, downwards:

    cli, pages        what people touch: the `apoptoscope` command and the Streamlit dashboard
    jobs, service     poll, add, extract, rebuild, load; starting and stopping the two processes
    feeds             network and bytes -> articles          (fetch is the only code that touches the network)
    extract           article -> reading: names and events with the words that prove them (pure)
    merge             two tellings of one act -> one event   (pure)
    store             tables, migrations, every write
    queries           (connection, filters) -> frame         (SQL only)
    charts, exports   frame -> figure; frame or figure -> bytes (pure)
    reference         data/ -> Catalog, or every fault of data/ at once
    frames, filters   the declared shapes that queries, charts, pages and exports share
    model, errors, settings

Which layer may import which is a test: tests/test_architecture.py.
"""

import os

__version__ = "0.1.0"

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Before numpy is loaded: the tables that the reading multiplies are small, and many articles are read by a process for
# each core; threads of their own would only wait for one another.
