from pathlib import Path

import pytest

from ci.errors import InputError
from ci.settings import load_settings


def test_the_default_is_sqlite_under_var(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/var/apoptoscope.sqlite"
    assert settings.origins["database_url"] == "default"


def test_the_environment_wins_over_the_file_and_both_are_named(tmp_path: Path) -> None:
    (tmp_path / "apoptoscope.toml").write_text(
        'port = 9000\nallowed_private_hosts = ["127.0.0.1:8099", "feeds.local:80"]'
    )
    settings = load_settings({"APOPTOSCOPE_PORT": "9100"}, tmp_path)
    assert (settings.port, settings.origins["port"]) == (9100, "environment variable APOPTOSCOPE_PORT")
    assert settings.allowed_private_hosts == ("127.0.0.1:8099", "feeds.local:80")
    assert settings.origins["allowed_private_hosts"] == "apoptoscope.toml"


@pytest.mark.parametrize(
    ("file", "environment", "sentence"),
    [
        ("prot = 1", {}, "unknown setting 'prot'"),
        ("port = ", {}, "not a TOML file"),
        ("", {"APOPTOSCOPE_PORT": "http"}, "port is 'http'"),
        ("", {"APOPTOSCOPE_PORT": "70000"}, "port is '70000'"),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, file: str, environment: dict[str, str], sentence: str) -> None:
    (tmp_path / "apoptoscope.toml").write_text(file)
    with pytest.raises(InputError, match=sentence):
        load_settings(environment, tmp_path)


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    url = "postgresql://analyst:s3cret@db.example:5432/ci"
    shown = load_settings({"APOPTOSCOPE_DATABASE_URL": url}, tmp_path).shown["APOPTOSCOPE_DATABASE_URL"][0]
    assert shown == "postgresql://analyst:***@db.example:5432/ci"
