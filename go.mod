module github.com/pincite/pincite

go 1.26.0

require (
	code.dny.dev/ssrf v0.3.0 // which addresses are not on the public internet; made anew from IANA's registries
	codeberg.org/readeck/go-readability/v2 v2.1.3 // which part of a page is its article; chosen by measuring, and kept up
	github.com/RadhiFadlillah/whatlanggo v0.0.0-20240916001553-aac1f0f737fc // which language a text is in: small tables, no model to load; the fork that is kept up
	github.com/alecthomas/kong v1.17.0 // command line and settings from one struct
	github.com/blevesearch/bleve/v2 v2.6.3 // postings on disk: segments, merging, batches that are all or nothing
	github.com/blevesearch/bleve_index_api v1.4.1 // the reader's types, since Bleve's own scoring is not used (see search/index)
	github.com/blevesearch/snowballstem v0.9.0 // Snowball's stemmers, those that Bleve uses
	github.com/bwmarrin/discordgo v0.29.0 // Discord's gateway and REST interface; v0.29.0, because its master can deadlock in one more case
	github.com/chromedp/cdproto v0.159.0 // what chromedp speaks, for the page tests
	github.com/chromedp/chromedp v0.23.0 // real Chromium in the tests of the playground's page
	github.com/clipperhouse/uax29/v2 v2.7.0 // words and sentences by Unicode's rules (UAX #29)
	github.com/gabriel-vasile/mimetype v1.4.16 // names what a file really is when it is not text
	github.com/goccy/go-yaml v1.19.2 // front matter; says on which line it is wrong, and yaml.v3 is no longer kept up
	github.com/google/go-cmp v0.7.0 // shows how a golden file differs
	github.com/gorilla/websocket v1.5.3 // discordgo's websocket: its close codes, and the other end of it in the stand-in
	github.com/hashicorp/golang-lru/v2 v2.0.7 // bounded memory of documents, users and events
	github.com/jackc/pgx/v5 v5.12.0 // Postgres: the driver, LISTEN, and its errors by their codes
	github.com/joho/godotenv v1.5.1 // reads .env
	github.com/klippa-app/go-pdfium v1.21.4 // PDFium, as Chromium has it, in WebAssembly: reads PDFs in a sandbox, without cgo
	github.com/mattn/go-isatty v0.0.24 // progress and text logs on a terminal only
	github.com/mmcdole/gofeed v1.4.2 // RSS, Atom and JSON feeds, as they really are
	github.com/pressly/goose/v3 v3.29.0 // migrations, embedded and in transactions, for SQLite and Postgres alike
	github.com/prometheus/client_golang v1.23.2 // the metrics that serve shows, in the form that Prometheus reads
	github.com/rogpeppe/go-internal v1.16.0 // testscript: the shell's behaviour as scripts
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // Discord's published OpenAPI schemas in the stand-in; knows draft 2020-12
	github.com/segmentio/encoding v0.5.4 // JSON without a type of its own, which is all that the stand-in says, in less than half the time of encoding/json
	github.com/tetratelabs/wazero v1.12.0 // the WebAssembly runtime of go-pdfium: its limits of memory and time are set here
	github.com/tidwall/gjson v1.20.2 // the few fields that are needed to refuse an interaction, in a seventh of the time of encoding/json
	github.com/wlynxg/chardet v1.0.5 // guesses encodings other than UTF-8
	github.com/yuin/goldmark v1.8.7 // Markdown as CommonMark has it, with tables
	go.etcd.io/bbolt v1.4.0 // its errors, to tell an index that is locked from one that is damaged
	go.uber.org/goleak v1.3.0 // tests leave no goroutines
	golang.org/x/image v0.47.0 // draws the timeline: filled shapes, and letters in Go's own fonts, which it carries
	golang.org/x/net v0.62.0 // html: pages as browsers parse them; html/charset: encodings by the names that the web gives them
	golang.org/x/sys v0.49.0 // locks the data folder, by the kernel, so that a killed process leaves none; gives PDFium memory that goes back at once
	golang.org/x/text v0.43.0 // Unicode normalization, case folding, encodings, names of languages
	golang.org/x/time v0.16.0 // rate: how often one person may ask
	modernc.org/sqlite v1.62.0 // SQLite without cgo, so that the binary is static
	pgregory.net/rapid v1.3.0 // properties over random values, with shrinking
)

require (
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/RoaringBitmap/roaring/v2 v2.14.5 // indirect
	github.com/andybalholm/cascadia v1.3.3 // indirect
	github.com/bits-and-blooms/bitset v1.24.2 // indirect
	github.com/blevesearch/geo v0.2.8 // indirect
	github.com/blevesearch/go-faiss v1.1.5 // indirect
	github.com/blevesearch/go-porterstemmer v1.0.3 // indirect
	github.com/blevesearch/mmap-go v1.2.0 // indirect
	github.com/blevesearch/scorch_segment_api/v2 v2.4.11 // indirect
	github.com/blevesearch/segment v0.9.1 // indirect
	github.com/blevesearch/upsidedown_store_api v1.0.2 // indirect
	github.com/blevesearch/vellum v1.2.1 // indirect
	github.com/blevesearch/zapx/v11 v11.4.3 // indirect
	github.com/blevesearch/zapx/v12 v12.4.3 // indirect
	github.com/blevesearch/zapx/v13 v13.4.3 // indirect
	github.com/blevesearch/zapx/v14 v14.4.3 // indirect
	github.com/blevesearch/zapx/v15 v15.4.3 // indirect
	github.com/blevesearch/zapx/v16 v16.3.4 // indirect
	github.com/blevesearch/zapx/v17 v17.2.5 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/golang/snappy v1.0.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/itlightning/dateparse v0.2.1 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/jolestar/go-commons-pool/v2 v2.1.2 // indirect
	github.com/json-iterator/go v1.1.12 // indirect
	github.com/mfridman/interpolate v0.0.2 // indirect
	github.com/mmcdole/goxpp/v2 v2.0.0 // indirect
	github.com/mschoch/smat v0.2.0 // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/sethvargo/go-retry v0.5.0 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.52.0 // indirect
	honnef.co/go/tools v0.8.2 // indirect
	modernc.org/libc v1.80.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)

require (
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/kr/text v0.2.0 // indirect
	github.com/modern-go/concurrent v0.0.0-20180306012644-bacd9c7ef1dd // indirect
	github.com/modern-go/reflect2 v1.0.2 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/prometheus/client_model v0.6.2 // indirect
	github.com/prometheus/common v0.66.1 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
	github.com/segmentio/asm v1.2.1 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.3.0 // indirect
	go.yaml.in/yaml/v2 v2.4.2 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)

// tool: staticcheck, run by .ci/run as "go tool staticcheck"
tool honnef.co/go/tools/cmd/staticcheck
