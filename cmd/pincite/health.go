package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// healthPath is where serve tells whether it is well.
const healthPath = "/healthz"

// healthServer tells over HTTP whether the bot is well.
type healthServer struct {
	server *http.Server
	done   chan struct{}
}

// serveHealth listens. alive is asked each time.
func serveHealth(addr string, alive func() error) (*healthServer, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the health address %s cannot be used (%w): set PINCITE_HEALTH_ADDR to another, or to off", addr, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+healthPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		if err := alive(); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintln(w, err)
			return
		}
		fmt.Fprintln(w, "ok")
	})
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

// healthCmd asks a running bot.
type healthCmd struct{}

// healthTimeout is how long the bot may take to say that it is well.
const healthTimeout = 3 * time.Second

// Run exits with 0 when the bot is well and 1 when it is not.
func (healthCmd) Run(ctx context.Context, std std, cfg *config) error {
	if cfg.healthAddr == "" {
		return errors.New("PINCITE_HEALTH_ADDR is off, so there is nobody to ask")
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+dialable(cfg.healthAddr)+healthPath, nil)
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
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<10))
	if err != nil {
		return err
	}
	said := strings.TrimSpace(string(body))
	if resp.StatusCode != http.StatusOK {
		fmt.Fprintf(std.err, "Not well: %s\n", said)
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
