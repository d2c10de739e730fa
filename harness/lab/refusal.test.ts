import { expect, test } from 'vitest'
import { refusedByTools, refusedToRoot, refusedToUser } from './refusal.ts'

const said = 'setting up the hub: unshare: unshare failed: Operation not permitted'

test.for([
  ['kernel.apparmor_restrict_unprivileged_userns', '1', '0'],
  ['kernel.unprivileged_userns_clone', '0', '1'],
  ['user.max_user_namespaces', '0', '10000'],
] as const)('%s=%s is named, with what to set', ([key, forbids, allow]) => {
  expect(refusedToUser(said, (asked) => (asked === key ? forbids : '17'))).toEqual({
    reason: `user namespaces are forbidden (${key}=${forbids})`,
    said,
    fix: `sudo sysctl -w ${key}=${allow}, or run as root`,
  })
})

test('a user to whom no setting explains it is shown what was said', () => {
  expect(refusedToUser(said, () => undefined)).toMatchInlineSnapshot(`
    {
      "fix": "run as root; in a container, start it with --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined",
      "reason": "user namespaces do not work here",
      "said": "setting up the hub: unshare: unshare failed: Operation not permitted",
    }
  `)
})

test('root reads about containers', () => {
  expect(refusedToRoot(said)).toMatchInlineSnapshot(`
    {
      "fix": "in a container, start it with --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt apparmor=unconfined",
      "reason": "root has no right to make namespaces here",
      "said": "setting up the hub: unshare: unshare failed: Operation not permitted",
    }
  `)
})

test('missing tools are named with their packages, each once', () => {
  expect(refusedByTools((tool) => !['ip', 'nsenter', 'setpriv'].includes(tool))).toEqual({
    reason: 'ip, nsenter, setpriv missing',
    fix: 'apt-get install iproute2 util-linux',
  })
  expect(refusedByTools(() => true)).toBeNull()
})
