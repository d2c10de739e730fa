package main

import (
	"log"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// Opens the page in a new profile, without a window. Call what it returns to end the browser and remove the profile.
func openBrowser(program, address string) func() {
	profile, err := os.MkdirTemp("", "stop-sending-")
	if err != nil {
		log.Fatal(err)
	}
	arguments := []string{"--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile, address}
	if strings.Contains(program, "firefox") {
		arguments = []string{"--headless", "--no-remote", "--profile", profile, address}
	}
	browser := exec.Command(program, arguments...)
	browser.Env = append(os.Environ(), "HOME="+profile)
	browser.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // its helpers end with it
	if err := browser.Start(); err != nil {
		log.Fatal(err)
	}
	return func() {
		syscall.Kill(-browser.Process.Pid, syscall.SIGKILL)
		browser.Wait()
		os.RemoveAll(profile)
	}
}
