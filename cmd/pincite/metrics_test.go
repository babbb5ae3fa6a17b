package main

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/pincite/pincite/bot/discordtest"
)

// TestWhatARunningBotShows drives a bot through what it counts, and compares the
// metrics with what is written of them: each is in docs/metrics.md, and the
// dashboard and the rules ask for none that is not there.
func TestWhatARunningBotShows(t *testing.T) {
	t.Parallel()
	discord := standIn(t)
	cfg := serveConfig(t, discord.Token())
	cfg.profile = true
	guild, general := discord.AddGuild("Harbour Watch")
	ada := discord.AddUser("Ada")
	discord.Join(guild, ada, 0)
	s := startPincite(t, func(ctx context.Context, std std) int {
		return conclude(std, (&serveCmd{Transport: discord.Transport()}).Run(ctx, std, cfg))
	})
	if err := discord.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	const ready = "gateway: ok\nstore: ok\nindex: ok\n"
	for (ask(t, cfg, healthCmd{Ready: true}) != outcome{out: ready}) {
		// It connects, and brings the index up to date.
	}
	discord.Inject(discordtest.Fault{Method: http.MethodPost, Path: "/callback", Status: http.StatusTooManyRequests, Global: true})
	if _, err := discord.As(ada, general).Slash(t.Context(), "ask", discordtest.Option{Name: "question", Value: "Who is the harbour master?"}); err != nil {
		t.Fatal(err)
	}
	base := "http://" + cfg.healthAddr
	for !strings.Contains(get(t, base+metricsPath), `pincite_interactions_total{command="ask",outcome="ok"} 1`) {
		// The reply is with Discord a moment before it is counted.
	}
	shown := get(t, base+metricsPath)
	for _, want := range []string{
		`pincite_discord_limited_total{scope="global"} 1`, "pincite_acknowledgement_seconds_count 1", `pincite_gateway_events_total{event="ready"} 1`,
		`pincite_ready{part="store"} 1`, `pincite_ready{part="gateway"} 1`, `pincite_index_open 1`, `pincite_discord_requests_total{status="4xx"} 1`,
		"pincite_build_info{", "go_goroutines ",
	} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %s", want)
		}
	}
	for _, secret := range []string{guild.ID, ada.ID, general.ID, "harbour master", discord.Token()} {
		if strings.Contains(shown, secret) {
			t.Errorf("the metrics tell %q", secret)
		}
	}
	if !strings.Contains(get(t, base+profilePath), "goroutine") {
		t.Error("there are no profiles")
	}
	s.stop(t)
	checkWritten(t, metricNames(shown))
}

var (
	metricType = regexp.MustCompile(`(?m)^# TYPE (\S+) (\S+)$`)
	metricName = regexp.MustCompile(`\b(pincite|go|process)_[a-z0-9_]+`)
)

// metricNames are the names by which what is shown can be asked for.
func metricNames(shown string) map[string]bool {
	names := map[string]bool{}
	for _, m := range metricType.FindAllStringSubmatch(shown, -1) {
		names[m[1]] = true
		if m[2] == "histogram" {
			names[m[1]+"_bucket"], names[m[1]+"_sum"], names[m[1]+"_count"] = true, true, true
		}
	}
	return names
}

func checkWritten(t *testing.T, names map[string]bool) {
	t.Helper()
	asked := map[string]string{} // by name, where
	for name, expr := range askedByRules(t) {
		for _, m := range metricName.FindAllString(expr, -1) {
			asked[m] = "the rule " + name
		}
	}
	for name, expr := range askedByDashboard(t) {
		for _, m := range metricName.FindAllString(expr, -1) {
			asked[m] = "the panel " + name
		}
	}
	for m, where := range asked {
		if !names[m] {
			t.Errorf("%s asks for %s, which a running bot does not show", where, m)
		}
	}
	page, err := os.ReadFile("../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `(pincite_[a-z_]+)`").FindAllSubmatch(page, -1) {
		described[string(m[1])] = true
	}
	var ours []string
	for name := range names {
		histogram := names[name+"_bucket"]
		part := strings.HasSuffix(name, "_bucket") || strings.HasSuffix(name, "_sum") || strings.HasSuffix(name, "_count")
		if strings.HasPrefix(name, "pincite_") && (histogram || !part) {
			ours = append(ours, name)
		}
	}
	slices.Sort(ours)
	if got := slices.Sorted(maps.Keys(described)); !slices.Equal(got, ours) {
		t.Errorf("docs/metrics.md describes\n%v\nand a running bot shows\n%v", got, ours)
	}
}

// askedByRules returns the expressions of deploy/alerts.yml by the rules' names.
func askedByRules(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../deploy/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	for _, g := range file.Groups {
		for _, r := range g.Rules {
			if r.Alert == "" || r.Annotations["summary"] == "" || r.Annotations["remedy"] == "" || r.Labels["severity"] == "" || rules[r.Alert] != "" {
				t.Errorf("the rule %q has not all that it needs, or is there twice", r.Alert)
			}
			if !balanced(r.Expr) {
				t.Errorf("the rule %s: brackets do not close: %s", r.Alert, r.Expr)
			}
			rules[r.Alert] = r.Expr
		}
	}
	if len(rules) == 0 {
		t.Error("there are no rules")
	}
	return rules
}

// askedByDashboard returns the expressions of deploy/grafana.json by the panels'
// titles.
func askedByDashboard(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("../../deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Templating struct {
			List []struct{ Name, Query string }
		}
		Panels []struct {
			ID      int
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(data, &board); err != nil {
		t.Fatal(err)
	}
	panels := map[string]string{}
	for _, v := range board.Templating.List {
		panels["variable "+v.Name] = strings.TrimPrefix(v.Query, "prometheus")
	}
	ids := map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || panels[p.Title] != "" || len(p.Targets) == 0 {
			t.Errorf("the panel %q shows nothing, or is there twice", p.Title)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			if !balanced(target.Expr) {
				t.Errorf("the panel %s: brackets do not close: %s", p.Title, target.Expr)
			}
			panels[p.Title] += target.Expr + "\n"
		}
	}
	return panels
}

// balanced reports whether the brackets of an expression close in order.
func balanced(expr string) bool {
	var open []rune
	closes := map[rune]rune{')': '(', '}': '{', ']': '['}
	for _, c := range expr {
		switch c {
		case '(', '{', '[':
			open = append(open, c)
		case ')', '}', ']':
			if len(open) == 0 || open[len(open)-1] != closes[c] {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}
