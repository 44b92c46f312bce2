import type { KnownPeople } from '../../src/access/ports.ts'
import type { AccessState, Grant, Principal } from '../../src/access/types.ts'
import type { ExceptionPlace, PeopleReads, PeopleRecords } from '../../src/approvals/people-ports.ts'
import type { Delegation, GateException, Incident } from '../../src/approvals/people-types.ts'
import type {
  ApprovalChanges,
  ApprovalEvent,
  ApprovalReads,
  ApprovalTransaction,
  KeptAnswer,
  TargetChange,
  TargetState,
} from '../../src/approvals/ports.ts'
import type { Tampering } from '../../src/approvals/tampering.ts'
import type { ApprovalPolicyVersion, ApprovalRequest, Check, Review } from '../../src/approvals/types.ts'
import type { Uid } from '../../src/kernel/ids.ts'

interface Kept {
  readonly requests: Map<Uid, ApprovalRequest>
  readonly reviews: Review[]
  readonly checks: Check[]
  readonly effects: Map<Uid, 'PLANNED' | 'SENT' | 'CANCELLED'>
  readonly targets: Map<Uid, TargetState>
  readonly changes: TargetChange[]
  readonly answers: Map<string, KeptAnswer & { readonly at: number }>
  readonly events: ApprovalEvent[]
  readonly incidents: Map<Uid, Incident>
  readonly delegations: Map<Uid, Delegation>
  readonly exceptions: Map<Uid, GateException>
}

/** Approvals in memory: a model of the store for decisions alone, one transaction after the other. */
export interface MemoryApprovals {
  readonly changes: ApprovalChanges
  readonly reads: ApprovalReads
  /** As committed; a new one after every transaction. */
  kept(): Kept
  /** Says that something was sent for a request, so that its effects cannot be cancelled. */
  sent(request: Uid): void
}

const none: TargetState = { generation: 0, desired: null, request: null }

