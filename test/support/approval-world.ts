import {
  createPolicyEngine,
  createPolicyInForce,
  createResourceClass,
  type PolicyEngine,
} from '../../src/access/index.ts'
import type { Principal } from '../../src/access/types.ts'
import { subjectDigestOf } from '../../src/approvals/digests.ts'
import { createGates, defaultApprovalPolicies, retirementTargetOf } from '../../src/approvals/index.ts'
import type { ApprovalCaller, ApprovalPorts, Governed } from '../../src/approvals/ports.ts'
import type { Tampering } from '../../src/approvals/tampering.ts'
import type {
  ApprovalPolicyVersion,
  LoadedName,
  PlacedTarget,
  ReleasePlace,
  Subject,
} from '../../src/approvals/types.ts'
import type { VersionUse } from '../../src/approvals/use-types.ts'
import type { MirroredObject } from '../../src/catalog/types.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import type { Clock } from '../../src/kernel/clock.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { refuse, succeed } from '../../src/kernel/outcome.ts'
import { Fault, problem } from '../../src/kernel/problem.ts'
import { rules, somebody } from '../policy/worlds.ts'
import { accessState, knownPeople, memoryApprovals, noStores } from './memory-approvals.ts'

/** Somebody of the world. `bea` and `bea-too` are one person, and so are `ada` and her program. */
export const cast = {
  ada: somebody({ id: 'ada', name: 'ada', roles: ['data-scientist'], teams: ['fraud'] }),
  ci: somebody({ id: 'ci', name: 'ci', kind: 'SERVICE_ACCOUNT', roles: ['ml-engineer'] }),
  dan: somebody({ id: 'dan', name: 'dan', roles: ['model-risk-reviewer', 'ml-engineer'], teams: ['fraud'] }),
  bea: somebody({ id: 'bea', name: 'bea', roles: ['model-risk-reviewer'] }),
  'bea-too': somebody({ id: 'bea-too', name: 'bea-too', roles: ['business-owner'] }),
  cy: somebody({ id: 'cy', name: 'cy', roles: ['business-owner'] }),
  rob: somebody({ id: 'rob', name: 'rob', roles: ['model-risk-reviewer', 'business-owner'] }),
  pia: somebody({ id: 'pia', name: 'pia', roles: ['policy-steward', 'viewer'] }),
  ivy: somebody({ id: 'ivy', name: 'ivy', roles: ['incident-commander'] }),
  vic: somebody({ id: 'vic', name: 'vic', roles: ['viewer'] }),
} as const satisfies Readonly<Record<string, Principal>>

/** Name of one of {@link cast}. */
export type Somebody = keyof typeof cast

const target: PlacedTarget = {
  uid: 'target' as Uid,
  kind: 'ALIAS',
  environment: 'production',
  isProtected: true,
  rank: 2,
  source: 'tracking',
  workspace: '',
  model: 'fraud',
  alias: 'champion',
  nativeRef: 'models:/fraud@champion',
}

const aliases: Readonly<Record<string, readonly string[]>> = {
  'mlflow:ada': ['ada'],
  'mlflow:dan': ['dan'],
  'mlflow:bea': ['bea', 'bea-too'],
}

function objectOf(kind: 'Model' | 'ModelVersion', uid: string, name: string): MirroredObject {
  const parentUid = kind === 'Model' ? null : ('model' as Uid)
  const at = { createdAt: 1, updatedAt: 1, observedAt: 1, nativeCreatedAt: 1 }
  const rest = { source: 'tracking', workspace: '', description: null, facts: {}, accessClass: kind }
  return { uid: uid as Uid, kind, nativeId: name, parentUid, name, ...at, ...rest }
}

/** Worlds of one file are looked at one after the other, so they share an engine, which takes long to make. */
const time = { now: () => 0 }
let engine: PolicyEngine | undefined

async function readyEngine(clock: Clock): Promise<PolicyEngine> {
  time.now = clock.now
  const log = {
    error: (facts: object) => {
      throw new Error(JSON.stringify(facts))
    },
  }
  engine ??= createPolicyEngine({ clock: { now: () => time.now() }, log })
  await engine.ready()
  return engine
}

