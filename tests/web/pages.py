"""What does a page of HTML hold, as a browser would read it?"""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Tags with their attributes, and the text, of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tags and self.tags[-1][0] in ("script", "style") and data.strip():
            self.inline.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def breaches(self) -> list[str]:
        """What a strict content security policy would block."""
        found = [f"inline {text[:30]}" for text in self.inline]
        for tag, attributes in self.tags:
            if tag == "style":
                found.append("<style>")
            for name, value in attributes.items():
                if name == "style" or name.startswith("on") or (value or "").startswith("javascript:"):
                    found.append(f"<{tag} {name}>")
                if name in ("src", "href") and (value or "").startswith(("http:", "https:", "//")):
                    found.append(f"<{tag} {name}={value}>")
        return found
