"""Tests of align.originals.web.guard."""

from __future__ import annotations

from ipaddress import ip_address

import httpcore2
import pytest

from align.originals.web.guard import GuardedBackend, Refused, check_url, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
        ("172.16.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False), ("0.0.0.0", False),
        ("255.255.255.255", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False), ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False), ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False), ("240.0.0.1", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.vn/x", "gopher://a.vn", "http://a.vn:8080/", "https://a.vn:80/", "http://user:pw@a.vn/", "http://",
     "https://a.vn:99999/", "http://[::1", "javascript:alert(1)", "//a.vn/x"],
)  # fmt: skip
def test_addresses_that_are_not_asked(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url)


def test_addresses_that_may_be_asked() -> None:
    assert check_url("https://Thanhnien.vn./a.htm") == ("https", "thanhnien.vn", 443)
    assert check_url("http://mirror.vn:8080/a", frozenset({("mirror.vn", 8080)})) == ("http", "mirror.vn", 8080)


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["fe80::1%eth0"]])
def test_a_name_with_an_address_that_is_not_public_is_not_connected_to(answers: list[str]) -> None:
    backend = GuardedBackend(lambda host, port: answers)
    with pytest.raises(Refused, match="expected a public address"):
        backend.connect_tcp("evil.example", 80, timeout=1)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "localhost"])
def test_other_spellings_of_this_machine(host: str) -> None:
    with pytest.raises((Refused, httpcore2.ConnectError)):
        GuardedBackend().connect_tcp(host, 80, timeout=1)


def test_a_name_that_leads_nowhere() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(httpcore2.ConnectError):
        GuardedBackend(fails).connect_tcp("nowhere.example", 80, timeout=1)
    with pytest.raises(httpcore2.ConnectError):
        GuardedBackend(lambda host, port: []).connect_tcp("nowhere.example", 80, timeout=1)
