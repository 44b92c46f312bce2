import { beforeEach, describe, expect, test } from 'vitest'
import { type LineageKey, virtualLineageKey } from '../kernel/lineage-key.ts'
import type { LineageChange } from '../lineage/index.ts'
import { createChangeTail } from './change-tail.ts'

const [a, b, c] = ['a', 'b', 'c'].map(virtualLineageKey) as [LineageKey, LineageKey, LineageKey]

/** An index that holds changes and counts how often it is asked. */
class History {
  changes: LineageChange[] = []
  forgotten = 0
  looks = 0

  write(...keys: readonly LineageKey[]): number {
    const sequence = (this.changes.at(-1)?.sequence ?? 0) + 1
    this.changes.push(...keys.map((key) => ({ sequence, key })))
    return sequence
  }

  async head(): Promise<number> {
    this.looks += 1
    return this.changes.at(-1)?.sequence ?? 0
  }

  async changesSince(sequence: number): Promise<readonly LineageChange[] | null> {
    return sequence < this.forgotten ? null : this.changes.filter((change) => change.sequence > sequence)
  }
}

let history = new History()
let time = 0
const tailOf = (keysMax = 100) =>
  createChangeTail({
    index: history,
    now: () => time,
    keysMax,
    onFault: (error) => {
      throw error
    },
  })
beforeEach(() => {
  history = new History()
  time = 0
})

describe('what was read', () => {
  test('is vouched for until something of it changes, whatever else does', async () => {
    const tail = tailOf()
    const basis = { sequence: await tail.head(), keys: new Set([a, b]) }
    tail.heard(history.write(c))
    expect(await tail.vouchedTo(basis)).toBe(1)
    tail.heard(history.write(b))
    expect(await tail.vouchedTo(basis)).toBe(null)
    expect(await tail.vouchedTo({ ...basis, sequence: 2 })).toBe(2)
  })

  test('is not vouched for once the window has been overrun', async () => {
    const tail = tailOf(2)
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    for (const key of [b, c]) tail.heard(history.write(key))
    expect(await tail.vouchedTo(basis)).toBe(2)
    tail.heard(history.write(virtualLineageKey('d')))
    expect(await tail.vouchedTo(basis)).toBe(null)
  })

  test('is not vouched for once the store has forgotten changes since', async () => {
    history.write(b)
    const tail = tailOf()
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    history.write(b)
    tail.heard(history.write(b))
    history.forgotten = 2
    expect(await tail.vouchedTo(basis)).toBe(null)
    expect(await tail.vouchedTo({ ...basis, sequence: await tail.head() })).toBe(3)
  })

  test('by another replica that knows more is looked up, and is nothing when there is no such change', async () => {
    const tail = tailOf()
    await tail.head()
    const sequence = history.write(a)
    expect(await tail.vouchedTo({ sequence, keys: new Set([a]) })).toBe(1)
    expect(await tail.vouchedTo({ sequence: 9, keys: new Set([a]) })).toBe(null)
  })

  test('before this replica began is vouched for as far as the first look goes', async () => {
    history.write(a)
    const tail = tailOf()
    expect(await tail.vouchedTo({ sequence: 0, keys: new Set([a]) })).toBe(null)
    expect(await tail.vouchedTo({ sequence: 0, keys: new Set([b]) })).toBe(1)
    history.forgotten = 1
    expect(await tailOf().vouchedTo({ sequence: 0, keys: new Set([b]) })).toBe(null)
  })
})

describe('the store', () => {
  test('is not asked again while nothing was heard and the last look is young', async () => {
    const tail = tailOf()
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    time += 700
    await tail.vouchedTo(basis)
    expect(history.looks).toBe(1)
    time += 200
    history.write(a)
    expect(await tail.vouchedTo(basis)).toBe(null)
    expect(history.looks).toBe(2)
  })

  test('is asked before anybody is answered who heard of a change while another look was under way', async () => {
    const tail = tailOf()
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    time += 1_000
    const early = tail.head()
    tail.heard(history.write(a))
    expect(await tail.vouchedTo(basis)).toBe(null)
    await early
  })

  test('is asked for the head whenever somebody begins to read, so that what is read is not soon taken for out of date', async () => {
    const tail = tailOf()
    await tail.head()
    history.write(a)
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    time += 1_000
    expect(await tail.vouchedTo(basis)).toBe(1)
  })

  test('that was put back to an earlier state vouches for nothing that was read since', async () => {
    for (const key of [a, b, c]) history.write(key)
    const tail = tailOf()
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    history.changes.length = 1
    time += 1_000
    expect(await tail.vouchedTo(basis)).toBe(null)
    expect(await tail.head()).toBe(1)
  })

  test('is not waited for on account of a change that is not there', async () => {
    const tail = tailOf()
    tail.heard(5)
    const basis = { sequence: await tail.head(), keys: new Set([a]) }
    expect(await tail.vouchedTo(basis)).toBe(0)
    expect(history.looks).toBe(1)
  })
})
