import { expect, test } from 'vitest'
import { byPort, counting, parseListing } from './counters.ts'

/** Cut down from what nft 1.0.6 answers. */
const listing = {
  nftables: [
    { metainfo: { version: '1.0.6', json_schema_version: 1 } },
    { table: { family: 'bridge', name: 'witness', handle: 3 } },
    {
      set: {
        family: 'bridge',
        name: 'public4',
        table: 'witness',
        type: ['ipv4_addr', 'inet_service', 'ipv4_addr', 'inet_service', 'inet_proto'],
        size: 65536,
        elem: [
          {
            elem: {
              val: { concat: ['11.0.0.1', 34704, '11.0.0.2', 4001, 'tcp'] },
              counter: { packets: 12, bytes: 3456 },
            },
          },
          { elem: { val: { concat: ['11.0.0.1', 9, '11.0.0.2', 10, 17] }, counter: { packets: 1, bytes: 31 } } },
        ],
        stmt: [{ counter: null }],
      },
    },
    {
      set: {
        name: 'lan-a6',
        elem: [
          {
            elem: {
              val: { concat: ['2a00:11:a::1', 5, '2a00:11::2', 6, 'udp'] },
              counter: { packets: 2, bytes: 99 },
            },
          },
        ],
      },
    },
    { set: { name: 'public6' } },
    { chain: { family: 'bridge', table: 'witness', name: 'count', type: 'filter', hook: 'forward' } },
  ],
}
const flows = parseListing(JSON.stringify(listing))

test('a listing becomes flows, each with its network', () => {
  expect(flows).toEqual([
    {
      network: 'public',
      protocol: 'tcp',
      from: { address: '11.0.0.1', port: 34704 },
      to: { address: '11.0.0.2', port: 4001 },
      packets: 12,
      bytes: 3456,
    },
    {
      network: 'public',
      protocol: 'udp',
      from: { address: '11.0.0.1', port: 9 },
      to: { address: '11.0.0.2', port: 10 },
      packets: 1,
      bytes: 31,
    },
    {
      network: 'lan-a',
      protocol: 'udp',
      from: { address: '2a00:11:a::1', port: 5 },
      to: { address: '2a00:11::2', port: 6 },
      packets: 2,
      bytes: 99,
    },
  ])
})

test.for([
  '{"nftables": [{"set": {"name": "public4", "elem": [{"elem": {"val": "11.0.0.1"}}]}}]}',
  '{"nftables": [{"set": {"name": "public4", "elem": ["11.0.0.1"]}}]}',
  '{}',
])('an answer that was not understood is not an empty list: %s', (json) => {
  expect(() => parseListing(json)).toThrow()
})

test('flows are deleted from the sets they are in', () => {
  const { deletion } = counting([])
  expect(deletion(flows)).toEqual([
    'delete element bridge witness public4 { 11.0.0.1 . 34704 . 11.0.0.2 . 4001 . tcp, 11.0.0.1 . 9 . 11.0.0.2 . 10 . udp }',
    'delete element bridge witness lan-a6 { 2a00:11:a::1 . 5 . 2a00:11::2 . 6 . udp }',
  ])
  expect(deletion([])).toEqual([])
})

test('every network is counted, in both versions of IP', () => {
  const { rules } = counting(['public', 'lan-a'].map(byPort))
  expect(rules.every((rule) => !rule.includes('\n'))).toBe(true)
  expect(rules.flatMap((rule) => rule.match(/"[^"]*" ether type \w+/) ?? [])).toEqual([
    '"public*" ether type ip',
    '"public*" ether type ip6',
    '"lan-a*" ether type ip',
    '"lan-a*" ether type ip6',
  ])
})

test('a table of another name is made, read and forgotten from under that name', () => {
  const match = { ip: 'ip saddr 11.1.0.0/16', ip6: 'ip6 saddr 2a00:11:1::/64' }
  const { rules, listing, deletion } = counting([{ network: 'public', match }], 'mine', ' { flags owner; }')

  expect(rules[0]).toBe('add table bridge mine { flags owner; }')
  expect([...rules.slice(1), listing, ...deletion(flows)].every((line) => line.includes(' bridge mine'))).toBe(true)
  expect(rules.filter((rule) => rule.includes(match.ip) || rule.includes(match.ip6))).toHaveLength(2)
})
