package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestAServiceLogsJSONWhereNobodyIsLooking(t *testing.T) {
	t.Parallel()
	for format, isJSON := range map[string]bool{"auto": true, "json": true, "text": false} {
		var b bytes.Buffer
		c := &config{logFormat: format, logLevel: slog.LevelInfo}
		c.logger(&b).Info("ready", "after", 1500*time.Millisecond)
		c.logger(&b).Debug("left out")
		if json.Valid(b.Bytes()) != isJSON || !strings.Contains(b.String(), "1.5s") {
			t.Errorf("%s: %s", format, &b)
		}
	}
}

func TestTheShellLogsWhatIsWrongUnlessMoreIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		level slog.Level
		given bool
		want  string
	}{
		{slog.LevelInfo, false, "warn error"},
		{slog.LevelInfo, true, "info warn error"},
		{slog.LevelDebug, false, "debug info warn error"},
		{slog.LevelError, false, "error"},
	} {
		var b bytes.Buffer
		c := &config{logLevel: test.level, given: map[string]bool{"log-level": test.given}}
		log := c.shellLogger(&b)
		for name, level := range levels {
			log.Log(t.Context(), level, name)
		}
		for name := range levels {
			if strings.Contains(b.String(), "msg="+name) != strings.Contains(test.want, name) {
				t.Errorf("%v, given %v: %s", test.level, test.given, &b)
			}
		}
	}
}
