"""Touches the rest of the world for the ports: clock, files, codes, courier, plugins; decides nothing."""
