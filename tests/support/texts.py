"""Text as it comes from callers, pastes and other people's files: every kind of it."""

from hypothesis import strategies as st

from callcentre.text import clean, clean_lines

# Markup, escapes, wildcards, quotes, wide and combining characters: text like any other.
AWKWARD = (
    "[red]x[/]",
    "a[/foo]b",
    "[@click=app.quit]x[/]",
    "100%_\\",
    "O'Brien; DROP TABLE cases",
    '"{customer}" {} {0}',
    "样品未按约定时间送达",
    "👩‍👩‍👧‍👦 café ﷽",
    "e\u0301 ＡＢＣ",
    "\u200bzero\u200dwidth",
)

any_text = st.text(max_size=30) | st.sampled_from(AWKWARD)


def lines(*, least: int = 0) -> st.SearchStrategy[str]:
    """One line of text as the program keeps it: cleaned, whatever it was before."""
    return any_text.map(lambda text: clean(clean(text))).filter(lambda text: len(text) >= least)


def paragraphs() -> st.SearchStrategy[str]:
    """Text of several lines as the program keeps it."""
    several = st.lists(any_text, max_size=4).map("\n".join)
    return several.map(lambda text: clean_lines(clean_lines(text)))
