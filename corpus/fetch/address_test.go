package fetch

import (
	"net/netip"
	"testing"
)

// registries are IANA's special-purpose addresses with their column "Globally
// Reachable", and the blocks of the address space registries that are no unicast.
// The longest prefix counts.
//
//   - https://www.iana.org/assignments/iana-ipv4-special-registry
//   - https://www.iana.org/assignments/ipv4-address-space
//   - https://www.iana.org/assignments/iana-ipv6-special-registry
//   - https://www.iana.org/assignments/ipv6-address-space
var registries = map[string]bool{
	"0.0.0.0/0": true, "0.0.0.0/8": false, "10.0.0.0/8": false, "100.64.0.0/10": false, "127.0.0.0/8": false, "169.254.0.0/16": false,
	"172.16.0.0/12": false, "192.0.0.0/24": false, "192.0.0.9/32": true, "192.0.0.10/32": true, "192.0.2.0/24": false,
	"192.31.196.0/24": true, "192.52.193.0/24": true, "192.88.99.0/24": false, "192.168.0.0/16": false, "192.175.48.0/24": true,
	"198.18.0.0/15": false, "198.51.100.0/24": false, "203.0.113.0/24": false, "224.0.0.0/4": false, "240.0.0.0/4": false,

	"::/0": false, "2000::/3": true, "64:ff9b::/96": true, "64:ff9b:1::/48": false, "2001::/23": false, "2001:1::1/128": true,
	"2001:1::2/128": true, "2001:1::3/128": true, "2001:2::/48": false, "2001:3::/32": true, "2001:4:112::/48": true, "2001:10::/28": false,
	"2001:20::/28": true, "2001:30::/28": true, "2001:db8::/32": false, "2002::/16": false, "2620:4f:8000::/48": true, "3fff::/20": false,
}

// reachable looks an address up in the registries, and says whether it is in a
// block with a purpose of its own.
func reachable(addr netip.Addr) (reachable, special bool) {
	longest := -1
	for text, r := range registries {
		if p := netip.MustParsePrefix(text); p.Contains(addr) && p.Bits() > longest {
			longest, reachable, special = p.Bits(), r, text != "0.0.0.0/0" && text != "2000::/3"
		}
	}
	if longest == 96 { // NAT64 reaches what it stands for
		b := addr.As16()
		reachable, _ = reachableV4(b)
	}
	return reachable, special
}

func reachableV4(b [16]byte) (bool, bool) { return reachable(netip.AddrFrom4([4]byte(b[12:]))) }

func FuzzPublicAddressesAreGloballyReachable(f *testing.F) {
	for text := range registries {
		p := netip.MustParsePrefix(text)
		b := p.Addr().As16()
		f.Add(b[:], p.Addr().Is4())
		b[15]++
		f.Add(b[:], p.Addr().Is4())
	}
	for _, text := range []string{"8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::", "fe80::1", "fd00:ec2::254"} {
		b := netip.MustParseAddr(text).As16()
		f.Add(b[:], false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, four bool) {
		if len(raw) != 16 {
			return
		}
		addr := netip.AddrFrom16([16]byte(raw))
		if four {
			addr = netip.AddrFrom4([4]byte(raw[12:]))
		}
		global, special := reachable(addr)
		if public(addr) && !global {
			t.Errorf("%v is dialled, and is not globally reachable", addr)
		}
		if !public(addr) && global && !special && !azureHost.Contains(addr) {
			t.Errorf("%v is refused, and is an ordinary address", addr)
		}
		if !public(addr) {
			return
		}
		if addr.IsPrivate() || addr.IsLoopback() || addr.IsLinkLocalUnicast() || addr.IsMulticast() || addr.IsUnspecified() || addr.Is4In6() {
			t.Errorf("%v is dialled", addr)
		}
	})
}

func TestAddressesThatAreNotDialled(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "169.254.169.254",
		"169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
		"::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::7f00:1", "2001:db8::1", "2002:7f00:1::1",
		"2002:a00:1::", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1", "3fff::1", "2606:4700::1%eth0",
	} {
		if public(netip.MustParseAddr(text)) {
			t.Errorf("%s would be dialled", text)
		}
	}
	for _, text := range []string{"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"} {
		if !public(netip.MustParseAddr(text)) {
			t.Errorf("%s would not be dialled", text)
		}
	}
	if public(netip.Addr{}) || trustable(netip.Addr{}) {
		t.Error("no address would be dialled")
	}
	for _, text := range []string{"169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0", "::", "255.255.255.255", "::ffff:10.0.0.1"} {
		if trustable(netip.MustParseAddr(text)) {
			t.Errorf("%s would be dialled for a host that the maintainer named", text)
		}
	}
	for _, text := range []string{"127.0.0.1", "10.0.0.1", "fd00::1", "8.8.8.8"} {
		if !trustable(netip.MustParseAddr(text)) {
			t.Errorf("%s would not be dialled for a host that the maintainer named", text)
		}
	}
}
