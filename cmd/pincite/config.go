package main

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"text/tabwriter"
)

// configCmd shows the settings.
type configCmd struct {
	Example bool `help:"Write an example of the file .env instead."`
}

// Run prints the settings; what is wrong with them ends it with an error.
func (c *configCmd) Run(std std, cfg *config, wrong faults) error {
	if c.Example {
		_, err := std.out.Write(exampleEnv())
		return err
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, r := range cfg.rows {
		value := r.value
		if r.secret && value != "" {
			value = "(secret, not shown)"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", r.variable, value, r.origin)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// exampleEnv writes the file .env.example from the tags of Settings.
func exampleEnv() []byte {
	var b bytes.Buffer
	b.WriteString("# Copy this file to .env and set what you need. The environment has precedence over\n" +
		"# it, and the command line over both. Made by: pincite config --example\n")
	for field := range reflect.TypeFor[Settings]().Fields() {
		tag := field.Tag
		fmt.Fprintf(&b, "\n%s", comment(tag.Get("help")))
		_, secret := tag.Lookup("secret")
		if secret {
			b.WriteString(comment("Or name a file that holds it: " + tag.Get("var") + "_FILE=/run/secrets/" + strings.ToLower(tag.Get("var"))))
		}
		sign := "# "
		if _, needed := tag.Lookup("needed"); needed {
			sign = "" // the one that must be set
		}
		fmt.Fprintf(&b, "%s%s=%s\n", sign, tag.Get("var"), tag.Get("default"))
	}
	return b.Bytes()
}

// comment breaks a text into lines of a comment.
func comment(text string) string {
	const width = 88
	var b strings.Builder
	line := "#"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > width {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	return b.String() + line + "\n"
}
