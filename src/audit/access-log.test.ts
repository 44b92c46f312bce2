import { expect, test } from 'vitest'
import { type Actor, systemActor } from '../kernel/actor.ts'
import { createAccessLog } from './access-log.ts'
import type { AuditDraft } from './types.ts'

const ada: Actor = { ...systemActor, id: 'ada', kind: 'USER', method: 'TOKEN' }
const metrics = { type: 'Organization', id: '*' }

/** The log on a clock and a timer that the test moves; `fails` is how many writes are refused first. */
function setup(fails = 0) {
  let now = 0
  let refusals = fails
  const due: (() => void)[] = []
  const written: AuditDraft[] = []
  const log = createAccessLog({
    clock: { now: () => now },
    scheduler: { after: (_ms, work) => (due.push(work), () => undefined) },
    log: { warn: () => undefined, error: () => undefined },
    work: {
      async record(drafts) {
        refusals -= 1
        if (refusals >= 0) throw new Error('the store is away')
        written.push(...drafts)
      },
    },
  })
  const pass = async (ms: number) => {
    now += ms
    for (const work of due.splice(0)) work()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const counts = () => written.map(({ action, details }) => `${action} ${JSON.stringify(details?.['count'])}`)
  return { log, pass, counts, written }
}

test('the first refusal of a kind is written within a second, and what follows within the minute as one number', async () => {
  const { log, pass, counts } = setup()
  for (let time = 0; time < 5; time += 1) log.denied(ada, 'metrics:read', metrics)
  log.denied({ ...ada, id: 'bob' }, 'metrics:read', metrics)
  expect(counts()).toEqual([])
  await pass(1_000)
  expect(counts()).toEqual(['metrics:read 1', 'metrics:read 1'])
  await pass(59_000)
  expect(counts()).toEqual(['metrics:read 1', 'metrics:read 1', 'metrics:read 4'])
  log.denied(ada, 'metrics:read', metrics)
  await pass(1_000)
  expect(counts().at(-1)).toBe('metrics:read 1')
})

test('failed authentications are counted by network, whatever the address and however many', async () => {
  const { log, pass, written } = setup()
  for (let host = 0; host < 200; host += 1)
    log.unauthenticated({ method: 'NONE', address: `203.0.113.${host}`, requestId: `${host}`, traceparent: null })
  await pass(1_000)
  await log.stop()
  expect(written.map(({ resource, details }) => [resource.id, details?.['count']])).toEqual([
    ['203.0.113.0/24', 1],
    ['203.0.113.0/24', 199],
  ])
})

test('networks without end are counted together, so that nobody floods the log from an address space of their own', async () => {
  const { log, written } = setup()
  const from = (address: string) => log.unauthenticated({ method: 'NONE', address, requestId: 'r', traceparent: null })
  for (let net = 0; net < 5_000; net += 1) from(`2001:db8:${net.toString(16)}::1`)
  await log.stop()
  expect(written).toHaveLength(202)
  expect(written.at(-1)).toMatchObject({ resource: { type: 'Any' }, details: { count: 4_799 } })
})

test('what is rolled up names what it was about and no single request', async () => {
  const { log, written } = setup()
  const sent: Actor = { ...ada, requestId: 'r', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }
  for (const id of ['a', 'b', 'b', 'c']) log.denied(sent, 'model:read', { type: 'Model', id })
  for (const id of ['a', 'a']) log.denied(sent, 'run:read', { type: 'Run', id })
  for (let id = 0; id < 100; id += 1) log.denied(sent, 'dataset:read', { type: 'Dataset', id: `${id}` })
  await log.stop()
  const rolled = written.filter(({ details }) => details?.['count'] !== 1 || details['resources'] !== undefined)
  expect(rolled).toMatchObject([
    {
      actor: { id: 'ada', requestId: null, traceparent: null },
      resource: { type: 'Model', id: '*' },
      details: { count: 3, resources: ['b', 'c'], isEveryResource: true },
    },
    { resource: { type: 'Dataset', id: '*' }, details: { count: 99, isEveryResource: false } },
  ])
  expect(rolled[1]?.details?.['resources']).toHaveLength(20)
  expect(written).toContainEqual(expect.objectContaining({ resource: { type: 'Run', id: 'a' } }))
})

test('a clock that is set back keeps no count back', async () => {
  const { log, pass, counts } = setup()
  for (let time = 0; time < 3; time += 1) log.denied(ada, 'metrics:read', metrics)
  await pass(1_000)
  await pass(-86_400_000)
  expect(counts()).toEqual(['metrics:read 1', 'metrics:read 2'])
})

test('whoever invents names fills neither the memory nor the log', async () => {
  const { log, written } = setup()
  for (let name = 0; name < 20_000; name += 1) log.denied({ ...ada, id: `${name}` }, 'metrics:read', metrics)
  await log.stop()
  expect(written).toHaveLength(10_002)
  expect(written.at(-1)).toMatchObject({ action: 'any', details: { count: 9_999 } })
})

test('what could not be written is written when the store is back, and at the stop', async () => {
  const { log, pass, counts } = setup(1)
  log.denied(ada, 'metrics:read', metrics)
  await pass(1_000)
  expect(counts()).toEqual([])
  await pass(1_000)
  expect(counts()).toEqual(['metrics:read 1'])
  log.denied(ada, 'metrics:read', metrics)
  await log.stop()
  expect(counts()).toEqual(['metrics:read 1', 'metrics:read 1'])
})

test('reads for a purpose are counted by object and purpose, and lose the purpose only where nobody could list them all', async () => {
  const { log, pass, written } = setup()
  const patients = { type: 'DataVersion', id: 'patients' }
  for (let time = 0; time < 3; time += 1) log.readFor(ada, 'dpia', patients)
  log.readFor(ada, 'audit', patients)
  log.readFor(ada, 'dpia', { ...patients, id: 'claims' })
  await pass(1_000)
  await pass(60_000)
  expect(written.map(({ decision, resource, details }) => [decision, resource.id, details])).toMatchObject([
    ['ALLOW', 'patients', { purpose: 'dpia', count: 1 }],
    ['ALLOW', 'patients', { purpose: 'audit', count: 1 }],
    ['ALLOW', 'claims', { purpose: 'dpia', count: 1 }],
    ['ALLOW', 'patients', { purpose: 'dpia', count: 2 }],
  ])
  for (let name = 0; name < 20_000; name += 1) log.readFor(ada, 'dpia', { ...patients, id: `${name}` })
  await log.stop()
  const rest = written.at(-1)
  expect([rest?.action, rest?.resource.id, rest?.details?.['purpose']]).toEqual(['any', '*', undefined])
})
