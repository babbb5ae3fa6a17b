package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// imageLimit is how large the image may be, unpacked.
const imageLimit = 60_000_000 // bytes

// TestTheContainer assembles the root file system that the Dockerfile describes,
// and runs it as a container engine would, with the kernel's own isolation: not
// as root, with a root file system that cannot be written, and in a network
// that has nothing but a loopback. There the bot answers people in a stand-in
// Discord, which has Discord's name and a certificate for it.
func TestTheContainer(t *testing.T) {
	t.Parallel()
	needsContainer(t)
	img := assemble(t, "v0.0.0-test")
	size := treeSize(t, img.root)
	t.Logf("the image has %.1f MB unpacked", float64(size)/1e6)
	if size > imageLimit {
		t.Errorf("the image has %d bytes, and may have %d", size, imageLimit)
	}
	if img.user != "10001:10001" || img.volume != "/data" || len(img.health) == 0 {
		t.Errorf("it runs as %q with the volume %q and the health check %v", img.user, img.volume, img.health)
	}
	// What an engine adds to a root file system that has it not.
	for _, dir := range []string{"proc", "dev", "etc", "run/secrets", "articles"} {
		if err := os.MkdirAll(filepath.Join(img.root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"etc/hosts", "run/secrets/discord_token"} {
		if err := os.WriteFile(filepath.Join(img.root, file), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan := ship{Root: img.root, User: img.user, Env: img.env, Volume: img.volume, Health: img.health,
		Entrypoint: img.entrypoint, Command: img.command, Work: t.TempDir()}
	if err := os.Chmod(filepath.Dir(plan.Work), 0o755); err != nil {
		t.Fatal(err)
	}
	runIsolated(t, plan)
}

// needsContainer skips where the kernel's isolation cannot be had.
func needsContainer(t *testing.T) {
	t.Helper()
	if !canIsolate {
		t.Skip("containers are Linux's")
	}
	if os.Getuid() != 0 {
		t.Skip("only root can make a network of its own and files of another user's")
	}
	bwrap, err := exec.LookPath("bwrap")
	if err != nil {
		t.Skip("bubblewrap is not here (on Debian: apt-get install bubblewrap)")
	}
	if said, err := exec.Command(bwrap, "--unshare-user", "--unshare-pid", "--ro-bind", "/", "/", "--proc", "/proc", "true").CombinedOutput(); err != nil {
		t.Skipf("bubblewrap may not isolate here: %s", said)
	}
}

// treeSize is how many bytes the files in a folder have.
func treeSize(t *testing.T, dir string) (size int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return size
}

// runIsolated starts this test program again in a network of its own, where it
// becomes the captain of the container.
func runIsolated(t *testing.T, plan ship) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	orders, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: []string{captainName}, Stdin: strings.NewReader(string(orders)), Env: []string{"PATH=" + os.Getenv("PATH")}, Dir: plan.Work}
	alone(cmd)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	t.Logf("%s", said)
}

// ship is what the captain is told.
type ship struct {
	Root, User, Volume string
	Env, Health        []string
	Entrypoint         []string
	Command            []string
	Work               string // a folder for the captain's own files
}

// captainName is the name under which this test program is the captain.
const captainName = "pincite-captain"

// captain runs the container and looks at it from outside.
func captain() {
	var s ship
	err := json.NewDecoder(os.Stdin).Decode(&s)
	if err == nil {
		err = s.sail()
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
