import { z } from 'zod'
import type { Evidence, EvidenceQuestion, Producer } from '../../evidence/index.ts'
import type { Gate, GateQuestion } from '../ports.ts'
import type { GateResult, Subject } from '../types.ts'
import { type AttestedKind, attestedKinds } from './attested-kinds.ts'
import { attestersAmong } from './attesters-among.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import { producersParam } from './producers-param.ts'

/** What gates over attested evidence look at. */
export interface AttestedEvidence {
  /** Whose evidence counts, by the configuration of now. */
  readonly producers: readonly Producer[]
  latest(question: EvidenceQuestion): Promise<readonly Evidence[]>
  /** Ids of everybody whose own work a version is. */
  makers(subject: Pick<Subject, 'authors'>): Promise<ReadonlySet<string>>
}

const hourMs = 60 * 60 * 1000

/** What a producer must have said of one value. */
const bound = z
  .strictObject({ value: z.string().min(1), min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min, max or both')

function paramsOf({ maxAgeHours }: AttestedKind, producers: readonly string[]) {
  const age = z.int().min(1).max(87_600)
  return z.strictObject({
    /** Names of producers, of whom what each said last must let it pass. */
    producers: producersParam(producers),
    /** How many of them must have said something. */
    minProducers: z.int().min(1).max(20).default(1),
    /** What is older does not count. */
    maxAgeHours: maxAgeHours === null ? age.optional() : age.default(maxAgeHours),
    thresholds: z.array(bound).max(50).default([]),
  })
}

type Params = z.infer<ReturnType<typeof paramsOf>>

/** The gates over evidence that is computed elsewhere and attested. One rule holds for all of them. */
export function attestedGates(evidence: AttestedEvidence): readonly Gate[] {
  return attestedKinds.map((kind) => attestedGate(kind, evidence))
}

function attestedGate(kind: AttestedKind, evidence: AttestedEvidence): Gate {
  const own = evidence.producers.filter(({ gates }) => gates.includes(kind.name))
  return defineGate({
    ...kind,
    params: paramsOf(
      kind,
      own.map(({ name }) => name),
    ),
    async run(question, asked) {
      const { uid: version, subjectDigest } = question.subject.facts
      const told = await evidence.latest({ version, gate: kind.name, subjectDigest })
      const makers = await evidence.makers(question.subject)
      const named = own.filter(({ name }) => asked.producers.includes(name))
      return judge({ asked, question, told: told.filter((each) => isFrom(each, named, makers)) })
    },
  })
}

/** A producer that is another principal now, or has turned out to have made the version, says nothing of it. */
function isFrom({ producer, principal }: Evidence, named: readonly Producer[], makers: ReadonlySet<string>): boolean {
  return named.some(
    ({ name, principal: id, mayAttestOwnWork }) =>
      name === producer && id === principal && (mayAttestOwnWork || !makers.has(id)),
  )
}

interface Told {
  readonly asked: Params
  readonly question: Pick<GateQuestion, 'now'>
  readonly told: readonly Evidence[]
}

function judge({ asked, question: { now }, told }: Told): GateResult {
  const counting = told.filter((each) => endOf(each, asked) > now)
  const inputs = counting.map(({ uid }) => uid).toSorted()
  const heard = new Set(counting.map(({ producer }) => producer))
  if (heard.size < asked.minProducers)
    return { ...missingEvidence(lacking(asked, { told, counting }), inputs), attesters: attestersAmong(counting) }
  const ends = Math.min(...counting.map((each) => endOf(each, asked)))
  const facts = {
    inputs,
    observed: counting.flatMap(({ values }) => values.map(({ name, value }) => ({ name, value, text: null }))),
    evidence: counting.map(({ uid, uri, digest }) => ({ uri: uri ?? `evidence:${uid}`, digest })),
    attesters: attestersAmong(counting),
    expiresAt: Number.isFinite(ends) ? ends : null,
    ...boundOf(asked, counting),
  }
  const [worst] = counting
    .map((each) => objectionTo(each, asked))
    .toSorted((one, other) => weightOf(one) - weightOf(other))
  if (worst != null) return found({ ...facts, ...worst })
  const explanation = `${[...heard].toSorted().join(', ')} attested it for exactly this version.`
  return found({ ...facts, verdict: 'PASS', explanation })
}

/** What keeps evidence from letting a version pass; null for nothing. */
type Objection = Pick<GateResult, 'verdict' | 'reasons' | 'explanation'> | null

function weightOf(objection: Objection): number {
  return objection === null ? 2 : objection.verdict === 'FAIL' ? 0 : 1
}

function objectionTo({ producer, outcome, values }: Evidence, { thresholds }: Params): Objection {
  if (outcome === 'FAIL') return fails('ATTESTED_FAIL', `${producer} says that it does not pass.`)
  if (outcome === 'ERROR')
    return { verdict: 'ERROR', reasons: ['ATTESTED_ERROR'], explanation: `${producer} could not check it.` }
  for (const { value: name, min, max } of thresholds) {
    const value = values.find((each) => each.name === name)?.value
    if (value === undefined) return fails('MISSING_EVIDENCE', `${producer} tells no value of ${name}.`)
    if (min !== undefined && value < min) return fails('BELOW_BAR', `${name} is ${value}; at least ${min} is asked.`)
    if (max !== undefined && value > max) return fails('ABOVE_BAR', `${name} is ${value}; at most ${max} is asked.`)
  }
  if (outcome === null && thresholds.length === 0)
    return fails('NO_VERDICT', `${producer} only tells values; the policy has no thresholds for them.`)
  return null
}

function fails(reason: string, explanation: string): Objection {
  return { verdict: 'FAIL', reasons: [reason], explanation }
}

function endOf({ issuedAt, expiresAt }: Evidence, { maxAgeHours }: Params): number {
  const byAge = maxAgeHours === undefined ? Number.POSITIVE_INFINITY : issuedAt + maxAgeHours * hourMs
  return Math.min(expiresAt ?? Number.POSITIVE_INFINITY, byAge)
}

function boundOf({ thresholds }: Params, [first]: readonly Evidence[]) {
  const [one, ...others] = thresholds
  const measured = first?.values.find(({ name }) => name === one?.value)
  if (one === undefined || others.length > 0 || measured === undefined) return {}
  return { value: measured.value, threshold: one.min ?? one.max ?? null, unit: measured.unit }
}

function lacking(
  { producers, minProducers }: Params,
  { told, counting }: Record<'told' | 'counting', readonly Evidence[]>,
) {
  const who = minProducers === 1 ? 'one' : String(minProducers)
  const asked = `Evidence of exactly this version is asked from ${who} of: ${producers.join(', ')}.`
  const old = told.length - counting.length
  if (old > 0) return `${asked} ${old === 1 ? 'What there is is' : `${old} of what there is are`} too old.`
  return told.length === 0 ? `${asked} There is none; see attestEvidence.` : `${asked} There is not enough.`
}
