"""The only place that reads the environment and the settings file; each value remembers where it came from."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from ci.errors import InputError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "APOPTOSCOPE_"
FILE_NAME = "apoptoscope.toml"


@dataclass(frozen=True)
class Settings:
    """All settings; `origins` says of each whether it is the default, the file's or the environment's."""

    database_url: str
    allowed_private_hosts: tuple[str, ...]
    contact: str
    ncbi_api_key: str
    """For ten requests a second at NCBI in place of three; never shown."""
    data_dir: Path
    host: str
    """Address that the dashboard listens on: this machine alone, unless a team is let in (0.0.0.0)."""
    port: int
    origins: Mapping[str, str]

    @property
    def shown(self) -> dict[str, tuple[str, str]]:
        """Name of the environment variable -> (value without a password, where it came from)."""
        out = {}
        for f in fields(self):
            if f.name != "origins":
                value = getattr(self, f.name)
                text = ", ".join(value) if isinstance(value, tuple) else str(value)
                shown = "***" if f.name.endswith("key") and text else text
                out[PREFIX + f.name.upper()] = (
                    without_password(shown) if f.name.endswith("url") else shown,
                    self.origins[f.name],
                )
        return out


def load_settings(environment: Mapping[str, str] | None = None, root: Path = ROOT) -> Settings:
    """Defaults, then `apoptoscope.toml` beside pyproject.toml, then APOPTOSCOPE_… variables, the last one winning."""
    env = os.environ if environment is None else environment
    defaults = {
        "database_url": f"sqlite:///{root / 'var' / 'apoptoscope.sqlite'}",
        "allowed_private_hosts": "",
        "contact": "",
        "ncbi_api_key": "",
        "data_dir": str(root / "data"),
        "host": "127.0.0.1",
        "port": "8501",
    }
    values, origins = dict(defaults), dict.fromkeys(defaults, "default")
    for name, value in _read_file(root / FILE_NAME, set(defaults)).items():
        values[name], origins[name] = value, FILE_NAME
    for name in defaults:
        variable = PREFIX + name.upper()
        if env.get(variable):
            values[name], origins[name] = env[variable], f"environment variable {variable}"
    if not values["port"].isdigit() or not 0 < int(values["port"]) < 65536:
        raise InputError(f"port is {values['port']!r} (from {origins['port']}), expected a number from 1 to 65535")
    return Settings(
        database_url=values["database_url"],
        allowed_private_hosts=tuple(h.strip() for h in values["allowed_private_hosts"].split(",") if h.strip()),
        contact=values["contact"],
        ncbi_api_key=values["ncbi_api_key"],
        data_dir=Path(values["data_dir"]),
        host=values["host"],
        port=int(values["port"]),
        origins=origins,
    )


def _read_file(path: Path, known: set[str]) -> dict[str, str]:
    if not path.is_file():
        return {}
    import tomllib  # most have no such file

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not a TOML file: {error}") from error
    if unknown := set(table) - known:
        raise InputError(f"{path}: unknown setting {sorted(unknown)[0]!r}; known are {', '.join(sorted(known))}")
    return {k: ", ".join(map(str, v)) if isinstance(v, list) else str(v) for k, v in table.items()}


def without_password(url: str) -> str:
    """An address as it may be shown and logged."""
    scheme, separator, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    if "@" not in authority:
        return url
    user = authority.rpartition("@")[0].partition(":")[0]
    return f"{scheme}{separator}{user}:***@{authority.rpartition('@')[2]}{slash}{path}"
