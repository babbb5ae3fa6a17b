package arch

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	maxFileLines     = 400
	maxFunctionLines = 60
)

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		if s.lines > maxFileLines {
			t.Errorf("%s has %d lines; divide it by what it does (at most %d)", s.file, s.lines, maxFileLines)
		}
		for _, d := range s.ast.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; n > maxFunctionLines {
				t.Errorf("%s: %s has %d lines (at most %d)", s.at(f.Pos()), f.Name.Name, n, maxFunctionLines)
			}
		}
	}
}

// onlyInCmd are the functions that read the environment or end the process.
var onlyInCmd = map[string][]string{
	"os":  {"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Exit"},
	"log": {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"},
}

func TestOnlyCmdReadsTheEnvironmentAndExits(t *testing.T) {
	for _, s := range sources(t) {
		// What is for tests alone may ask which server or which folder there is.
		if s.test || within(s.dir, []string{"cmd/...", "corpus/store/storetest", "internal/testfile"}) {
			continue
		}
		for pkg, functions := range onlyInCmd {
			name := s.imported(pkg)
			if name == "" {
				continue
			}
			ast.Inspect(s.ast, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == name && slices.Contains(functions, sel.Sel.Name) {
					t.Errorf("%s: %s.%s belongs in cmd only", s.at(sel.Pos()), pkg, sel.Sel.Name)
				}
				return true
			})
		}
	}
}

func TestEveryPackageStatesItsCharter(t *testing.T) {
	charters := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test {
			charters[s.dir] = charters[s.dir] || strings.TrimSpace(s.ast.Doc.Text()) != ""
		}
	}
	for dir, has := range charters {
		if !has {
			t.Errorf("the package in %s has no package comment that says what it is for", dir)
		}
	}
}

func TestNothingIsLeftUndone(t *testing.T) {
	undone := regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)
	for _, s := range sources(t) {
		if within(s.dir, []string{"internal/arch"}) {
			continue
		}
		for _, group := range s.ast.Comments {
			for _, c := range group.List {
				if undone.MatchString(c.Text) {
					t.Errorf("%s: a comment leaves work undone: %s", s.at(c.Pos()), c.Text)
				}
			}
		}
	}
}

func TestEveryDirectDependencyGivesItsReason(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	required := regexp.MustCompile(`^(?:require\s+)?([\w.~-]+\.[\w.~/-]+)\s+v\S+\s*(?://\s*(.*))?$`)
	direct, above := 0, ""
	for _, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		m := required.FindStringSubmatch(line)
		if m == nil {
			above = line
			continue
		}
		reason := strings.TrimSpace(m[2])
		if strings.HasPrefix(reason, "indirect") {
			above = ""
			continue
		}
		direct++
		if reason == "" && !strings.HasPrefix(above, "//") {
			t.Errorf("go.mod: %s has no comment that says what it is for", m[1])
		}
		above = ""
	}
	if direct == 0 {
		t.Error("go.mod has no direct dependency; run go mod tidy")
	}
}
