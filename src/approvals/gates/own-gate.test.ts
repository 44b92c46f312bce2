import { describe, expect, test } from 'vitest'
import { approvalWorld } from '../../../test/support/approval-world.ts'
import { Fault } from '../../kernel/problem.ts'
import type { GateQuestion } from '../ports.ts'
import type { GateEvidence } from './evidence.ts'
import type { OwnGate, OwnGateFinding } from './gate-contract.ts'
import { gateOf } from './own-gate.ts'

const example = new URL('../../../examples/gate-allowed-flavor/gate.mjs', import.meta.url).href
// A module of JavaScript, as a team writes it.
const { gate: allowedFlavor }: { readonly gate: OwnGate } = await import(example)
const world = await approvalWorld()
const subject = await world.ports.subjects.read('models:/fraud/1', null, {
  signal: AbortSignal.timeout(1_000),
  requestId: 'r',
})
if (!subject.ok) throw new Error('The world has a version 1.')
const wanted = { model: subject.value.model, environment: 'production', alias: null, deployment: null }
const target = await world.ports.subjects.target(wanted)
if (!target.ok) throw new Error('The world has a target.')
const question: GateQuestion = {
  subject: subject.value,
  target: target.value,
  action: 'PROMOTE',
  champion: null,
  rule: { gate: 'own', required: true, params: { allowed: ['sklearn'] } },
  now: 5,
}
const call = { signal: new AbortController().signal, requestId: 'r' }
const flavors = (...names: readonly string[]): Pick<GateEvidence, 'measured' | 'described' | 'recipe'> => ({
  measured: async () => ({ metrics: [], rows: [] }),
  described: async () => ({
    flavors: names.map((name) => ({ name, libraryVersion: null, properties: {} })),
    inputs: [],
    outputs: [],
    params: [],
    environmentFiles: [],
  }),
  recipe: async () => null,
})

const own = (run: OwnGate['run'], more: Partial<OwnGate> = {}) =>
  gateOf({ contract: 1, name: 'own', description: 'A gate.', problemsOf: () => [], run, ...more }, flavors('sklearn'))

describe('a gate of a team’s own', () => {
  test('says what it found, and the same of the same', async () => {
    const gate = gateOf(allowedFlavor, flavors('python_function', 'sklearn'))
    const first = await gate.run(question, call)
    expect(first).toMatchObject({ verdict: 'PASS', explanation: 'It loads with sklearn.', value: null, reasons: [] })
    expect(await gate.run(question, call)).toEqual(first)
    const other = await gateOf(allowedFlavor, flavors('torch')).run(question, call)
    expect(other).toMatchObject({ verdict: 'FAIL', reasons: ['FLAVOR_NOT_ALLOWED'] })
    expect(other.inputsDigest).not.toBe(first.inputsDigest)
    expect(gate.problemsOf({ allowed: [], more: 1 })).toHaveLength(2)
  })

  test.each<[string, () => unknown]>([
    ['throws', () => Promise.reject(new Error('secret'))],
    [
      'throws at once',
      () => {
        throw new TypeError('secret')
      },
    ],
    ['answers nothing', () => undefined],
    ['answers more than there is', () => ({ verdict: 'PASS', explanation: 'ok', more: 1 })],
    ['answers no verdict there is', () => ({ verdict: 'YES', explanation: 'ok' })],
    ['explains nothing', () => ({ verdict: 'PASS', explanation: '' })],
    ['answers no number', () => ({ verdict: 'PASS', explanation: 'ok', value: Number.NaN })],
  ])('blocks when it %s, and tells callers nothing of why', async (_what, answer) => {
    // What it answers is what it must not.
    const gate = own(async () => answer() as OwnGateFinding)
    const failed = await gate.run(question, call).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Fault)
    expect(failed).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      publicMessage: 'The gate own failed; the log says why.',
    })
  })

  test('that never answers is given up when nobody waits any more', async () => {
    const stopping = new AbortController()
    const running = own(() => new Promise(() => undefined)).run(question, { ...call, signal: stopping.signal })
    stopping.abort()
    await expect(running).rejects.toBeInstanceOf(Fault)
  })

  test('changes nothing for others, whatever it does with what it is given', async () => {
    const gate = own(async ({ params }) => {
      Reflect.set(params, 'allowed', [])
      return { verdict: 'PASS', explanation: 'ok' }
    })
    await gate.run(question, call)
    expect(question.rule.params).toEqual({ allowed: ['sklearn'] })
  })

  test('that fails to look at its parameters refuses them', () => {
    const gate = own(async () => ({ verdict: 'PASS', explanation: 'ok' }), {
      problemsOf: () => {
        throw new Error('secret')
      },
    })
    expect(gate.problemsOf({})).toEqual(['The gate own failed to look at its parameters.'])
  })
})
