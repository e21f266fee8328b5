"""What `apoptoscope poll` does and prints; without options it is called past typer (see `main`)."""

import sys
from datetime import date

from ci.cli.pipe import counted, printing
from ci.cli.progress import progress_bar
from ci.settings import load_settings


def poll(*, only: str | None = None, force: bool = False, since: date | None = None, as_json: bool = False) -> int:
    """Polls once and prints a line for each source; the exit status."""
    from ci.jobs.polling import poll_once

    with progress_bar("Polling") as progress:
        report = poll_once(load_settings(), only=only, force=force, since=since, progress=progress)
    printing()
    sys.stdout.writelines(f"{line.json if as_json else line}\n" for line in report.polls)
    (sys.stderr if as_json else sys.stdout).writelines(f"{note}\n" for note in report.notes)
    sys.stdout.flush()
    if not only and not as_json:
        texts = f", {counted(report.texts_count, 'whole text')} fetched" * bool(report.texts_count)
        asked = counted(report.polled_count, "source") if report.polled_count else "No source was due: none"
        sys.stderr.write(f"{asked} asked, {report.faults_count} with a fault{texts}\n")
    return int(bool(report.faults_count) and (bool(only) or report.faults_count == report.polled_count))
