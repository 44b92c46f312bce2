import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { quoted } from '../refusals.ts'
import { bothAnswers, personalRun } from './world.ts'

const { name, runId, address } = await personalRun()
const gateway = await startGateway({
  sources: [mlflowSource()],
  config: { attributes: { pii: { default: true } } },
})
await gateway.caughtUp('tracking')
const viewer = await gateway.tokenOf('vera', 'viewer')

test.each([
  ['user', `{ user: ${quoted(address)} }`, ['filter', 'user']],
  ['a tag', `{ tags: [{ key: "mlflow.user", value: ${quoted(address)} }] }`, ['filter', 'tags', '0', 'value']],
])('nobody finds runs by an e-mail address in %s that they may not read', async (_what, filter, field) => {
  const { full, masked } = await bothAnswers(gateway, `{ runs(filter: ${filter}) { nodes { runId } } }`)
  expect(full.data).toEqual({ runs: { nodes: [{ runId }] } })
  expect(masked.data).toEqual({ runs: null })
  expect(masked.errors).toMatchObject([{ path: ['runs'], extensions: { code: 'FORBIDDEN', field } }])
})

test('an address that nobody has is refused like one that somebody has, and a plain name is none', async () => {
  const ask = (user: string) =>
    gateway.ask(`{ runs(filter: { user: ${quoted(user)} }) { nodes { runId } } }`, {}, { token: viewer })
  const [nobodys, somebodys] = [await ask(`no-${address}`), await ask(address)]
  expect(nobodys.errors.map(({ message, path }) => [message, path])).toEqual(
    somebodys.errors.map(({ message, path }) => [message, path]),
  )
  expect((await ask('dana')).errors).toEqual([])
})

test('search finds nothing by an address, nor by a part of one', async () => {
  const { data } = await gateway.ask<{ search: { nodes: { matchedIn: string[] }[] } }>(
    `{ search(text: ${quoted(address)}) { nodes { name } } part: search(text: "people.example") { nodes { name } } }`,
    {},
    { token: viewer },
  )
  expect(data).toEqual({ search: { nodes: [] }, part: { nodes: [] } })
})

test('names of columns of personal data are held back from everybody without the purpose for it', async () => {
  const { full, masked } = await bothAnswers(
    gateway,
    `{ dataset(ref: ${quoted(`dataset:${name}`)}) { versions { nodes { digest originUri columns { name } } } }
      lineage(ref: ${quoted(`runs:/${runId}`)}, columns: true, kinds: [DATA_VERSION]) { nodes { kind properties } } }`,
  )
  for (const { data, errors, extensions } of [full, masked]) {
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      dataset: { versions: { nodes: [{ digest: 'd1', originUri: null, columns: null }] } },
      lineage: {
        nodes: expect.arrayContaining([
          expect.objectContaining({
            kind: 'DATA_VERSION',
            properties: expect.objectContaining({ digest: 'd1', originUri: null, columns: null }),
          }),
        ]),
      },
    })
    expect(extensions['masked']).toEqual(
      expect.arrayContaining([
        'dataset.versions.nodes.0.columns',
        'dataset.versions.nodes.0.originUri',
        expect.stringMatching(/^lineage\.nodes\.\d\.properties\.columns$/),
        expect.stringMatching(/^lineage\.nodes\.\d\.properties\.originUri$/),
      ]),
    )
  }
})
