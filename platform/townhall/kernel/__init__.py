"""The cellar: pure words everything else is built from. Imports nothing of ours."""
