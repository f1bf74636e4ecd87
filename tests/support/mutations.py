"""Reports damaged as editors, models and transfers damage them, and as an enemy would."""

import random

_BYTES = [b"```", b"<details>", b"</details>", b"\x00", b"\xff\xfe", b"**", b"\r", b"\x1b[2J"]
_MARKS = [
    "*", "**", "~~", "`", "```", "~~~", "$", "$$", "\\(", "\\[", "\\", "[", "]", "](", "]:", "![", "(", ")", "<",
    ">", "<!--", "-->", "</", "<details>", "</details>", "<summary>", "</summary>", "<b", "<p>", "<a", "<br>", "&",
    "|", "\\|", "|-|-|", "#", "-", "+", ">", "1.", "7)", "===", "---", "_", "__", "：", ":", "。", "，", "【", "（",
    "\"", "'", "{",
]  # fmt: skip


def mutated(data: bytes, luck: random.Random) -> bytes:
    """The bytes with a few of them changed, marks put in or taken out, and lines dropped, doubled, swapped or cut."""
    lines = data.split(b"\n")
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(len(lines))
        line = lines[at]
        match luck.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at] = line[: luck.randint(0, len(line))]
            case 3 if line:
                spot = luck.randrange(len(line))
                lines[at] = line[:spot] + bytes([luck.randrange(256)]) + line[spot + 1 :]
            case 4:
                other = luck.randrange(len(lines))
                lines[at], lines[other] = lines[other], line
            case 5 | 6:
                text = line.decode("utf-8", "replace")
                spot = luck.randint(0, len(text))
                lines[at] = (text[:spot] + luck.choice(_MARKS) + text[spot + luck.randrange(3) :]).encode()
            case 7:
                mark = luck.choice(_MARKS).encode()
                lines[at] = line.replace(mark, b"", 1) if mark in line else mark + b" " + line
            case _:
                lines[at] = line + luck.choice(_BYTES)
        lines = lines or [b""]
    whole = b"\n".join(lines)
    return whole[: luck.randint(0, len(whole))] if luck.random() < 0.1 else whole
