"""How does a web server get the application?"""

from __future__ import annotations

import os

from flask import Flask

from townhall import bootstrap
from townhall.settings import Settings
from townhall.web.app import create_app


def application() -> Flask:
    """The web application on the hall that the environment describes."""
    return create_app(bootstrap.open_hall(Settings.from_environment(os.environ)))
