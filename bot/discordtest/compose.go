package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// composer fills in the options of a command as a client does.
type composer struct {
	s        *Server
	actor    *Actor
	resolved obj
}

// add puts an object into the resolved data.
func (c *composer) add(kind, id string, o obj) {
	if c.resolved[kind] == nil {
		c.resolved[kind] = obj{}
	}
	object(c.resolved, kind)[id] = o
}

// fill checks the options against their definitions, as a client does before
// it sends them. While one is in focus, the others may be unfinished.
func (c *composer) fill(defined []obj, opts []Option, focused string) (arr, error) {
	filled := arr{}
	for _, o := range opts {
		i := slices.IndexFunc(defined, func(d obj) bool { return text(d, "name") == o.Name })
		if i < 0 {
			return nil, fmt.Errorf("discordtest: there is no option %q", o.Name)
		}
		v, err := c.value(defined[i], o, focused != "")
		if err != nil {
			return nil, fmt.Errorf("discordtest: option %q: %w", o.Name, err)
		}
		one := obj{"name": o.Name, "type": defined[i]["type"], "value": v}
		if o.Name == focused {
			one["focused"], one["value"] = true, fmt.Sprint(v)
		}
		filled = append(filled, one)
	}
	for _, d := range defined {
		name := text(d, "name")
		there := slices.ContainsFunc(opts, func(o Option) bool { return o.Name == name })
		switch {
		case name == focused && !truth(d, "autocomplete"):
			return nil, fmt.Errorf("discordtest: option %q has no autocomplete", name)
		case name == focused && !there:
			filled = append(filled, obj{"name": name, "type": d["type"], "value": "", "focused": true})
		case truth(d, "required") && !there && focused == "":
			return nil, fmt.Errorf("discordtest: option %q is required", name)
		}
	}
	if focused != "" && !slices.ContainsFunc(defined, func(d obj) bool { return text(d, "name") == focused }) {
		return nil, fmt.Errorf("discordtest: there is no option %q", focused)
	}
	return filled, nil
}

// value converts and checks one value.
func (c *composer) value(d obj, o Option, typing bool) (any, error) {
	kind := integer(d, "type")
	if kind == optionAttachment {
		if o.File == nil {
			return nil, fmt.Errorf("wants a file")
		}
		a := c.s.keep("ephemeral-attachments", c.s.world.bot.id, o.File.Name, o.File.Data)
		c.add("attachments", a.id, a.json())
		return a.id, nil
	}
	if o.File != nil {
		return nil, fmt.Errorf("is not for files")
	}
	switch kind {
	case optionString:
		t, ok := o.Value.(string)
		if !ok {
			return nil, fmt.Errorf("wants text, not %T", o.Value)
		}
		if typing {
			return t, nil
		}
		return t, fits(d, t)
	case optionInteger, optionNumber:
		if t, ok := o.Value.(string); ok && typing {
			return t, nil
		}
		n, ok := toFloat(o.Value)
		if !ok || kind == optionInteger && n != float64(int64(n)) {
			return nil, fmt.Errorf("wants a number, not %v", o.Value)
		}
		return json.Number(strconv.FormatFloat(n, 'f', -1, 64)), within(d, n)
	case optionBoolean:
		if _, ok := o.Value.(bool); !ok {
			return nil, fmt.Errorf("wants true or false, not %T", o.Value)
		}
		return o.Value, nil
	}
	return c.mentionable(kind, o.Value)
}

func toFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// fits checks a text's length and, where there are choices, that it is one.
func fits(d obj, t string) error {
	n := int64(utf8.RuneCountInString(t))
	least, _ := number(d["min_length"])
	most, ok := number(d["max_length"])
	if !ok {
		most = 6000
	}
	if n < least || n > most {
		return fmt.Errorf("is %d characters long, not %d to %d", n, least, most)
	}
	return chosen(d, t)
}

func chosen(d obj, v any) error {
	choices := objects(list(d, "choices"))
	if len(choices) == 0 || slices.ContainsFunc(choices, func(c obj) bool { return fmt.Sprint(c["value"]) == fmt.Sprint(v) }) {
		return nil
	}
	return fmt.Errorf("%v is not one of its choices", v)
}

func within(d obj, n float64) error {
	if least, ok := d["min_value"].(json.Number); ok {
		if m, _ := least.Float64(); n < m {
			return fmt.Errorf("is less than %v", m)
		}
	}
	if most, ok := d["max_value"].(json.Number); ok {
		if m, _ := most.Float64(); n > m {
			return fmt.Errorf("is more than %v", m)
		}
	}
	return chosen(d, strconv.FormatFloat(n, 'f', -1, 64))
}

// mentionable takes a User, a Channel, or the ID of one or of a role, and
// resolves it.
func (c *composer) mentionable(kind int, v any) (any, error) {
	var id string
	switch v := v.(type) {
	case User:
		id = v.ID
	case Channel:
		id = v.ID
	case string:
		id = v
	}
	in := c.actor.channel()
	if p := c.s.world.people[id]; p != nil && (kind == optionUser || kind == optionMentionable) {
		c.user(p)
		return id, nil
	}
	if ch := c.s.world.channels[id]; ch != nil && kind == optionChannel && ch.guild == in.guild {
		o := c.s.channelJSON(ch)
		o["permissions"] = strconv.FormatInt(ch.permissions(c.actor.user.ID), 10)
		c.add("channels", id, o)
		return id, nil
	}
	if in.guild != nil && (kind == optionRole || kind == optionMentionable) {
		for _, r := range in.guild.roles {
			if r.id == id {
				c.add("roles", id, c.s.roleJSON(r))
				return id, nil
			}
		}
	}
	return nil, fmt.Errorf("%v is nothing that can be chosen here", v)
}

// user resolves a person, with the membership where there is one.
func (c *composer) user(p *person) {
	c.add("users", p.id, c.s.userJSON(p))
	in := c.actor.channel()
	if in.guild == nil {
		return
	}
	if m := in.guild.members[p.id]; m != nil {
		o := c.s.partialMember(m)
		o["permissions"] = strconv.FormatInt(in.permissions(p.id), 10)
		c.add("members", p.id, o)
	}
}
