import { describe, expect, test } from 'vitest'
import type { Uid } from '../../kernel/ids.ts'
import { virtualLineageKey } from '../../kernel/lineage-key.ts'
import { keepAnswer, writeAnswer } from './kept-answer.ts'
import { AnswerRecording, type Finished } from './recording.ts'
import { recordWriting, writeResult } from './write-result.ts'

const basis = { sequence: 7, keys: new Set([virtualLineageKey('a')]) }

/** Ends a recording as an answer that is sent does; answers what is sent. */
function write(recording: AnswerRecording, finished: Finished): string {
  recordWriting(finished.data, recording)
  recording.finish(finished)
  return writeResult({ data: finished.data, extensions: { cost: { requested: 1 } } })
}

/** A recording of an answer with every kind of time in it. */
function recorded() {
  const recording = new AnswerRecording()
  recording.noteBasis(basis)
  recording.noteTime(['a b', 'cache', 'state'], { kind: 'STATE' })
  recording.noteTime(['a b', 'cache', 'ageMs'], { kind: 'AGE', since: 1_000 })
  recording.noteTime(['a b', 'sources', 0, 'asOf'], { kind: 'SOURCE_AS_OF', source: 'tracking' })
  recording.noteTime(['a b', 'sources', 0, 'lag'], { kind: 'SOURCE_LAG', source: 'tracking' })
  recording.noteTime(['a b', 'sources', 1, 'asOf'], { kind: 'SOURCE_AS_OF', source: 'lake' })
  recording.noteTime(['a b', 'sources', 1, 'lag'], { kind: 'SOURCE_LAG', source: 'lake' })
  recording.noteTime(['a b', 'asOf'], { kind: 'AS_OF', at: null, sources: ['tracking', 'lake'] })
  const data = {
    'a b': {
      // What is in it may look like a mark, and must come back as it is.
      name: '"~0~" ä \u2028 $1',
      cache: { state: 'MISS', ageMs: 0 },
      sources: [
        { asOf: 'then', lag: 1 },
        { asOf: null, lag: null },
      ],
      asOf: 'then',
    },
  }
  return { recording, data }
}

const finish = ({ recording, data }: ReturnType<typeof recorded>, masked: readonly string[] = []) =>
  write(recording, { data, masked, points: 20, now: 1_500 })
const sending = { now: 5_000, moments: new Map([['tracking', 4_000]]), cost: '{"requested":1}' }
const sent = (recording: AnswerRecording) => {
  const kept = keepAnswer(recording)
  return kept === null ? null : JSON.parse(Buffer.concat(writeAnswer(kept, sending)).toString())
}

describe('an answer that is sent again', () => {
  test('is the same but for its times, which are those of that moment', () => {
    const world = recorded()
    finish(world, ['a b.x'])
    expect(sent(world.recording)).toEqual({
      data: {
        'a b': {
          name: world.data['a b'].name,
          cache: { state: 'HIT', ageMs: 4_000 },
          sources: [
            { asOf: '1970-01-01T00:00:04.000Z', lag: 1 },
            { asOf: null, lag: null },
          ],
          asOf: '1970-01-01T00:00:04.000Z',
        },
      },
      extensions: { masked: ['a b.x'], cost: { requested: 1 } },
    })
  })

  test('leaves the fresh one as it was, which is written with its own times', () => {
    const world = recorded()
    const before = structuredClone(world.data)
    const text = finish(world)
    expect(world.data).toEqual(before)
    expect(text).toBe(`${JSON.stringify({ data: before, extensions: { cost: { requested: 1 } } })}\n`)
  })

  test('about a past moment is of that moment at the latest', () => {
    const recording = new AnswerRecording()
    recording.noteBasis(basis)
    recording.noteTime(['asOf'], { kind: 'AS_OF', at: 3_000, sources: ['tracking'] })
    write(recording, { data: { asOf: '' }, masked: [], points: 1, now: 0 })
    expect(sent(recording)).toMatchObject({ data: { asOf: '1970-01-01T00:00:03.000Z' } })
  })

  test('hangs on everything that any of its parts hangs on', () => {
    const world = recorded()
    world.recording.noteBasis({ sequence: 5, keys: new Set([virtualLineageKey('b')]) })
    finish(world)
    expect(keepAnswer(world.recording)).toMatchObject({
      sequence: 5,
      keys: new Set([virtualLineageKey('a'), virtualLineageKey('b')]),
      points: 20,
      madeAt: 1_500,
    })
  })

  test('tells whose personal data was read', () => {
    const world = recorded()
    world.recording.read.push({ kind: 'DataVersion', uid: 'u' as Uid })
    finish(world)
    expect(keepAnswer(world.recording)?.read).toEqual([{ kind: 'DataVersion', uid: 'u' }])
  })
})

test('an answer that is sent again is not copied', () => {
  const recording = new AnswerRecording()
  recording.noteBasis(basis)
  recording.noteTime(['age'], { kind: 'AGE', since: 0 })
  const data = { before: 'a'.repeat(10_000), age: 0, between: 'b', after: 'c'.repeat(10_000) }
  write(recording, { data, masked: [], points: 1, now: 0 })
  const kept = keepAnswer(recording)
  const pieces = kept === null ? [] : writeAnswer(kept, sending)
  expect(kept?.parts.every((part) => pieces.includes(part))).toBe(true)
  expect(JSON.parse(Buffer.concat(pieces).toString())).toMatchObject({ data: { ...data, age: 5_000 } })
})

describe('an answer is not sent again', () => {
  test('without an end, as one with an error', () => {
    expect(keepAnswer(recorded().recording)).toBe(null)
  })

  test('when a part of it hangs on more than the index', () => {
    const world = recorded()
    world.recording.noteBasis(null)
    finish(world)
    expect(keepAnswer(world.recording)).toBe(null)
  })

  test('when something was refused', () => {
    const world = recorded()
    finish(world)
    world.recording.spoil()
    expect(keepAnswer(world.recording)).toBe(null)
  })
})
