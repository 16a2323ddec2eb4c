"""Content codings undone piece by piece, so that a small body cannot become a large memory."""

import importlib
import zlib
from collections.abc import Iterator
from typing import Any, Protocol

PIECE = 1 << 18


class _Decoder(Protocol):
    done: bool  # the coded stream has come to its proper end
    rest: bytes  # what came after that end

    def pieces(self, data: bytes) -> Iterator[bytes]: ...


def _optional(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


_brotli = _optional("brotli")
if _brotli is not None and not hasattr(_brotli.Decompressor, "can_accept_more_data"):
    _brotli = None  # before 1.2 it cannot be stopped, and a bomb goes off in one call
_zstd = _optional("compression.zstd", "backports.zstd")

CODINGS = ("gzip", "deflate", *(("br",) if _brotli else ()), *(("zstd",) if _zstd else ()))
"""What we can undo, and so what we may ask for."""


class _Zlib:
    def __init__(self) -> None:
        self._stream: Any = None
        self.done = False
        self.rest = b""

    def _begin(self, start: bytes) -> Any:
        return zlib.decompressobj(zlib.MAX_WBITS + 16)

    def pieces(self, data: bytes) -> Iterator[bytes]:
        self._stream = self._stream or self._begin(data)
        piece = b""
        while data or len(piece) == PIECE:
            piece = self._stream.decompress(data, PIECE)
            data = self._stream.unconsumed_tail
            yield piece
        self.done = self._stream.eof
        self.rest = self._stream.unused_data


class _Deflate(_Zlib):
    def _begin(self, start: bytes) -> Any:
        """Some servers send it bare, without the zlib header (RFC 9110, 8.4.1.2), whose check this is."""
        header = start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if header else -zlib.MAX_WBITS)


class _Brotli:
    def __init__(self) -> None:
        self._stream = _brotli.Decompressor()
        self.done = False
        self.rest = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield self._stream.process(data, output_buffer_limit=PIECE)
        while not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=PIECE)
        self.done = self._stream.is_finished()


class _Zstd:
    def __init__(self) -> None:
        # A frame may ask for a window of gigabytes; 8 MB is what RFC 9659 grants it over HTTP.
        most = {_zstd.DecompressionParameter.window_log_max: 23}
        self._stream = _zstd.ZstdDecompressor(options=most)
        self.done = False
        self.rest = b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield self._stream.decompress(data, PIECE)
        while not (self._stream.needs_input or self._stream.eof):
            yield self._stream.decompress(b"", PIECE)
        self.done = self._stream.eof
        self.rest = self._stream.unused_data


_KINDS: dict[str, type[_Decoder]] = {
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}
_AGAIN = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
_BROKEN: tuple[type[Exception], ...] = (
    zlib.error,
    EOFError,
    *((_brotli.error,) if _brotli else ()),
    *((_zstd.ZstdError,) if _zstd else ()),
)


def inflate(chunks: Iterator[bytes], coding: str) -> Iterator[bytes]:
    """Undoes one content coding, in pieces of some 256 KB.

    Raises ValueError (a short reason) for a coding that is not in CODINGS, a broken or a cut-off stream.
    """
    if not coding or coding == "identity":
        yield from chunks
        return
    if coding not in CODINGS and coding != "x-gzip":
        raise ValueError(f"sent in the coding {coding[:40]!r}, which was not asked for")
    decoder: _Decoder | None = None
    rest = b""
    for chunk in chunks:
        data, rest = rest + chunk, b""
        while data:
            if decoder is None or decoder.done:
                if len(data) < 4:  # too little to tell what begins here
                    rest = data
                    break
                if decoder and not data.startswith(_AGAIN.get(coding, b"-")):
                    break  # padding; else a further member (RFC 1952, 2.2)
                decoder = _KINDS[coding]()
            try:
                yield from decoder.pieces(data)
            except _BROKEN as error:
                raise ValueError(f"broken {coding} data") from error
            data = decoder.rest if decoder.done else b""
    if decoder and not decoder.done:
        raise ValueError(f"the {coding} data is cut off")
