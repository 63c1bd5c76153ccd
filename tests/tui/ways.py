"""The way from the queue to each place that has keys of its own; a row must be owed."""

from collections.abc import Awaitable, Callable

from tests.tui.hands import Hands


async def to_queue(_hands: Hands) -> None:
    """The queue is there at once."""


async def to_call(hands: Hands) -> None:
    await hands.press("f2")


async def to_answer(hands: Hands) -> None:
    await hands.press("enter")


async def to_case(hands: Hands) -> None:
    await hands.press("c")


async def to_cases(hands: Hands) -> None:
    """Tab goes from the words to the list."""
    await hands.press("f3", "tab")


async def to_people(hands: Hands) -> None:
    """For a lead."""
    await hands.press("f8")


WAYS: dict[str, Callable[[Hands], Awaitable[None]]] = {
    "queue": to_queue,
    "call": to_call,
    "answer": to_answer,
    "page": to_case,
    "cases": to_cases,
    "people": to_people,
}
