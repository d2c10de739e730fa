import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { doctor } from './doctor.ts'

test('0 when every toolchain is there', async () => {
  const { status, page } = await visit({ a: ['node', '--version'], b: ['node', '--version'] })

  expect(page).toContain(`  ✓ node        ${process.version} (for a, b)\n`)
  expect(page).toContain('  ✓ loopback    all programs on 127.0.0.1, no isolation between them\n')
  expect(status).toBe(0)
})

test('3 when one is missing, and the fix that its peer.yaml names', async () => {
  const { status, page } = await visit({ a: ['nosuch', 'version'] })

  expect(page).toContain(
    [
      'Toolchains',
      '  ✗ nosuch      `nosuch version` does not work: spawn nosuch ENOENT (for a)',
      '                fix: Install nosuch 1.2 or newer',
      '',
    ].join('\n'),
  )
  expect(status).toBe(3)
})

test('a matrix that is not there is said', async () => {
  await expect(doctor({ matrixFile: 'nosuch.yaml' }, { ...io(), cwd: '/' })).rejects.toThrow('there is no nosuch.yaml')
})

/** A visit to a project whose implementations need these commands. */
async function visit(needs: Readonly<Record<string, readonly string[]>>) {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'doctor-'))
  const cwd = folder.path
  const names = Object.keys(needs)
  for (const name of names) {
    await mkdir(path.join(cwd, name))
    await writeFile(path.join(cwd, name, 'peer.yaml'), JSON.stringify(peerYaml(name, needs[name])))
  }
  const implementations = Object.fromEntries(names.map((name) => [name, { folder: name }]))
  await writeFile(path.join(cwd, 'matrix.yaml'), JSON.stringify({ implementations, run: [{ scenario: 'direct' }] }))

  const { stdout, written, env } = io()
  const status = await doctor({ matrixFile: 'matrix.yaml' }, { stdout, env, cwd })
  return { status, page: written.join('') }
}

function peerYaml(name: string, command: readonly string[] = []) {
  const toolchain = [{ command, hint: 'Install nosuch 1.2 or newer' }]
  return { name, command: ['peer'], build: { toolchain, sources: ['*'], script: 'true' } }
}

function io() {
  const written: string[] = []
  return {
    written,
    stdout: { write: (text: string) => written.push(text) },
    env: { PATH: process.env['PATH'], HOME: tmpdir() },
  }
}
