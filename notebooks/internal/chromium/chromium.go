// Package chromium gives the tests of the page and of the site a browser.
package chromium

import (
	"context"
	"os/exec"
	"testing"

	"github.com/chromedp/chromedp"
)

// Start returns the context of a tab in a headless Chromium, which starts with its first action and ends with the
// test. Without a Chromium on the PATH the test is skipped.
func Start(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		all := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox)
		alloc, end := chromedp.NewExecAllocator(t.Context(), append(all, options...)...)
		t.Cleanup(end)
		ctx, end := chromedp.NewContext(alloc)
		t.Cleanup(end)
		return ctx
	}
	t.Skip("Chromium is not here (apt-get install chromium)")
	return nil
}
