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
