"""Brings the catalogues of the interface up to date: messages from the sources, catalogue (.po), compiled form (.mo).

Run as `python tools/update_language.py`. It lists what is untranslated and gives 1 while there is any, 0 when all is
said. The files hold no dates, no places and no versions, so that the same messages give the same bytes.
"""

import ast
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ROOMS = ("index", "tui", "themes")
LANGUAGES = ("zh_CN",)
LOCALE = ROOT / "index" / "locale"

HEAD = "# The words of paperdeck, brought up to date by `make language`; what stands in msgstr is written by hand."

TRANSLATED = ("_", "ngettext", "Problem")
"""The functions whose texts are translated. They are found in the syntax tree, in f-strings too, on every Python."""

Id = str | tuple[str, str]


class PlainCatalog(Catalog):
    """A catalogue whose header says what a reader of it needs, and nothing that changes by itself."""

    language = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Language, encoding and plural forms."""
        return [
            ("Language", self.language),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def messages() -> list[Id]:
    """Every message of the sources: a text, or the pair of one and many; in the order of the texts."""
    return sorted(set(_extracted()), key=lambda found: (found,) if isinstance(found, str) else found)


def _extracted() -> Iterator[Id]:
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
                    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                    found = [text for text in texts if isinstance(text, str)]
                    if node.func.id == "ngettext" and len(found) == 2:
                        yield (found[0], found[1])
                    elif found:
                        yield found[0]


def catalogue_file(language: str) -> Path:
    """Where a language's catalogue lies; the compiled one lies beside it."""
    return LOCALE / language / "LC_MESSAGES" / "paperdeck.po"


def translations(language: str) -> dict[str, str]:
    """What the catalogue says now, by the text of one; a message that is not said yet is left out."""
    file = catalogue_file(language)
    if not file.exists():
        return {}
    with file.open("rb") as stream:
        known = read_po(stream, locale=language)
    return {_key(message.id): said for message in known if message.id and (said := _said(message))}


def _key(id_: str | Sequence[str]) -> str:
    """A message by its text, one of several things by the text of one."""
    return id_ if isinstance(id_, str) else id_[0]


def _said(message: Message) -> str:
    string = message.string
    return string if isinstance(string, str) else (string[0] if string else "")


def catalogue(language: str) -> PlainCatalog:
    """The messages of the sources with what is known of their translations; Chinese has one form for any number."""
    known = translations(language)
    catalog = PlainCatalog(
        locale=language,
        fuzzy=False,
        header_comment=HEAD,
    )
    catalog.language = language
    for id_ in messages():
        said = known.get(_key(id_), "")
        catalog.add(id_, said if isinstance(id_, str) else (said,))
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalogue as a .po file."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, no_location=True, sort_output=True)
    return stream.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as a .mo file, without what is untranslated."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> int:
    """Write the catalogues of all languages; 1 while something is untranslated."""
    status = 0
    for language in LANGUAGES:
        catalog, file = catalogue(language), catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(catalog))
        file.with_suffix(".mo").write_bytes(compiled(catalog))
        missing = [_key(message.id) for message in catalog if message.id and not _said(message)]
        for text in missing:
            print(f"{language}: {text!r}")
        print(f"{language}: {len(list(catalog)) - 1} messages, {len(missing)} untranslated", file=sys.stderr)
        status |= bool(missing)
    return status


if __name__ == "__main__":
    sys.exit(main())
