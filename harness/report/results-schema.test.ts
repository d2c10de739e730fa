import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { format } from 'prettier'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { RunEvent, RunResults } from '../domain/run.ts'
import type { runEvent } from './event-schema.ts'
import { resultsJsonSchema, type resultsSchema } from './results-schema.ts'
import { eventsOf, everyVerdict, resultsOf } from './sample.fixture.ts'

const committed = fileURLToPath(new URL('../../reports/results.schema.json', import.meta.url))

/** `vitest -u` writes it anew. */
test('the committed JSON Schema is the generated one', async () => {
  const generated = await format(JSON.stringify(resultsJsonSchema()), { parser: 'json', printWidth: 120 })
  await expect(generated).toMatchFileSnapshot(committed)
})

test('the results of a run match the committed JSON Schema', async () => {
  const validate = await committedValidator()
  validate(resultsOf(eventsOf(everyVerdict)))
  expect(validate.errors).toBeNull()
})

test('the results of a run that died match it too', async () => {
  const validate = await committedValidator()
  validate(resultsOf(eventsOf(everyVerdict).slice(0, 6)))
  expect(validate.errors).toBeNull()
})

test('results without the evidence of a cell do not match it', async () => {
  const validate = await committedValidator()
  const { cells, ...results } = resultsOf(eventsOf(everyVerdict))
  validate({ ...results, cells: cells.map((cell) => ({ ...cell, evidence: undefined })) })
  expect(validate.errors?.[0]).toMatchObject({
    instancePath: '/cells/0',
    message: "must have required property 'evidence'",
  })
})

/** `satisfies` in the schemas sees to the other direction; tsc checks both. */
test('the schemas know all that the types know', () => {
  expectTypeOf<RunResults>().toExtend<DeepReadonly<z.infer<typeof resultsSchema>>>()
  expectTypeOf<RunEvent>().toExtend<DeepReadonly<z.infer<typeof runEvent>>>()
})

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

async function committedValidator() {
  const ajv = new Ajv2020({ validateFormats: false, allErrors: true })
  return ajv.compile(JSON.parse(await readFile(committed, 'utf8')))
}
