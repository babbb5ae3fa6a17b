package discordtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Press presses a button.
func (a *Actor) Press(ctx context.Context, messageID, customID string) (*Interaction, error) {
	return a.do(ctx, func(in *channel, who *person) (*pending, error) {
		m, c, err := a.component(in, who, messageID, customID)
		if err != nil {
			return nil, err
		}
		if integer(c, "type") != componentButton {
			return nil, fmt.Errorf("discordtest: %q is no button", customID)
		}
		return touched(m, c, nil), nil
	})
}

// Select chooses in a select menu. Values of user, role and channel menus are IDs.
func (a *Actor) Select(ctx context.Context, messageID, customID string, values ...string) (*Interaction, error) {
	return a.do(ctx, func(in *channel, who *person) (*pending, error) {
		m, c, err := a.component(in, who, messageID, customID)
		if err != nil {
			return nil, err
		}
		if !isSelect(integer(c, "type")) {
			return nil, fmt.Errorf("discordtest: %q is no select menu", customID)
		}
		comp := &composer{s: a.s, actor: a, resolved: obj{}}
		if err := comp.selected(c, values); err != nil {
			return nil, err
		}
		p := touched(m, c, values)
		if len(comp.resolved) > 0 {
			p.data["resolved"] = comp.resolved
		}
		return p, nil
	})
}

// touched is the interaction of a component of a message.
func touched(m *message, c obj, values []string) *pending {
	data := obj{"component_type": c["type"], "custom_id": c["custom_id"], "id": c["id"]}
	if isSelect(integer(c, "type")) {
		data["values"] = texts(values)
	}
	return &pending{kind: kindComponent, source: m, data: data}
}

func texts(values []string) arr {
	out := arr{}
	for _, v := range values {
		out = append(out, v)
	}
	return out
}

// component finds an enabled component on a message that the person sees.
func (a *Actor) component(in *channel, who *person, messageID, customID string) (*message, obj, error) {
	m := in.message(messageID)
	if m == nil || !m.visible(who.id) {
		return nil, nil, fmt.Errorf("discordtest: %s sees no message %s here", a.user.Name, messageID)
	}
	var found obj
	each(m.components, func(c obj) {
		if customID != "" && text(c, "custom_id") == customID {
			found = c
		}
	})
	switch {
	case found == nil:
		return nil, nil, fmt.Errorf("discordtest: message %s has no component %q", messageID, customID)
	case truth(found, "disabled"):
		return nil, nil, fmt.Errorf("discordtest: component %q is disabled", customID)
	}
	return m, found, nil
}

// selected checks what is chosen in a menu, and resolves it.
func (c *composer) selected(menu obj, values []string) error {
	m := selectOf(menu)
	if len(values) < m.MinValues || len(values) > m.MaxValues {
		return fmt.Errorf("discordtest: %q wants %d to %d values, not %d", m.CustomID, m.MinValues, m.MaxValues, len(values))
	}
	kinds := map[int]int{
		componentUsers: optionUser, componentRoles: optionRole,
		componentMentionable: optionMentionable, componentChannels: optionChannel,
	}
	for _, v := range values {
		if m.Type != componentSelect {
			if _, err := c.mentionable(kinds[m.Type], v); err != nil {
				return fmt.Errorf("discordtest: %q: %w", m.CustomID, err)
			}
		} else if !slices.ContainsFunc(m.Options, func(o SelectOption) bool { return o.Value == v }) {
			return fmt.Errorf("discordtest: %q has no option %q", m.CustomID, v)
		}
	}
	return nil
}

// Forge sends a component interaction that an honest client would not send:
// any custom_id, on any message, from this person and channel. Values make it
// a select menu's.
func (a *Actor) Forge(ctx context.Context, messageID, customID string, values ...string) (*Interaction, error) {
	return a.do(ctx, func(in *channel, _ *person) (*pending, error) {
		m := a.s.anyMessage(messageID)
		if m == nil {
			m = &message{id: messageID, channel: in, author: a.s.world.bot, sent: a.s.now()}
		}
		kind := componentButton
		if len(values) > 0 {
			kind = componentSelect
		}
		return touched(m, obj{"type": kind, "custom_id": customID, "id": 1}, values), nil
	})
}

