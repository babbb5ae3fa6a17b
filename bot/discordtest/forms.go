package discordtest

import "slices"

// checkForm applies the rules of modals.
func checkForm(data obj) error {
	e := &formError{}
	length(e, data, "custom_id", "custom_id", 1, 100)
	length(e, data, "title", "title", 1, 45)
	components := list(data, "components")
	count(e, len(components), "components", 1, 5)
	checkInside(e, "components", components, []int{componentRow, componentLabel, componentText})
	for i, c := range objects(components) {
		path := join("components", i)
		switch integer(c, "type") {
		case componentRow:
			inside := objects(list(c, "components"))
			count(e, len(inside), join(path, "components"), 1, 1)
			checkInside(e, join(path, "components"), list(c, "components"), []int{componentInput})
			for j, in := range inside {
				length(e, in, "label", join(join(join(path, "components"), j), "label"), 1, 45)
			}
		case componentLabel:
			checkLabelled(e, join(path, "component"), object(c, "component"))
		}
	}
	checkComponents(e, components, nil)
	return e.err()
}

func checkLabelled(e *formError, path string, c obj) {
	inputs := []int{
		componentSelect, componentInput, componentUsers, componentRoles, componentMentionable, componentChannels,
		componentUpload, componentRadio, componentCheckboxes, componentCheckbox,
	}
	switch {
	case c == nil:
		e.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case !slices.Contains(inputs, integer(c, "type")):
		badType(e, path, inputs)
	case truth(c, "disabled"):
		e.add(join(path, "disabled"), "COMPONENT_DISABLED_NOT_ALLOWED", "A component of a modal cannot be disabled")
	case integer(c, "type") == componentInput && text(c, "label") != "":
		e.add(join(path, "label"), "COMPONENT_LABEL_NOT_ALLOWED", "A text input in a label cannot have a label of its own")
	}
}

func checkInput(e *formError, path string, c obj) {
	length(e, c, "custom_id", join(path, "custom_id"), 1, 100)
	length(e, c, "placeholder", join(path, "placeholder"), 0, 100)
	length(e, c, "value", join(path, "value"), 0, 4000)
	if style := integer(c, "style"); style != 1 && style != 2 {
		e.add(join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
	}
	least, most := integer(c, "min_length"), 4000
	if n, ok := number(c["max_length"]); ok {
		most = int(n)
	}
	if least < 0 || least > 4000 || most < 1 || most > 4000 || least > most {
		e.add(join(path, "min_length"), "TEXT_INPUT_MIN_MAX", "min_length must be at most max_length, both at most 4000")
	}
}
