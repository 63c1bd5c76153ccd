"""The door: who may come in, what they may do there, and the first start of all."""

from pathlib import Path

import pytest

from callcentre.domain.staff import Role
from callcentre.services.founding import centre_of
from callcentre.services.people import everybody, set_active, sign_in
from callcentre.services.ports import Office
from callcentre.tui.app import CallCentreApp
from callcentre.tui.screens.call import CallScreen
from callcentre.tui.screens.people import PeopleScreen
from callcentre.tui.screens.queue import QueueScreen
from callcentre.tui.screens.sign_in import SignInScreen
from tests.support.centres import PASSPHRASE
from tests.support.clock import FakeClock
from tests.support.desks import make_app
from tests.tui.floor import AGENT_NAME, OTHER_NAME, Floor
from tests.tui.hands import Hands, sitting_at

WRONG = "The name or the passphrase is wrong."


async def knock(hands: Hands, name: str, passphrase: str = PASSPHRASE) -> None:
    """Name, Enter, passphrase, Enter."""
    await hands.go("name")
    await hands.fill({"name": name, "passphrase": passphrase})
    await hands.press("enter", "enter")


async def test_the_right_name_and_passphrase_open_the_queue(floor: Floor) -> None:
    """AU-10. The passphrase is on the screen at no time."""
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        await hands.type(AGENT_NAME)
        await hands.press("enter")
        await hands.type(PASSPHRASE)
        assert PASSPHRASE not in hands.text
        await hands.press("enter")
        assert isinstance(hands.app.screen, QueueScreen)
        assert AGENT_NAME in hands.text.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [(AGENT_NAME, "wrong horse battery"), ("nobody", PASSPHRASE), (AGENT_NAME, ""), ("", "")],
)
async def test_anything_wrong_is_one_answer(floor: Floor, name: str, passphrase: str) -> None:
    """Who works here is nobody's business: an unknown name reads like a wrong passphrase."""
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        await knock(hands, name, passphrase)
        assert isinstance(hands.app.screen, SignInScreen)
        assert WRONG in hands.text
        await knock(hands, OTHER_NAME)
        assert isinstance(hands.app.screen, QueueScreen)


async def test_a_closed_account_stays_outside(floor: Floor) -> None:
    set_active(floor.office, floor.lead, floor.agent.id, False)
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        await knock(hands, AGENT_NAME)
        assert "This account is closed; ask a team lead." in hands.text
        assert isinstance(hands.app.screen, SignInScreen)


async def test_people_are_for_leads(floor: Floor) -> None:
    """Section 3.4: an agent is told who may, a lead may."""
    async with sitting_at(floor.app()) as hands:
        await hands.press("f8")
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.toasts == ["This needs a team lead."]
    async with sitting_at(floor.app(floor.lead)) as hands:
        await hands.press("f8")
        assert isinstance(hands.app.screen, PeopleScreen)
        assert AGENT_NAME in hands.text


async def test_a_lead_hires_and_closes_an_account(floor: Floor) -> None:
    async with sitting_at(floor.app(floor.lead)) as hands:
        await hands.press("f8", "f2")
        await hands.fill({"name": "Li Na", "passphrase": PASSPHRASE})
        await hands.choose("role", Role.LEAD.value)
        await hands.press("f2")
        await hands.until(lambda: "Li Na" in hands.text, "the new name in the list")
        assert sign_in(floor.office, "Li Na", PASSPHRASE).role is Role.LEAD
        await hands.press("home")
        first = hands.table.cursor
        await hands.press("f3")
        await hands.until(lambda: "account closed" in hands.text, "the closed account")
    [closed] = [person for person in everybody(floor.office) if not person.active]
    assert closed.id == first


async def test_the_desk_is_handed_over(floor: Floor) -> None:
    """Whoever signs in next sees nothing of what was typed at the door before."""
    async with sitting_at(floor.app(at_the_door=True)) as hands:
        await knock(hands, AGENT_NAME)
        await hands.press("ctrl+s")
        assert isinstance(hands.app.screen, SignInScreen)
        await knock(hands, OTHER_NAME)
        assert isinstance(hands.app.screen, QueueScreen)
        assert OTHER_NAME in hands.text.splitlines()[0]


