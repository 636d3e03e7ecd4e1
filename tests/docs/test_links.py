"""Does every link in the documentation lead to something that exists?"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)\s*$|`[^`\n]*`", flags=re.MULTILINE | re.DOTALL)

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("definitions/**/*.md"),
        *ROOT.glob("plugins/**/*.md"),
    ]
)


def headings(page: Path) -> set[str]:
    """The anchors a page offers, formed as git forges form them."""
    text = re.sub(r"^```.*?^```\s*$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path):
    broken = []
    for target in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue  # another site; tests do not ask the network
        name, _, anchor = target.partition("#")
        aim = (page.parent / name).resolve() if name else page
        missing = not aim.exists()
        if missing or (anchor and aim.suffix == ".md" and anchor.lower() not in headings(aim)):
            broken.append(target)
    assert broken == []
