package main

import (
	"cmp"
	"crypto/ed25519"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/corpus/fetch"
	"github.com/pincite/pincite/corpus/store"
)

// Settings is everything that can be set, as it is written: on the command
// line (name), in the environment or the file .env (var), and with _FILE added
// to the variable as the name of a file that holds the value (secret).
//
// Values are plain strings here and are read by check, so that all that is
// wrong is said at once. The example file is made from these tags.
type Settings struct {
	Data         string `name:"data" group:"settings" var:"PINCITE_DATA_DIR" default:"./data" placeholder:"FOLDER" help:"The folder that holds everything Pincite keeps. It is made when it does not exist."`
	Cache        string `name:"cache" group:"settings" var:"PINCITE_CACHE_DIR" placeholder:"FOLDER" help:"Where the PDF reader's compiled code is kept; making it anew takes seconds and 300 MB of memory. When it is not set: your own folder for caches, or else the data folder."`
	Database     string `name:"database" group:"settings" hidden:"" secret:"" var:"DATABASE_URL" placeholder:"URL" help:"The Postgres database that keeps the libraries, for more than one process: postgres://user:password@host:5432/database. When it is not set, a file in the data folder keeps them. The search indexes are in the data folder either way, and each process needs its own."`
	Token        string `name:"token" group:"settings" hidden:"" secret:"" var:"DISCORD_TOKEN" needed:"" placeholder:"TOKEN" help:"The bot's token, from https://discord.com/developers/applications: your application, Bot, Reset Token. Only serve needs it."`
	DevGuild     string `name:"dev-guild" group:"settings" var:"PINCITE_DEV_GUILD" placeholder:"ID" help:"Register the commands in this server only, where they appear at once. For development."`
	LogLevel     string `name:"log-level" group:"settings" var:"PINCITE_LOG_LEVEL" default:"info" placeholder:"LEVEL" help:"What is logged: debug, info, warn or error."`
	LogFormat    string `name:"log-format" group:"settings" var:"PINCITE_LOG_FORMAT" default:"auto" placeholder:"FORMAT" help:"How it is logged: text, json, or auto (text on a terminal, json otherwise)."`
	HealthAddr   string `name:"health-addr" group:"settings" var:"PINCITE_HEALTH_ADDR" default:"127.0.0.1:8086" placeholder:"HOST:PORT" help:"Where serve tells how it is: /healthz, /readyz, and /metrics for Prometheus. off for nowhere."`
	Pprof        string `name:"pprof" group:"settings" var:"PINCITE_PPROF" default:"off" placeholder:"on|off" help:"Show at /debug/pprof/ of the health address what the process spends time and memory on. Only where that address is on this machine."`
	OpenIndexes  string `name:"open-indexes" group:"settings" var:"PINCITE_OPEN_INDEXES" default:"800" placeholder:"N" help:"How many search indexes stay open when nobody asks them; 0 for all. Each takes some 350 KB of memory, and opening one that was closed takes some milliseconds."`
	Shards       string `name:"shards" group:"settings" var:"PINCITE_SHARDS" default:"auto" placeholder:"N" help:"Over how many connections to Discord the servers are split: auto for as many as Discord recommends; none when interactions come over HTTP only, which is also what auto means then. Several Pincites on one database share the connections."`
	Interactions string `name:"interactions-addr" group:"settings" var:"INTERACTIONS_ADDR" placeholder:"HOST:PORT" help:"Where serve takes interactions that Discord sends over HTTP. Whatever terminates TLS passes them on to it; its address is the Interactions Endpoint URL of your application. Then the bot hears no messages, only commands and buttons, unless PINCITE_SHARDS is a number."`
	PublicKey    string `name:"public-key" group:"settings" var:"DISCORD_PUBLIC_KEY" placeholder:"KEY" help:"The application's public key, by which interactions over HTTP are known to be Discord's: your application, General Information, Public Key."`
	RateBurst    string `name:"rate-burst" group:"settings" var:"PINCITE_RATE_BURST" default:"6" placeholder:"N" help:"How many questions one person may ask at once."`
	RateEvery    string `name:"rate-every" group:"settings" var:"PINCITE_RATE_EVERY" default:"4s" placeholder:"TIME" help:"After these, one more question in so much time."`
	MaxArticles  string `name:"max-articles" group:"settings" var:"PINCITE_MAX_ARTICLES" default:"10000" placeholder:"N" help:"How many articles the library of one server may hold; 0 for any number. Its moderators may set less."`
	MaxMB        string `name:"max-mb" group:"settings" var:"PINCITE_MAX_MB" default:"2000" placeholder:"N" help:"How many MB the texts and files in the library of one server may take; 0 for any number. What it held before may take three times as much besides."`
	Contact      string `name:"contact" group:"settings" var:"PINCITE_CONTACT" default:"https://github.com/pincite/pincite" placeholder:"URL" help:"A web address that tells who runs this Pincite and how to reach them. Sites that links and feeds are fetched from see it in the User-Agent."`
	FetchAllow   string `name:"fetch-allow" group:"settings" var:"PINCITE_FETCH_ALLOW" placeholder:"HOSTS" help:"Hosts that links may lead to although they are in a private network or at an unusual port: wiki.lan:80,10.0.0.5:8080. Whoever may add articles can then read what these serve."`
}

