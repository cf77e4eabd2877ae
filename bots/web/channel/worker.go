package channel

import (
	"fmt"
	"net/http"

	"snapgrid/bots/web/assets"
)

// worker serves the service worker of the form. It stands at the top, since a worker
// reaches only what is below its own address, and is asked for anew each time, so that
// a new version of the pages comes with a new worker.
func worker(w http.ResponseWriter, _ *http.Request) {
	script, err := assets.Read("worker.js")
	if err != nil {
		http.Error(w, "the script is missing", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	fmt.Fprintf(w, "const VERSION = %q;\n%s", assets.Version(), script)
}
