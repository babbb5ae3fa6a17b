package bot

// reply is what a handler wants shown. It knows nothing of callbacks, edits and
// follow-ups: see dispatcher.
type reply struct {
	parts   []component // the message
	files   []upload    // that it carries, each with a part that shows it
	private bool        // only the person sees it
	update  bool        // it takes the place of the message under the pressed button

	form    *form    // a form to fill in, in place of a message
	choices []choice // of an autocomplete

	// told are lines for the channel that hears of every change of the guild's
	// library.
	told []string

	verdict string // for the log: what came of a question
	quotes  int    // for the log: how many quotations are shown
}

// form is a Discord modal.
type form struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// choice is one autocomplete suggestion.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// flags of a message.
const (
	flagPrivate      = 1 << 6
	flagComponentsV2 = 1 << 15
)

// payload is a message as Discord takes it.
type payload struct {
	Flags           int         `json:"flags"`
	Components      []component `json:"components"`
	AllowedMentions mentions    `json:"allowed_mentions"`
	Reference       *messageRef `json:"message_reference,omitempty"`
	Nonce           string      `json:"nonce,omitempty"`
	EnforceNonce    bool        `json:"enforce_nonce,omitempty"`
	// Attachments describes the files. In an edit it also says which of the
	// files that the message had are kept: none.
	Attachments *[]described `json:"attachments,omitempty"`

	files []upload
}

// upload is a file of a message.
type upload struct {
	name  string // letters, digits, dots and dashes
	data  []byte
	about string // a picture, for those who do not see it
}

// described is what Discord is told of one new file.
type described struct {
	ID          int    `json:"id"` // its place among the files
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// attached is the part of a message that shows one of its files.
func attached(f upload) component {
	return component{Type: typeFile, File: &media{URL: "attachment://" + f.name}}
}

// gallery is the part of a message that shows a picture.
func gallery(f upload) component {
	return component{Type: typeGallery, Items: []pictureItem{{media{URL: "attachment://" + f.name}, f.about}}}
}

// mentions says whom a message may notify. The zero value, which is the only
// one that Pincite sends, is nobody.
type mentions struct {
	Parse       []string `json:"parse"`
	RepliedUser bool     `json:"replied_user"`
}

type messageRef struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

func (r reply) payload() payload {
	p := payload{Flags: flagComponentsV2, Components: unique(r.parts, map[string]bool{}), AllowedMentions: mentions{Parse: []string{}}, files: r.files}
	if len(r.files) > 0 || r.update {
		list := make([]described, len(r.files))
		for i, f := range r.files {
			list[i] = described{i, f.name, f.about}
		}
		p.Attachments = &list
	}
	if r.private && !r.update {
		p.Flags |= flagPrivate
	}
	return p
}

// notice is a short private message.
func notice(colour int, markdown string) reply {
	return reply{private: true, parts: []component{container(colour, text(markdown))}}
}
