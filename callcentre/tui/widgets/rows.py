"""What a form is made of: rows as plain values, made by a screen from its draft."""

from dataclasses import dataclass

# Turns to the next page of options, where there are more than fit.
MORE = "0"
# One key an option, in the order of the options.
OPTION_KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: the value kept and the words shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a form. `place` names what it writes, `mark` stands at its end."""

    place: str
    label: str
    mark: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow(Row):
    """A text field of `lines` lines. On one that is `flowing`, Enter goes on to the next; what is
    `suggested` is replaced by the first letter typed."""

    value: str
    lines: int = 1
    flowing: bool = True
    secret: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow(Row):
    """One of several, one key each; `proposed` is taken when nothing else is."""

    options: tuple[Option, ...]
    value: str = ""
    proposed: str = ""

    def label_of(self, value: str) -> str:
        return next((o.label for o in self.options if o.value == value), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TicksRow(Row):
    """Any number of several, one key each."""

    options: tuple[Option, ...]
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow(Row):
    """A line to read; nothing is typed in it."""

    text: str
    tone: str = ""
