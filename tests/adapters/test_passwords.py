"""Does a password open its own door only?"""

import pytest
from argon2 import PasswordHasher

from townhall.adapters.passwords import Argon2Passwords


@pytest.fixture(scope="module")
def passwords():
    return Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def test_a_password_fits_its_own_hash(passwords):
    hashed = passwords.hash("三峡 Dam 1994")
    assert hashed.startswith("$argon2id$")
    assert "Dam" not in hashed
    assert passwords.fits("三峡 Dam 1994", hashed)
    assert not passwords.fits("三峡 dam 1994", hashed)
    assert not passwords.fits("", hashed)


def test_equal_passwords_have_unequal_hashes(passwords):
    assert passwords.hash("a") != passwords.hash("a")


@pytest.mark.parametrize("hashed", [None, "", "not a hash", "$argon2id$v=19$m=64,t=1,p=1$broken"])
def test_without_a_good_hash_nothing_fits(passwords, hashed):
    assert passwords.fits("a", hashed) is False


def test_where_nobody_is_a_password_is_checked_all_the_same():
    """Otherwise the time an answer takes would tell which logins exist."""
    hasher = _Counting(time_cost=1, memory_cost=64, parallelism=1)
    passwords = Argon2Passwords(hasher)
    assert passwords.fits("a", None) is False
    assert passwords.fits("nobody's password is not checked against this", None) is False
    assert hasher.verified == 2
    assert hasher.hashed == 1


def test_the_default_is_the_librarys_own():
    assert (
        Argon2Passwords()
        .hash("a")
        .startswith(PasswordHasher().hash("a").rpartition("$")[0].rpartition("$")[0])
    )


def test_the_cost_is_at_least_what_the_guidance_asks():
    """RFC 9106 section 4, its second choice: argon2id, 3 passes over 64 MiB, with a salt of 16 bytes."""
    _, kind, version, cost, salt, _ = Argon2Passwords().hash("a").split("$")
    spent = dict(one.split("=") for one in cost.split(","))
    assert (kind, version) == ("argon2id", "v=19")
    assert int(spent["m"]) >= 64 * 1024
    assert int(spent["t"]) >= 3
    assert len(salt) >= 22  # base 64 of 16 bytes


def test_a_hash_of_other_parameters_still_fits(passwords):
    """Parameters stand in the hash, so that raising them locks nobody out."""
    dearer = Argon2Passwords(PasswordHasher(time_cost=2, memory_cost=128, parallelism=1))
    assert dearer.fits("a", passwords.hash("a"))
    assert passwords.fits("a", dearer.hash("a"))
    assert not passwords.fits("b", dearer.hash("a"))


@pytest.mark.parametrize("password", ["", "密码 with spaces ", "\x00null", "😀" * 60, "x" * 4096])
def test_a_password_is_taken_to_its_last_character(passwords, password):
    hashed = passwords.hash(password)
    assert passwords.fits(password, hashed)
    assert not passwords.fits(password + "x", hashed)
    assert not passwords.fits(password[:-1] or "y", hashed)


class _Counting(PasswordHasher):
    hashed = verified = 0

    def hash(self, password, *, salt=None):
        self.hashed += 1
        return super().hash(password, salt=salt)

    def verify(self, hash, password):  # noqa: A002 - the library's name
        self.verified += 1
        return super().verify(hash, password)
