import { expect } from 'vitest'
import type { Thing } from '../random/tool-world.ts'
import { codeOf, neutral } from './alike.ts'
import { at, listAt, textAt } from './json.ts'
import { uidIn } from './object-questions.ts'
import { type Asked, nth, type Question } from './question.ts'

type NamedKind = 'Model' | 'ModelVersion' | 'Run' | 'Dataset' | 'DataVersion'

const fields: Readonly<Record<NamedKind, string>> = {
  Model: 'model',
  ModelVersion: 'modelVersion',
  Run: 'run',
  Dataset: 'dataset',
  DataVersion: 'dataset',
}

const isNamed = (kind: string): kind is NamedKind => kind in fields

function refOf({ kind, nativeId }: Thing, instead: string | null = null): string {
  const [name = '', part = ''] = nativeId.split('\n')
  const shown = instead ?? name
  if (kind === 'Run') return `runs:/${shown}`
  if (kind === 'Model') return `models:/${shown}`
  if (kind === 'ModelVersion') return `models:/${shown}/${part}`
  return kind === 'Dataset' ? `dataset:${shown}` : `dataset:${shown}@${part}`
}

const queryFor = (field: string) =>
  `query ($ref: String!, $source: String) { ${field}(ref: $ref, source: $source) { id } }`

/** Every object that a ref may mean, of those that the caller sees. */
function meant({ sees }: Asked, thing: Thing): readonly string[] {
  const { kind, nativeId } = thing
  // A ref of data is answered with the dataset, which must be seen too.
  return sees.sight.uids((each) => each.kind === kind && each.nativeId === nativeId)
}

/** Objects by ref. */
export const refQuestions: Readonly<Record<string, Question>> = {
  async ref(asked) {
    const thing = nth(
      asked.standing.tools.all().filter(({ kind }) => isNamed(kind)),
      asked.pick,
    )
    if (thing === undefined || !isNamed(thing.kind)) return
    const query = queryFor(fields[thing.kind])
    const reply = await asked.ask(query, { ref: refOf(thing) })
    const found = meant(asked, thing)
    if (found.length > 1) {
      expect(codeOf(reply)).toBe('AMBIGUOUS_REF')
      const candidates = listAt(listAt(reply.errors)[0], 'extensions', 'candidates')
      expect(candidates.map((candidate) => String(uidIn(at(candidate, 'id')))).toSorted()).toEqual(found)
      return
    }
    if (found.length === 1 && thing.kind !== 'DataVersion')
      return expect(uidIn(at(reply.data, fields[thing.kind], 'id'))).toBe(found[0])
    if (found.length === 1) return
    const unknown = asked.unknownWord()
    const other = await asked.ask(query, { ref: refOf(thing, unknown) })
    expect(codeOf(reply)).toBe('NOT_FOUND')
    expect(neutral(reply, [refOf(thing)])).toEqual(neutral(other, [refOf(thing, unknown)]))
  },
  async alias(asked) {
    const model = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'Model'),
      asked.pick,
    )
    if (model?.record?.kind !== 'Model') return
    const { source, nativeId, record } = model
    const query = queryFor('modelVersion')
    const reply = await asked.ask(query, { ref: `models:/${nativeId}@champion`, source })
    const named = record.aliases[0]?.version
    const version =
      named === undefined ? undefined : asked.sees.sight.find(source, 'ModelVersion', `${nativeId}\n${named}`)
    const isModelSeen = asked.sees.sight.find(source, 'Model', nativeId) !== undefined
    if (version !== undefined && isModelSeen)
      return expect(uidIn(at(reply.data, 'modelVersion', 'id'))).toBe(asked.sees.sight.identityOf(version).uid)
    if (version === undefined) expect(at(reply.data, 'modelVersion')).toBeNull()
  },
  async lookalike(asked) {
    // What is like a wrong name is told, of what the caller sees.
    const thing = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'Model'),
      asked.pick,
    )
    if (thing === undefined) return
    const reply = await asked.ask(queryFor('modelVersion'), { ref: `models:/${thing.nativeId}/77` })
    expect(codeOf(reply)).toBe('NOT_FOUND')
    const candidates = listAt(listAt(reply.errors)[0], 'extensions', 'candidates')
    for (const candidate of candidates) expect(textAt(candidate, 'ref')).toContain(thing.nativeId)
  },
}
