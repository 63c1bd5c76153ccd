"""Measurements of the program, run by `make bench`."""
