import type { RuleResult } from '../conformance/check.ts'
import { plainText } from '../domain/plain-text.ts'
import type { Paint, Style } from '../report/paint.ts'

const looks: Readonly<Record<RuleResult['result'], { readonly mark: string; readonly style: Style }>> = {
  pass: { mark: '✓', style: 'green' },
  fail: { mark: '✗', style: 'red' },
  'not-applicable': { mark: '–', style: 'dim' },
}

/** Where remarks begin, unless the title is longer. */
const remarkColumn = 72

/** One rule; a heading before the first of a family. What failed has its reason on lines of its own. */
export function resultLines(result: RuleResult, previous: RuleResult | undefined, paint: Paint): string {
  const heading =
    result.family === previous?.family ? '' : `${previous === undefined ? '' : '\n'}${paint('bold', result.family)}\n`
  const { mark, style } = looks[result.result]
  const why = plainText(result.why ?? '')
  if (result.result === 'fail') return `${heading}  ${paint(style, mark)} ${result.rule}\n${indented(why)}`
  const remark = why === '' ? '' : `  ${paint('dim', why.split('\n')[0] ?? '')}`
  const rule = remark === '' ? result.rule : result.rule.padEnd(remarkColumn)
  return `${heading}  ${paint(style, mark)} ${rule}${remark}\n`
}

export interface CheckSummary {
  readonly passed: number
  readonly failed: number
  readonly notApplicable: number
}

export function closingLines({ passed, failed, notApplicable }: CheckSummary): string {
  return `\n${notApplicable === 0 ? '' : `${notApplicable} not applicable\n`}${passed} passed, ${failed} failed\n`
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '      ').concat('\n')
}
