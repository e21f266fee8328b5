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

__version__ = "0.1.0"
