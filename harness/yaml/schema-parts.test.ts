import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readYaml } from './read.ts'
import { link, list, name, record, sentence, text } from './schema-parts.ts'

const schema = record(
  {
    link: link('link').optional(),
    why: sentence('why', 'say why').optional(),
    names: list('names', name('name', ['one', 'two']), 'name some').optional(),
    inner: z.array(record({ word: text('word', 'write one') }, 'an inner is a map')).default([]),
  },
  'a map',
)

function read(yaml: string) {
  return readYaml(yaml, 'f.yaml', 'hint', (root) => root.read(schema))
}

describe('links', () => {
  test.each(['https://example.org/1', 'docs/upstream.md#a-heading', 'upstream.md#x', '../a_b/c-d.md#e_f'])(
    '%s',
    (good) => {
      expect(read(`link: ${good}`)).toMatchObject({ link: good })
    },
  )

  test.each([
    'http://example.org',
    'docs/upstream.md',
    '#x',
    'a b.md#x',
    'a.md#x y',
    'a.md#',
    'a.mdx',
    'ftp://a.md#x',
    'x.md#a/b',
  ])('%s is not one', (bad) => {
    expect(() => read(`link: '${bad}'`)).toThrow(`f.yaml:1:7: "${bad}" is not a link; give the https:// address`)
  })
})

test('a sentence is one line', () => {
  expect(read('why: >\n  it  is\n\n  so\n')).toMatchObject({ why: 'it is so' })
})

test.each([
  ['names: [three]', '1:9: unknown name "three"; use one of one, two'],
  ['names: [tow]', '1:9: unknown name "tow"; did you mean "two"?'],
  ['names: one', '1:8: names must be a list; write [one]'],
  ['names: { one: two }', '1:8: names must be a list; name some'],
  ['names: ""', '1:8: names must be a list; name some'],
  ['names: [{}]', '1:9: name must be text; use one of one, two'],
  ['names: [""]', '1:9: missing name; use one of one, two'],
  ['inner: [{ word: a }, { wrod: b }]', '1:24: unknown key "wrod"; did you mean "word"?'],
  ['inner: [{ word: a }, { other: b, word: c }]', '1:24: unknown key "other"; use one of word'],
  ['inner: [{ word: a }, {}]', '1:22: missing word; write one'],
  ['inner: [word]', '1:9: an inner is a map'],
  ['[]', '1:1: a map'],
])('%s', (yaml, complaint) => {
  expect(() => read(yaml)).toThrow(`f.yaml has a problem:\nf.yaml:${complaint}`)
})

test('complaints stand in the order of the file, also within a line', () => {
  const yaml = 'names: [c, b, one, a]\nzzz: 1\nlink: x'
  expect(() => read(yaml)).toThrow(
    [
      'f.yaml has 5 problems:',
      ...['1:9: unknown name "c"', '1:12: unknown name "b"', '1:20: unknown name "a"'].map(
        (complaint) => `f.yaml:${complaint}; use one of one, two`,
      ),
      'f.yaml:2:1: unknown key "zzz"; use one of link, why, names, inner',
      'f.yaml:3:7: "x" is not a link; ',
    ].join('\n'),
  )
})
