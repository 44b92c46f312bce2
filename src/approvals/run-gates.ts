import type { CallContext } from '../connector/contract.ts'
import type { Clock } from '../kernel/clock.ts'
import { mintUid } from '../kernel/ids.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { Fault } from '../kernel/problem.ts'
import { configurationDigestOf, digestOf } from './digests.ts'
import type { GateQuestion, GateRegistry } from './ports.ts'
import type { ApprovalRequest, Check, GateResult, GateRule } from './types.ts'

/** A gate that was run. */
export interface GateOutcome {
  readonly rule: GateRule
  /** The gate and what tells it from others of its kind, for people. */
  readonly label: string
  readonly result: GateResult
}

/** Gates run at once: each may ask tools, and the caller's deadline is for all of them. */
const concurrentGates = 4

/**
 * Runs every gate, those last that are about the moment, by the time when the others have ended: what these say holds for
 * a minute only, and the others may take longer. Never throws for a tool that failed, nor for a gate that is not there: the
 * outcome is ERROR, which blocks where the gate is required.
 */
export async function runGates(
  registry: GateRegistry,
  rules: readonly GateRule[],
  asked: {
    readonly question: Omit<GateQuestion, 'rule' | 'now'>
    readonly clock: Clock
    readonly call: CallContext
  },
): Promise<readonly GateOutcome[]> {
  const { question, clock, call } = asked
  const found = new Map<GateRule, GateOutcome>()
  const isAboutMoment = ({ gate }: GateRule) => registry.named(gate)?.isAboutMoment === true
  const first = rules.filter((rule) => !isAboutMoment(rule))
  for (const some of [first, rules.filter(isAboutMoment)]) {
    const now = clock.now()
    const outcomes = await inParallel(some, concurrentGates, async (rule) => ({
      rule,
      label: labelOf(rule),
      result: await runOne(registry, { ...question, rule, now }, call),
    }))
    for (const outcome of outcomes) found.set(outcome.rule, outcome)
  }
  return rules.flatMap((rule) => found.get(rule) ?? [])
}

/** Ids of those on whose word gates rest without which nothing is approved. */
export function attestersOf(outcomes: readonly GateOutcome[]): readonly string[] {
  const required = outcomes.filter(({ rule }) => rule.required)
  return [...new Set(required.flatMap(({ result }) => result.attesters ?? []))]
}

/** What gates found, as it is kept with a request. */
export function checksOf(
  { uid, subject, plan }: Pick<ApprovalRequest, 'uid' | 'subject' | 'plan'>,
  outcomes: readonly GateOutcome[],
  now: number,
): readonly Check[] {
  return outcomes.map(({ rule, result }) => ({
    ...result,
    uid: mintUid(now),
    request: uid,
    gate: rule.gate,
    required: rule.required,
    subjectDigest: subject.subjectDigest,
    planDigest: plan.digest,
    configurationDigest: configurationDigestOf(rule),
    computedAt: now,
  }))
}

async function runOne(registry: GateRegistry, question: GateQuestion, call: CallContext): Promise<GateResult> {
  const { rule, subject } = question
  const gate = registry.named(rule.gate)
  if (gate === null) return failedToRun('UNKNOWN_GATE', `There is no gate named ${rule.gate}.`, subject.facts)
  const [wrong] = gate.problemsOf(rule.params)
  if (wrong !== undefined)
    return failedToRun('BAD_PARAMETERS', `The policy asks for it wrongly: ${wrong}`, subject.facts)
  try {
    return await gate.run(question, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return failedToRun(error.code, `It could not be checked: ${error.publicMessage}`, subject.facts)
  }
}

function failedToRun(
  reason: string,
  explanation: string,
  { subjectDigest }: { readonly subjectDigest: string },
): GateResult {
  return {
    verdict: 'ERROR',
    value: null,
    threshold: null,
    unit: null,
    observed: [],
    reasons: [reason],
    explanation,
    evidence: [],
    inputsDigest: digestOf([subjectDigest, reason]),
    expiresAt: null,
  }
}

function labelOf({ gate, params }: GateRule): string {
  const { metric } = params
  return typeof metric === 'string' ? `${metric} (${gate})` : gate
}
