import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const { name, digest } = world.dataset

interface Catalogue {
  readonly validationCatalog: {
    readonly nodes: readonly { readonly measurements: readonly { readonly metric: string }[] }[]
  }
}

const catalogue = (filter: string) =>
  read<Catalogue>(`{ validationCatalog(filter: { ${filter} }) { nodes {
    dataVersion { name digest } roles truncated
    measurements { metric value measuredAt run { runId } modelVersions { ref } } } } }`)

test('a data version comes with exactly the metrics that were measured on it', async () => {
  const { validationCatalog } = await catalogue(`dataset: ${quoted(name)}, digest: ${quoted(digest)}`)
  expect(validationCatalog.nodes).toMatchObject([
    {
      dataVersion: { name, digest },
      truncated: false,
      measurements: [{ metric: 'accuracy', value: 0.875, run: { runId: world.children[0].runId } }],
    },
  ])
})

test('a metric that was not measured on a data version does not find it', async () => {
  expect((await catalogue(`dataset: ${quoted(name)}, metric: "accuracy"`)).validationCatalog.nodes).toHaveLength(1)
  expect((await catalogue(`dataset: ${quoted(name)}, metric: "loss"`)).validationCatalog.nodes).toEqual([])
  expect((await catalogue(`dataset: ${quoted(name)}, digest: "00000000"`)).validationCatalog.nodes).toEqual([])
})
