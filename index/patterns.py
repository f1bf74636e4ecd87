"""Regular expressions that are compiled when they are first used: a hundred of them would cost 0.1 s at every start."""

import re
from typing import AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "pattern", "flags", "groups")


class _Lazy:
    """Becomes the compiled expression with the first method that is asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        # From now on the methods are plain attributes, and asking costs no more than of the expression itself.
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, at first use; a wrong expression is told then. Not to be given to functions of `re`."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