/** Builds it. Rights follow `access`; `people` are everybody. */
export function memoryApprovals(world: {
  readonly now: () => number
  readonly access: () => AccessState
  readonly policies: () => ApprovalPolicyVersion
  readonly tamperings: () => readonly Tampering[]
  readonly isBeingCleared: () => boolean
}): MemoryApprovals {
  let kept: Kept = {
    requests: new Map(),
    reviews: [],
    checks: [],
    effects: new Map(),
    targets: new Map(),
    changes: [],
    answers: new Map(),
    events: [],
    incidents: new Map(),
    delegations: new Map(),
    exceptions: new Map(),
  }
  const newest = (requests: Iterable<ApprovalRequest>) => [...requests].toSorted((a, b) => (a.uid < b.uid ? 1 : -1))
  const latestChecks = (all: readonly Check[], request: Uid) => {
    const own = all.filter((check) => check.request === request)
    return [...new Map(own.map((check) => [`${check.gate} ${check.configurationDigest}`, check])).values()]
  }
  const reads: ApprovalReads = {
    ...peopleReads(() => kept),
    byUids: async (uids) => uids.map((uid) => kept.requests.get(uid) ?? null),
    async list(filter, { first, after }) {
      const found = newest(kept.requests.values()).filter(
        (request) =>
          (filter.states?.includes(request.state) ?? true) &&
          (filter.target === undefined || filter.target === request.target.uid) &&
          (filter.version === undefined || filter.version === request.subject.uid) &&
          (filter.expiresBy === undefined || request.expiresAt <= filter.expiresBy) &&
          (filter.isBroken !== true || request.breakGlass !== undefined) &&
          (filter.incident === undefined || request.breakGlass?.incident === filter.incident) &&
          (filter.isForPeople === undefined || request.state === 'PENDING' || request.breakGlass !== undefined) &&
          (filter.ratifyBy === undefined || isUnratified(request, filter.ratifyBy)) &&
          (after === null || request.uid < after),
      )
      return { items: found.slice(0, first), hasNextPage: found.length > first }
    },
    async due(now, { first, after }) {
      const found = newest(kept.requests.values())
        .toReversed()
        .filter(({ uid, state, notBefore }) => state === 'APPROVED' && (notBefore ?? now) <= now && uid > (after ?? ''))
      return { items: found.slice(0, first), hasNextPage: found.length > first }
    },
    reviews: async (request) => kept.reviews.filter((review) => review.request === request),
    checks: async (request) => latestChecks(kept.checks, request),
    policies: async () => world.policies(),
    tamperings: async () => world.tamperings(),
    policyVersions: async () => ({ items: [world.policies()], hasNextPage: false }),
    policyVersion: async () => world.policies(),
    targetState: async (target) => kept.targets.get(target) ?? none,
    targetStates: async (targets) =>
      new Map(
        targets.flatMap((target) =>
          kept.targets.has(target) ? [[target, { ...(kept.targets.get(target) ?? none), changedAt: 0 }]] : [],
        ),
      ),
    expectedVersion: async (target) => kept.targets.get(target)?.desired?.versionUid ?? null,
    async changes(target, { first }) {
      const items = kept.changes.filter((change) => change.target === target).toReversed()
      return { items: items.slice(0, first), hasNextPage: items.length > first }
    },
    liveAt: async () => [],
  }
  const transactionOn = (draft: Kept): ApprovalTransaction => ({
    ...peopleRecords(draft),
    now: world.now(),
    target: async (uid) => draft.targets.get(uid) ?? none,
    targetOf: async (uid) => draft.requests.get(uid)?.target.uid ?? null,
    request: async (uid) => draft.requests.get(uid) ?? null,
    onTarget: async (target, states) =>
      newest(draft.requests.values())
        .toReversed()
        .filter((request) => request.target.uid === target && states.includes(request.state)),
    aboutVersion: async (version, states) =>
      [...draft.requests.values()].filter(({ subject, state }) => subject.uid === version && states.includes(state)),
    save: async (request) => void draft.requests.set(request.uid, structuredClone(request)),
    reviews: async (request) => draft.reviews.filter((review) => review.request === request),
    addReview: async (review) => void draft.reviews.push(review),
    async dismiss(uids, dismissal) {
      for (const [index, review] of draft.reviews.entries())
        if (uids.includes(review.uid) && review.dismissal === null) draft.reviews[index] = { ...review, dismissal }
    },
    checks: async (request) => latestChecks(draft.checks, request),
    addChecks: async (checks) => void draft.checks.push(...checks),
    planEffects: async ({ uid }) => void draft.effects.set(uid, 'PLANNED'),
    async cancelEffects(request) {
      if (draft.effects.get(request) === 'SENT') return false
      draft.effects.set(request, 'CANCELLED')
      return true
    },
    async setTarget(target, state) {
      const generation = (draft.targets.get(target)?.generation ?? 0) + 1
      draft.targets.set(target, { ...state, generation })
      if (state.request === null) return
      const version = state.desired?.versionUid ?? null
      draft.changes.push({ target, generation, version, request: state.request, at: world.now() })
    },
    isBeingCleared: async () => world.isBeingCleared(),
    policies: async () => world.policies(),
    tamperings: async () => world.tamperings(),
    access: async () => world.access(),
    people: noStores,
    answered: async ({ principal, key }) => draft.answers.get(`${principal} ${key}`) ?? null,
    forgetAnswers: async (before) => {
      for (const [key, { at }] of draft.answers) if (at < before) draft.answers.delete(key)
    },
    remember: async ({ principal, key }, answer) =>
      void draft.answers.set(`${principal} ${key}`, { ...answer, at: world.now() }),
    record: (event) => void draft.events.push(event),
  })
  return {
    reads,
    changes: {
      async change(_by, work) {
        const draft: Kept = {
          requests: new Map(kept.requests),
          reviews: [...kept.reviews],
          checks: [...kept.checks],
          effects: new Map(kept.effects),
          targets: new Map(kept.targets),
          changes: [...kept.changes],
          answers: new Map(kept.answers),
          events: [...kept.events],
          incidents: new Map(kept.incidents),
          delegations: new Map(kept.delegations),
          exceptions: new Map(kept.exceptions),
        }
        const result = await work(transactionOn(draft))
        kept = draft
        return result
      },
    },
    kept: () => kept,
    sent: (request) => void kept.effects.set(request, 'SENT'),
  }
}

