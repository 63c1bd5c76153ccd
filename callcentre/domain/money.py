"""Amounts as people say them: "1800", "USD 750", "4,860元"."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from callcentre.errors import BadInput
from callcentre.i18n import N_

_SIGNS = {
    "元": "CNY",
    "块": "CNY",
    "人民币": "CNY",
    "￥": "CNY",
    "¥": "CNY",
    "rmb": "CNY",
    "$": "USD",
    "美元": "USD",
    "€": "EUR",
    "欧元": "EUR",
    "£": "GBP",
    "港币": "HKD",
}
_AMOUNT = re.compile(r"^(?P<before>\D*?)(?P<number>\d[\d,. ]*\d|\d)(?P<after>\D*)$")
_GROUPS = re.compile(r"(?<=\d)[, ](?=\d{3}(\D|$))")
_CODE = re.compile(r"^[A-Za-z]{3}$")


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


def read_money(text: str, home: str = "CNY") -> Money:
    """The amount in `text`, in `home` currency unless another is named. What is no single
    amount is refused with the text itself."""
    found = _AMOUNT.match(text.strip())
    if not found:
        raise _unreadable(text)
    currency = _currency(found["before"].strip() + found["after"].strip(), home)
    digits = _GROUPS.sub("", found["number"].replace("，", ","))
    try:
        amount = Decimal(digits)
    except InvalidOperation as error:
        raise _unreadable(text) from error
    if currency is None:
        raise _unreadable(text)
    return Money(amount, currency)


def _currency(words: str, home: str) -> str | None:
    if not words:
        return home
    for sign, code in _SIGNS.items():
        if words.lower() == sign:
            return code
    return words.upper() if _CODE.match(words) else None


def _unreadable(text: str) -> BadInput:
    return BadInput(N_("“{text}” is not an amount. Write for example 1800, or USD 750."), text=text)
