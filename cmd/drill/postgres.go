//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/pincite/pincite/corpus/store"
)

// postgres is a server of the drill's own, which can be killed.
type postgres struct {
	dir, host string
	port      int
	cmd       *exec.Cmd
	as        *syscall.SysProcAttr
}

// newPostgres makes a cluster in a folder and starts it at a host. Started by
// root it runs as the user postgres, for it refuses to be root.
func newPostgres(ctx context.Context, dir, host string) (*postgres, error) {
	p := &postgres{dir: filepath.Join(dir, "postgres"), host: host, as: &syscall.SysProcAttr{Setpgid: true}}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, err
	}
	if os.Geteuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, errors.New("there is no user postgres: install Postgres")
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(errU, errG, os.Chown(p.dir, int(uid), int(gid)), os.Chmod(dir, 0o711)); err != nil {
			return nil, err
		}
		p.as.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return nil, err
	}
	p.port = l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		return nil, err
	}
	initdb, err := tool("initdb")
	if err != nil {
		return nil, err
	}
	prepare := exec.CommandContext(ctx, initdb, "-D", p.dir, "-A", "trust", "-U", "pincite", "-E", "UTF8", "--locale=C.UTF-8")
	prepare.SysProcAttr, prepare.Dir = p.as, p.dir
	if said, err := prepare.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, said)
	}
	return p, p.start(ctx)
}

// tool finds a program of Postgres, which Debian keeps out of the way.
func tool(name string) (string, error) {
	if found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name); err == nil && len(found) > 0 {
		return found[len(found)-1], nil
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is not here: install Postgres", name)
	}
	return path, nil
}

// start starts the server and waits until it answers.
func (p *postgres) start(ctx context.Context) error {
	server, err := tool("postgres")
	if err != nil {
		return err
	}
	// All may connect from wherever the drill has processes: the network is the
	// drill's own.
	rules := "local all all trust\nhost all all 0.0.0.0/0 trust\n"
	if err := os.WriteFile(filepath.Join(p.dir, "pg_hba.conf"), []byte(rules), 0o644); err != nil {
		return err
	}
	p.cmd = exec.Command(server, "-D", p.dir, "-p", strconv.Itoa(p.port), "-c", "listen_addresses="+p.host,
		"-c", "unix_socket_directories="+p.dir, "-c", "max_connections=200")
	p.cmd.SysProcAttr, p.cmd.Dir = p.as, p.dir
	if err := p.cmd.Start(); err != nil {
		return err
	}
	for range 300 {
		if err = p.ping(ctx); err == nil {
			return nil
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return fmt.Errorf("the database does not answer: %w", err)
}

func (p *postgres) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	s, err := store.OpenPostgres(ctx, p.address())
	if err != nil {
		return err
	}
	return s.Close()
}

func (p *postgres) address() string {
	return fmt.Sprintf("postgres://pincite@%s:%d/postgres?sslmode=disable&connect_timeout=2", p.host, p.port)
}

// kill ends the server and all of its processes with SIGKILL.
func (p *postgres) kill() {
	if p.cmd == nil {
		return
	}
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // it may have ended
	_ = p.cmd.Wait()
	p.cmd = nil
	_ = os.Remove(filepath.Join(p.dir, "postmaster.pid"))
}
