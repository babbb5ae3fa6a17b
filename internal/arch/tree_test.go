package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/pincite/pincite"
)

// source is one Go file of the module.
type source struct {
	file  string // path from the module's root, with slashes
	dir   string // "corpus/store"; the package's place below the module
	test  bool
	lines int
	set   *token.FileSet
	ast   *ast.File
}

// imports returns the paths that the file imports.
func (s source) imports() []string {
	var paths []string
	for _, i := range s.ast.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil {
			paths = append(paths, p)
		}
	}
	return paths
}

// imported returns the name by which the file calls an imported package, ""
// when it does not import it.
func (s source) imported(pkg string) string {
	for _, i := range s.ast.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err != nil || p != pkg {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path.Base(pkg)
	}
	return ""
}

func (s source) at(p token.Pos) string {
	return s.file + ":" + strconv.Itoa(s.set.Position(p).Line)
}

// sources parses every Go file of the module.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() && file != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "data" || name == "dist") {
			return fs.SkipDir
		}
		if e.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		all = append(all, source{
			file: rel, dir: path.Dir(rel), test: strings.HasSuffix(name, "_test.go"),
			lines: strings.Count(string(src), "\n"), set: set, ast: tree,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d Go files found below %s", len(all), root)
	}
	return all
}

// within reports whether a package's folder is one of those listed; "x/..."
// stands for x and everything below it.
func within(dir string, list []string) bool {
	return slices.ContainsFunc(list, func(entry string) bool {
		top, all := strings.CutSuffix(entry, "/...")
		return dir == top || all && strings.HasPrefix(dir, top+"/")
	})
}
