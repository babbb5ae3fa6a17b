//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
)

// network is a bridge on this machine with network namespaces behind it, each of
// which is as a machine of its own whose cable can be pulled. Its names have the
// number of this process.
type network struct {
	bridge string
	host   netip.Addr // of the bridge: where those behind it find this machine
	places []place
}

// place is a namespace.
type place struct {
	name   string
	cable  string // the end that is plugged into the bridge
	host   netip.Addr
	inside []string // the command that runs another in it
}

// newNetwork makes a network with so many places, at most 13. It belongs to
// root. When it fails nothing of it is left.
func newNetwork(places int) (n *network, err error) {
	subnet, err := freeSubnet()
	if err != nil {
		return nil, err
	}
	n = &network{bridge: fmt.Sprintf("pin%d", os.Getpid()), host: subnet.Addr().Next()}
	defer func() {
		if err != nil {
			n.close()
		}
	}()
	// With an address of its own the bridge does not take on another when a
	// cable is pulled, which the others would not know.
	err = ip("link", "add", n.bridge, "address", "02:00:5e:10:00:01", "type", "bridge")
	if err == nil {
		err = ip("address", "add", netip.PrefixFrom(n.host, subnet.Bits()).String(), "dev", n.bridge)
	}
	if err == nil {
		err = ip("link", "set", n.bridge, "up")
	}
	host := n.host
	for k := 0; k < places && err == nil; k++ {
		host = host.Next()
		err = n.add(k, netip.PrefixFrom(host, subnet.Bits()))
	}
	return n, err
}

// add makes a place and plugs it into the bridge.
func (n *network) add(k int, at netip.Prefix) error {
	p := place{name: fmt.Sprintf("pincite-%d-%d", os.Getpid(), k), cable: fmt.Sprintf("%sv%d", n.bridge, k), host: at.Addr()}
	p.inside = []string{"ip", "netns", "exec", p.name}
	if err := ip("netns", "add", p.name); err != nil {
		return err
	}
	n.places = append(n.places, p)
	for _, args := range [][]string{
		{"link", "add", p.cable, "type", "veth", "peer", "name", "eth0", "netns", p.name},
		{"link", "set", p.cable, "master", n.bridge},
		{"link", "set", p.cable, "up"},
		{"-n", p.name, "address", "add", at.String(), "dev", "eth0"},
		{"-n", p.name, "link", "set", "lo", "up"},
		{"-n", p.name, "link", "set", "eth0", "up"},
	} {
		if err := ip(args...); err != nil {
			return err
		}
	}
	return nil
}

// cut pulls a place's cable: nobody is told, packets just do not come any more.
func (n *network) cut(k int) error { return ip("link", "set", n.places[k].cable, "down") }

// join plugs it in again.
func (n *network) join(k int) error { return ip("link", "set", n.places[k].cable, "up") }

// close takes everything away. Processes in the places have to have ended.
func (n *network) close() {
	for _, p := range n.places {
		_ = ip("netns", "delete", p.name) // it may not be there
		_ = ip("link", "delete", p.cable) // gone with its other end, as a rule
	}
	_ = ip("link", "delete", n.bridge) // it may not be there
}

// ip runs the program of this name.
func ip(args ...string) error {
	said, err := exec.Command("ip", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("ip %v: %w: %s", args, err, bytes.TrimSpace(said))
	}
	return nil
}

// freeSubnet returns a small part of the addresses that are meant for trials of
// networks (RFC 2544), of which this machine has none yet.
func freeSubnet() (netip.Prefix, error) {
	const bits, parts = 28, 1 << (28 - 15)
	used, err := net.InterfaceAddrs()
	if err != nil {
		return netip.Prefix{}, err
	}
	for try := range parts {
		k := (os.Getpid() + try) % parts * 16
		p := netip.PrefixFrom(netip.AddrFrom4([4]byte{198, 18 + byte(k>>16), byte(k >> 8), byte(k)}), bits)
		free := true
		for _, a := range used {
			if other, err := netip.ParsePrefix(a.String()); err == nil && other.Overlaps(p) {
				free = false
			}
		}
		if free {
			return p, nil
		}
	}
	return netip.Prefix{}, errors.New("no addresses are left in 198.18.0.0/15")
}

// cannotSeparate says why replicas cannot be put into networks of their own here;
// "" when they can.
func cannotSeparate() string {
	if os.Geteuid() != 0 {
		return "network namespaces are made by root"
	}
	if _, err := exec.LookPath("ip"); err != nil {
		return "the program ip is not here: install iproute2"
	}
	if _, err := tool("postgres"); err != nil {
		return err.Error()
	}
	n, err := newNetwork(0)
	if err != nil {
		return "this machine lets nobody make a network: " + err.Error()
	}
	n.close()
	return ""
}
