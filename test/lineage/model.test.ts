import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EngineName, engines } from '../store/engines.ts'
import { playSequence } from './model/play.ts'
import { sequence } from './model/sequence.ts'
import { Stage } from './model/stage.ts'

/** How many sequences are played on each store with each cache; one takes some 4 s on an idle core, and more on PostgreSQL. */
const given = process.env['SEQUENCES']
const sequencesOn = (engine: EngineName) => Number(given ?? (engine === 'sqlite' ? 3 : 2))

/** The same sequences for every change, so that a red run is about the change; long runs play new ones. */
const seed = given === undefined ? { seed: 1 } : {}

describe.each(engines)('whatever happens to two replicas on %s', (engine) => {
  const sequences = sequencesOn(engine)
  test.each(['memory', 'redis'] as const)(
    'each answer out of %s is the one that is walked anew at that moment',
    async (cache) => {
      const stage = await Stage.open({ engine, cache })
      const tally = { compared: 0, hits: 0, whole: 0, outlived: 0, refused: 0, bypassed: 0 }
      const plays = fc.asyncProperty(sequence, (facts) => playSequence(stage, facts, tally))
      await fc.assert(plays, { numRuns: sequences, endOnFailure: true, ...seed })
      if (given !== undefined)
        process.stderr.write(`${sequences} sequences on ${engine} with ${cache}: ${JSON.stringify(tally)}\n`)
      expect(tally.hits).toBeGreaterThanOrEqual(tally.compared / 2)
      // An answer that is sent again when nothing happened shows little.
      expect(tally.outlived).toBeGreaterThan(tally.compared / 10)
    },
    240_000 + sequences * 60_000,
  )
})
