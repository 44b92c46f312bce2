import type { CatalogList } from '../../src/catalog/api.ts'
import type { LiveRun, MirroredObject } from '../../src/catalog/types.ts'
import type { RunRecord } from '../../src/connector/records.ts'
import type { Services } from '../../src/graphql/index.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { type RunRow, runRows } from './rows.ts'

const observedAt = Date.now()
const experiment = '1' as Uid

function objectOf({ runId, name, startedAt }: RunRow): MirroredObject {
  const createdAt = Date.parse(startedAt)
  return {
    // What stands in for the store mints nothing.
    uid: runId as Uid,
    kind: 'Run',
    source: 'tracking',
    workspace: '',
    nativeId: runId,
    nativeCreatedAt: createdAt,
    parentUid: experiment,
    name,
    description: null,
    createdAt,
    updatedAt: createdAt,
    observedAt,
    facts: { status: 'FINISHED' },
    accessClass: '',
  }
}

function recordOf(row: RunRow): RunRecord {
  return {
    kind: 'Run',
    workspace: '',
    nativeId: row.runId,
    experimentId: '1',
    name: row.name,
    status: row.status,
    lifecycle: 'ACTIVE',
    user: row.user,
    createdAt: Date.parse(row.startedAt),
    endedAt: Date.parse(row.endedAt),
    params: {},
    metrics: [],
    tags: {},
    parentRunId: null,
    inputs: [],
    inputModelIds: [],
    outputModelIds: [],
    codeCommit: row.codeCommit,
    repository: null,
    entrypoint: row.entrypoint,
    artifactUri: null,
  }
}

/** The rows as the mirror would hold them, newest last. */
export const objects: readonly MirroredObject[] = runRows.map(objectOf)
const live = new Map<Uid, LiveRun>(
  runRows.flatMap((row, at) => {
    const object = objects[at]
    return object === undefined ? [] : [[object.uid, { object, record: recordOf(row), observedAt }]]
  }),
)

const unasked = (): never => {
  throw new Error('the list query does not need this service')
}

/** One page of all of them. */
export function listOf(items: readonly MirroredObject[]): CatalogList<MirroredObject> {
  const page = items.map((item) => ({ item, cursor: { key: item.createdAt ?? 0, uid: item.uid } }))
  return { page: { items: page, hasNextPage: false }, sourceStatus: [] }
}

/** Services that hold the rows of the comparison in memory, as lists and live facts; nothing else is ever asked of them. */
export const memoryServices: Services = {
  hasRefused: () => false,
  rights: { permits: unasked, actionsOf: unasked },
  may: unasked,
  noteUnseen: unasked,
  sensitive: {
    ofObjects: async (asked) => asked.map(() => ({ isShown: true, holdsPersonalData: false })),
    ofSource: unasked,
    isAllShown: unasked,
  },
  access: {
    grants: unasked,
    grant: unasked,
    requestGrant: unasked,
    confirmGrant: unasked,
    revokeGrant: unasked,
    policies: unasked,
    policy: unasked,
    proposal: unasked,
    publishPolicy: unasked,
    confirmPolicy: unasked,
    previewPolicy: unasked,
    whoCan: unasked,
    native: { of: unasked },
  },
  viewerCan: { resourceOf: unasked, ask: unasked },
  delegations: { delegate: unasked, end: unasked, list: unasked, byUid: unasked },
  exceptions: { grant: unasked, end: unasked, list: unasked, byUid: unasked },
  drift: {
    byUid: unasked,
    met: unasked,
    list: unasked,
    ofTarget: unasked,
    aliasHistory: unasked,
    adopt: unasked,
    revert: unasked,
    resolve: unasked,
  },
  incidents: { open: unasked, close: unasked, list: unasked, byUid: unasked },
  approvals: {
    byUids: unasked,
    met: unasked,
    list: unasked,
    standing: unasked,
    gates: unasked,
    reviews: unasked,
    effects: unasked,
    history: unasked,
    abilities: unasked,
    names: unasked,
    preview: unasked,
    request: unasked,
    review: unasked,
    resubmit: unasked,
    cancel: unasked,
    revoke: unasked,
    rollBack: unasked,
    previewBreakGlass: unasked,
    previewRetirement: unasked,
    retire: unasked,
    retirements: unasked,
    releases: unasked,
    breakGlass: unasked,
    ratify: unasked,
    policies: unasked,
    policy: unasked,
    proposal: unasked,
    publish: unasked,
    confirm: unasked,
    desire: unasked,
    changes: unasked,
    stoodAt: unasked,
  },
  catalog: {
    list: async () => listOf(objects),
    live: {
      runs: async (asked) => asked.map(({ uid }) => live.get(uid) ?? null),
      models: unasked,
      versions: unasked,
      experiments: unasked,
      loggedModels: unasked,
      deployments: unasked,
      describe: unasked,
      locate: unasked,
      metricHistory: unasked,
    },
    relations: {
      versionsOf: unasked,
      versionsOfRuns: unasked,
      wholeRuns: unasked,
      childRuns: unasked,
      runsByData: unasked,
    },
    resolve: unasked,
    byUids: unasked,
    byNative: unasked,
    childrenOfEach: unasked,
    versionsOfRuns: unasked,
    inputsOfRuns: unasked,
    runsOfDataVersion: unasked,
    search: unasked,
    validationCatalog: unasked,
    compareRuns: unasked,
    compareVersions: unasked,
    measuredOn: unasked,
    reproduceRecipe: unasked,
    sources: unasked,
    visibleTo: unasked,
    refresh: unasked,
    requestSync: unasked,
  },
  evidence: { attest: unasked, ofVersion: unasked, byUid: unasked, gates: unasked },
  consumers: { register: unasked, ofObjects: unasked, byUid: unasked },
  lineage: { trace: unasked, impact: unasked, diff: unasked, toMermaid: unasked, toDot: unasked },
  artifacts: {
    list: unasked,
    byUid: unasked,
    sha256: unasked,
    digest: unasked,
    globalId: unasked,
    location: unasked,
    downloadUrl: unasked,
  },
  deployments: { list: unasked, sees: unasked, servedVersions: unasked, servedBy: unasked, liveNow: unasked },
  environments: { environments: unasked, targets: unasked, versionOf: unasked },
  sync: { request: unasked },
  tokens: { list: unasked, create: unasked, revoke: unasked },
}
