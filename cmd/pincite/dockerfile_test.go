package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// image is what the Dockerfile makes, as far as running it goes.
type image struct {
	root       string   // its root file system
	build      string   // the shell command that made the binary
	user       string   // uid:gid
	env        []string // NAME=value
	volume     string
	health     []string
	entrypoint []string
	command    []string
}

// step is one instruction of a Dockerfile.
type step struct{ name, rest string }

// dockerSteps reads a Dockerfile: comments go, continued lines are joined.
func dockerSteps(t *testing.T, path string) []step {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var steps []step
	for line := range strings.SplitSeq(strings.ReplaceAll(string(data), "\\\n", " "), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		steps = append(steps, step{strings.ToUpper(name), strings.Join(strings.Fields(rest), " ")})
	}
	return steps
}

// assemble takes the steps of the Dockerfile, as a container engine would: it
// compiles with the command that stands there, and copies what is copied there
// into an empty root file system.
func assemble(t *testing.T, version string) *image {
	t.Helper()
	out := t.TempDir() // stands for /out of the first stage
	img := &image{root: t.TempDir()}
	// Everybody may look: the container's user is another one.
	for _, dir := range []string{filepath.Dir(img.root), img.root} {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	stage := 0
	for _, s := range dockerSteps(t, "../../Dockerfile") {
		switch {
		case s.name == "FROM":
			stage++
			if stage == 2 && s.rest != "scratch" {
				t.Fatalf("the image begins with %s, and should begin with nothing", s.rest)
			}
		case stage == 1 && s.name == "RUN" && strings.Contains(s.rest, "go build"):
			img.build = s.rest
			compile(t, s.rest, version, out)
		case stage == 2:
			img.take(t, s, out)
		}
	}
	return img
}

// compile runs the Dockerfile's own command for compiling.
func compile(t *testing.T, command, version, out string) {
	t.Helper()
	cmd := exec.Command("sh", "-euc", strings.ReplaceAll(command, "/out", out))
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "VERSION="+version, "TARGETOS="+runtime.GOOS, "TARGETARCH="+runtime.GOARCH)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, said)
	}
}

// take applies an instruction of the last stage.
func (img *image) take(t *testing.T, s step, out string) {
	t.Helper()
	switch s.name {
	case "COPY":
		img.copy(t, s.rest, out)
	case "USER":
		img.user = s.rest
	case "ENV":
		img.env = append(img.env, strings.Fields(s.rest)...)
	case "VOLUME":
		img.volume = s.rest
	case "HEALTHCHECK":
		_, cmd, _ := strings.Cut(s.rest, " CMD ")
		img.health = words(t, cmd)
	case "ENTRYPOINT":
		img.entrypoint = words(t, s.rest)
	case "CMD":
		img.command = words(t, s.rest)
	default:
		t.Fatalf("this test does not know the instruction %s %s", s.name, s.rest)
	}
}

func (img *image) copy(t *testing.T, rest, out string) {
	t.Helper()
	args := strings.Fields(rest)
	owner := ""
	args = slices.DeleteFunc(args, func(a string) bool {
		if of, ok := strings.CutPrefix(a, "--chown="); ok {
			owner = of
		}
		return strings.HasPrefix(a, "--")
	})
	if len(args) != 2 || !strings.Contains(rest, "--from=build") {
		t.Fatalf("COPY %s: this test knows copies from the first stage only", rest)
	}
	from, to := args[0], filepath.Join(img.root, args[1])
	if below, ok := strings.CutPrefix(from, "/out"); ok {
		from = filepath.Join(out, below)
	}
	must := func(err error) {
		if err != nil {
			t.Fatalf("COPY %s: %v", rest, err)
		}
	}
	must(os.MkdirAll(filepath.Dir(to), 0o755))
	info, err := os.Stat(from)
	must(err)
	if info.IsDir() {
		must(os.MkdirAll(to, 0o755))
	} else {
		data, err := os.ReadFile(from)
		must(err)
		must(os.WriteFile(to, data, info.Mode().Perm()))
	}
	if owner != "" {
		var uid, gid int
		_, err := fmt.Sscanf(owner, "%d:%d", &uid, &gid)
		must(err)
		must(os.Chown(to, uid, gid))
	}
}

// words reads an instruction that is written as a JSON array.
func words(t *testing.T, text string) (list []string) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatalf("%s is no list of words, so a shell would be needed: %v", text, err)
	}
	return list
}

func TestTheDockerfileBuildsForBothProcessors(t *testing.T) {
	t.Parallel()
	steps := dockerSteps(t, "../../Dockerfile")
	if first := steps[0].rest; !strings.HasPrefix(first, "--platform=$BUILDPLATFORM golang:") {
		t.Errorf("the compiler's stage is %q: it should run on the machine's own processor", first)
	}
	args := map[string]bool{}
	for _, s := range steps {
		if s.name == "ARG" {
			name, _, _ := strings.Cut(s.rest, "=")
			args[name] = true
		}
		if s.name == "RUN" && strings.Contains(s.rest, "go build") && !strings.Contains(s.rest, "GOOS=${TARGETOS} GOARCH=${TARGETARCH}") {
			t.Errorf("the binary is not made for the image's processor: %s", s.rest)
		}
	}
	if !args["TARGETOS"] || !args["TARGETARCH"] || !args["VERSION"] {
		t.Errorf("of the arguments there are only %v", args)
	}
}
