package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/pincite/pincite/bot/discordtest"
	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/internal/golden"
	"github.com/pincite/pincite/search/index"
)

// patient is a data folder with two articles and their index, and a Discord that
// knows the bot and its commands.
type patient struct {
	discord *discordtest.Server
	guild   discordtest.Guild
	cfg     *config
	doctor  doctorCmd
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	dir, ask := harborArticles(t)
	if got := ask(); got.code != exitYes {
		t.Fatalf("%+v", got)
	}
	p := &patient{discord: standIn(t), cfg: &config{data: dir}}
	p.guild, _ = p.discord.AddGuild("Harbour Watch")
	p.discord.Permit(p.guild, discordgo.PermissionViewChannel|discordgo.PermissionSendMessages|discordgo.PermissionSendMessagesInThreads|discordgo.PermissionReadMessageHistory)
	p.cfg.token = p.discord.Token()
	p.doctor.Transport = p.discord.Transport()
	p.register(t)
	return p
}

// register gives Discord a command of the bot's.
func (p *patient) register(t *testing.T) {
	t.Helper()
	s, err := discordgo.New("Bot " + p.discord.Token())
	if err != nil {
		t.Fatal(err)
	}
	s.Client.Transport = p.discord.Transport()
	if _, err := s.ApplicationCommandCreate(p.discord.Bot().ID, "", &discordgo.ApplicationCommand{Name: "ask", Description: "Ask"}); err != nil {
		t.Fatal(err)
	}
}

// later moves the clock that Discord's answers have.
type later struct {
	next http.RoundTripper
	by   time.Duration
}

func (l later) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := l.next.RoundTrip(r)
	if err == nil {
		resp.Header.Set("Date", time.Now().Add(l.by).UTC().Format(http.TimeFormat))
	}
	return resp, err
}

// sick are the ways in which something can be wrong.
var sick = []struct {
	name string
	code int
	harm func(t *testing.T, p *patient)
}{
	{"nothing", exitYes, func(*testing.T, *patient) {}},
	{"no token", exitNo, func(_ *testing.T, p *patient) { p.cfg.token = "" }},
	{"a wrong token", exitError, func(_ *testing.T, p *patient) { p.cfg.token = "not-the-token" }},
	{"no way to Discord", exitError, func(_ *testing.T, p *patient) { p.discord.Stop() }},
	{"Discord in trouble", exitError, func(_ *testing.T, p *patient) {
		p.discord.Inject(discordtest.Fault{Path: "/users/@me", Status: http.StatusServiceUnavailable, Times: -1})
	}},
	{"a clock that is slow", exitNo, func(_ *testing.T, p *patient) { p.doctor.Transport = later{p.doctor.Transport, 2 * time.Minute} }},
	{"a clock that is wrong", exitError, func(_ *testing.T, p *patient) { p.doctor.Transport = later{p.doctor.Transport, time.Hour} }},
	{"interactions that go elsewhere", exitError, func(_ *testing.T, p *patient) { p.discord.SetInteractionsURL("https://bot.example/") }},
	{"interactions over HTTP that do not come", exitError, func(_ *testing.T, p *patient) { p.cfg.interactions = "127.0.0.1:8087" }},
	{"interactions over HTTP", exitYes, func(_ *testing.T, p *patient) {
		p.cfg.interactions = "127.0.0.1:8087"
		p.discord.SetInteractionsURL("https://bot.example/")
	}},
	{"permissions missing", exitNo, func(_ *testing.T, p *patient) { p.discord.Permit(p.guild, discordgo.PermissionViewChannel) }},
	{"no server", exitNo, func(_ *testing.T, p *patient) { p.discord.RemoveGuild(p.guild.ID) }},
	{"no commands", exitNo, func(t *testing.T, p *patient) {
		p.discord = standIn(t)
		guild, _ := p.discord.AddGuild("Harbour Watch")
		p.discord.Permit(guild, discordgo.PermissionAdministrator)
		p.doctor.Transport = p.discord.Transport()
	}},
	{"an empty folder", exitYes, func(t *testing.T, p *patient) { p.cfg.data = t.TempDir() }},
	{"a database that is none", exitError, func(t *testing.T, p *patient) {
		write(t, filepath.Join(p.cfg.data, "pincite.db"), bytes.Repeat([]byte("nothing of the sort "), 500))
	}},
	{"no index", exitYes, func(t *testing.T, p *patient) { removeAll(t, filepath.Join(p.cfg.data, indexFolder)) }},
	{"an index that is damaged", exitNo, func(t *testing.T, p *patient) {
		for _, f := range p.indexFiles(t, "*.zap") {
			if err := os.Truncate(f, 10); err != nil {
				t.Fatal(err)
			}
		}
	}},
	{"an index without an article", exitError, func(t *testing.T, p *patient) { p.dropFromIndex(t) }},
	{"another process", exitYes, func(t *testing.T, p *patient) { p.use(t) }},
}

