import { expect } from 'vitest'
import type { Uid } from '../../src/kernel/ids.ts'
import type { Asked, CrashWorld, Place } from './crash-world.ts'

/** A call at which the process is killed: before the tool hears of it, or once it has answered and nobody has heard. */
export interface Point {
  readonly place: Place
  readonly tool: 'registry' | 'server'
  readonly when: 'BEFORE' | 'AFTER'
  /** Method and path. */
  readonly call: RegExp
  /** States of the effects at that time. */
  readonly states: RegExp
}

export const readAlias = /^GET .*\/registered-models\/get$/
export const readVersion = /^GET .*\/model-versions\/get$/
export const setAlias = /^POST .*\/registered-models\/alias$/
export const setTag = /^POST .*\/model-versions\/set-tag$/
export const copyFile = /^GET .*\/mlflow-artifacts\//
export const askReady = /^GET .*\/v2\/models\/numbers\/ready$/
export const load = /^POST .*\/load$/
export const infer = /^POST .*\/infer$/

type When = Point['when']
type Making = (when: When, call: RegExp, states: RegExp) => Point

/** While an alias is moved; while a version is served, at the registry; and at the server. */
export const moving: Making = (when, call, states) => ({ place: 'ALIAS', tool: 'registry', when, call, states })
export const copying: Making = (when, call, states) => ({ place: 'DEPLOYMENT', tool: 'registry', when, call, states })
export const serving: Making = (when, call, states) => ({ place: 'DEPLOYMENT', tool: 'server', when, call, states })

/** Calls that change something, of a change that is done once. */
export const changesOf: Readonly<Record<Place, readonly RegExp[]>> = {
  ALIAS: [setAlias, setTag, setTag],
  DEPLOYMENT: [load, setTag, setTag],
}

/** A change, and the point of carrying it out at which the process is killed. */
interface Doomed {
  readonly asked: Asked
  readonly point: Point
}

/** Has a change asked for and approved, and stops the process at a point of carrying it out. */
export async function stoppedAt(world: CrashWorld, { asked, point: { tool, when, call, states } }: Doomed) {
  const request = await world.asks(asked)
  const held = world[tool].holdWhen(
    when,
    async (line) => call.test(line) && states.test(await world.effectStates(request)),
  )
  await world.approves(request, asked)
  await held.first
  return { request, held }
}

/** Has changes stopped at their points, one beside the other, and kills the process. Answers their requests. */
export async function killedAt(world: CrashWorld, doomed: readonly Doomed[]): Promise<readonly Uid[]> {
  world.changes()
  const stopped: Awaited<ReturnType<typeof stoppedAt>>[] = []
  // One after the other: what the second reads for itself must not be taken for a call of the first.
  for (const each of doomed) stopped.push(await stoppedAt(world, each))
  await world.kill()
  for (const { held } of stopped) held.drop()
  for (const [index, { request }] of stopped.entries()) {
    expect(await world.effectStates(request)).toMatch(doomed[index]?.point.states ?? /^$/)
    expect(await world.stateOf(request)).toMatch(/^(EXECUTING|COMPENSATING)$/)
  }
  return stopped.map(({ request }) => request)
}

/** Demands that changes came about, by calls that have each reached the tool once. */
export async function demandDoneOnce(
  world: CrashWorld,
  requests: readonly Uid[],
  asked: readonly Asked[],
): Promise<void> {
  for (const [index, request] of requests.entries()) {
    const { place, version } = asked[index] ?? never()
    await world.settles(request, 'COMPLETED')
    expect(await world.effectStates(request)).toMatch(/^((VERIFIED|SKIPPED) ?)+$/)
    expect(await world.standsFor(place)).toBe(version)
    expect(await world.tag(version, 'modelwarden.approval')).toBe(request)
    await world.demandRecorded(request)
  }
  expect(callsIn(world.changes())).toEqual(callsIn(asked.flatMap(({ place }) => changesOf[place])))
}

/** Calls that change something, by what they change. */
export function callsIn(calls: readonly (string | RegExp)[]): readonly string[] {
  const kinds = [setAlias, load, setTag]
  const kindOf = (call: string | RegExp) =>
    kinds.findIndex((kind) => (typeof call === 'string' ? kind.test(call) : kind === call))
  return calls.map((call) => String(kinds[kindOf(call)])).toSorted()
}

export function never(): never {
  throw new Error('unreachable')
}

export async function demandUndone(world: CrashWorld, request: Uid, states: string): Promise<void> {
  await world.settles(request, 'ROLLED_BACK')
  expect(await world.effectStates(request)).toBe(states)
  await world.demandRecorded(request)
}
