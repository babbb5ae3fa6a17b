package discordtest_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

const v2 = 1 << 15

func row(cs ...any) object { return object{"type": 1, "components": cs} }
func display(text string) object {
	return object{"type": 10, "content": text}
}
func container(cs ...any) object { return object{"type": 17, "components": cs} }
func button(label, id string) object {
	return object{"type": 2, "style": 1, "label": label, "custom_id": id}
}
func link(label, url string) object {
	return object{"type": 2, "style": 5, "label": label, "url": url}
}
func menu(id string, n int) object {
	options := list{}
	for i := range n {
		options = append(options, object{"label": fmt.Sprint(i), "value": fmt.Sprint(i)})
	}
	return object{"type": 3, "custom_id": id, "options": options}
}
func modern(cs ...any) object { return object{"flags": v2, "components": cs} }
func many(n int, make func(i int) any) list {
	l := list{}
	for i := range n {
		l = append(l, make(i))
	}
	return l
}

// what Discord's answer to a message is: "" for accepted, "50006", or the path
// of a fault.
var messages = []struct {
	name string
	body object
	want string
}{
	{"text", object{"content": "hello"}, ""},
	{"nothing", object{}, "50006"},
	{"blank text", object{"content": " \n "}, "50006"},
	{"2000 characters", object{"content": strings.Repeat("ü", 2000)}, ""},
	{"2001 characters", object{"content": strings.Repeat("ü", 2001)}, "content"},
	{"an embed", object{"embeds": list{object{"title": "t", "description": "d"}}}, ""},
	{"11 embeds", object{"embeds": many(11, func(int) any { return object{"title": "t"} })}, "embeds"},
	{"6000 characters in embeds", object{"embeds": list{
		object{"description": strings.Repeat("x", 4000)}, object{"description": strings.Repeat("x", 2000)}}}, ""},
	{"6001 characters in embeds", object{"embeds": list{
		object{"description": strings.Repeat("x", 4000)}, object{"description": strings.Repeat("x", 2001)}}}, "embeds"},
	{"an embed's long title", object{"embeds": list{object{"title": strings.Repeat("x", 257)}}}, "embeds.0.title"},
	{"26 fields", object{"embeds": list{object{"fields": many(26, func(int) any { return object{"name": "n", "value": "v"} })}}}, "embeds.0.fields"},
	{"a field without a name", object{"embeds": list{object{"fields": list{object{"name": "", "value": "v"}}}}}, "embeds.0.fields.0.name"},
	{"an embed's bad address", object{"embeds": list{object{"title": "t", "url": "ftp://x.example"}}}, "embeds.0.url"},

	{"a row of buttons", object{"content": "x", "components": list{row(button("A", "a"), link("B", "https://x.example"))}}, ""},
	{"6 rows", object{"content": "x", "components": many(6, func(i int) any { return row(button("A", fmt.Sprint(i))) })}, "components"},
	{"6 buttons", object{"content": "x", "components": list{object{"type": 1, "components": many(6, func(i int) any { return button("A", fmt.Sprint(i)) })}}}, "components.0.components"},
	{"a button outside a row", object{"content": "x", "components": list{button("A", "a")}}, "components.0.type"},
	{"two menus in a row", object{"content": "x", "components": list{row(menu("a", 2), menu("b", 2))}}, "components.0.components"},
	{"a menu of 25", object{"content": "x", "components": list{row(menu("a", 25))}}, ""},
	{"a menu of 26", object{"content": "x", "components": list{row(menu("a", 26))}}, "components.0.components.0.options"},
	{"two options of one value", object{"content": "x", "components": list{row(object{"type": 3, "custom_id": "a", "options": list{
		object{"label": "1", "value": "v"}, object{"label": "2", "value": "v"}}})}}, "components.0.components.0.options.1.value"},
	{"one custom_id twice", object{"content": "x", "components": list{row(button("A", "a"), button("B", "a"))}}, "components.0.components.1.custom_id"},
	{"a custom_id of 100", object{"content": "x", "components": list{row(button("A", strings.Repeat("x", 100)))}}, ""},
	{"a custom_id of 101", object{"content": "x", "components": list{row(button("A", strings.Repeat("x", 101)))}}, "components.0.components.0.custom_id"},
	{"a button without custom_id", object{"content": "x", "components": list{row(button("A", ""))}}, "components.0.components.0.custom_id"},
	{"an emoji", object{"content": "x", "components": list{row(object{"type": 2, "style": 2, "custom_id": "a", "emoji": object{"name": "👎🏽"}})}}, ""},
	{"an arrow that is no emoji", object{"content": "x", "components": list{row(object{"type": 2, "style": 2, "custom_id": "a", "emoji": object{"name": "→"}})}}, "components.0.components.0.emoji.name"},
	{"embeds that are no list", object{"content": "x", "embeds": 5}, "embeds"},
	{"a label of 81", object{"content": "x", "components": list{row(button(strings.Repeat("x", 81), "a"))}}, "components.0.components.0.label"},
	{"a button without label", object{"content": "x", "components": list{row(button("", "a"))}}, "components.0.components.0"},
	{"a link of 512", object{"content": "x", "components": list{row(link("A", "https://x.example/"+strings.Repeat("y", 494)))}}, ""},
	{"a link of 513", object{"content": "x", "components": list{row(link("A", "https://x.example/"+strings.Repeat("y", 495)))}}, "components.0.components.0.url"},
	{"a link to a script", object{"content": "x", "components": list{row(link("A", "javascript:alert(1)"))}}, "components.0.components.0.url"},
	{"a link with custom_id", object{"content": "x", "components": list{row(object{
		"type": 2, "style": 5, "label": "A", "url": "https://x.example", "custom_id": "a"})}}, "components.0.components.0.custom_id"},
	{"a button with a link", object{"content": "x", "components": list{row(object{"type": 2, "style": 1, "label": "A", "url": "https://x.example"})}}, "components.0.components.0.url"},

	{"Components V2", modern(container(display("hello"), object{"type": 14}, row(button("A", "a"))), display("more")), ""},
	{"V2 without its flag", object{"components": list{display("hello")}}, "components.0.type"},
	{"V2 with content", object{"flags": v2, "content": "x", "components": list{display("hello")}}, "content"},
	{"V2 with an embed", object{"flags": v2, "embeds": list{object{"title": "x"}}, "components": list{display("hello")}}, "embeds"},
	{"V2 without components", object{"flags": v2}, "50006"},
	{"an empty text display", modern(display("")), "components.0.content"},
	{"4000 characters of text", modern(display(strings.Repeat("x", 2000)), display(strings.Repeat("x", 2000))), ""},
	{"4001 characters of text", modern(display(strings.Repeat("x", 2000)), container(display(strings.Repeat("x", 2001)))), "components"},
	{"40 components", modern(many(20, func(int) any { return container(display("x")) })...), ""},
	{"41 components", modern(append(many(20, func(int) any { return container(display("x")) }), display("x"))...), "components"},
	{"an accessory counts", modern(append(many(13, func(i int) any {
		return object{"type": 9, "components": list{display("x")}, "accessory": button("A", fmt.Sprint(i))}
	}), display("x"), display("x"))...), "components"},
	{"a container in a container", modern(container(container(display("x")))), "components.0.components.0.type"},
	{"a section without accessory", modern(object{"type": 9, "components": list{display("x")}}), "components.0.accessory"},
	{"an id twice", modern(object{"type": 10, "id": 7, "content": "x"}, object{"type": 10, "id": 7, "content": "x"}), "components.1.id"},
	{"a file that is not there", modern(object{"type": 13, "file": object{"url": "attachment://x.txt"}}), "components.0.file.url"},
	{"a file from elsewhere", modern(object{"type": 13, "file": object{"url": "https://x.example/x.txt"}}), "components.0.file.url"},
	{"an unknown component", modern(object{"type": 99}), "components.0.type"},
	{"an attachment that is not there", object{"content": "x", "attachments": list{object{"id": "0"}}}, "attachments.0.id"},
}

