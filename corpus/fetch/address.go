package fetch

import (
	"net/netip"

	"code.dny.dev/ssrf"
)

// guardian knows the addresses with a special purpose. Its tables are made from
// IANA's registries, and it refuses a little more than they call unreachable:
// all of 192.0.0.0/24, 2001::/23 (Teredo is in it) and 2002::/16 (6to4), and
// every IPv6 address outside 2000::/3.
//
//   - https://www.iana.org/assignments/iana-ipv4-special-registry
//   - https://www.iana.org/assignments/iana-ipv6-special-registry
//   - https://www.iana.org/assignments/ipv6-address-space
var guardian = ssrf.New(ssrf.WithDeniedV4Prefixes(azureHost))

// azureHost is the one metadata address that is not in a private range: the
// host of a virtual machine at Azure. Those of other clouds are link-local
// (169.254.169.254), unique-local (fd00:ec2::254, fd20:ce::254), shared
// (100.100.100.200) or reserved (192.0.0.192).
var azureHost = netip.MustParsePrefix("168.63.129.16/32")

// public reports whether an address is on the public internet: one that
// anybody could reach from anywhere. IPv4 in IPv6 form (::ffff:a.b.c.d) is not
// an address that is dialled, and so not public. An address of a NAT64 gateway
// (64:ff9b::/96, RFC 6052) is as public as the one that it stands for.
func public(addr netip.Addr) bool {
	if !addr.IsValid() || addr.Zone() != "" {
		return false
	}
	if ssrf.IPv6NAT64Prefix.Contains(addr) {
		b := addr.As16()
		addr = netip.AddrFrom4([4]byte(b[12:]))
	}
	return guardian.SafeAddr(addr) == nil
}

// trustable reports whether an address may be dialled for a host that the
// maintainer named in Options.Allow: any but the link-local ones, where clouds
// keep their metadata, and those that are no single machine's.
func trustable(addr netip.Addr) bool {
	return addr.IsValid() && addr.Zone() == "" && !addr.Is4In6() && !addr.IsLinkLocalUnicast() &&
		!addr.IsMulticast() && !addr.IsUnspecified() && addr != broadcast
}

var broadcast = netip.AddrFrom4([4]byte{255, 255, 255, 255})
