import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyOfCheckout, workplace, type Workplace } from './environments/checkout.ts'

let place: Workplace
beforeAll(async () => (place = await workplace()))
afterAll(() => place[Symbol.asyncDispose]())

/** Files of a user that nobody may write to: root may, but not below /proc. */
const nowhere = '/proc/nowhere'

describe.concurrent('an environment in which everything is as ever', () => {
  test.for<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['HOME is empty', { HOME: '' }],
    ['HOME can not be made', { HOME: nowhere }],
    ['HOME is a file', { HOME: '/dev/null' }],
    ['HOME is relative', { HOME: 'home' }],
    ['XDG_CACHE_HOME can not be made', { XDG_CACHE_HOME: nowhere }],
    ['XDG_CACHE_HOME is relative', { XDG_CACHE_HOME: 'cache' }],
    ['TMPDIR can not be made', { TMPDIR: nowhere }],
    ['TMPDIR is empty', { TMPDIR: '' }],
    ['proxies', { HTTP_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9', NO_PROXY: '*' }],
    ['NODE_ENV is production', { NODE_ENV: 'production', npm_config_omit: 'dev' }],
    ['NODE_OPTIONS names what is not there', { NODE_OPTIONS: '--require=/nowhere.js', NODE_PATH: nowhere }],
    ['Node would watch, inspect or trace', { NODE_DEBUG: 'fs', NODE_V8_COVERAGE: nowhere }],
    ['a compile cache that can not be made', { NODE_COMPILE_CACHE: nowhere }],
    ['a variable whose value has lines', { CI_MESSAGE: 'one\nNODE_ENV=two\nthree' }],
    ['the shell jumps elsewhere', { CDPATH: '/tmp:/usr', ENV: '/nowhere' }],
    ['words split at other letters', { IFS: 'con' }],
  ])('%s', async ([, env]) => {
    const call = await place.call(['plan'], { env })
    expect(call).toEqual({ status: 0, stdout: expect.stringMatching(/^direct\/tcp\+noise\/mine:mine\n/), stderr: '' })
  })
})

describe.concurrent('a checkout', () => {
  test('in a folder with spaces, quotes and letters outside of ASCII', async () => {
    const checkout = await copyOfCheckout(path.join(place.folder, `größe "1" 'ö' $HOME #%25`), { packages: true })
    expect(await place.call(['plan'], { checkout })).toMatchObject({ status: 0, stderr: '' })
  })

  test('whose path Node can not load modules from says so', async () => {
    const checkout = await copyOfCheckout(path.join(place.folder, 'back\\\\slash'), { packages: true })
    const { status, stderr } = await place.call(['plan'], { checkout })
    expect(status).toBe(2)
    expect(stderr).toContain('Fix: move it to a path without a backslash.')
  })

  test('with a package damaged says how to heal it', async () => {
    const checkout = await copyOfCheckout(path.join(place.folder, 'damaged'), { packages: false })
    await mkdir(path.join(checkout, 'node_modules/vitest'), { recursive: true })
    await writeFile(path.join(checkout, 'node_modules/vitest/package.json'), '{}')
    await copyFile(path.join(checkout, 'package-lock.json'), path.join(checkout, 'node_modules/.installed-lock.json'))
    const { status, stderr } = await place.call(['plan'], { checkout })
    expect(status).toBe(2)
    expect(stderr).toMatch(/node_modules is damaged: Cannot find package 'commander'.*\nFix: rm -rf node_modules/)
  })

  test('that is installed first brings all packages, whatever npm is set to, and none of it twice', async () => {
    const checkout = await copyOfCheckout(path.join(place.folder, 'fresh'), { packages: false })
    const env = { PATH: await fakeNpm(`mkdir -p node_modules/vitest && echo {} > node_modules/vitest/package.json`) }
    const lies = {
      NODE_ENV: 'production',
      NPM_CONFIG_OMIT: 'dev',
      npm_config_dry_run: 'true',
      npm_config_registry: 'r',
    }
    const { stderr } = await place.call(['plan'], { checkout, env: { ...env, ...lies } })
    expect(stderr).toContain("node_modules is damaged: Cannot find package 'commander'") // so far did this npm bring it
    expect((await place.call(['plan'], { checkout, env })).stderr).not.toContain('installing')
    const calls = await readFile(path.join(place.folder, 'npm-calls'), 'utf8')
    expect(calls.split('\n')).toEqual([
      expect.stringMatching(/^ci --include=dev --include=optional .* NODE_ENV= omit= dry_run= registry=r$/),
      '',
    ])
  })
})

describe.concurrent('an output', () => {
  const into = (output: string) => ['sh', '-c', `"$0" "$@" ${output}`]

  test.for([
    ['plan'],
    ['plan', '--json'],
    ['run', '--lab', 'loopback'],
    ['run', '--lab', 'loopback', '--json'],
    ['doctor'],
    ['check-peer', '--json', '--', 'true'],
    ['--help'],
  ])('that is full is a failure, and said: %j', async (args) => {
    const { status, stderr } = await place.call(args, { through: into('> /dev/full') })
    expect(status).toBeOneOf([1, 3])
    expect(stderr).toContain("the result can't be written: ENOSPC: no space left on device")
  })

  test('of progress that is full keeps nothing back', async () => {
    const { status, stdout } = await place.call(['run', '--lab', 'loopback', '--json'], {
      through: into('2> /dev/full'),
    })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ summary: { byVerdict: { pass: 1 } } })
  })

  test.for([['plan'], ['plan', '--json'], ['doctor'], ['--help']])(
    'that nobody reads any more is quiet: %j',
    async (args) => {
      const { status, stdout, stderr } = await place.call(args, { through: into('| head -n 1') })
      expect({ status, lines: stdout.split('\n').length, stderr }).toEqual({ status: 0, lines: 2, stderr: '' })
    },
  )

  test.for([
    [{ LC_ALL: 'C' }, ['doctor']],
    [{ LANG: 'POSIX' }, ['run', '--lab', 'loopback']],
    [{ LANG: 'de_DE.ISO-8859-1' }, ['--help']],
  ] as const)('in a locale without UTF-8 is ASCII: %j', async ([env, args]) => {
    const { stdout, stderr } = await place.call(args, { env })
    expect(stdout).toMatch(/^\p{ASCII}+$/u)
    expect(stderr).toMatch(/^\p{ASCII}*$/u)
  })
})

/** A PATH whose npm notes how it is called, and does no more than `script`. */
async function fakeNpm(script: string): Promise<string> {
  const folder = path.join(place.folder, 'bin')
  const note =
    'NODE_ENV=${NODE_ENV:-} omit=${NPM_CONFIG_OMIT:-} dry_run=${npm_config_dry_run:-} registry=${npm_config_registry:-}'
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'npm'), `#!/bin/sh\necho "$* ${note}" >> ${place.folder}/npm-calls\n${script}\n`)
  await chmod(path.join(folder, 'npm'), 0o755)
  return `${folder}:${process.env['PATH']}`
}