func (p *patient) indexFiles(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(p.cfg.data, indexFolder, "base", "*", pattern))
	if err != nil || len(list) == 0 {
		t.Fatalf("there is no %s: %v", pattern, err)
	}
	return list
}

// dropFromIndex takes an article out of the index that the database has.
func (p *patient) dropFromIndex(t *testing.T) {
	t.Helper()
	x, err := index.Open(filepath.Dir(p.indexFiles(t, "root.bolt")[0]))
	if err != nil {
		t.Fatal(err)
	}
	listed := pinciteWith(t, "", "library", "list", "--data", p.cfg.data)
	id, _, _ := strings.Cut(listed.out, " ")
	if err := x.Apply(t.Context(), nil, []corpus.ID{corpus.ID(id)}, x.State().Head); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

// use is another process that works at the folder.
func (p *patient) use(t *testing.T) {
	t.Helper()
	d, err := openDesk(t.Context(), p.cfg.place(), p.cfg.shellLogger(os.Stderr))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.engine.Sync(t.Context(), corpus.ScopeOf(corpus.Base)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.close(); err != nil {
			t.Error(err)
		}
	})
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func removeAll(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func (p *patient) examine(ctx context.Context) outcome {
	var out, err bytes.Buffer
	code := conclude(std{nil, &out, &err}, p.doctor.Run(ctx, std{nil, &out, &err}, p.cfg))
	return outcome{code, out.String(), err.String()}
}

// TestTheDoctorFindsWhatIsWrong makes one thing wrong at a time, and keeps what
// the doctor says in testdata/doctor.golden.
func TestTheDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	said := make([]string, len(sick))
	t.Run("each", func(t *testing.T) {
		for i, s := range sick {
			t.Run(s.name, func(t *testing.T) {
				t.Parallel()
				p := newPatient(t)
				s.harm(t, p)
				got := p.examine(t.Context())
				if got.code != s.code || got.err != "" {
					t.Errorf("it ended with %d, want %d: %s%s", got.code, s.code, got.out, got.err)
				}
				said[i] = fmt.Sprintf("=== %s\n%s", s.name, p.neutral(got.out))
			})
		}
	})
	golden.Check(t, "testdata/doctor.golden", []byte(strings.Join(onlyNew(said), "\n")))
}

// onlyNew takes out of all texts but the first the lines that the first has.
func onlyNew(said []string) []string {
	healthy := map[string]bool{}
	for line := range strings.Lines(said[0]) {
		healthy[line] = line != "\n"
	}
	for i := 1; i < len(said); i++ {
		var b strings.Builder
		for line := range strings.Lines(said[i]) {
			if !healthy[line] {
				b.WriteString(line)
			}
		}
		said[i] = b.String()
	}
	return said
}

// neutral takes out of a text what differs from run to run.
func (p *patient) neutral(text string) string {
	text = strings.NewReplacer(p.cfg.data, "DATA", p.discord.Bot().ID, "APPLICATION", p.guild.ID, "GUILD").Replace(text)
	text = regexp.MustCompile(`has [0-9]+ GB left`).ReplaceAllString(text, "has N GB left")
	text = regexp.MustCompile(`(format,|article|revision)s? [0-9]+|[0-9]+ (article|revision)s`).ReplaceAllStringFunc(text, func(s string) string {
		return regexp.MustCompile(`[0-9]+`).ReplaceAllString(s, "N") // they grow with Pincite
	})
	return regexp.MustCompile(`clock is [0-9hms]+ off`).ReplaceAllString(text, "clock is TIME off")
}

func TestTheDoctorWritesJSON(t *testing.T) {
	t.Parallel()
	p := newPatient(t)
	p.cfg.token, p.doctor.JSON = "", true
	got := p.examine(t.Context())
	var report struct {
		Findings         []finding
		Warnings, Faults int
	}
	if err := json.Unmarshal([]byte(got.out), &report); err != nil || got.code != exitNo || report.Warnings != 1 || report.Faults != 0 || len(report.Findings) < 4 {
		t.Errorf("%v: %+v", err, got)
	}
	for _, f := range report.Findings {
		if f.Check == "" || f.Level == "" || f.Finding == "" || (f.Remedy == "") != (f.Level == levelOK || f.Level == levelNote) {
			t.Errorf("%+v has not all that it should", f)
		}
	}
}
