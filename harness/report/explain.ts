/** In words for people: what was seen in a cell, what was expected, what to do about the difference. */
import type { Expectation } from '../domain/expectation.ts'
import { partName, type Lack } from '../domain/part.ts'
import type { WayTaken } from '../domain/evidence.ts'
import type { BareOutcome } from '../domain/outcome.ts'
import type { CellReport } from '../domain/results.ts'
import { plainText } from '../domain/plain-text.ts'

export function observed(outcome: BareOutcome): string {
  switch (outcome.kind) {
    case 'connected':
      return outcome.lacks.length === 0
        ? wayTaken(outcome.way)
        : `connected and chatted, but ${outcome.lacks.map(lack).join('; ')}`
    case 'refused':
      return 'refused, as it has to be'
    case 'cut':
      return 'cut at the limit, as it has to be'
    case 'failed': {
      const where = outcome.role === null ? outcome.stage : `${outcome.stage} (${outcome.role})`
      return `failed at ${where}: ${plainText(outcome.message)}`
    }
    case 'unsupported':
      return `the ${outcome.by} says it can't: ${plainText(outcome.message)}`
    case 'not-run':
      return `${outcome.cause}: ${plainText(outcome.message)}`
    case 'harness-error':
      return plainText(outcome.message)
  }
}

/** One line for each attempt, where there was more than one. */
export function observedIn({ attempts, outcome }: Pick<CellReport, 'attempts' | 'outcome'>): string {
  if (attempts.length < 2) return observed(outcome)
  return attempts.map((attempt) => `${attempt.number}. ${attempt.programs}: ${observed(attempt.outcome)}`).join('\n')
}

function wayTaken(way: WayTaken | undefined): string {
  if (way === undefined) return 'connected'
  const tries = `${way.attempts} hole ${way.attempts === 1 ? 'punch' : 'punches'}${way.initiator === null ? '' : ` by the ${way.initiator}`}`
  if (way.afterMs === null) return `stayed relayed, as it has to be, after ${tries}: ${way.reason}`
  return `connected directly ${Math.round(way.afterMs)} ms after the dial through the relay, ${tries}`
}

function lack({ message, ...part }: Lack): string {
  return `${partName(part)} failed: ${plainText(message)}`
}

export function expected(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'connects':
      return 'connects'
    case 'known-failing':
      return `known to fail at ${failures(expectation)}: ${expectation.reason}`
    case 'known-flaky':
      return `known to be flaky (at most ${percent(expectation.atMost)}, at ${failures(expectation)}): ${expectation.reason}`
    case 'known-partial':
      return `known to connect and chat without ${expectation.lacks.map(partName).join(', ')}: ${expectation.reason}`
    case 'unsupported':
      return `unsupported ${expectation.because === 'by-design' ? 'by design' : '(not implemented)'}: ${expectation.reason}`
  }
}

/** Such as `identify or ping with "reset"`. */
function failures({ stages, message }: { readonly stages: readonly string[]; readonly message?: string }): string {
  return `${stages.join(' or ')}${message === undefined ? '' : ` with "${message}"`}`
}

function percent(rate: number): string {
  return `${Number((100 * rate).toPrecision(2))} %`
}

/** Where to read more about an expectation. */
export function linkOf(expectation: Expectation): string | null {
  switch (expectation.kind) {
    case 'connects':
      return null
    case 'known-failing':
    case 'known-flaky':
    case 'known-partial':
      return expectation.issue
    case 'unsupported':
      return expectation.link
  }
}

/** The next step for whoever reads an unexpected verdict; `null`: the message says it all. */
export function advice({ verdict, outcome }: Pick<CellReport, 'verdict' | 'outcome'>): string | null {
  switch (verdict) {
    case 'unexpected-pass':
      return 'it works better now: take the entry out of matrix.yaml'
    case 'flaky':
      return 'fix the cause, or list it in matrix.yaml as known-flaky with an issue'
    case 'partial':
      return 'fix the cause, or list it in matrix.yaml as known-partial with an issue'
    case 'fail':
      return outcome.kind === 'unsupported' ? 'list it in matrix.yaml as unsupported, with reason and link' : null
    case 'pass':
    case 'known-partial':
    case 'known-failure':
    case 'known-flaky':
    case 'unsupported':
    case 'not-run':
    case 'error':
      return null
  }
}
