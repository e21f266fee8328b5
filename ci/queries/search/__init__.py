"""Searching the news: what was typed (asked), which names it means (names), how it is matched (matching), hits."""
