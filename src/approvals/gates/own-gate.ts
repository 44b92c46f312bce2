import { z } from 'zod'
import type { CallContext } from '../../connector/contract.ts'
import { Fault } from '../../kernel/problem.ts'
import type { Gate, GateQuestion } from '../ports.ts'
import { type GateResult, type Subject, verdicts } from '../types.ts'
import { found } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'
import type { GateVersion, OwnGate, OwnGateQuestion, OwnGateTools, Which } from './gate-contract.ts'

type Seen = Pick<GateEvidence, 'measured' | 'described' | 'recipe'>

/** A gate that says nothing for longer blocks instead of keeping everybody waiting. */
const patienceMs = 60_000

const text = z.string().max(2_000)
const number = z.number().nullable().default(null)

const finding = z.strictObject({
  verdict: z.enum(verdicts),
  explanation: text.min(1),
  value: number,
  threshold: number,
  unit: text.nullable().default(null),
  observed: z
    .array(z.strictObject({ name: text.min(1), value: number, text: text.nullable().default(null) }))
    .max(100)
    .default([]),
  reasons: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/))
    .max(20)
    .default([]),
  evidence: z
    .array(z.strictObject({ uri: text.min(1), digest: text.nullable().default(null) }))
    .max(100)
    .default([]),
  expiresAt: z.int().nullable().default(null),
})

/**
 * A team's own gate as one of the registry. Whatever it throws, answers wrongly or does not answer in time is a `Fault`, and
 * so an ERROR that blocks; it never takes anything else with it. It sees copies, so that it changes nothing for others.
 */
export function gateOf(own: OwnGate, seen: Seen): Gate {
  const { name, description, parameters, isAboutMoment } = own
  return {
    name,
    description,
    ...(parameters === undefined ? {} : { parameters }),
    ...(isAboutMoment === undefined ? {} : { isAboutMoment }),
    problemsOf(params) {
      try {
        return z.array(z.string()).parse(own.problemsOf(structuredClone(params)))
      } catch {
        return [`The gate ${name} failed to look at its parameters.`]
      }
    },
    run: (question, call) => guarded(own, call, async (signal) => ask({ own, seen, question }, { ...call, signal })),
  }
}

interface Asked {
  readonly own: OwnGate
  readonly seen: Seen
  readonly question: GateQuestion
}

async function ask({ own, seen, question }: Asked, call: CallContext): Promise<GateResult> {
  const answer = await own.run(questionOf(question), toolsOf(seen, question, call))
  const said = finding.parse(answer)
  const { subjectDigest } = question.subject.facts
  const champion = question.champion?.facts.subjectDigest ?? null
  const { verdict, value, reasons, observed, evidence } = said
  const seenFacts = { verdict, value: value === null ? null : String(value), reasons, evidence }
  const things = observed.map((each) => ({ ...each, value: each.value === null ? null : String(each.value) }))
  return found({ ...said, inputs: { gate: own.name, subjectDigest, champion, ...seenFacts, observed: things } })
}

async function guarded(
  { name }: OwnGate,
  call: CallContext,
  work: (signal: AbortSignal) => Promise<GateResult>,
): Promise<GateResult> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(patienceMs)])
  const { promise: over, reject } = Promise.withResolvers<never>()
  const end = () => reject(new Error('it did not answer in time'))
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work(signal), over])
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    throw new Fault({
      code: 'INTERNAL_SERVER_ERROR',
      publicMessage: `The gate ${name} failed; the log says why.`,
      internalMessage: `gate ${name} failed`,
      retryable: true,
      cause,
    })
  } finally {
    signal.removeEventListener('abort', end)
  }
}

function questionOf({ action, subject, champion, target, rule, now }: GateQuestion): OwnGateQuestion {
  const { environment, isProtected, nativeRef: ref } = target
  return {
    action,
    version: versionOf(subject),
    champion: champion === null ? null : versionOf(champion),
    target: { environment, isProtected, ref },
    params: structuredClone(rule.params),
    now,
  }
}

function versionOf({ facts, model, run, version }: Subject): GateVersion {
  const { ref, artifactDigest, subjectDigest } = facts
  const at = { source: version.source, runId: run?.nativeId ?? null }
  return { ref, model: model.name, version: facts.version, ...at, artifactDigest, subjectDigest }
}

function toolsOf(seen: Seen, { subject, champion }: GateQuestion, call: CallContext): OwnGateTools {
  const of = <Facts>(which: Which, read: (version: Subject) => Promise<Facts>, nothing: Facts): Promise<Facts> => {
    const version = which === 'VERSION' ? subject : champion
    return version === null ? Promise.resolve(nothing) : read(version).then((facts) => structuredClone(facts))
  }
  return {
    signal: call.signal,
    measured: (which) => of(which, (version) => seen.measured(version, call), { metrics: [], rows: [] }),
    described: (which) => of(which, (version) => seen.described(version, call), null),
    recipe: (which) => of(which, (version) => seen.recipe(version, call), null),
  }
}
