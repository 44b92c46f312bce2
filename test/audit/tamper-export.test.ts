import { describe, expect, test } from 'vitest'
import { auditStreams, createAuditKeys, exportLines, type FoundNote, verifyExport } from '../../src/audit/index.ts'
import { verifierKeyOf, writeCheckpoint } from '../../src/audit/signed-note.ts'
import { freshDatabase } from '../store/engines.ts'
import { everyKind } from './every-kind.ts'
import { aChange, auditOn, testKeys } from './log.ts'

const database = await freshDatabase('sqlite')
const log = auditOn(database)
await log.append(...everyKind)
const notes = { decisions: '', access: '' }
for (const stream of auditStreams) notes[stream] = (await log.audited.checkpoint(stream))?.note ?? ''
await log.append(aChange(1))
const lines: string[] = []
for await (const line of exportLines(
  { store: log.store, keys: testKeys },
  { streams: auditStreams, from: 1, to: null },
))
  lines.push(line)

const noteAt = (note: string): FoundNote => ({ note, place: 'the anchor', isAnchor: true })
const anchored = auditStreams.map((stream) => noteAt(notes[stream]))
const verifierKeys = auditStreams.map((stream) => verifierKeyOf(`test/${stream}`, testKeys.current))

async function* each(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}

/** What is said of an export: that it is none, or everything that is wrong with it. */
async function said(texts: readonly string[], given = { anchored, verifierKeys }): Promise<readonly string[]> {
  const outcome = await verifyExport({ lines: each(texts), isPartial: false, ...given })
  if (!outcome.ok) return [outcome.problem.message]
  return outcome.value.flatMap(({ findings }) => findings.map(({ problem }) => problem))
}

type JsonObject = { readonly [key: string]: Json }
type Json = string | number | boolean | null | readonly Json[] | JsonObject

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every way to change one value within a value: to another, or, of an object, away. */
function* changesOf(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) for (const changed of changesOf(item)) yield value.with(at, changed)
    yield [...value, ...value.slice(0, 1), 'more']
    if (value.length > 0) yield value.slice(1)
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      for (const changed of changesOf(item)) yield { ...value, [key]: changed }
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
    }
    yield { ...value, added: 'by hand' }
  } else if (typeof value === 'string') yield value.startsWith('a') ? `b${value.slice(1)}` : `a${value.slice(1)}`
  else if (typeof value === 'number') yield value + 1
  else if (typeof value === 'boolean') yield !value
  else yield 'x'
}

const replaced = (at: number, text: string) => lines.with(at, text)

describe('an export', () => {
  test('that is as it was written is whole', async () => {
    expect(await said(lines)).toEqual([])
    expect(lines).toHaveLength(1 + everyKind.length + 1)
  })

  // Events differ in little but their values; a third of them has every member that one can have.
  test.each(lines.map((line, at) => [at, line] as const).filter(([at]) => at % 3 === 0 || at === 5))(
    'is not whole once any value of line %i is another, is gone, or there is one more',
    async (at, line) => {
      let count = 0
      for (const changed of changesOf(JSON.parse(line))) {
        count += 1
        expect(await said(replaced(at, JSON.stringify(changed))), JSON.stringify(changed)).not.toEqual([])
      }
      expect(count).toBeGreaterThan(20)
    },
  )

  test.each([
    ['a line is gone', lines.toSpliced(3, 1)],
    ['the last line is gone', lines.slice(0, -1)],
    ['a line is there twice', lines.toSpliced(4, 0, lines[3] ?? '')],
    ['two lines changed places', lines.with(3, lines[4] ?? '').with(4, lines[3] ?? '')],
    ['a line of something else is between', lines.toSpliced(3, 0, '{"specversion":"1.0"}')],
    ['a line is no JSON', replaced(3, 'nothing')],
    ['a value stands there twice', replaced(3, (lines[3] ?? '').replace('{', '{"type":"gov.token.revoked.v1",'))],
    ['there is white space', replaced(3, (lines[3] ?? '').replace('{', '{ '))],
    [
      'a line is nested beyond reason',
      replaced(3, (lines[3] ?? '').replace('{', `{"a":${'['.repeat(6_000)}${']'.repeat(6_000)},`)),
    ],
  ])('is not whole when %s', async (_what, texts) => {
    expect(await said(texts)).not.toEqual([])
  })

  test('of which one log was left out is missing it, unless it was asked for in part', async () => {
    const part: string[] = []
    const range = { streams: ['access'], from: 1, to: null } as const
    for await (const line of exportLines({ store: log.store, keys: testKeys }, range)) part.push(line)
    expect(await said(part)).toEqual([expect.stringMatching(/^missing: an anchor vouches for test\/decisions/)])
    const asked = await verifyExport({ lines: each(part), anchored, verifierKeys, isPartial: true })
    expect(asked.ok && asked.value.flatMap(({ findings }) => findings)).toEqual([])
  })

  test('of another installation is not taken for this one, nor one with keys of its own', async () => {
    const other = createAuditKeys(Buffer.alloc(32, 7))
    const elsewhere = auditOn(await freshDatabase('sqlite'), other)
    await elsewhere.append(...everyKind)
    const own: string[] = []
    for await (const line of exportLines(
      { store: elsewhere.store, keys: other },
      { streams: auditStreams, from: 1, to: null },
    ))
      own.push(line)
    expect(await said(own)).not.toEqual([])
    // With nothing but the export to go by it is whole, and says that it had to be believed.
    const alone = await verifyExport({ lines: each(own), anchored: [], verifierKeys: [], isPartial: false })
    expect(alone.ok && alone.value.map(({ isKeyTrusted, anchoredTo }) => [isKeyTrusted, anchoredTo])).toEqual([
      [false, 0],
      [false, 0],
    ])
  })
})

describe('anchors', () => {
  const forger = createAuditKeys(Buffer.alloc(32, 9)).current
  const note = (facts: Partial<{ origin: string; size: number; root: string }>, key = testKeys.current) =>
    writeCheckpoint({ origin: 'test/decisions', size: 5, root: '0'.repeat(64), ...facts }, key)

  test.each([
    ['a checkpoint of another root', [notes.decisions, note({})]],
    ['a checkpoint of more entries than there are', [notes.decisions, note({ size: 1_000 })]],
    ['a checkpoint that somebody else signed', [notes.decisions, note({}, forger)]],
    ['a checkpoint of the other log in the place of its own', [notes.access, note({ origin: 'other/decisions' })]],
    ['something that is no checkpoint', [notes.decisions, `${notes.decisions}\n`]],
    ['a checkpoint that was given another name', [notes.decisions.replace('test/decisions', 'test/access')]],
    ['a checkpoint without its signature', [notes.decisions.split('\n\n')[0] ?? '']],
  ])('with %s are not taken for whole', async (_what, found) => {
    expect(await said(lines, { anchored: found.map(noteAt), verifierKeys })).not.toEqual([])
  })

  test('with another key than the log was signed with are not taken for whole', async () => {
    const keys = auditStreams.map((stream) => verifierKeyOf(`test/${stream}`, forger))
    expect(await said(lines, { anchored, verifierKeys: keys })).not.toEqual([])
  })

  test('that two installations share vouch for each of them', async () => {
    const other = note({ origin: 'other/decisions', size: 3 }, forger)
    expect(await said(lines, { anchored: [...anchored, noteAt(other)], verifierKeys })).toEqual([])
  })
})
