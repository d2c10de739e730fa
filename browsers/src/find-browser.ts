/** Finds a browser to drive, and imports nothing of npm, because it is also run before anything is installed. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, globSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

interface Browser {
  /** Environment variable that names the program to take. */
  variable: string
  /** Names under which systems have it. */
  commands: string[]
  /** Where systems have the program itself, of which the command is a script: images have nothing but that. */
  places: string[]
  /** Where Playwright keeps it. Firefox is not taken from there: Playwright's own is patched. */
  ofPlaywright: string[]
  fix: string
}

const browsers = {
  chromium: {
    variable: 'CONNECTIVITY_CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    places: ['/usr/lib/chromium/chromium'],
    ofPlaywright: ['chromium-*/chrome-linux*/chrome'],
    fix: 'apt-get install --no-install-recommends chromium',
  },
  firefox: {
    variable: 'CONNECTIVITY_FIREFOX',
    commands: ['firefox-esr', 'firefox'],
    places: ['/usr/lib/firefox-esr/firefox-esr'],
    ofPlaywright: [],
    fix: 'apt-get install --no-install-recommends firefox-esr',
  },
} satisfies Record<string, Browser>

export type BrowserName = keyof typeof browsers

export const isBrowserName = (name: string | undefined): name is BrowserName =>
  name !== undefined && Object.hasOwn(browsers, name)

/** The path of the browser. Throws with what to do where there is none. */
export function findBrowser(name: BrowserName): string {
  const { variable, commands, places, ofPlaywright, fix }: Browser = browsers[name]
  const chosen = process.env[variable]
  if (chosen !== undefined) {
    if (isProgram(chosen)) return chosen
    throw new Error(`${variable} is ${chosen}, which is not a program`)
  }
  const found = [...playwrightsOwn(ofPlaywright), ...inPath(commands), ...places].find(isProgram)
  if (found !== undefined) return found
  throw new Error(`There is no ${commands.join(', ')} in PATH. Fix: ${fix}, or name one in ${variable}.`)
}

function playwrightsOwn(patterns: string[]): string[] {
  const cwd = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? path.join(homedir(), '.cache', 'ms-playwright')
  return globSync(patterns, { cwd }).map((file) => path.join(cwd, file))
}

function inPath(commands: string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return commands.flatMap((command) => folders.map((folder) => path.join(folder, command)))
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function versionOf(program: string): string {
  return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}

if (import.meta.main) {
  try {
    const name = process.argv[2]
    if (!isBrowserName(name)) throw new Error(`Usage: find-browser.ts ${Object.keys(browsers).join('|')}`)
    const program = findBrowser(name)
    console.log(`${versionOf(program)} (${program})`)
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
