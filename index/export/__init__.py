"""Taking papers away: exports in seven formats, references, texts to copy, and marks and notes back in."""

from .bibtex import citation
from .copying import WHATS, Copied, copy_text, copy_texts
from .importing import Imported, ImportedPaper
from .importing import read as read_import
from .records import record
from .writing import FORMATS, SUFFIXES, Saved, append, save, write

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "WHATS",
    "Copied",
    "Imported",
    "ImportedPaper",
    "Saved",
    "append",
    "citation",
    "copy_text",
    "copy_texts",
    "read_import",
    "record",
    "save",
    "write",
]
