package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pincite/pincite/bot/discordtest"
)

const canIsolate = true

// alone gives a command a network of its own, which has nothing but a loopback.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
}

// sail runs the container in the captain's network.
func (s ship) sail() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if err := loopback(); err != nil {
		return fmt.Errorf("the loopback: %w", err)
	}
	discord, err := discordtest.New(discordtest.Options{})
	if err != nil {
		return err
	}
	defer discord.Close()
	authority, err := s.beDiscord(discord)
	if err != nil {
		return err
	}
	c := &container{ship: s, discord: discord, volume: filepath.Join(s.Work, "volume")}
	for name, text := range map[string]string{"authorities": authority, "hosts": "127.0.0.1 localhost discord.com gateway.discord.gg\n", "token": discord.Token() + "\n",
		"articles/harbour.md": "# The harbour office\n\nThe harbour master of Ostrand is Marta Lindqvist.\n\nThe ferry leaves at nine.\n"} {
		path := filepath.Join(s.Work, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			return err
		}
	}
	for _, check := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"a token that is given twice is refused", c.tokenTwice},
		{"a volume that cannot be written is told", c.unwritable},
		{"articles are added from a folder", c.addArticles},
		{"the bot answers, is well, and stops", c.serves},
	} {
		begun := time.Now()
		if err := check.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", check.name, err)
		}
		fmt.Printf("%s (%v)\n", check.name, time.Since(begun).Round(time.Millisecond))
	}
	return nil
}

// loopback switches on the loopback of a new network.
func loopback() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	req, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	req.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, req)
}

// beDiscord answers at discord.com's place, and returns the certificate of the
// authority that says so.
func (s ship) beDiscord(discord *discordtest.Server) (authority string, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "stand-in"}, DNSNames: []string{"discord.com", "gateway.discord.gg"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	l, err := net.Listen("tcp", "127.0.0.1:443")
	if err != nil {
		return "", err
	}
	proxy := &httputil.ReverseProxy{Transport: discord.Transport(), ErrorLog: nil,
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: "https", Host: "discord.com"}) }}
	server := &http.Server{Handler: proxy, ReadHeaderTimeout: time.Minute,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}}
	go server.ServeTLS(l, "", "") // until the captain ends
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}

// container is a ship with what is around it.
type container struct {
	ship
	discord *discordtest.Server
	volume  string
}

// command isolates a command of the image as a container engine would.
func (c *container) command(ctx context.Context, volume string, env []string, argv ...string) *exec.Cmd {
	args := []string{"--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
		"--ro-bind", c.Root, "/", "--proc", "/proc", "--dev", "/dev", "--size", "67108864", "--tmpfs", "/tmp", "--bind", volume, c.Volume,
		"--ro-bind", filepath.Join(c.Work, "authorities"), "/etc/ssl/certs/ca-certificates.crt",
		"--ro-bind", filepath.Join(c.Work, "hosts"), "/etc/hosts",
		"--ro-bind", filepath.Join(c.Work, "token"), "/run/secrets/discord_token",
		"--ro-bind", filepath.Join(c.Work, "articles"), "/articles", "--chdir", "/", "--info-fd", "3"}
	for _, e := range append(c.Env, env...) {
		name, value, _ := strings.Cut(e, "=")
		args = append(args, "--setenv", name, value)
	}
	cmd := exec.CommandContext(ctx, "bwrap", append(append(args, "--"), argv...)...)
	var uid, gid uint32
	_, _ = fmt.Sscanf(c.User, "%d:%d", &uid, &gid) // the test has compared it
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: gid}, Pdeathsig: syscall.SIGKILL}
	cmd.Dir = "/"
	return cmd
}

// run runs a command of the image to its end.
func (c *container) run(ctx context.Context, volume string, env []string, argv ...string) (said string, code int, err error) {
	cmd := c.command(ctx, volume, env, append(c.Entrypoint, argv...)...)
	info, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return "", 0, err
	}
	defer info.Close()
	cmd.ExtraFiles = []*os.File{info}
	out, err := cmd.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return string(out), exit.ExitCode(), nil
	}
	return string(out), 0, err
}

// newVolume makes the volume as an engine does: with the owner of the folder
// that it covers.
func (c *container) newVolume() error {
	info, err := os.Stat(filepath.Join(c.Root, c.Volume))
	if err != nil {
		return err
	}
	owner := info.Sys().(*syscall.Stat_t)
	return errors.Join(os.MkdirAll(c.volume, 0o755), os.Chown(c.volume, int(owner.Uid), int(owner.Gid)))
}

const tokenFile = "DISCORD_TOKEN_FILE=/run/secrets/discord_token"

func (c *container) tokenTwice(ctx context.Context) error {
	if err := c.newVolume(); err != nil {
		return err
	}
	said, code, err := c.run(ctx, c.volume, []string{tokenFile, "DISCORD_TOKEN=other"}, c.Command...)
	return expect(err, code, exitError, said, "DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: keep one")
}

func (c *container) unwritable(ctx context.Context) error {
	roots := filepath.Join(c.Work, "of-root")
	if err := os.MkdirAll(roots, 0o755); err != nil {
		return err
	}
	said, code, err := c.run(ctx, roots, []string{tokenFile}, c.Command...)
	return expect(err, code, exitError, said, "the data folder /data cannot be written: permission denied. Give this user the right to write there")
}

