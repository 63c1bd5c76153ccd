"""The complaint record: confirmed, declined, and what it answers (RC-01, RC-03, LS-04, X-28)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.record import (
    CONFIRMED_FIELDS,
    NEVER_DECLINED,
    Record,
    RecordField,
    confirm,
    decline,
    edit,
)
from tests.support.texts import lines

NOON = datetime(2026, 4, 2, 4, tzinfo=UTC)
FULL = Record(name="李先生", phone="139", address="上海", content="样品没到")
FIELDS = st.sampled_from(RecordField)


class TestConfirming:
    def test_the_four_fields_carry_the_moment_of_the_yes(self) -> None:
        """RC-03: each confirmed by the customer at hh:mm."""
        confirmed = confirm(FULL, NOON)
        assert dict(confirmed.confirmed) == dict.fromkeys(CONFIRMED_FIELDS, NOON)
        assert confirmed.unconfirmed == ()

    def test_an_empty_field_is_not_confirmed(self) -> None:
        assert confirm(Record(name="李先生"), NOON).unconfirmed == (
            *(RecordField.ADDRESS, RecordField.PHONE, RecordField.CONTENT),
        )

    def test_a_second_reading_keeps_the_first_moment(self) -> None:
        later = confirm(confirm(FULL, NOON), NOON + timedelta(minutes=5))
        assert set(later.confirmed.values()) == {NOON}

    def test_after_an_edit_the_new_moment_counts_for_that_field(self) -> None:
        """LS-04: editing the phone afterwards asks again."""
        edited = edit(confirm(FULL, NOON), RecordField.PHONE, "138")
        assert edited.unconfirmed == (RecordField.PHONE,)
        again = confirm(edited, NOON + timedelta(minutes=5))
        assert again.confirmed[RecordField.PHONE] == NOON + timedelta(minutes=5)
        assert again.confirmed[RecordField.NAME] == NOON

    def test_what_needs_no_confirmation_takes_none_away(self) -> None:
        assert edit(confirm(FULL, NOON), RecordField.WISH, "退款").unconfirmed == ()


class TestDeclining:
    def test_a_declined_field_is_answered_and_needs_no_reading_back(self) -> None:
        declined = decline(Record(), RecordField.ADDRESS)
        assert declined.answered(RecordField.ADDRESS)
        assert RecordField.ADDRESS not in declined.unconfirmed

    def test_asking_again_takes_it_back(self) -> None:
        twice = decline(decline(Record(), RecordField.ADDRESS), RecordField.ADDRESS)
        assert twice == Record()

    def test_what_he_then_says_after_all_is_written_down(self) -> None:
        said = edit(decline(Record(), RecordField.ADDRESS), RecordField.ADDRESS, "上海")
        assert said.declined == frozenset()
        assert RecordField.ADDRESS in said.unconfirmed

    @pytest.mark.parametrize("name", sorted(NEVER_DECLINED))
    def test_the_matter_itself_is_never_declined(self, name: RecordField) -> None:
        """X-28."""
        assert decline(Record(), name) == Record()

    def test_what_stands_there_is_not_declined(self) -> None:
        assert decline(FULL, RecordField.NAME) == FULL


class TestContact:
    @pytest.mark.parametrize(
        ("phone", "other", "contact"),
        [("139", "a@b.cn", "139"), ("", "a@b.cn", "a@b.cn"), ("139", "", "139"), ("", "", "")],
    )
    def test_the_phone_first_then_whatever_else_he_gave(
        self, phone: str, other: str, contact: str
    ) -> None:
        assert Record(phone=phone, other_contact=other).contact == contact


class TestReference:
    @pytest.mark.parametrize("name", [RecordField.WAYBILL, RecordField.ORDER_NO])
    def test_either_one_or_a_declined_one_will_do(self, name: RecordField) -> None:
        """RC-01: a reference, or "none"."""
        assert not Record().has_reference
        assert edit(Record(), name, "LD1").has_reference
        assert decline(Record(), name).has_reference


class TestItems:
    def test_each_line_is_an_item(self) -> None:
        """FU-06."""
        record = Record(items=" 延误 \n\n没有通知\n", crux="延误")
        assert record.complaint_items == ("延误", "没有通知")

    def test_without_a_list_the_crux_is_the_item(self) -> None:
        assert Record(crux="延误").complaint_items == ("延误",)

    def test_and_without_a_crux_there_is_none(self) -> None:
        assert Record().complaint_items == ()


class TestProperties:
    @given(FIELDS, lines(least=1), lines())
    def test_an_edit_sets_that_field_and_no_other(
        self, name: RecordField, text: str, before: str
    ) -> None:
        start = confirm(edit(FULL, name, before), NOON)
        edited = edit(start, name, text)
        assert edited.text(name) == text
        others = [field for field in RecordField if field is not name]
        assert [edited.text(f) for f in others] == [start.text(f) for f in others]
        assert set(start.confirmed) - set(edited.confirmed) <= {name}

    @given(st.lists(FIELDS, max_size=20))
    def test_declining_in_any_order_never_hides_what_was_said(
        self, names: list[RecordField]
    ) -> None:
        record = FULL
        for name in names:
            record = decline(record, name)
        assert not record.declined & {f for f in RecordField if FULL.text(f)}
        assert not record.declined & NEVER_DECLINED
