"""Word lists written as one string, which reads better than a column of quotes."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, parted by spaces."""
    return tuple(text.split())


def strings(text: str) -> tuple[str, ...]:
    """The parts of a text between its strokes; spaces count."""
    return tuple(text.split("|"))
