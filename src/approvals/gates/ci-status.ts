import { z } from 'zod'
import { type KeptCiCheck, type Producer, repositoryName } from '../../evidence/index.ts'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { attestersAmong } from './attesters-among.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'
import { producersParam } from './producers-param.ts'

/** Name of the gate. */
export const ciStatusGate = 'ci-status'

/** What an observation is called that holds the commit: a report of it has the gate run again. */
export const observedCommit = 'commit'

/** What the gate looks at. */
export interface CiEvidence extends Pick<GateEvidence, 'recipe'> {
  readonly producers: readonly Producer[]
  checksOf(commit: string): Promise<readonly KeptCiCheck[]>
}

const hourMs = 60 * 60 * 1000

function paramsOf(producers: readonly string[]) {
  return z.strictObject({
    producers: producersParam(producers),
    /** Names of checks, all of which must be green. */
    checks: z.array(z.string().min(1)).min(1).max(100),
    /** Where the commit must be; where its run says that it is, when left out. */
    repository: z
      .string()
      .refine((text) => repositoryName(text) !== null, 'must be an address such as https://git.example/team/risk')
      .optional(),
    maxAgeHours: z.int().min(1).max(87_600).optional(),
  })
}

type Params = z.infer<ReturnType<typeof paramsOf>>

/** Named checks are green on the commit that the version was trained from. */
export function ciStatus(evidence: CiEvidence): Gate {
  const own = evidence.producers.filter(({ gates }) => gates.includes(ciStatusGate))
  return defineGate({
    name: ciStatusGate,
    description: 'Named checks of CI are green on the commit that the version was trained from.',
    params: paramsOf(own.map(({ name }) => name)),
    async run({ subject, now }, asked, call) {
      const recipe = await evidence.recipe(subject, call)
      const commit = recipe?.codeCommit?.toLowerCase() ?? null
      if (recipe === null || commit === null)
        return missingEvidence('No tool tells from which commit the version was trained.', { commit })
      const at = asked.repository ?? recipe.repository
      const repository = at === null ? null : repositoryName(at)
      const named = own.filter(({ name }) => asked.producers.includes(name))
      const kept = (await evidence.checksOf(commit)).filter(
        (check) =>
          (repository === null || check.repository === repository) &&
          named.some(({ name, principal }) => name === check.producer && principal === check.principal),
      )
      return judge({ asked, commit, repository, now, kept })
    },
  })
}

interface Told {
  readonly asked: Params
  readonly commit: string
  /** Null where no tool tells which: checks of the commit count in any. */
  readonly repository: string | null
  readonly now: number
  readonly kept: readonly KeptCiCheck[]
}

function judge({ asked, commit, repository, now, kept }: Told): GateResult {
  const ageMs = asked.maxAgeHours === undefined ? Number.POSITIVE_INFINITY : asked.maxAgeHours * hourMs
  const counting = kept.filter(({ name, at }) => asked.checks.includes(name) && at + ageMs > now)
  const end = Math.min(...counting.map(({ at }) => at + ageMs))
  const by = (name: string) => counting.filter((check) => check.name === name)
  const facts = {
    observed: [
      { name: observedCommit, value: null, text: commit },
      ...counting.map(({ name, state }) => ({ name, value: null, text: state })),
    ],
    attesters: attestersAmong(counting),
    evidence: counting.flatMap(({ url }) => (url === null ? [] : [{ uri: url, digest: null }])),
    inputs: {
      commit,
      checks: counting.map(({ producer, repository, name, state, at }) => [producer, repository, name, state, at]),
    },
    expiresAt: Number.isFinite(end) ? end : null,
  }
  const list = (names: readonly string[]) => [...new Set(names)].join(', ')
  const inState = (...states: readonly string[]) =>
    counting.filter(({ state }) => states.includes(state)).map(({ name }) => name)
  const red = inState('FAILURE', 'CANCELLED', 'SKIPPED')
  if (red.length > 0)
    return found({ ...facts, verdict: 'FAIL', reasons: ['CHECK_FAILED'], explanation: `Not green: ${list(red)}.` })
  const broken = inState('ERROR')
  if (broken.length > 0)
    return found({
      ...facts,
      verdict: 'ERROR',
      reasons: ['CHECK_ERROR'],
      explanation: `Could not be run: ${list(broken)}.`,
    })
  const absent = asked.checks.filter((name) => by(name).length === 0)
  if (absent.length > 0) {
    const where = `${commit.slice(0, 12)}${repository === null ? '' : ` of ${repository}`}`
    const explanation = `Nobody named has told what became of ${list(absent)} on ${where}; see docs/ci.md.`
    return found({ ...facts, verdict: 'FAIL', reasons: ['MISSING_EVIDENCE'], explanation })
  }
  const running = inState('PENDING')
  if (running.length > 0) {
    const explanation = `Still running: ${list(running)}.`
    return found({ ...facts, verdict: 'INCONCLUSIVE', reasons: ['CHECK_PENDING'], explanation })
  }
  return found({ ...facts, verdict: 'PASS', explanation: `${list(asked.checks)}: green on ${commit.slice(0, 12)}.` })
}