function isUnratified({ breakGlass }: ApprovalRequest, by: number): boolean {
  return breakGlass !== undefined && breakGlass.outcome === null && breakGlass.ratifyBy <= by
}

function peopleRecords(draft: Kept): PeopleRecords {
  return {
    incident: async (uid) => draft.incidents.get(uid) ?? null,
    saveIncident: async (incident) => void draft.incidents.set(incident.uid, incident),
    delegation: async (uid) => draft.delegations.get(uid) ?? null,
    saveDelegation: async (delegation) => void draft.delegations.set(delegation.uid, delegation),
    delegations: async () => countingIn(draft),
    exception: async (uid) => draft.exceptions.get(uid) ?? null,
    saveException: async (exception) => void draft.exceptions.set(exception.uid, exception),
    exceptionsFor: async (place) => exceptionsIn(draft, place),
  }
}

function countingIn({ delegations }: Kept): readonly Delegation[] {
  return [...delegations.values()].filter(({ ending }) => ending === null)
}

function exceptionsIn({ exceptions }: Kept, { version, target }: ExceptionPlace): readonly GateException[] {
  return [...exceptions.values()].filter(
    (each) => each.ending === null && each.versionUid === version && each.target === target,
  )
}

function peopleReads(kept: () => Kept): PeopleReads {
  return {
    incidentsByUid: async (uids) => uids.map((uid) => kept().incidents.get(uid) ?? null),
    async incidents({ isOpen }, { first }) {
      const all = [...kept().incidents.values()].toReversed()
      const items = all.filter(({ closing }) => isOpen === undefined || (closing === null) === isOpen)
      return { items: items.slice(0, first), hasNextPage: items.length > first }
    },
    delegations: async () => countingIn(kept()),
    delegationsByUid: async (uids) => uids.map((uid) => kept().delegations.get(uid) ?? null),
    exceptionsFor: async (place) => exceptionsIn(kept(), place),
    exceptionsByUid: async (uids) => uids.map((uid) => kept().exceptions.get(uid) ?? null),
    exceptionList: async () => ({ items: [...kept().exceptions.values()].toReversed(), hasNextPage: false }),
    delegationList: async () => ({ items: [...kept().delegations.values()].toReversed(), hasNextPage: false }),
  }
}

/** Stores of people that hold nobody: a world tells its people itself. */
export const noStores = {
  tokens: { list: async () => [], accounts: async () => [] },
  persons: { all: async () => [] },
}

/** People of a world: principals, who answers for whom, and names in tools that are vouched for. */
export function knownPeople(
  principals: readonly Principal[],
  {
    owners = {},
    aliases = {},
  }: {
    readonly owners?: Readonly<Record<string, string>>
    readonly aliases?: Readonly<Record<string, readonly string[]>>
  } = {},
): KnownPeople {
  const ownerOf = (id: string) => owners[id] ?? id
  return {
    principals,
    ownerOf,
    known: (alias) => (aliases[alias] ?? []).flatMap((id) => principals.filter((each) => each.id === id).slice(0, 1)),
    aliases: () => Object.keys(aliases),
    alikeOf: (id) => principals.filter((each) => ownerOf(each.id) === ownerOf(id)),
  }
}

/** Rights without anything published. */
export function accessState(grants: readonly Grant[] = []): AccessState {
  return { epoch: 1, asOf: null, version: null, grants }
}
