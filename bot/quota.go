package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/pincite/pincite/corpus/store"
)

// The fields of the form with how much a library may hold.
const (
	fieldArticles  = "articles"
	fieldMB        = "mb"
	maxQuotaTyped  = 8          // characters
	maxQuotaNumber = 10_000_000 // articles, or MB
)

// quotaForm opens the form with how much the library may hold: its own limits,
// which are below what whoever runs Pincite allows.
func (b *Bot) quotaForm(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	s, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	value := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	return reply{form: &form{CustomID: customID{verb: verbQuotaSet}.String(), Title: r.say("quota.form"), Components: []component{
		r.line(fieldArticles, "quota.articles", "quota.hint", value(int64(s.Quota.Documents)), maxQuotaTyped),
		r.line(fieldMB, "quota.mb", "quota.hint", value(s.Quota.Bytes>>20), maxQuotaTyped),
	}}}, nil
}

// setQuota takes that form.
func (b *Bot) setQuota(ctx context.Context, r *request) (reply, error) {
	var limits [2]int
	for i, field := range []string{fieldArticles, fieldMB} {
		typed := strings.TrimSpace(r.fields[field])
		if typed == "" {
			continue
		}
		n, ok := natural(typed, maxQuotaNumber)
		if !ok {
			return reply{}, tell("quota.wrong", escapeLine(clip(typed, maxNameShown)), maxQuotaNumber)
		}
		limits[i] = n
	}
	return b.configure(ctx, r, func(s *store.LibrarySettings) {
		s.Quota = store.Quota{Documents: limits[0], Bytes: int64(limits[1]) << 20}
	})
}

// quotaTold says of a change of settings which limits a library has now.
func (r *request) quotaTold(q store.Quota) string {
	var parts []string
	if q.Documents > 0 {
		parts = append(parts, r.count("settings.holds", q.Documents))
	}
	if q.Bytes > 0 {
		parts = append(parts, r.say("size.mb", float64(q.Bytes)/(1<<20)))
	}
	if len(parts) == 0 {
		return r.say("log.no-quota")
	}
	return r.say("log.quota", strings.Join(parts, ", "))
}
