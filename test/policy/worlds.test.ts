import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPolicyEngine, type PolicyEngine } from '../../src/access/policy/engine.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { playWorld, type Stage, world } from './random/play-world.ts'
import { now } from './worlds.ts'

/**
 * How many worlds are played on each store; one takes some 0.3 s, so `WORLDS=5000` plays ten thousand in about an hour. What
 * a whole gateway makes of such worlds is for `gateway-worlds.test.ts`.
 */
const worlds = Number(process.env['WORLDS'] ?? 50)

/** Worlds after which an engine that remembers little is made anew. Each keeps some memory of Cedar's for good. */
const coldFor = 25

async function readyEngines() {
  const time = { now }
  const errors: object[] = []
  const ready = async (memoCharsMax?: number): Promise<PolicyEngine> => {
    const log = { error: (facts: object) => void errors.push(facts) }
    const memo = memoCharsMax === undefined ? {} : { memoCharsMax }
    const engine = createPolicyEngine({ clock: { now: () => time.now }, log, ...memo })
    await engine.ready()
    return engine
  }
  return { time, errors, ready }
}

describe.each(engines)('in random worlds on %s', (name) => {
  test(
    'nobody is told anything that a fresh decision on the raw object refuses, and everything else is found',
    async () => {
      const { time, errors, ready } = await readyEngines()
      const tally = { decisions: 0, denials: 0 }
      let cold = await ready()
      let played = 0
      const stage: Stage = {
        database: await freshDatabase(name),
        warm: await ready(),
        cold: () => cold,
        oracle: await ready(0),
        time,
        tally,
      }
      const plays = fc.asyncProperty(world, async (facts) => {
        played += 1
        if (played % coldFor === 0) cold = await ready()
        await playWorld(stage, facts)
      })
      await fc.assert(plays, { numRuns: worlds })
      // A policy that fails is no policy of these worlds, and worlds where all or nothing is allowed show little.
      expect(errors).toEqual([])
      const denied = tally.denials / tally.decisions
      expect(denied).toBeGreaterThan(1 / 3)
      expect(denied).toBeLessThan(0.9)
    },
    60_000 + worlds * 1_000,
  )
})