// Submit sends a form; fields by custom_id of its inputs (of a select menu in a
// form: its values, one a line). modalInteractionID is the ID of the
// Interaction whose Modal it is.
func (a *Actor) Submit(ctx context.Context, modalInteractionID string, fields map[string]string, files map[string][]Attachment) (*Interaction, error) {
	return a.do(ctx, func(in *channel, who *person) (*pending, error) {
		f := a.s.forms[modalInteractionID]
		if f == nil || f.user != who || f.channel != in {
			return nil, fmt.Errorf("discordtest: %s has no form of interaction %s here", a.user.Name, modalInteractionID)
		}
		w := &formWriter{composer: composer{s: a.s, actor: a, resolved: obj{}}, fields: fields, files: files, used: map[string]bool{}}
		components, err := w.fillAll(list(f.data, "components"))
		if err != nil {
			return nil, err
		}
		for _, name := range append(sortedKeys(fields), sortedKeys(files)...) {
			if !w.used[name] {
				return nil, fmt.Errorf("discordtest: the form has no input %q", name)
			}
		}
		data := obj{"custom_id": f.data["custom_id"], "components": components}
		if len(w.resolved) > 0 {
			data["resolved"] = w.resolved
		}
		return &pending{kind: kindForm, source: f.source, data: data}, nil
	})
}

// ForgeSubmit sends a form that the bot never showed, its inputs in rows.
func (a *Actor) ForgeSubmit(ctx context.Context, customID string, fields map[string]string) (*Interaction, error) {
	return a.do(ctx, func(*channel, *person) (*pending, error) {
		rows := arr{}
		for _, name := range sortedKeys(fields) {
			rows = append(rows, obj{"type": componentRow, "components": arr{
				obj{"type": componentInput, "custom_id": name, "value": fields[name]},
			}})
		}
		return &pending{kind: kindForm, data: obj{"custom_id": customID, "components": rows}}, nil
	})
}

// formWriter fills in a form as a client does.
type formWriter struct {
	composer
	fields map[string]string
	files  map[string][]Attachment
	used   map[string]bool
}

func (w *formWriter) fillAll(components arr) (arr, error) {
	out := arr{}
	for _, c := range objects(components) {
		one, err := w.fillOne(c)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (w *formWriter) fillOne(c obj) (obj, error) {
	out := obj{"type": c["type"], "id": c["id"]}
	var err error
	switch kind := integer(c, "type"); kind {
	case componentRow:
		out["components"], err = w.fillAll(list(c, "components"))
		return out, err
	case componentLabel:
		out["component"], err = w.fillOne(object(c, "component"))
		return out, err
	case componentText:
		return out, nil
	}
	name := text(c, "custom_id")
	w.used[name] = true
	out["custom_id"] = name
	if err := w.input(c, out, name); err != nil {
		return nil, fmt.Errorf("discordtest: input %q: %w", name, err)
	}
	return out, nil
}

// input fills in one input.
func (w *formWriter) input(c, out obj, name string) error {
	required := c["required"] != false
	value, there := w.fields[name]
	switch kind := integer(c, "type"); kind {
	case componentInput:
		if !there {
			value = text(c, "value")
		}
		out["value"] = value
		return typed(c, value, required)
	case componentUpload:
		return w.upload(c, out, w.files[name], required)
	case componentCheckbox:
		out["value"] = value == "true"
	case componentRadio:
		out["value"] = nil
		if there {
			out["value"] = value
		} else if required {
			return fmt.Errorf("is required")
		}
	default:
		var values []string
		if value != "" {
			values = strings.Split(value, "\n")
		}
		out["values"] = texts(values)
		if len(values) == 0 && !required || !isSelect(kind) {
			return nil
		}
		return w.selected(c, values)
	}
	return nil
}

func typed(c obj, value string, required bool) error {
	n := int64(utf8.RuneCountInString(value))
	least, _ := number(c["min_length"])
	most, ok := number(c["max_length"])
	if !ok {
		most = 4000
	}
	switch {
	case n == 0 && required:
		return fmt.Errorf("is required")
	case n > 0 && n < least || n > most:
		return fmt.Errorf("is %d characters long, not %d to %d", n, least, most)
	}
	return nil
}

func (w *formWriter) upload(c, out obj, files []Attachment, required bool) error {
	least, most := 1, 1
	if n, ok := number(c["min_values"]); ok {
		least = int(n)
	}
	if n, ok := number(c["max_values"]); ok {
		most = int(n)
	}
	if len(files) > most || len(files) < least && (required || len(files) > 0) {
		return fmt.Errorf("wants %d to %d files, not %d", least, most, len(files))
	}
	ids := arr{}
	for _, f := range files {
		a := w.s.keep("ephemeral-attachments", w.s.world.bot.id, f.Name, f.Data)
		w.add("attachments", a.id, a.json())
		ids = append(ids, a.id)
	}
	out["values"] = ids
	return nil
}
