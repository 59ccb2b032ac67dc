"""`python -m webapp.cli`, for where the script `casepath` is not on the path."""

from webapp.cli import main

main()
