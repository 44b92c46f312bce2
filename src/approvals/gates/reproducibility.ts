import { z } from 'zod'
import type { RecipePiece, ReproduceRecipe } from '../../catalog/api.ts'
import type { Gate } from '../ports.ts'
import type { GateResult } from '../types.ts'
import { defineGate, found, missingEvidence } from './define-gate.ts'
import type { GateEvidence } from './evidence.ts'

const params = z.strictObject({
  /** What a checkout does of which no tool says whether it held changes that were not committed. */
  unprovenCheckout: z.enum(['FAIL', 'WARN']).default('FAIL'),
})

/** Pieces of a recipe without which a version cannot be made again. Where data can be fetched from is another matter. */
const needed: ReadonlySet<RecipePiece> = new Set(['CODE_COMMIT', 'CLEAN_CHECKOUT', 'ENVIRONMENT', 'PARAMETERS'])

/** Everything is recorded that it takes to make the version again. */
export function reproducibility(evidence: Pick<GateEvidence, 'recipe'>): Gate {
  return defineGate({
    name: 'reproducibility',
    description:
      'Commit, clean checkout, digests of all data, environment and parameters of the training are recorded.',
    params,
    async run({ subject }, asked, call) {
      const recipe = await evidence.recipe(subject, call)
      if (recipe === null) return missingEvidence('No run made this version, or it is gone.', null)
      return judge(recipe, asked.unprovenCheckout)
    },
  })
}

function judge(recipe: ReproduceRecipe, unproven: 'FAIL' | 'WARN'): GateResult {
  const { data, codeCommit, environment, parameters, run } = recipe
  const lacking = recipe.missing.filter(({ piece }) => needed.has(piece)).map(({ piece }) => piece)
  const hasData = data.length > 0 && data.every(({ digest }) => digest !== '')
  const isUnproven = recipe.assumptions.some(({ piece }) => piece === 'CLEAN_CHECKOUT')
  const missing: readonly string[] = [
    ...new Set([
      ...lacking,
      ...(hasData ? [] : ['DATA']),
      ...(isUnproven && unproven === 'FAIL' ? ['CLEAN_CHECKOUT'] : []),
    ]),
  ].toSorted()
  const inputs = {
    commit: codeCommit,
    data: data.map(({ digest }) => digest).toSorted(),
    environment: environment.map(({ path, text }) => [path, text]),
    parameters: parameters.map(({ key, value }) => [key, value]),
    missing,
    isUnproven,
  }
  const facts = {
    inputs,
    observed: missing.map((piece) => ({ name: piece, value: null, text: 'missing' })),
    evidence: [{ uri: `runs:/${run.nativeId}`, digest: null }],
  }
  if (missing.length > 0) {
    const said = recipe.missing.filter(({ piece }) => missing.includes(piece)).map(({ message }) => message)
    const explanation = [`Not recorded: ${missing.join(', ')}.`, ...said].join(' ')
    return found({ ...facts, verdict: 'FAIL', reasons: ['MISSING_EVIDENCE', ...missing], explanation })
  }
  if (!isUnproven) return found({ ...facts, verdict: 'PASS', explanation: 'Everything is recorded.' })
  const explanation = 'Everything is recorded, but for whether the checkout held changes that were not committed.'
  return found({ ...facts, verdict: 'WARN', reasons: ['CLEAN_CHECKOUT'], explanation })
}
