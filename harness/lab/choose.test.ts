import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { UserError } from '../domain/errors.ts'
import { pickLab } from './choose.ts'
import { loopback } from './loopback/loopback.ts'
import { namespacesCan } from './namespaces/can.ts'
import { namespaces } from './namespaces/namespaces.ts'
import { tryNamespaces } from './namespaces/probe.ts'
import type { LabProbe } from './registry.ts'

const shared: LabProbe = { name: 'loopback', usable: true, lab: loopback, detail: 'all on 127.0.0.1' }
const apart: LabProbe = {
  name: 'namespaces',
  usable: true,
  lab: namespaces('user', namespacesCan()),
  detail: 'user namespace, one network namespace per program',
}
const forbidden: LabProbe = {
  name: 'namespaces',
  usable: false,
  refusal: { reason: 'user namespaces are forbidden (a.b=0)', said: 'unshare: no', fix: 'sudo sysctl -w a.b=1' },
}

test('auto takes the first usable lab, and says what it is', () => {
  expect(pickLab('auto', [apart, shared])).toEqual({
    lab: apart.lab,
    why: 'user namespace, one network namespace per program',
  })
})

test('auto says why a better lab was not taken', () => {
  expect(pickLab('auto', [forbidden, shared])).toEqual({
    lab: loopback,
    why: 'no namespaces: user namespaces are forbidden (a.b=0)',
  })
})

test('auto says nothing of labs that it would not have taken', () => {
  const absent: LabProbe = { name: 'other', usable: false, refusal: { reason: 'none is there', fix: 'get one' } }

  expect(pickLab('auto', [apart, absent]).why).toBe('user namespace, one network namespace per program')
})

test('a lab is taken by name', () => {
  expect(pickLab('loopback', [apart, shared])).toEqual({ lab: loopback, why: 'all on 127.0.0.1' })
})

test('a lab that was asked for by name and is refused is a UserError with the fix', () => {
  const picking = () => pickLab('namespaces', [forbidden, shared])

  expect(picking).toThrow(UserError)
  expect(picking).toThrow(
    expect.objectContaining({
      message: "the namespaces lab can't be had here: user namespaces are forbidden (a.b=0): unshare: no",
      hint: 'sudo sysctl -w a.b=1',
    }),
  )
})

/** Without any capability, in a user namespace of its own that may have no others. */
const powerless = ['unshare', '--user', '--map-root-user', 'sh', '-c']
const giveUpPower = 'echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --bounding-set=-all --inh-caps=-all "$@"'
const trial = await tryNamespaces('user')
const refused = 'lab' in trial ? null : trial.said
const title = 'a real refusal carries what the failing step said'

test.skipIf(refused !== null)(refused === null ? title : `${title} (skipped: ${refused})`, () => {
  const look = `import { probeLabs } from '${path.join(import.meta.dirname, 'registry.ts')}'; console.log(JSON.stringify(await probeLabs()))`
  const command = [...powerless, giveUpPower, 'sh', process.execPath, '--input-type=module', '--eval', look]
  const { stdout } = spawnSync(command[0] ?? '', command.slice(1), { encoding: 'utf8' })

  expect(JSON.parse(stdout)[0]).toEqual({
    name: 'namespaces',
    usable: false,
    refusal: {
      reason: 'root has no right to make namespaces here',
      said: 'setting up the hub: unshare: unshare failed: Operation not permitted',
      fix: 'in a container, start it with --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined',
    },
  })
})