// config is the settings as values.
type config struct {
	data        string
	database    string // address of a Postgres database; "" for a file in data
	cache       string // where compiled code is kept
	token       string
	devGuild    string
	logLevel    slog.Level
	logFormat   string
	healthAddr  string // "" for nowhere
	profile     bool   // at the health address
	openIndexes int
	rate        bot.Rate

	shards         int // 0 for as many as Discord recommends
	withoutGateway bool
	interactions   string // where interactions come over HTTP; "" for nowhere
	publicKey      ed25519.PublicKey

	limit      store.Quota // of each server's library
	contact    string
	fetchAllow []string

	given map[string]bool // flags that were typed, by name
	rows  []settingRow    // for showing
}

// settingRow is one setting as config shows it.
type settingRow struct {
	variable, value, origin string
	secret                  bool
}

// faults is everything that is wrong with the settings.
type faults []string

func (f faults) Error() string {
	if len(f) == 1 {
		return f[0]
	}
	return fmt.Sprintf("%d settings are wrong:\n  %s", len(f), strings.Join(f, "\n  "))
}

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

const (
	minRateEvery = 10 * time.Millisecond
	maxRateEvery = time.Hour
	maxRateBurst = 1000
	maxArticles  = 10_000_000
	maxMB        = 10_000_000
	maxIndexes   = 1_000_000
)

var (
	snowflake = regexp.MustCompile(`^[0-9]{15,20}$`)
	levels    = map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
)

// check reads the settings. The faults name each setting as it was written,
// and say what to write.
func (s *Settings) check(from *sources, parsed *kong.Context) (*config, faults) {
	cfg := &config{data: s.Data, database: strings.TrimSpace(s.Database), token: strings.TrimSpace(s.Token), devGuild: s.DevGuild, logFormat: s.LogFormat,
		healthAddr: s.HealthAddr, given: map[string]bool{}}
	for _, p := range parsed.Path {
		if p.Flag != nil && !p.Resolved {
			cfg.given[p.Flag.Name] = true
		}
	}
	cfg.cache = cmp.Or(s.Cache, from.cacheFolder(), filepath.Join(s.Data, "cache"))
	cfg.rows = from.rows(parsed, cfg.given)
	wrong := from.faults
	if s.Data == "" {
		wrong.add("PINCITE_DATA_DIR is empty: name a folder, ./data for instance.")
	}
	if err := store.CheckAddress(cfg.database); cfg.database != "" && err != nil {
		wrong.add("DATABASE_URL cannot be used: %v.", err)
	}
	if s.DevGuild != "" && !snowflake.MatchString(s.DevGuild) {
		wrong.add("PINCITE_DEV_GUILD is %q: write the server's ID, a number of 15 to 20 digits (in Discord: right-click the server, Copy Server ID).", s.DevGuild)
	}
	var ok bool
	if cfg.logLevel, ok = levels[strings.ToLower(s.LogLevel)]; !ok {
		wrong.add("PINCITE_LOG_LEVEL is %q: write debug, info, warn or error.", s.LogLevel)
	}
	switch s.LogFormat {
	case "auto", "text", "json":
	default:
		wrong.add("PINCITE_LOG_FORMAT is %q: write text, json or auto.", s.LogFormat)
	}
	if s.HealthAddr == "off" {
		cfg.healthAddr = ""
	} else if !validAddress(s.HealthAddr) {
		wrong.add("PINCITE_HEALTH_ADDR is %q: write host:port, 127.0.0.1:8086 for instance, or off.", s.HealthAddr)
	}
	s.checkProfile(cfg, &wrong)
	s.checkArrival(cfg, &wrong)
	s.checkRate(cfg, &wrong)
	s.checkLimit(cfg, &wrong)
	s.checkFetch(cfg, &wrong)
	return cfg, wrong
}

