import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { interpretersOf, isElf, librariesOf, parseLdd } from './elf.ts'

/** Of ldd on three files: a program, one that links to nothing, and a library for another libc. */
const said = `./peer:
	linux-vdso.so.1 (0x00007f1db8b56000)
	libgcc_s.so.1 => /lib/x86_64-linux-gnu/libgcc_s.so.1 (0x00007f1db8b25000)
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1db6f3e000)
	/lib64/ld-linux-x86-64.so.2 (0x00007f1db8b58000)
./static:
	not a dynamic executable
./addon.node:
	libc.musl-x86_64.so.1 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1db6f3e000)
`

test('what the loader would load is read from what ldd says', () => {
  expect(parseLdd(said)).toEqual([
    '/lib/x86_64-linux-gnu/libc.so.6',
    '/lib/x86_64-linux-gnu/libgcc_s.so.1',
    '/lib64/ld-linux-x86-64.so.2',
  ])
})

test.skipIf(process.platform !== 'linux')('the Node that runs this links to a C library', async () => {
  expect(await isElf(process.execPath)).toBe(true)
  expect((await librariesOf([process.execPath])).join()).toContain('libc.')
})

test.for([
  ['#!/usr/bin/env node', ['/usr/bin/env', 'node']],
  ['#!/usr/bin/env -S node --flag', ['/usr/bin/env', 'node']],
  ['#! /usr/bin/python3 -u', ['/usr/bin/python3']],
] as const)('%s', async ([line, programs]) => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'elf-test-'))
  await writeFile(path.join(folder.path, 'script'), `${line}\nrest`)

  expect(await interpretersOf(path.join(folder.path, 'script'))).toEqual(programs)
})

test('a script names its interpreter', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'elf-test-'))
  const [script, other] = [path.join(folder.path, 'script'), path.join(folder.path, 'other')]
  await Promise.all([writeFile(script, '#!/bin/sh -e\necho\n'), writeFile(other, 'hello')])

  expect(await interpretersOf(script)).toEqual(['/bin/sh'])
  expect(await interpretersOf(other)).toEqual([])
  expect(await isElf(script)).toBe(false)
})
