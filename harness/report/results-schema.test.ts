import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { resultsJsonSchema } from './results-schema.ts'
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

async function committedValidator() {
  const ajv = new Ajv2020({ validateFormats: false, allErrors: true })
  return ajv.compile(JSON.parse(await readFile(committed, 'utf8')))
}
