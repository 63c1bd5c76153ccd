"""A plain valid complaint needs few keys beside the text, and every press is counted here.

Two of the acceptance scenarios are taken by keys alone, from the queue until the call is filed,
with all that each file says of anger, record and classes. Text typed is not counted, whatever
else is pressed is: Enter between two fields, a choice, the anger, "said", and going on.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from callcentre import i18n
from callcentre.domain.case import Case
from callcentre.domain.category import Severity
from callcentre.domain.commitment import Kind
from callcentre.domain.money import read_money
from callcentre.domain.staff import Person
from callcentre.services.cases import CaseFile, case_file, find_cases
from callcentre.services.ports import Office
from callcentre.tui.screens.queue import QueueScreen
from tests.support.centres import hire
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at

MOST = 45
FOLDER = Path(__file__).parents[1] / "scenarios"
Scenario = Mapping[str, Any]


def read_scenario(number: str) -> Scenario:
    [path] = FOLDER.glob(f"{number}-*.yaml")
    scenario: Scenario = yaml.safe_load(path.read_text("utf-8"))
    return scenario


async def take(hands: Hands, *script: str) -> None:
    """What the agent does, in order: `<...>` are keys pressed, the rest is text typed."""
    for part in script:
        if part.startswith("<"):
            await hands.press(*part.strip("<>").split())
        else:
            await hands.type(part)


def the_case(office: Office) -> CaseFile:
    [case] = find_cases(office)
    return case_file(office, case.number)


def agent_of(floor: Floor, scenario: Scenario, begins: str) -> Person:
    """The agent of the scenario, who has just sat down."""
    floor.clock.set(datetime.fromisoformat(begins))
    return hire(floor.office, floor.lead, scenario["agent"])


def holds(case: Case, s: Scenario) -> None:
    """The record and the classes are those of the scenario."""
    said, classes, c = s["record"], s["classification"], case.classification
    assert case.record.name == s["caller"]["name"]
    assert case.record.waybill == s["shipment"]["waybill"]
    assert case.record.crux == said["crux"]
    assert list(case.record.complaint_items) == said["items"]
    assert case.record.wish == said["expectation"]
    assert case.record.unconfirmed == ()
    assert (c.validity, c.category) == (classes["call_validity"], classes["category"])
    assert (c.severity, c.side) == (classes["severity"], classes["responsible_side"])
    assert (c.loss, c.customer_type) == (said["loss_caused"], s["customer_type"])
    assert (c.compensation_wanted == "yes") is said["compensation_wanted"]
    assert (c.dissatisfaction, c.stage) == (classes["dissatisfaction"], classes["stage"])


async def test_goods_damaged_in_42_keys(floor: Floor) -> None:
    """SC-07: FC-03, RC-01, RC-04, LS-02 .. LS-05, LS-14, CL-01 .. CL-12, I-01 .. I-07.

    A promise for 17:00, a sum, the form of compensation, and the goods of the handling form.
    """
    s = read_scenario("sc-07")
    said, shipment = s["record"], s["shipment"]
    agent = agent_of(floor, s, "2026-07-07T10:15:00+08:00")
    with i18n.speaking("zh_CN"):
        async with sitting_at(floor.app(agent)) as hands:
            await take(hands, "<f2>", s["caller"]["name"], "<enter>", s["caller"]["phone"])
            await take(hands, "<f7 f2>", s["dialogue"][0]["zh"], "<f7 f2>", "<ctrl+o f2>")
            await take(hands, "上海市世纪大道1号", "<enter>", shipment["waybill"], "<enter enter>")
            await take(hands, said["crux"], "<enter>", said["expectation"], "<enter>")
            await take(hands, *said["items"], "<ctrl+o f2>")
            await take(hands, "<2 3 4 3 1>", "1800 CNY", "<enter>", said["expectation"])
            await take(hands, "<enter 3 f6 f6 f2>", "<ctrl+o f2>", "<enter>", "17:00", "<enter>")
            await take(hands, "先核实责任", "<ctrl+o f2>", "<f2>", "<ctrl+o f2>")
            await take(hands, "<enter enter>", shipment["goods"], "<enter>", "2", "<enter>", "1")
            await take(hands, "<enter>", "2026-07-05", "<enter>", "1800 CNY", "<f2>")
            assert isinstance(hands.app.screen, QueueScreen)
            assert hands.presses == 42 <= MOST
    filed = the_case(floor.office)
    holds(filed.case, s)
    assert read_money(filed.case.classification.loss_amount).currency == "CNY"
    goods = filed.case.record.shipment
    assert (goods.goods, goods.quantity, goods.defective_quantity) == (shipment["goods"], "2", "1")
    [promise] = filed.chain
    assert promise.due.at == datetime.fromisoformat(s["promises"][0]["due_at"])
    assert promise.told.name == s["agent"]


async def test_wrong_information_solved_in_31_keys(floor: Floor) -> None:
    """SC-09: PR-10, I-18, CL-05, CH-08, RC-06. Solved on the call: no promise is asked for."""
    s = read_scenario("sc-09")
    said = s["record"]
    agent = agent_of(floor, s, "2026-09-09T10:10:00+08:00")
    async with sitting_at(floor.app(agent)) as hands:
        await take(hands, "<f2>", s["caller"]["name"], "<enter>", s["caller"]["phone"])
        await take(hands, "<f7 f2>", s["dialogue"][1]["en"], "<f2>", "<ctrl+o f2>")
        await take(hands, "1 Raffles Place", "<enter>", s["shipment"]["waybill"], "<enter enter>")
        await take(hands, said["crux"], "<enter>", said["expectation"], "<enter>")
        await take(hands, *said["items"], "<ctrl+o f2>")
        await take(hands, "<6 enter 5 1>", "<enter>", "<2 f6 f2>", "<2 ctrl+o f2>")
        await take(hands, s["dialogue"][2]["en"], "<ctrl+o f2>", "<f2>", "<ctrl+o f2>", "<f2>")
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.presses == 31 <= MOST
    filed = the_case(floor.office)
    holds(filed.case, s)
    assert Kind.CALLBACK not in [commitment.kind for commitment in filed.chain]
    assert {Kind.NOTICE, Kind.VISIT} <= {commitment.kind for commitment in filed.chain}


async def test_the_plainest_complaint_in_26_keys(floor: Floor) -> None:
    """FC-03, LS-01: only what a gate asks for, and the proposals for all the rest."""
    async with floor.desk() as hands:
        await take(hands, "<f2>", "Mr Li", "<enter>", "13900000001", "<f7 f2>")
        await take(hands, "It has not come", "<f2>", "<ctrl+o f2>", "1 High Street", "<enter>")
        await take(hands, "LD1", "<enter enter>", "late", "<enter>", "today", "<ctrl+o f2>")
        await take(hands, "<1 enter enter 1 f2>", "<ctrl+o f2>", "<1>", "the carrier is silent")
        await take(hands, "<ctrl+o f2>", "<f2 f2 f2>")
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.presses == 26 <= MOST
    filed = the_case(floor.office)
    assert filed.case.classification.severity is Severity.IMPORTANT
    assert [commitment.kind for commitment in filed.chain] == [Kind.CALLBACK]
