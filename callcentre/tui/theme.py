"""The themes. Status is never colour alone; blue and orange are told apart by everybody."""

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    primary="#6ea8d8",
    secondary="#8fb8a8",
    accent="#d8b36e",
    foreground="#d6dae0",
    background="#14181d",
    surface="#1a1f26",
    panel="#222933",
    success="#7fb88f",
    warning="#e0b355",
    error="#e8746a",
    dark=True,
)
DAY = Theme(
    name="day",
    primary="#1f5f99",
    secondary="#2f6f5c",
    accent="#8a5a00",
    foreground="#1d2329",
    background="#f6f4ef",
    surface="#fdfcf9",
    panel="#e9e5dc",
    success="#276b3c",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
)
CONTRAST = Theme(
    name="contrast",
    primary="#ffffff",
    secondary="#ffff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#00ff7f",
    warning="#ffff00",
    error="#ff6060",
    dark=True,
)
BLUE_ORANGE = Theme(
    name="blue-orange",
    primary="#56a0e0",
    secondary="#9ec5e8",
    accent="#f0a030",
    foreground="#dfe3e8",
    background="#12161b",
    surface="#181d24",
    panel="#212833",
    success="#56a0e0",
    warning="#f0c070",
    error="#f08a24",
    dark=True,
)
THEMES = (NIGHT, DAY, CONTRAST, BLUE_ORANGE)
