"""What runs where Python is asked for the module (`python -m townhall.cli`)?"""

from townhall.cli import main

main()
