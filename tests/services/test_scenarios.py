"""The acceptance scenarios: each whole call gives its record, number, promises and queue.

The files are the calls; this drives them through the machine and the services, on both
databases, and holds the result against what each file says it must be.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, Language, Step
from callcentre.domain.case_number import Scheme
from callcentre.domain.category import CATEGORIES, Category
from callcentre.domain.commitment import Kind, status_at
from callcentre.domain.contact import AnswerKind, Direction, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.places import Place
from callcentre.domain.staff import Role
from callcentre.services.answers import answer, take
from callcentre.services.audit import audit
from callcentre.services.calls import file_call
from callcentre.services.cases import CaseFile, case_file
from callcentre.services.ports import Office
from tests.support.callers import Caller
from tests.support.centres import found, hire, make_centre
from tests.support.clock import FakeClock

FOLDER = Path(__file__).parents[1] / "scenarios"
SCENARIOS = {
    p.stem[:5].upper(): yaml.safe_load(p.read_text("utf-8")) for p in FOLDER.glob("*.yaml")
}
E18 = {"质量类": "quality", "服务类": "service", "价格类": "price", "其他类": "other"}
E12 = {
    "产品质量": "product_quality",
    "服务质量": "service_quality",
    "价格": "price",
    "沟通": "communication",
    "其他": "other",
}
LADDER = {"serious": "business_stopped", "important": "below_expectation", "ordinary": "slight"}
REASONS = {"own mistake acknowledged": "own_mistake"}
CALL_LASTS = timedelta(minutes=9)


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def begins(s: dict[str, Any]) -> datetime:
    """A call begins some minutes before its first promise, or before what came after it."""
    if s["promises"]:
        return when(s["promises"][0]["made_at"]) - CALL_LASTS
    return when(s["after"][0]["at"]) - CALL_LASTS


def take_the_call(s: dict[str, Any], office: Office, clock: FakeClock, scheme: Scheme) -> Call:
    """The agent's side of the call, from greeting to goodbye."""
    clock.set(begins(s))
    centre = make_centre(scheme=scheme)
    lead = found(office, centre)
    agent = hire(office, lead, s["agent"], Role.AGENT)
    direction = Direction.OUT if s["direction"] == "out" else Direction.IN
    caller = Caller(
        s["id"].lower(), agent, centre, clock, language=Language(s["language"]), direction=direction
    )
    caller.put(Place.DIALECT, s.get("dialect", ""))
    caller.put(Place.NAME, s["caller"]["name"]).put(Place.PHONE, s["caller"]["phone"])
    caller.put(Place.CUSTOMER_ZONE, s["caller"]["customer_zone"])
    caller.anger(s["anger"]["start"]).say().next()
    caller.put(Place.NOTES, s["record"]["crux"]).anger(s["anger"]["peak"]).next()
    caller.until(Step.RECORD)
    record_it(caller, s)
    caller.say().next()
    classify_it(caller, s)
    caller.anger(s["anger"]["end"]).next()
    end_it(caller, s, clock)
    caller.until(Step.WRAP_UP).next()
    return caller.call


def record_it(caller: Caller, s: dict[str, Any]) -> None:
    shipment = s["shipment"]
    reference = shipment.get("waybill") or shipment.get("order_no", "none")
    caller.fill(
        {
            Place.ADDRESS: shipment.get("ship_address", "客户地址"),
            Place.COMPANY: s["caller"]["company"],
            Place.ROLE: s["caller"]["role"],
            Place.WAYBILL: reference,
            Place.CONTENT: "；".join(s["record"]["items"]),
            Place.CRUX: s["record"]["crux"],
            Place.ITEMS: "\n".join(s["record"]["items"]),
            Place.WISH: s["record"]["expectation"],
            Place.DOWNSTREAM: s["record"]["downstream_impact"],
        }
    )


def classify_it(caller: Caller, s: dict[str, Any]) -> None:
    c, r = s["classification"], s["record"]
    caller.fill(
        {
            Place.OUR_SHIPMENT: "yes",
            Place.TRANSPORT_RELATED: "yes",
            Place.CATEGORY: c["category"],
            Place.SIDE: c["responsible_side"],
            Place.CAUSE_NOTE: c["cause"],
            Place.SEVERITY_LADDER: LADDER[c["severity"]],
            Place.LOSS: r["loss_caused"],
            Place.COMPENSATION: "yes" if r["compensation_wanted"] else "no",
            Place.CUSTOMER_TYPE: s["customer_type"],
            Place.DISSATISFACTION: c["dissatisfaction"],
            Place.STAGE: c["stage"],
            Place.DISPUTED: "yes" if c["disputed"] else "no",
            Place.DISPUTE_REASON: c.get("dispute_reason", ""),
            Place.VALIDITY: c["call_validity"],
        }
    )
    if amount := r.get("loss_amount"):
        caller.put(Place.LOSS_AMOUNT, f"{amount['amount']} {amount['currency']}")
    if reason := c.get("validity_reason"):
        caller.put(Place.VALIDITY_REASON, REASONS[reason])


def end_it(caller: Caller, s: dict[str, Any], clock: FakeClock) -> None:
    if caller.call.step is Step.EXPLAIN:
        caller.put(Place.EXPLAIN_FACT, s["record"]["crux"]).put(Place.REACTION, "accepts")
        caller.say().next()
    elif s["promises"]:
        first = s["promises"][0]
        caller.say().next()
        clock.set(when(first["made_at"]))
        caller.due(when(first["due_at"]))
        caller.put(Place.PROMISE_REASON, "还在核实").put(Place.PROMISE_PROCESS, "核实后给您方案")
        caller.say().next()
    else:
        caller.put(Place.WAY_ON, "resolve_now").say().next()
        caller.put(Place.SOLUTION, "已为您更新并开通短信提醒").say().next()


