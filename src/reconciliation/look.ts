import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { Fault } from '../kernel/problem.ts'
import { expectedOf } from './expected.ts'
import type { Sight } from './judge.ts'
import type { DriftPorts, Observation, WatchedTarget } from './ports.ts'
import { type Settled, settleLook } from './settle-look.ts'
import { changingStates, type Look } from './sight.ts'
import type { Watch } from './types.ts'

/**
 * Looks at one target and notes how it stands, what is wrong with it, and what is no longer. A target that the gateway is
 * changing is left alone (null). A tool that does not answer leaves it UNKNOWN, and every violation as it was.
 */
export async function lookAtTarget(
  ports: DriftPorts,
  target: WatchedTarget,
  call: CallContext,
): Promise<Settled | null> {
  const { reads } = ports.approvals
  const state = await reads.targetState(target.uid)
  const changing = await reads.list({ target: target.uid, states: changingStates }, { first: 1, after: null })
  if (changing.items.length > 0) return null
  const watch = await ports.reads.watch(target.uid)
  const expected = await expectedOf(async (uid) => (await reads.byUids([uid]))[0] ?? null, state, watch)
  const seen = await observe(ports, target, { watch, expected: expected?.held?.version ?? null, call })
  const look = { target, state, expected, seen, ...(await examine(ports, { target, expected, seen, watch }, call)) }
  return ports.changes.change(systemActor, (transaction) => settleLook(transaction, look))
}

async function observe(
  { tools }: DriftPorts,
  target: WatchedTarget,
  {
    watch,
    expected,
    call,
  }: { readonly watch: Watch | null; readonly expected: Uid | null; readonly call: CallContext },
): Promise<Observation> {
  try {
    return await tools.observe(target, { known: watch?.subject ?? null, expected }, call)
  } catch (error) {
    if (error instanceof Fault) return { kind: 'UNKNOWN', reason: error.code }
    throw error
  }
}

interface Seen extends Pick<Look, 'target' | 'expected' | 'seen'> {
  readonly watch: Watch | null
}

async function examine(
  ports: DriftPorts,
  { target, expected, seen, watch }: Seen,
  call: CallContext,
): Promise<Pick<Look, 'sight' | 'digest' | 'hasHashed'>> {
  try {
    const sight = await sightOf(ports, { target, expected, seen }, call)
    const version = expected?.held?.version ?? null
    if (sight === null || version === null || expected?.digest == null || !isDue(ports, watch))
      return { sight, digest: null, hasHashed: false }
    return { sight, digest: await ports.tools.digestOf(version, call), hasHashed: true }
  } catch (error) {
    if (error instanceof Fault) return { sight: null, digest: null, hasHashed: false }
    throw error
  }
}

function isDue({ approvals, filesEveryMs }: DriftPorts, watch: Watch | null): boolean {
  return watch?.filesAt == null || approvals.clock.now() - watch.filesAt >= filesEveryMs
}

async function sightOf(
  { approvals, tools }: DriftPorts,
  { target, expected, seen }: Pick<Look, 'target' | 'expected' | 'seen'>,
  call: CallContext,
): Promise<Sight | null> {
  switch (seen.kind) {
    case 'UNKNOWN':
      return null
    case 'NO_MODEL':
      return { kind: 'NO_MODEL' }
    case 'NOTHING': {
      const version = expected?.held?.version ?? null
      return { kind: 'NOTHING', isExpectedThere: version !== null && (await tools.isThere(version, call)) }
    }
    case 'HOLDS': {
      const { held } = seen
      return { kind: 'HOLDS', held, isApproved: await wasApproved(approvals, target.uid, held.version) }
    }
  }
}

/** Whether a version was approved for a target and carried out, and that was not taken back. */
async function wasApproved({ reads }: DriftPorts['approvals'], target: Uid, version: Uid | null): Promise<boolean> {
  if (version === null) return false
  const states = ['COMPLETED', 'SUPERSEDED'] as const
  const { items } = await reads.list({ target, version, states }, { first: 1, after: null })
  return items.length > 0
}
