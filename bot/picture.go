package bot

import (
	"fmt"
	"strings"

	"github.com/pincite/pincite/bot/chart"
	"github.com/pincite/pincite/search"
)

// maxDescription is how many characters Discord takes of what a picture says
// to those who do not see it.
const maxDescription = 1024

// timelinePicture draws a page of a timeline. Its numbers are those of the
// entries, the first of which comes after offset others.
func (r *request) timelinePicture(list []search.Entry, offset int) (upload, error) {
	rows := make([]chart.Row, len(list))
	said := make([]string, len(list))
	for i, e := range list {
		n := offset + i + 1
		rows[i] = chart.Row{Number: n, Interval: e.Date.Interval, Sure: e.Date.Sure, Beside: e.Beside && i > 0}
		said[i] = fmt.Sprintf("%d: %s", n, e.Date.Interval)
	}
	data, err := chart.PNG(rows)
	about := r.say("timeline.picture", strings.Join(said, "; "))
	return upload{name: "chart.png", data: data, about: clip(about, maxDescription)}, err
}
