import { describe, expect, test } from 'vitest'
import { check } from './check.ts'
import { plants } from './plants.ts'

const never = new AbortController().signal

/**
 * What the judge does not catch: only the other end knows its agent, and the protocol does not ask it. Nothing may be
 * added.
 */
const missed = [
  'direct tcp+noise (dialer) says that the other end has another agent',
  'direct tcp+noise (listener) says that the other end has another agent',
]

describe('planted lies', { timeout: 300_000 }, () => {
  test('all are caught, but for those that are listed, and no honest role is blamed', async () => {
    const findings = []
    for (const plant of plants) findings.push({ ...(await check(plant, never)), liars: plant.liars })
    expect(findings.filter(({ isCaught }) => !isCaught).map(({ plant }) => plant)).toEqual(missed)
    const innocents = findings.filter(
      ({ role, liars, verdict }) => verdict === 'fail' && role !== null && !liars.includes(role),
    )
    expect(innocents).toEqual([])
  })

  test('who dies is to blame, and not who noticed', async () => {
    const deaths = plants.filter(({ name }) => /^(is killed|crashes|exits|closes its stdout) /.test(name))
    expect(deaths.length).toBeGreaterThan(50)
    for (const plant of deaths) {
      const { role, verdict, problems } = await check(plant, never)
      if (verdict === 'fail') expect([plant.name, plant.liars]).toEqual([plant.name, [role]])
      else expect(problems, plant.name).not.toEqual([])
    }
  })
})
