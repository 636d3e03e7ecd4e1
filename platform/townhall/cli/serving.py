"""How is the web server started, and is its port free?"""

from __future__ import annotations

import errno
import socket
import sys

from townhall.cli.asked import Asked


def server(host: str, port: int, workers: int) -> list[str]:
    """The command that serves the pages."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "--worker-class",
        "gthread",
        "--workers",
        str(workers),
        "--threads",
        "8",
        "--bind",
        f"{host}:{port}",
        "--access-logfile",
        "/dev/null",
        "townhall.wsgi:application()",
    ]


def free_port(asked: Asked, host: str, port: int) -> None:
    """Go on only where the port can be had.

    Raises:
        click.ClickException: somebody else has it, or it may not be had, or there is no such address.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as failed:
            raise _said(asked, failed, host, port) from failed
        except OverflowError as failed:
            raise asked.failed(
                f"没有端口{port}：请在1到65535之间选。", f"There is no port {port}: 1 to 65535."
            ) from failed


def _said(asked: Asked, failed: OSError, host: str, port: int) -> Exception:
    match failed.errno:
        case errno.EADDRINUSE:
            return asked.failed(
                f"端口{port}已被别的程序占用。请先停掉它，或换一个：--port {port + 1}。",
                f"Port {port} is taken by another program. Stop that, or take another: --port {port + 1}.",
            )
        case errno.EACCES:
            return asked.failed(
                f"没有权限用端口{port}。请用1024以上的，如--port 8000。",
                f"Port {port} may not be used. Take one above 1024, such as --port 8000.",
            )
        case _:
            return asked.failed(
                f"地址{host}在这台机器上用不了。请用--host 127.0.0.1或0.0.0.0。",
                f"The address {host} is not of this machine. Use --host 127.0.0.1 or 0.0.0.0.",
            )
