"""The words of every problem code, one module a family of codes; `kernel.problems` is their one reader."""