func TestMessagesAreRefusedAsDiscordRefusesThem(t *testing.T) {
	for _, o := range []discordtest.Options{{BucketSize: 1000}, {BucketSize: 1000, OpenAPI: "off"}} {
		with := o.OpenAPI != "off"
		t.Run(fmt.Sprintf("schemas=%v", with), func(t *testing.T) {
			if with {
				needSchemas(t)
			}
			r := newRig(t, o)
			for _, c := range messages {
				_, err := r.call("POST", "channels/"+r.general.ID+"/messages", c.body)
				if got := faultsOf(t, err); !covers(got, c.want) {
					t.Errorf("%s: refused at %q, want %q (%v)", c.name, got, c.want, err)
				}
			}
		})
	}
}

// needSchemas skips where Discord's schemas are not at hand.
func needSchemas(t *testing.T) {
	t.Helper()
	if openAPI() == "" {
		t.Skip("PINCITE_SHARED_DIR is not set, or has no discord/openapi.json: the rules are tested without Discord's schemas")
	}
}

// faultsOf lists where a form was refused, or the code of another refusal.
func faultsOf(t testing.TB, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var no *discordgo.RESTError
	if !errors.As(err, &no) {
		t.Fatal(err)
	}
	var body struct {
		Code   int
		Errors object
	}
	if err := json.Unmarshal(no.ResponseBody, &body); err != nil {
		t.Fatal(err)
	}
	if body.Code != 50035 {
		return []string{fmt.Sprint(body.Code)}
	}
	return paths(body.Errors, "")
}

func paths(o object, at string) []string {
	var out []string
	for k, v := range o {
		if k == "_errors" {
			out = append(out, cmp.Or(strings.TrimPrefix(at, "."), "the whole"))
		} else if inner, ok := v.(object); ok {
			out = append(out, paths(inner, at+"."+k)...)
		}
	}
	return out
}

func covers(got []string, want string) bool {
	if want == "" {
		return len(got) == 0
	}
	for _, g := range got {
		if g == want {
			return true
		}
	}
	return false
}

