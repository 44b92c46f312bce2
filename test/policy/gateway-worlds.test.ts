import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engines } from '../store/engines.ts'
import { gatewayWorld, playGatewayWorld } from './gateway/play.ts'
import { Stage } from './gateway/stage.ts'

/** How many worlds are played on each store with each cache. */
const worlds = Number(process.env['WORLDS'] ?? 40)

describe.each(engines)('in random worlds behind a gateway on %s', (engine) => {
  test.each(['memory', 'redis'] as const)(
    'with its objects cached in %s nobody is told anything that a fresh decision on the raw object refuses',
    async (cache) => {
      const stage = await Stage.open({ engine, cache })
      const tally = { decisions: 0, denials: 0 }
      await fc.assert(
        fc.asyncProperty(gatewayWorld, (facts) => playGatewayWorld(stage, facts, tally)),
        { numRuns: worlds },
      )
      const denied = tally.denials / tally.decisions
      expect(denied).toBeGreaterThan(1 / 3)
      expect(denied).toBeLessThan(0.9)
    },
    60_000 + worlds * 2_000,
  )
})
