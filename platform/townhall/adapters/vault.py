"""How are secrets sealed, with which key, and where does the key lie?

AES-256-GCM with a random 96-bit nonce for each value (NIST SP 800-38D); keyed hashes by HMAC-SHA-256. The
keys stand in a file that only the program's account can read, one a line:

    seal 1 <32 bytes in base 64>
    digest 1 <32 bytes in base 64>

The last `seal` line seals; a sealed text names its key, so older lines still open what they sealed. There is
one `digest` line: another one would find nothing that was hashed before.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from townhall.kernel.canonical import canonical
from townhall.kernel.text import Text

_KEY_BYTES = 32
_NONCE_BYTES = 12
_WARNING = """\
# The keys of this Townhall. Whoever has this file can read every secret; without it nobody can.
# Keep a copy apart from the database. To change the sealing key, add a line `seal 2 ...`; keep the old ones.
"""
_MARKED = "the keys of this database"
_OTHER_KEYS = Text(
    "这个数据库的内容是用别的密钥加密的：请把它原来的密钥文件放回原处，原有的各行一行也不能少。",
    "this database was kept under another key: put its key file back in place, with every line it had",
)


class BadKeys(ValueError):
    """Keys cannot be used; `say` tells why and names the line, never what stands in it."""

    def __init__(self, say: Text) -> None:
        super().__init__(say.en)
        self.say = say


@dataclass(frozen=True, slots=True)
class Keys:
    """Sealing keys by their id, the id of the one in use, and the key of the hashes."""

    seal: Mapping[str, bytes] = field(repr=False)
    current: str
    digest: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Keys:
        """Keys that nobody has had before."""
        return cls({"1": secrets.token_bytes(_KEY_BYTES)}, "1", secrets.token_bytes(_KEY_BYTES))

    @classmethod
    def read(cls, text: str) -> Keys:
        """The keys in the text of a key file.

        Raises:
            BadKeys: a line that is neither a key nor a remark, or a key is missing.
        """
        seal: dict[str, bytes] = {}
        digests: list[bytes] = []
        for number, line in enumerate(text.splitlines(), start=1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if len(words) != 3 or words[0] not in ("seal", "digest") or not words[1].isalnum():
                raise _bad_line(
                    number,
                    "应写成`seal 编号 密钥`或`digest 编号 密钥`",
                    "expected `seal <number> <key>` or `digest <number> <key>`",
                )
            key = _key(words[2], number)
            if words[0] == "digest":
                digests.append(key)
            elif words[1] in seal:
                raise _bad_line(
                    number, f"上面已有编号为{words[1]}的seal", f"a sealing key {words[1]} stands further up"
                )
            else:
                seal[words[1]] = key
        if not seal or len(digests) != 1:
            raise BadKeys(
                Text(
                    "密钥文件要有`seal`行，并且只能有一行`digest`。",
                    "a key file needs a `seal` line and exactly one `digest` line",
                )
            )
        return cls(seal, [*seal][-1], digests[0])

    def written(self) -> str:
        """The text of a key file."""
        keys = [*(("seal", *named) for named in self.seal.items()), ("digest", "1", self.digest)]
        lines = [f"{use} {name} {base64.b64encode(key).decode()}\n" for use, name, key in keys]
        return _WARNING + "".join(lines)


class KeyVault:
    """Seals and hashes with keys it was given."""

    def __init__(self, keys: Keys) -> None:
        self._current = keys.current
        self._ciphers = {name: AESGCM(key) for name, key in keys.seal.items()}
        self._digest = keys.digest

    @classmethod
    def from_file(cls, path: Path) -> KeyVault:
        """A vault with the keys of a file, which is made when it is missing.

        Raises:
            BadKeys: the file cannot be used.
        """
        if not path.exists():
            _make(path)
        return cls(Keys.read(path.read_text(encoding="ascii", errors="replace")))

    @classmethod
    def passing(cls) -> KeyVault:
        """A vault whose keys are forgotten with it."""
        return cls(Keys.new())

    def seal(self, value: Any) -> str:
        """The JSON value, sealed: the key's id, a dot, nonce and ciphertext in base 64."""
        nonce = os.urandom(_NONCE_BYTES)
        hidden = self._ciphers[self._current].encrypt(nonce, canonical(value).encode(), None)
        return f"{self._current}.{base64.urlsafe_b64encode(nonce + hidden).decode()}"

    def unseal(self, sealed: str) -> Any:
        """The JSON value back.

        Raises:
            ValueError: it was changed, or sealed with a key that is not here.
        """
        name, _, rest = sealed.partition(".")
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise ValueError("sealed with a key that is not in the key file")
        try:
            hidden = base64.urlsafe_b64decode(rest)
            return json.loads(cipher.decrypt(hidden[:_NONCE_BYTES], hidden[_NONCE_BYTES:], None))
        except (InvalidTag, binascii.Error) as failed:
            raise ValueError("what was sealed has been changed") from failed

    def digest(self, text: str) -> str:
        """The keyed hash of a text."""
        return hmac.digest(self._digest, text.encode(), hashlib.sha256).hex()

    def marked(self, mark: str = "") -> str:
        """The mark by which a database knows its keys: the one it has, with that of a new sealing key.

        One word for each sealing key that was ever in use, apart by spaces: a keyed hash, sealed. It shows
        nothing of any key, and opens only where both keys are the same as then.

        Raises:
            BadKeys: it was made under other keys, or one of those is not in the file any more.
        """
        hashed = self.digest(_MARKED)
        probes = mark.split()
        for probe in probes:
            try:
                is_own = self.unseal(probe) == hashed
            except ValueError as failed:
                raise BadKeys(_OTHER_KEYS) from failed
            if not is_own:
                raise BadKeys(_OTHER_KEYS)
        if any(probe.startswith(f"{self._current}.") for probe in probes):
            return mark
        return " ".join((*probes, self.seal(hashed)))


def _key(text: str, line: int) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as failed:
        raise _bad_line(line, "密钥不是base 64", "the key is not base 64") from failed
    if len(key) != _KEY_BYTES:
        raise _bad_line(
            line,
            f"密钥有{len(key)}个字节，应为{_KEY_BYTES}个",
            f"the key has {len(key)} bytes, not {_KEY_BYTES}",
        )
    return key


def _bad_line(number: int, zh: str, en: str) -> BadKeys:
    return BadKeys(Text(f"第{number}行：{zh}。", f"line {number}: {en}"))


def _make(path: Path) -> None:
    """Write new keys; if another process is first, its keys stay."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent)  # made readable by its owner only
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(Keys.new().written())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            # A link appears whole or not at all, and never over a file that is there.
            Path(path).hardlink_to(unfinished)
    finally:
        Path(unfinished).unlink()
