package discordtest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Types of commands and of their options.
const (
	commandChat    = 1
	commandUser    = 2
	commandMessage = 3

	optionSub         = 1
	optionGroup       = 2
	optionString      = 3
	optionInteger     = 4
	optionBoolean     = 5
	optionUser        = 6
	optionChannel     = 7
	optionRole        = 8
	optionMentionable = 9
	optionNumber      = 10
	optionAttachment  = 11
)

// commandName is the pattern of slash commands and their options:
// ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

const maxCommandText = 8000 // characters of a command's names, descriptions and values

func commandLimit(kind int) int {
	if kind == commandChat {
		return 100
	}
	return 15
}

// checkCommands applies the rules to a whole set.
func checkCommands(bodies arr) error {
	e := &formError{}
	seen, kinds := map[string]bool{}, map[int]int{}
	for i, v := range bodies {
		b, ok := v.(obj)
		if !ok {
			e.add(join("", i), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
			continue
		}
		kind := max(1, integer(b, "type"))
		kinds[kind]++
		if key := text(b, "name") + "\x00" + string(rune(kind)); seen[key] {
			e.add(join(join("", i), "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			seen[key] = true
		}
		checkOneCommand(e, join("", i), b)
	}
	for kind, n := range kinds {
		if n > commandLimit(kind) {
			return errTooManyCommands
		}
	}
	return e.err()
}

func checkCommand(b obj) error {
	e := &formError{}
	checkOneCommand(e, "", b)
	return e.err()
}

func checkOneCommand(e *formError, path string, b obj) {
	kind := max(1, integer(b, "type"))
	switch kind {
	case commandChat:
		checkName(e, join(path, "name"), text(b, "name"))
		length(e, b, "description", join(path, "description"), 1, 100)
		checkCommandOptions(e, join(path, "options"), objects(list(b, "options")), 0)
	case commandUser, commandMessage:
		length(e, b, "name", join(path, "name"), 1, 32)
		if text(b, "description") != "" {
			e.add(join(path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have description")
		}
		if len(list(b, "options")) > 0 {
			e.add(join(path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options")
		}
	default:
		e.add(join(path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
	}
	checkLocalizations(e, path, b, kind == commandChat)
	if commandText(b) > maxCommandText {
		e.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", maxCommandText)
	}
}

func checkName(e *formError, path, name string) {
	lengthOf(e, name, path, 1, 32)
	if name != "" && (!commandName.MatchString(name) || name != strings.ToLower(name)) {
		e.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

func checkLocalizations(e *formError, path string, b obj, pattern bool) {
	for locale, v := range object(b, "name_localizations") {
		at, name := join(join(path, "name_localizations"), locale), ""
		name, _ = v.(string)
		if pattern {
			checkName(e, at, name)
		} else {
			lengthOf(e, name, at, 1, 32)
		}
	}
	for locale, v := range object(b, "description_localizations") {
		about, _ := v.(string)
		lengthOf(e, about, join(join(path, "description_localizations"), locale), 1, 100)
	}
}

// checkCommandOptions checks the options of a command (depth 0), of a group or
// subcommand (1) and of a subcommand in a group (2).
func checkCommandOptions(e *formError, path string, options []obj, depth int) {
	if len(options) > 25 {
		e.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	names := map[string]bool{}
	optional, subs := false, 0
	for i, o := range options {
		at, name := join(path, i), text(o, "name")
		checkName(e, join(at, "name"), name)
		length(e, o, "description", join(at, "description"), 1, 100)
		checkLocalizations(e, at, o, true)
		if names[name] {
			e.add(join(at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
		}
		names[name] = true
		if optional && truth(o, "required") {
			e.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !truth(o, "required")
		if kind := integer(o, "type"); kind == optionSub || kind == optionGroup {
			subs++
			checkSub(e, at, o, kind, depth)
			continue
		}
		checkOption(e, at, o)
	}
	if subs > 0 && subs < len(options) {
		e.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func checkSub(e *formError, path string, o obj, kind, depth int) {
	if depth > 1 || kind == optionGroup && depth > 0 {
		e.add(join(path, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested so deep")
		return
	}
	inner := objects(list(o, "options"))
	next := 2
	if kind == optionGroup {
		next = 1
		for i, x := range inner {
			if integer(x, "type") != optionSub {
				e.add(join(join(path, "options"), i), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group holds sub-commands only")
			}
		}
	}
	checkCommandOptions(e, join(path, "options"), inner, next)
}

func checkOption(e *formError, path string, o obj) {
	kind := integer(o, "type")
	if kind < optionString || kind > optionAttachment {
		e.add(join(path, "type"), "BASE_TYPE_CHOICES", "Unknown option type %d", kind)
	}
	choices := objects(list(o, "choices"))
	if len(choices) > 25 {
		e.add(join(path, "choices"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	pickable := kind == optionString || kind == optionInteger || kind == optionNumber
	if truth(o, "autocomplete") && (len(choices) > 0 || !pickable) {
		e.add(join(path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", "Autocomplete is for text and numbers, and not together with choices")
	}
	if len(choices) > 0 && !pickable {
		e.add(join(path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices are for text and numbers only")
	}
	checkChoices(e, join(path, "choices"), choices, kind, true)
	if most, ok := number(o["max_length"]); ok && most != 0 && int64(integer(o, "min_length")) > most {
		e.add(join(path, "min_length"), "APPLICATION_COMMAND_OPTIONS_MIN_MAX", "min_length must be at most max_length")
	}
}

// checkChoices checks choices, of an option (their names are unique then) or as
// an autocomplete's answer.
func checkChoices(e *formError, path string, choices []obj, kind int, unique bool) {
	names := map[string]bool{}
	for i, c := range choices {
		at := join(path, i)
		length(e, c, "name", join(at, "name"), 1, 100)
		if n := text(c, "name"); unique && names[n] {
			e.add(join(at, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", "Choice name already exists")
		} else {
			names[n] = true
		}
		value, isText := c["value"].(string)
		switch {
		case kind == optionString && !isText:
			e.add(join(at, "value"), "STRING_TYPE_CONVERT", "Could not convert the value to string.")
		case kind == optionString:
			lengthOf(e, value, join(at, "value"), 1, 100)
		case isText || c["value"] == nil:
			e.add(join(at, "value"), "NUMBER_TYPE_COERCE", "Value is not a number.")
		}
	}
}

// commandText counts the characters that Discord limits in all.
func commandText(b obj) int {
	n := utf8.RuneCountInString(text(b, "name")) + utf8.RuneCountInString(text(b, "description"))
	for _, o := range objects(list(b, "options")) {
		n += commandText(o)
	}
	for _, c := range objects(list(b, "choices")) {
		n += utf8.RuneCountInString(text(c, "name")) + utf8.RuneCountInString(text(c, "value"))
	}
	return n
}