func (s *Settings) checkProfile(cfg *config, wrong *faults) {
	switch cfg.profile = s.Pprof == "on"; {
	case s.Pprof != "on" && s.Pprof != "off":
		wrong.add("PINCITE_PPROF is %q: write on or off.", s.Pprof)
	case cfg.profile && cfg.healthAddr == "":
		wrong.add("PINCITE_PPROF is on and PINCITE_HEALTH_ADDR is off: set an address, 127.0.0.1:8086 for instance.")
	case cfg.profile && !onThisMachine(cfg.healthAddr):
		wrong.add("PINCITE_PPROF is on and PINCITE_HEALTH_ADDR is %q, where others can see what is in memory: set 127.0.0.1:8086, for instance.", s.HealthAddr)
	}
}

// onThisMachine reports whether only this machine can connect to an address.
func onThisMachine(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Settings) checkRate(cfg *config, wrong *faults) {
	var err error
	if cfg.rate.Burst, err = strconv.Atoi(s.RateBurst); err != nil || cfg.rate.Burst < 1 || cfg.rate.Burst > maxRateBurst {
		wrong.add("PINCITE_RATE_BURST is %q: write a number from 1 to %d.", s.RateBurst, maxRateBurst)
	}
	if cfg.rate.Every, err = time.ParseDuration(s.RateEvery); err != nil || cfg.rate.Every < minRateEvery || cfg.rate.Every > maxRateEvery {
		wrong.add("PINCITE_RATE_EVERY is %q: write a time from %v to %v, 4s for instance.", s.RateEvery, minRateEvery, maxRateEvery)
	}
}

func (s *Settings) checkLimit(cfg *config, wrong *faults) {
	n, err := strconv.Atoi(s.MaxArticles)
	if err != nil || n < 0 || n > maxArticles {
		wrong.add("PINCITE_MAX_ARTICLES is %q: write a number up to %d, or 0 for no limit.", s.MaxArticles, maxArticles)
	}
	mb, err := strconv.ParseInt(s.MaxMB, 10, 64)
	if err != nil || mb < 0 || mb > maxMB {
		wrong.add("PINCITE_MAX_MB is %q: write a number up to %d, or 0 for no limit.", s.MaxMB, maxMB)
	}
	cfg.limit = store.Quota{Documents: n, Bytes: mb << 20}
	if cfg.openIndexes, err = strconv.Atoi(s.OpenIndexes); err != nil || cfg.openIndexes < 0 || cfg.openIndexes > maxIndexes {
		wrong.add("PINCITE_OPEN_INDEXES is %q: write a number up to %d, or 0 for all.", s.OpenIndexes, maxIndexes)
	}
}

func (s *Settings) checkFetch(cfg *config, wrong *faults) {
	cfg.contact = strings.TrimSpace(s.Contact)
	u, err := url.Parse(cfg.contact)
	web := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
	if !web && (err != nil || u.Scheme != "mailto" || u.Opaque == "") {
		wrong.add("PINCITE_CONTACT is %q: write a web address that begins with https://, or mailto: and an e-mail address.", s.Contact)
	}
	for entry := range strings.SplitSeq(s.FetchAllow, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		allowed, err := fetch.HostPort(entry)
		if err != nil {
			wrong.add("PINCITE_FETCH_ALLOW: %v.", err)
			continue
		}
		cfg.fetchAllow = append(cfg.fetchAllow, allowed)
	}
}

func validAddress(addr string) bool {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	n, err := strconv.Atoi(port)
	return err == nil && 0 <= n && n <= 65535
}
