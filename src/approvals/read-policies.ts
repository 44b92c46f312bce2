import { type Role, roles } from '../access/index.ts'
import type { Gate } from './ports.ts'
import type { ApprovalAction, ApprovalPolicy, ReviewerRule } from './types.ts'

/** An approval policy as people write it, in a configuration or through the API. */
export interface PolicyDraft {
  readonly name: string
  readonly environments?: readonly string[] | undefined
  readonly protected?: boolean | undefined
  readonly riskTierMin: number
  readonly actions?: readonly ApprovalAction[] | undefined
  readonly tags: readonly string[]
  readonly gates: readonly {
    readonly gate: string
    readonly required: boolean
    readonly params: Readonly<Record<string, unknown>>
  }[]
  readonly reviewers: readonly {
    readonly name: string
    readonly role?: Role | undefined
    readonly team?: string | undefined
    readonly count: number
    readonly escalation?: EscalationDraft | undefined
  }[]
  readonly rejectQuorum: number
  readonly minWaitMinutes: number
  readonly pendingHours: number
  readonly approvalHours: number
  readonly unknownAuthor: 'BLOCK' | 'ALLOW'
  readonly breakGlass?: BreakGlassDraft | undefined
}

/** Who may say yes besides, as people write it. */
export interface EscalationDraft {
  readonly afterHours: number
  readonly role?: Role | undefined
  readonly team?: string | undefined
}

/** How glass may be broken, as people write it. */
export interface BreakGlassDraft {
  readonly roles: readonly Role[]
  readonly gates: readonly string[]
  readonly ratifyHours: number
  readonly ratifiers: number
}