async def test_nobody_leaves_in_the_middle_of_a_call_by_accident(floor: Floor) -> None:
    """Signing out waits for the call; quitting asks, and Escape stays on the call."""
    async with sitting_at(floor.app()) as hands:
        await hands.press("f2", "ctrl+s")
        assert isinstance(hands.app.screen, CallScreen)
        assert hands.toasts == ["Finish what is open first."]
        await hands.press("ctrl+q")
        assert "A conversation is open" in hands.text
        await hands.press("escape")
        assert isinstance(hands.app.screen, CallScreen)


# --- the first start --------------------------------------------------------------------------

GOOD = {
    "name": "利达物流",
    "zone": "Asia/Shanghai",
    "line": "400-000-0000",
    "lead": "周敏",
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
}


@pytest.fixture
def first_start(sqlite_office: Office, clock: FakeClock, tmp_path: Path) -> CallCentreApp:
    return make_app(sqlite_office, clock, tmp_path)


async def test_five_answers_make_a_centre(
    first_start: CallCentreApp, sqlite_office: Office
) -> None:
    """Name, zone, hotline, lead and passphrase; then the queue is open."""
    async with sitting_at(first_start) as hands:
        assert "A new centre" in hands.text
        await hands.fill(GOOD)
        await hands.go("again")
        await hands.press("enter")
        assert isinstance(hands.app.screen, QueueScreen)
    centre = centre_of(sqlite_office)
    assert centre is not None
    assert (centre.name, centre.zone, centre.country) == ("利达物流", "Asia/Shanghai", "CN")
    assert centre.lines[0].number == "400-000-0000"
    [lead] = everybody(sqlite_office)
    assert (lead.name, lead.role) == ("周敏", Role.LEAD)
    assert sign_in(sqlite_office, "周敏", PASSPHRASE) == lead


async def test_the_zone_proposed_is_typed_over(first_start: CallCentreApp) -> None:
    """A city is enough, in whatever case."""
    async with sitting_at(first_start) as hands:
        await hands.fill(GOOD)
        await hands.go("zone")
        await hands.type("singapore")
        assert hands.written("zone") == "singapore"
        await hands.go("again")
        await hands.press("enter")
        assert hands.app.at.zone == "Asia/Singapore"


async def test_another_language_keeps_what_was_answered(first_start: CallCentreApp) -> None:
    """The first thing a Chinese lead does is to change the language."""
    async with sitting_at(first_start) as hands:
        await hands.fill({"name": "利达物流", "passphrase": "half a passph"})
        await hands.go("line")
        await hands.type("400")
        with hands.app._context():
            await hands.app.run_action("use_language('zh_CN')")
        await hands.settle()
        assert "新建" in hands.text
        assert hands.place == "line"
        assert hands.written("line") == "400"
        assert hands.written("name") == "利达物流"
        assert hands.written("passphrase") == "half a passph"
        await hands.type("1")
        assert hands.written("line") == "4001"


async def test_nobody_signs_out_before_anybody_is_in(first_start: CallCentreApp) -> None:
    async with sitting_at(first_start) as hands:
        await hands.press("f9")
        assert "Quit" in hands.text
        assert "Sign out" not in hands.text


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("name", "  ", "The centre's name has 1 to 60 characters."),
        ("name", "x" * 61, "The centre's name has 1 to 60 characters."),
        ("zone", "Nowhere/Town", "Nowhere/Town"),
        ("zone", "", "There is no time zone called"),
        ("line", "ask Li", "The hotline needs its number, for example 400-000-0000."),
        ("lead", "", "A name has 1 to 40 characters."),
        ("again", "another phrase", "The two passphrases differ."),
    ],
)
async def test_a_bad_answer_is_named_and_nothing_is_kept(
    first_start: CallCentreApp, sqlite_office: Office, place: str, value: str, words: str
) -> None:
    async with sitting_at(first_start) as hands:
        await hands.fill({**GOOD, place: value})
        await hands.go("again")
        await hands.press("enter")
        assert words in hands.text
        assert centre_of(sqlite_office) is None
        assert list(everybody(sqlite_office)) == []


async def test_a_short_passphrase_is_refused(
    first_start: CallCentreApp, sqlite_office: Office
) -> None:
    async with sitting_at(first_start) as hands:
        await hands.fill({**GOOD, "passphrase": "short", "again": "short"})
        await hands.go("again")
        await hands.press("enter")
        assert "A passphrase has at least 8 characters." in hands.text
    assert centre_of(sqlite_office) is None
