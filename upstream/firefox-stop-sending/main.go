// Firefox: STOP_SENDING for a page's half of a WebTransport stream destroys the other half too.
//
//	go run . -browser firefox [-n 20]     plays it and prints what arrived
//	go run .                              or open http://localhost:8080/ in any browser
package main

import (
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
)

//go:embed page.html
var page string

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address of the page, and over UDP of the WebTransport server")
	browser := flag.String("browser", "", "browser to open the page with, without a window")
	times := flag.Int("n", 20, "streams for each ending")
	flag.Parse()

	certificate, hash := selfSigned()
	socket, err := net.ListenPacket("udp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal(serveWebTransport(socket, certificate)) }()

	settings, _ := json.Marshal(map[string]any{
		"hash": hex.EncodeToString(hash), "server": "https://" + *listen, "streams": *times, "size": len(answer), "endings": names,
	})
	http.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, strings.Replace(page, "SETTINGS", string(settings), 1))
	})
	reports := make(chan report)
	http.HandleFunc("POST /report", func(_ http.ResponseWriter, r *http.Request) {
		var seen report
		if err := json.NewDecoder(r.Body).Decode(&seen); err != nil {
			log.Print(err)
			return
		}
		reports <- seen
	})
	go func() { log.Fatal(http.ListenAndServe(*listen, nil)) }()

	_, port, _ := net.SplitHostPort(*listen)
	address := "http://localhost:" + port + "/"
	if *browser == "" {
		fmt.Println("Open", address)
		for seen := range reports {
			seen.print()
		}
		return
	}
	quit := openBrowser(*browser, address)
	seen := <-reports
	quit()
	if !seen.print() {
		os.Exit(1)
	}
}

// What the page saw: for each ending, how often each outcome came.
type report struct {
	Browser string                    `json:"browser"`
	Seen    map[string]map[string]int `json:"seen"`
}

// Prints a table. False: even streams that only end with FIN lose their answer, so that it shows nothing.
func (r report) print() bool {
	fmt.Println(r.Browser)
	lost, streams := 0, 0
	for _, ending := range names {
		all := 0
		for outcome, count := range r.Seen[ending] {
			fmt.Printf("  %-16s %3d × %s\n", ending, count, outcome)
			all += count
		}
		if slices.Contains(stopping, ending) {
			lost += all - r.Seen[ending]["complete"]
			streams += all
		} else if r.Seen[ending]["complete"] < all {
			fmt.Println("the control fails too: this shows nothing of STOP_SENDING")
			return false
		}
	}
	fmt.Printf("reproduced: %d of %d\n", lost, streams)
	return true
}
