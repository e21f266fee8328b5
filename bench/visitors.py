"""Visitors without a browser: they speak Streamlit's protocol, ask for a page and filter it, and draw nothing.

Twenty browsers would need more cores than a server has; what is measured here is the server alone, ours and the
floor's by the same visitors: from the question to the end of the answer.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, repeat

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SMALL = 4_000
"""What ends an answer is a small message; the large ones are not unpacked."""


@dataclass(frozen=True)
class Visit:
    """A page by its path, and the queries that are asked for one after another."""

    path: str
    queries: Sequence[str]


class Visitor:
    """One session, as a browser keeps it open."""

    def __init__(self, socket: websockets.ClientConnection, address: str, path: str) -> None:
        self._socket, self._address, self._path, self._script = socket, address, path, ""

    async def ask(self, query: str) -> float:
        """Milliseconds until the whole page has come."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = query, self._script
        asked.page_name = "" if self._script else self._path
        asked.context_info.url = f"{self._address}/{self._path}"
        asked.context_info.timezone = "UTC"
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            told = await self._socket.recv()
            assert isinstance(told, bytes)
            if len(told) > SMALL:
                continue
            answer = ForwardMsg.FromString(told)
            kind = answer.WhichOneof("type")
            if kind == "new_session" and not self._script:
                self._script = answer.new_session.page_script_hash
            if kind == "navigation":  # names the page itself; a session begins with the entry
                self._script = answer.navigation.page_script_hash
            if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return (time.perf_counter() - begun) * 1000


def at_once(address: str, visits: Sequence[Visit]) -> list[float]:
    """All visitors at once, each without a pause; milliseconds of every change after each one's first page."""
    return asyncio.run(_at_once(address, visits))


async def _at_once(address: str, visits: Sequence[Visit]) -> list[float]:
    all_open = asyncio.Barrier(len(visits))
    found = await asyncio.gather(*(_visit(address, visit, all_open) for visit in visits))
    return [took for one in found for took in one]


async def _visit(address: str, visit: Visit, all_open: asyncio.Barrier) -> list[float]:
    async with _connected(address) as socket:
        visitor = Visitor(socket, address, visit.path)
        await visitor.ask("")
        await all_open.wait()
        return [await visitor.ask(query) for query in visit.queries]


def _connected(address: str) -> websockets.connect:
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    return websockets.connect(url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None)


def again_and_again(address: str, visits: Sequence[Visit], count: int) -> None:
    """So many changes in all, by one visitor after another."""
    for visit in visits:
        queries = list(islice((q for some in repeat(visit.queries) for q in some), count // len(visits)))
        at_once(address, [Visit(visit.path, queries)])
