import { styleText } from 'node:util'
import type { Verdict } from '../domain/verdict.ts'

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'magenta' | 'red' | 'cyan'
export type Paint = (style: Style, text: string) => string

/** Colours or leaves alone: whether is for the caller to know, who knows the terminal and NO_COLOR. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
}

export const verdictStyles: Readonly<Record<Verdict, Style>> = {
  pass: 'green',
  'known-partial': 'yellow',
  'known-failure': 'yellow',
  'known-flaky': 'yellow',
  unsupported: 'dim',
  'not-run': 'cyan',
  flaky: 'magenta',
  'unexpected-pass': 'magenta',
  partial: 'red',
  fail: 'red',
  error: 'red',
}
