import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engines } from '../store/engines.ts'
import { gatewayWorld } from './gateway/gateway-world.ts'
import { playGatewayWorld } from './gateway/play.ts'
import { Stage } from './gateway/stage.ts'

/**
 * How many worlds are played on each store with each cache; one takes some 0.4 s on an idle core. `WORLDS=2500` plays the
 * ten thousand that a release is judged by; best in parts, as every replica that was made keeps some memory of Cedar's.
 */
const worlds = Number(process.env['WORLDS'] ?? 15)

/**
 * The same worlds for every change, so that a red run is about the change, and on a slow machine the first of them; long runs
 * play new ones.
 */
const chosen = process.env['WORLDS'] === undefined ? { seed: 1, interruptAfterTimeLimit: 30_000 } : {}

describe.each(engines)('in random worlds behind two replicas on %s', (engine) => {
  test.each(['memory', 'redis'] as const)(
    'with objects cached in %s nobody is told anything that a fresh decision on the raw object refuses, and everything else is',
    async (cache) => {
      const stage = await Stage.open({ engine, cache })
      const tally = { decisions: 0, denials: 0, lineage: new Map<string, number>() }
      let played = 0
      const plays = fc.asyncProperty(gatewayWorld, (facts) => {
        played += 1
        return playGatewayWorld(stage, facts, tally)
      })
      // A smaller world would take minutes to find; which question went wrong is in the message.
      await fc.assert(plays, { numRuns: worlds, endOnFailure: true, ...chosen })
      const denied = tally.denials / tally.decisions
      if (process.env['WORLDS'] !== undefined) {
        process.stderr.write(
          `worlds: ${worlds} on ${engine} with ${cache}, ${tally.decisions} decisions, denied ${denied}, lineage ${JSON.stringify(Object.fromEntries(tally.lineage))}\n`,
        )
      }
      // Worlds where all or nothing is allowed show little.
      expect(denied).toBeGreaterThan(1 / 3)
      expect(denied).toBeLessThan(0.9)
      // What is kept of lineage must have been told again, or its leaks would not show.
      expect(tally.lineage.get('HIT') ?? 0).toBeGreaterThan(played)
      expect(tally.lineage.get('BYPASS') ?? 0).toBeGreaterThan(0)
    },
    60_000 + worlds * 5_000,
  )
})
