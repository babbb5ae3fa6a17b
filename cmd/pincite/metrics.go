package main

import (
	"net/http"
	"runtime"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/pincite/pincite/bot"
	"github.com/pincite/pincite/search"
)

// metrics counts what happens in a service. No label names a server, a person,
// an article or a question: each has few values, which are known beforehand.
// docs/metrics.md describes every one.
type metrics struct {
	registry *prometheus.Registry

	served       *prometheus.CounterVec
	acknowledged prometheus.Histogram
	took         prometheus.Histogram
	verdicts     *prometheus.CounterVec
	extracted    *prometheus.CounterVec
	gateway      *prometheus.CounterVec
	requests     *prometheus.CounterVec
	requestTook  prometheus.Histogram
	limited      *prometheus.CounterVec
}

// secondsBuckets has a limit at Discord's 3 s, after which an interaction that is
// not acknowledged is lost, and one at the 1.5 s after which we acknowledge.
var secondsBuckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 1.5, 2, 3, 5, 10, 20}

func newMetrics() *metrics {
	reg := prometheus.NewRegistry()
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		reg.MustRegister(c)
		return c
	}
	seconds := func(name, help string) prometheus.Histogram {
		h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: secondsBuckets})
		reg.MustRegister(h)
		return h
	}
	m := &metrics{
		registry:     reg,
		served:       counter("pincite_interactions_total", "Interactions and messages that were served, by command and by what came of them.", "command", "outcome"),
		acknowledged: seconds("pincite_acknowledgement_seconds", "From the arrival of an interaction until Discord had the first response."),
		took:         seconds("pincite_answer_seconds", "From the arrival of an interaction or message until all of the reply was sent."),
		verdicts:     counter("pincite_verdicts_total", "Questions that were asked, by what came of them.", "verdict"),
		extracted:    counter("pincite_extractions_total", "Files, pages and feed items that were to be read, by what came of it.", "outcome"),
		gateway:      counter("pincite_gateway_events_total", "Changes of the connection to Discord's gateway.", "event"),
		requests:     counter("pincite_discord_requests_total", "HTTP requests to Discord, by the status of the answer; none when there was no answer.", "status"),
		requestTook:  seconds("pincite_discord_request_seconds", "From an HTTP request to Discord until the answer began."),
		limited:      counter("pincite_discord_limited_total", "HTTP requests to Discord that were refused by a rate limit, by what the limit is of.", "scope"),
	}
	m.begin()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	info := prometheus.NewGauge(prometheus.GaugeOpts{Name: "pincite_build_info", Help: "Always 1; the labels say which Pincite this is.",
		ConstLabels: prometheus.Labels{"version": versionName(), "go_version": runtime.Version()}})
	info.Set(1)
	reg.MustRegister(info)
	return m
}

// begin makes the counters whose labels are known start at 0, so that the first
// event of each is seen as one.
func (m *metrics) begin() {
	for _, v := range []string{"answered", "related", "abstained"} {
		m.verdicts.WithLabelValues(v)
	}
	for _, o := range []string{bot.ExtractedWell, bot.ExtractedRefused, bot.ExtractedFailed} {
		m.extracted.WithLabelValues(o)
	}
	for _, e := range []bot.GatewayEvent{bot.GatewayReady, bot.GatewayResumed, bot.GatewayLost} {
		m.gateway.WithLabelValues(string(e))
	}
	for _, s := range []string{"user", "shared", "global"} {
		m.limited.WithLabelValues(s)
	}
}

// Served implements bot.Observer.
func (m *metrics) Served(s bot.Served) {
	m.served.WithLabelValues(s.Command, s.Outcome).Inc()
	if s.Took > 0 {
		m.took.Observe(s.Took.Seconds())
	}
	if s.Acknowledged > 0 {
		m.acknowledged.Observe(s.Acknowledged.Seconds())
	}
	if s.Verdict != "" {
		m.verdicts.WithLabelValues(s.Verdict).Inc()
	}
}

// Gateway implements bot.Observer.
func (m *metrics) Gateway(e bot.GatewayEvent) { m.gateway.WithLabelValues(string(e)).Inc() }

// Requested implements bot.Observer.
func (m *metrics) Requested(r bot.Requested) {
	status := "none"
	if r.Status > 0 {
		status = strconv.Itoa(r.Status/100) + "xx"
	}
	m.requests.WithLabelValues(status).Inc()
	m.requestTook.Observe(r.Took.Seconds())
	if r.Scope != "" {
		m.limited.WithLabelValues(r.Scope).Inc()
	}
}

// Extracted implements bot.Observer.
func (m *metrics) Extracted(outcome string) { m.extracted.WithLabelValues(outcome).Inc() }

// watch adds what is asked of others each time that somebody looks: the parts
// of the service, its indexes, and the disk that the data folder is on.
func (m *metrics) watch(parts []part, indexes func() search.Indexes, folder string) {
	gauge := func(name, help string, labels prometheus.Labels, value func() float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help, ConstLabels: labels}, value))
	}
	count := func(name, help string, value func() float64) {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, value))
	}
	for _, p := range parts {
		gauge("pincite_ready", "1 while a part of the service is ready, as /readyz says, and 0 while it is not.", prometheus.Labels{"part": p.name}, func() float64 {
			if p.check() != nil {
				return 0
			}
			return 1
		})
	}
	gauge("pincite_index_open", "Search indexes that are open.", nil, func() float64 { return float64(indexes().Open) })
	gauge("pincite_index_behind_changes", "Changes of libraries that questions are waiting for now.", nil, func() float64 { return float64(indexes().Behind) })
	gauge("pincite_index_behind_seconds", "How long the index that is behind for longest has been catching up.", nil, func() float64 { return indexes().Wait.Seconds() })
	count("pincite_index_opened_total", "Search indexes that were opened, one that was closed meanwhile counted again.", func() float64 { return float64(indexes().Opened) })
	count("pincite_index_rebuilt_total", "Search indexes that were damaged and built anew.", func() float64 { return float64(indexes().Built) })
	if _, err := freeBytes(folder); err == nil {
		gauge("pincite_data_free_bytes", "Bytes free on the disk that the data folder is on.", nil, func() float64 {
			free, _ := freeBytes(folder) // 0 when it cannot be asked, which is worth an alarm too
			return float64(free)
		})
	}
}

// handler shows the metrics as Prometheus reads them.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
