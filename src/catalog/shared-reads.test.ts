import { describe, expect, it } from 'vitest'
import { Fault } from '../kernel/problem.ts'
import { createSharedReads, type Load, type Read } from './shared-reads.ts'

const readOf = (record: string): Read<string> => ({ record, observedAt: 1 })
const callWith = (controller = new AbortController()) => ({ signal: controller.signal, requestId: 'r' })

/** A tool that answers when it is told to, and counts. */
function slowTool() {
  const asked: string[][] = []
  const signals: AbortSignal[] = []
  const gate = Promise.withResolvers<void>()
  const load: Load<string> = async (keys, call) => {
    asked.push([...keys])
    signals.push(call.signal)
    await Promise.race([gate.promise, new Promise((_, reject) => call.signal.addEventListener('abort', reject))])
    return keys.map((key) => readOf(key))
  }
  return { load, asked, signals, open: () => gate.resolve() }
}

describe('shared reads', () => {
  it('make one call for requests that want the same keys at the same time', async () => {
    const reads = createSharedReads<string>()
    const tool = slowTool()
    const first = reads.readMany({ source: 's', keys: ['a', 'b'], call: callWith() }, tool.load)
    const second = reads.readMany({ source: 's', keys: ['b', 'c', 'b'], call: callWith() }, tool.load)
    tool.open()
    expect(await first).toEqual([readOf('a'), readOf('b')])
    expect(await second).toEqual([readOf('b'), readOf('c'), readOf('b')])
    expect(tool.asked).toEqual([['a', 'b'], ['c']])
  })

  it('ask again for the next request, so that nothing is older than the call it came from', async () => {
    const reads = createSharedReads<string>()
    const tool = slowTool()
    tool.open()
    await reads.readMany({ source: 's', keys: ['a'], call: callWith() }, tool.load)
    await reads.readMany({ source: 's', keys: ['a'], call: callWith() }, tool.load)
    expect(tool.asked).toEqual([['a'], ['a']])
  })

  it('ask once within a request, also for what another read of it has met', async () => {
    const reads = createSharedReads<string>()
    const tool = slowTool()
    tool.open()
    const call = callWith()
    await reads.readMany({ source: 's', keys: ['a'], call }, tool.load)
    reads.remember('b', readOf('met'), call)
    expect(await reads.readMany({ source: 's', keys: ['a', 'b'], call }, tool.load)).toEqual([
      readOf('a'),
      readOf('met'),
    ])
    expect(tool.asked).toEqual([['a']])
  })

  it('go on for the others when one waiter gives up', async () => {
    const reads = createSharedReads<string>()
    const tool = slowTool()
    const impatient = new AbortController()
    const first = reads.readMany({ source: 's', keys: ['a'], call: callWith(impatient) }, tool.load)
    const second = reads.readMany({ source: 's', keys: ['a'], call: callWith() }, tool.load)
    impatient.abort()
    expect(await first).toEqual([expect.objectContaining({ code: 'DEADLINE_EXCEEDED' })])
    tool.open()
    expect(await second).toEqual([readOf('a')])
  })

  it('end the call when nobody waits any more, and start anew for whoever comes next', async () => {
    const reads = createSharedReads<string>()
    const tool = slowTool()
    const only = new AbortController()
    const first = reads.readMany({ source: 's', keys: ['a'], call: callWith(only) }, tool.load)
    only.abort()
    await first
    expect(tool.signals[0]?.aborted).toBe(true)
    tool.open()
    expect(await reads.readMany({ source: 's', keys: ['a'], call: callWith() }, tool.load)).toEqual([readOf('a')])
  })

  it('carry a failure to every key that it concerns, and keep no memory of it for the next request', async () => {
    const reads = createSharedReads<string>()
    const fault = new Fault({ code: 'UPSTREAM_UNAVAILABLE', publicMessage: '', internalMessage: '', retryable: true })
    const failing: Load<string> = () => Promise.reject(fault)
    expect(await reads.readMany({ source: 's', keys: ['a', 'b'], call: callWith() }, failing)).toEqual([fault, fault])
    const tool = slowTool()
    tool.open()
    expect(await reads.readMany({ source: 's', keys: ['a'], call: callWith() }, tool.load)).toEqual([readOf('a')])
  })
})
