"""Where this machine is: its names, its addresses, and who is on the same network."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from clinic.network.place import find_place, is_local, is_neighbour, source_addresses


def test_a_machine_without_a_network_is_still_this_machine() -> None:
    place = find_place(host_name="Reception", towards=())
    assert place.names == ("reception", "reception.local", "localhost")
    assert [str(one) for one in place.addresses] == ["127.0.0.1", "::1"]


def test_the_names_and_addresses_that_the_clinic_gives_are_its_own() -> None:
    place = find_place(("Notes.Clinic.Example", "192.168.1.20", "[fd00::5]", "127.0.0.1"), "reception", towards=())
    assert place.names == ("reception", "reception.local", "notes.clinic.example", "localhost")
    assert [str(one) for one in place.addresses] == ["192.168.1.20", "fd00::5", "127.0.0.1", "::1"]
    assert place.hosts >= {"notes.clinic.example", "192.168.1.20", "fd00::5", "localhost", "::1"}


def test_a_name_with_a_domain_gets_no_second_one() -> None:
    assert find_place(host_name="pc.clinic.example.", towards=()).names == ("pc.clinic.example", "localhost")


def test_a_host_name_that_no_certificate_can_hold_is_left_out() -> None:
    assert find_place(host_name="the_reception", towards=()).names == ("localhost",)


def test_an_address_of_the_internet_is_no_place_to_be_served() -> None:
    place = find_place(("203.0.113.9",), "reception", towards=())
    assert [str(one) for one in place.elsewhere] == ["203.0.113.9"]
    assert "203.0.113.9" not in place.hosts


def test_the_machine_says_which_address_it_would_send_from() -> None:
    assert [str(one) for one in source_addresses(("127.0.0.1", "::1"))] == ["127.0.0.1", "::1"]


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "172.16.0.1", "172.31.9.9", "192.168.0.4", "127.0.0.1", "fd00::1", "::1"]
)
def test_addresses_inside_a_house_are_local(address: str) -> None:
    assert is_local(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "192.169.0.1", "100.64.0.1", "169.254.1.1", "2001:db8::1"]
)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_local(ip_address(address))


@pytest.mark.parametrize(
    ("peer", "own"),
    [("192.168.1.7", "192.168.1.20"), ("fe80::1%eth0", "fe80::2%eth0"), ("2001:db8:1:2::7", "2001:db8:1:2::20")],
)
def test_who_is_on_the_same_network_is_a_neighbour(peer: str, own: str) -> None:
    assert is_neighbour(peer, own)


@pytest.mark.parametrize(
    ("peer", "own"),
    [("8.8.8.8", "192.168.1.20"), ("203.0.113.5", "203.0.113.9"), ("2001:db8:9:9::7", "2001:db8:1:2::20")],
)
def test_who_connects_from_the_internet_is_none(peer: str, own: str) -> None:
    assert not is_neighbour(peer, own)
