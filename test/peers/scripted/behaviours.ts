import { closeSync } from 'node:fs'
import type { Behaviour } from './behaviour.ts'
import { Refusal } from './refusal.ts'

/** A peer id that nobody here has. */
export const strangersPeerId = '12D3KooWJtVrZfXpAyVoMSPUyoSzoL8KBpkBYtAFvvWUhSKo3CnJ'

const everLonger = new Promise<never>(() => {})

/** Peers that lie, die, hang or babble, each in its own way. */
export const behaviours = {
  honest: {},
  'never-answers': { onLine: () => undefined },
  'never-starts': { onLine: (line) => (line.includes('"start"') ? undefined : line) },
  'never-starts-nor-ends': { onLine: (line) => (line.includes('"start"') ? undefined : line), ignoresEndOfInput: true },
  garbage: { answer: () => 'Listening on port 4001, have fun!' },
  'garbage-in-dial': { onDial: () => void process.stdout.write('dialling, hold on\n') },
  panics: { onLaunch: () => die('thread main panicked: no such device', 101) },
  'hello-wrong-protocol': { hello: (honest) => ({ ...honest, protocol: 2 }) },
  'dies-in-dial': { onDial: () => die('panic: index out of range [3] with length 3', 2) },
  'hangs-in-dial': { onDial: () => everLonger },
  'hangs-at-close': { ignoresEndOfInput: true },
  'wrong-peer-id': { connection: (honest) => ({ ...honest, peerId: strangersPeerId }) },
  'wrong-transport': {
    connection: (honest) => ({ ...honest, remoteAddress: `${honest.remoteAddress}/ws`, localAddress: null }),
  },
  'wrong-security': { connection: (honest) => ({ ...honest, security: '/plaintext/2.0.0' }) },
  'limited-liar': { connection: (honest) => ({ ...honest, limited: true }) },
  'altered-text': { deliveredText: (text) => text.replace('👋🏽', '👋') },
  'normalised-text': { deliveredText: (text) => text.normalize('NFC') },
  'decomposed-text': { deliveredText: (text) => text.normalize('NFD') },
  'deaf-listener': { deaf: true },
  'two-connections': { dials: 2 },
  'unsupported-but-declared': {
    onStart: () => {
      throw new Refusal('unsupported', 'tcp+noise was left out of this build')
    },
  },
  'undeclared-but-working': {
    hello: (honest) => ({ ...honest, capabilities: { ...honest.capabilities, transports: {} } }),
  },
  'crashes-on-junk': { onLine: (line) => (line.startsWith('{') ? line : die('SyntaxError: Unexpected token', 1)) },
  'ignores-unknown-options': { ignoresUnknownOptions: true },
  'ignores-key-seed': { ignoresKeySeed: true },
  'ignores-timeouts': { ignoresTimeouts: true },
  'one-at-a-time': { oneAtATime: true },
  'stops-nothing': { stopsNothing: true },
  'trusts-anybody': { trustsAnybody: true },
  'answers-twice': { answer: (line) => `${line}\n${line}` },
  'answers-nobody': { answer: (line) => `{"id":"nobody","result":{}}\n${line}` },
  'reports-a-stranger': { event: (line) => `${line.replace(/"node":"[^"]*"/, '"node":"stranger"')}\n${line}` },
  'clock-runs-backwards': { event: (line) => line.replace(/"at":([\d.]+)/, (_, at) => `"at":${1e9 - Number(at)}`) },
  'not-utf8': {
    event: (line) => (line.includes('scripted/1') ? Buffer.from(line.replace('scripted/1', '\xff'), 'latin1') : line),
  },
  'text-and-base64': { event: (line) => line.replace(/"text":"/, '"base64":"/w==",$&') },
  'base64-of-text': {
    event: (line) => line.replace(/"text":("[^"]*")/, (_, text: string) => `"base64":"${base64Of(text)}"`),
  },
  'separators-in-lines': {
    answer: (line) => `{\r${line.slice(1)}`,
    event: (line) => line.replace('scripted/1', 'scripted\u2028/\u2029\u00851'),
  },
  'endless-line': { onStart: () => void process.stdout.write('x'.repeat(2 * 1024 * 1024)) },
  floods: {
    event: (line) => (line.includes('-opened"') ? Array.from({ length: 25_000 }, () => line).join('\n') : line),
  },
  'exits-in-dial': { onDial: () => process.exit(0) },
  'closes-its-output': {
    onDial: () => {
      closeSync(1)
      return everLonger
    },
  },
} as const satisfies Record<string, Behaviour>

function base64Of(json: string): string {
  return Buffer.from(JSON.parse(json) as string).toString('base64')
}

function die(lastWords: string, code: number): never {
  process.stderr.write(`${lastWords}\n`)
  process.exit(code)
}