/** A model with three versions, one target, and people; tools, time, roles and policies change as told. */
export async function approvalWorld(wanted: { readonly policies?: ApprovalPolicyVersion } = {}) {
  const state = {
    now: 1_000_000_000,
    policies: wanted.policies ?? defaultApprovalPolicies,
    people: new Map<string, Principal>(Object.entries(cast)),
    alias: null as string | null,
    bytes: new Map([
      ['1', 'a1'],
      ['2', 'a2'],
      ['3', 'a3'],
    ]),
    authors: new Map<string, readonly string[]>([['2', ['mlflow:dan']]]),
    aliases,
    uses: new Map<string, readonly VersionUse[]>(),
    loaded: [] as readonly LoadedName[],
    tamperings: [] as readonly Tampering[],
    release: null as ReleasePlace | null,
    isDown: false,
    /** Whether old copies of the target are being removed. */
    isBeingCleared: false,
    calls: 0,
  }
  const clock = { now: () => state.now }
  const engine = await readyEngine(clock)
  const access = () => accessState()
  const inForce = createPolicyInForce({
    engine,
    state: { epoch: async () => 1, load: async () => access(), at: async () => access() },
  })
  const store = memoryApprovals({
    now: clock.now,
    access,
    policies: () => state.policies,
    tamperings: () => state.tamperings,
    isBeingCleared: () => state.isBeingCleared,
  })
  const model = objectOf('Model', 'model', 'fraud')
  const subjectOf = (version: string): Subject | null => {
    const bytes = state.bytes.get(version)
    if (bytes === undefined) return null
    const uid = `v${version}` as Uid
    const parts = { modelUid: model.uid, version, artifactDigest: bytes, runUid: null }
    const subjectDigest = subjectDigestOf({ ...parts, dataVersionDigests: [], envLockDigest: null, codeCommit: null })
    const ref = `models:/fraud/${version}`
    const facts = { uid, modelUid: model.uid, ref, version, artifactDigest: bytes, subjectDigest }
    const authors = state.authors.get(version) ?? ['mlflow:ada']
    return { facts, version: objectOf('ModelVersion', uid, `fraud\n${version}`), model, run: null, authors }
  }
  const reading = <Result>(result: Result): Result => {
    state.calls += 1
    if (state.isDown)
      throw new Fault({ code: 'UPSTREAM_UNAVAILABLE', publicMessage: 'down', internalMessage: 'down', retryable: true })
    return result
  }
  const governed: Governed = {
    model: createResourceClass(rules, {
      kind: 'Model',
      source: 'tracking',
      tags: { team: 'fraud' },
      parentTags: {},
    }).of('model', null),
    version: createResourceClass(rules, {
      kind: 'ModelVersion',
      source: 'tracking',
      tags: {},
      parentTags: { team: 'fraud' },
    }).of('v', 'model'),
    riskTier: 0,
    team: 'fraud',
    tags: ['team=fraud'],
  }
  const people = async () => knownPeople([...state.people.values()], { owners: { ci: 'ada' }, aliases: state.aliases })
  const subjects: ApprovalPorts['subjects'] = {
    async read(ref) {
      const version = reading(/^models:\/fraud\/(\d+|latest)$/.exec(ref)?.[1])
      const found = version === undefined ? null : subjectOf(version === 'latest' ? '1' : version)
      return found === null ? refuse(problem('NOT_FOUND', 'no such version')) : succeed(found)
    },
    again: async (uid) => reading(subjectOf(uid.slice(1))),
    observe: async () =>
      reading({ base: state.alias === null ? null : { uid: `v${state.alias}` as Uid, version: state.alias } }),
    retirement: async ({ facts }) =>
      succeed({
        uid: retirementTargetOf(facts.uid),
        kind: 'VERSION',
        environment: 'production',
        isProtected: true,
        rank: 2,
        source: 'tracking',
        workspace: '',
        model: 'fraud',
        nativeRef: facts.ref,
      }),
    uses: async ({ facts: { version } }) => {
      const standing = state.alias === version ? [{ kind: 'ALIAS', name: target.nativeRef, isSeen: true } as const] : []
      return reading({ uses: [...standing, ...(state.uses.get(version) ?? [])], loaded: state.loaded })
    },
    accept: async () => undefined,
    target: async ({ environment }) =>
      environment === target.environment ? succeed(target) : refuse(problem('NOT_FOUND', 'no such target')),
  }
  const gates = createGates({
    measured: async () => ({ metrics: [], rows: [] }),
    described: async () => null,
    recipe: async () => null,
    again: subjects.again,
    governed: async () => governed,
    people,
  })
  const ports: ApprovalPorts = {
    changes: store.changes,
    reads: store.reads,
    subjects,
    governed: async () => governed,
    retentionDays: () => 365,
    releaseOf: () => state.release,
    gates,
    engine,
    inForce,
    people,
    stores: noStores,
    clock,
  }
  const as = (name: Somebody): ApprovalCaller => ({
    principal: state.people.get(name) ?? cast[name],
    actor: { ...systemActor, id: name, kind: cast[name].kind },
  })
  return { state, store, ports, target, as, subjectOf }
}

/** A request's deadline that never comes. */
export const call = { signal: new AbortController().signal, requestId: 'test' }
