"""Amounts as people say them (CL-12)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.money import Money, read_money
from callcentre.errors import BadInput


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1800", "1800", "CNY"),
        ("1800元", "1800", "CNY"),
        ("4,860元", "4860", "CNY"),
        ("￥4,860.50", "4860.50", "CNY"),
        ("¥ 99", "99", "CNY"),
        ("1 234 567.89", "1234567.89", "CNY"),
        ("300块", "300", "CNY"),
        ("RMB 300", "300", "CNY"),
        ("USD 750", "750", "USD"),
        ("usd750", "750", "USD"),
        ("750 USD", "750", "USD"),
        ("$750", "750", "USD"),
        ("750美元", "750", "USD"),
        ("€ 12.30", "12.30", "EUR"),
        ("£5", "5", "GBP"),
        ("1,000,000 usd", "1000000", "USD"),
        ("0.5", "0.5", "CNY"),
        ("  20  ", "20", "CNY"),
        ("7", "7", "CNY"),
    ],
)
def test_what_people_say_is_understood(text: str, amount: str, currency: str) -> None:
    assert read_money(text) == Money(Decimal(amount), currency)


def test_the_home_currency_is_meant_when_none_is_named() -> None:
    assert read_money("750", home="USD").currency == "USD"
    assert read_money("750元", home="USD").currency == "CNY"


@pytest.mark.parametrize(
    "text",
    ["", "很多", "about a thousand", "100-200", "100 or 200", "1.2.3", "12 apples", "-5", "5%"],
)
def test_what_is_no_single_amount_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_money(text)
    assert f"“{text}”" in str(refusal.value)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["CNY", "USD", "EUR"]))
def test_an_amount_is_read_back_as_it_was_written(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    assert read_money(str(money)) == money


@given(st.decimals(0, 10**9, places=2))
def test_thousands_separators_change_nothing(amount: Decimal) -> None:
    assert read_money(f"{amount:,}") == read_money(f"{amount}")


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_clear_refusal(text: str) -> None:
    try:
        read = read_money(text)
    except BadInput as refusal:
        assert text in str(refusal)
    else:
        assert read.amount >= 0
        assert len(read.currency) == 3
