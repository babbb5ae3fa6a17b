package discordtest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/pincite/pincite/bot/discordtest"
)

func TestAnAnswerReachesThePersonWhoAsked(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		d := i.ApplicationCommandData()
		if i.Member == nil || i.Member.User.Username != "ada" || i.Member.Permissions == 0 || i.AppPermissions == 0 ||
			i.Locale != "en-US" || *i.GuildLocale != "en-US" || i.Context != discordgo.InteractionContextGuild ||
			i.AuthorizingIntegrationOwners[0] != i.GuildID {
			t.Errorf("the interaction lacks something: %+v", i.Interaction)
		}
		if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: 4, Data: &discordgo.InteractionResponseData{Content: d.GetOption("words").StringValue()},
		}); err != nil {
			t.Error(err)
		}
		m, err := s.InteractionResponse(i.Interaction)
		if err != nil || m.Content != "hello" {
			t.Errorf("the bot reads its answer: %v, %v", m, err)
		}
	}, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("hello"))
	r.must(err)
	if got.Message == nil || got.Message.Text() != "hello" || got.Deferred || got.Failed != "" || got.Acknowledged <= 0 {
		t.Errorf("got %+v", got)
	}
	if ms := r.as(r.mona).Messages(); len(ms) != 1 || ms[0].ID != got.Message.ID {
		t.Errorf("the others see %v", ms)
	}
}

func TestADeferralIsFollowedToItsEnd(t *testing.T) {
	wait := make(chan struct{})
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		err := answer(s, i, object{"type": 5, "data": object{"flags": 64}})
		<-wait
		content := "done"
		_, err2 := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &content})
		if err := errors.Join(err, err2); err != nil {
			t.Error(err)
		}
	}, echo)
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	events := r.as(r.ada).Events(ctx)
	var got *discordtest.Interaction
	done := make(chan error)
	go func() {
		var err error
		got, err = r.as(r.ada).Slash(r.ctx, "echo", words("x"))
		done <- err
	}()
	for _, want := range []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "INTERACTION_SUCCESS"} {
		if e := <-events; e.Type != want {
			t.Errorf("the client is told %s, want %s", e.Type, want)
		}
	}
	if m := r.as(r.ada).Messages()[0]; !m.Thinking || !m.Ephemeral {
		t.Errorf("before the answer the person sees %+v", m)
	}
	close(wait)
	r.must(<-done)
	if !got.Deferred || got.Message.Text() != "done" || !got.Message.Ephemeral || got.Message.Thinking {
		t.Errorf("got %+v", got)
	}
	if e := <-events; e.Type != "MESSAGE_UPDATE" {
		t.Errorf("the client is told %s", e.Type)
	}
	if n := len(r.as(r.mona).Messages()); n != 0 {
		t.Errorf("somebody else sees %d ephemeral messages", n)
	}
}

func TestTheFirstFollowUpTakesADeferralsPlace(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		err := answer(s, i, object{"type": 5})
		first, err2 := s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "first"})
		second, err3 := s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "second", Flags: 64})
		text := "second, edited"
		_, err4 := s.FollowupMessageEdit(i.Interaction, second.ID, &discordgo.WebhookEdit{Content: &text})
		third, err5 := s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "third"})
		err6 := s.FollowupMessageDelete(i.Interaction, third.ID)
		o, err7 := s.InteractionResponse(i.Interaction)
		if err := errors.Join(err, err2, err3, err4, err5, err6, err7); err != nil {
			t.Error(err)
		}
		if o.ID != first.ID {
			t.Errorf("the original is %s, the first follow-up %s", o.ID, first.ID)
		}
		s.ChannelMessageSend(i.ChannelID, "end")
	}, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	contains(t, got.Message.Text(), "first")
	r.must(r.discord.WaitFor(r.ctx, func() bool {
		ms := r.as(r.ada).Messages()
		return len(ms) == 3 && ms[1].Text() == "second, edited" && ms[1].Ephemeral && ms[2].Text() == "end"
	}))
	if n := len(r.as(r.mona).Messages()); n != 2 {
		t.Errorf("the others see %d messages", n)
	}
}

func TestAComponentUpdatesItsMessage(t *testing.T) {
	button := func(label, id string) list {
		return list{object{"type": 1, "components": list{object{"type": 2, "style": 1, "label": label, "custom_id": id}}}}
	}
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		var err error
		switch {
		case i.Type == discordgo.InteractionApplicationCommand:
			err = answer(s, i, object{"type": 4, "data": object{"content": "one", "components": button("Next", "next")}})
		case i.Message == nil || len(i.Message.Components) == 0:
			t.Errorf("the pressed message is missing: %+v", i.Message)
		case i.MessageComponentData().CustomID == "next":
			err = answer(s, i, object{"type": 7, "data": object{"content": "two", "components": button("Last", "last")}})
		case i.MessageComponentData().CustomID == "other":
			_, err2 := s.ChannelMessageEdit(i.ChannelID, i.Message.ID, "the channel's way")
			err = errors.Join(answer(s, i, object{"type": 6}), err2)
			_, err2 = s.ChannelMessageEdit(i.ChannelID, i.Message.ID, "four")
			err = errors.Join(err, err2)
		default:
			err = answer(s, i, object{"type": 6})
			content := "three"
			_, err2 := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &content, Components: &[]discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Other", CustomID: "other"}}},
			}})
			err = errors.Join(err, err2)
		}
		if err != nil {
			t.Error(err)
		}
	}, echo)
	ada := r.as(r.ada)
	first, err := ada.Slash(r.ctx, "echo", words("x"))
	r.must(err)
	id := first.Message.ID
	second, err := ada.Press(r.ctx, id, "next")
	r.must(err)
	if second.Updated == nil || second.Updated.ID != id || second.Updated.Text() != "two" {
		t.Errorf("got %+v", second)
	}
	if _, err := ada.Press(r.ctx, id, "next"); err == nil {
		t.Error("a button that is gone can be pressed")
	}
	third, err := ada.Press(r.ctx, id, "last")
	r.must(err)
	if third.Updated == nil || !third.Deferred || third.Updated.Text() != "three" || len(third.Updated.Buttons()) != 1 {
		t.Errorf("got %+v", third)
	}
	fourth, err := ada.Press(r.ctx, id, "other")
	r.must(err)
	if fourth.Updated == nil || fourth.Updated.Text() != "four" {
		t.Errorf("got %+v", fourth)
	}
}

