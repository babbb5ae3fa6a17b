package arch

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// charters is the table of ARCHITECTURE.md: which of our own packages each
// package may import, outside its tests. The first entry that fits a folder
// counts. Helpers under internal may be imported by all.
var charters = []struct {
	dirs []string
	may  []string
}{
	{[]string{"corpus"}, nil},
	{[]string{"corpus/attribute"}, []string{"corpus"}},
	{[]string{"corpus/when"}, []string{"corpus"}},
	{[]string{"corpus/alike"}, []string{"corpus"}},
	{[]string{"corpus/cite"}, []string{"corpus"}},
	{[]string{"corpus/verify"}, []string{"corpus", "corpus/attribute"}},
	{[]string{"corpus/extract"}, []string{"corpus", "corpus/extract/pdf"}},
	{[]string{"corpus/extract/pdf"}, nil},
	{[]string{"corpus/fetch"}, nil},
	{[]string{"corpus/gather"}, []string{"corpus", "corpus/extract", "corpus/fetch"}},
	{[]string{"corpus/store/storetest"}, nil},
	{[]string{"corpus/store/..."}, []string{"corpus", "corpus/alike", "corpus/store/..."}},
	{[]string{"corpus/sample"}, []string{"corpus", "corpus/extract"}},
	{[]string{"search/eval"}, []string{"corpus", "corpus/attribute", "corpus/extract", "corpus/store", "corpus/verify", "search", "search/boost", "search/reader"}},
	{[]string{"search/boost"}, nil},
	{[]string{"search/terms"}, []string{"corpus"}},
	{[]string{"search/index"}, []string{"corpus", "corpus/verify", "search/terms"}},
	{[]string{"search/reader"}, []string{"corpus", "corpus/attribute", "corpus/when", "search/boost", "search/terms"}},
	{[]string{"search"}, []string{"corpus", "corpus/alike", "corpus/attribute", "corpus/verify", "corpus/when", "search/terms", "search/index", "search/reader"}},
	{[]string{"bot"}, []string{"bot/chart", "corpus", "corpus/alike", "corpus/attribute", "corpus/cite", "corpus/extract", "corpus/fetch", "corpus/gather", "corpus/store", "corpus/verify", "corpus/when", "search"}},
	{[]string{"bot/chart"}, []string{"corpus", "corpus/when"}},
	{[]string{"bot/discordtest"}, nil},
	{[]string{"bot/playground"}, []string{"bot/discordtest"}},
	{[]string{"cmd/..."}, []string{"corpus/...", "search/...", "bot/...", "cmd/..."}},
	{[]string{"internal/..."}, []string{"corpus/..."}},
}

func TestPackagesImportOnlyWhatTheirCharterAllows(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		may, known := charter(s.dir)
		if !known {
			t.Errorf("%s: the package %s is not in the table of charters; add it here and in ARCHITECTURE.md", s.file, s.dir)
			continue
		}
		for _, imp := range s.imports() {
			dir, ours := strings.CutPrefix(imp, module+"/")
			if ours && !within(dir, may) && !within(dir, []string{"internal/..."}) {
				t.Errorf("%s imports %s, which the charter of %s does not allow", s.file, dir, s.dir)
			}
		}
	}
}

func charter(dir string) (may []string, known bool) {
	for _, c := range charters {
		if within(dir, c.dirs) {
			return c.may, true
		}
	}
	return nil, false
}

