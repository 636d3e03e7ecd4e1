"""Turns what a configurator wrote into a release, or into every problem it has; touches nothing else."""