/** Something wrong with approval policies, and where. */
export interface PolicyFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** What policies may speak of. */
export interface PolicyWords {
  readonly gates: readonly Pick<Gate, 'name' | 'problemsOf'>[]
  /** Names of environments. */
  readonly environments: readonly string[]
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** The policies that drafts stand for. */
export function policiesOf(drafts: readonly PolicyDraft[]): readonly ApprovalPolicy[] {
  return drafts.map((draft) => ({
    name: draft.name,
    selector: {
      environments: draft.environments ?? null,
      isProtected: draft.protected ?? null,
      riskTierMin: draft.riskTierMin,
      actions: draft.actions ?? null,
      tags: draft.tags,
    },
    gates: draft.gates.map(({ gate, required, params }) => ({ gate, required, params })),
    reviewers: draft.reviewers.map(({ name, role = null, team = null, count, escalation }) => ({
      name,
      role,
      team,
      count,
      ...escalationOf(escalation),
    })),
    rejectQuorum: draft.rejectQuorum,
    minWaitMs: draft.minWaitMinutes * minuteMs,
    pendingTtlMs: draft.pendingHours * hourMs,
    approvalTtlMs: draft.approvalHours * hourMs,
    unknownAuthor: draft.unknownAuthor,
    ...termsOf(draft),
  }))
}

function escalationOf(draft: EscalationDraft | undefined): Pick<ReviewerRule, 'escalation'> {
  if (draft === undefined) return {}
  const { afterHours, role = null, team = null } = draft
  return { escalation: { afterMs: afterHours * hourMs, role, team } }
}

function termsOf({ breakGlass }: PolicyDraft): Pick<ApprovalPolicy, 'breakGlass'> {
  if (breakGlass === undefined) return {}
  const { roles: wanted, gates, ratifyHours, ratifiers } = breakGlass
  return { breakGlass: { roles: wanted, gates, ratifyMs: ratifyHours * hourMs, ratifiers } }
}

/** Everything that is wrong with drafts, each with its place; nothing when they can be published. */
export function faultsOf(drafts: readonly PolicyDraft[], words: PolicyWords): readonly PolicyFault[] {
  const names = drafts.map(({ name }) => name)
  return drafts.flatMap((draft, index) => [
    ...(JSON.stringify(draft).includes('\\u0000') ? [fault([index], 'Policies are text without NUL.')] : []),
    ...(names.indexOf(draft.name) === index ? [] : [fault([index, 'name'], 'Another policy has this name.')]),
    ...outOfRange(draft, index),
    ...breakGlassFaults(draft, words).map((text) => fault([index, 'breakGlass'], text)),
    ...(draft.environments ?? []).flatMap((name, at) =>
      words.environments.includes(name)
        ? []
        : [fault([index, 'environments', at], `There is no environment ${JSON.stringify(name)}.`)],
    ),
    ...draft.gates.flatMap((rule, at) => gateFaults(rule, words).map((text) => fault([index, 'gates', at], text))),
    ...draft.reviewers.flatMap((_rule, at) =>
      reviewerFaults(draft, at).map((text) => fault([index, 'reviewers', at], text)),
    ),
    ...draft.tags.flatMap((tag, at) =>
      /^[^=]+=/.test(tag) ? [] : [fault([index, 'tags', at], 'A tag is written as `KEY=VALUE`.')],
    ),
  ])
}

function fault(path: readonly (string | number)[], message: string): PolicyFault {
  return { path, message }
}

const ranges = {
  riskTierMin: [0, 4],
  rejectQuorum: [1, 10],
  minWaitMinutes: [0, 43_200],
  pendingHours: [1, 8_760],
  approvalHours: [1, 8_760],
} as const

function outOfRange(draft: PolicyDraft, index: number): readonly PolicyFault[] {
  const name = draft.name.trim()
  const named = name === '' || name.length > 64 ? [fault([index, 'name'], 'A name has 1 to 64 characters.')] : []
  const keys = ['riskTierMin', 'rejectQuorum', 'minWaitMinutes', 'pendingHours', 'approvalHours'] as const
  const numbers = keys.flatMap((key) => {
    const [min, max] = ranges[key]
    const isIn = draft[key] >= min && draft[key] <= max
    return isIn ? [] : [fault([index, key], `\`${key}\` is ${min} to ${max}.`)]
  })
  const isEndless = draft.minWaitMinutes >= draft.approvalHours * 60
  const wait = 'Whoever waits this long has no approval left: `approvalHours` must be longer than `minWaitMinutes`.'
  return [...named, ...numbers, ...(isEndless ? [fault([index, 'minWaitMinutes'], wait)] : [])]
}

function gateFaults({ gate, params }: PolicyDraft['gates'][number], { gates }: PolicyWords): readonly string[] {
  const known = gates.find(({ name }) => name === gate)
  if (known !== undefined) return known.problemsOf(params)
  const names = gates.map(({ name }) => name).toSorted()
  return [`There is no gate ${JSON.stringify(gate)}. There are: ${names.join(', ')}.`]
}

function breakGlassFaults({ breakGlass }: PolicyDraft, { gates }: PolicyWords): readonly string[] {
  if (breakGlass === undefined) return []
  const { roles: wanted, gates: kept, ratifyHours, ratifiers } = breakGlass
  const unknown = kept.filter((gate) => gates.every(({ name }) => name !== gate))
  return [
    ...(wanted.length > 0 && wanted.every((role) => roles.includes(role)) ? [] : ['`roles` names one role at least.']),
    ...unknown.map((gate) => `There is no gate ${JSON.stringify(gate)}.`),
    ...(ratifyHours >= 1 && ratifyHours <= 720 ? [] : ['`ratifyHours` is 1 to 720.']),
    ...(ratifiers >= 1 && ratifiers <= 10 ? [] : ['`ratifiers` is 1 to 10.']),
  ]
}

/** Roles that the packaged policies let review; another one needs a Cedar policy of its own. */
const reviewingRoles: readonly Role[] = ['business-owner', 'model-risk-reviewer', 'privacy-reviewer']

function reviewerFaults({ reviewers, pendingHours }: PolicyDraft, at: number): readonly string[] {
  const rule = reviewers[at]
  if (rule === undefined) return []
  const { name, role, count, escalation } = rule
  const isRole = role === undefined || roles.includes(role)
  const cannot = role !== undefined && isRole && neverReviews.has(role)
  return [
    ...(reviewers.findIndex((each) => each.name === name) === at ? [] : ['Another rule has this name.']),
    ...(count >= 1 && count <= 10 ? [] : ['`count` is 1 to 10.']),
    ...(isRole ? [] : ['There is no such role.']),
    ...(escalation === undefined ? [] : escalationFaults(escalation, pendingHours)),
    ...(cannot ? [`Nobody reviews as ${role}; reviewing roles are ${reviewingRoles.join(', ')}.`] : []),
  ]
}

function escalationFaults({ afterHours, role, team }: EscalationDraft, pendingHours: number): readonly string[] {
  const isLate = afterHours < 1 || afterHours >= pendingHours
  const cannot = role !== undefined && (!roles.includes(role) || neverReviews.has(role))
  return [
    ...(isLate ? ['`afterHours` of `escalation` is 1 at least, and less than `pendingHours`.'] : []),
    ...(role === undefined && team === undefined ? ['`escalation` names a role or a team.'] : []),
    ...(cannot ? ['Nobody reviews in the role of `escalation`.'] : []),
  ]
}

/** Administration gives no vote, and programs that send or carry out have none. */
const neverReviews: ReadonlySet<Role> = new Set([
  'administrator',
  'effect-executor',
  'lineage-sender',
  'evidence-producer',
  'auditor',
])