func TestNoAnswerInTimeFails(t *testing.T) {
	late := make(chan *interaction, 1)
	r := connect(t, discordtest.Options{AnswerWithin: 20 * time.Millisecond}, func(s *session, i *interaction) { late <- i }, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	if got.Failed != "The application did not respond" {
		t.Errorf("got %+v", got)
	}
	i := <-late
	r.refusedWith(answer(r.bot, i, object{"type": 4, "data": object{"content": "late"}}), 404, 10062)
	r.refusedWith(original(r.bot, i, "PATCH", object{"content": "late"}), 404, 10015)
}

func TestADeferralEndsWithItsToken(t *testing.T) {
	came := make(chan *interaction, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 5}); err != nil {
			t.Error(err)
		}
		came <- i
	}, echo)
	done := make(chan *discordtest.Interaction, 1)
	go func() {
		got, _ := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
		done <- got
	}()
	i := <-came
	r.discord.Advance(14 * time.Minute)
	r.must(original(r.bot, i, "GET", nil))
	r.discord.Advance(time.Minute)
	if got := <-done; got.Failed == "" {
		t.Errorf("got %+v", got)
	}
	r.refusedWith(original(r.bot, i, "PATCH", object{"content": "late"}), 401, 50027)
}

func TestAnInteractionIsAcknowledgedOnce(t *testing.T) {
	came := make(chan *interaction, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := answer(s, i, object{"type": 4, "data": object{"content": "once"}}); err != nil {
			t.Error(err)
		}
		came <- i
	}, echo)
	_, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	i := <-came
	r.refusedWith(answer(r.bot, i, object{"type": 5}), 400, 40060)
	i.Token = "other"
	r.refusedWith(answer(r.bot, i, object{"type": 5}), 404, 10062)
}

func TestAutocompleteIsAnsweredDirectly(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		o := i.ApplicationCommandData().GetOption("words")
		if !o.Focused {
			t.Error("the option is not in focus")
		}
		err := answer(s, i, object{"type": 5})
		var no *discordgo.RESTError
		if !errors.As(err, &no) || no.Message.Code != 50035 {
			t.Errorf("a deferral gets %v", err)
		}
		choices := list{}
		if o.Value != "" {
			choices = list{object{"name": "Harbour", "value": "h"}}
		}
		if err := answer(s, i, object{"type": 8, "data": object{"choices": choices}}); err != nil {
			t.Error(err)
		}
	}, echo)
	got, err := r.as(r.ada).Autocomplete(r.ctx, "echo", "words", words("har"))
	r.must(err)
	if len(got.Choices) != 1 || got.Choices[0] != (discordtest.Choice{Name: "Harbour", Value: "h"}) {
		t.Errorf("got %+v", got.Choices)
	}
	none, err := r.as(r.ada).Autocomplete(r.ctx, "echo", "words")
	r.must(err)
	if none.Choices == nil || len(none.Choices) != 0 {
		t.Errorf("no choices are %#v", none.Choices)
	}
	if _, err := r.as(r.ada).Autocomplete(r.ctx, "echo", "file"); err == nil {
		t.Error("a file has autocomplete")
	}
}

func TestADeletedDeferralEndsToo(t *testing.T) {
	gone := make(chan error, 1)
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		if err := errors.Join(answer(s, i, object{"type": 5}), s.InteractionResponseDelete(i.Interaction)); err != nil {
			t.Error(err)
		}
		gone <- original(s, i, "PATCH", object{"content": "x"})
	}, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	r.refusedWith(<-gone, 404, 10008)
	if !got.Deleted || got.Message != nil || len(r.as(r.ada).Messages()) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestACallbackTellsOfItsMessageWhenAsked(t *testing.T) {
	r := connect(t, discordtest.Options{}, func(s *session, i *interaction) {
		url := discordgo.EndpointInteractionResponse(i.ID, i.Token)
		b, err := s.RequestWithBucketID("POST", url+"?with_response=true", object{"type": 4, "data": object{"content": "x", "flags": 64}}, url)
		if err != nil {
			t.Error(err)
		}
		contains(t, string(b), `"response_message_ephemeral":true`)
		contains(t, string(b), `"content":"x"`)
		_, err = s.ChannelMessage(i.ChannelID, i.ID)
		var no *discordgo.RESTError
		if !errors.As(err, &no) || no.Message.Code != 10008 {
			t.Errorf("an interaction is no message: %v", err)
		}
	}, echo)
	got, err := r.as(r.ada).Slash(r.ctx, "echo", words("x"))
	r.must(err)
	if _, err := r.bot.ChannelMessage(r.general.ID, got.Message.ID); err == nil {
		t.Error("an ephemeral message can be had from its channel")
	}
}
