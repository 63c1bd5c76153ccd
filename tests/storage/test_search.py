"""Finding cases by number, name, phone, waybill or words, Chinese too (RC-14)."""

from datetime import timedelta

import pytest

from callcentre.domain.record import Record
from callcentre.storage.database import Database
from tests.support.ledger import MADE
from tests.support.stored import add_case

RECORDS = {
    1: Record(name="李先生", company="GE", waybill="LD20121220001", crux="样品没有送到"),
    2: Record(name="O'Brien", content="100% late, C:\\temp", order_no="PO_77"),
    3: Record(name="Straße", crux="underscore_here", phone="021-6666"),
    4: Record(name="王女士", content="货物破损 50 箱", crux="破损"),
    5: Record(name="Robert'); DROP TABLE cases;--", crux="[red]x[/] 👩‍👩‍👧"),
}


@pytest.fixture(scope="module")
def archive(read_only: Database) -> Database:
    with read_only.writing() as work:
        for number, record in RECORDS.items():
            key = f"+8613900000{number:03}"
            at = MADE + timedelta(minutes=number)
            add_case(work, number, record=record, phone_key=key, accepted_at=at)
        work.commit()
    return read_only


def found(database: Database, words: str, limit: int = 50) -> list[int]:
    with database.reading() as work:
        return [int(case.number[-3:]) for case in work.views.cases(words, limit)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("TS-260402-003", [3]),
        ("260402", [5, 4, 3, 2, 1]),
        ("李先生", [1]),
        ("先生", [1]),
        ("破损", [4]),
        ("样品没有", [1]),
        ("LD2012", [1]),
        ("ld2012", [1]),
        ("ge", [1]),
        ("po_77", [2]),
        ("021-6666", [3]),
        ("13900000004", [4]),
        ("o'brien", [2]),
        ("nothing like it", []),
    ],
)
def test_by_any_of_them(archive: Database, words: str, numbers: list[int]) -> None:
    assert found(archive, words) == numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("%", [2]),
        ("100%", [2]),
        ("_", [3, 2]),
        ("score_here", [3]),
        ("score-here", []),
        ("\\", [2]),
        ("'", [5, 2]),
        ("DROP TABLE", [5]),
        ("[red]", [5]),
        ("👩‍👩‍👧", [5]),
    ],
)
def test_signs_that_mean_something_to_a_database_mean_nothing(
    archive: Database, words: str, numbers: list[int]
) -> None:
    assert found(archive, words) == numbers


def test_without_words_the_newest_come_first(archive: Database) -> None:
    assert found(archive, "") == [5, 4, 3, 2, 1]
    assert found(archive, "", limit=2) == [5, 4]
