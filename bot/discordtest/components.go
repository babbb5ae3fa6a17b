package discordtest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Component types.
const (
	componentRow         = 1
	componentButton      = 2
	componentSelect      = 3
	componentInput       = 4
	componentUsers       = 5
	componentRoles       = 6
	componentMentionable = 7
	componentChannels    = 8
	componentSection     = 9
	componentText        = 10
	componentThumbnail   = 11
	componentGallery     = 12
	componentFile        = 13
	componentSeparator   = 14
	componentContainer   = 17
	componentLabel       = 18
	componentUpload      = 19
	componentRadio       = 21
	componentCheckboxes  = 22
	componentCheckbox    = 23
)

const (
	maxComponents = 40   // nested ones counted
	maxText       = 4000 // characters of all text displays
	styleLink     = 5
	stylePremium  = 6
)

func isSelect(kind int) bool {
	return kind == componentSelect || kind >= componentUsers && kind <= componentChannels
}

// layout says which components may stand inside which.
var layout = map[int][]int{
	componentContainer: {componentRow, componentSection, componentText, componentGallery, componentFile, componentSeparator},
	componentSection:   {componentText},
}

func badType(e *formError, path string, allowed []int) {
	e.add(join(path, "type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of %s.",
		strings.ReplaceAll(strings.Trim(string(encode(allowed)), "[]"), ",", ", "))
}

func checkLayoutV1(e *formError, components arr) {
	if len(components) > 5 {
		e.add("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	for i, c := range components {
		o, _ := c.(obj)
		if path := join("components", i); integer(o, "type") != componentRow {
			badType(e, path, []int{componentRow})
		}
	}
}

func checkLayoutV2(e *formError, components arr) {
	top := append([]int{componentContainer}, layout[componentContainer]...)
	total, characters := 0, 0
	walk(components, "components", func(path string, c obj) {
		total++
		kind := integer(c, "type")
		if kind == componentText {
			characters += utf8.RuneCountInString(text(c, "content"))
		}
		if inside, ok := layout[kind]; ok {
			checkInside(e, join(path, "components"), list(c, "components"), inside)
		}
	})
	checkInside(e, "components", components, top)
	if total > maxComponents {
		e.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The total number of components exceeds the maximum of %d", maxComponents)
	}
	if characters > maxText {
		e.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "The total size of displayable text exceeds the maximum of %d", maxText)
	}
}

func checkInside(e *formError, path string, components arr, allowed []int) {
	for i, v := range components {
		c, _ := v.(obj)
		if !slices.Contains(allowed, integer(c, "type")) {
			badType(e, join(path, i), allowed)
		}
	}
}

// checkComponents checks each component by itself, and that no two share a
// custom_id or an id.
func checkComponents(e *formError, components arr, files map[string]bool) {
	custom, ids := map[string]bool{}, map[int64]bool{}
	walk(components, "components", func(path string, c obj) {
		if id := text(c, "custom_id"); id != "" {
			if custom[id] {
				e.add(join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
			}
			custom[id] = true
		}
		if id, ok := number(c["id"]); ok && id != 0 {
			if ids[id] {
				e.add(join(path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
			}
			ids[id] = true
		}
		checkComponent(e, path, c, files)
	})
}

func checkComponent(e *formError, path string, c obj, files map[string]bool) {
	switch kind := integer(c, "type"); kind {
	case componentRow:
		checkRow(e, path, c)
	case componentButton:
		checkButton(e, path, c)
	case componentSelect, componentUsers, componentRoles, componentMentionable, componentChannels:
		checkSelect(e, path, c)
	case componentInput:
		checkInput(e, path, c)
	case componentUpload, componentRadio, componentCheckboxes, componentCheckbox:
		length(e, c, "custom_id", join(path, "custom_id"), 1, 100)
	case componentText:
		length(e, c, "content", join(path, "content"), 1, maxText)
	case componentSection:
		count(e, len(list(c, "components")), join(path, "components"), 1, 3)
		accessory := object(c, "accessory")
		if accessory == nil {
			e.add(join(path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
		} else if t := integer(accessory, "type"); t != componentButton && t != componentThumbnail {
			badType(e, join(path, "accessory"), []int{componentButton, componentThumbnail})
		}
	case componentContainer:
		count(e, len(list(c, "components")), join(path, "components"), 1, maxComponents)
	case componentThumbnail:
		checkMedia(e, join(path, "media"), object(c, "media"), files, "http", "https")
	case componentGallery:
		items := objects(list(c, "items"))
		count(e, len(items), join(path, "items"), 1, 10)
		for i, item := range items {
			checkMedia(e, join(join(join(path, "items"), i), "media"), object(item, "media"), files, "http", "https")
		}
	case componentFile:
		checkMedia(e, join(path, "file"), object(c, "file"), files)
	case componentLabel:
		length(e, c, "label", join(path, "label"), 1, 45)
		length(e, c, "description", join(path, "description"), 0, 100)
	case componentSeparator:
	default:
		e.add(join(path, "type"), "BASE_TYPE_CHOICES", "Unknown component type %d", kind)
	}
}

func checkMedia(e *formError, path string, media obj, files map[string]bool, schemes ...string) {
	u := text(media, "url")
	if u == "" {
		e.add(join(path, "url"), "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	if name, ok := strings.CutPrefix(u, "attachment://"); ok {
		if !files[name] {
			e.add(join(path, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment %s was not found", name)
		}
		return
	}
	checkURL(e, media, "url", join(path, "url"), 2048, append(schemes, "attachment")...)
}

func checkRow(e *formError, path string, row obj) {
	inside := objects(list(row, "components"))
	count(e, len(inside), join(path, "components"), 1, 5)
	for i, c := range inside {
		kind := integer(c, "type")
		alone := isSelect(kind) || kind == componentInput
		switch {
		case kind != componentButton && !alone:
			badType(e, join(join(path, "components"), i), []int{2, 3, 5, 6, 7, 8})
		case alone && len(inside) > 1:
			e.add(join(path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
			return
		}
	}
}

func checkButton(e *formError, path string, b obj) {
	length(e, b, "label", join(path, "label"), 0, 80)
	checkEmoji(e, path, b)
	style := integer(b, "style")
	link, custom := text(b, "url") != "", text(b, "custom_id") != ""
	switch {
	case style < 1 || style > stylePremium:
		e.add(join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
		return
	case style == stylePremium:
		if !given(b, "sku_id") {
			e.add(join(path, "sku_id"), "BASE_TYPE_REQUIRED", "A premium button needs a sku_id")
		}
		return
	case link && custom:
		e.add(join(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_AND_URL", "A custom id and url cannot both be specified")
	case style == styleLink && !link:
		e.add(join(path, "url"), "BASE_TYPE_REQUIRED", "A url is required")
	case style == styleLink:
		checkURL(e, b, "url", join(path, "url"), 512, "http", "https", "discord")
	case link:
		e.add(join(path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only a link button has a url")
	default:
		length(e, b, "custom_id", join(path, "custom_id"), 1, 100)
	}
	if strings.TrimSpace(text(b, "label")) == "" && object(b, "emoji") == nil {
		e.add(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")
	}
}

func checkSelect(e *formError, path string, m obj) {
	length(e, m, "custom_id", join(path, "custom_id"), 1, 100)
	length(e, m, "placeholder", join(path, "placeholder"), 0, 150)
	least, most := 1, 1
	if n, ok := number(m["min_values"]); ok {
		least = int(n)
	}
	if n, ok := number(m["max_values"]); ok {
		most = int(n)
	}
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		e.add(join(path, "min_values"), "COMPONENT_SELECT_MIN_MAX", "min_values must be at most max_values, both at most 25")
	}
	if integer(m, "type") == componentSelect {
		checkOptions(e, join(path, "options"), objects(list(m, "options")), most)
	}
}

func checkOptions(e *formError, path string, options []obj, most int) {
	count(e, len(options), path, 1, 25)
	seen, defaults := map[string]bool{}, 0
	for i, o := range options {
		at := join(path, i)
		length(e, o, "label", join(at, "label"), 1, 100)
		length(e, o, "value", join(at, "value"), 1, 100)
		length(e, o, "description", join(at, "description"), 0, 100)
		checkEmoji(e, at, o)
		if v := text(o, "value"); seen[v] {
			e.add(join(at, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		} else {
			seen[v] = true
		}
		if truth(o, "default") {
			defaults++
		}
	}
	if defaults > most {
		e.add(path, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are selected by default than max_values allows")
	}
}
