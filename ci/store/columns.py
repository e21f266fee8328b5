"""The kinds of columns that the tables are made of."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[datetime]):
    """An aware instant; SQLite, which knows no zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text_column(name: str, **kwargs: Any) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", **kwargs)


def list_column(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False, server_default="[]")


def flag_column(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


def count_column(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def id_column(name: str = "id") -> Column[str]:
    return Column(name, String, primary_key=True)
