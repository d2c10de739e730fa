/**
 * Texts of peers, compilers and browsers are untrusted bytes. Here they are made safe to show: nothing in them drives a
 * terminal, forges a line, hides or reorders what is read, is taken for a command by the log reader of a CI service, or
 * is too long to read.
 */

const longestText = 4_000
const longestLine = 300

/** For a block: line breaks stay, all other control and format characters go. */
export function plainText(text: string): string {
  const more = text.length - longestText
  const lines = tame(start(text, longestText)).replaceAll('\t', '  ').split('\n')
  const plain = lines.map(withoutCommands).join('\n').trimEnd()
  return more > 0 ? `${plain}… (${more} characters more)` : plain
}

/** For a place within a line, such as a name or a version: line breaks become spaces. */
export function plainLine(text: string): string {
  return line(tame(start(text, longestText)))
}

/** The first line that says something, where the others can be read elsewhere. */
export function firstLine(text: string): string {
  const lines = tame(start(text, longestText)).split('\n')
  return line(lines.find((one) => one.trim() !== '') ?? '')
}

/**
 * JSON of anything, for files and for stdout: what its strings say is unchanged, but every character that a terminal, a
 * browser or the log reader of a CI service could act on is written as an escape.
 */
export function plainJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replaceAll(invisible, (character) => (character === '\n' ? character : escapes(character)))
    .replaceAll(/##(?=[a-z]*\[)/gi, `#${escapes('#')}`)
}

/** For a log that people look into: nothing is left out but colours and the like, and nothing acts. */
export function plainLog(text: string): string {
  return text.replaceAll(terminalSequences, '').replaceAll(invisible, escapes)
}

/** Controls, formats (bidirectional ones among them), line and paragraph separators, halves of surrogate pairs. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** ECMA-48: control sequences; operating system commands and other strings, up to their end; two-character escapes. */
const terminalSequences = new RegExp(
  [
    String.raw`(?:\u{1b}\[|\u{9b})[0-?]*[ -/]*[@-~]`,
    String.raw`(?:\u{1b}[\]PX^_]|[\u{9d}\u{90}\u{98}\u{9e}\u{9f}])[^\u{7}\u{1b}\u{9c}]*(?:\u{7}|\u{1b}\\|\u{9c})`,
    String.raw`\u{1b}[ -/]*[0-~]`,
  ].join('|'),
  'gu',
)

function tame(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(terminalSequences, '')
    .replaceAll(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replaceAll(invisible, (character) => (character === '\n' || character === '\t' ? character : ''))
}

/**
 * GitHub's runner obeys `::command::` at the start of a line and `##[command]` anywhere in it, other services `##name[`.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
function withoutCommands(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll(/##(?=[a-z]*\[)/gi, '# #')
}

function line(text: string): string {
  const spaced = text.replaceAll(/\s+/g, ' ').trim()
  return withoutCommands(spaced.length > longestLine ? `${start(spaced, longestLine)}…` : spaced)
}

/** In UTF-16 units, but never half of a pair. */
function start(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')
}

function escapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => escape(character.charCodeAt(at))).join('')
}

function escape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
