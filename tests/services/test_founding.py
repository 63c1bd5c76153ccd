"""The first start: one centre, one first lead, once."""

from dataclasses import replace

import pytest

from callcentre.domain.staff import Person, Role
from callcentre.errors import BadInput, Conflict
from callcentre.services.founding import centre_of, change_centre, found_centre
from callcentre.services.new_centre import new_centre
from callcentre.services.people import everybody, sign_in
from callcentre.services.ports import Office
from tests.support.centres import LEAD_NAME, PASSPHRASE, make_centre
from tests.support.races import in_threads

AGAIN = replace(make_centre(), name="另一个中心")


def test_before_it_there_is_no_centre(office: Office) -> None:
    assert centre_of(office) is None
    assert everybody(office) == []


def test_it_makes_the_centre_and_its_lead(office: Office) -> None:
    lead = found_centre(office, make_centre(), LEAD_NAME, PASSPHRASE)
    founded = centre_of(office)
    assert founded is not None
    assert (founded.name, founded.zone) == ("利达物流", "Asia/Shanghai")
    assert lead.role is Role.LEAD
    assert sign_in(office, LEAD_NAME, PASSPHRASE) == lead


def test_a_second_one_is_refused_and_changes_nothing(office: Office) -> None:
    lead = found_centre(office, make_centre(), LEAD_NAME, PASSPHRASE)
    with pytest.raises(Conflict):
        found_centre(office, AGAIN, "别人", PASSPHRASE)
    founded = centre_of(office)
    assert founded is not None
    assert founded.name == "利达物流"
    assert everybody(office) == [lead]


@pytest.mark.parametrize(("lead", "passphrase"), [("", PASSPHRASE), (LEAD_NAME, "short")])
def test_without_a_lead_who_can_sign_in_there_is_no_centre(
    office: Office, lead: str, passphrase: str
) -> None:
    with pytest.raises(BadInput):
        found_centre(office, make_centre(), lead, passphrase)
    assert centre_of(office) is None


def test_of_many_at_once_one_founds_it(sqlite_office: Office) -> None:
    def found(number: int) -> Person | None:
        try:
            centre = replace(make_centre(), name=f"centre {number}")
            return found_centre(sqlite_office, centre, f"lead {number}", PASSPHRASE)
        except Conflict:
            return None

    founders = [person for person in in_threads(6, found) if person is not None]
    assert everybody(sqlite_office) == founders
    founded = centre_of(sqlite_office)
    assert founded is not None
    assert founded.name == founders[0].name.replace("lead", "centre")
    assert len(founders) == 1


def test_its_settings_can_be_changed(office: Office) -> None:
    found_centre(office, make_centre(), LEAD_NAME, PASSPHRASE)
    change_centre(office, AGAIN, by="root")
    changed = centre_of(office)
    assert changed is not None
    assert changed.name == "另一个中心"


class TestNewCentre:
    def test_it_can_take_its_first_call(self) -> None:
        centre = new_centre(" 利达 物流 ", "Asia/Shanghai", "400-000-0000")
        assert (centre.name, centre.country) == ("利达 物流", "CN")
        assert centre.lines[0].number == "400-000-0000"
        assert any(centre.hours.week)

    @pytest.mark.parametrize(
        ("zone", "country"),
        [("America/New_York", "US"), ("Europe/Berlin", "DE"), ("UTC", "CN")],
    )
    def test_its_country_is_that_of_its_clock(self, zone: str, country: str) -> None:
        assert new_centre("x", zone, "12345").country == country

    @pytest.mark.parametrize(
        ("name", "zone", "line", "word"),
        [
            ("", "Asia/Shanghai", "400", "name"),
            ("x" * 61, "Asia/Shanghai", "400", "name"),
            ("x", "Mars/Olympus", "400", "Mars/Olympus"),
            ("x", "", "400", "zone"),
            ("x", "Asia/Shanghai", "call us", "hotline"),
            ("x", "Asia/Shanghai", "", "hotline"),
        ],
    )
    def test_each_refusal_names_the_answer_it_is_about(
        self, name: str, zone: str, line: str, word: str
    ) -> None:
        with pytest.raises(BadInput, match=word):
            new_centre(name, zone, line)
