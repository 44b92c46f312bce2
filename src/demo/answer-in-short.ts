import { z } from 'zod'

const measured = z.object({ key: z.string(), value: z.union([z.number(), z.string()]) })
const node = z.object({ id: z.string(), kind: z.string().nullable(), name: z.string().nullable() })

const answerShape = z.object({
  data: z.object({
    modelVersion: z.object({
      ref: z.string(),
      aliases: z.array(z.string()),
      run: z.object({ name: z.string().nullable(), metrics: z.array(measured) }).nullable(),
      artifacts: z.object({
        nodes: z.array(
          z.object({
            path: z.string(),
            location: z.object({ store: z.object({ name: z.string(), kind: z.string() }).nullable() }).nullable(),
          }),
        ),
      }),
      servedBy: z.array(z.object({ deployment: z.object({ ref: z.string() }), state: z.string(), match: z.string() })),
    }),
    lineage: z.object({
      nodes: z.array(node),
      edges: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string().nullable() })),
      complete: z.boolean(),
    }),
  }),
})

/** Lines that the lineage may take; what is more is counted. */
const edgesMax = 8
const metricsMax = 3

/** What matters of the answer to the demo's question, a line each. An answer of another shape is printed as it is. */
export function answerInShort(answer: unknown): readonly string[] {
  const parsed = answerShape.safeParse(answer)
  if (!parsed.success) return [JSON.stringify(answer)]
  const { modelVersion, lineage } = parsed.data.data
  const [file] = modelVersion.artifacts.nodes
  const store = file?.location?.store
  return [
    `${modelVersion.ref} (${modelVersion.aliases.join(', ')})`,
    ...(modelVersion.run === null ? [] : [`  trained by   ${runInShort(modelVersion.run)}`]),
    ...(file === undefined || store == null
      ? []
      : [`  files        ${file.path} and more, in ${store.name} (${store.kind})`]),
    ...modelVersion.servedBy.map(
      ({ deployment, state, match }) => `  runs as      ${deployment.ref}, ${state}, told by ${match}`,
    ),
    `  lineage      ${lineage.nodes.length} objects, ${lineage.edges.length} links, ${lineage.complete ? 'complete' : 'not complete yet'}`,
    ...lineageInShort(lineage),
  ]
}

function runInShort({ name, metrics }: { name: string | null; metrics: readonly z.infer<typeof measured>[] }): string {
  const shown = metrics.slice(0, metricsMax).map(({ key, value }) => `${key} ${rounded(value)}`)
  return [name ?? 'a run without a name', ...shown].join(', ')
}

function rounded(value: number | string): string {
  const number = Number(value)
  return Number.isFinite(number) ? String(Math.round(number * 10_000) / 10_000) : String(value)
}

function lineageInShort({
  nodes,
  edges,
}: {
  readonly nodes: readonly z.infer<typeof node>[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string | null }[]
}): string[] {
  const names = new Map(nodes.map(({ id, kind, name }) => [id, `${kind ?? 'hidden'} ${name ?? ''}`.trim()]))
  const lines = edges
    .slice(0, edgesMax)
    .map(({ from, to, kind }) => `    ${names.get(from) ?? from} -> ${names.get(to) ?? to}  (${kind ?? 'hidden'})`)
  return edges.length > edgesMax ? [...lines, `    and ${edges.length - edgesMax} more`] : lines
}
