"""The content encoding of an answer: undone as a stream, counted as it grows, and checked for its end."""

import zlib

GZIP = 31
ZLIB = 15
RAW_DEFLATE = -15
MAGIC = b"\x1f\x8b\x08"
_WITHOUT_WORK = {"", "identity", "none", "utf-8"}
"""`utf-8` is a mistake that some servers make; it means nothing."""


class TooLargeError(Exception):
    """More decoded bytes than are allowed."""


class CutOffError(Exception):
    """The compressed stream stopped before its end."""


class NotDecodableError(Exception):
    """Not compressed as was said, or in a way that nobody asked for; str() says which."""


class Unpacker:
    """One layer of gzip or deflate: `feed` gives what has become readable, `finish` complains about a missing end."""

    def __init__(self, window: int, max_bytes: int) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window)
        self._max_bytes = max_bytes
        self._count = 0
        self._has_begun = False
        self._held = b""
        """Bytes too few to tell what they begin."""

    def feed(self, data: bytes) -> bytes:
        out = bytearray()
        data = self._held + data
        self._held = b""
        while data:
            if not self._has_begun and self._window == ZLIB and len(data) < 2:
                self._held = data
                break
            if self._stream.eof and not self._next_member(data):
                break
            out += self._unpack(data)
            data = self._stream.unconsumed_tail or self._stream.unused_data
        return bytes(out)

    def finish(self) -> None:
        if (self._has_begun and not self._stream.eof) or (self._held and not self._has_begun):
            raise CutOffError

    def _unpack(self, data: bytes) -> bytes:
        if not self._has_begun and self._window == ZLIB and not _has_zlib_header(data):
            self._stream = zlib.decompressobj(RAW_DEFLATE)
        self._has_begun = True
        try:
            piece = self._stream.decompress(data, self._max_bytes + 1 - self._count)
        except zlib.error as error:
            raise NotDecodableError("the body is not compressed as its header says") from error
        self._count += len(piece)
        if self._count > self._max_bytes:
            raise TooLargeError
        return piece

    def _next_member(self, data: bytes) -> bool:
        """gzip may be several streams one after the other; anything else behind the end is padding."""
        if self._window != GZIP or not data.startswith(MAGIC):
            is_too_short = self._window == GZIP and MAGIC.startswith(data)
            self._held = data if is_too_short else b""
            return False
        self._stream = zlib.decompressobj(GZIP)
        return True


class Decoder:
    """All layers of a Content-Encoding header, the outermost first."""

    def __init__(self, header: str, max_bytes: int) -> None:
        names = [name.strip().lower() for name in header.split(",")]
        self._max_bytes = max_bytes
        self._layers = [self._layer(name) for name in reversed(names) if name not in _WITHOUT_WORK]
        self._is_untested = not self._layers
        self._held = b""
        self.body = bytearray()

    def feed(self, data: bytes) -> None:
        if self._is_untested:
            data = self._held + data
            if len(data) < len(MAGIC):
                self._held = data
                return
            self._is_untested, self._held = False, b""
            if data.startswith(MAGIC):  # a .gz file served as a feed, without saying so
                self._layers = [Unpacker(GZIP, self._max_bytes)]
        for layer in self._layers:
            data = layer.feed(data)
        self.body += data
        if len(self.body) > self._max_bytes:
            raise TooLargeError

    def finish(self) -> bytes:
        for layer in self._layers:
            layer.finish()
        return bytes(self.body) + self._held

    def _layer(self, name: str) -> Unpacker:
        if name in ("gzip", "x-gzip"):
            return Unpacker(GZIP, self._max_bytes)
        if name == "deflate":
            return Unpacker(ZLIB, self._max_bytes)
        raise NotDecodableError(f"the body is packed as {name[:40]!r}, which was not asked for")


def _has_zlib_header(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
