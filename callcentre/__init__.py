"""A terminal desk for a complaints hotline: the guided call and the promises it leaves."""

__version__ = "0.1.0"
