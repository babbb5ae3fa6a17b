package discordtest

import (
	"fmt"
	"net/http"
	"sort"
	"strings"
	"time"
)

// apiError is an answer by which Discord refuses a call.
type apiError struct {
	status  int
	code    int
	message string
	errors  obj           // of "Invalid Form Body": where and what
	retry   time.Duration // of a 429
	global  bool
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%d %s (%d)", e.status, e.message, e.code)
}

func (e *apiError) body() obj {
	o := obj{"message": e.message, "code": e.code}
	if e.errors != nil {
		o["errors"] = e.errors
	}
	if e.status == http.StatusTooManyRequests {
		o = obj{"message": e.message, "retry_after": e.retry.Seconds(), "global": e.global}
	}
	return o
}

// Discord's refusals that carry no details.
var (
	errNotFound           = &apiError{status: 404, code: 0, message: "404: Not Found"}
	errUnauthorized       = &apiError{status: 401, code: 0, message: "401: Unauthorized"}
	errUnknownChannel     = &apiError{status: 404, code: 10003, message: "Unknown Channel"}
	errUnknownGuild       = &apiError{status: 404, code: 10004, message: "Unknown Guild"}
	errUnknownMember      = &apiError{status: 404, code: 10007, message: "Unknown Member"}
	errUnknownMessage     = &apiError{status: 404, code: 10008, message: "Unknown Message"}
	errUnknownUser        = &apiError{status: 404, code: 10013, message: "Unknown User"}
	errUnknownWebhook     = &apiError{status: 404, code: 10015, message: "Unknown Webhook"}
	errUnknownInteraction = &apiError{status: 404, code: 10062, message: "Unknown interaction"}
	errUnknownCommand     = &apiError{status: 404, code: 10063, message: "Unknown application command"}
	errUnknownApplication = &apiError{status: 404, code: 10002, message: "Unknown Application"}
	errTooManyCommands    = &apiError{status: 400, code: 30032, message: "Maximum number of application commands reached (100)"}
	errTooLarge           = &apiError{status: 413, code: 40005, message: "Request entity too large"}
	errAcknowledged       = &apiError{status: 400, code: 40060, message: "Interaction has already been acknowledged."}
	errMissingAccess      = &apiError{status: 403, code: 50001, message: "Missing Access"}
	errNotAuthor          = &apiError{status: 403, code: 50005, message: "Cannot edit a message authored by another user"}
	errEmptyMessage       = &apiError{status: 400, code: 50006, message: "Cannot send an empty message"}
	errMissingPermissions = &apiError{status: 403, code: 50013, message: "Missing Permissions"}
	errWebhookToken       = &apiError{status: 401, code: 50027, message: "Invalid Webhook Token"}
	errBadJSON            = &apiError{status: 400, code: 50109, message: "The request body contains invalid JSON."}
)

// formError is 50035, "Invalid Form Body", with the faults at their places.
type formError struct{ faults []formFault }

type formFault struct{ path, code, message string }

func (e *formError) add(path, code, format string, args ...any) {
	e.faults = append(e.faults, formFault{path, code, fmt.Sprintf(format, args...)})
}

// err returns nil when there are no faults.
func (e *formError) err() error {
	if len(e.faults) == 0 {
		return nil
	}
	tree := obj{}
	for _, f := range e.faults {
		at := tree
		for _, step := range strings.Split(f.path, ".") {
			if step == "" {
				continue
			}
			next := object(at, step)
			if next == nil {
				next = obj{}
				at[step] = next
			}
			at = next
		}
		at["_errors"] = append(list(at, "_errors"), obj{"code": f.code, "message": f.message})
	}
	return &apiError{status: 400, code: 50035, message: "Invalid Form Body", errors: tree}
}

func formFaultAt(path, code, message string) error {
	e := &formError{}
	e.add(path, code, "%s", message)
	return e.err()
}

// join puts the steps of a path together.
func join[S string | int](path string, step S) string {
	next, ok := any(step).(string)
	if !ok {
		next = fmt.Sprint(step)
	}
	if path == "" {
		return next
	}
	return path + "." + next
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	if v == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(encode(v))
}

func writeError(w http.ResponseWriter, e *apiError) { writeJSON(w, e.status, e.body()) }
