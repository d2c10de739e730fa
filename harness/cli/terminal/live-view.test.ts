import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connected, eventsOf, planned, result } from '../../report/sample.fixture.ts'
import { liveView, type Terminal } from './live-view.ts'

const events = eventsOf([result(planned(), connected)])

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function terminal(): { stream: Terminal; written: () => string } {
  let text = ''
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 })
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { stream, written: () => text }
}

test('draws what it has heard, not oftener than its ticker', () => {
  const { stream, written } = terminal()
  const view = liveView(stream, { colour: false })
  events.slice(0, -1).forEach((event) => view.on(event))
  expect(written()).toBe('')
  vi.advanceTimersByTime(100)
  expect(stripVTControlCharacters(written())).toContain('████████████████████████ 1/1 · 100 ms · 1 pass\n')
  view.end()
})

test('is gone, ticker and all, when it has ended', () => {
  const { stream, written } = terminal()
  const view = liveView(stream, { colour: false })
  events.forEach((event) => view.on(event))
  vi.advanceTimersByTime(100)
  view.end()
  const atEnd = written()
  vi.advanceTimersByTime(1000)
  expect(written()).toBe(atEnd)
  expect(atEnd.endsWith('\u001b[2K\u001b[G\u001b[?2026l')).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

test('a drawing that fails is reported at the next event, not thrown into the void', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 })
  stream.write = () => {
    throw new Error('the terminal is gone')
  }
  const view = liveView(stream, { colour: false })
  vi.advanceTimersByTime(100)
  expect(() => events.forEach((event) => view.on(event))).toThrow('the terminal is gone')
  expect(vi.getTimerCount()).toBe(0)
})
