"""Are secrets unreadable without the key, and readable with it?"""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townhall.adapters.vault import BadKeys, Keys, KeyVault

VAULT = KeyVault.passing()

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_json)
def test_what_is_sealed_is_unsealed(value):
    assert VAULT.unseal(VAULT.seal(value)) == value


def test_nothing_of_it_shows_and_no_two_are_alike():
    one, other = VAULT.seal("990101199001011234"), VAULT.seal("990101199001011234")
    assert one != other
    assert "990101" not in one + repr(base64.urlsafe_b64decode(one.partition(".")[2]))


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_what_was_changed_is_refused(place):
    sealed = VAULT.seal({"id": "990101199001011234"})
    other = "A" if sealed[place] != "A" else "B"
    with pytest.raises(ValueError, match=r"changed|key file"):
        VAULT.unseal(sealed[:place] + other + sealed[place + 1 :])


@pytest.mark.parametrize("sealed", ["", "1", "1.", "1.AAAA", "2.AAAA", "1.é", "1." + "A" * 24])
def test_what_was_never_sealed_is_refused(sealed):
    with pytest.raises(ValueError, match=r".+"):
        VAULT.unseal(sealed)


def test_another_key_opens_nothing():
    with pytest.raises(ValueError, match="changed"):
        KeyVault.passing().unseal(VAULT.seal("x"))


def test_equal_texts_have_equal_digests_and_only_under_one_key():
    assert VAULT.digest("a") == VAULT.digest("a") != VAULT.digest("b")
    assert VAULT.digest("a") != KeyVault.passing().digest("a")
    assert len(VAULT.digest("村")) == 64
    assert int(VAULT.digest(""), 16)


def test_a_missing_key_file_is_made_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "var" / "secret.key"
    vault = KeyVault.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["secret.key"]
    again = KeyVault.from_file(path)
    assert again.unseal(vault.seal([1])) == [1]
    assert again.digest("a") == vault.digest("a")


def test_two_who_make_the_file_at_once_use_the_same(tmp_path: Path):
    path = tmp_path / "secret.key"
    with ThreadPoolExecutor(6) as pool:
        digests = set(pool.map(lambda _: KeyVault.from_file(path).digest("a"), range(24)))
    assert len(digests) == 1


def test_a_new_line_seals_and_the_old_one_still_opens():
    old = Keys.new()
    new = Keys.read(old.written() + f"seal 2 {base64.b64encode(bytes(32)).decode()}\n")
    sealed = KeyVault(old).seal("x")
    vault = KeyVault(new)
    assert vault.unseal(sealed) == "x"
    assert vault.seal("x").startswith("2.")
    assert vault.digest("x") == KeyVault(old).digest("x")
    with pytest.raises(ValueError, match="not in the key file"):
        KeyVault(old).unseal(vault.seal("x"))


KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs a `seal` line"),
        (f"seal 1 {KEY}\n", "exactly one `digest`"),
        (f"digest 1 {KEY}\n", "needs a `seal` line"),
        (f"seal 1 {KEY}\nseal 1 {KEY}\ndigest 1 {KEY}\n", "line 2: a sealing key 1 stands further up"),
        (f"seal 1 {KEY}\ndigest 1 {KEY}\ndigest 2 {KEY}\n", "exactly one `digest`"),
        (f"# remark\n\nseal {KEY}\n", "line 3: expected"),
        (f"sale 1 {KEY}\n", "line 1: expected"),
        ("seal 1 secret!\n", "line 1: the key is not base 64"),
        ("seal 1 c2hvcnQ=\n", "line 1: the key has 5 bytes, not 32"),
    ],
)
def test_a_key_file_that_cannot_be_used_says_where_and_shows_no_key(tmp_path: Path, text, words):
    path = tmp_path / "secret.key"
    path.write_text(text)
    with pytest.raises(BadKeys, match=words.replace("(", r"\(")) as refused:
        KeyVault.from_file(path)
    assert KEY not in str(refused.value)
    assert "secret!" not in str(refused.value)


def test_keys_show_in_no_representation():
    keys = Keys.new()
    assert keys.digest.hex() not in repr(keys)
    assert repr(keys.digest) not in repr(keys)
    assert repr(keys.seal["1"]) not in repr(keys)


@given(_json, st.integers(0, 10_000), st.integers(1, 255))
def test_no_single_byte_can_be_changed(value, place, flip):
    number, _, rest = VAULT.seal(value).partition(".")
    raw = bytearray(base64.urlsafe_b64decode(rest))
    raw[place % len(raw)] ^= flip
    with pytest.raises(ValueError, match="changed"):
        VAULT.unseal(f"{number}.{base64.urlsafe_b64encode(raw).decode()}")


@given(st.text(), st.text())
def test_digests_are_the_same_for_the_same_text_only_and_outlive_the_process(one, other):
    keys = Keys.read(KEYS.written())
    assert KeyVault(keys).digest(one) == KeyVault(KEYS).digest(one)
    assert (KeyVault(KEYS).digest(one) == KeyVault(KEYS).digest(other)) == (one == other)


def test_sealing_hides_how_often_a_value_stands():
    """Of a thousand equal values no two look alike, so nobody can count who shares an account."""
    assert len({VAULT.seal("9901010000000010999") for _ in range(1000)}) == 1000


KEYS = Keys.new()
