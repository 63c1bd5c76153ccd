"""Every key of the program, in one table: its id, its default, what it does, and why.

Chosen from what terminals, browsers and text fields leave alone (style 4.5). The same table
makes the bindings, the bar at the foot of the screen, the help and the page in docs/.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from callcentre.errors import BadInput
from callcentre.i18n import N_

# Keys that never arrive, or arrive as another: the terminal's, the browser's, Enter's twins.
RESERVED = frozenset(
    {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+w", "ctrl+t", "ctrl+n", "ctrl+z", "f5", "f11", "f12"}
)


@dataclass(frozen=True, slots=True)
class Key:
    """One action: `place` says on which screen it works."""

    id: str
    key: str
    action: str
    label: str
    tooltip: str
    show: bool = False
    priority: bool = False

    @property
    def place(self) -> str:
        return self.id.split(".")[0]


KEYS: tuple[Key, ...] = (
    Key(
        "any.help", "f9", "show_keys", N_("Keys"), N_("Show every key of this screen."), True, True
    ),
    Key(
        "any.palette",
        "ctrl+p",
        "command_palette",
        N_("All actions"),
        N_("Find any action by its name."),
        True,
    ),
    Key(
        "any.sign_out",
        "ctrl+s",
        "sign_out",
        N_("Sign out"),
        N_("Leave this desk to somebody else."),
    ),
    Key("any.quit", "ctrl+q", "leave", N_("Quit"), N_("Leave the program."), priority=True),
    Key(
        "call.next",
        "f2",
        "next_step",
        N_("Next"),
        N_("Go on to the next step, or see what is still to ask."),
        True,
        True,
    ),
    Key(
        "call.back",
        "f3",
        "previous_step",
        N_("Back"),
        N_("Go back a step; nothing typed is lost."),
        True,
        True,
    ),
    Key(
        "call.said",
        "ctrl+o",
        "said",
        N_("Said"),
        N_("The customer has heard this sentence and agrees."),
        True,
        True,
    ),
    Key(
        "call.queue",
        "f4",
        "show_queue",
        N_("Queue"),
        N_("Look at the queue; the call goes on."),
        True,
        True,
    ),
    Key(
        "call.calmer",
        "f6",
        "calmer",
        N_("Calmer"),
        N_("The caller is calmer than shown."),
        True,
        True,
    ),
    Key(
        "call.angrier",
        "f7",
        "angrier",
        N_("Angrier"),
        N_("The caller is angrier than shown."),
        True,
        True,
    ),
    Key(
        "call.lead",
        "f8",
        "get_lead",
        N_("Get lead"),
        N_("Ask a team lead to come; press again to take it back."),
        True,
        True,
    ),
    Key(
        "call.declined",
        "ctrl+b",
        "declined",
        N_("Not given"),
        N_("Asked, but the customer does not want to say."),
        priority=True,
    ),
    Key(
        "call.language",
        "ctrl+g",
        "next_language",
        N_("Language"),
        N_("Speak another language with the caller; every phrase changes."),
        priority=True,
    ),
    Key(
        "call.menu",
        "escape",
        "call_menu",
        N_("More"),
        N_("Line lost, nobody there, lead here, another time, answer what is owed."),
        True,
    ),
    Key(
        "call.down",
        "pagedown",
        "words(1)",
        N_("Read on"),
        N_("Read on in a sentence longer than its panel."),
        priority=True,
    ),
    Key(
        "call.up",
        "pageup",
        "words(-1)",
        N_("Read again"),
        N_("Go back in a sentence longer than its panel."),
        priority=True,
    ),
    Key("queue.take", "f2", "take_call", N_("Take a call"), N_("The telephone rings."), True, True),
    Key(
        "queue.answer",
        "enter",
        "answer",
        N_("Answer"),
        N_("Call the customer of this row and give the answer owed."),
        True,
    ),
    Key(
        "queue.call",
        "f4",
        "back_to_call",
        N_("To the call"),
        N_("Go back to the call in progress."),
        True,
        True,
    ),
    Key("queue.case", "c", "open_case", N_("Case"), N_("Open the case of this row."), True),
    Key(
        "queue.move",
        "r",
        "move_promise",
        N_("Another time"),
        N_("Agree another time with the customer before this one is due."),
        True,
    ),
    Key(
        "queue.mine",
        "m",
        "filter('mine')",
        N_("Mine"),
        N_("Show what I owe."),
    ),
    Key(
        "queue.team",
        "t",
        "filter('team')",
        N_("Everybody's"),
        N_("Show what the desk owes."),
    ),
    Key(
        "queue.overdue",
        "o",
        "filter('overdue')",
        N_("Overdue"),
        N_("Show what is late."),
    ),
    Key("queue.cases", "f3", "find_cases", N_("Cases"), N_("Find a case."), True, True),
    Key(
        "queue.people",
        "f8",
        "people",
        N_("People"),
        N_("Who works here; for team leads."),
        False,
        True,
    ),
    Key("answer.file", "f2", "file_answer", N_("File"), N_("File the answer."), True, True),
    Key(
        "answer.said",
        "ctrl+o",
        "said",
        N_("Said"),
        N_("The customer has heard this; tick it."),
        True,
        True,
    ),
    Key(
        "answer.queue",
        "f4",
        "show_queue",
        N_("Queue"),
        N_("Look at the queue; the answer stays open."),
        True,
        True,
    ),
    Key(
        "answer.menu",
        "escape",
        "answer_menu",
        N_("Not reached"),
        N_("Nobody answered, or leave this for later."),
        True,
    ),
    Key("page.close", "escape", "close", N_("Back"), N_("Close this page."), True),
    Key("page.up", "pageup", "page_up", N_("Page up"), N_("A page up."), False),
    Key("page.down", "pagedown", "page_down", N_("Page down"), N_("A page down."), False),
    Key("cases.open", "enter", "open", N_("Open"), N_("Open this case."), True),
    Key("people.add", "f2", "add", N_("Add"), N_("Add somebody."), True, True),
    Key(
        "people.active",
        "f3",
        "toggle_active",
        N_("Close or reopen"),
        N_("Close or reopen this account."),
        True,
        True,
    ),
    Key(
        "people.passphrase",
        "f4",
        "passphrase",
        N_("New passphrase"),
        N_("Set a new passphrase for this person."),
        True,
        True,
    ),
)
BY_ID = {key.id: key for key in KEYS}


def bindings(*ids: str) -> list[BindingType]:
    """The bindings of those actions, with ids so that a keymap can move them."""
    return [_binding(BY_ID[id_]) for id_ in ids]


def _binding(key: Key) -> Binding:
    return Binding(
        key.key,
        key.action,
        key.label,
        show=key.show,
        priority=key.priority,
        tooltip=key.tooltip,
        id=key.id,
    )


def check_keymap(keymap: Mapping[str, str]) -> None:
    """Refuse a keymap Textual would swallow in silence: an unknown id, a key that never
    arrives, or one key for two actions of the same screen."""
    for id_, key in keymap.items():
        if id_ not in BY_ID:
            raise BadInput(N_("[keys] “{id}” is no action."), id=id_)
        if key in RESERVED:
            raise BadInput(N_("[keys] {id}: the key {key} never arrives."), id=id_, key=key)
    for one, other, key in _clashes(keymap):
        raise BadInput(
            N_("[keys] {key} would do both {one} and {other}."), key=key, one=one, other=other
        )


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    taken: dict[tuple[str, str], str] = {}
    places = {key.place for key in KEYS} - {"any"}
    for key in KEYS:
        pressed = keymap.get(key.id, key.key)
        for place in places if key.place == "any" else (key.place,):
            holder = taken.setdefault((place, pressed), key.id)
            if holder != key.id:
                yield holder, key.id, pressed
