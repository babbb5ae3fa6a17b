package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// composed is what Compose makes of compose.yaml.
type composed struct {
	Services map[string]struct {
		Environment map[string]any
		Profiles    []string
		ReadOnly    bool     `yaml:"read_only"`
		CapDrop     []string `yaml:"cap_drop"`
		Volumes     []any
	}
}

// TestComposeTakesBothProfiles asks Compose itself, which checks more than its
// own schema: volumes, secrets and services that are named nowhere.
func TestComposeTakesBothProfiles(t *testing.T) {
	t.Parallel()
	compose := composeCommand()
	if compose == nil {
		t.Skip("neither docker compose nor docker-compose is here (on Debian: apt-get install docker-compose)")
	}
	dir := t.TempDir()
	for from, to := range map[string]string{"compose.yaml": "compose.yaml", ".env.example": ".env", "Dockerfile": "Dockerfile"} {
		data, err := os.ReadFile(filepath.Join("../..", from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	known := settingVariables()
	for profile, want := range map[string][]string{
		"small": {"pincite"},
		"big":   {"postgres", "replica-1", "replica-2"},
	} {
		cmd := exec.Command(compose[0], append(compose[1:], "--profile", profile, "config")...)
		cmd.Dir = dir
		said, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", profile, err, err.(*exec.ExitError).Stderr)
		}
		var got composed
		if err := yaml.Unmarshal(said, &got); err != nil {
			t.Fatal(err)
		}
		var active []string
		for name, s := range got.Services {
			if !slices.Contains(s.Profiles, profile) {
				continue
			}
			active = append(active, name)
			if name == "postgres" {
				continue
			}
			if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || len(s.Volumes) != 1 {
				t.Errorf("%s: it may do more than it has to: %+v", name, s)
			}
			for variable := range s.Environment {
				if !known[variable] {
					t.Errorf("%s: %s is no setting", name, variable)
				}
			}
		}
		if slices.Sort(active); !slices.Equal(active, want) {
			t.Errorf("the profile %s has %v, want %v", profile, active, want)
		}
	}
}

// composeCommand is how Compose is called here; nil when it is not.
func composeCommand() []string {
	if exec.Command("docker", "compose", "version").Run() == nil {
		return []string{"docker", "compose"}
	}
	if path, err := exec.LookPath("docker-compose"); err == nil {
		return []string{path}
	}
	return nil
}

// settingVariables are the names that may be in the environment.
func settingVariables() map[string]bool {
	names := map[string]bool{}
	for field := range reflect.TypeFor[Settings]().Fields() {
		names[field.Tag.Get("var")] = true
		if _, secret := field.Tag.Lookup("secret"); secret {
			names[field.Tag.Get("var")+"_FILE"] = true
		}
	}
	return names
}
