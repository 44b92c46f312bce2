import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { couldFill, fillSlots, slotsOf, unsatisfiableRules } from './quorum.ts'

/** The most places that can be filled, by trying every way. */
function bruteForce(edges: readonly (readonly boolean[])[], slots: number): number {
  const most = (person: number, taken: ReadonlySet<number>): number => {
    if (person === edges.length) return taken.size
    const ways = Array.from({ length: slots }, (_slot, index) => index)
      .filter((slot) => edges[person]?.[slot] === true && !taken.has(slot))
      .map((slot) => most(person + 1, new Set([...taken, slot])))
    return Math.max(most(person + 1, taken), ...ways)
  }
  return most(0, new Set())
}

const size = 5
const edges = fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), { maxLength: size })

describe('places', () => {
  test('are filled as far as any way of filling them goes, each by another person who fits', () => {
    fc.assert(
      fc.property(edges, (fits) => {
        const slots = Array.from({ length: size }, (_slot, index) => index)
        const filledBy = fillSlots(slots, fits.length, (person, slot) => fits[person]?.[slot] === true)
        const people = filledBy.filter((person) => person !== null)
        expect(new Set(people).size).toBe(people.length)
        for (const [slot, person] of filledBy.entries()) if (person !== null) expect(fits[person]?.[slot]).toBe(true)
        expect(people.length).toBe(bruteForce(fits, size))
      }),
      { numRuns: 500 },
    )
  })

  test('are not refused for the order in which people said yes', () => {
    const rules = [
      { name: 'risk', role: 'model-risk-reviewer', team: null, count: 1 },
      { name: 'owner', role: 'business-owner', team: null, count: 1 },
    ] as const
    const both = { roles: ['model-risk-reviewer', 'business-owner'], teams: [] } as const
    const risk = { roles: ['model-risk-reviewer'], teams: [] } as const
    for (const people of [
      [both, risk],
      [risk, both],
    ]) {
      const filledBy = fillSlots(slotsOf(rules, { since: null, now: 0 }), people.length, (person, slot) => {
        const candidate = people[person]
        return candidate !== undefined && couldFill(candidate, slot)
      })
      expect(filledBy).not.toContain(null)
    }
  })

  test('that nobody could fill name their rule, and one person never counts for two', () => {
    const rules = [
      { name: 'two of risk', role: 'model-risk-reviewer', team: null, count: 2 },
      { name: 'anybody of fraud', role: null, team: 'fraud', count: 1 },
    ] as const
    const rita = [{ roles: ['model-risk-reviewer'], teams: ['fraud'] }] as const
    const ron = [{ roles: ['model-risk-reviewer'], teams: [] }] as const
    const fred = [{ roles: [], teams: ['fraud'] }] as const
    expect(unsatisfiableRules(rules, [rita, ron, fred])).toEqual([])
    expect(unsatisfiableRules(rules, [rita, ron])).toHaveLength(1)
    expect(unsatisfiableRules(rules, [])).toEqual(['two of risk', 'anybody of fraud'])
  })
})
