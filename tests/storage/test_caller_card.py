"""What a number is known for: what we owe it, and what went before (RC-15, CL-11)."""

from dataclasses import replace
from datetime import timedelta

from callcentre.domain.caller import CallerCard
from callcentre.domain.commitment import Closing, Outcome
from callcentre.domain.instant import Spoken
from callcentre.domain.record import Record
from callcentre.services.ports import UnitOfWork
from callcentre.storage.database import Database
from callcentre.storage.views import OWED_SHOWN
from tests.support.ledger import DUE, MADE, MINUTE, a_promise
from tests.support.stored import add_case, owe

KEY = "+8613900000001"
SINCE = MADE - timedelta(days=30)


def card(database: Database, key: str = KEY, recent: int = 3) -> CallerCard:
    with database.reading() as work:
        return work.views.caller_card(key, SINCE, recent)


def wait_for(work: UnitOfWork, number: int) -> None:
    """Let the customer of a case wait."""
    case_id = f"case-{number}"
    work.commitments.add(a_promise(id=f"p{number}", case_id=case_id, call_id=None))
    work.cases.set_awaiting(case_id, True)


def test_a_new_number_has_an_empty_card(furnished: Database) -> None:
    assert card(furnished) == CallerCard(phone_key=KEY)
    assert not card(furnished).known


def test_the_newest_case_says_who_he_is(furnished: Database) -> None:
    with furnished.writing() as work:
        add_case(work, 1, record=Record(name="李", company="旧公司", address="旧址"))
        later = Record(name="李先生", company="GE", address="世纪大道1号")
        add_case(work, 2, record=later, accepted_at=MADE + MINUTE)
        work.commit()
    known = card(furnished)
    assert (known.name, known.company, known.address) == ("李先生", "GE", "世纪大道1号")
    assert [case.number for case in known.cases] == ["TS-260402-002", "TS-260402-001"]


def test_only_the_last_few_are_shown_and_all_are_counted(furnished: Database) -> None:
    old = SINCE - MINUTE
    with furnished.writing() as work:
        for number in range(1, 6):
            at = old if number <= 2 else MADE + number * MINUTE
            add_case(work, number, accepted_at=at)
        wait_for(work, 1)
        wait_for(work, 5)
        work.commit()
    known = card(furnished)
    assert len(known.cases) == 3
    assert (known.case_count, known.recent_count, known.unsolved_count) == (5, 3, 2)
    assert [case.awaiting for case in known.cases] == [True, False, False]


def test_another_number_is_another_caller(furnished: Database) -> None:
    """Peers 59: not because it is part of one."""
    with furnished.writing() as work:
        add_case(work, 1)
        work.commit()
    owe(furnished, a_promise())
    assert card(furnished, "+861390000000") == CallerCard(phone_key="+861390000000")


class TestOwed:
    def test_most_late_first(self, furnished: Database) -> None:
        """RC-15: open promises before anything else."""
        late = [DUE + n * MINUTE for n in (5, 1, 3)]
        owe(furnished, *(a_promise(id=f"p{n}", due=Spoken(at, "UTC")) for n, at in enumerate(late)))
        assert [row.id for row in card(furnished).owed] == ["p1", "p2", "p0"]

    def test_what_was_promised_to_another_number_of_his_is_found_by_that(
        self, furnished: Database
    ) -> None:
        owe(furnished, a_promise(contact_value="021 6666 6666"))
        assert card(furnished).owed == ()
        assert [row.id for row in card(furnished, "+862166666666").owed] == ["p1"]

    def test_no_more_than_a_card_can_show(self, furnished: Database) -> None:
        owe(furnished, *(a_promise(id=f"p{n}") for n in range(OWED_SHOWN + 2)))
        assert len(card(furnished).owed) == OWED_SHOWN

    def test_a_debt_alone_makes_him_known(self, furnished: Database) -> None:
        """I-22: a lost caller has no case."""
        owe(furnished, a_promise())
        assert card(furnished).known


def test_how_we_kept_our_promises_to_him(furnished: Database) -> None:
    outcomes = (Outcome.KEPT, Outcome.KEPT, Outcome.KEPT_LATE, Outcome.SUPERSEDED, Outcome.VOID)
    with furnished.writing() as work:
        add_case(work)
        for number, outcome in enumerate(outcomes):
            promise = a_promise(id=f"p{number}")
            work.commitments.add(promise)
            closing = Closing(at=DUE, outcome=outcome, contact_id="k", apologised=True)
            work.commitments.close(replace(promise, closing=closing))
        work.commit()
    known = card(furnished)
    assert (known.kept, known.kept_late) == (2, 1)
