"""How fast are the main paths? Each benchmark prints our time beside its floor's time, from one run.

A floor is the least that somebody could do by hand for the same result: the same rows written by raw SQL,
the same page drawn by a hand-written template. Nothing here is asserted about time; `make bench` prints.
"""
