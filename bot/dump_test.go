package bot

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pincite/pincite/bot/discordtest"
)

// dump writes a message so that a person can judge it: the texts as Markdown,
// the buttons by label, and what each does.
func dump(s sent) string {
	var b strings.Builder
	if s.Ephemeral {
		b.WriteString("(only you can see this)\n")
	}
	if s.Content != "" {
		fmt.Fprintf(&b, "content: %s\n", s.Content)
	}
	dumpParts(&b, s.Components, "")
	return steady(b.String())
}

func dumpParts(b *strings.Builder, parts []part, indent string) {
	for _, p := range parts {
		switch p.Type {
		case typeContainer:
			fmt.Fprintf(b, "%s┌ #%06x\n", indent, *p.AccentColor)
			dumpParts(b, p.Components, indent+"│ ")
			fmt.Fprintf(b, "%s└\n", indent)
		case typeText:
			for line := range strings.SplitSeq(p.Content, "\n") {
				b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
			}
		case typeSeparator:
			b.WriteString(indent + "────\n")
		case typeRow:
			b.WriteString(indent)
			for i, c := range p.Components {
				if i > 0 {
					b.WriteString("  ")
				}
				dumpControl(b, c, indent)
			}
			b.WriteString("\n")
		case typeSection:
			dumpParts(b, p.Components, indent)
			b.WriteString(indent + "    ")
			dumpControl(b, *p.Accessory, indent)
			b.WriteString("\n")
		case typeGallery:
			for _, i := range p.Items {
				fmt.Fprintf(b, "%s<picture: %s>\n", indent, i.Description)
			}
		case typeFile:
			fmt.Fprintf(b, "%s<%s>\n", indent, p.File.URL[strings.LastIndexByte(p.File.URL, '/')+1:])
		case typeLabel:
			fmt.Fprintf(b, "%s%s", indent, p.Label)
			if p.Description != "" {
				fmt.Fprintf(b, " (%s)", p.Description)
			}
			in := p.Component
			fmt.Fprintf(b, "\n%s  {%s style %d, at most %d, required %v, value %q}\n", indent, in.CustomID, in.Style, in.MaxLength, *in.Required, in.Value)
		default:
			fmt.Fprintf(b, "%sUNKNOWN COMPONENT %d\n", indent, p.Type)
		}
	}
}

func dumpControl(b *strings.Builder, c part, indent string) {
	switch {
	case c.Type == typeSelect, c.Type == typeRoles, c.Type == typeChannels:
		fmt.Fprintf(b, "[%s ▾ %s]", c.Placeholder, c.CustomID)
		for _, p := range c.Preselected {
			fmt.Fprintf(b, "\n%s  ✓ %s %s", indent, p.Type, p.ID)
		}
		for _, o := range c.Options {
			sign := "∙"
			if o.Default {
				sign = "✓"
			}
			fmt.Fprintf(b, "\n%s  %s %s (%s) = %s", indent, sign, o.Label, o.Description, o.Value)
		}
	case c.URL != "":
		fmt.Fprintf(b, "[%s ↗ %s]", c.Label, c.URL)
	default:
		fmt.Fprintf(b, "[%s: %s]", c.Label, c.CustomID)
	}
}

// dumpForm writes a form.
func dumpForm(raw json.RawMessage) string {
	var f struct {
		Title      string `json:"title"`
		CustomID   string `json:"custom_id"`
		Components []part `json:"components"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "form “%s”: %s\n", f.Title, f.CustomID)
	dumpParts(&b, f.Components, "  ")
	return steady(b.String())
}

// dumpChoices writes the suggestions of an autocomplete.
func dumpChoices(choices []discordtest.Choice) string {
	if len(choices) == 0 {
		return "(no suggestions)\n"
	}
	var b strings.Builder
	for _, c := range choices {
		fmt.Fprintf(&b, "∙ %s = %v\n", c.Name, c.Value)
	}
	return b.String()
}

// stamped is a moment that Discord shows in everybody's own time.
var stamped = regexp.MustCompile(`<t:\d+:f>`)

var drawn = regexp.MustCompile(`\b(more|share|unhelpful|search|said|timeline|settle|dismiss|skip|take|items|unfollow|mode|put|drop|batch|pick|details|detailed|rebase|leave|omit|succeed|part):[a-z0-9]{16}`)

// steady replaces what differs from run to run: the names of answers, and today.
func steady(s string) string {
	s = drawn.ReplaceAllStringFunc(s, func(id string) string {
		v, _, _ := strings.Cut(id, ":")
		if slices.Contains(fieldsOf[verb(v)], fieldAnswer) {
			return v + ":ANSWER"
		}
		return v + ":RECORD"
	})
	s = stamped.ReplaceAllString(s, "NOW")
	now := time.Now().UTC()
	for _, form := range []string{"2\u00a0January\u00a02006", "2 January 2006", "2006-01-02", "2006/01/02", "[2006,1,2]"} {
		s = strings.ReplaceAll(s, now.Format(form), "TODAY")
	}
	return s
}
