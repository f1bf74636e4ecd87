"""config.toml as paperdeck would write it, every key with its default and purpose; and its JSON Schema for editors."""

from itertools import groupby

import orjson

from ..language import _
from .keys import Key, known_keys

SCHEMA_ADDRESS = "https://json-schema.org/draft/2020-12/schema"


def default_text() -> str:
    """The commented default file, in the language in force; read back as it is, it changes nothing."""
    lines = [_comment(_("paperdeck reads this file when it starts and again when it is saved. All of it is optional."))]
    for section, keys in groupby(known_keys(), key=_shown_section):
        lines.append("")
        if section:
            lines.append(f"[{section}]")
        for key in keys:
            lines += [_comment(key.purpose), _comment(_("Expected: {what}.").format(what=key.expected()))]
            lines.append(f"# {_example(key)}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return f"# {text}"


def _shown_section(key: Key) -> str:
    return key.name if key.is_table else key.section


def _example(key: Key) -> str:
    match key.kind:
        case "bindings":
            return 'star = ["s", "f8"]'
        case "searches":
            return '"to read" = "is:unread up:>20"'
        case _:
            default = list(key.default) if isinstance(key.default, tuple | list) else key.default
            return f"{key.last} = {orjson.dumps(default).decode()}"


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of config.toml, indented; English, since it is a file of the package."""
    top: dict[str, object] = {}
    sections: dict[str, dict[str, object]] = {}
    for key in known_keys():
        target = sections.setdefault(key.section, {}) if key.section else top
        target[key.last] = _property(key)
    for name, keys in sections.items():
        top[name] = {"type": "object", "additionalProperties": False, "properties": keys}
    whole = {
        "$schema": SCHEMA_ADDRESS,
        "title": "paperdeck config.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": top,
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2) + b"\n"


def _property(key: Key) -> dict[str, object]:
    text: dict[str, object] = {"type": "string"}
    rules: dict[str, object]
    match key.kind:
        case "text" | "path":
            rules = text
        case "paths":
            rules = {"type": "array", "items": text, "uniqueItems": True}
        case "switch":
            rules = {"type": "boolean"}
        case "whole" | "number":
            rules = {"type": "integer" if key.kind == "whole" else "number", "minimum": key.low, "maximum": key.high}
        case "choice" if key.name == "reading.read_policy":
            rules = {"anyOf": [{"enum": list(key.choices)}, {"type": "number", "minimum": 0}]}
        case "choice" if key.name == "language":
            rules = {"anyOf": [{"enum": list(key.choices)}, {"type": "string", "pattern": "^(zh|en)([-_.].*)?$"}]}
        case "choice":
            rules = {"enum": list(key.choices)}
        case "choices":
            rules = {"type": "array", "items": {"enum": list(key.choices)}, "uniqueItems": True}
        case "bindings":
            several: dict[str, object] = {"type": "array", "items": text}
            rules = {"type": "object", "additionalProperties": {"anyOf": [text, several]}}
        case "searches":
            rules = {"type": "object", "additionalProperties": text}
    default = {} if key.is_table else {"default": key.default}
    return {"description": key.purpose, **rules, **default}
