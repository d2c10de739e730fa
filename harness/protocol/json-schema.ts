import { z } from 'zod'
import { answer, event, events, failure, methods, request } from './messages.ts'

/** The whole peer protocol as one JSON Schema (draft 2020-12); each message is a definition of its own. */
export function peerProtocolJsonSchema(): object {
  const toJsonSchema = (schema: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema)
    return rest
  }
  const definitions = {
    request,
    answer,
    failure,
    event,
    ...Object.fromEntries(
      Object.entries(methods).flatMap(([name, method]) => [
        [`${name}.params`, method.params],
        [`${name}.result`, method.result],
      ]),
    ),
    ...Object.fromEntries(Object.entries(events).map(([name, data]) => [`event.${name}.data`, data])),
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Connectivity matrix peer protocol v1',
    anyOf: ['request', 'answer', 'failure', 'event'].map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, toJsonSchema(schema)])),
  }
}
