"""Under which address does a page find a style sheet or script, so that a browser may keep it for ever?"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, url_for


def address_assets(app: Flask) -> None:
    """Let templates name static files by what is in them: `/static/townhall.css?v=1f0c…`."""
    folder = Path(str(app.static_folder))
    marks = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=name, v=marks.get(name))
