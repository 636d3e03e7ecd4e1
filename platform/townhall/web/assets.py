"""Under which address does a page find a style sheet or script, so that a browser may keep it for ever?"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, request


def address_assets(app: Flask) -> None:
    """Let templates name static files by what is in them: `/static/townhall.css?v=1f0c…`."""
    folder = Path(str(app.static_folder))
    address = app.url_map.bind("").build
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            mark = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            found[name] = address("static", {"filename": name, "v": mark})
    # A page names half a dozen, which never change but for where the site is mounted.
    app.jinja_env.globals["asset"] = lambda name: request.script_root + found[name]
