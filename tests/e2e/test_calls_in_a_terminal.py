"""Whole calls through the real program, keys only (SC-01, SC-09, SC-16)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.pty
PASSPHRASE = "correct horse battery"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def command(home: Path, *arguments: str, given: str = "") -> str:
    """A plain command of the program, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "callcentre", *arguments],
        env={**os.environ, "CALLCENTRE_HOME": str(home), "CALLCENTRE_LANGUAGE": "en"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def open_desk(home: Path, agent: str) -> Terminal:
    """A new centre whose lead takes the calls, signed in."""
    command(
        home,
        *("init", "--name", "利达物流", "--zone", "Asia/Shanghai"),
        *("--line", "400-000-0000", "--lead", agent),
        given=PASSPHRASE + "\n",
    )
    return sign_in(Terminal("run", home=home), agent)


def sign_in(desk: Terminal, agent: str) -> Terminal:
    desk.see("Enter your name and passphrase")
    desk.type(agent).press("enter").type(PASSPHRASE).press("enter")
    return desk.see("Take a call")


def queue(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command(home, "queue", "--json").splitlines()]


def cases(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in command(home, "cases", "--json").splitlines()]


@pytest.fixture
def desk(home: Path) -> Iterator[Terminal]:
    desk = open_desk(home, "张同")
    yield desk
    desk.kill()


def journalled(home: Path) -> str:
    """What the journal holds on the disk at this moment."""
    return "".join(p.read_text("utf-8") for p in (home / "journal").rglob("*.draft"))


def greet(desk: Terminal, name: str, phone: str) -> None:
    desk.press("f2").see("▶ Greet", "Calls for")
    desk.type(name).press("enter").type(phone).see(phone)
    desk.press("f2").see("▶ Listen")


def take_down(desk: Terminal, address: str, waybill: str, crux: str, wish: str) -> None:
    """The record, from the address on; what he said stands there already."""
    desk.type(address).press("enter").type(waybill).press("enter", "enter")
    desk.type(crux).press("enter").type(wish).see(wish, "Still to ask: read back")
    desk.press("ctrl+o").see("Nothing missing").press("f2").see("▶ Classify", "1 delay")


def choose(desk: Terminal, *picks: tuple[str, str]) -> None:
    """One key a choice, each seen before the next."""
    for key, words in picks:
        desk.press(key).see(words)


def test_sc_01_an_express_late_with_an_order_at_stake(desk: Terminal, home: Path) -> None:
    """FC-03, LS-02, LS-05, CL-09, PR-01 .. PR-03, I-01."""
    greet(desk, "李先生", "13900000001")
    desk.type("我的样品到现在还没送到！客户要取消一百万美元的订单！").see("订单")
    desk.press("f7", "f7", "f7").see("anger 1→3")
    desk.press("f2").see("▶ Calm").press("f2").see("apology")
    desk.press("ctrl+o").see("apologies 1").press("f6", "f6").see("anger 1")
    desk.press("f2").see("▶ Record")
    take_down(desk, "上海市徐汇区漕溪北路88号", "LD20121220001", "样品未按约定时间送达", "尽快送达")
    choose(desk, ("1", "▸ Cause"), ("4", "▸ How grave"), ("3", "▸ Loss"))
    choose(desk, ("2", "▸ Compensation"), ("1", "▸ How much"))
    desk.press("f2").see("▶ Accept", "TS-", "-001")
    desk.press("f2").see("number, name and process told")
    desk.press("ctrl+o").see("Nothing missing").press("f2").see("▶ Promise")
    desk.press("f2").see("Still to ask: the time")
    desk.press("enter").type("soon").see("is no promise")
    for left in ("soo", "so", "s", ""):
        desk.press("backspace").see(f"or type it       {left}")
    desk.see_no("soon").type("+33m").see("or type it       +33m").press("enter")
    desk.type("美国承运方还没有回复").see("美国承运方还没有回复")
    desk.press("ctrl+o").see("Nothing missing").press("f2").see("▶ More?")
    desk.press("f2").see("▶ Goodbye", "promised:").press("f2").see("▶ Wrap-up")
    desk.press("f2").see("Take a call", "李先生")
    [row] = queue(home)
    assert (row["whom"], row["kind"], row["severity"]) == ("李先生", "callback", "serious")
    assert 31 * 60 < row["seconds_left"] <= 33 * 60
    [case] = cases(home)
    assert case["number"].endswith("-001")
    assert case["awaiting"]
    assert "invariants" in command(home, "check")


def test_sc_09_wrong_information_solved_on_the_call(desk: Terminal, home: Path) -> None:
    """PR-10, I-18: no promise, and still numbered, noticed and visited."""
    greet(desk, "Mr Brown", "+6512345678")
    desk.type("The website has shown the same place for days").see("same place")
    desk.press("f7").see("anger 1").press("f2").see("▶ Calm")
    desk.press("ctrl+o").see("apologies 1").press("f2").see("▶ Record")
    take_down(desk, "18 Cecil Street", "LD26090901", "Tracking is stale", "Know where it is")
    choose(desk, ("6", "▸ Cause"), ("1", "▸ How grave"), ("5", "▸ Loss"))
    choose(desk, ("1", "▸ Compensation"), ("2", "▸ Customer"))
    desk.press("f2").see("▶ Accept", "-001").press("2").see("▶ Accept", "Solve")
    desk.press("ctrl+o").see("Nothing missing").press("f2").see("▶ Solve")
    desk.type("Reached the hub, delivery by four tomorrow").see("by four tomorrow")
    desk.press("ctrl+o").see("Nothing missing").press("f2").see("▶ More?")
    desk.press("f2").see("▶ Goodbye", "solved:").press("f2").see("▶ Wrap-up")
    desk.press("f2").see("Take a call", "written answer", "return visit")
    assert sorted(row["kind"] for row in queue(home)) == ["notice", "visit"]
    [case] = cases(home)
    assert (case["awaiting"], case["state"]) == (False, "return_visit")


def test_sc_16_the_customers_own_mistake_explained(desk: Terminal, home: Path) -> None:
    """CL-01, CL-15, I-17: no promise, because explanation and reaction are stored."""
    greet(desk, "钱先生", "13900000016")
    desk.type("你们送错地方了！").see("送错地方").press("f7").see("anger 1")
    desk.press("f2").see("▶ Calm").press("ctrl+o").see("apologies 1").press("f2").see("▶ Record")
    take_down(desk, "三号楼", "LD26101601", "运单地址为客户填写", "送到五号楼")
    choose(desk, ("5", "▸ Cause"), ("1", "▸ How grave"), ("5", "▸ Loss"))
    choose(desk, ("1", "▸ Compensation"), ("2", "▸ Customer"), ("2", "▸ Seems due to"))
    choose(desk, ("5", "▸ Error"), ("1", "▸ Disputed"), ("2", "▸ Our shipment"))
    choose(desk, ("1", "▸ About transport"), ("1", "▸ Severity"), ("1", "▸ Complaint is"))
    choose(desk, ("2", "▸ Why invalid"))
    desk.press("4").see("own mistake, acknowledged")
    desk.press("f2").see("▶ Explain").type("收件地址栏写的是三号楼").see("三号楼")
    desk.press("ctrl+o").press("enter", "enter", "enter").see("▸ The customer").press("1")
    desk.see("Nothing missing").press("f2").see("▶ More?")
    desk.press("f2").see("▶ Goodbye", "explained and accepted").press("f2").see("▶ Wrap-up")
    desk.press("f2").see("Take a call", "written answer")
    assert [row["kind"] for row in queue(home)] == ["notice"]
    [case] = cases(home)
    assert (case["validity"], case["state"]) == ("invalid", "explaining")


def test_killed_in_the_record_step_and_resumed(home: Path) -> None:
    """CH-06 and invariant 6: kill -9 loses nothing that was typed."""
    desk = open_desk(home, "张同")
    greet(desk, "李先生", "13900000001")
    desk.type("样品到现在还没送到").see("还没送到").press("f7", "f2").see("▶ Calm")
    desk.press("ctrl+o").see("apologies 1").press("f2").see("▶ Record")
    desk.type("上海市徐汇区漕溪北路88号")
    desk.until(lambda: "漕溪北路88号" in journalled(home), "the address in the journal")
    desk.kill()

    again = sign_in(Terminal("run", home=home), "张同")
    again.see("Unfinished", "李先生", "Record").press("1")
    again.see("▶ Record", "李先生", "13900000001", "漕溪北路88号", "样品到现在还没送到", "anger 1")
    again.type("LD1").see("LD1").press("enter", "enter")
    again.type("样品没到").press("enter").type("送到").see("Still to ask: read back")
    again.press("ctrl+o").see("Nothing missing").press("f2").see("▶ Classify", "1 delay")
    choose(again, ("1", "▸ Cause"), ("4", "▸ How grave"), ("4", "▸ Loss"))
    choose(again, ("1", "▸ Compensation"), ("2", "▸ Customer"))
    again.press("f2").see("▶ Accept", "-001").press("ctrl+o").see("Nothing missing")
    again.press("f2").see("▶ Promise").press("enter").type("+2h").see("or type it       +2h")
    again.press("enter")
    again.type("在等承运方").see("在等承运方").press("ctrl+o").see("Nothing missing")
    again.press("f2").see("▶ More?").press("f2").see("▶ Goodbye").press("f2").see("▶ Wrap-up")
    again.press("f2").see("Take a call", "李先生")
    assert again.leave() == 0
    [row] = queue(home)
    assert row["whom"] == "李先生"
    assert list((home / "journal").rglob("*.draft")) == []
