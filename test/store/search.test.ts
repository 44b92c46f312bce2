import { beforeAll, describe, expect, test } from 'vitest'
import { mirroredKinds } from '../../src/catalog/types.ts'
import type { OwnedCatalogStore } from '../../src/persistence/catalog-store.ts'
import { engines, freshCatalog } from './engines.ts'
import { aModel, anExperiment, aRun } from './records.ts'

describe.each(engines)('search on %s', (engine) => {
  let store: OwnedCatalogStore
  const search = async (words: readonly string[], facts: { readonly source?: string } = {}) => {
    const query = { words, kinds: mirroredKinds, source: facts.source ?? null }
    const { items } = await store.search(query, { first: 50, after: null })
    return items.map(({ item }) => [item.object.name, item.matchedIn.join(' ')])
  }

  beforeAll(async () => {
    store = await freshCatalog(engine)
    const records = [
      aModel('described', { description: 'Detects FRAUD early' }),
      aModel('tagged', { tags: { domain: 'Card Fraud', other: 'x' } }),
      aModel('anti-fraud'),
      aModel('fraud-detector', { description: 'fraud' }),
      aModel('Fraud'),
      aModel('both', { tags: { team: 'risk' }, description: 'fraud' }),
      anExperiment('50%_off'),
      anExperiment('500 offers'),
      aRun('größe', { tags: { long: `${'x'.repeat(900)} needle` } }),
    ]
    await store.ingest({ source: 's', records, observedAt: 1 })
  })

  test('ranks exact names first, then beginnings, parts, tags and descriptions', async () => {
    expect(await search(['fraud'])).toEqual([
      ['Fraud', 'name'],
      ['fraud-detector', 'name description'],
      ['anti-fraud', 'name'],
      ['tagged', 'tag:domain'],
      ['both', 'description'],
      ['described', 'description'],
    ])
  })

  test('wants every word, wherever each is found', async () => {
    expect(await search(['FRAUD', 'risk'])).toEqual([['both', 'description tag:team']])
    expect(await search(['fraud', 'nowhere'])).toEqual([])
  })

  test('takes wildcards for what they are, and any case and script for the same', async () => {
    expect(await search(['50%_'])).toEqual([['50%_off', 'name']])
    expect(await search(['GRÖSSE'])).toEqual([['größe', 'name']])
    expect(await search(['needle'])).toEqual([['größe', 'tag:long']])
  })

  test('finds nothing without words, and nothing of other sources', async () => {
    expect(await search([])).toEqual([])
    expect(await search([''])).toEqual([])
    expect(await search(['fraud'], { source: 'other' })).toEqual([])
  })

  test('forgets what changed', async () => {
    await store.ingest({ source: 't', records: [aModel('before', { tags: { a: 'oldword' } })], observedAt: 1 })
    await store.ingest({ source: 't', records: [aModel('before', { tags: { a: 'newword' } })], observedAt: 2 })
    expect(await search(['oldword'])).toEqual([])
    expect(await search(['newword'])).toEqual([['before', 'tag:a']])
  })
})
