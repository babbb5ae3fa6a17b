package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"
)

// dotEnvFile is read from the folder that pincite is started in.
const dotEnvFile = ".env"

// sources is where settings come from besides the command line: the
// environment, then the file .env; either may name a file that holds a secret.
type sources struct {
	env, dotEnv map[string]string
	faults      faults
}

// environment turns "NAME=value" strings into a map.
func environment(environ []string) map[string]string {
	env := make(map[string]string, len(environ))
	for _, e := range environ {
		if name, value, ok := strings.Cut(e, "="); ok {
			env[name] = value
		}
	}
	return env
}

// readSources reads the file .env, where there is one. What is wrong with it
// is kept with the other faults.
func readSources(env map[string]string, file string) *sources {
	s := &sources{env: env}
	dotEnv, err := godotenv.Read(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		// The parser's own words can repeat a line of the file, and a line can
		// hold the token.
		s.faults.add("The file %s cannot be read: write one NAME=value on each line, and quote values with spaces.", file)
	default:
		s.dotEnv = dotEnv
	}
	return s
}

// lookup returns a variable's value and the place that it was found in. An
// empty value is as good as none: compose files set variables so.
func (s *sources) lookup(variable string) (value, origin string) {
	if v := s.env[variable]; v != "" {
		return v, "environment"
	}
	if v := s.dotEnv[variable]; v != "" {
		return v, dotEnvFile
	}
	return "", ""
}

// cacheFolder is the folder for what can be made anew that the person's system
// has, by the convention of XDG; "" when it has none.
func (s *sources) cacheFolder() string {
	if dir := s.env["XDG_CACHE_HOME"]; filepath.IsAbs(dir) {
		return filepath.Join(dir, "pincite")
	}
	home := s.env["HOME"]
	if info, err := os.Stat(home); home == "" || home == "/" || err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(home, ".cache", "pincite")
}

// Validate makes sources a kong.Resolver. It finds misspelt names in .env, and
// secrets that are given twice.
func (s *sources) Validate(app *kong.Application) error {
	known := map[string]bool{}
	for _, f := range app.Flags {
		variable := f.Tag.Get("var")
		if variable == "" {
			continue
		}
		known[variable] = true
		if !f.Tag.Has("secret") {
			continue
		}
		known[variable+"_FILE"] = true
		direct, _ := s.lookup(variable)
		named, _ := s.lookup(variable + "_FILE")
		if direct != "" && named != "" {
			s.faults.add("%s and %s_FILE are both set: keep one.", variable, variable)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.dotEnv)) {
		if strings.HasPrefix(name, "PINCITE_") && !known[name] {
			s.faults.add("%s in %s is no setting of Pincite: see pincite config --example for those that are.", name, dotEnvFile)
		}
	}
	return nil
}

// Resolve gives kong the value of a flag that was not typed.
func (s *sources) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	variable := flag.Tag.Get("var")
	if variable == "" {
		return nil, nil
	}
	value, _ := s.lookup(variable)
	if flag.Tag.Has("secret") && value == "" {
		value = s.secret(variable + "_FILE")
	}
	if value == "" {
		return nil, nil
	}
	return value, nil
}

// secret reads the file that a variable names; "" when it names none.
func (s *sources) secret(variable string) string {
	file, _ := s.lookup(variable)
	if file == "" {
		return ""
	}
	data, err := os.ReadFile(file)
	if err != nil {
		if !slices.ContainsFunc(s.faults, func(f string) bool { return strings.HasPrefix(f, variable) }) {
			s.faults.add("%s names a file that cannot be read: %v.", variable, err)
		}
		return ""
	}
	return strings.TrimSpace(string(data))
}

// rows lists the settings with their values and where each comes from.
func (s *sources) rows(parsed *kong.Context, given map[string]bool) []settingRow {
	var rows []settingRow
	for _, f := range parsed.Model.Flags {
		variable := f.Tag.Get("var")
		if variable == "" {
			continue
		}
		row := settingRow{variable: variable, value: f.Target.String(), secret: f.Tag.Has("secret")}
		_, direct := s.lookup(variable)
		_, file := s.lookup(variable + "_FILE")
		switch {
		case given[f.Name]:
			row.origin = "--" + f.Name
		case direct != "":
			row.origin = direct
		case row.secret && file != "":
			row.origin = variable + "_FILE in " + file
		case row.value != "":
			row.origin = "default"
		default:
			row.origin = "not set"
		}
		rows = append(rows, row)
	}
	return rows
}

// helpWithVariable adds to a flag's help the variable that sets it.
func helpWithVariable(v *kong.Value) string {
	if variable := v.Tag.Get("var"); variable != "" {
		return v.Help + " [$" + variable + "]"
	}
	return v.Help
}
