import { expect, test, vi } from 'vitest'
import { defaultRights } from '../../test/support/default-rights.ts'
import type { Principal } from '../access/index.ts'
import { refuse } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { createLineageService, createLiveWalks } from './lineage-service.ts'

const call = { signal: new AbortController().signal, requestId: 'test' }

const ended = { problem: { message: 'walked' } }

function principal(name: string): Principal {
  const nothing = { teams: [], clearance: 0, regions: [], mfa: false, authenticatedAt: null, scopes: null }
  return { id: name, kind: 'USER', name, roles: ['administrator'], ...nothing, tokenId: name, tokenExpiresAt: null }
}

function query(freshness: 'CACHED' | 'LIVE') {
  const rest = { direction: 'BOTH', depth: 10, kinds: null, at: null, columns: false, maxNodes: 100 } as const
  return { ref: 'models:/m', source: null, freshness, ...rest }
}

const never = (): never => {
  throw new Error('the index is not read')
}
const unread = {
  edgesOf: never,
  edgesBetween: never,
  nodesOf: never,
  keysOf: never,
  aliasAt: never,
  indexedSince: never,
  head: never,
  changesSince: never,
}

test('a principal walks one LIVE lineage at a time, which keeps nobody else waiting', async () => {
  const walks: (() => void)[] = []
  const service = createLineageService({
    lineage: {
      trace: () => new Promise((resolve) => walks.push(() => resolve(refuse(problem('NOT_FOUND', 'walked'))))),
      traceIndexed: async () => null,
    },
    // Where the index cannot answer nothing of it is read.
    skeletons: {
      over: async (_question, walk) => ({ value: await walk(unread), basis: null, state: 'MISS', ageMs: 0 }),
    },
    walks: createLiveWalks(defaultRights(), { denied: () => undefined }),
    origin: { method: 'TOKEN', address: null, requestId: 'test', traceparent: null },
    places: async () => () => null,
    owners: { ownersOf: async () => new Map() },
  })
  const first = service.trace(principal('ada'), query('LIVE'), call)
  expect(await service.trace(principal('ada'), query('LIVE'), call)).toMatchObject({
    problem: { code: 'RATE_LIMITED' },
  })
  const others = [
    service.trace(principal('ada'), query('CACHED'), call),
    service.trace(principal('bob'), query('LIVE'), call),
  ]
  await vi.waitUntil(() => walks.length === 3)
  for (const end of walks) end()
  expect(await Promise.all([first, ...others])).toMatchObject([ended, ended, ended])
  const again = service.trace(principal('ada'), query('LIVE'), call)
  await vi.waitUntil(() => walks.length === 4)
  walks.at(-1)?.()
  expect(await again).toMatchObject(ended)
})