func (c *container) addArticles(ctx context.Context) error {
	said, code, err := c.run(ctx, c.volume, nil, "library", "add", "/articles")
	return expect(err, code, exitYes, said, "harbour.md: added")
}

func expect(err error, code, want int, said, words string) error {
	if err != nil {
		return err
	}
	if code != want || !strings.Contains(said, words) {
		return fmt.Errorf("it ended with %d and said %q; wanted %d and %q", code, said, want, words)
	}
	return nil
}

// serves starts the bot, asks it, looks at its process, and stops it.
func (c *container) serves(ctx context.Context) error {
	guild, general := c.discord.AddGuild("Harbour Watch")
	ada := c.discord.AddUser("Ada")
	c.discord.Join(guild, ada, 0)
	cmd := c.command(ctx, c.volume, []string{tokenFile}, append(c.Entrypoint, c.ship.Command...)...)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	pid, err := startAndTell(cmd)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, &log)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := c.look(ctx, pid, discordtest.Option{Name: "question", Value: "Who is the harbour master of Ostrand?"}, c.discord.As(ada, general)); err != nil {
		_ = cmd.Process.Kill() // what is wrong is told below
		<-ended
		return fmt.Errorf("%w\n%s", err, &log)
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		return err
	}
	if err := <-ended; err != nil || !strings.Contains(log.String(), `"msg":"stopped"`) {
		return fmt.Errorf("after SIGTERM: %v\n%s", err, &log)
	}
	if strings.Contains(log.String(), c.discord.Token()) {
		return errors.New("the log has the token")
	}
	return nil
}

// startAndTell starts a command of bubblewrap's and returns the process that it
// isolates.
func startAndTell(cmd *exec.Cmd) (pid int, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	cmd.ExtraFiles = []*os.File{w}
	if err = cmd.Start(); err != nil {
		return 0, errors.Join(err, w.Close())
	}
	if err := w.Close(); err != nil {
		return 0, err
	}
	said, err := io.ReadAll(r)
	if err != nil {
		return 0, err
	}
	var info struct {
		Pid int `json:"child-pid"`
	}
	if err := json.Unmarshal(said, &info); err != nil || info.Pid == 0 {
		return 0, fmt.Errorf("bubblewrap does not tell its child: %q, %w", said, err)
	}
	return info.Pid, nil
}

// look asks the bot, and looks at what it may do.
func (c *container) look(ctx context.Context, pid int, question discordtest.Option, ada *discordtest.Actor) error {
	if err := c.discord.WaitReady(ctx); err != nil {
		return fmt.Errorf("it does not connect: %w", err)
	}
	for { // the health check, until it says that all is well
		said, code, err := c.run(ctx, c.volume, nil, c.Health[1:]...)
		if err == nil && code == exitYes && said == "ok\n" {
			break
		}
		if ctx.Err() != nil || err != nil || code != exitNo {
			return fmt.Errorf("the health check ends with %d and says %q, %v", code, said, err)
		}
	}
	got, err := ada.Slash(ctx, "ask", question)
	if err != nil || got.Message == nil || !bytes.Contains(got.Message.Raw, []byte("Marta Lindqvist")) {
		return fmt.Errorf("the answer is %+v, %w", got, err)
	}
	if err := c.beside(ctx); err != nil {
		return err
	}
	return c.confined(fmt.Sprintf("/proc/%d/", pid))
}

// beside runs what a maintainer runs beside a bot that serves.
func (c *container) beside(ctx context.Context) error {
	said, code, err := c.run(ctx, c.volume, []string{tokenFile}, "doctor")
	if err := expect(err, code, exitNo, said, "\n0 faults, "); err != nil { // the stand-in gives fewer permissions than are used
		return err
	}
	if !strings.Contains(said, "ok       token        Discord knows the bot") || !strings.Contains(said, "in use by another pincite") {
		return fmt.Errorf("the doctor says %q", said)
	}
	said, code, err = c.run(ctx, c.volume, nil, "backup", c.Volume+"/pincite.zip")
	return expect(err, code, exitYes, said, "Backed up")
}

// confined says in which way a process may do more than it should.
func (c *container) confined(proc string) error {
	read := func(name string) string {
		data, err := os.ReadFile(proc + name)
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	uid, gid, _ := strings.Cut(c.User, ":")
	status := strings.Join(strings.Fields(read("status")), " ")
	for _, want := range []string{"Uid: " + uid + " " + uid, "Gid: " + gid + " " + gid, "CapEff: 0000000000000000", "CapPrm: 0000000000000000", "CapBnd: 0000000000000000", "NoNewPrivs: 1"} {
		if !strings.Contains(status, want) {
			return fmt.Errorf("its status has no %q: %s", want, status)
		}
	}
	for line := range strings.Lines(read("mountinfo")) {
		if f := strings.Fields(line); len(f) > 5 && f[4] == "/" && !strings.HasPrefix(f[5], "ro") {
			return fmt.Errorf("its root file system can be written: %s", line)
		}
	}
	if net := read("net/dev"); strings.Count(net, ":") != 1 || !strings.Contains(net, "lo:") {
		return fmt.Errorf("its network is more than a loopback: %s", net)
	}
	return nil
}