// homes says where a library that shapes the design may be used. Tests count
// too, with the folders in tests added.
var homes = []struct {
	library string // import path or its beginning
	dirs    []string
	tests   []string
}{
	{"github.com/bwmarrin/discordgo", []string{"bot", "bot/discordtest", "cmd/..."}, []string{"bot/playground"}},
	{"github.com/blevesearch/bleve/v2/index", []string{"search/index"}, []string{"search"}},
	{"github.com/blevesearch/bleve/v2", []string{"search/index", "search/terms"}, []string{"search"}}, // its analysis of languages in terms
	{"github.com/blevesearch/bleve_index_api", []string{"search/index"}, []string{"search"}},
	{"github.com/jackc/pgx", []string{"corpus/store/..."}, nil},
	{"modernc.org/sqlite", []string{"corpus/store/..."}, nil},
	{"github.com/pressly/goose", []string{"corpus/store/..."}, nil},
	{"database/sql", []string{"corpus/store/..."}, nil},
	{"github.com/mmcdole/gofeed", []string{"corpus/fetch"}, nil},
	{"code.dny.dev/ssrf", []string{"corpus/fetch"}, nil},
	{"github.com/klippa-app/go-pdfium", []string{"corpus/extract/pdf"}, nil},
	{"github.com/tetratelabs/wazero", []string{"corpus/extract/pdf"}, nil},
	{"github.com/yuin/goldmark", []string{"corpus/extract"}, []string{"bot"}},
	{"github.com/alecthomas/kong", []string{"cmd/..."}, nil},
	{"github.com/joho/godotenv", []string{"cmd/..."}, nil},
	{"github.com/chromedp", []string{"internal/browser"}, nil},
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	for _, s := range sources(t) {
		for _, h := range homes {
			if within(s.dir, h.dirs) || s.test && within(s.dir, h.tests) {
				continue
			}
			if slices.ContainsFunc(s.imports(), func(p string) bool { return p == h.library || strings.HasPrefix(p, h.library+"/") }) {
				t.Errorf("%s imports %s, which belongs in %s only", s.file, h.library, strings.Join(h.dirs, ", "))
			}
		}
	}
}

func TestNoExportedSignatureOfSearchNamesBleve(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.dir != "search" {
			continue
		}
		names := map[string]bool{}
		for _, imp := range s.imports() {
			if strings.HasPrefix(imp, "github.com/blevesearch/") {
				names[s.imported(imp)] = true
			}
		}
		names["bleve"] = true // the package's name where the path ends in /v2
		for _, d := range s.ast.Decls {
			for _, n := range exported(d) {
				ast.Inspect(n, func(n ast.Node) bool {
					if sel, ok := n.(*ast.SelectorExpr); ok {
						if x, ok := sel.X.(*ast.Ident); ok && names[x.Name] {
							t.Errorf("%s: an exported signature names %s.%s", s.at(sel.Pos()), x.Name, sel.Sel.Name)
						}
					}
					return true
				})
			}
		}
	}
}

// exported returns the parts of a declaration that other packages see: the
// signature of a function, the types of variables and constants, and types
// without their unexported fields.
func exported(d ast.Decl) []ast.Node {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && (d.Recv == nil || receiverIsExported(d.Recv)) {
			return []ast.Node{d.Type}
		}
	case *ast.GenDecl:
		var nodes []ast.Node
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				if spec.Type != nil && slices.ContainsFunc(spec.Names, (*ast.Ident).IsExported) {
					nodes = append(nodes, spec.Type)
				}
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					nodes = append(nodes, exportedOfType(spec.Type)...)
				}
			}
		}
		return nodes
	}
	return nil
}

// receiverIsExported reports whether the methods of a receiver's type can be
// called from elsewhere. A type that only satisfies an interface of Bleve's
// stays unexported, and its methods may name what they like.
func receiverIsExported(recv *ast.FieldList) bool {
	visible := false
	ast.Inspect(recv.List[0].Type, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		visible = visible || ok && id.IsExported()
		return true
	})
	return visible
}

func exportedOfType(t ast.Expr) []ast.Node {
	st, ok := t.(*ast.StructType)
	if !ok {
		return []ast.Node{t}
	}
	var nodes []ast.Node
	for _, f := range st.Fields.List {
		if len(f.Names) == 0 || slices.ContainsFunc(f.Names, (*ast.Ident).IsExported) {
			nodes = append(nodes, f.Type)
		}
	}
	return nodes
}
