"""How often may one address do the things that can be abused?

Counted in each process's memory: with several workers the true limit is that many times higher, which
suffices against guessing passwords one by one.
"""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limits = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


def login_and_address() -> str:
    """Who is trying to sign in, and from where."""
    return f"{request.form.get('login', '').strip().lower()[:80]}|{get_remote_address()}"
