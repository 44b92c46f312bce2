import { expect } from 'vitest'
import { callsIn, changesOf, never, setTag } from './crash-points.ts'
import type { Asked, CrashWorld, Place } from './crash-world.ts'

const places: readonly Place[] = ['ALIAS', 'DEPLOYMENT']

/**
 * Asks for a change and has it approved, kills the process at some moment between the first call and a while after the time
 * that it takes undisturbed, and has whoever was not answered ask again; so many times, one place after the other.
 */
export async function killAtRandom(world: CrashWorld, rounds: number): Promise<void> {
  const spans = new Map<Place, number>()
  for (const place of places) spans.set(place, await undisturbed(world, await world.another(place)))
  for (let round = 0; round < rounds; round += 1) {
    const place = places[round % places.length] ?? never()
    const asked = await world.another(place)
    world.changes()
    const lost = whole(world, asked).catch(() => 'LOST')
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (spans.get(place) ?? 0)))
    await world.kill()
    await lost
    await world.restart()
    await demandDone(world, asked)
  }
}

async function undisturbed(world: CrashWorld, asked: Asked): Promise<number> {
  const begin = performance.now()
  await world.settles(await whole(world, asked), 'COMPLETED')
  return (performance.now() - begin) * 1.1
}

async function whole(world: CrashWorld, asked: Asked) {
  const request = await world.asks(asked)
  await world.approves(request, asked)
  return request
}

/** Demands the effect, and no call twice but one that was on its way when its sender died: nobody can tell what came of it before it has come. */
async function demandDone(world: CrashWorld, asked: Asked): Promise<void> {
  const request = await whole(world, asked)
  await world.settles(request, 'COMPLETED')
  expect(await world.standsFor(asked.place)).toBe(asked.version)
  expect(await world.tag(asked.version, 'modelwarden.approval')).toBe(request)
  await world.demandRecorded(request)
  const expected = changesOf[asked.place]
  const calls = callsIn(world.changes())
  expect(calls.length - expected.length).toBeLessThanOrEqual(1)
  for (const kind of new Set(callsIn(expected))) expect(calls).toContain(kind)
  expect(calls.filter((call) => call === String(setTag)).length).toBeGreaterThanOrEqual(2)
}
