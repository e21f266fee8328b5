"""The layers of the house, as a test: who may import whom, and where the rim is."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ci"

BASE = {"model", "when", "errors", "shown"}
MAY_IMPORT: dict[str, set[str]] = {
    "when": set(),
    "model": {"when"},
    "acts": {"model"},
    "errors": set(),
    "shown": set(),
    "frames": set(),
    "filters": set(),
    "settings": {"errors"},
    "quality": set(),
    "reference": BASE,
    "merge": BASE,
    "feeds": BASE,
    "extract": BASE,
    "proposals": BASE | {"reference", "feeds"},
    "store": BASE | {"merge"},
    "queries": BASE | {"acts", "merge", "store", "frames", "filters"},
    "charts": BASE | {"acts", "frames"},
    "exports": BASE | {"acts", "frames", "filters"},
    "jobs": BASE | {"settings", "reference", "feeds", "extract", "proposals", "store", "queries"},
    "service": {"errors", "settings"},
    "pages": BASE
    | {"acts", "quality", "queries", "charts", "exports", "frames", "filters", "settings", "jobs", "store"},
    "cli": BASE
    | {"jobs", "settings", "reference", "store", "queries", "exports", "filters", "frames", "feeds", "service"},
}
ONLY_IN = {
    "streamlit": {"pages"},
    "aiohttp": {"feeds"},
    "plotly": {"charts", "pages", "exports"},
    "sqlalchemy": {"store", "queries", "pages"},
    "alembic": {"store"},
    "typer": {"cli"},
    "feedparser": {"feeds"},
    "trafilatura": {"feeds"},
    "ahocorasick_rs": {"extract"},
    "xlsxwriter": {"exports"},
    "pptx": {"exports"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "ci" else {node.module or ""}
            )
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_downwards(path: Path) -> None:
    layer = layer_of(path)
    if layer == "__init__":
        return
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "ci" and len(parts) > 1 and name != "ci.__version__":
            allowed = MAY_IMPORT[layer] | {layer}
            assert parts[1] in allowed, f"{layer} may import {sorted(allowed)}, not ci.{parts[1]}"
        if parts[0] in ONLY_IN:
            assert layer in ONLY_IN[parts[0]], f"{parts[0]} belongs to {sorted(ONLY_IN[parts[0]])}, not to {layer}"


def test_every_layer_is_declared() -> None:
    layers = {layer_of(path) for path in modules()} - {"__init__"}
    assert layers == set(MAY_IMPORT), "a new package or module under ci/ needs a line in MAY_IMPORT"


def test_only_fetch_touches_the_network() -> None:
    for path in modules():
        if {"aiohttp", "requests", "httpx"} & {name.split(".")[0] for name in imports_of(path)}:
            assert path == PACKAGE / "feeds" / "fetch.py" or path.parent == PACKAGE / "feeds" / "fetch", path


def test_only_settings_reads_the_environment() -> None:
    for path in modules():
        if re.search(r"os\.(environ(?!\.setdefault)|getenv)", path.read_text(encoding="utf-8")):
            assert path.name in ("settings.py", "service.py"), path


def test_the_entry_of_the_dashboard_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 30


def test_no_registry_address_in_the_lock() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text and "index-url" not in text, lock
        assert "--hash=sha256:" in text
