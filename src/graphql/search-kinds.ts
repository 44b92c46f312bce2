import type { MirroredKind, MirroredObject } from '../catalog/types.ts'
import { invariant } from '../kernel/invariant.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { SearchKind } from './generated/types.ts'

const kinds: Readonly<Record<SearchKind, MirroredKind>> = {
  MODEL: 'Model',
  MODEL_VERSION: 'ModelVersion',
  EXPERIMENT: 'Experiment',
  RUN: 'Run',
  DATASET: 'Dataset',
  DEPLOYMENT: 'Deployment',
  JOB: 'Job',
}

const names: readonly SearchKind[] = ['MODEL', 'MODEL_VERSION', 'EXPERIMENT', 'RUN', 'DATASET', 'DEPLOYMENT', 'JOB']
const textLengthMax = 200

/** Kinds of the mirror for those asked; all that can be searched for when null. */
export function kindOfSearch(asked: readonly SearchKind[] | null): readonly MirroredKind[] {
  return (asked ?? names).map((name) => kinds[name])
}

/** The API's name for the kind of a hit. */
export function searchKindOf(object: MirroredObject): SearchKind {
  const name = names.find((candidate) => kinds[candidate] === object.kind)
  invariant(name !== undefined, `a search found a ${object.kind}`)
  return name
}

/** The words of a search; throws a BAD_USER_INPUT fault when there are none, or too many. */
export function checkText(text: string): string {
  const words = text.trim()
  if (words !== '' && words.length <= textLengthMax) return words
  const message = `\`text\` must have 1 to ${textLengthMax} characters.`
  throw faultOf(problem('BAD_USER_INPUT', message, { details: { field: ['text'], max: textLengthMax } }))
}
