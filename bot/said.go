package bot

import (
	"context"
	"strings"

	"github.com/pincite/pincite/corpus"
	"github.com/pincite/pincite/corpus/store"
	"github.com/pincite/pincite/search"
)

const (
	saidShown = 4 // statements on one page
	// maxSpeakerTyped is how many characters a speaker's name may have.
	maxSpeakerTyped = 150
	// speakersShown is how many people are named when it is not plain who is meant.
	speakersShown = 8
)

// said answers /said: what somebody is quoted as saying. The words are kept, so
// that another page can be turned to after a restart.
func (b *Bot) said(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	speaker, about := oneLine(r.options["speaker"]), oneLine(r.options["about"])
	if speaker == "" {
		return reply{}, tell("said.empty")
	}
	kept := store.Answer{Question: speaker + "\n" + about}
	kept.Library, _ = scope.Library()
	if kept, err = b.cfg.Store.SaveAnswer(ctx, kept); err != nil {
		return reply{}, err
	}
	return b.saidBy(ctx, r, scope, kept, 0)
}

// saidPage turns to another page of statements.
func (b *Bot) saidPage(ctx context.Context, r *request) (reply, error) {
	kept, scope, err := b.kept(ctx, r, r.pressed.answer)
	if err != nil {
		return reply{}, err
	}
	return b.saidBy(ctx, r, scope, kept, r.pressed.page)
}

func (b *Bot) saidBy(ctx context.Context, r *request, scope corpus.Scope, kept store.Answer, page int) (reply, error) {
	speaker, about, _ := strings.Cut(kept.Question, "\n")
	q := search.SaidQuestion{Speaker: speaker, About: about, Offset: page * saidShown, Limit: saidShown}
	found, err := b.cfg.Engine.Said(ctx, scope, q)
	pages := (found.Total + saidShown - 1) / saidShown
	if err == nil && found.Total > 0 && page >= pages { // there were more when the button was made
		page = pages - 1
		q.Offset = page * saidShown
		found, err = b.cfg.Engine.Said(ctx, scope, q)
	}
	if err != nil {
		return reply{}, err
	}
	if found.Total == 0 {
		return r.unsaid(found, speaker, about), nil
	}
	list, err := b.stated(ctx, scope, found.Statements)
	if err != nil {
		return reply{}, err
	}
	parts := []component{text(r.saidHead(found, about))}
	parts = append(parts, r.passageList(list, page*saidShown)...)
	parts = append(parts, r.pageFoot(r.footnotes(found.Library, nil), page, pages, func(p int) customID { return customID{verb: verbSaid, answer: kept.ID, page: p} })...)
	return reply{private: true, verdict: "found", quotes: len(list), parts: []component{container(colourAnswer, parts...)}}, nil
}

// stated returns those statements that the store still has, word for word.
func (b *Bot) stated(ctx context.Context, scope corpus.Scope, statements []search.Statement) ([]cited, error) {
	evidence := make([]search.Evidence, len(statements))
	for i := range statements {
		evidence[i].Quote, evidence[i].Speaker = statements[i].Quote, &statements[i].Speaker
	}
	return b.holding(ctx, scope, evidence)
}

// saidHead says who speaks, about what, and how often.
func (r *request) saidHead(found search.Said, about string) string {
	who := "**" + escapeLine(clip(found.Speaker, maxNameShown)) + "**"
	if found.Role != "" {
		who += ", " + escapeLine(clip(found.Role, maxNameShown)) + ","
	}
	if about != "" {
		return r.count("said.about", found.Total, who, escapeLine(clip(about, maxAskedShown)))
	}
	return r.count("said.head", found.Total, who)
}

// unsaid says that nothing is to be shown, why, and what to do.
func (r *request) unsaid(found search.Said, speaker, about string) reply {
	shown := escapeLine(clip(speaker, maxNameShown))
	var k key
	var names []search.Quoted
	switch {
	case found.Speaker != "":
		return r.nothingSaid(r.say("said.not-about", escapeLine(clip(found.Speaker, maxNameShown)), escapeLine(clip(about, maxAskedShown)), r.count("said.times", found.All)))
	case len(found.Several) > 0:
		k, names = "said.several", found.Several
	case len(found.Nearest) > 0:
		k, names = "said.near", found.Nearest
	default:
		return r.nothingSaid(r.say("said.nobody", shown))
	}
	lines := []string{r.say(k, shown)}
	for _, q := range names[:min(len(names), speakersShown)] {
		line := "· **" + escapeLine(clip(q.Name, maxNameShown)) + "**"
		if q.Role != "" {
			line += ", " + escapeLine(clip(q.Role, maxNameShown))
		}
		lines = append(lines, line+" · "+r.count("said.times", q.Count))
	}
	return r.nothingSaid(strings.Join(lines, "\n"))
}

func (r *request) nothingSaid(words string) reply {
	return reply{private: true, verdict: "none", parts: []component{container(colourPlain, text(words))}}
}

// completeSpeaker suggests who is quoted here, with how often.
func (b *Bot) completeSpeaker(ctx context.Context, r *request) (reply, error) {
	scope, err := b.scope(ctx, r)
	if err != nil {
		return reply{}, err
	}
	found, err := b.cfg.Engine.Speakers(ctx, scope, r.options[r.focused], maxSelect)
	if err != nil {
		return reply{}, err
	}
	var choices []choice
	for _, q := range found {
		choices = append(choices, choice{Name: clip(q.Name+" · "+r.count("said.times", q.Count), maxOption), Value: clip(q.Name, maxOption)})
	}
	return reply{choices: choices}, nil
}

// completeQuotation suggests what goes with a quotation: who is said to have said
// it, or the article that it should stand in.
func (b *Bot) completeQuotation(ctx context.Context, r *request) (reply, error) {
	if r.focused == "speaker" {
		return b.completeSpeaker(ctx, r)
	}
	return b.completeDocument(ctx, r)
}
