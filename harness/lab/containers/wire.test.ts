import { expect, test } from 'vitest'
import { flat } from '../topology.ts'
import { inSlot } from './networks.ts'
import { wireRules } from './wire.ts'

const { rules } = wireRules('mine', inSlot(flat, 7), ['cm0', 'cm1'])

test('what is counted is told by address, in both versions of IP', () => {
  const counted = rules.filter((rule) => rule.includes('update @'))

  expect(counted).toHaveLength(2)
  expect(counted[0]).toContain('ip saddr 11.7.0.0/16 ')
  expect(counted[1]).toContain('ip6 saddr 2a00:11:7::/64 ')
})

test('nothing from the bridges is let in or through, and the tables end with their owner', () => {
  expect(rules.filter((rule) => rule.includes(' drop'))).toEqual([
    'add rule inet mine arriving iifname { "cm0", "cm1" } drop',
    'add rule inet mine passing iifname { "cm0", "cm1" } oifname != { "cm0", "cm1" } drop',
    'add rule inet mine passing oifname { "cm0", "cm1" } iifname != { "cm0", "cm1" } drop',
  ])
  expect(rules.filter((rule) => rule.startsWith('add table')).every((rule) => rule.includes('flags owner'))).toBe(true)
})
