import { Kind, parse, print } from 'graphql'
import { readSchemaText } from '../../src/graphql/index.ts'

/** Our SDL as a router sees it. */
export const ownSdl = readSchemaText()

/** A company's own subgraph, which knows something about models that we do not. */
export const companySdl = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
type Query { companyBudget: Float }
type Model @key(fields: "id") {
  id: ID!
  "Team that pays for it."
  costCentre: String
}
`

/** Our SDL as plain GraphQL, for tools that know nothing of federation. */
export function plainSdl(): string {
  const federation = new Set(['key', 'shareable', 'cost', 'listSize', 'link'])
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strip)
    if (typeof node !== 'object' || node === null) return node
    const stripped = Object.fromEntries(Object.entries(node).map(([name, member]) => [name, strip(member)]))
    const { directives } = stripped
    if (!Array.isArray(directives)) return stripped
    return { ...stripped, directives: directives.filter(({ name }) => !federation.has(name.value)) }
  }
  const document = parse(ownSdl, { noLocation: true })
  const definitions = document.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION)
  return print({ ...document, definitions: definitions.map((node) => strip(node) as typeof node) })
}
