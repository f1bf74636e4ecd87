# pyright: reportMissingTypeStubs=false
# (Whoosh carries no types; only its exceptions are named here.)
"""What a damaged index raises when it is read, as one tuple, and what a writer meets that is no damage."""

import struct
import zlib
from functools import cache
from pickle import UnpicklingError


@cache
def damage() -> tuple[type[Exception], ...]:
    """The exceptions that mean damage; LockError, timeouts and query errors are none of them."""
    from whoosh.filedb.filetables import FileFormatError
    from whoosh.index import EmptyIndexError
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.reading import CorruptIndexError, TermNotFound

    return (
        UnpicklingError,
        EOFError,
        struct.error,
        zlib.error,
        ValueError,  # UnicodeDecodeError is one
        TypeError,
        LookupError,  # KeyError and IndexError
        AttributeError,
        AssertionError,
        ImportError,
        OverflowError,
        MemoryError,
        OSError,
        FileFormatError,
        WhooshIndexError,
        EmptyIndexError,
        TermNotFound,
        CorruptIndexError,
    )
