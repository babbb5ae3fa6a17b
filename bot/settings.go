package bot

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/pincite/pincite/corpus/store"
)

// settings answers /library settings: what is set, with what changes it.
func (b *Bot) settings(ctx context.Context, r *request) (reply, error) {
	_, scope := own(r)
	s, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	quota, err := b.cfg.Store.Quota(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	usage, err := b.cfg.Store.Usage(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	return reply{private: true, parts: []component{container(colourAnswer,
		text(r.say("settings.head")),
		text(r.say("settings.keepers")), keepersMenu(r, s),
		text(r.say("settings.log")), logMenu(r, s),
		text(r.say("settings.languages")), languagesMenu(r, s),
		separator(),
		r.toggle(s.PrivateAnswers, verbPrivate, "settings.private", "settings.public", "button.make-public", "button.make-private"),
		r.toggle(s.KeepGaps, verbGapsKept, "settings.gaps", "settings.no-gaps", "button.keep-no-gaps", "button.keep-gaps"),
		separator(),
		section(r.holds(usage, quota), button(discordgo.SecondaryButton, r.say("button.quota"), customID{verb: verbQuota})),
	)}}, nil
}

// toggle is a sentence on what is on or off, with a button that says what it
// makes of it. The button names the state and not the change, so that pressing
// an old one does no harm.
func (r *request) toggle(on bool, v verb, isOn, isOff, off, turnOn key) component {
	if on {
		return section(r.say(isOn), button(discordgo.SecondaryButton, r.say(off), customID{verb: v, page: 0}))
	}
	return section(r.say(isOff), button(discordgo.SecondaryButton, r.say(turnOn), customID{verb: v, page: 1}))
}

// picker is a select menu in which nothing need be chosen.
func picker(kind int, v verb, placeholder string, most int) component {
	none := 0
	return component{Type: kind, CustomID: customID{verb: v}.String(), Placeholder: placeholder, MinValues: &none, MaxValues: most}
}

func keepersMenu(r *request, s store.LibrarySettings) component {
	c := picker(typeRoles, verbKeepers, r.say("settings.keepers.none"), maxSelect)
	for _, id := range s.Keepers {
		c.Preselected = append(c.Preselected, preselected{ID: id, Type: "role"})
	}
	return row(c)
}

func logMenu(r *request, s store.LibrarySettings) component {
	c := picker(typeChannels, verbLog, r.say("settings.log.none"), 1)
	c.ChannelTypes = []int{int(discordgo.ChannelTypeGuildText), int(discordgo.ChannelTypeGuildNews)}
	if s.ChangeLog != "" {
		c.Preselected = []preselected{{ID: s.ChangeLog, Type: "channel"}}
	}
	return row(c)
}

// offered are the languages that a library can be limited to here: those whose
// words are understood, and some more that are recognized.
var offered = []string{"ar", "zh", "da", "nl", "en", "fi", "fr", "de", "el", "hi", "hu", "it", "ja", "ko", "no", "pl", "pt", "ro", "ru", "es", "sv", "th", "tr", "uk", "vi"}

func languagesMenu(r *request, s store.LibrarySettings) component {
	c := picker(typeSelect, verbLanguages, r.say("settings.languages.none"), len(offered))
	for _, tag := range offered {
		c.Options = append(c.Options, selection{Label: r.language(tag), Value: tag, Default: slices.Contains(s.Languages, tag)})
	}
	return row(c)
}

// language is the name of a language in the person's own.
func (r *request) language(tag string) string {
	names := display.Languages(language.Make(r.locale))
	if names == nil {
		names = display.English.Languages()
	}
	if name := names.Name(language.Make(tag)); name != "" {
		return name
	}
	return tag
}

// holds says how much a library holds, and may hold.
func (r *request) holds(u store.Usage, q store.Quota) string {
	const mb = 1 << 20
	size := func(n int64) string {
		if n < mb {
			return r.say("size.kb", (n+1023)>>10)
		}
		return r.say("size.mb", float64(n)/mb)
	}
	articles, bytes := r.count("settings.holds", u.Documents), size(u.Bytes)
	if q.Documents > 0 {
		articles = r.count("settings.holds-of", q.Documents, u.Documents)
	}
	if q.Bytes > 0 {
		bytes = r.say("settings.size-of", bytes, size(q.Bytes))
	}
	line := r.say("settings.quota", articles, bytes)
	if q.Documents == 0 && q.Bytes == 0 {
		line += " " + r.say("settings.no-quota")
	}
	return line
}

// setKeepers takes the roles that may change the library.
func (b *Bot) setKeepers(ctx context.Context, r *request) (reply, error) {
	if slices.Contains(r.values, r.guild) { // the role that everybody has
		return reply{}, tell("settings.everyone")
	}
	return b.configure(ctx, r, func(s *store.LibrarySettings) { s.Keepers = slices.Clone(r.values) })
}

// setLog takes the channel for a line on every change, after saying so there:
// a channel in which the bot cannot write is not taken.
func (b *Bot) setLog(ctx context.Context, r *request) (reply, error) {
	channel := strings.Join(r.values, "")
	if len(r.values) > 1 || strings.Trim(channel, "0123456789") != "" {
		return reply{}, errForged
	}
	_, scope := own(r)
	before, err := b.cfg.Store.Settings(ctx, scope)
	if err != nil {
		return reply{}, err
	}
	if channel != "" && channel != before.ChangeLog {
		begins := reply{parts: []component{text(r.say("log.begins", r.mention(r.by())))}}
		err := b.rest.post(ctx, channel, begins.payload())
		if refused, ok := errors.AsType[*apiError](err); ok && refused.Status < 500 {
			return reply{}, tell("settings.log.refused", "<#"+channel+">")
		}
		if err != nil {
			return reply{}, err
		}
	}
	rep, err := b.configure(ctx, r, func(s *store.LibrarySettings) { s.ChangeLog = channel })
	rep.told = nil // it is said there already
	return rep, err
}

// setLanguages takes the languages of the articles that belong here. What was
// set elsewhere and is not offered in the menu stays.
func (b *Bot) setLanguages(ctx context.Context, r *request) (reply, error) {
	for _, tag := range r.values {
		if !slices.Contains(offered, tag) {
			return reply{}, errForged
		}
	}
	return b.configure(ctx, r, func(s *store.LibrarySettings) {
		s.Languages = append(slices.DeleteFunc(s.Languages, func(tag string) bool { return slices.Contains(offered, tag) }), r.values...)
	})
}

// setPrivate decides who sees answers when the asker does not say.
func (b *Bot) setPrivate(ctx context.Context, r *request) (reply, error) {
	return b.switched(ctx, r, func(s *store.LibrarySettings, on bool) { s.PrivateAnswers = on })
}

// setGapsKept decides whether questions that get no answer are kept.
func (b *Bot) setGapsKept(ctx context.Context, r *request) (reply, error) {
	return b.switched(ctx, r, func(s *store.LibrarySettings, on bool) { s.KeepGaps = on })
}

func (b *Bot) switched(ctx context.Context, r *request, set func(s *store.LibrarySettings, on bool)) (reply, error) {
	if r.pressed.page > 1 {
		return reply{}, errForged
	}
	return b.configure(ctx, r, func(s *store.LibrarySettings) { set(s, r.pressed.page == 1) })
}

// configure changes the settings and shows them anew.
func (b *Bot) configure(ctx context.Context, r *request, change func(*store.LibrarySettings)) (reply, error) {
	lib, _ := own(r)
	did, err := b.cfg.Store.ChangeSettings(ctx, lib, r.by(), change)
	if _, wrong := errors.AsType[*store.SettingsError](err); wrong {
		return reply{}, errForged // the menus offer nothing that is refused
	}
	if err != nil {
		return reply{}, err
	}
	rep, err := b.settings(ctx, r)
	if !reflect.DeepEqual(did.Before, did.After) {
		rep.told = []string{r.say("log.settings", r.mention(r.by()), r.settled(did))}
	}
	return rep, err
}

// settled says what a change of settings set.
func (r *request) settled(did store.SettingsChange) string {
	is, was := did.After, did.Before
	var parts []string
	if !slices.Equal(is.Keepers, was.Keepers) {
		parts = append(parts, r.listed("log.keepers", "log.no-keepers", is.Keepers, func(id string) string { return "<@&" + id + ">" }))
	}
	if !slices.Equal(is.Languages, was.Languages) {
		parts = append(parts, r.listed("log.languages", "log.all-languages", is.Languages, r.language))
	}
	if is.Quota != was.Quota {
		parts = append(parts, r.quotaTold(is.Quota))
	}
	for _, s := range []struct {
		is, was bool
		on, off key
	}{
		{is.PrivateAnswers, was.PrivateAnswers, "log.private", "log.public"},
		{is.KeepGaps, was.KeepGaps, "log.gaps", "log.no-gaps"},
		{is.ChangeLog != "", was.ChangeLog != "", "log.log", "log.no-log"},
	} {
		switch {
		case s.is == s.was:
		case s.is:
			parts = append(parts, r.say(s.on))
		default:
			parts = append(parts, r.say(s.off))
		}
	}
	return strings.Join(parts, "; ")
}

// listed names what a list of settings has now, if it has something.
func (r *request) listed(some, none key, list []string, name func(string) string) string {
	if len(list) == 0 {
		return r.say(none)
	}
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = name(s)
	}
	return r.say(some, strings.Join(names, ", "))
}
