import { z } from 'zod'
import { resultsSchema, resultsSchemaName } from '../domain/results.ts'

/** reports/results.schema.json */
export function resultsJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(resultsSchema)
  return { $schema, $id: resultsSchemaName, title: 'Results of a run of the connectivity matrix', ...rest }
}