func TestTheV2FlagStays(t *testing.T) {
	r := newRig(t, discordtest.Options{})
	url := "channels/" + r.general.ID + "/messages"
	m, err := r.call("POST", url, modern(display("one")))
	r.must(err)
	url += "/" + m["id"].(string)
	_, err = r.call("PATCH", url, object{"components": list{display("two")}})
	r.must(err)
	for name, body := range map[string]object{
		"without the flag": {"flags": 0, "components": list{display("x")}},
		"with content":     {"content": "x"},
		"with nothing":     {"components": list{}},
	} {
		if _, err := r.call("PATCH", url, body); err == nil {
			t.Errorf("an edit %s is accepted", name)
		}
	}
	old, err := r.call("POST", "channels/"+r.general.ID+"/messages", object{"content": "old"})
	r.must(err)
	url = "channels/" + r.general.ID + "/messages/" + old["id"].(string)
	_, err = r.call("PATCH", url, modern(display("new")))
	if got := faultsOf(t, err); !covers(got, "content") {
		t.Errorf("content stays beside V2 components: %v", err)
	}
	body := modern(display("new"))
	body["content"] = nil
	_, err = r.call("PATCH", url, body)
	r.must(err)
	if m, _ := r.as(r.ada).Message(old["id"].(string)); m.Text() != "new" {
		t.Errorf("the message reads %q", m.Text())
	}
}

func TestADeferralSetsOnlyEphemeral(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 5, "data": object{"flags": 64 | v2}}); err != nil {
			t.Error(err)
		}
		if got := faultsOf(t, original(s, i, "PATCH", object{"components": list{display("modern")}})); !covers(got, "components.0.type") {
			t.Errorf("the deferral has set the V2 flag: the edit is refused at %q", got)
		}
		if err := original(s, i, "PATCH", modern(display("modern"))); err != nil {
			t.Error(err)
		}
	}, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	if got.Message.Text() != "modern" || !got.Message.Ephemeral {
		t.Errorf("got %+v", got.Message)
	}
}

func TestWhatDiscordCannotStoreIsRefusedAsBadlyAsThere(t *testing.T) {
	heavy := modern(display(strings.Repeat("ถ", 3386) + "x")) // 10,159 bytes
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		got := faultsOf(t, answer(s, i, object{"type": 4, "data": heavy}))
		if !covers(got, "10062") {
			t.Errorf("a callback is refused with %q", got)
		}
		if err := answer(s, i, object{"type": 4, "data": object{"content": "short"}}); err != nil {
			t.Error(err)
		}
	}, echo)
	url := "channels/" + r.general.ID + "/messages"
	_, err := r.call("POST", url, modern(display(strings.Repeat("ถ", 3386))))
	r.must(err)
	_, err = r.call("POST", url, heavy)
	r.refusedWith(err, 500, 0)
	_, err = r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	gallery := func(id int) object {
		return object{"type": 12, "id": id, "items": many(10, func(int) any { return object{"media": object{"url": "https://x.example"}} })}
	}
	_, err = r.call("POST", url, modern(many(7, func(i int) any { return gallery(i + 1) })...))
	r.refusedWith(err, 500, 0)
}

func TestDiscordsSchemasCatchTheRest(t *testing.T) {
	needSchemas(t)
	r := newRig(t, discordtest.Options{})
	for name, c := range map[string]struct {
		body object
		want string
	}{
		"a colour that is none":      {modern(object{"type": 17, "accent_color": 1 << 24, "components": list{display("x")}}), "components.0.accent_color"},
		"a spacing that is none":     {modern(display("x"), object{"type": 14, "spacing": 3}), "components.1.spacing"},
		"spoiler as text":            {modern(container(display("x")), object{"type": 17, "spoiler": "yes", "components": list{display("y")}}), "components.1.spoiler"},
		"an unknown kind of mention": {object{"content": "x", "allowed_mentions": object{"parse": list{"all"}}}, "allowed_mentions.parse.0"},
		"disabled as a number":       {object{"content": "x", "components": list{row(object{"type": 2, "custom_id": "a", "label": "A", "style": 1, "disabled": 1})}}, "components.0.components.0.disabled"},
	} {
		_, err := r.call("POST", "channels/"+r.general.ID+"/messages", c.body)
		if got := faultsOf(t, err); !covers(got, c.want) {
			t.Errorf("%s: refused at %q, want %q (%v)", name, got, c.want, err)
		}
	}
	_, err := r.call("POST", r.commandsURL(), object{"name": "x", "description": "d", "contexts": list{}})
	if got := faultsOf(t, err); !covers(got, "contexts") {
		t.Errorf("no contexts: refused at %q (%v)", got, err)
	}
}

func TestSchemasThatCannotBeReadAreAnError(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "openapi.json")
	for name, text := range map[string]string{"absent": "", "no JSON": "{"} {
		if text != "" {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if s, err := discordtest.New(discordtest.Options{OpenAPI: file}); err == nil {
			s.Close()
			t.Errorf("a file that is %s is accepted", name)
		}
	}
}
