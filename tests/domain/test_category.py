"""The category table is the one of the requirements (2.3), and so are causes and errors."""

import pytest

from callcentre.domain.category import (
    CATEGORIES,
    ERROR_CODES,
    Category,
    Cause,
    ErrorCode,
    FiveClass,
    FourClass,
    Severity,
    Side,
    offered_errors,
)

# Requirements 2.3, as written there: code, E18 class, E12 class, usual severity.
TABLE = """
    delay            质量类  服务质量  important
    damage           质量类  产品质量  important
    loss             质量类  产品质量  important
    shortage         质量类  产品质量  important
    wrong_delivery   服务类  服务质量  important
    wrong_info       服务类  服务质量  ordinary
    attitude         服务类  服务质量  ordinary
    price            价格类  价格      important
    cod_payment      价格类  价格      important
    documents        服务类  服务质量  important
    customs          服务类  服务质量  important
    communication    服务类  沟通      ordinary
    promise_broken   服务类  服务质量  important
    product_quality  质量类  产品质量  important
    other            其他类  其他      ordinary
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]
E18 = {
    "质量类": FourClass.QUALITY,
    "服务类": FourClass.SERVICE,
    "价格类": FourClass.PRICE,
    "其他类": FourClass.OTHER,
}
E12 = {
    "产品质量": FiveClass.PRODUCT_QUALITY,
    "服务质量": FiveClass.SERVICE_QUALITY,
    "价格": FiveClass.PRICE,
    "沟通": FiveClass.COMMUNICATION,
    "其他": FiveClass.OTHER,
}
CAUSES = {
    Category.DELAY: {Cause.WEATHER, Cause.CONGESTION, Cause.BREAKDOWN, Cause.DISPATCH},
    Category.DAMAGE: {Cause.COLLISION, Cause.CRUSHING, Cause.HANDLING},
    Category.LOSS: {Cause.COLLISION, Cause.CRUSHING, Cause.HANDLING},
    Category.WRONG_INFO: {Cause.POSITION, Cause.ARRIVAL_TIME},
    Category.ATTITUDE: {Cause.RUDE, Cause.HARSH_TONE},
}


def test_there_are_fifteen_codes() -> None:
    assert [row[0] for row in ROWS] == [category.value for category in Category]
    assert len(CATEGORIES) == 15


@pytest.mark.parametrize(("code", "four", "five", "severity"), ROWS, ids=[r[0] for r in ROWS])
def test_both_roll_ups_and_the_usual_severity(
    code: str, four: str, five: str, severity: str
) -> None:
    """CL-03, X-12: delay is quality in one view and service in the other."""
    row = CATEGORIES[Category(code)]
    assert (row.four, row.five, row.severity) == (E18[four], E12[five], Severity(severity))


@pytest.mark.parametrize(("category", "causes"), CAUSES.items())
def test_the_four_types_offer_exactly_their_causes_and_other(
    category: Category, causes: set[Cause]
) -> None:
    """CL-05: delay offers exactly weather, congestion, breakdown, dispatch, other."""
    offered = CATEGORIES[category].causes
    assert set(offered) == causes | {Cause.OTHER}
    assert offered[-1] is Cause.OTHER
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize("category", Category)
def test_every_category_can_name_another_cause(category: Category) -> None:
    assert CATEGORIES[category].causes[-1] is Cause.OTHER


class TestErrors:
    """CL-06, CL-07."""

    def test_the_six_sources_carry_their_codes(self) -> None:
        counted = {side: len(codes) for side, codes in ERROR_CODES.items()}
        assert counted == {
            Side.OPERATIONS: 13,
            Side.SALES: 4,
            Side.SUPPLIER_CARRIER: 2,
            Side.AGENT: 1,
            Side.CUSTOMER_SELF: 3,
            Side.FORCE_MAJEURE: 4,
            Side.OTHER_DEPARTMENT: 0,
            Side.REGULATION_SOCIAL: 2,
            Side.UNDETERMINED: 0,
        }

    def test_every_code_belongs_to_one_side(self) -> None:
        grouped = [code for codes in ERROR_CODES.values() for code in codes]
        assert sorted(grouped) == sorted(ErrorCode)

    @pytest.mark.parametrize("side", [None, *Side])
    def test_every_code_can_be_chosen_with_any_side(self, side: Side | None) -> None:
        """No space secured may be the carrier's doing."""
        offered = offered_errors(side)
        assert sorted(offered) == sorted(ErrorCode)
        own = ERROR_CODES[side] if side else ()
        assert offered[: len(own)] == own


def test_the_gravest_sorts_first() -> None:
    order = sorted(Severity, key=lambda severity: severity.rank)
    assert order == [Severity.SERIOUS, Severity.IMPORTANT, Severity.ORDINARY]
    assert Severity.SERIOUS.at_least(Severity.SERIOUS)
    assert Severity.SERIOUS.at_least(Severity.ORDINARY)
    assert not Severity.ORDINARY.at_least(Severity.IMPORTANT)
