import { expect } from 'vitest'
import type { Uid } from '../../../src/kernel/ids.ts'
import { expectPages, expectSome } from './expect-pages.ts'
import { type Asked, pickOf } from './object-reads.ts'
import type { Sight } from './sight.ts'
import { runOf, type Thing } from './tool-world.ts'

const dataOf = (sight: Sight, run: Thing) =>
  (runOf(run)?.inputs ?? []).flatMap(({ name, digest, role }) => {
    const data = sight.find(run.source, 'DataVersion', `${name}\n${digest}`)
    return data === undefined ? [] : [{ data, uid: sight.identityOf(data).uid, role }]
  })

const everyOf = (sight: Sight, kind: Thing['kind']) =>
  sight.standing.tools
    .all()
    .filter((thing) => thing.kind === kind)
    .map((thing) => ({ ...thing, ...sight.identityOf(thing) }))

/** Metrics that runs and logged models which may be seen hold on a data version. */
const measuredOn = (sight: Sight, { source, nativeId }: Thing) =>
  sight
    .uids((thing) => thing.source === source)
    .flatMap((uid) => {
      const owner = sight.thing(uid)
      const record = owner?.record
      if (owner === undefined || (record?.kind !== 'Run' && record?.kind !== 'LoggedModel')) return []
      const metrics = record.metrics.filter((metric) => `${metric.datasetName}\n${metric.datasetDigest}` === nativeId)
      return metrics.map(({ key }) => ({ metric: key, runUid: record.kind === 'Run' ? uid : null }))
    })

const isValidation = (sight: Sight, uid: Uid) => {
  const data = sight.thing(uid)
  const readers = sight.uids((thing) =>
    dataOf(sight, thing).some((input) => input.uid === uid && input.role === 'VALIDATION'),
  )
  return data !== undefined && (readers.length > 0 || measuredOn(sight, data).length > 0)
}

const byText = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).toSorted()

/** Reads that lead from one object to others. */
export const relationReads: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  async versionsOfRuns({ store, sight, pick }) {
    const first = (pick % 3) + 1
    const runs = everyOf(sight, 'Run').map((run) => ({ ...run, kind: 'Run' as const, workspace: '' }))
    const made = await store.versionsOfRuns(runs, first)
    for (const { uid, source, nativeId } of runs) {
      const isMade = ({ record }: Thing) => record?.kind === 'ModelVersion' && record.runId === nativeId
      expectSome(
        made.get(uid),
        first,
        sight.uids((thing) => thing.source === source && isMade(thing)),
      )
    }
  },
  async inputsOfRuns({ store, sight }) {
    const found = await store.inputsOfRuns(sight.standing.everyUid)
    const expected = sight
      .uids(({ kind }) => kind === 'Run')
      .flatMap((runUid) => {
        const run = sight.thing(runUid)
        const inputs = run === undefined ? [] : dataOf(sight, run)
        return inputs.map(({ uid, role }) => ({ runUid, dataVersionUid: uid, role }))
      })
    expect(byText(found.map(({ runUid, dataVersionUid, role }) => ({ runUid, dataVersionUid, role })))).toEqual(
      byText(expected),
    )
  },
  async runsOfDataVersion({ store, sight, pick }) {
    const first = (pick % 3) + 1
    for (const { uid } of everyOf(sight, 'DataVersion')) {
      const expected = sight.uids((thing) => dataOf(sight, thing).some((input) => input.uid === uid))
      await expectPages((after) => store.runsOfDataVersion(uid, { first, after }), first, expected)
    }
  },
  async validationSets({ store, sight, pick }) {
    const first = (pick % 3) + 1
    const metric = pickOf([undefined, 'auc', 'loss'], pick)
    const query = metric === undefined ? {} : { metric }
    const isSuch = (data: Thing) =>
      metric === undefined
        ? isValidation(sight, sight.identityOf(data).uid)
        : measuredOn(sight, data).some((measured) => measured.metric === metric)
    const expected = sight.uids((thing) => thing.kind === 'DataVersion' && isSuch(thing))
    await expectPages((after) => store.validationSets(query, { first, after }), first, expected)
  },
  async measurementsOn({ store, sight }) {
    for (const { uid } of everyOf(sight, 'DataVersion')) {
      const data = sight.thing(uid)
      const found = await store.measurementsOn(uid, null, 50)
      const expected = data === undefined ? [] : measuredOn(sight, data)
      expect(byText(found.map(({ metric, runUid }) => ({ metric, runUid })))).toEqual(byText(expected))
    }
  },
}
