/** Small pieces that every page is made of. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Misfiled } from '../harness/domain/misfiled.ts'
import { plainText } from '../harness/domain/plain-text.ts'
import { wilsonInterval, type Tally } from '../harness/domain/rate.ts'
import type { Verdict } from '../harness/domain/verdict.ts'
import { verdictSymbols } from '../harness/report/symbols.ts'
import { data } from './data.ts'

/** A verdict as colour, sign and word. */
export function VerdictName({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span class={`verdict v-${verdict}`}>
      <span aria-hidden="true">{sign(verdict)}</span> {verdict}
    </span>
  )
}

/** The sign alone: of one or two characters. */
export function sign(verdict: Verdict): string {
  return verdictSymbols[verdict].split(' ')[0] ?? ''
}

/** What others wrote: in a direction of its own, with its line breaks and not too much of it. */
export function Words({ children }: { readonly children: string }) {
  return (
    <bdi class="words" dir="auto">
      {plainText(children)}
    </bdi>
  )
}

export function Outside({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  if (!/^https?:\/\//.test(href)) return <>{children}</>
  return (
    <a href={href} rel="noopener noreferrer">
      {children}
    </a>
  )
}

export function CommandToCopy({ command }: { readonly command: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(command)
    setCopied(true)
  }
  return (
    <p class="command">
      <code>{command}</code>
      <button type="button" onClick={() => void copy().catch(() => setCopied(false))}>
        {copied ? 'copied' : 'copy'}
      </button>
    </p>
  )
}

/** The verdicts of recent runs, oldest first. */
export function Strip({ verdicts }: { readonly verdicts: readonly (Verdict | null)[] }) {
  return (
    <ol class="strip" aria-label="verdicts of recent runs, oldest first">
      {verdicts.map((verdict, index) => {
        const run = data.runs[index]
        const title = `${run?.startedAt.slice(0, 16).replace('T', ' ') ?? ''}: ${verdict ?? 'not planned'}`
        return (
          <li key={index} class={verdict === null ? 'v-none' : `v-${verdict}`} title={title}>
            <span aria-hidden="true">{verdict === null ? ' ' : sign(verdict)}</span>
            <span class="only-read">{title}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** `failed 3 of 20 attempts: 15 %, with 95 % confidence between 5 and 36 %`. */
export function rateInWords(seen: Tally): string {
  if (seen.attempts === 0) return 'never played to its end'
  const { low, high } = wilsonInterval(seen)
  const percent = (rate: number) => Number((100 * rate).toPrecision(2))
  const rate = percent(seen.failed / seen.attempts)
  return (
    `failed ${seen.failed} of ${seen.attempts} ${seen.attempts === 1 ? 'attempt' : 'attempts'}: ${rate} %, ` +
    `with 95 % confidence between ${percent(low)} and ${percent(high)} %`
  )
}

export const misfiledInWords: Readonly<Record<Misfiled, string>> = {
  'never-fails': 'It never failed: the rule that calls it flaky may not be needed.',
  'always-fails': 'It always failed: it is not flaky, but known-failing.',
  'fails-too-often': 'It fails far more often than its rule allows: something else is wrong too.',
}
