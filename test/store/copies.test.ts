import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { copiesByDigest } from '../../connectors/open-inference/effects/mlserver-places.ts'
import { createStaging } from '../../connectors/open-inference/effects/staging.ts'
import type { ApprovalRequest, RequestState } from '../../src/approvals/index.ts'
import type { StagedFiles } from '../../src/connector/index.ts'
import { type ClearingPorts, clearCopies, type ServedTarget, type ToolCopies } from '../../src/copies/index.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import { temporaryFolder } from '../support/tools.ts'
import { approvalsOn, aRequest, aTarget } from './approval-rows.ts'
import { type EngineName, engines, freshDatabase } from './engines.ts'

const call = { signal: new AbortController().signal, requestId: 'test' }
const live: ServedTarget = { uid: aTarget.uid, source: 'serving', deployment: 'live' }
const digestOf = (version: string) => version.repeat(64).slice(0, 64)

function placeOf(version: string): StagedFiles {
  const rest = { registry: 'tracking', workspace: '', model: 'fraud', version }
  return { kind: 'STAGED_FILES', deployment: live.deployment, digest: digestOf(version), ...rest }
}

/** A request that a version be served at a target. */
function asked(version: string, state: RequestState, { uid, source }: ServedTarget = live): ApprovalRequest {
  const like = aRequest({ uid: mintUid(Date.now()) })
  const steps = [{ source, place: placeOf(version), desired: digestOf(version) }]
  const subject = { ...like.subject, uid: `v${version}` as Uid, version, artifactDigest: digestOf(version) }
  return { ...like, state, subject, target: { ...aTarget, uid }, plan: { ...like.plan, steps } }
}

/** A store in which `live` has stood for the versions 1 to 4, the copies of which are in a folder, with that of 1 and 2 beyond `keep`. */
async function world(engine: EngineName) {
  const approvals = approvalsOn(await freshDatabase(engine))
  const staging = createStaging(copiesByDigest(temporaryFolder('copies')), 'serving')
  const there = (version: string) => existsSync(staging.folderOf(placeOf(version)))
  const save = (request: ApprovalRequest) =>
    approvals.changes.change(systemActor, async (transaction) => {
      const { uid, versionUid } = { uid: request.target.uid, versionUid: request.subject.uid }
      await transaction.target(uid)
      await transaction.save(request)
      const desired = { versionUid, artifactDigest: request.subject.artifactDigest }
      if (request.state === 'COMPLETED') await transaction.setTarget(uid, { desired, request: request.uid })
    })
  for (const version of ['1', '2', '3', '4']) {
    mkdirSync(staging.folderOf(placeOf(version)), { recursive: true })
    writeFileSync(join(staging.folderOf(placeOf(version)), 'model'), version)
    await save(asked(version, 'COMPLETED'))
  }
  const tool: ToolCopies = {
    async spare(_deployment, copies) {
      const found = await Promise.all(copies.map(async (copy) => ((await staging.isThere(copy)) ? [copy] : [])))
      return found.flat()
    },
    leftovers: (deployment) => staging.leftovers(deployment),
    clearLeftovers: async () => [],
    remove: (copy) => staging.remove(copy),
  }
  const ports: ClearingPorts = {
    reads: approvals.reads,
    changes: approvals.clearing,
    targets: async () => [live],
    copiesOf: () => tool,
    keep: 2,
    originalOf: async (version) => digestOf(version.slice(1)),
    worker: 'this',
    log: { info() {}, warn: (_facts, message) => expect.fail(message) },
  }
  return {
    ...approvals,
    ports,
    tool,
    save,
    copies: () => ['1', '2', '3', '4'].filter(there),
    isBeingCleared: () => approvals.changes.change(systemActor, (transaction) => transaction.isBeingCleared(live.uid)),
  }
}

