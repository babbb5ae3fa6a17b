package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
)

// schemas are Discord's own, from its OpenAPI description.
type schemas struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	ready    map[string]*jsonschema.Schema
}

const schemaURL = "mem:///openapi.json"

// loaded shares the schemas between servers: reading them takes a quarter of a
// second, and they never change.
var loaded struct {
	sync.Mutex
	byPath map[string]*schemas
}

func loadSchemas(path string) (*schemas, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if s := loaded.byPath[path]; s != nil {
		return s, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the schemas: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("reading the schemas: %s: %w", path, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(schemaURL, doc); err != nil {
		return nil, fmt.Errorf("reading the schemas: %s: %w", path, err)
	}
	s := &schemas{compiler: c, ready: map[string]*jsonschema.Schema{}}
	if loaded.byPath == nil {
		loaded.byPath = map[string]*schemas{}
	}
	loaded.byPath[path] = s
	return s, nil
}

// named compiles a schema when it is first wanted.
func (s *schemas) named(name string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sch := s.ready[name]; sch != nil {
		return sch, nil
	}
	sch, err := s.compiler.Compile(schemaURL + "#/components/schemas/" + name)
	if err != nil {
		return nil, fmt.Errorf("compiling the schema %s: %w", name, err)
	}
	s.ready[name] = sch
	return sch, nil
}

// validate refuses a body that does not fit Discord's schema of that name. It
// accepts everything when the server has no schemas.
func (s *Server) validate(name string, body any) error {
	if s.schemas == nil {
		return nil
	}
	sch, err := s.schemas.named(name)
	if err != nil {
		return err
	}
	err = sch.Validate(lenient(body))
	var no *jsonschema.ValidationError
	if !errors.As(err, &no) {
		return err
	}
	e := &formError{}
	english := printer.NewPrinter(language.English)
	for _, leaf := range leaves(no) {
		e.add(strings.Join(leaf.InstanceLocation, "."), "SCHEMA", "%s", leaf.ErrorKind.LocalizedString(english))
	}
	return e.err()
}

// leaves finds the faults proper. Of a union's members only those count that
// are of the value's own type, where there are any.
func leaves(v *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(v.Causes) == 0 {
		return []*jsonschema.ValidationError{v}
	}
	var all, own []*jsonschema.ValidationError
	for _, c := range v.Causes {
		found := leaves(c)
		all = append(all, found...)
		if !slices.ContainsFunc(found, func(l *jsonschema.ValidationError) bool { return isType(l, v.InstanceLocation) }) {
			own = append(own, found...)
		}
	}
	switch v.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		if len(own) > 0 {
			return own
		}
		return all[:1]
	}
	return all
}

// isType reports whether a fault is that the value at a place has another type.
func isType(l *jsonschema.ValidationError, at []string) bool {
	n := len(at)
	return len(l.InstanceLocation) == n+1 && l.InstanceLocation[n] == "type" || len(l.InstanceLocation) == n && isNull(l)
}

// isNull is the null of "null or something".
func isNull(l *jsonschema.ValidationError) bool {
	t, ok := l.ErrorKind.(*kind.Type)
	return ok && len(t.Want) == 1 && t.Want[0] == "null"
}

// lenient copies a body with what Discord converts by itself converted: IDs
// that are numbers, permissions that are text.
func lenient(v any) any {
	c := cloneAny(v)
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case arr:
			for _, x := range v {
				visit(x)
			}
		case obj:
			if p, ok := v["default_member_permissions"].(string); ok {
				v["default_member_permissions"] = json.Number(p)
			}
			for _, a := range objects(list(v, "attachments")) {
				if n, ok := a["id"].(json.Number); ok {
					a["id"] = n.String()
				}
			}
			for _, k := range sortedKeys(v) {
				visit(v[k])
			}
		}
	}
	visit(c)
	return c
}
