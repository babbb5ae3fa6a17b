package discordtest

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzBody states that whatever JSON a bot sends, a message of it is either
// refused or within Discord's limits, and that people can read it.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		`{"content":"hello <@1200000000000000000>"}`,
		`{"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"x"},{"type":1,"components":[{"type":2,"style":1,"label":"A","custom_id":"a"}]}]}]}`,
		`{"flags":32768,"components":[{"type":9,"components":[{"type":10,"content":"x"}],"accessory":{"type":11,"media":{"url":"https://x.example"}}}]}`,
		`{"embeds":[{"title":"t","fields":[{"name":"n","value":"v"}],"image":{"url":"attachment://x"}}]}`,
		`{"content":null,"components":[null,{"type":"1","components":5}],"allowed_mentions":{"parse":["users"]}}`,
		`{"components":[{"type":1,"components":[{"type":3,"custom_id":"a","options":[{"label":"l","value":"v","emoji":{"name":"😀"}}]}]}]}`,
	} {
		f.Add([]byte(seed))
	}
	s, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(s.Close)
	_, general := s.AddGuild("Harbour Watch")
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := decode(b)
		body, ok := v.(obj)
		if err != nil || !ok {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		m := &message{channel: s.world.channels[general.ID], author: s.world.bot, sent: s.now()}
		if checkMessage(body, nil, nil) != nil || s.write(m, body, nil) != nil {
			return
		}
		seen := s.seen(m)
		total, shown := 0, 0
		each(list(seen.object(), "components"), func(c obj) {
			total++
			if integer(c, "type") == componentText {
				shown += utf8.RuneCountInString(text(c, "content"))
			}
		})
		if total > maxComponents || shown > maxText || utf8.RuneCountInString(m.content) > 2000 {
			t.Errorf("accepted %d components and %d characters of text", total, shown)
		}
		if m.empty() {
			t.Error("accepted an empty message")
		}
		if t2 := seen.Text(); m.content != "" && !strings.HasPrefix(t2, m.content) {
			t.Errorf("people read %q of %q", t2, m.content)
		}
		for _, button := range seen.Buttons() {
			if utf8.RuneCountInString(button.CustomID) > 100 || len([]rune(button.URL)) > 512 {
				t.Errorf("accepted the button %+v", button)
			}
		}
	})
}
