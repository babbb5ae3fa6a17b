package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"
)

// Where serve tells how it is.
const (
	healthPath  = "/healthz" // whether it is alive: the gateway answers heartbeats
	readyPath   = "/readyz"  // whether each part of it is ready, a line for each
	metricsPath = "/metrics" // for Prometheus
	profilePath = "/debug/pprof/"
)

// healthServer tells over HTTP how the bot is.
type healthServer struct {
	server *http.Server
	done   chan struct{}
}

// window is what can be seen of a service from outside.
type window struct {
	alive   func() error // asked each time
	parts   []part
	metrics http.Handler // nil for none
	profile bool         // shows what the process spends time and memory on
}

// serveHealth listens.
func serveHealth(addr string, w window) (*healthServer, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the health address %s cannot be used (%w): set PINCITE_HEALTH_ADDR to another, or to off", addr, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+healthPath, w.health)
	mux.HandleFunc("GET "+readyPath, w.ready)
	if w.metrics != nil {
		mux.Handle("GET "+metricsPath, w.metrics)
	}
	if w.profile {
		mux.HandleFunc(profilePath, pprof.Index)
		mux.HandleFunc(profilePath+"cmdline", pprof.Cmdline)
		mux.HandleFunc(profilePath+"profile", pprof.Profile)
		mux.HandleFunc(profilePath+"symbol", pprof.Symbol)
		mux.HandleFunc(profilePath+"trace", pprof.Trace)
	}
	h := &healthServer{
		server: &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 1 << 14},
		done:   make(chan struct{}),
	}
	go func() {
		defer close(h.done)
		_ = h.server.Serve(l) // always ErrServerClosed, or the listener is gone and asking finds out
	}()
	return h, nil
}

func (h *healthServer) close() error {
	err := h.server.Close()
	<-h.done
	return err
}

// health says ok, or why the bot is not alive.
func (w window) health(rw http.ResponseWriter, _ *http.Request) {
	if err := w.alive(); err != nil {
		say(rw, http.StatusServiceUnavailable, err.Error())
		return
	}
	say(rw, http.StatusOK, "ok")
}

// ready says of each part whether it is ready, and of those that are not why.
func (w window) ready(rw http.ResponseWriter, _ *http.Request) {
	status, lines := http.StatusOK, make([]string, len(w.parts))
	for i, p := range w.parts {
		lines[i] = p.name + ": ok"
		if err := p.check(); err != nil {
			status, lines[i] = http.StatusServiceUnavailable, p.name+": "+err.Error()
		}
	}
	say(rw, status, strings.Join(lines, "\n"))
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, text)
}

// healthCmd asks a running bot.
type healthCmd struct {
	Ready bool `help:"Ask whether each part is ready to answer: the connection to Discord, the database, the indexes."`
}

// healthTimeout is how long the bot may take to say that it is well.
const healthTimeout = 3 * time.Second

// Run exits with 0 when the bot is well and 1 when it is not.
func (c healthCmd) Run(ctx context.Context, std std, cfg *config) error {
	if cfg.healthAddr == "" {
		return errors.New("PINCITE_HEALTH_ADDR is off, so there is nobody to ask")
	}
	path := healthPath
	if c.Ready {
		path = readyPath
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+dialable(cfg.healthAddr)+path, nil)
	if err != nil {
		return err
	}
	transport := &http.Transport{} // no proxy: the bot is on this machine
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		fmt.Fprintf(std.err, "Nobody answers at %s: is pincite serve running?\n", cfg.healthAddr)
		return errNo
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 4<<10))
	if err != nil {
		return err
	}
	said := strings.TrimSpace(string(body))
	if resp.StatusCode != http.StatusOK {
		if c.Ready {
			fmt.Fprintf(std.err, "Not ready:\n%s\n", said)
		} else {
			fmt.Fprintf(std.err, "Not well: %s\n", said)
		}
		return errNo
	}
	_, err = fmt.Fprintln(std.out, said)
	return err
}

// dialable is the address at which one that listens everywhere can be reached.
func dialable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("localhost", port)
	}
	return addr
}
