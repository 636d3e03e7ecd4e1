"""Lets people act, one file per verb: load, ask the engine, keep. Refuses with a reason for the person."""
