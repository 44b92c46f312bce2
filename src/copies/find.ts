import { formerVersionOf } from '../approvals/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { everyItem } from '../kernel/every-item.ts'
import type { Uid } from '../kernel/ids.ts'
import { neededCopies, oldCopies, type RequestedCopy, type TargetHistory } from './needed.ts'
import type { OldCopyPorts, ServedTarget, ToolCopies } from './ports.ts'

/** What could be cleared of a target. */
export interface OldCopies {
  readonly target: ServedTarget
  /** Targets of the same name, which may be served from the same folder by other servers, itself among them; by uid. */
  readonly alike: readonly ServedTarget[]
  /** Generation of each of those when it was looked at. */
  readonly generations: ReadonlyMap<Uid, number>
  readonly tool: ToolCopies
  readonly spare: readonly RequestedCopy[]
  /** Names of what was left half done. */
  readonly leftovers: readonly string[]
}

/** Finds what could be cleared of a target, and changes nothing; null where its tool keeps no copies. Throws a tool's `Fault`. */
export async function findOldCopies(
  ports: OldCopyPorts,
  target: ServedTarget,
  call: CallContext,
): Promise<OldCopies | null> {
  const tool = ports.copiesOf(target.source)
  if (tool === null) return null
  const named = (await ports.targets()).filter(({ deployment }) => deployment === target.deployment)
  const alike = named.toSorted((one, other) => (one.uid < other.uid ? -1 : 1))
  const generations = new Map<Uid, number>()
  const needed: RequestedCopy[] = []
  let own: TargetHistory | null = null
  for (const each of alike) {
    generations.set(each.uid, (await ports.reads.targetState(each.uid)).generation)
    const history = await historyOf(ports, each)
    needed.push(...neededCopies(history, ports.keep))
    if (each.uid === target.uid) own = history
  }
  const old = own === null ? [] : oldCopies(own, needed)
  const places = old.map(({ place }) => place)
  const spare = new Set(await tool.spare(target.deployment, places, call))
  return {
    target,
    alike,
    generations,
    tool,
    spare: old.filter(({ place }) => spare.has(place)),
    leftovers: await tool.leftovers(target.deployment, call),
  }
}

async function historyOf({ reads }: OldCopyPorts, target: ServedTarget): Promise<TargetHistory> {
  const requests = await everyItem(
    (after: Uid | null) => reads.list({ target: target.uid }, { first: pageSize, after }),
    ({ uid }) => uid,
  )
  const changes = await everyItem(
    (before: number | null) => reads.changes(target.uid, { first: pageSize, before }),
    ({ generation }) => generation,
  )
  return { target, requests, changes, former: await formerVersionOf(reads, target.uid) }
}

const pageSize = 100