describe.each(engines)('clearing copies on %s', (engine) => {
  test('removes those before the last versions, says so before and after, and gives the target back', async () => {
    const { ports, copies, recorded, verify, isBeingCleared } = await world(engine)
    await clearCopies(ports, call)
    expect(copies()).toEqual(['3', '4'])
    expect(await recorded()).toEqual(['gov.copies.removing.v1', 'gov.copies.removed.v1'])
    expect(await isBeingCleared()).toBe(false)
    await clearCopies(ports, call)
    expect(await recorded()).toHaveLength(2)
    expect((await verify()).findings).toEqual([])
  })

  test('is done by one at a time, and nothing may begin meanwhile', async () => {
    const { ports, tool, copies, recorded, isBeingCleared } = await world(engine)
    const other = { ...ports, worker: 'other' }
    const seen: (readonly [boolean, readonly string[]])[] = []
    const remove: ToolCopies['remove'] = async (copy, at) => {
      await clearCopies(other, at)
      seen.push([await isBeingCleared(), copies()])
      await tool.remove(copy, at)
    }
    await clearCopies({ ...ports, copiesOf: () => ({ ...tool, remove }) }, call)
    expect(seen).toEqual([
      [true, ['1', '2', '3', '4']],
      [true, expect.arrayContaining(['3', '4'])],
    ])
    expect(copies()).toEqual(['3', '4'])
    expect(await recorded()).toHaveLength(2)
  })

  test('waits for one that died, and goes on when its lease has run out', async () => {
    const { ports, clearing, copies } = await world(engine)
    const takenOn = (leaseMs: number) =>
      clearing.change(systemActor, ({ clearing: rows }) => rows.takeOn(live.uid, 'dead', leaseMs))
    await takenOn(60_000)
    await clearCopies(ports, call)
    expect(copies()).toHaveLength(4)
    await takenOn(-1)
    await clearCopies(ports, call)
    expect(copies()).toEqual(['3', '4'])
  })

  test('leaves what somebody asked for, and everything when something was carried out, while it looked', async () => {
    const { ports, tool, copies, save, recorded } = await world(engine)
    const meanwhile = (request: ApprovalRequest): ClearingPorts => {
      let isFirst = true
      const spare: ToolCopies['spare'] = async (...given) => {
        const found = await tool.spare(...given)
        if (isFirst) await save(request)
        isFirst = false
        return found
      }
      return { ...ports, copiesOf: () => ({ ...tool, spare }) }
    }
    await clearCopies(meanwhile(asked('4', 'COMPLETED')), call)
    await clearCopies(meanwhile(asked('3', 'EXECUTING')), call)
    expect([copies(), await recorded()]).toEqual([['1', '2', '3', '4'], []])
  })

  test('leaves a copy that was asked for while it looked, and removes the rest', async () => {
    const { ports, tool, copies, save } = await world(engine)
    const spare: ToolCopies['spare'] = async (deployment, wanted, at) => {
      if (wanted.length === 2) await save(asked('1', 'APPROVED'))
      return tool.spare(deployment, wanted, at)
    }
    await clearCopies({ ...ports, copiesOf: () => ({ ...tool, spare }) }, call)
    expect(copies()).toEqual(['1', '3', '4'])
  })

  test('leaves a copy whose original is gone or has changed, and one that another server of the same folder needs', async () => {
    const { ports, copies, save } = await world(engine)
    await clearCopies({ ...ports, originalOf: async () => null }, call)
    expect(copies()).toHaveLength(4)
    const sister = { uid: mintUid(2_000), source: 'sister', deployment: live.deployment }
    await save(asked('1', 'COMPLETED', sister))
    const originalOf: ClearingPorts['originalOf'] = async (version) =>
      digestOf(version === 'v2' ? 'f' : version.slice(1))
    await clearCopies({ ...ports, targets: async () => [sister, live], originalOf }, call)
    expect(copies()).toEqual(['1', '2', '3', '4'])
    await clearCopies({ ...ports, targets: async () => [sister, live] }, call)
    expect(copies()).toEqual(['1', '3', '4'])
  })

  test('of one target that cannot be looked at keeps no other from its turn', async () => {
    const { ports, tool, copies } = await world(engine)
    const broken = { uid: mintUid(3_000), source: 'broken', deployment: 'away' }
    const told: string[] = []
    const copiesOf = (source: string) =>
      source === 'broken' ? { ...tool, spare: () => Promise.reject(new Error('away')) } : tool
    const log = { info() {}, warn: (_facts: object, message: string) => void told.push(message) }
    await clearCopies({ ...ports, targets: async () => [broken, live], copiesOf, log }, call)
    expect(copies()).toEqual(['3', '4'])
    expect(told).toHaveLength(1)
  })
})
