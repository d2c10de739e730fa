import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('of one name one works at a time, in order, also after a failure; other names do not wait', async () => {
  const turns = new Turns()
  const said: string[] = []
  const first = Promise.withResolvers<void>()
  const failing = turns.take('a', async () => {
    said.push('first begins')
    await first.promise
    throw new Error('first failed')
  })
  const second = turns.take('a', async () => said.push('second'))
  await turns.take('b', async () => said.push('other'))
  first.resolve()

  await expect(failing).rejects.toThrow('first failed')
  await second
  expect(said).toEqual(['first begins', 'other', 'second'])
})
