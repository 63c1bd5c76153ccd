"""Text taken apart: each piece that is understood is taken out, so that what is left is seen."""

import re
from dataclasses import dataclass, replace

GAP = "|"


@dataclass(frozen=True, slots=True)
class Rest:
    """What was typed, and the part of it that nobody has understood yet."""

    typed: str
    text: str

    def take(self, pattern: re.Pattern[str]) -> tuple[list[re.Match[str]], "Rest"]:
        """Every piece of that form, and the rest. A gap stays where a piece was: what stood
        on its two sides was not written as one word."""
        found = list(pattern.finditer(self.text))
        return found, replace(self, text=pattern.sub(f" {GAP} ", self.text))