def answer_the_chain(s: dict[str, Any], office: Office, clock: FakeClock, call: Call) -> None:
    """Every promise after the first is made by the answer to the one before."""
    owner = call.agent
    for promise, following in zip(s["promises"], [*s["promises"][1:], None], strict=True):
        clock.set(when(promise["answered_at"]))
        owed = next(c for c in open_promises(office, call))
        draft = take(office, owed.id, owner)
        answer(office, told(draft, promise, following, clock))


def open_promises(office: Office, call: Call) -> list[Any]:
    filed = case_file(office, call.complaint.acceptance.number)
    return [c for c in filed.chain if c.is_open and c.kind is Kind.CALLBACK]


def told(
    draft: AnswerDraft, promise: dict[str, Any], following: dict[str, Any] | None, clock: FakeClock
) -> AnswerDraft:
    from dataclasses import replace

    draft = replace(
        draft,
        kind=AnswerKind(promise["answer_kind"]),
        said="向客户说明",
        cause="原因已说明",
        process="处理过程已说明",
        points=frozenset(Point),
    )
    if following is None:
        return draft
    upcoming = replace(
        draft.next,
        due=Spoken(when(following["due_at"]), "Asia/Shanghai"),
        reason="仍在核实",
        process="继续跟进",
        told_at=clock.now(),
    )
    return replace(draft, next=upcoming)


@pytest.fixture(params=sorted(SCENARIOS))
def scenario(request: pytest.FixtureRequest) -> dict[str, Any]:
    found_scenario: dict[str, Any] = SCENARIOS[request.param]
    return found_scenario


def test_there_are_twelve() -> None:
    assert len(SCENARIOS) == 12


def test_the_call_and_its_promises(
    scenario: dict[str, Any], office: Office, clock: FakeClock
) -> None:
    """FC-03, RC-01, RC-11, CL-01 .. CL-12, PR-01 .. PR-03, I-01 .. I-07."""
    call = take_the_call(scenario, office, clock, Scheme.DAILY)
    call = file_call(office, call)
    assert call.complaint.acceptance.number == scenario["case_no"]["daily"]
    if scenario["promises"]:
        answer_the_chain(scenario, office, clock, call)
    filed = case_file(office, call.complaint.acceptance.number)
    holds_the_record(filed, scenario)
    holds_the_chain(filed, scenario)
    holds_the_queue(filed, scenario)
    assert call.anger_peak == scenario["anger"]["peak"]
    assert list(audit(office)) == []


def test_the_monthly_scheme(
    scenario: dict[str, Any], sqlite_office: Office, clock: FakeClock
) -> None:
    """RC-10."""
    call = take_the_call(scenario, sqlite_office, clock, Scheme.MONTHLY)
    filed = file_call(sqlite_office, call)
    assert filed.complaint.acceptance.number == scenario["case_no"]["monthly"]


def holds_the_record(filed: CaseFile, s: dict[str, Any]) -> None:
    record, c = filed.case.record, filed.case.classification
    said, classes = s["record"], s["classification"]
    assert record.name == s["caller"]["name"]
    assert record.crux == said["crux"]
    assert list(record.complaint_items) == said["items"]
    assert record.wish == said["expectation"]
    assert record.downstream_impact == said["downstream_impact"]
    assert record.unconfirmed == ()
    assert c.loss == said["loss_caused"]
    assert (c.compensation_wanted == "yes") is said["compensation_wanted"]
    assert c.validity == classes["call_validity"]
    assert c.category == classes["category"]
    assert c.side == classes["responsible_side"]
    assert c.severity == classes["severity"]
    assert c.stage == classes["stage"]
    assert c.dissatisfaction == classes["dissatisfaction"]
    assert c.quality_anomaly is classes["quality_anomaly"]
    assert c.is_disputed is classes["disputed"]
    assert c.customer_type == s["customer_type"]
    row = CATEGORIES[Category(classes["category"])]
    assert row.four == E18[classes["e18"]]
    assert row.five == E12[classes["e12"]]


def promises_of(filed: CaseFile) -> list[Any]:
    return [c for c in filed.chain if c.kind is Kind.CALLBACK]


def holds_the_chain(filed: CaseFile, s: dict[str, Any]) -> None:
    chain = promises_of(filed)
    assert [c.seq for c in chain] == [p["seq"] for p in s["promises"]]
    for commitment, promise in zip(chain, s["promises"], strict=True):
        assert commitment.made_at == when(promise["made_at"])
        assert commitment.due.at == when(promise["due_at"])
        assert commitment.told.name == s["agent"]
        assert commitment.closing is not None
        assert commitment.closing.at == when(promise["answered_at"])
    assert not filed.case.awaiting


def holds_the_queue(filed: CaseFile, s: dict[str, Any]) -> None:
    soon = make_centre().limits.due_soon
    for look in s["queue"]:
        at = when(look["at"])
        if look["promise"] is None:
            assert promises_of(filed) == []
            continue
        commitment = promises_of(filed)[look["promise"] - 1]
        assert status_at(commitment, at, soon) == look["status"], look
