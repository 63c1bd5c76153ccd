"""Wrapping for sentences that are read aloud, Chinese and English mixed.

Chinese breaks anywhere but before a closing and after an opening mark; a Latin word is kept
whole unless it is longer than the line.
"""

import re

from rich.cells import cell_len, chop_cells

_CLOSING = frozenset("，。、；：？！）】》」』”’…·,.;:?!)]}%")
_OPENING = frozenset("（【《「『“‘([{")
# A run of Latin characters, one wide character, or a space.
_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[ \t]+|[{_WIDE}]|[^ \t{_WIDE}]+")


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells."""
    if width <= 0:
        return [text]
    return [line for paragraph in text.split("\n") for line in _wrap(paragraph, width)]


def _wrap(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _unbreakable(paragraph):
        if cell_len(line) + cell_len(piece.rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = chop_cells(piece.lstrip(), width) or [""]
        lines += full
    return [*lines, line.rstrip()]


def _unbreakable(paragraph: str) -> list[str]:
    """Pieces between which a line may break: marks stay with the character they belong to."""
    pieces: list[str] = []
    for piece in _PIECE.findall(paragraph):
        glued = pieces and (piece[0] in _CLOSING or pieces[-1][-1] in _OPENING)
        if glued or (piece.isspace() and pieces):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
